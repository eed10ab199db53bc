"""How long warm lookups take, beside a bare handler; a ratio, not a promise.

    python -m tests.quality.lookups [--emulator]

Asks each route over shelves in memory that hold a hundred articles, from the event of the gateway
to its answer; prints median and 99th percentile. With ``--emulator`` the real stack is asked over
HTTP, where ``/health`` is the bare handler: same gateway, same function, no token and no table.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from saidly.api import Desk, answer
from saidly.aws.gateway import request, response
from saidly.extract import extract
from saidly.indexing import index
from saidly.local.stack import LocalStack
from saidly.local.state import StateFolder
from saidly.model import Block, Metadata, Page, Publisher
from saidly.store import Version
from tests.contract import NOW, head, in_memory, put_article, version

ARTICLES, TURNS = 100, 300
WAIT_S = 120
PAUSE_S = 0.03  # the gateway takes 50 requests a second
STORY = (
    "The harbour of Lindholm reopened on Monday after a storm had kept it shut for nine days.",
    "“We lost two cranes and no lives,” harbour master Ada Lind said on the quay this morning.",
    "Ferries will run again from Tuesday, according to the county. Lind warned of more storms.",
)


def stored(name: str) -> Version:
    """Return an extracted article of twelve paragraphs."""
    page = Page(
        f"https://paper.example/{name}",
        Metadata(headline="Harbour reopens", publisher=Publisher("paper.example")),
        tuple(Block("paragraph", text) for text in STORY * 4),
    )
    return replace(version(name=name), reading=extract(page))


BARE = "bare handler"


def desk() -> Desk:
    """Return a desk whose shelves hold the articles."""
    made = Desk(in_memory(), lambda: b"k" * 32, lambda: NOW)
    kept = stored("a")
    for number in range(ARTICLES):
        name = f"a{number}"
        made.shelves.articles.submit(head(name))
        made.shelves.articles.advance(made.shelves.articles.put_version(version(name=name)))
        filed = replace(kept, article_id=name)
        put_article(made.shelves.articles, filed)
        index(filed, None, None, made.shelves)
        made.shelves.articles.submit(head(f"q{number}", due_at=NOW))
    return made


def event(path: str, **query: str) -> dict[str, Any]:
    """Return what API Gateway hands over."""
    return {
        "httpMethod": "GET",
        "resource": "/{proxy+}",
        "path": path,
        "queryStringParameters": query,
        "headers": {"Accept": "application/json"},
        "requestContext": {"requestId": "r", "authorizer": {"scopes": "read", "principalId": "x"}},
    }


def timed(act: Callable[[], object], pause_s: float = 0.0) -> tuple[float, float]:
    """Return the median and the 99th percentile of an act, in milliseconds."""
    act()
    spent = []
    for _ in range(TURNS):
        start = time.perf_counter()
        act()
        spent.append(1000 * (time.perf_counter() - start))
        time.sleep(pause_s)
    spent.sort()
    return spent[TURNS // 2], spent[TURNS * 99 // 100]


def measured() -> dict[str, tuple[float, float]]:
    """Return what the functions of the API take by themselves; the bare handler comes first."""
    made = desk()

    def ask(asked: dict[str, Any]) -> Any:
        told = request(asked)
        return response(answer(told, made), told.headers)

    speaker = json.loads(ask(event("/speakers", prefix="lind"))["body"])["speakers"][0]["id"]
    lookups = {
        "GET /health": event("/health"),
        "GET /articles/{id}": event("/articles/a7"),
        "GET /articles/{id}.md": event("/articles/a7.md"),
        "GET /articles?publisher=": event("/articles", publisher="paper.example"),
        "GET /articles (all)": event("/articles"),
        "GET /articles?change=": event("/articles", change="headline"),
        "GET /articles?status=queued": event("/articles", status="queued"),
        "GET /statements?speaker=": event("/statements", speaker=speaker),
        "GET /statements?speaker=&words=": event("/statements", speaker=speaker, words="harbour"),
        "GET /statements?publisher=": event("/statements", publisher="paper.example"),
        "GET /speakers?prefix=": event("/speakers", prefix="lind"),
        "GET /speakers/{id}": event(f"/speakers/{speaker}"),
    }
    found = {BARE: timed(lambda: {"statusCode": 200, "body": json.dumps({"status": "ok"})})}
    for name, asked in lookups.items():
        assert ask(asked)["statusCode"] == 200, name
        found[name] = timed(lambda asked=asked: ask(asked))  # type: ignore[misc]
    return found


def in_process() -> None:
    """Print what the functions of the API take by themselves."""
    found = measured()
    bare, _ = found.pop(BARE)
    print(f"{BARE} p50 {bare:.4f} ms")
    for name, taken in found.items():
        tell(name, taken, bare)


def through_emulator() -> None:
    """Print what a client waits for, with the sample press' articles stored."""
    with tempfile.TemporaryDirectory() as scratch:
        stack = LocalStack(StateFolder(Path(scratch) / "state"))
        stack.start()
        try:
            _ask_over_http(stack)
        finally:
            stack.stop()


def _ask_over_http(stack: LocalStack) -> None:
    client = stack.client
    kept = [client.stored(client.submit(url)["id"], WAIT_S) for url in stack.press.stories]
    domain = kept[0]["publisher"]["domain"]
    said = [one for each in kept for one in each["attributions"] if one["source"]]
    speaker = next(one["source"]["speakerId"] for one in said if one["source"]["speakerId"])
    paths = {
        "GET /articles/{id}": f"/articles/{kept[0]['id']}",
        "GET /articles/{id}.md": f"/articles/{kept[0]['id']}.md",
        "GET /articles?publisher=": f"/articles?publisher={domain}",
        "GET /articles (all)": "/articles",
        "GET /articles?status=failed": "/articles?status=failed",
        "GET /articles?status=queued": "/articles?status=queued",
        "GET /statements?speaker=": f"/statements?speaker={speaker}",
        "GET /speakers?prefix=": f"/speakers?prefix={speaker.partition(':')[2][:4]}",
    }
    headers = {"Authorization": f"Bearer {client.token}"}

    def ask(path: str) -> None:
        client.http.get(client.base_url + path, headers=headers).raise_for_status()

    bare, tail = timed(lambda: ask("/health"), PAUSE_S)
    print(f"bare handler (/health) p50 {bare:.1f} ms  p99 {tail:.1f} ms")
    for name, path in paths.items():
        tell(name, timed(lambda path=path: ask(path), PAUSE_S), bare)  # type: ignore[misc]


def tell(name: str, taken: tuple[float, float], bare: float) -> None:
    """Print a line."""
    median, tail = taken
    print(f"{name:32} p50 {median:7.3f} ms  p99 {tail:7.3f} ms  x{median / bare:,.1f}")


if __name__ == "__main__":
    through_emulator() if "--emulator" in sys.argv[1:] else in_process()
