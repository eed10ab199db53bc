"""What calls to AWS carry, as who answers them sees it."""

import json
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import ClassVar, override

import botocore
import pytest

from saidly.errors import Throttled
from tests.core.test_tls import Table, ask, forget


class Listening(Table):
    """Notes who calls."""

    told: ClassVar[list[str]] = []

    @override
    def do_POST(self) -> None:
        self.told.append(self.headers["User-Agent"])
        self.respond()

    def respond(self) -> None:
        super().do_POST()


class Busy(Listening):
    """Takes nothing."""

    @override
    def respond(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps({"__type": "x#ProvisionedThroughputExceededException"}).encode()
        self.send_response(400)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(params=[Listening])
def agents(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Who the callers of a table on loopback say they are."""
    table: type[Listening] = request.param
    told: list[str] = []
    table.told = told
    with ThreadingHTTPServer(("127.0.0.1", 0), table) as server:
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


@pytest.mark.parametrize("agents", [Busy], indirect=True)
def test_a_table_that_takes_no_more_is_told_once_all_tries_are_used_up(
    agents: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "3")

    with pytest.raises(Throttled, match="ProvisionedThroughputExceededException"):
        ask()

    assert len(agents) == 3
