import base64
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from saidly.api import Reply
from saidly.aws.gateway import request, response
from saidly.aws.headers import header

EVENTS = Path(__file__).parents[2] / "events"


def test_a_proxy_event_becomes_a_request() -> None:
    made = request(json.loads((EVENTS / "api-list.json").read_text()))

    assert made.route == "GET /articles"
    assert made.query == {"publisher": "example.com", "from": "2026-03-01"}
    assert made.path == {}
    assert made.body is None
    assert made.id == "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"


def event(**more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads((EVENTS / "api-submit.json").read_text())
    return plain | more


def test_a_body_of_bytes_is_read_as_text() -> None:
    body = base64.b64encode('{"url": "https://paper.example/ä"}'.encode()).decode()

    made = request(event(body=body, isBase64Encoded=True))

    assert json.loads(made.body or "")["url"].endswith("ä")
    assert json.loads(request(event()).body or "")["url"].startswith("https://")


@pytest.mark.parametrize("body", ["gIGC", "no base64!"])
def test_bytes_that_are_no_text_are_what_json_refuses(body: str) -> None:
    assert request(event(body=body, isBase64Encoded=True)).body == ""


def test_the_authorizer_says_who_asks_and_what_is_allowed() -> None:
    made = request(event())

    assert (made.token, sorted(made.scopes)) == ("desk", ["read", "write"])
    assert request(event(requestContext={})).scopes == frozenset()


def test_a_parameter_that_comes_twice_is_noted() -> None:
    several = {"limit": ["1", "2"], "url": ["x"]}

    assert request(event(multiValueQueryStringParameters=several)).repeated == ("limit",)


def test_a_path_is_read_with_its_suffix() -> None:
    made = request(event(httpMethod="GET", path="/articles/abc.json", headers={"Accept": "a/b"}))

    assert (made.route, made.path, made.suffix) == ("GET /articles/{id}", {"id": "abc"}, "json")
    assert made.headers == {"accept": "a/b"}


def test_a_resource_that_is_not_greedy_tells_its_own_parameters() -> None:
    made = request(event(resource="/read/{id}", pathParameters={"id": "x.md"}, path="/read/x.md"))

    assert (made.route, made.path, made.suffix) == ("POST /read/{id}", {"id": "x.md"}, None)


def test_a_reply_becomes_a_proxy_answer() -> None:
    answer = response(Reply(202, (("location", "/articles/a"),), "{}"), {})

    assert answer == {"statusCode": 202, "headers": {"location": "/articles/a"}, "body": "{}"}


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", True),
        ("br, GZIP", True),
        ("*", True),
        ("gzip;q=0.5", True),
        ("gzip; q=1.0", True),
        ("gzip;q=0", False),
        ("gzip;q=0.0", False),
        ("br", False),
        ("", False),
    ],
)
def test_a_long_reply_is_compressed_for_those_who_take_it(coding: str, packed: bool) -> None:
    answer = response(Reply(200, (), "ä" * 1000), {"accept": "*/*", "accept-encoding": coding})

    assert answer.get("isBase64Encoded", False) is packed
    if packed:
        assert gzip.decompress(base64.b64decode(answer["body"])).decode() == "ä" * 1000
        assert answer["headers"]["content-encoding"] == "gzip"


def test_a_short_reply_or_one_for_nobody_knows_whom_is_not_compressed() -> None:
    takes = {"accept": "*/*", "accept-encoding": "gzip"}

    assert response(Reply(200, (), "x"), takes)["body"] == "x"
    assert response(Reply(200, (), "x" * 2000), {"accept-encoding": "gzip"})["body"] == "x" * 2000


def test_headers_are_found_in_any_case() -> None:
    assert header({"headers": {"AUTHORIZATION": "Bearer a.b"}}, "authorization") == "Bearer a.b"
    assert header({"headers": None}, "authorization") is None
