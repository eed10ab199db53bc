"""When a kept story is due again, and when a due time is better left alone."""

from dataclasses import replace
from datetime import timedelta

from saidly.looks import claimed, leased, left, next_of, under_way
from saidly.rereading import DAYS
from saidly.store import LEASE
from tests.contract import NOW, head

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KEPT = replace(head(), status="stored", fetched_at=NOW, version=1)


def test_a_look_is_claimed_until_the_next_so_that_one_that_finds_nothing_moves_nothing() -> None:
    at = NOW + 10 * HOUR
    due_at = claimed(KEPT, at, DAYS)

    assert due_at == next_of(KEPT, at, DAYS)
    looked = at + timedelta(minutes=2)
    assert left(replace(KEPT, due_at=due_at), next_of(KEPT, looked, DAYS), looked) == due_at


def test_a_story_that_is_young_is_claimed_until_its_next_look_too() -> None:
    at = NOW + timedelta(minutes=5)

    assert claimed(KEPT, at, DAYS) == next_of(KEPT, at, DAYS)
    assert NOW < claimed(KEPT, at, DAYS) < at + LEASE


def test_a_look_behind_which_there_is_none_is_claimed_for_its_lease() -> None:
    assert claimed(KEPT, NOW + 29.9 * DAY, DAYS) == NOW + 29.9 * DAY + LEASE


def test_an_order_that_gets_lost_again_and_again_is_given_ever_more_seldom() -> None:
    queued, fetched = head(), replace(KEPT, status="fetched")

    assert claimed(queued, NOW + LEASE, DAYS) == NOW + 2 * LEASE
    assert claimed(queued, NOW + 10 * HOUR, DAYS) == NOW + 20 * HOUR
    assert claimed(fetched, NOW + 10 * HOUR, DAYS) == NOW + 20 * HOUR
    assert claimed(replace(queued, status="removed"), NOW, DAYS) == NOW + LEASE


def test_a_due_time_that_is_off_is_moved() -> None:
    stands = replace(KEPT, due_at=NOW + 5 * HOUR)

    assert left(stands, NOW + 3 * HOUR, NOW) == NOW + 3 * HOUR
    assert left(stands, None, NOW) is None
    assert left(KEPT, NOW + HOUR, NOW) == NOW + HOUR


def test_a_due_time_within_a_lease_is_left_and_one_that_is_over_or_far_is_not() -> None:
    for minutes, stays in ((20, True), (2, True), (-5, False), (40, False)):
        due_at = NOW + timedelta(minutes=minutes)
        assert leased(replace(KEPT, due_at=due_at), NOW) == (due_at if stays else NOW + LEASE)
    assert leased(KEPT, NOW) == NOW + LEASE


def test_an_order_is_under_way_until_its_lease_is_over() -> None:
    queued, fetched = head(), replace(KEPT, status="fetched")
    retried = replace(queued, attempts=1), replace(queued, slot=NOW)

    for sent in (queued, fetched):
        assert under_way(sent, NOW + LEASE / 2) == NOW + LEASE
        assert under_way(sent, NOW + LEASE) is None
    assert [under_way(each, NOW) for each in (KEPT, *retried)] == [None] * 3


def test_what_never_was_read_has_no_next_look() -> None:
    assert next_of(head(), NOW, DAYS) is None
