"""How long a host is left alone, and the shelves of one process."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidly.fetch import MemoryRobots
from saidly.pace import (
    DELAY_S,
    MAX_RETRY_AFTER_S,
    MAX_SQS_DELAY_S,
    HostState,
    MemorySlots,
    RobotsEntry,
    Slot,
    Turns,
    delay_s,
    retry_after_s,
)
from tests.contract import NOW, RobotsContract, SlotsContract


class TestMemorySlots(SlotsContract):
    @pytest.fixture
    def slots(self) -> MemorySlots:
        return MemorySlots()


class TestMemoryRobots(RobotsContract):
    @pytest.fixture
    def robots(self) -> MemoryRobots:
        return MemoryRobots()


def test_the_oldest_host_makes_room() -> None:
    robots = MemoryRobots(size=2)
    for name in ("a", "b", "c"):
        robots.put(RobotsEntry(f"https://{name}.example", "open", NOW))

    known = [robots.get(f"https://{name}.example") for name in "abc"]
    assert [entry is not None for entry in known] == [False, True, True]


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("99999999999999999999", MAX_RETRY_AFTER_S),
        ("Sun, 01 Mar 2026 12:01:00 GMT", 60.0),
        ("Sun, 01 Mar 2026 12:01:00", 60.0),
        ("Sunday, 01-Mar-26 12:01:00 GMT", 60.0),
        ("Sun Mar  1 12:01:00 2026", 60.0),
        ("Sun, 01 Mar 2020 12:00:00 GMT", 0.0),
        ("Sun, 01 Mar 9999 12:00:00 GMT", MAX_RETRY_AFTER_S),
        ("-5", None),
        ("+5", None),
        ("1.5", None),
        ("٣", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("Mon, 99 Foo 2026 99:99:99 GMT", None),
        ("0x10", None),
        ("1e9", None),
        ("60, 120", None),
        ("9" * 5000, MAX_RETRY_AFTER_S),
        ("Sun, 01 Mar 99999 12:00:00 GMT", None),
    ],
)
def test_what_a_server_asks_for_is_read_or_left(header: str | None, wait_s: float | None) -> None:
    assert retry_after_s(header, NOW) == wait_s


@given(st.text(max_size=80))
def test_no_header_makes_a_wait_without_bounds(header: str) -> None:
    wait_s = retry_after_s(header, NOW)

    assert wait_s is None or 0 <= wait_s <= MAX_RETRY_AFTER_S


@pytest.mark.parametrize(
    ("asked_s", "failures", "pause_s"),
    [
        (None, 0, DELAY_S),
        (0.0, 0, DELAY_S),
        (10.0, 0, 10.0),
        (86_400.0, 0, 60.0),
        (None, 1, 10.0),
        (None, 100, 3600.0),
        (10.0, 2, 40.0),
    ],
)
def test_the_pause_is_what_is_asked_for_within_bounds(
    asked_s: float | None, failures: int, pause_s: float
) -> None:
    assert delay_s(asked_s, failures) == pause_s


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(1, 60)), min_size=1, max_size=30))
def test_slots_never_come_closer_than_the_pause_and_never_before_they_are_asked(
    asked: list[tuple[int, int]],
) -> None:
    slots, now, taken = MemorySlots(), datetime(2026, 1, 1, tzinfo=UTC), []
    for wait, pause in asked:
        now += timedelta(seconds=wait)
        taken.append((slots.reserve("a.example", pause, now).at, now, pause))

    assert all(at >= asked_at for at, asked_at, _ in taken)
    for (at, _, pause), (following, _, _) in pairwise(taken):
        assert following - at >= timedelta(seconds=pause)


def test_a_state_of_nothing_gives_the_present() -> None:
    assert HostState().used(5, NOW)[1] == Slot(NOW)


def test_orders_of_a_host_come_a_pause_and_a_fifth_apart_and_none_beyond_what_a_queue_delays() -> (
    None
):
    turns = Turns()

    waits = [turns.wait_s("a.example") for _ in range(4)]
    slow = [turns.wait_s("b.example", 12.5) for _ in range(100)]

    assert waits == [0, 6, 12, 18]
    assert slow[:3] == [0, 15, 30]
    assert slow[-1] == MAX_SQS_DELAY_S
