"""Versions over the routes: each as it stood, what changed, and how a statement read before."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from saidly.api import Desk, Reply, Request, answer
from saidly.api.changes import QUERIES
from saidly.api.document import document
from saidly.edits import Edit
from saidly.store import Shelves
from tests.contract import NOW, page, version
from tests.core.api.test_articles import plain
from tests.core.test_intake import FIRST
from tests.core.test_rereads import HEADLINE, OTHER_MONTH, Newsroom

QUOTE = "two cranes and no lives"
LATER = NOW + timedelta(days=2)


def desk(*pages: str) -> Desk:
    room = Newsroom()
    for each in pages:
        room.look(each)
    return at_desk(room.made)


def at_desk(made: Shelves) -> Desk:
    return Desk(made, lambda: b"k" * 32, lambda: LATER)


def get(made: Desk, path: str, query: Mapping[str, str] | None = None, **names: str) -> Reply:
    return answer(Request(f"GET {path}", {"id": "a"} | names, query or {}, id="r1"), made)


def fits(name: str, body: Any) -> bool:
    schema = document() | {"$ref": f"#/components/schemas/{name}"}
    return list(Draft202012Validator(schema).iter_errors(body)) == []


def test_versions_are_listed_newest_first_with_what_each_changed() -> None:
    reply = get(desk(OTHER_MONTH, HEADLINE), "/articles/{id}/versions")

    body = plain(reply)
    assert fits("Versions", body)
    assert [row["version"] for row in body["versions"]] == [3, 2, 1]
    assert [row["changes"] and row["changes"]["classes"] for row in body["versions"]] == [
        ["headline", "facts"],
        ["facts"],
        None,
    ]
    assert reply.header("etag")
    assert body["cursor"] is None


def test_versions_come_page_by_page() -> None:
    made, numbers, query = desk(OTHER_MONTH, HEADLINE, FIRST), [], {"limit": "2"}
    for _ in range(2):
        body = plain(get(made, "/articles/{id}/versions", query))
        numbers += [row["version"] for row in body["versions"]]
        query = {"limit": "2", "cursor": body["cursor"]}

    assert numbers == [4, 3, 2, 1]
    assert query["cursor"] is None


def test_while_a_newer_version_waits_for_its_extraction_the_one_before_stands() -> None:
    made = desk(HEADLINE)
    articles, asked = made.shelves.articles, ("/articles/{id}", "/articles/{id}/changes")
    before = [plain(get(made, path)) for path in asked]

    articles.advance(articles.put_version(version(3, "d3", page("Words."), LATER)))
    newest, changed = [plain(get(made, path)) for path in asked]

    assert (before[0]["status"], newest["status"]) == ("stored", "fetched")
    assert (newest["version"], newest["articleBody"]) == (2, before[0]["articleBody"])
    assert fits("Article", newest)
    assert changed == before[1]


def test_a_version_is_an_article_in_any_of_its_formats() -> None:
    made = desk(HEADLINE)

    first = plain(get(made, "/articles/{id}/versions/{n}", n="1"))
    asked = Request("GET /articles/{id}/versions/{n}", {"id": "a", "n": "1"}, suffix="md")
    newest = plain(get(made, "/articles/{id}"))

    assert fits("Article", first)
    assert (first["version"], first["headline"]) == (1, "Harbour reopens after storm")
    assert answer(asked, made).body.startswith("# Harbour reopens after storm")
    assert newest["headline"] == "Two cranes lost as harbour reopens"


@pytest.mark.parametrize(
    ("path", "query", "status", "named"),
    [
        ("/articles/{id}/versions/{n}", {}, 404, "has no version 9; it has 2"),
        ("/articles/{id}/versions/{n}", {"x": "1"}, 400, "x"),
        ("/articles/{id}/versions", {"from": "1"}, 400, "from"),
        ("/articles/{id}/versions", {"cursor": "bm90IG91cnM"}, 400, "cursor"),
        ("/articles/{id}/changes", {"from": "2"}, 400, "from"),
        ("/articles/{id}/changes", {"from": "x"}, 400, "from"),
        ("/articles/{id}/changes", {"to": "1"}, 404, "no version before its first"),
        ("/articles/{id}/changes", {"to": "³"}, 400, "to"),
        ("/articles/{id}/statements/{place}/history", {}, 404, "no statement 9"),
    ],
)
def test_wrong_questions_are_refused_by_name(
    path: str, query: dict[str, str], status: int, named: str
) -> None:
    reply = get(desk(OTHER_MONTH), path, query, n="9", place="9")

    assert reply.status == status
    assert named in plain(reply)["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/articles/{id}/versions",
        "/articles/{id}/versions/{n}",
        "/articles/{id}/changes",
        "/articles/{id}/statements/{place}/history",
    ],
)
def test_what_is_taken_down_has_no_versions_any_more(path: str) -> None:
    made = desk(OTHER_MONTH)
    assert get(made, path, n="1", place="0").status == 200
    made.shelves.articles.take_down("a", LATER)

    assert get(made, path, n="1", place="0").status == 410
    assert get(made, path, id="nobody", n="1", place="0").status == 404


def test_what_changed_is_told_down_to_the_word() -> None:
    made = desk(FIRST.replace(QUOTE, "two cranes and a good man"), HEADLINE)

    newest = plain(get(made, "/articles/{id}/changes"))
    body = plain(get(made, "/articles/{id}/changes", {"from": "1", "to": "2"}))

    assert fits("Differences", body)
    assert fits("Differences", newest)
    assert (newest["from"]["version"], newest["to"]["version"]) == (2, 3)
    assert [field["name"] for field in newest["fields"]] == ["headline"]
    (change,) = body["statements"]
    assert "quotationAltered" in change["kinds"]
    assert {"op": "cut", "text": "no"} in [
        {"op": word["op"], "text": word["text"].split()[0]} for word in change["words"]
    ]
    assert [block["kind"] for block in body["blocks"]] == ["changed"]


def place_of(made: Desk, words: str) -> int:
    article = plain(get(made, "/articles/{id}"))
    texts = [" ".join(piece["text"] for piece in one["content"]) for one in article["attributions"]]
    return next(place for place, text in enumerate(texts) if words in text)


def test_a_statement_is_followed_back_through_the_versions() -> None:
    altered = FIRST.replace(QUOTE, "two cranes and a good man")
    made = desk(altered, altered.replace("reopens after", "opens again after"))
    place = place_of(made, "a good man")

    body = plain(get(made, "/articles/{id}/statements/{place}/history", place=str(place)))

    assert fits("History", body)
    assert body["id"] == f"a.3.{place}"
    assert [(step["version"], step["kinds"]) for step in body["steps"]] == [
        (2, ["quotationAltered"])
    ]
    assert "no lives" in body["steps"][0]["before"]["text"]
    assert "a good man" in body["steps"][0]["after"]["text"]


def test_a_statement_that_came_later_begins_there() -> None:
    added = FIRST.replace(
        "</article>",
        "<p>“The bridge at Tarn must not open before the wind drops,” bridge keeper Greta Hald "
        "said late on Monday evening.</p></article>",
    )
    made = desk(OTHER_MONTH, added)
    place = place_of(made, "The bridge at Tarn")

    body = plain(get(made, "/articles/{id}/statements/{place}/history", place=str(place)))

    assert [(step["version"], step["kinds"]) for step in body["steps"]] == [(3, ["added"])]
    assert body["steps"][0]["before"] is None


def test_a_version_that_waits_for_its_extraction_is_listed_but_not_compared() -> None:
    made = desk(OTHER_MONTH)
    articles = made.shelves.articles
    waiting = version(3, "d3", page("Words."), LATER)
    articles.put_version(waiting)
    articles.advance(waiting)

    listed = plain(get(made, "/articles/{id}/versions"))
    history = plain(get(made, "/articles/{id}/statements/{place}/history", place="0"))

    assert fits("Versions", listed)
    assert [row["status"] for row in listed["versions"]] == ["fetched", "stored", "stored"]
    assert get(made, "/articles/{id}/changes", {"to": "3"}).status == 404
    assert plain(get(made, "/articles/{id}/changes"))["to"]["version"] == 2
    assert history["id"] == "a.2.0"


# ---- the feed ----


def edit(minutes: int, number: int = 2, **more: Any) -> Edit:
    at = NOW + timedelta(minutes=minutes)
    plain_edit = Edit(
        "a", number, at, at, "https://paper.example/a", ("facts",), "H", "paper.example"
    )
    return replace(plain_edit, **more)


def with_edits(*edits: Edit) -> Desk:
    made = at_desk(Newsroom().made)
    for each in edits:
        made.shelves.edits.put(each)
    return made


def feed(made: Desk, **query: str) -> dict[str, Any]:
    return plain(answer(Request("GET /changes", query={"since": "2026-03-01"} | query), made))


def test_edits_are_listed_oldest_first_with_where_to_go_on() -> None:
    made = with_edits(*(edit(n * 600, n + 2) for n in (3, 0, 2, 1)))

    body = feed(made)

    assert fits("ChangeList", body)
    assert [row["id"] for row in body["changes"]] == ["a.2", "a.3", "a.4", "a.5"]
    assert (body["cursor"], body["until"]) == (None, "2026-03-03T11:59:50Z")
    assert [row["id"] for row in feed(made, since="2026-03-02")["changes"]] == ["a.4", "a.5"]
    assert feed(made, since=body["until"])["changes"] == []


def test_edits_come_page_by_page_over_days_each_once() -> None:
    made = with_edits(*(edit(n * 100, n + 2) for n in range(25)))
    found, cursor, pages = [], "", 0
    while cursor is not None:
        body = feed(made, limit="4", **({"cursor": cursor} if cursor else {}))
        found += [row["to"] for row in body["changes"]]
        cursor, pages = body["cursor"], pages + 1

    assert found == list(range(2, 27))
    assert pages == 7


def test_edits_are_kept_to_a_publisher_and_a_class() -> None:
    made = with_edits(
        edit(0, 2),
        edit(1, 3, publisher="other.example"),
        edit(2, 4, classes=("headline", "statement")),
        *(edit(n, n + 5, publisher="noise.example") for n in range(250)),
    )

    assert [row["to"] for row in feed(made, publisher="Paper.example")["changes"]] == [2, 4]
    assert [row["to"] for row in feed(made, **{"class": "statement"})["changes"]] == [4]
    assert len(feed(made, publisher="noise.example", limit="100")["changes"]) == 100


def test_quiet_days_are_passed_by_a_cursor() -> None:
    made = with_edits(edit(0))
    found, cursor, pages = [], "", 0
    while cursor is not None:
        more = {"cursor": cursor} if cursor else {}
        body = feed(made, since="2026-01-01", **more)
        found += body["changes"]
        cursor, pages = body["cursor"], pages + 1

    assert len(found) == 1
    assert pages == -(-62 // QUERIES)


def test_what_was_recorded_a_moment_ago_waits_for_the_next_list() -> None:
    moment = LATER - NOW
    made = with_edits(*(edit(0, n, at=NOW + moment - timedelta(seconds=n)) for n in range(2, 20)))

    body = feed(made)

    assert [row["to"] for row in body["changes"]] == list(range(19, 10, -1))
    assert body["until"] == "2026-03-03T11:59:50Z"


def test_without_a_moment_the_last_day_is_listed() -> None:
    made = with_edits(edit(0, 2), edit(60 * 30, 3))

    body = plain(answer(Request("GET /changes"), made))

    assert [row["to"] for row in body["changes"]] == [3]


@pytest.mark.parametrize(
    "query", [{"since": "soon"}, {"class": "x"}, {"to": "2026-03-01"}, {"limit": "0"}]
)
def test_wrong_parameters_of_the_feed_are_refused(query: dict[str, str]) -> None:
    reply = answer(Request("GET /changes", query=query), with_edits())

    assert reply.status == 400
    assert plain(reply)["field"] in query


@pytest.mark.parametrize(
    ("suffix", "part"),
    [
        ("jsonl", '"classes": ["statement", "facts"]'),
        ("csv", "statement facts"),
        ("atom", "<title>statement, facts: Harbour reopens after storm</title>"),
        ("feed", "https://jsonfeed.org/version/1.1"),
    ],
)
def test_edits_come_in_the_formats_of_lists(suffix: str, part: str) -> None:
    made = desk(FIRST.replace(QUOTE, "ten cranes and a good man"))

    reply = answer(Request("GET /changes", query={"since": "2026-03-01"}, suffix=suffix), made)

    assert reply.status == 200
    assert part in reply.body
    assert "ten cranes and a good man" in reply.body
    assert reply.header("link") == '<?since=2026-03-01>; rel="first"'


def test_an_edit_without_statements_is_told_by_its_version() -> None:
    asked = Request("GET /changes", query={"since": "2026-03-01"}, suffix="feed")

    reply = answer(asked, with_edits(edit(0, headline=None)))

    (item,) = json.loads(reply.body)["items"]
    assert (item["title"], item["content_text"]) == ("facts: https://paper.example/a", "version 2")
