"""Lists in every format, and which one is chosen."""

import csv
import io
import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from saidly import formats
from saidly.api.evidence import statement
from saidly.api.listing import summary
from saidly.formats.rows import cell
from tests.contract import NOW, head, version
from tests.core.formats.sample import article

ATOM = "{http://www.w3.org/2005/Atom}"


def statements() -> dict[str, Any]:
    made = version(reading=article(), at=NOW)
    return {"statements": [statement(made, place) for place in range(4)], "cursor": None}


def articles() -> dict[str, Any]:
    plain, told = head(), replace(head("b"), headline="=1+1", date=NOW, publisher="paper.example")
    return {"articles": [summary(plain), summary(told)], "cursor": "x"}


LISTS = {
    "statements": (formats.STATEMENTS, statements()),
    "articles": (formats.ARTICLES, articles()),
}


@pytest.mark.parametrize("key", LISTS)
def test_csv_has_a_head_and_a_row_each(key: str) -> None:
    table, plain = LISTS[key]

    rows = list(csv.DictReader(io.StringIO(table["csv"].render(plain))))

    assert [row["id"] for row in rows] == [row["id"] for row in plain[key]]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\t=x", "'\t=x"),
        ("  =x", "'  =x"), ("＝1", "'＝1"), ("\n=x", "'\n=x"), ("\r=x", "'\r=x"), (None, ""),
        (True, "true"), (-1, "-1"), (0.5, "0.5"), ("a=b", "a=b"), ("", ""),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(value: Any, wanted: str) -> None:
    assert cell(value) == wanted


@pytest.mark.parametrize("key", LISTS)
def test_json_lines_hold_a_row_each(key: str) -> None:
    table, plain = LISTS[key]

    lines = table["jsonl"].render(plain).splitlines()

    assert [json.loads(line) for line in lines] == plain[key]


@pytest.mark.parametrize("key", LISTS)
def test_atom_has_an_entry_each(key: str) -> None:
    table, plain = LISTS[key]

    feed = ElementTree.fromstring(table["atom"].render(plain))

    entries = feed.findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}id") for e in entries] == [
        f"urn:saidly:{row['id']}" for row in plain[key]
    ]
    for element in (feed, *entries):
        assert element.findtext(f"{ATOM}title")
        assert (element.findtext(f"{ATOM}updated") or "").endswith("Z")


def test_an_empty_feed_is_a_feed() -> None:
    feed = ElementTree.fromstring(formats.ARTICLES["atom"].render({"articles": []}))

    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


def test_a_date_without_a_zone_is_taken_as_utc() -> None:
    row = articles()["articles"][0] | {"date": "2026-01-01T10:00:00"}

    text = formats.ARTICLES["atom"].render({"articles": [row]})

    assert "<updated>2026-01-01T10:00:00Z</updated>" in text


@pytest.mark.parametrize("key", LISTS)
def test_a_json_feed_has_an_item_each(key: str) -> None:
    table, plain = LISTS[key]

    feed = json.loads(table["feed"].render(plain))

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert len(feed["items"]) == len(plain[key])
    assert all(item["id"] and item["url"] for item in feed["items"])


def test_a_long_title_is_cut() -> None:
    made = statements()
    made["statements"][0]["content"][0]["text"] = "word " * 100

    title = json.loads(formats.STATEMENTS["feed"].render(made))["items"][0]["title"]

    assert len(title) == 120
    assert title.endswith("…")


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (None, "json"), ("", "json"), ("*/*", "json"), ("application/json", "json"),
        ("application/*", "json"), ("text/markdown", "md"), ("text/*", "md"),
        ("text/html, text/plain", "txt"), ("text/plain;q=0.5, text/html", "html"),
        ("text/plain;q=0.5, text/html;q=0.1, */*;q=0.2", "txt"),
        ("application/ld+json", "jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"', "anno"),
        ("application/json;q=0, */*;q=0.1", "jsonld"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("image/png", None), ("text/html;q=0", None), ("text/html;q=x", None), ("nonsense", None),
        ("text/html;q=9", "html"), (";;;,,,/", None), ("a\r\nb: c", None),
        (",".join(["x/y"] * 5000 + ["text/html"]), None),
    ],
)  # fmt: skip
def test_the_format_is_the_one_that_accept_prefers(accept: str | None, wanted: str | None) -> None:
    table = formats.ARTICLE

    found = formats.chosen(table, None, accept)

    assert found == (table[wanted] if wanted else None)


def test_a_suffix_beats_accept() -> None:
    assert formats.chosen(formats.ARTICLE, "md", "text/html") == formats.ARTICLE["md"]
    assert formats.chosen(formats.ARTICLE, "csv", None) is None
