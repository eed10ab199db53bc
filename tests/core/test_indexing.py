"""Articles and their rows agree, in whatever order versions are filed."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from saidly.indexing import index, rows, speakers
from saidly.model import Article, Attribution
from saidly.statements import Mark, MemoryStatements
from saidly.store import Shelves, Version
from tests.contract import NOW, article, head, in_memory, put_article, said, version


def reading(*attributions: Attribution) -> Article:
    return replace(article(published=NOW), attributions=attributions)


def test_each_speaker_of_an_article_has_one_row() -> None:
    made = version(
        reading=reading(
            said("Ada Lind"),
            said(None),
            said("Bo Quist", "indirect", "deny"),
            said("Ada Lind", "mixed", None),
            said("x" * 200),
        )
    )

    ada, bo = rows(made)

    assert (ada.speaker_id, ada.date, ada.article_id, ada.version) == (
        "person:ada-lind", NOW, "a", 1,
    )  # fmt: skip
    assert ada.publisher == "paper.example"
    assert ada.marks == (Mark(0, "direct", "say"), Mark(3, "mixed"))
    assert (bo.speaker_id, bo.marks) == ("person:bo-quist", (Mark(2, "indirect", "deny"),))


def test_a_page_that_is_not_extracted_has_no_rows() -> None:
    assert rows(version()) == ()
    assert speakers(version()) == ()


def test_a_speaker_is_introduced_with_the_first_role_that_is_given() -> None:
    made = version(
        reading=reading(said("Ada Lind"), said("Ada Lind", role="clerk"), said("Bo Quist"))
    )

    ada, bo = speakers(made)

    assert (ada.name, ada.kind, ada.role, ada.years) == ("Ada Lind", "person", "clerk", ("2026",))
    assert (bo.id, bo.role, bo.as_of) == ("person:bo-quist", None, NOW)


def test_a_speaker_without_a_name_is_called_by_the_words_that_stand_there() -> None:
    nameless = said("Ada Lind")
    assert nameless.source is not None
    nameless = replace(nameless, source=replace(nameless.source, name=None))

    (ada,) = speakers(version(reading=reading(nameless)))

    assert ada.name == "Body."


WORDS = (("Ada Lind", "Bo Quist"), ("Ada Lind",), ("Cy Moor",))


def filed(number: int, shelves: Shelves) -> None:
    at = NOW + timedelta(hours=number)
    article = replace(reading(*map(said, WORDS[number - 1])), url=f"https://paper.example/{number}")
    made: Version = version(number, f"d{number}", article, at)
    put_article(shelves.articles, made)
    before = shelves.articles.version("a", number - 1)
    index(made, before, shelves.articles.head("a"), shelves)


def test_rows_are_taken_away_again_where_the_head_moved_on_since_it_was_seen() -> None:
    shelves = in_memory()
    shelves.articles.submit(head())
    seen = shelves.articles.head("a")
    for number in (1, 2):
        shelves.articles.advance(
            shelves.articles.put_version(version(number, f"d{number}", at=NOW))
        )
    filed(2, shelves)

    came_behind = index(version(1, "d1", reading(*map(said, WORDS[0])), NOW), None, seen, shelves)

    assert came_behind
    assert isinstance(shelves.statements, MemoryStatements)
    assert {row.version for row in shelves.statements.kept.values()} == {2}


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_only_the_newest_version_has_rows_whatever_the_order_of_filing(
    order: tuple[int, ...],
) -> None:
    shelves = in_memory()
    shelves.articles.submit(head())
    for number in (1, 2, 3):
        shelves.articles.advance(
            shelves.articles.put_version(version(number, f"d{number}", at=NOW))
        )

    for number in order:
        filed(number, shelves)

    assert isinstance(shelves.statements, MemoryStatements)
    assert {row.speaker_id: row.version for row in shelves.statements.kept.values()} == {
        "person:cy-moor": 3
    }


def test_a_version_that_is_overtaken_while_it_is_filed_leaves_no_rows() -> None:
    shelves = in_memory()
    shelves.articles.submit(head())
    shelves.articles.advance(shelves.articles.put_version(version(1, "d1")))
    rows_put = shelves.statements.replace

    def overtaking(*rows: Any) -> None:
        rows_put(*rows)
        shelves.articles.advance(shelves.articles.put_version(version(2, "d2")))

    filed(1, replace(shelves, statements=Overtaken(shelves.statements, overtaking)))

    assert isinstance(shelves.statements, MemoryStatements)
    assert not shelves.statements.kept


@dataclass
class Overtaken:
    """A shelf on which a newer version comes with the first write."""

    shelf: Any
    replace: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.shelf, name)


def test_a_version_that_nobody_put_mends_nothing() -> None:
    shelves = in_memory()
    shelves.articles.submit(head())
    shelves.articles.advance(shelves.articles.put_version(version(1, "d1")))
    shelves.articles.advance(version(3, "d3"))

    filed(1, shelves)

    assert isinstance(shelves.statements, MemoryStatements)
    assert not shelves.statements.kept
