"""State outlives its process: an orderly end, and ``kill -9`` too."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from saidly.cli.client import Client

WAIT_S = 250.0


@contextmanager
def running(folder: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Run ``saidly local up`` until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "saidly", "local", "up", "--state", str(folder), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={name: value for name, value in os.environ.items() if name != "GATEWAY_PORT"},
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def printed_until(process: subprocess.Popen[str], word: str) -> str:
    """Return what a process prints up to and with a word."""
    assert process.stdout is not None
    text, deadline = "", time.monotonic() + WAIT_S
    while word not in text:
        ready, _, _ = select.select([process.stdout], [], [], 1.0)
        if ready:
            piece = os.read(process.stdout.fileno(), 65536).decode()
            assert piece, f"it ended: {text}"
            text += piece
        assert time.monotonic() < deadline, f"no {word!r} in {text}"
    return text


def facts(folder: Path) -> dict[str, str]:
    return dict(json.loads((folder / "running.json").read_text()))


def listed(folder: Path) -> list[str]:
    told = facts(folder)
    page = Client.of(told["api"], told["token"]).articles(publisher="stonefield-post.test")
    return [head["id"] for head in page["articles"]]


def test_state_outlives_an_orderly_end_and_a_kill(tmp_path: Path) -> None:
    folder = tmp_path / "state"

    with running(folder) as first:
        text = printed_until(first, "Ctrl-C ends")
        token, articles = facts(folder)["token"], listed(folder)
        time.sleep(2.5)  # one interval between two saves
        first.kill()
        first.wait()
    with running(folder) as second:
        printed_until(second, "registering")  # the API stands
        after_kill = listed(folder)
        second.send_signal(signal.SIGTERM)
        ended = second.wait(timeout=30)
    with running(folder) as third:
        printed_until(third, "registering")
        after_end = listed(folder)

        assert len(articles) == 3
        assert after_kill == articles
        assert after_end == articles
        assert ended == 0
        assert facts(folder)["token"] == token
        assert token in text
        assert (folder / "running.json").stat().st_mode & 0o777 == 0o600

        clash = subprocess.run(
            [sys.executable, "-m", "saidly", "local", "up", "--state", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert clash.returncode == 1
        assert "already runs" in clash.stderr
        assert facts(folder)["api"] in clash.stderr
