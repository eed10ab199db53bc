"""What ``saidly doctor`` makes of answers, and of those it does not get."""

import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from saidly.__main__ import main
from saidly.api.document import document
from saidly.cli import doctor as room
from saidly.cli.client import Client
from saidly.cli.deployment import Deployment, examined
from saidly.cli.desk import Desk
from saidly.cli.findings import Finding, looked
from saidly.cli.show import Paper

Answer = Callable[[httpx.Request], httpx.Response]
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def well(request: httpx.Request) -> httpx.Response:
    route = f"{request.method} {request.url.path}"
    if route == "GET /openapi.json":
        return httpx.Response(200, json=document())
    return httpx.Response(400 if request.method == "POST" else 200, json={})


def report(
    answer: Answer, monkeypatch: pytest.MonkeyPatch, *, as_json: bool = True
) -> tuple[dict[str, Any], bool]:
    """Ask an API that answers so; there are no credentials of AWS."""
    http = httpx.Client(transport=httpx.MockTransport(answer))
    monkeypatch.setattr(Desk, "client", lambda *_: Client("https://api.example", "a.b", http))

    def nowhere(*_: object) -> Deployment:
        raise NoCredentialsError

    monkeypatch.setattr(Deployment, "of", nowhere)
    text, good = room.doctor(Namespace(json=as_json), Desk({}, {}, Paper()))
    return {each["what"]: each for each in json.loads(text)["findings"]}, good


def test_without_credentials_the_api_alone_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    found, good = report(well, monkeypatch)

    assert good
    assert {name: each["state"] for name, each in found.items()} == {
        "api": "ok", "token": "ok", "version": "ok", "aws": "warn",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "state"), [(0, "ok"), (29, "ok"), (45, "warn"), (-45, "warn"), (400, "fail")]
)
def test_a_clock_that_is_off_is_told(
    seconds: int, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(request: httpx.Request) -> httpx.Response:
        answer = well(request)
        moment = datetime.now(UTC) + timedelta(seconds=seconds)
        answer.headers["date"] = format_datetime(moment, usegmt=True)
        return answer

    found, good = report(late, monkeypatch)

    assert found["clock"]["state"] == state
    assert good == (state != "fail")


def test_a_service_of_another_build_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def older(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/openapi.json":
            return httpx.Response(200, json={"info": {"version": "0.0.9"}})
        return well(request)

    found, _ = report(older, monkeypatch)

    assert found["version"]["state"] == "warn"
    assert found["version"]["told"] == "service 0.0.9, command 0.1.0"


@pytest.mark.parametrize("broken", [httpx.Response(502), httpx.ConnectError("refused")])
def test_an_api_that_does_not_answer_ends_the_looking(
    broken: httpx.Response | Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        if isinstance(broken, Exception):
            raise broken
        return broken

    found, good = report(answer, monkeypatch)

    assert not good
    assert found["api"]["state"] == "fail"
    assert set(found) == {"api", "aws"}


def test_an_api_that_fails_at_all_but_its_health_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return well(request) if request.url.path == "/health" else httpx.Response(500, json={})

    found, good = report(answer, monkeypatch)

    assert not good
    assert found["token"]["told"] == "reading answers 500, writing 500"
    assert found["version"]["state"] == "fail"


def refused(code: str) -> Iterator[Finding]:
    raise ClientError({"Error": {"Code": code, "Message": "no"}}, "DescribeTable")
    yield


@pytest.mark.parametrize(
    ("code", "state"), [("AccessDeniedException", "warn"), ("ResourceNotFoundException", "fail")]
)
def test_what_may_not_be_seen_is_no_failure_of_the_deployment(code: str, state: str) -> None:
    (finding,) = looked("table", lambda: refused(code))

    assert (finding.what, finding.state) == ("table", state)


class Empty:
    """A service in which nothing is kept."""

    def get_paginator(self, _name: str) -> "Empty":
        return self

    def paginate(self, **_: object) -> list[dict[str, Any]]:
        return [{"Items": [], "MetricAlarms": []}]


def test_a_stack_that_is_not_ours_is_told_resource_by_resource() -> None:
    told = {each.what: each for each in examined(Deployment(lambda _: Empty(), {}, {}), NOW)}

    assert told["contact"].state == "warn"
    assert told["bucket"] == Finding(
        "bucket", "fail", "the stack has no Bucket", "is it deployed, and your network up?"
    )
    assert told["alarms"].state == "ok"


def test_the_exit_code_is_one_where_something_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(room, "doctor", lambda *_: ("all is lost", False))
    assert main(["doctor"]) == 1
    monkeypatch.setattr(room, "doctor", lambda *_: ("all is well", True))
    assert main(["doctor"]) == 0

    assert capsys.readouterr().out == "all is lost\nall is well\n"
