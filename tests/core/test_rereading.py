"""When a story is read again: ever more seldom, and at last no more."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from saidly.rereading import DAYS, SPREAD, STEPS, next_look

BORN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def looks(name: str = "a", days: int = DAYS) -> list[datetime]:
    """Every look at a story that never changes."""
    found, now = [], BORN
    while (due_at := next_look(name, BORN, BORN, now, days)) is not None:
        found.append(due_at)
        now = due_at
    return found


def test_a_story_is_read_again_30_times_in_30_days() -> None:
    counts = [len(looks(f"story-{n}")) for n in range(200)]

    assert min(counts) >= 27
    assert max(counts) <= 33
    assert 29 <= sum(counts) / len(counts) <= 30


def test_looks_come_by_minutes_then_hours_then_days() -> None:
    found = [due_at - BORN for due_at in looks("story-1")]

    for age, most in ((1, 7), (24, 19), (24 * 7, 28)):
        assert sum(1 for each in found if each < timedelta(hours=age)) <= most
    assert found[0] < timedelta(minutes=12)
    assert timedelta(days=15) < found[-1] < timedelta(days=30)


def test_intervals_only_grow_while_nothing_changes() -> None:
    found = [BORN, *looks()]
    waits = [after - before for before, after in pairwise(found)]

    assert waits == sorted(waits)


def test_stories_that_come_together_are_spread_the_same_way_each_time() -> None:
    now = BORN + timedelta(hours=30)
    due = [next_look(f"story-{n}", BORN, BORN, now) for n in range(500)]
    hours = [each and (each - now) / timedelta(hours=12) for each in due]

    assert due == [next_look(f"story-{n}", BORN, BORN, now) for n in range(500)]
    assert len({each and each.replace(second=0, microsecond=0) for each in due}) > 100
    assert all(each and 1 - SPREAD / 2 <= each <= 1 + SPREAD / 2 for each in hours)


def test_a_story_that_was_edited_is_looked_at_sooner() -> None:
    now = BORN + timedelta(days=5)

    quiet, edited = (next_look("a", BORN, changed, now) for changed in (BORN, now))

    assert quiet
    assert edited
    assert edited - now <= timedelta(hours=1, minutes=6)
    assert quiet - now >= timedelta(hours=21)


def test_the_operator_may_end_it_earlier_or_forbid_it() -> None:
    assert looks(days=0) == []
    assert looks(days=2)[-1] <= BORN + timedelta(days=2)
    assert next_look("a", BORN, BORN, BORN + timedelta(days=400)) is None


@given(
    st.timedeltas(timedelta(), timedelta(days=40)), st.timedeltas(timedelta(), timedelta(days=40))
)
def test_a_due_time_lies_ahead_within_the_bound(age: timedelta, quiet: timedelta) -> None:
    now = BORN + age
    due_at = next_look("a", BORN, now - min(age, quiet), now)

    if due_at is not None:
        assert now < due_at <= BORN + timedelta(days=DAYS)
        assert due_at - now <= STEPS[-1][1] * (1 + SPREAD / 2)
