# ruff: noqa: DTZ001 - pages often state no time zone
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidly.clean.moments import is_stamp, moment, undated


@pytest.mark.parametrize(
    ("raw", "value", "precision"),
    [
        ("2024-01-16", datetime(2024, 1, 16), "day"),
        ("2024-01-16T08:30", datetime(2024, 1, 16, 8, 30), "minute"),
        ("2024-01-16T08:30:15Z", datetime(2024, 1, 16, 8, 30, 15, tzinfo=UTC), "second"),
        (
            "2024-01-16T08:30:15.123+0530",
            datetime(2024, 1, 16, 8, 30, 15, tzinfo=timezone(timedelta(hours=5, minutes=30))),
            "second",
        ),
        (
            "2024-01-16 08:30 -03",
            datetime(2024, 1, 16, 8, 30, tzinfo=timezone(timedelta(hours=-3))),
            "minute",
        ),
        ("1705393815", datetime(2024, 1, 16, 8, 30, 15, tzinfo=UTC), "second"),
        ("1705393815000", datetime(2024, 1, 16, 8, 30, 15, tzinfo=UTC), "second"),
        ("Tue, 16 Jan 2024 08:30:15 GMT", datetime(2024, 1, 16, 8, 30, 15, tzinfo=UTC), "second"),
        ("January 16, 2024", datetime(2024, 1, 16), "day"),
        ("Tue, some day", None, None),
        ("16 de enero de 2024", datetime(2024, 1, 16), "day"),
        ("16. Januar 2024, 18:05 Uhr", datetime(2024, 1, 16, 18, 5), "minute"),
        ("January 16, 2024 8:05 pm", datetime(2024, 1, 16, 20, 5), "minute"),
        ("January 16, 2024 12:05 a.m.", datetime(2024, 1, 16, 0, 5), "minute"),
        ("2024年1月16日 18時20分", datetime(2024, 1, 16, 18, 20), "minute"),
        ("16.01.2024", datetime(2024, 1, 16), "day"),
        ("16.01.2024 - 09.45", datetime(2024, 1, 16, 9, 45), "minute"),
        ("1/16/24", datetime(2024, 1, 16), "day"),
        ("20240116", datetime(2024, 1, 16), "day"),
        ("20240116T083015Z", datetime(2024, 1, 16, 8, 30, 15, tzinfo=UTC), "second"),
        ("2024-01-16T25:99", datetime(2024, 1, 16), "day"),
        ("2024-13-45", None, None),
        ("1024-01-16", None, None),
        ("9999999999", None, None),
        ("Fri, 99 Foo 2024 99:99:99", None, None),
        ("Mon, 01 Jan 1900 00:00:00 GMT", None, None),
        ("yesterday", None, None),
        ("32 Foo 2024", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_date_is_read_as_stated(
    raw: str | None, value: datetime | None, precision: str | None
) -> None:
    found = moment(raw)

    assert (found.value, found.precision) == (value, precision) if found else value is None


def test_an_impossible_offset_is_no_time_zone() -> None:
    found = moment("2024-01-16T08:30:00+99:00")

    assert found is not None
    assert found.value.tzinfo is None


def test_a_zone_of_several_offsets_is_left_out() -> None:
    found = moment("January 16, 2024 8:05 pm CST")

    assert found is not None
    assert found.value.tzinfo is None


@pytest.mark.parametrize(
    ("raw", "hours"),
    [
        ("January 16, 2024 8:05 pm ET", -5),
        ("10:14 AM ET, Mon May 5, 2025", -4),
        ("2025-05-06T08:30 ET", -4),
        ("2025-01-06 08:30:00 PST", -8),
        ("March 8, 2025, 1:00 PM ET", -5),
        ("March 9, 2025, 1:00 PM ET", -4),
        ("November 1, 2025, 1:00 PM PT", -7),
        ("November 2, 2025, 1:00 PM PT", -8),
        ("October 30, 2005, 1:00 PM MT", -7),
        ("May 05, 2025 08:05 AM Eastern Daylight Time", -4),
        ("May 05, 2025 08:05 AM Central Time", -5),
        ("May 05, 2025 08:05 IST", 5.5),
        ("Mon 5 May 2025 at 4:15pm AEST", 10),
    ],
)
def test_a_zone_by_its_letters_is_what_clocks_there_show_that_day(raw: str, hours: float) -> None:
    found = moment(raw)

    assert found is not None
    assert found.value.utcoffset() == timedelta(hours=hours)


def test_a_day_that_no_month_has_has_no_zone() -> None:
    assert moment("February 31, 2025 8:05 pm ET") is None


def test_a_publisher_may_write_the_month_first() -> None:
    day_first, month_first = moment("03/04/2025"), moment("03/04/2025", month_first=True)

    assert day_first is not None
    assert month_first is not None
    assert (day_first.value.month, month_first.value.month) == (4, 3)
    assert month_first.raw == "03/04/2025"


def test_only_a_bare_time_of_day_is_a_stamp() -> None:
    assert is_stamp("14:10 Uhr")
    assert is_stamp("9.45 pm")
    assert not is_stamp("14:10 Train leaves")


def test_dates_become_bars() -> None:
    assert undated("By Ada Lind June 14, 2003") == "By Ada Lind |"
    assert undated("Ada Lind 14. Juni 2003") == "Ada Lind |"
    assert undated("Ward 14 Foxes 2003") == "Ward 14 Foxes 2003"


@given(st.text(max_size=300))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = moment(text)

    assert found is None or 1990 <= found.value.year <= 2100


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 12, 31)))
def test_iso_dates_come_back(value: datetime) -> None:
    found = moment(value.replace(microsecond=0).isoformat())

    assert found is not None
    assert found.value == value.replace(microsecond=0)
