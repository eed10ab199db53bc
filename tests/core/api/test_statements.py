"""Who said what, over all articles: pages that go on, filters, evidence."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from saidly.api import Desk, Reply, Request, answer
from saidly.api.evidence import statement, text_fragment
from saidly.indexing import index
from saidly.model import Act, Attribution, Content, Span
from saidly.store.memory import MemoryArticles
from tests.contract import NOW, Counted, article, head, in_memory, put_article, said, version

ADA, BO = "person:ada-lind", "person:bo-quist"


def desk() -> Desk:
    return Desk(in_memory(), lambda: b"k" * 32, lambda: NOW)


def store(
    made: Desk, name: str, *said_there: Attribution, days: int = 0, domain: str = "paper.example"
) -> None:
    articles = made.shelves.articles
    articles.submit(head(name))
    articles.advance(articles.put_version(version(name=name)))
    reading = article(published=NOW + timedelta(days=days), domain=domain)
    filed = version(name=name, reading=replace(reading, attributions=said_there))
    put_article(articles, filed)
    index(filed, None, None, made.shelves)


def get(made: Desk, route: str, query: Mapping[str, str], **path: str) -> Reply:
    return answer(Request(f"GET {route}", path, query, id="r1"), made)


def plain(reply: Reply) -> dict[str, Any]:
    assert reply.status == 200, reply.body
    loaded: dict[str, Any] = json.loads(reply.body)
    return loaded


def pages(made: Desk, query: dict[str, str], most: int = 99) -> list[list[str]]:
    """Return the ids of the statements of each page of a list."""
    found: list[list[str]] = []
    cursor: str | None = None
    while cursor or not found:
        page = plain(get(made, "/statements", query | ({"cursor": cursor} if cursor else {})))
        found.append([one["id"] for one in page["statements"]])
        cursor = page["cursor"]
        assert len(found) <= most
    return found


def crowd() -> Desk:
    """Three articles in each of three years; each holds three statements of Ada, one of Bo."""
    made = desk()
    for year in range(3):
        for number in range(3):
            statements = [said("Ada Lind"), said("Bo Quist", "indirect", "deny")]
            statements += [said("Ada Lind", "mixed", "warn"), said("Ada Lind", act=None)]
            days = -366 * year - number
            store(made, f"y{year}n{number}", *statements, days=days, domain=f"p{number}.example")
    return made


ALL_OF_ADA = [f"y{y}n{n}.1.{place}" for y in range(3) for n in range(3) for place in (0, 2, 3)]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 9, 10, 26, 27, 28, 100])
def test_a_speakers_pages_join_into_the_whole_list(size: int) -> None:
    found = pages(crowd(), {"speaker": ADA, "limit": str(size)})

    assert [each for page in found for each in page] == ALL_OF_ADA
    assert all(len(page) <= size for page in found)


@pytest.mark.parametrize("size", [1, 2, 4, 5, 36])
def test_a_publishers_pages_join_into_the_whole_list(size: int) -> None:
    made = desk()
    for number in range(12):
        store(made, f"a{number}", said("Ada Lind"), said(None), said("Bo Quist"), days=-number)

    found = pages(made, {"publisher": "Paper.example", "limit": str(size)})

    wanted = [f"a{number}.1.{place}" for number in range(12) for place in range(3)]
    assert [each for page in found for each in page] == wanted
    assert all(len(page) <= size for page in found)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"act": "warn"}, [f"y{y}n{n}.1.2" for y in range(3) for n in range(3)]),
        ({"type": "direct", "publisher": "P1.example"}, [
            f"y{y}n1.1.{place}" for y in range(3) for place in (0, 3)
        ]),
        ({"act": "deny"}, []),
        ({"from": "2026-01-01"}, ALL_OF_ADA[:9]),
        ({"to": "2025-12-31"}, ALL_OF_ADA[9:]),
        ({"from": "2025-02-28", "to": "2025-02-28"}, ALL_OF_ADA[9:12]),
        ({"from": "2019-01-01", "to": "2020-01-01"}, []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [2, 50])
def test_a_speakers_list_keeps_to_what_is_asked(
    query: dict[str, str], wanted: list[str], size: int
) -> None:
    found = pages(crowd(), {"speaker": ADA, "limit": str(size)} | query)

    assert [each for page in found for each in page] == wanted


def test_a_publishers_list_keeps_to_what_is_asked() -> None:
    found = pages(crowd(), {"publisher": "p1.example", "act": "deny", "limit": "2"})

    assert [each for page in found for each in page] == [f"y{y}n1.1.1" for y in range(3)]


def talk() -> Desk:
    """Sixty articles of Ada, the oldest last; each third speaks of a bridge, each once of tolls."""
    made = desk()
    for number in range(60):
        about = "The bridge must go." if number % 3 == 0 else "The fair may stay."
        said_there = (spoken(about), spoken("No tolls, we said."), spoken(about, "warn"))
        store(made, f"a{number:02}", *said_there, days=-number)
    return made


def spoken(text: str, act: Act = "say") -> Attribution:
    return replace(said("Ada Lind", act=act), content=(Content(Span(0, len(text), text)),))


BRIDGES = [f"a{number:02}.1.{place}" for number in range(0, 60, 3) for place in (0, 2)]


@pytest.mark.parametrize("size", [1, 2, 13, 14, 39, 40, 100])
@pytest.mark.parametrize("asked", [{"speaker": ADA}, {"publisher": "paper.example"}])
def test_words_are_looked_for_in_what_was_said(asked: dict[str, str], size: int) -> None:
    found = pages(talk(), asked | {"words": "GO bridge", "limit": str(size)})

    assert [each for page in found for each in page] == BRIDGES
    assert all(len(page) <= size for page in found)


def test_words_go_with_the_other_filters() -> None:
    asked = {"speaker": ADA, "words": "bridge", "act": "warn", "from": "2026-02-01"}
    found = pages(talk(), asked)

    wanted = [one for one in BRIDGES if one.endswith(".2") and int(one[1:3]) < 29]
    assert [each for page in found for each in page] == wanted


def test_a_page_without_the_words_goes_on_with_as_many_reads() -> None:
    made = talk()
    statements, articles = Counted(made.shelves.statements), Counted(made.shelves.articles)
    made = replace(made, shelves=replace(made.shelves, statements=statements, articles=articles))

    page = plain(get(made, "/statements", {"speaker": ADA, "words": "ferry"}))

    assert (page["statements"], bool(page["cursor"])) == ([], True)
    assert (statements.calls, articles.calls) == (["rows"], ["several"])


def test_a_statement_comes_with_its_evidence() -> None:
    made = desk()
    store(made, "a", said("Ada Lind", role="harbour master"))

    (found,) = plain(get(made, "/speakers/{id}/statements", {}, id=ADA))["statements"]

    assert found["speaker"] == ADA
    assert found["content"][0]["span"] == [0, 5]
    kinds = [each["type"] for each in found["content"][0]["selectors"]]
    assert kinds == ["TextPositionSelector", "TextQuoteSelector"]
    assert found["link"] == "https://paper.example/a#:~:text=Body."
    assert found["article"]["headline"] == "H"
    assert found["article"]["publisher"] == {"domain": "paper.example", "name": None}
    assert found["capture"] == {"payloadDigest": "sha256:d1", "capture": "captures/a/d1"}


def test_a_statement_whose_article_was_taken_down_is_left_out() -> None:
    made = desk()
    store(made, "a", said("Ada Lind"))
    store(made, "b", said("Ada Lind"))
    assert isinstance(made.shelves.articles, MemoryArticles)
    del made.shelves.articles.versions["a", 1]

    assert pages(made, {"speaker": ADA}) == [["b.1.0"]]


def test_an_article_that_is_read_anew_leaves_the_publishers_list_until_it_is_extracted() -> None:
    made = desk()
    store(made, "a", said("Ada Lind"))
    articles = made.shelves.articles
    articles.advance(articles.put_version(version(2, "d2")))

    assert pages(made, {"publisher": "paper.example"}) == [[]]


def test_a_page_that_is_not_extracted_holds_no_statement() -> None:
    with pytest.raises(TypeError, match="not extracted"):
        statement(version(), 0)


def test_a_statement_without_content_has_no_link() -> None:
    empty = replace(said("Ada Lind"), content=())
    made = version(reading=replace(article(), attributions=(empty,)))

    assert statement(made, 0)["link"] is None


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("We lost two, no-one else", "We%20lost%20two%2C%20no%2Done%20else"),
        ("A & B\n\nand C", "A%20%26%20B%20and%20C"),
        (" ".join(["word"] * 30), ",".join(["%20".join(["word"] * 5)] * 2)),
        ("x" * 300, "x" * 300),
    ],
)
def test_a_link_leads_to_the_words_on_the_live_page(text: str, fragment: str) -> None:
    assert text_fragment("https://a.example/b#c", text) == (
        f"https://a.example/b#:~:text={fragment}"
    )


def test_a_page_costs_few_reads() -> None:
    made = crowd()
    statements, articles = Counted(made.shelves.statements), Counted(made.shelves.articles)
    made = replace(made, shelves=replace(made.shelves, statements=statements, articles=articles))

    cursor = plain(get(made, "/statements", {"speaker": ADA, "limit": "4"}))["cursor"]
    assert (statements.calls, articles.calls) == (["rows"], ["several"])
    statements.calls.clear()
    get(made, "/speakers/{id}/statements", {}, id=ADA)
    assert statements.calls == ["rows"]
    statements.calls.clear()
    get(made, "/statements", {"speaker": ADA, "limit": "4", "cursor": cursor})
    assert statements.calls == ["rows"]
    articles.calls.clear()
    get(made, "/statements", {"publisher": "p1.example"})
    assert (statements.calls, articles.calls) == (["rows"], ["by_publisher", "several"])


def test_a_speaker_is_told_with_the_years_that_hold_statements() -> None:
    made = crowd()
    store(made, "late", said("Ada Lind", role="clerk"), days=99)

    found = plain(get(made, "/speakers/{id}", {}, id=ADA))

    assert (found["id"], found["name"], found["kind"]) == (ADA, "Ada Lind", "person")
    assert (found["role"], found["years"]) == ("clerk", [2024, 2025, 2026])


@pytest.mark.parametrize(
    "name",
    ["person:nobody", "nobody", ":", "person:", "x" * 5000, "person:\n", "person:" + "é" * 200],
)
@pytest.mark.parametrize("route", ["/speakers/{id}", "/speakers/{id}/statements"])
def test_an_unknown_speaker_is_not_found(route: str, name: str) -> None:
    assert get(crowd(), route, {}, id=name).status == 404


def test_a_list_of_somebody_unknown_is_empty() -> None:
    assert pages(crowd(), {"speaker": "person:nobody"}) == [[]]


def test_speakers_are_found_by_the_beginning_of_a_name_page_by_page() -> None:
    made = desk()
    store(made, "a", *(said(f"Lind{letter} Ode") for letter in "abc"), said("Bo Quist"))

    first = plain(get(made, "/speakers", {"prefix": "LIND", "limit": "2"}))
    second = plain(get(made, "/speakers", {"prefix": "LIND", "cursor": first["cursor"]}))

    assert [one["name"] for one in first["speakers"]] == ["Linda Ode", "Lindb Ode"]
    assert [one["name"] for one in second["speakers"]] == ["Lindc Ode"]
    assert second["cursor"] is None


def test_the_next_page_is_linked() -> None:
    made = crowd()
    first = get(made, "/statements", {"speaker": ADA, "limit": "1"})
    last = get(made, "/statements", {"speaker": ADA, "from": "2026-01-01"})

    cursor = plain(first)["cursor"]
    link = first.header("link") or ""
    assert '<?speaker=person%3Aada-lind&limit=1>; rel="first"' in link
    assert f'<?speaker=person%3Aada-lind&limit=1&cursor={cursor}>; rel="next"' in link
    assert "next" not in (last.header("link") or "")


@pytest.mark.parametrize(
    ("route", "query", "name"),
    [
        ("/statements", {}, "speaker"),
        ("/statements", {"act": "say"}, "speaker"),
        ("/statements", {"speaker": ADA, "act": "sing"}, "act"),
        ("/statements", {"speaker": ADA, "type": "loud"}, "type"),
        ("/statements", {"speaker": ADA, "who": "x"}, "who"),
        ("/statements", {"speaker": ""}, "speaker"),
        ("/statements", {"speaker": ADA, "words": "…"}, "words"),
        ("/statements", {"words": "bridge"}, "speaker"),
        ("/statements", {"speaker": "x" * 201}, "speaker"),
        ("/statements", {"publisher": "a\nb"}, "publisher"),
        ("/statements", {"speaker": ADA, "from": "2026-02-01", "to": "2026-01-01"}, "to"),
        ("/statements", {"speaker": ADA, "from": "0001-01-01T00:00:00+14:00"}, "from"),
        ("/statements", {"speaker": ADA, "limit": "0"}, "limit"),
        ("/statements", {"speaker": ADA, "cursor": "AAAA"}, "cursor"),
        ("/speakers", {}, "prefix"),
        ("/speakers", {"prefix": "a"}, "prefix"),
        ("/speakers", {"prefix": "…?!"}, "prefix"),
        ("/speakers", {"prefix": "ada", "role": "x"}, "role"),
        ("/speakers/{id}", {"x": "1"}, "x"),
        ("/speakers/{id}/statements", {"speaker": ADA}, "speaker"),
    ],
)
def test_a_wrong_parameter_is_named(route: str, query: dict[str, str], name: str) -> None:
    reply = get(crowd(), route, query, id=ADA)

    assert (reply.status, json.loads(reply.body)["field"]) == (400, name)


def test_a_cursor_opens_no_other_list() -> None:
    made = crowd()
    cursor = plain(get(made, "/statements", {"speaker": ADA, "limit": "1"}))["cursor"]

    for route, query in (
        ("/statements", {"speaker": BO}),
        ("/statements", {"speaker": ADA, "act": "say"}),
        ("/statements", {"publisher": "p1.example"}),
        ("/speakers/{id}/statements", {}),
    ):
        assert get(made, route, query | {"cursor": cursor}, id=ADA).status == 400
