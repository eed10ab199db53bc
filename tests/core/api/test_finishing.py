"""What every reply has: ids, validators, caching, CORS; keys, limits, problem pages."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from saidly.api import Desk, Reply, Request, answer
from saidly.api.desk import Kept
from saidly.errors import Throttled
from tests.contract import NOW, article, head, in_memory, put_article, version

URL = "https://paper.example/harbour"


@dataclass
class Shelf:
    answers: dict[str, Kept] = field(default_factory=dict)

    def kept(self, key: str) -> Kept | None:
        return self.answers.get(key)

    def keep(self, key: str, answer: Kept, now: datetime) -> None:
        assert now == NOW
        self.answers.setdefault(key, answer)


def desk() -> Desk:
    made = Desk(in_memory(), lambda: b"k" * 32, lambda: NOW, answers=Shelf())
    articles = made.shelves.articles
    articles.submit(head())
    articles.advance(articles.put_version(version()))
    put_article(articles, version(reading=article(published=NOW)))
    return made


def get(made: Desk, method: str = "GET", **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(Request(f"{method} /articles/{{id}}", {"id": "a"}, headers=named, id="r7"), made)


def post(made: Desk, key: str | None, url: str = URL, token: str = "desk") -> Reply:
    headers = {} if key is None else {"idempotency-key": key}
    body = json.dumps({"url": url})
    return answer(Request("POST /articles", body=body, headers=headers, token=token), made)


@pytest.mark.parametrize("route", ["GET /health", "GET /nowhere", "GET /articles", "PUT /health"])
def test_every_reply_has_its_request_id(route: str) -> None:
    reply = answer(Request(route, id="r7"), desk())

    assert reply.header("x-request-id") == "r7"
    assert reply.header("x-content-type-options") == "nosniff"


def test_what_is_known_already_is_not_sent_again() -> None:
    made = desk()
    first = get(made)
    tag = first.header("etag") or ""

    again = get(made, if_none_match=f'"x", {tag}')

    assert (again.status, again.body, again.header("etag")) == (304, "", tag)
    assert get(made, if_none_match="*").status == 304
    assert get(made, if_none_match=tag.removeprefix("W/")).status == 304
    assert get(made, if_none_match='"x"').status == 200


def test_each_format_has_a_validator_of_its_own() -> None:
    made = desk()

    assert get(made).header("etag") != get(made, accept="text/plain").header("etag")


def test_only_what_is_open_to_all_may_be_kept_by_shared_caches() -> None:
    made = desk()
    page = answer(Request("GET /problems/{status}", {"status": "404"}), made)

    assert page.header("cache-control") == "public, max-age=300"
    assert get(made).header("cache-control") == "private, no-cache"
    assert answer(Request("GET /nowhere"), made).header("cache-control") == "no-store"
    assert answer(Request("GET /health"), made).header("etag") is None


def test_head_is_get_without_its_body() -> None:
    made = desk()

    whole, bare = get(made), get(made, "HEAD")

    assert (bare.status, bare.headers, bare.body) == (200, whole.headers, "")


def test_a_browser_that_asks_first_is_told_what_it_may_do() -> None:
    made = replace(desk(), origin="https://reader.example")

    reply = answer(Request("OPTIONS /articles/{id}", scopes=frozenset()), made)

    assert reply.status == 204
    assert reply.header("allow") == "GET, DELETE, HEAD, OPTIONS"
    assert reply.header("access-control-allow-origin") == "https://reader.example"
    assert "authorization" in (reply.header("access-control-allow-headers") or "")
    assert get(made).header("access-control-allow-origin") == "https://reader.example"
    assert "origin" in (get(made).header("vary") or "")


def test_without_the_setting_no_web_page_may_call() -> None:
    reply = answer(Request("OPTIONS /articles/{id}"), desk())

    assert reply.header("access-control-allow-origin") is None
    assert reply.header("access-control-allow-methods") is None
    assert answer(Request("OPTIONS /nowhere"), desk()).status == 404


def test_html_may_run_and_load_nothing() -> None:
    reply = get(desk(), accept="text/html")

    assert (reply.header("content-security-policy") or "").startswith("default-src 'none'")


def test_the_same_key_gives_the_same_answer() -> None:
    made = desk()
    first = post(made, "k1")
    made = replace(made, now=lambda: NOW + timedelta(days=9))

    second = post(made, "k1")

    assert (second.status, second.body) == (202, first.body)
    assert second.header("idempotent-replayed") == "true"
    assert second.header("location") == first.header("location")
    assert first.header("idempotent-replayed") is None


def test_a_key_belongs_to_its_body_and_its_token() -> None:
    made = desk()
    post(made, "k1")

    other_body, other_token = post(made, "k1", f"{URL}2"), post(made, "k1", token="wire")

    assert (other_body.status, json.loads(other_body.body)["field"]) == (422, "Idempotency-Key")
    assert other_token.header("idempotent-replayed") is None


def test_without_a_key_or_a_shelf_for_answers_nothing_is_replayed() -> None:
    made = desk()

    for each, key in ((made, None), (replace(made, answers=None), "k1")):
        post(each, key)
        assert post(each, key).header("idempotent-replayed") is None


@pytest.mark.parametrize("key", ["", "x" * 256, "ä", "a\nb", "a b"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    reply = post(desk(), key)

    assert (reply.status, json.loads(reply.body)["field"]) == (400, "Idempotency-Key")


def test_whoever_asks_too_often_is_told_when_to_come_back() -> None:
    made = replace(desk(), meter=lambda token, _now: 17 if token == "busy" else 0)

    refused = answer(Request("GET /articles", query={"publisher": "x"}, token="busy"), made)
    allowed = answer(Request("GET /articles", query={"publisher": "x"}, token="calm"), made)

    assert (refused.status, refused.header("retry-after")) == (429, "17")
    assert allowed.status == 200


def test_a_store_that_takes_no_more_is_told_with_a_time_to_come_again() -> None:
    def meter(_token: str, _now: datetime) -> int:
        raise Throttled("ThrottlingException")

    reply = answer(Request("GET /articles", token="desk"), replace(desk(), meter=meter))

    assert (reply.status, reply.header("retry-after")) == (503, "10")
    assert json.loads(reply.body)["title"] == "Busy"


def test_a_batch_has_a_result_each() -> None:
    body = json.dumps({"urls": [URL, "http://127.0.0.1/", f"{URL}2", "https://["]})

    reply = answer(Request("POST /articles/batch", body=body), desk())

    results = json.loads(reply.body)["results"]
    assert reply.status == 202
    assert [one["accepted"] for one in results] == [True, False, True, False]
    assert results[0]["article"]["status"] == "queued"
    assert results[1]["detail"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("", "body"),
        ("{}", "urls"),
        ('{"urls": []}', "urls"),
        ('{"urls": "x"}', "urls"),
        (json.dumps({"urls": ["x"] * 101}), "urls"),
        ('{"urls": ["https://a.example/", 1]}', "urls[1]"),
        ('{"urls": ["x"], "url": "x"}', "url"),
        (json.dumps({"urls": ["x" * 300_001]}), "body"),
    ],
)
def test_a_batch_that_is_none_is_told_what_is_wrong(body: str, name: str) -> None:
    reply = answer(Request("POST /articles/batch", body=body), desk())

    assert (reply.status, json.loads(reply.body)["field"]) == (400, name)


def test_a_problem_leads_to_what_it_means() -> None:
    reply = answer(Request("GET /problems/{status}", {"status": "429"}, scopes=frozenset()), desk())
    asked = Request("GET /problems/{status}", {"status": "429"}, headers={"accept": "text/html"})

    assert json.loads(reply.body)["title"] == "Too many requests"
    assert "<h1>429 Too many requests</h1>" in answer(asked, desk()).body


@pytest.mark.parametrize("status", ["418", "x", "²", "9" * 5000])
def test_a_problem_that_is_none_is_not_found(status: str) -> None:
    assert answer(Request("GET /problems/{status}", {"status": status}), desk()).status == 404
