"""``saidly changes``, ``versions`` and ``diff`` against the routes themselves."""

import json
from argparse import Namespace
from collections.abc import Callable
from typing import Any

import pytest

from saidly import api
from saidly.__main__ import main
from saidly.cli import history, show
from tests.core.api.test_versions import QUOTE, at_desk, desk
from tests.core.cli.test_statements import Desk
from tests.core.test_intake import FIRST, URL
from tests.core.test_rereads import HEADLINE, OTHER_MONTH, Newsroom

ALTERED = FIRST.replace(QUOTE, "two cranes and a good man")
Command = Callable[[Namespace, Any], str]


def told(command: Command, made: api.Desk, **more: Any) -> str:
    names = ("since", "publisher", "kind", "cursor", "earlier", "later")
    asked = dict.fromkeys(names) | {"json": False, "article": "a"} | more
    return command(Namespace(**asked), Desk(made))


def test_changes_are_printed_with_who_is_concerned_and_where_to_go_on() -> None:
    text = told(history.changes, desk(ALTERED), since="2026-03-01")

    lines = text.splitlines()
    assert lines[0].split() == ["DATE", "ID", "CHANGED", "HEADLINE"]
    assert "2026-03-01" in text
    assert "quotationAltered" in text
    assert lines[-1] == "go on: --since 2026-03-03T11:59:50Z"


def test_changes_of_a_class_alone_are_asked_for() -> None:
    made = desk(ALTERED, HEADLINE)

    plain = json.loads(told(history.changes, made, since="2026-03-01", kind="headline", json=True))

    assert [row["to"] for row in plain["changes"]] == [3]


def test_a_list_that_goes_on_names_its_cursor() -> None:
    text = told(history.changes, desk(OTHER_MONTH), since="2026-01-01")

    assert text.startswith("no changes\n\nmore: --cursor ")


def test_an_edit_without_statements_shows_its_headline_alone() -> None:
    text = told(history.changes, desk(OTHER_MONTH), since="2026-03-01")

    assert "Harbour reopens after storm\n" in text


def test_versions_are_printed_newest_first() -> None:
    lines = told(history.versions, desk(OTHER_MONTH, HEADLINE)).splitlines()

    assert [line.split()[0] for line in lines] == ["VERSION", "3", "2", "1"]
    assert "Two cranes lost" in lines[1]
    assert "facts" in lines[2]
    assert "–" in lines[3]


def test_an_article_may_be_named_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saidly.urls.article_id", lambda _url: "a")

    plain = json.loads(told(history.versions, desk(OTHER_MONTH), article=URL, json=True))

    assert len(plain["versions"]) == 2


def test_a_diff_shows_statements_fields_and_blocks_word_by_word() -> None:
    text = told(history.diff, desk(ALTERED, HEADLINE), earlier=1, later=3)
    altered = told(history.diff, desk(ALTERED))

    assert text.startswith("version 1 to version 3: headline")
    assert "headline: [-Harbour-] {+Two cranes lost as harbour+} reopens [-after storm-]" in text
    assert "quotationAltered: " in altered
    assert '[-no lives,"-] {+a good man,"+}' in altered.replace("\n  ", " ")
    assert [line for line in altered.splitlines() if line.endswith("(1)")] == [
        "STATEMENTS (1)",
        "BLOCKS (1)",
    ]


def test_a_diff_is_printed_as_json() -> None:
    assert json.loads(told(history.diff, desk(ALTERED), json=True))["to"]["version"] == 2


def test_a_diff_names_who_lost_a_statement_to_whom_and_cuts_what_stayed() -> None:
    word = {"op": "same", "text": "x" * 200}
    sides = {"source": "Ada Lind"}, {"source": None}
    statement = {"kinds": ["reattributed"], "before": sides[0], "after": sides[1], "words": [word]}
    plain = {"from": {"version": 1}, "to": {"version": 2}, "classes": [], "fields": []}

    text = history.differences(plain | {"statements": [statement], "blocks": []}, show.Paper(300))

    assert text.startswith("version 1 to version 2: nothing that a reader sees")
    assert f"reattributed: Ada Lind > nobody: {'x' * 60} … {'x' * 60}" in text


@pytest.mark.parametrize("command", ["changes", "versions", "diff"])
def test_help_shows_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])

    assert f"saidly {command}" in capsys.readouterr().out.partition("examples:")[2]


def test_the_shell_completes_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 0

    told_shell = capsys.readouterr().out
    assert all(option in told_shell for option in ("changes", "versions", "diff", "--since"))


def test_nothing_edited_is_no_error() -> None:
    assert told(history.changes, at_desk(Newsroom().made)).startswith("no changes")
