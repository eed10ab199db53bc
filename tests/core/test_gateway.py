import json
from pathlib import Path

from saidly.api import Reply
from saidly.aws.gateway import header, request, response

EVENTS = Path(__file__).parents[2] / "events"


def test_a_proxy_event_becomes_a_request() -> None:
    made = request(json.loads((EVENTS / "api-list.json").read_text()))

    assert made.route == "GET /articles"
    assert made.query == {"publisher": "example.com", "from": "2026-03-01"}
    assert made.path == {}
    assert made.body is None
    assert made.id == "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"


def test_a_body_of_bytes_is_no_json() -> None:
    event = json.loads((EVENTS / "api-submit.json").read_text())

    assert json.loads(request(event).body or "")["url"].startswith("https://")
    assert request(event | {"isBase64Encoded": True}).body == ""


def test_a_reply_becomes_a_proxy_answer() -> None:
    answer = response(Reply(202, (("location", "/articles/a"),), "{}"))

    assert answer == {"statusCode": 202, "headers": {"location": "/articles/a"}, "body": "{}"}


def test_headers_are_found_in_any_case() -> None:
    assert header({"headers": {"AUTHORIZATION": "Bearer a.b"}}, "authorization") == "Bearer a.b"
    assert header({"headers": None}, "authorization") is None
