"""Routes over the shelves in memory: what a caller gets, also when the caller is wrong."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from saidly import urls
from saidly.api import Desk, Reply, Request, answer
from saidly.model import Person
from saidly.store import LEASE, Failure, Head, Version
from saidly.store.memory import MemoryOrders
from tests.contract import NOW, Counted, article, head, in_memory, put_article, version

URL = "https://paper.example/harbour"


def desk() -> Desk:
    return Desk(in_memory(), lambda: b"k" * 32, lambda: NOW)


def with_articles(count: int) -> Desk:
    made = desk()
    articles = made.shelves.articles
    for day in range(count):
        name = f"a{day}"
        articles.submit(head(name))
        articles.advance(articles.put_version(version(name=name)))
        stored = article(published=NOW + timedelta(days=day))
        put_article(articles, replace(version(name=name, reading=stored), extractor="saidly/0.1"))
    return made


def post(made: Desk, body: str | None) -> Reply:
    return answer(Request("POST /articles", body=body, id="r1"), made)


def get(made: Desk, query: Mapping[str, str]) -> Reply:
    return answer(Request("GET /articles", query=query, id="r1"), made)


def plain(reply: Reply) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(reply.body)
    return loaded


def test_health_answers_without_touching_anything() -> None:
    reply = answer(Request("GET /health"), desk())

    assert (reply.status, plain(reply)) == (200, {"status": "ok"})


def test_a_submitted_address_is_accepted_with_a_place_to_look() -> None:
    reply = post(desk(), json.dumps({"url": URL}))

    assert reply.status == 202
    assert dict(reply.headers)["location"] == f"/articles/{urls.article_id(URL)}"
    assert plain(reply)["status"] == "queued"


def test_the_same_story_gives_the_same_article() -> None:
    made = desk()

    first, second = (post(made, json.dumps({"url": u})) for u in (URL, f"{URL}?utm_source=x#top"))

    assert first.body == second.body


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (None, "body"),
        ("", "body"),
        ("{", "body"),
        ("[" * 10_000, "body"),
        ("\ud800", "body"),
        ("null", "url"),
        ("[]", "url"),
        ('"https://paper.example/"', "url"),
        ("{}", "url"),
        ('{"url": 1}', "url"),
        ('{"url": null}', "url"),
        (json.dumps({"url": URL, "depth": 3}), "depth"),
        (json.dumps({"url": "x" * 20_000}), "body"),
    ],
)
def test_a_malformed_submission_is_told_what_is_wrong(body: str | None, field: str) -> None:
    reply = post(desk(), body)

    assert (reply.status, plain(reply)["field"]) == (400, field)
    assert dict(reply.headers)["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "ftp://paper.example/a", "http://127.0.0.1/", "http://localhost/", "https://"],
)
def test_an_address_that_may_never_be_fetched_is_refused(url: str) -> None:
    made = desk()

    reply = post(made, json.dumps({"url": url}))

    assert (reply.status, plain(reply)["field"]) == (422, "url")
    assert isinstance(made.shelves.orders, MemoryOrders)
    assert not made.shelves.orders.fetches


def test_an_article_is_returned_with_its_provenance() -> None:
    reply = answer(Request("GET /articles/{id}", {"id": "a0"}), with_articles(1))

    body = plain(reply)
    assert reply.status == 200
    assert (body["headline"], body["articleBody"], body["version"]) == ("H", "Body.", 1)
    assert body["publisher"] == {"domain": "paper.example", "name": None}
    assert body["provenance"]["payloadDigest"] == "sha256:d1"
    assert body["provenance"]["extractor"] == "saidly/0.1"


def test_an_article_that_is_on_its_way_says_where_it_stands() -> None:
    made = desk()
    made.shelves.articles.submit(head())
    queued = plain(answer(Request("GET /articles/{id}", {"id": "a"}), made))
    made.shelves.articles.advance(made.shelves.articles.put_version(version()))
    fetched = plain(answer(Request("GET /articles/{id}", {"id": "a"}), made))

    assert (queued["status"], fetched["status"]) == ("queued", "fetched")
    assert "articleBody" not in fetched


def test_an_unknown_article_is_not_found() -> None:
    reply = answer(Request("GET /articles/{id}", {"id": "nobody"}, id="r1"), desk())

    assert (reply.status, plain(reply)["requestId"]) == (404, "r1")


def test_an_article_is_found_by_its_address() -> None:
    made = desk()
    post(made, json.dumps({"url": URL}))

    assert plain(get(made, {"url": f"{URL}#part"}))["id"] == urls.article_id(URL)


def test_a_publisher_is_listed_by_pages_whose_cursor_goes_on() -> None:
    made = with_articles(5)
    query = {"publisher": "Paper.Example", "limit": "2"}
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(3):
        page = plain(get(made, query | ({"cursor": cursor} if cursor else {})))
        seen += [each["id"] for each in page["articles"]]
        cursor = page["cursor"]

    assert seen == ["a4", "a3", "a2", "a1", "a0"]
    assert cursor is None


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        ("2026-03-02", "2026-03-03", ["a2", "a1"]),
        ("2026-03-02T12:00:00Z", "2026-03-02T12:00:00Z", ["a1"]),
        ("2026-03-02T13:00:00+01:00", "2026-03-02T13:00:00+01:00", ["a1"]),
    ],
)
def test_a_period_may_be_days_or_times(start: str, end: str, names: list[str]) -> None:
    page = plain(get(with_articles(4), {"publisher": "paper.example", "from": start, "to": end}))

    assert [each["id"] for each in page["articles"]] == names


def first_cursor(made: Desk) -> str:
    cursor: str = plain(get(made, {"publisher": "paper.example", "limit": "1"}))["cursor"]
    return cursor


def test_a_cursor_belongs_to_its_list() -> None:
    made = with_articles(3)

    reply = get(made, {"publisher": "other.example", "cursor": first_cursor(made)})

    assert (reply.status, plain(reply)["field"]) == (400, "cursor")


@pytest.mark.parametrize("cursor", ["", "x", "ä", "AAAA", "A" * 200, "=" * 8, "\x00"])
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    reply = get(with_articles(3), {"publisher": "paper.example", "cursor": cursor})

    assert (reply.status, plain(reply)["field"]) == (400, "cursor")


def test_a_changed_cursor_is_refused() -> None:
    made = with_articles(3)
    cursor = first_cursor(made)
    flipped = ("B" if cursor[-1] != "B" else "C").join([cursor[:-1], ""])

    assert get(made, {"publisher": "paper.example", "cursor": flipped}).status == 400


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"status": "gone"}, "status"),
        ({"status": "removed", "publisher": "a.example"}, "publisher"),
        ({"status": "removed", "change": "headline"}, "change"),
        ({"change": "colour"}, "change"),
        ({"publisher": "a.example", "sort": "x"}, "sort"),
        ({"url": URL, "publisher": "a.example"}, "publisher"),
        ({"publisher": ""}, "publisher"),
        ({"publisher": "a.example", "limit": "0"}, "limit"),
        ({"publisher": "a.example", "limit": "101"}, "limit"),
        ({"publisher": "a.example", "limit": "ten"}, "limit"),
        ({"publisher": "a.example", "limit": "9" * 5000}, "limit"),
        ({"publisher": "a.example", "limit": "0" * 5000 + "1"}, "limit"),
        ({"publisher": "a.example", "from": "yesterday"}, "from"),
        ({"publisher": "a.example", "to": "2026-13-01"}, "to"),
        ({"publisher": "a.example", "from": "1" * 4000}, "from"),
    ],
)
def test_a_wrong_parameter_is_named(query: dict[str, str], field: str) -> None:
    reply = get(desk(), query)

    assert (reply.status, plain(reply)["field"]) == (400, field)


def test_an_article_takes_no_parameters() -> None:
    reply = answer(Request("GET /articles/{id}", {"id": "a"}, {"x": "1"}), desk())

    assert (reply.status, plain(reply)["field"]) == (400, "x")


def test_an_unknown_route_is_not_found() -> None:
    assert answer(Request("GET /nowhere"), desk()).status == 404


def described(
    name: str, day: int, section: str | None, language: str | None, *authors: str
) -> Version:
    made = article(published=NOW + timedelta(days=day))
    people = tuple(Person(author) for author in authors)
    told = replace(made.metadata, article_section=section, in_language=language, authors=people)
    return version(name=name, reading=replace(made, metadata=told))


def with_descriptions() -> Desk:
    made = desk()
    for stored in (
        described("a", 0, "Local News", "en-GB", "Ada Lind"),
        described("b", 1, "local news", "EN", "Bo Quist", "Adá Lind"),
        described("c", 2, "World", "de"),
        described("d", 3, None, None, "Ada Lind"),
    ):
        made.shelves.articles.submit(head(stored.article_id))
        made.shelves.articles.advance(made.shelves.articles.put_version(stored))
        put_article(made.shelves.articles, stored)
    for name in ("a", "c"):
        made.shelves.articles.note_changes(name, ("headline", "wording"))
    for name, url in (("e", "https://else.example/e"), ("f", "https://news.paper.example/f")):
        made.shelves.articles.submit(Head(name, url, "queued", NOW))
        made.shelves.articles.failed(name, Failure("status 404", NOW))
    return made


def ids(made: Desk, asked: Mapping[str, str]) -> list[str]:
    """Return a whole list, followed by its cursors; a page holds no more than is asked for."""
    found, cursor = list[str](), None
    for _ in range(12):
        page = plain(get(made, dict(asked) | ({"cursor": cursor} if cursor else {})))
        found += [each["id"] for each in page["articles"]]
        assert len(page["articles"]) <= int(asked.get("limit", "20"))
        cursor = page["cursor"]
        if cursor is None:
            break
    return found


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"section": "LOCAL news"}, ["b", "a"]),
        ({"language": "en"}, ["b", "a"]),
        ({"language": "en-gb"}, ["a"]),
        ({"author": "ada lind"}, ["d", "b", "a"]),
        ({"author": "ada lind", "section": "Local News", "to": "2026-03-01"}, ["a"]),
        ({"status": "stored"}, ["d", "c", "b", "a"]),
        ({"status": "failed"}, ["f"]),
        ({"change": "headline"}, ["c", "a"]),
        ({"change": "headline", "language": "de"}, ["c"]),
        ({"change": "typo"}, []),
    ],
)
@pytest.mark.parametrize("size", ["1", "2", "50"])
def test_a_publishers_list_keeps_to_what_is_asked(
    query: dict[str, str], names: list[str], size: str
) -> None:
    asked = {"publisher": "paper.example", "limit": size} | query

    assert ids(with_descriptions(), asked) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["d", "other", "c", "b", "a"]),
        ({"from": "2026-03-03", "to": "2026-03-03T13:00:00Z"}, ["other", "c"]),
        ({"language": "en"}, ["other", "b", "a"]),
        ({"change": "headline"}, ["c", "a"]),
        ({"status": "stored", "author": "ada lind"}, ["d", "b", "a"]),
        ({"status": "failed"}, ["f", "e"]),
        ({"status": "failed", "to": "2026-02-28"}, []),
    ],
)
@pytest.mark.parametrize("size", ["1", "2", "50"])
def test_a_list_of_all_publishers_keeps_to_what_is_asked(
    query: dict[str, str], names: list[str], size: str
) -> None:
    made = with_descriptions()
    told = replace(article(published=NOW + timedelta(days=2, minutes=1), domain="else.example"))
    told = replace(told, metadata=replace(told.metadata, in_language="en"))
    stored = version(name="other", reading=told)
    made.shelves.articles.submit(head("other"))
    made.shelves.articles.advance(made.shelves.articles.put_version(stored))
    put_article(made.shelves.articles, stored)

    assert ids(made, {"limit": size} | query) == names


def with_every_status() -> Desk:
    made = with_descriptions()
    articles = made.shelves.articles
    for day, url in enumerate(("https://else.example/q", URL, f"{URL}/2")):
        at = NOW + timedelta(days=day)
        articles.submit(Head(f"q{day}", url, "queued", at, due_at=at + LEASE))
    articles.submit(head("fetched", due_at=NOW))
    articles.advance(articles.put_version(version(name="fetched")))
    for day, name in enumerate(("b", "down")):
        articles.take_down(name, NOW + timedelta(days=day))
    return made


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"status": "queued"}, ["q0", "q1", "q2"]),
        ({"status": "queued", "publisher": "paper.example"}, ["q1", "q2"]),
        ({"status": "queued", "from": "2026-03-02"}, ["q1", "q2"]),
        ({"status": "queued", "from": "2026-03-02", "to": "2026-03-02"}, ["q1"]),
        ({"status": "queued", "section": "World"}, []),
        ({"status": "fetched"}, ["fetched"]),
        ({"status": "removed"}, ["down", "b"]),
        ({"status": "removed", "to": "2026-03-01"}, ["b"]),
        ({"status": "stored"}, ["d", "c", "a"]),
    ],
)
@pytest.mark.parametrize("size", ["1", "2", "50"])
def test_a_list_by_status_keeps_to_what_is_asked(
    query: dict[str, str], names: list[str], size: str
) -> None:
    assert ids(with_every_status(), {"limit": size} | query) == names


def test_what_was_taken_down_tells_its_id_and_its_hour_alone() -> None:
    (told,) = plain(get(with_every_status(), {"status": "removed", "to": "2026-03-01"}))["articles"]

    known = {name for name, value in told.items() if value not in (None, [], 0)}
    assert known == {"id", "status", "reason", "dateSubmitted", "dateGone", "dateDue"}


def test_a_story_that_is_read_anew_stays_in_the_lists() -> None:
    made = with_descriptions()
    made.shelves.articles.advance(made.shelves.articles.put_version(version(2, "d2", name="a")))

    assert ids(made, {}) == ids(made, {"publisher": "paper.example"}) == ["d", "c", "b", "a"]
    assert ids(made, {"status": "stored"}) == ["d", "c", "b"]


@pytest.mark.parametrize(
    ("query", "calls"),
    [
        ({}, ["by_date"]),
        ({"language": "fr"}, ["by_date"]),
        ({"publisher": "paper.example", "status": "failed"}, ["by_date"]),
        ({"publisher": "paper.example", "status": "queued"}, ["on_its_way"]),
        ({"status": "removed"}, ["by_date"]),
        ({"publisher": "paper.example"}, ["by_publisher"]),
        ({"publisher": "paper.example", "language": "fr"}, ["by_publisher"] * 2),
    ],
)
def test_a_page_of_a_list_costs_few_reads(query: dict[str, str], calls: list[str]) -> None:
    made = with_articles(250)
    counted = Counted(made.shelves.articles)

    get(replace(made, shelves=replace(made.shelves, articles=counted)), query)

    assert counted.calls == calls


def test_a_long_list_that_a_filter_thins_out_goes_on_by_its_cursor() -> None:
    made = with_articles(250)
    asked = {"publisher": "paper.example", "language": "fr"}

    first = plain(get(made, asked))
    second = plain(get(made, asked | {"cursor": first["cursor"]}))

    assert (first["articles"], second["articles"], second["cursor"]) == ([], [], None)


@pytest.mark.parametrize(
    ("suffix", "accept", "kind"),
    [
        ("md", None, "text/markdown; charset=utf-8"),
        (None, "text/html", "text/html; charset=utf-8"),
        (None, "*/*", "application/json"),
    ],
)
def test_an_article_comes_in_the_format_that_is_asked_for(
    suffix: str | None, accept: str | None, kind: str
) -> None:
    headers = {"accept": accept} if accept else {}
    asked = Request("GET /articles/{id}", {"id": "a0"}, headers=headers, suffix=suffix)

    assert answer(asked, with_articles(1)).header("content-type") == kind


def test_a_format_that_is_not_there_is_refused_with_those_that_are() -> None:
    made = with_articles(1)
    by_suffix = answer(Request("GET /articles/{id}", {"id": "a0"}, suffix="csv"), made)
    by_header = answer(
        Request("GET /articles/{id}", {"id": "a0"}, headers={"accept": "image/png"}), made
    )

    assert (by_suffix.status, by_header.status) == (404, 406)
    assert "application/json" in plain(by_header)["available"]
