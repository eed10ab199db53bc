"""``saidly get`` and ``export articles`` against the routes themselves."""

import io
import json
from argparse import Namespace
from typing import Any

import pytest

from saidly.cli import asking, statements
from saidly.cli.desk import progress
from saidly.errors import BadRequest
from tests.core.api.test_articles import with_articles, with_descriptions
from tests.core.cli.test_statements import Desk

SIDES = ("publisher", "section", "language", "author", "change", "status", "cursor", "start", "end")


def asked(**more: Any) -> Namespace:
    plain = dict.fromkeys((*SIDES, "article")) | {"what": "articles", "format": "jsonl"}
    return Namespace(**plain | {"json": True} | more)


def got(**more: Any) -> list[str]:
    text = asking.get(asked(**more), Desk(with_descriptions()))  # type: ignore[arg-type]
    return [each["id"] for each in json.loads(text)["articles"]]


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({}, ["d", "c", "b", "a"]),
        ({"publisher": "paper.example", "language": "en"}, ["b", "a"]),
        ({"section": "world", "start": "2026-03-01", "end": "2026-03-04"}, ["c"]),
        ({"author": "Ada Lind", "change": "headline"}, ["a"]),
        ({"status": "failed"}, ["f", "e"]),
    ],
)
def test_lists_are_narrowed_from_the_command_line(more: dict[str, str], names: list[str]) -> None:
    assert got(**more) == names


def test_a_list_that_a_filter_thins_out_is_filled_up() -> None:
    made = with_articles(230)
    made.shelves.articles.note_changes("a0", ("typo",))
    text = asking.get(asked(change="typo"), Desk(made))  # type: ignore[arg-type]

    told = json.loads(text)
    assert ([each["id"] for each in told["articles"]], told["cursor"]) == (["a0"], None)


def test_a_list_that_is_full_tells_how_to_go_on() -> None:
    text = asking.get(asked(json=False), Desk(with_articles(30)))  # type: ignore[arg-type]

    *rows, _, more = text.splitlines()[1:]
    assert len(rows) == 20
    assert more.startswith("more: --cursor ")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("out", "told"),
    [(Terminal(), "· queued  u\n· fetched u\n· stored  u\n"), (io.StringIO(), "")],
)
def test_progress_is_told_to_a_terminal_step_by_step(out: io.StringIO, told: str) -> None:
    note = progress("u", out)
    for status in ("queued", "queued", "fetched", "stored"):
        note({"status": status})

    assert out.getvalue() == told


def test_one_article_cannot_be_narrowed() -> None:
    with pytest.raises(BadRequest, match="--change is for lists"):
        got(article="a", change="headline")


def test_an_export_of_articles_keeps_to_what_is_asked() -> None:
    made = Desk(with_descriptions())
    text = "".join(statements.export(asked(change="headline"), made))  # type: ignore[arg-type]

    assert [json.loads(line)["id"] for line in text.splitlines()] == ["c", "a"]


def test_a_failed_address_is_printed_with_its_reason() -> None:
    made = Desk(with_descriptions())
    text = asking.get(asked(status="failed", json=False), made)  # type: ignore[arg-type]

    assert "https://else.example/e" in text
    assert "status 404" in text
