"""What calls to AWS carry, as who answers them sees it."""

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import override

import botocore
import pytest

from tests.core.test_tls import Table, ask, forget


@pytest.fixture
def agents(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Who the callers of a table on loopback say they are."""
    told: list[str] = []

    class Listening(Table):
        @override
        def do_POST(self) -> None:
            told.append(self.headers["User-Agent"])
            super().do_POST()

    with ThreadingHTTPServer(("127.0.0.1", 0), Listening) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_address[1]}")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "none")
        forget()
        yield told
        forget()
        server.shutdown()
        thread.join()


def test_a_call_says_who_calls_in_our_words(agents: list[str]) -> None:
    ask()

    # Powertools adds its own where it was imported; the SDK's are ten parts, "ua/2.1" among them
    assert agents[0].startswith(f"saidly Botocore/{botocore.__version__}")
    assert "ua/" not in agents[0]
