"""``saidly local up``: the service on this machine until Ctrl-C, and what it shows at first."""

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from saidly.cli import show
from saidly.cli.client import Client, Failed, Refused, Waiting
from saidly.cli.desk import as_json, terminal
from saidly.errors import SaidlyError
from saidly.local.press import SHOWN
from saidly.local.stack import LocalStack
from saidly.local.state import StateFolder, StateTaken

WAIT_S = 180.0  # at most; a laptop that is busy otherwise starts workers slowly


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for: a page of the web or the demonstration, and for how long."""

    folder: Path
    url: str | None = None
    once: bool = False  # end after showing
    as_json: bool = False


class Ended(BaseException):
    """The user or the system asked the process to end."""


def up(wish: Wish) -> int:
    """Run until asked to end; return the exit code.

    Raises:
        StateTaken: a stack runs on the folder already, and no address was given to hand it.
        SaidlyError: the stack does not come up.
    """
    folder = StateFolder(wish.folder)
    progress = Progress()
    try:
        stack = LocalStack(folder, progress.step)
    except StateTaken:
        if wish.url is None:
            raise
        facts = folder.facts()
        print("using the stack that already runs on this folder", file=sys.stderr)
        return _read_page(Client.of(facts["api"], facts["token"]), wish, progress)
    with _signals_end():
        try:
            return _shown(stack, wish, progress)
        except Ended:
            print("\nending: saving the state", file=sys.stderr, flush=True)
            return 0
        finally:
            _signals_wait()
            stack.stop()


def _shown(stack: LocalStack, wish: Wish, progress: "Progress") -> int:
    stack.start()
    print(f"\n  API    {stack.client.base_url}\n  token  {stack.client.token}\n", flush=True)
    if wish.url is None:
        code = _demonstrate(stack, wish, progress)
    else:
        code = _read_page(stack.client, wish, progress)
    if wish.once:
        return code
    print("\nThe schedule ticks every minute. Ctrl-C ends; the state is kept.", flush=True)
    while True:
        signal.pause()


def _demonstrate(stack: LocalStack, wish: Wish, progress: "Progress") -> int:
    """Have the schedule fetch the sample press, and print one article in full."""
    press = stack.press
    with progress.step(f"registering {len(press.sources)} feeds of the sample press"):
        stack.register()
    with progress.step("waiting for the schedule to fetch them, and for the articles"):
        stack.visit_now()
        reply = _scheduled(stack.client, press.address(*SHOWN))
    with progress.step("waiting for the rest of the press"):
        heads = _all_heads(stack)
    print()
    print(show.listing(heads, terminal()))
    print()
    _print_article(stack.client, reply, wish)
    return 0


def _scheduled(client: Client, url: str) -> show.JSON:
    """Wait until the schedule has handed an address in and its article is stored."""
    deadline = time.monotonic() + WAIT_S
    while True:
        try:
            return client.stored(client.by_url(url)["id"], WAIT_S)
        except SaidlyError as error:
            if isinstance(error, Failed | Waiting | Refused) or time.monotonic() > deadline:
                raise
            time.sleep(0.25)


def _all_heads(stack: LocalStack) -> list[show.JSON]:
    """Return where every page of the press stands, once each is stored or has failed."""
    heads = []
    for url in stack.press.stories:
        with contextlib.suppress(Failed, Waiting):
            _scheduled(stack.client, url)
        heads.append(stack.client.by_url(url))
    return heads


def _read_page(client: Client, wish: Wish, progress: "Progress") -> int:
    """Hand one address in and print its article, or why there is none."""
    assert wish.url is not None
    with progress.step(f"fetching {wish.url}"):
        head = client.submit(wish.url)
        reply = client.stored(head["id"], WAIT_S)
    print()
    _print_article(client, reply, wish)
    return 0


def _print_article(client: Client, reply: show.JSON, wish: Wish) -> None:
    if wish.as_json:
        print(as_json(reply))
    else:
        print(show.article(reply, terminal()))
    print(f"\nfetched by\n  {client.curl(reply['id'])}", flush=True)


class Progress:
    """Tells on standard error what is going on, and how long it took."""

    @contextlib.contextmanager
    def step(self, text: str) -> Iterator[None]:
        """Show a step while it runs, and its time in seconds when it has ended."""
        before = time.monotonic()
        print(f"· {text} …", end="", file=sys.stderr, flush=True)
        try:
            yield
        except BaseException:
            print(file=sys.stderr, flush=True)
            raise
        print(f" {time.monotonic() - before:.1f} s", file=sys.stderr, flush=True)


@contextlib.contextmanager
def _signals_end() -> Iterator[None]:
    """Turn SIGINT and SIGTERM into ``Ended``, in whatever the main thread does."""

    def end(*_: object) -> None:
        raise Ended

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _signals_wait() -> None:
    """Let nothing interrupt the last save; the process ends behind it."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
