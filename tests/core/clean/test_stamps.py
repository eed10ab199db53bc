import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidly.clean.stamps import is_announced, tells_when


@pytest.mark.parametrize(
    ("line", "announced"),
    [
        ("Published 12 March 2026, 10:32", True),
        ("Updated 3 hours ago", True),
        ("4 min read", True),
        ("For immediate release: 4 March 2025", True),
        ("Tue 4 Mar 2025 06.00 British Summer Time", False),
        ("Thursday, March 12, 2026", False),
        ("Yesterday at 10:32", False),
        ("Zuletzt aktualisiert: 12. März 2026 um 10:32 Uhr", True),
        ("Mis à jour il y a 3 heures", True),
        ("12 MAR 2026 - 10:32 CET", False),
        ("Atualizado há 3 horas", True),
        ("Обновлено 3 часа назад", True),
        ("do 12 maart 2026, 10:32", False),
        ("最終更新：3時間前", True),
        ("3小时前", False),
        ("آخر تحديث: 12 مارس 2026", True),
    ],
)
def test_lines_that_hold_nothing_but_when(line: str, announced: bool) -> None:
    assert tells_when(line)
    assert is_announced(line) == announced


@pytest.mark.parametrize(
    "line",
    [
        "On 12 March 2026 the harbour reopened",
        "12",
        "Published",
        "Part 2",
        "Updated harbour plan, 12 March 2026",
        "Published 12 March 2026 " * 6,
        "",
    ],
)
def test_other_lines_tell_more_or_nothing(line: str) -> None:
    assert not tells_when(line)


@given(st.text(max_size=200))
def test_a_line_that_tells_when_is_short(line: str) -> None:
    assert not tells_when(line) or len(line) <= 120
