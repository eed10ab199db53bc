"""Sources as data: patterns, times, and the shelf in memory."""

from dataclasses import fields
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidly.errors import BadRequest
from saidly.sources import (
    Globs,
    Health,
    MemorySources,
    Source,
    after_failure,
    after_success,
    check_pattern,
)
from tests.contract import NOW, SourcesContract

STORY = "https://www.paper.example/news/2026/storm-hits-coast?page=2"


class TestMemorySources(SourcesContract):
    @pytest.fixture
    def sources(self) -> MemorySources:
        return MemorySources()


def test_settings_and_health_have_no_name_in_common() -> None:
    assert not {f.name for f in fields(Source)} & {f.name for f in fields(Health)}


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("/news/**", True),
        ("/news/*", False),  # * does not cross a slash
        ("/news/*/*", True),
        ("/news/*/storm-*", True),
        ("/news/*/storm", False),  # the whole address is compared
        ("/sport/**", False),
        ("/**?page=*", True),
        ("/**?page=3", False),
        ("/news**coast**", True),
        ("www.paper.example/**", True),
        ("*.paper.example/**", True),
        ("**paper.example/news/**", True),
        ("paper.example/**", False),
        ("*", False),
        ("**", True),
        ("/NEWS/**", False),
    ],
)
def test_a_pattern_is_a_glob_over_the_whole_address(pattern: str, fits: bool) -> None:
    assert Globs([pattern], []).take(STORY) is fits
    assert Globs([], [pattern]).take(STORY) is not fits


def test_an_exclusion_goes_before_an_inclusion() -> None:
    globs = Globs(["/news/**"], ["/news/2026/**", "/news/2025/**"])

    assert not globs.take(STORY)
    assert globs.take("https://www.paper.example/news/old")
    assert not globs.take("https://www.paper.example/sport")


def slowly(pattern: str, text: str) -> bool:
    """What a glob means, by trying every way."""
    if not pattern:
        return not text
    if pattern.startswith("**"):
        return any(slowly(pattern[2:], text[n:]) for n in range(len(text) + 1))
    if pattern[0] == "*":
        end = text.find("/") if "/" in text else len(text)
        return any(slowly(pattern[1:], text[n:]) for n in range(end + 1))
    return bool(text) and text[0] == pattern[0] and slowly(pattern[1:], text[1:])


@given(st.text("ab/*", max_size=7), st.text("ab/", max_size=8))
def test_globs_mean_what_trying_every_way_finds(pattern: str, path: str) -> None:
    assert Globs([f"/{pattern}"], []).take(f"https://x.example/{path}") is slowly(
        f"/{pattern}", f"/{path}"
    )


@pytest.mark.parametrize("pattern", ["", "x" * 201, "a b", "https://a.example/*", "a\n"])
def test_what_is_no_pattern_is_refused_by_the_name_of_its_field(pattern: str) -> None:
    with pytest.raises(BadRequest, match=r"^include\[3\]: must be"):
        check_pattern(pattern, "include[3]")


MOMENTS = st.integers(0, 10**8).map(lambda seconds: NOW + timedelta(seconds=seconds))
INTERVALS = st.integers(1, 10_080).map(lambda minutes: timedelta(minutes=minutes))


@given(st.text(max_size=9), INTERVALS, MOMENTS)
def test_a_source_is_visited_at_its_own_place_in_the_interval(
    name: str, interval: timedelta, now: datetime
) -> None:
    first = after_success(name, interval, now)
    second = after_success(name, interval, first)

    assert interval / 2 <= first - now <= interval * 1.5
    assert second - first == interval


def test_sources_of_one_interval_are_spread_over_it() -> None:
    hour = timedelta(hours=1)
    dues = [after_success(f"source-{n}", hour, NOW) for n in range(600)]
    minutes = [int((at - NOW).total_seconds() // 60) % 60 for at in dues]

    assert max(minutes.count(minute) for minute in range(60)) < 30


@given(st.text(max_size=9), INTERVALS, st.integers(1, 10_000), MOMENTS)
def test_failures_in_a_row_double_the_wait_up_to_a_day(
    name: str, interval: timedelta, failures: int, now: datetime
) -> None:
    wait = after_failure(name, interval, failures, None, now) - now
    plain = min(interval * 2 ** min(failures - 1, 16), max(timedelta(days=1), interval))

    assert plain * 0.89 <= wait <= plain * 1.11


def test_a_host_that_asks_for_a_longer_wait_gets_it() -> None:
    asked = after_failure("a", timedelta(minutes=1), 1, 7200.0, NOW)

    assert asked == NOW + timedelta(hours=2)
