"""Text in columns: widths as a terminal counts them, lines that hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidly.cli import columns, show

KANA = "海辺の町では、港が九日ぶりに「再開した」と伝えられた。"


@pytest.mark.parametrize(
    ("text", "taken"), [("", 0), ("abc", 3), ("港が", 4), ("e\u0301te\u0301", 3), ("a\u200db", 2)]
)
def test_a_text_takes_as_many_columns_as_on_a_terminal(text: str, taken: int) -> None:
    assert columns.width(text) == taken
    assert columns.width(columns.padded(text, 9)) == 9


@given(st.text(), st.integers(4, 60))
def test_no_line_is_wider_than_its_column_unless_one_word_is(text: str, room: int) -> None:
    lines = columns.lines(text, room)

    assert "".join(lines).replace(" ", "") == columns.plain(text).replace(" ", "")
    for line in lines:
        assert columns.width(line) <= room or " " not in line


def test_a_language_without_spaces_is_broken_between_its_letters() -> None:
    lines = columns.lines(KANA, 20)

    assert len(lines) > 2
    assert all(columns.width(line) <= 22 for line in lines)
    assert not [line for line in lines if line[0] in "、。」"]
    assert not [line for line in lines if line[-1] == "「"]


def test_what_a_terminal_would_obey_is_left_out() -> None:
    hostile = "Harbour \x1b]0;owned\x07 \x1b[31mopens\x9b2J"

    told = show.table(("ID", "HEADLINE"), [("a", hostile)], show.Paper())

    assert "\x1b" not in told + show.Paper().wrapped(hostile)
    assert "\x07" not in told
    assert "\x9b" not in told


def test_a_table_keeps_its_columns_whatever_it_holds() -> None:
    rows = [("a" * 26, "港" * 9, "x"), ("b", "", "y"), ("c", "long name of somebody " * 3, KANA)]

    lines = show.table(("ID", "WHO", "SAID"), rows, show.Paper(60)).splitlines()

    starts = {
        columns.width(line[: line.index(last)])
        for line, last in zip(lines, ("SAID", "x"), strict=False)
    }
    assert len(starts) == 1
    assert "a" * 26 in lines[1]
    assert len(lines) > 4
