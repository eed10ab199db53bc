"""The reader's pages of change: versions, two side by side, and what was edited lately."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from saidly import api, codec
from saidly.extract import extract
from saidly.filing import file_article
from saidly.model import Block, Metadata, Page, Publisher
from saidly.reader.comparing import Row, cards, rows
from saidly.reader.visits import Lobby
from saidly.store import Capture, Head, Version
from saidly.versions import changes
from tests.core.reader.test_reader import ID, NOW, SCRIPT, URL, asked, lobby

LEAD = ("paragraph", "The harbour of Lindholm reopened on Monday after a storm of nine days.")
SAID = ("paragraph", "“We lost two cranes and no lives,” said harbour master Ada Lind, 51.")
LATER = (
    "paragraph",
    "“We lost three cranes and no lives,” said harbour master Ada Lind on the quay.",
)
STORM = ("heading", "A storm of nine days")
GONE = ("paragraph", "Ferries to the islands were tied up in the old dock for all of that time.")
NEW = ("paragraph", f"A new crane is to be put up in the spring, the county has promised {SCRIPT}.")
TIDE = ("paragraph", "The tide rose two metres above what the wall of the basin was built for.")


def story(*blocks: tuple[str, str], headline: str = "Harbour reopens") -> Page:
    made = tuple(Block(kind, text) for kind, text in blocks)  # type: ignore[arg-type]
    return Page(URL, Metadata(headline=headline, publisher=Publisher("paper.example")), made)


FIRST = story(LEAD, SAID, STORM, GONE, TIDE)
SECOND = story(LEAD, LATER, NEW, STORM, TIDE, headline="Harbour reopens with a crane less")


def compared(before: Page, after: Page) -> list[Row]:
    one, other = extract(before), extract(after)
    plain = [codec.to_dict(each) for each in (one, other)]
    return rows(plain[0], plain[1], codec.encode(changes(one, other)))


def text(side: Any, but: str) -> str | None:
    return None if side is None else " ".join(p["text"] for p in side if p["op"] != but)


def kept(*pages: Page) -> Lobby:
    """Return a reader of a story that was read as one page after the other."""
    room = lobby()
    shelves = room.desk.shelves
    shelves.articles.submit(Head(ID, URL, "queued", NOW))
    for number, page in enumerate(pages, 1):
        at = NOW - timedelta(hours=20 - number)
        version = Version(ID, number, Capture(f"d{number}", None, 200, URL, at), page)
        shelves.articles.advance(shelves.articles.put_version(version))
        file_article(ID, number, shelves, at)
    return room


def page(room: Lobby, route: str, **query: str) -> api.Reply:
    return asked(route, room, path={"id": ID}, query=query)


def test_blocks_stand_beside_what_they_were() -> None:
    told = compared(FIRST, SECOND)

    assert [(row.kind, row.label) for row in told] == [
        ("field", "Headline"), ("same", None), ("changed", None), ("added", None),
        ("same", "heading"), ("cut", None), ("same", None),
    ]  # fmt: skip
    assert "two" in (text(told[2].left, "added") or "")
    assert "three" in (text(told[2].right, "cut") or "")
    assert told[3].left is None
    assert told[5].right is None
    assert told[2].statements == ["quotation altered: Ada Lind"]


def test_a_block_that_moved_keeps_the_rest_in_its_place() -> None:
    told = compared(story(LEAD, SAID, GONE, TIDE), story(TIDE, LEAD, SAID, GONE))

    assert [row.kind for row in told] == ["moved", "same", "same", "same"]
    assert text(told[0].right, "cut") == TIDE[1]


def test_a_block_that_was_cut_stands_behind_the_one_before_it() -> None:
    told = compared(story(GONE, LEAD, SAID, TIDE), story(LEAD, SAID, NEW))

    assert [row.kind for row in told] == ["cut", "same", "same", "cut", "added"]
    assert text(told[0].left, "added") == GONE[1]


def test_the_later_side_is_whole_and_in_order() -> None:
    told = compared(FIRST, story(TIDE, NEW, LATER, LEAD))
    later = [text(row.right, "cut") for row in told if row.kind != "field" and row.right]

    assert [part and part.split()[:2] for part in later] == [
        ["The", "tide"], ["A", "new"], ['"We', "lost"], ["The", "harbour"]
    ]  # fmt: skip


def test_statements_that_changed_show_both_wordings() -> None:
    found = codec.encode(changes(extract(FIRST), extract(SECOND)))

    (card,) = [one for one in cards(found["statements"]) if "Lind" in one["label"]]

    assert "two" in (text(card["before"], "added") or "")
    assert "two" not in (text(card["after"], "cut") or "")


def test_a_story_lists_its_versions_with_what_each_changed() -> None:
    reply = page(kept(FIRST, SECOND), "GET /read/{id}/versions")

    assert reply.status == 200
    assert re.findall(r"<strong>(Version \d)", reply.body) == ["Version 2", "Version 1"]
    assert "headline · statements" in reply.body
    assert f'href="../../read/{ID}/changes?from=1&amp;to=2"' in reply.body


def test_two_versions_stand_side_by_side() -> None:
    reply = page(kept(FIRST, SECOND), "GET /read/{id}/changes")

    assert reply.status == 200
    assert "<del>two</del>" in reply.body
    assert "<ins>three</ins>" in reply.body
    assert "quotation altered: Ada Lind" in reply.body
    assert SCRIPT not in reply.body
    assert "&lt;script&gt;" in reply.body


def test_any_two_versions_may_be_compared() -> None:
    room = kept(FIRST, SECOND, replace(SECOND, blocks=SECOND.blocks[:2]))

    reply = page(room, "GET /read/{id}/changes", **{"from": "1", "to": "3"})

    assert "Version 1" in reply.body
    assert "Version 3" in reply.body


@pytest.mark.parametrize("query", [{"from": "2", "to": "1"}, {"to": "9"}, {"from": "x"}, {}])
def test_versions_that_cannot_be_compared_are_a_page_that_says_so(query: dict[str, str]) -> None:
    reply = page(kept(FIRST), "GET /read/{id}/changes", **query)

    assert reply.status in (400, 404)
    assert "Back to the start" in reply.body


def test_a_story_nobody_knows_has_no_versions() -> None:
    assert page(lobby(), "GET /read/{id}/versions").status == 404


def test_edits_of_all_stories_are_listed_with_what_was_said() -> None:
    room = kept(FIRST, SECOND)

    reply = asked("GET /edits", room, query={"days": "7"})

    assert reply.status == 200
    assert "Harbour reopens with a crane less" in reply.body
    assert "quotation altered: Ada Lind" in reply.body
    assert f'href="./read/{ID}/changes?from=1&amp;to=2"' in reply.body


@pytest.mark.parametrize("days", ["", "0", "x", "999999999"])
def test_a_span_that_is_not_offered_is_a_day(days: str) -> None:
    reply = asked("GET /edits", lobby(), query={"days": days})

    assert reply.status == 200
    assert '<option value="1" selected>' in reply.body
    assert "No story was changed" in reply.body


def test_a_changed_story_leads_to_its_versions() -> None:
    reply = page(kept(FIRST, SECOND), "GET /read/{id}")

    assert f'href="../read/{ID}/versions"' in reply.body
