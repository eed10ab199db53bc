"""Dates in native figures, other calendars and halves of the day."""

import pytest

from saidly.clean.moments import moment


@pytest.mark.parametrize(
    "line",
    [
        "令和8年3月7日 午後6時30分",
        "입력 2026.03.07. 오후 6:30",
        "السبت، 07 مارس 2026 06:30 م",
        "۱۶ اسفند ۱۴۰۴ - ۱۸:۳۰",
        "प्रकाशित: 07 मार्च 2026, 06:30 PM",
        "০৭ মার্চ ২০২৬, ১৮: ৩০",
        "7 มี.ค. 2569 18:30 น.",
        "7 tháng 3 năm 2026 18:30",
        "2026. március 7. 18:30",
        "7 наурыз 2026, 18:30",
    ],
)
def test_a_date_is_read_in_its_own_figures_and_calendar(line: str) -> None:
    told = moment(line)

    assert told is not None
    assert told.value.isoformat() == "2026-03-07T18:30:00"


def test_a_persian_leap_day_is_the_day_before_spring() -> None:
    told = moment("30 اسفند 1403")

    assert told is not None
    assert told.value.isoformat() == "2025-03-20T00:00:00"
