"""Orders that wait their turn, stories that are as they were, that are missing or gone."""

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidly.errors import FetchFailed, NotFound
from saidly.filing import file_article
from saidly.intake import Means, take_in
from saidly.looks import AHEAD
from saidly.model import Article, Validators
from saidly.pace import HostRules, MemorySlots
from saidly.rereading import next_look
from saidly.store import LEASE, Look, Shelves
from saidly.store.memory import MemoryOrders
from saidly.submit import submit
from saidly.sweep import Limits, sweep
from tests.core.test_intake import (
    FIRST,
    NOW,
    STORY,
    URL,
    Fuse,
    Killed,
    Press,
    _Behind,
    mortal,
    state,
    submitted,
    taken,
)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **how_long: float) -> None:
        self.now += timedelta(**how_long)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def means(press: Press, made: Shelves, clock: Clock, **more: Any) -> Means:
    return Means(press, made, clock, **more)


def stored(clock: Clock) -> Shelves:
    made = submitted()
    take_in("a", URL, means(Press(), made, clock))
    file_article("a", 1, made, NOW)
    return made


def orders(made: Shelves) -> list[tuple[str, str, int, datetime | None]]:
    assert isinstance(made.orders, MemoryOrders)
    waiting = zip(made.orders.fetches, made.orders.slots, strict=True)
    return [(*order, slot) for order, slot in waiting]


def failing(status: int | None, *, retryable: bool = False, wait_s: float | None = None) -> Press:
    reason = f"status {status}" if status else "the host cannot be connected to"
    return Press(FetchFailed(URL, reason, retryable=retryable, status=status, retry_after_s=wait_s))


def test_an_order_that_comes_too_early_is_sent_again_for_its_slot(clock: Clock) -> None:
    made, slots, press = submitted(), MemorySlots(), Press()
    slots.reserve("paper.example", 5, NOW)

    assert take_in("a", URL, means(press, made, clock, slots=slots)) == ("waiting", None)

    assert press.asked == []
    assert orders(made)[-1] == ("a", URL, 5, NOW + timedelta(seconds=5))


def row_of(count: int) -> MemorySlots:
    """Return slots of which so many are taken, five seconds each."""
    slots = MemorySlots()
    for _ in range(count):
        slots.reserve("paper.example", 5, NOW)
    return slots


def test_an_order_whose_slot_is_far_ahead_is_kept_by_its_head_and_sent_once(clock: Clock) -> None:
    made, slots, press = submitted(), row_of(400), Press()
    work, slot = means(press, made, clock, slots=slots), NOW + timedelta(seconds=2000)

    assert take_in("a", URL, work) == ("waiting", None)
    assert len(orders(made)) == 1  # the first of all
    assert (taken(made).slot, taken(made).due_at) == (slot, slot - AHEAD)
    assert sweep(made, slot - AHEAD - timedelta(seconds=1)) == 0
    assert sweep(made, slot - AHEAD + timedelta(seconds=40)) == 1
    assert sweep(made, slot) == 0
    assert orders(made)[1:] == [("a", URL, 260, slot)]

    clock.now = slot
    assert take_in("a", URL, work, slot) == ("fetched", None)
    assert taken(made).slot is None
    assert slots.reserve("paper.example", 5, clock.now).at == clock.now + timedelta(seconds=5)


def test_an_order_that_comes_again_before_it_was_acknowledged_takes_no_other_slot(
    clock: Clock,
) -> None:
    made, slots = submitted(), row_of(400)
    for _ in range(3):
        take_in("a", URL, means(Press(), made, clock, slots=slots))

    assert taken(made).slot == NOW + timedelta(seconds=2000)
    assert slots.reserve("paper.example", 5, NOW).at == NOW + timedelta(seconds=2005)


def test_an_order_whose_head_another_has_moved_is_sent_again(clock: Clock) -> None:
    made = submitted()
    behind = replace(made, articles=_Behind(made.articles, taken(made)))
    made.articles.postpone(taken(made), NOW + timedelta(hours=9))

    take_in("a", URL, means(Press(), behind, clock, slots=row_of(400)))

    assert orders(made)[-1] == ("a", URL, 900, NOW + timedelta(seconds=2000))


# a claim, and a message: a death before and behind each
@pytest.mark.parametrize("writes", range(1, 5))
def test_a_death_while_a_kept_order_is_sent_is_mended_after_its_lease(
    clock: Clock, writes: int
) -> None:
    made = submitted()
    take_in("a", URL, means(Press(), made, clock, slots=row_of(400)))
    at = NOW + timedelta(seconds=2000) - AHEAD

    with pytest.raises(Killed):
        sweep(mortal(made, Fuse(writes)), at)
    for minutes in (1, 2, 35):
        sweep(made, at + timedelta(minutes=minutes))

    assert len(orders(made)) in (2, 3)


def test_an_order_that_waits_long_is_not_taken_for_lost_and_is_soon_once_it_is(
    clock: Clock,
) -> None:
    made, slots = submitted(), MemorySlots()
    slots.hold("paper.example", NOW + timedelta(hours=3))
    take_in("a", URL, means(Press(), made, clock, slots=slots))
    at = NOW + timedelta(hours=3) - AHEAD

    assert [sweep(made, at - timedelta(seconds=1)), sweep(made, at)] == [0, 1]
    # lost, it is given anew after its lease from its slot on, for all the hours that it has waited
    assert [sweep(made, at + LEASE), sweep(made, at + AHEAD + LEASE)] == [0, 1]
    assert orders(made)[-1] == ("a", URL, 0, None)


def test_a_kept_order_goes_out_though_the_queue_is_full(clock: Clock) -> None:
    made = submitted()
    submit("b", "https://other.example/b", made, NOW)
    take_in("a", URL, means(Press(), made, clock, slots=row_of(400)))

    assert sweep(made, NOW + timedelta(hours=1), Limits(max_waiting=1)) == 1
    assert orders(made)[-1][0] == "a"


def test_a_host_that_is_held_since_gives_another_slot(clock: Clock) -> None:
    made, slots, press = submitted(), MemorySlots(), Press()
    slots.hold("paper.example", NOW + timedelta(minutes=1))

    outcome = take_in("a", URL, means(press, made, clock, slots=slots), NOW)

    assert outcome == ("waiting", None)
    assert orders(made)[-1][3] == NOW + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("status", "retryable", "held"),
    [(429, True, True), (503, True, True), (None, True, True), (500, True, False),
     (404, False, False), (None, False, False)],
)  # fmt: skip
def test_a_host_in_trouble_is_left_alone(
    clock: Clock, status: int | None, retryable: bool, held: bool
) -> None:
    made, slots = submitted(), MemorySlots()

    take_in("a", URL, means(failing(status, retryable=retryable), made, clock, slots=slots))

    free = slots.reserve("paper.example", 5, NOW + timedelta(seconds=5)).at
    assert (free > NOW + timedelta(seconds=5)) == held


def test_the_wait_that_a_host_asks_for_holds_all_its_orders(clock: Clock) -> None:
    made, slots = submitted(), MemorySlots()
    press = failing(429, retryable=True, wait_s=7200)

    take_in("a", URL, means(press, made, clock, slots=slots))

    assert slots.reserve("paper.example", 5, NOW).at == NOW + timedelta(hours=2)
    assert taken(made).due_at == NOW + timedelta(hours=2)


def test_an_answer_calms_a_host_down(clock: Clock) -> None:
    made, slots = submitted(), MemorySlots()
    slots.trouble("paper.example", None, NOW)
    clock.wait(minutes=1)

    take_in("a", URL, means(Press(), made, clock, slots=slots))

    assert slots.reserve("paper.example", 5, clock.now).failures == 0


def test_a_pause_that_is_learnt_on_the_way_holds_the_slots_that_came_too_close(
    clock: Clock,
) -> None:
    made, slots = submitted(), MemorySlots()
    pauses = iter([5.0, 5.0])  # for the slot, before the page; after it robots.txt is known

    def rules(_url: str) -> HostRules:
        return HostRules(next(pauses, 60.0))

    take_in("a", URL, means(Press(), made, clock, slots=slots, rules=rules))

    assert slots.reserve("paper.example", 60, NOW).at == NOW + timedelta(minutes=1)


def test_a_page_that_is_as_it_was_is_looked_at_again_later(clock: Clock) -> None:
    made, unchanged = stored(clock), Press(None, NOW + timedelta(hours=1))
    before = taken(made)
    clock.wait(hours=1)

    assert take_in("a", URL, means(unchanged, made, clock)) == ("unchanged", None)

    assert unchanged.said == [Validators('"e"', None)]
    looked = NOW + timedelta(hours=1)
    due_at = next_look("a", NOW, NOW, looked)
    assert taken(made) == replace(before, checked_at=looked, due_at=due_at)


def test_the_same_bytes_again_are_looked_at_again_later(clock: Clock) -> None:
    made = stored(clock)
    before = taken(made)
    again = Press(at=NOW + timedelta(hours=1))

    assert take_in("a", URL, means(again, made, clock)) == ("unchanged", None)
    looked = NOW + timedelta(hours=1)
    due_at = next_look("a", NOW, NOW, looked)
    assert taken(made) == replace(before, checked_at=looked, due_at=due_at)


def test_an_unchanged_page_that_waits_for_extraction_is_ordered_again(clock: Clock) -> None:
    made = submitted()
    take_in("a", URL, means(Press(), made, clock))
    before = taken(made)

    assert take_in("a", URL, means(Press(None), made, clock)) == ("unchanged", None)

    assert taken(made) == before
    assert isinstance(made.orders, MemoryOrders)
    assert made.orders.extracts == [("a", 1)] * 2


def test_a_look_that_comes_late_does_not_turn_the_time_back(clock: Clock) -> None:
    made = stored(clock)
    for hours in (2, 1):
        take_in("a", URL, means(Press(None, NOW + timedelta(hours=hours)), made, clock))

    assert taken(made).checked_at == NOW + timedelta(hours=2)


def test_a_first_fetch_asks_without_conditions(clock: Clock) -> None:
    press = Press()
    take_in("a", URL, means(press, submitted(), clock))

    assert press.said == [None]


def test_a_story_that_is_missing_three_times_in_three_days_is_gone(clock: Clock) -> None:
    made, press = stored(clock), failing(404)
    outcomes, waits = [], []
    for _ in range(3):
        outcomes.append(take_in("a", URL, means(press, made, clock))[0])
        due_at = taken(made).due_at
        waits.append(due_at and due_at - clock.now)
        clock.wait(hours=36)

    head = taken(made)
    assert outcomes == ["retried", "retried", "failed"]
    assert waits == [timedelta(hours=36), timedelta(hours=36), None]
    assert (head.status, head.reason, head.gone_at) == (
        "stored", "status 404", NOW + timedelta(hours=72)
    )  # fmt: skip


def test_three_orders_within_a_day_are_one_strike(clock: Clock) -> None:
    made, press = stored(clock), failing(404)
    for _ in range(4):
        take_in("a", URL, means(press, made, clock))
        clock.wait(hours=1)

    assert (taken(made).attempts, taken(made).gone_at) == (1, None)
    assert taken(made).due_at == NOW + timedelta(hours=36)


def test_a_story_that_is_back_has_no_strikes(clock: Clock) -> None:
    made = stored(clock)
    for press in (failing(404), Press(None, NOW + timedelta(hours=40)), failing(404)):
        take_in("a", URL, means(press, made, clock))
        clock.wait(hours=40)

    assert taken(made).attempts == 1
    assert taken(made).gone_at is None


def test_an_address_that_never_was_a_story_fails_at_its_first_404(clock: Clock) -> None:
    made = submitted()

    assert take_in("a", URL, means(failing(404), made, clock)) == ("failed", "status 404")
    assert taken(made).status == "failed"
    assert taken(made).gone_at is None


@pytest.mark.parametrize("status", [410, 451])
def test_what_is_gone_for_good_is_never_asked_for_again(clock: Clock, status: int) -> None:
    for made in (submitted(), stored(clock)):
        before = taken(made).status
        take_in("a", URL, means(failing(status), made, clock))
        press, sent = Press(), len(orders(made))

        submit("a", URL, made, NOW + timedelta(days=30))
        sweep(made, NOW + timedelta(days=30))
        outcome = take_in("a", URL, means(press, made, clock))

        assert outcome == ("gone", f"status {status}")
        assert press.asked == []
        assert len(orders(made)) == sent
        assert taken(made).gone_at == NOW
        assert taken(made).status == ("failed" if before == "queued" else "stored")


def test_a_late_failure_does_not_bring_back_what_is_gone(clock: Clock) -> None:
    made = stored(clock)
    take_in("a", URL, means(failing(410), made, clock))
    gone = taken(made)
    stale = replace(gone, gone_at=None)

    made.articles.checked("a", Look(NOW + timedelta(days=1), 1))
    take_in("a", URL, means(failing(503, retryable=True), _seeing(made, stale), clock))

    assert taken(made) == gone


def _seeing(made: Shelves, seen: Any) -> Shelves:
    return replace(made, articles=_Behind(made.articles, seen))


RESERVED = STORY.replace(
    "<head>", '<head><meta name="tdm-reservation" content="1">'
)  # fmt: skip


@pytest.mark.parametrize("why", ["meta", "well-known", "operator"])
def test_where_rights_are_reserved_facts_alone_are_kept(clock: Clock, why: str) -> None:
    made = submitted()
    html = RESERVED if why == "meta" else STORY
    said = b'[{"location": "/", "tdm-reservation": 1}]' if why == "well-known" else None
    work = means(
        Press(html.format(end="“It rains,” said Ada Lind. " + "She said that it rains. " * 30)),
        made,
        clock,
        storage="facts" if why == "operator" else "full",
        rules=lambda _url: HostRules(mining=said),
    )

    take_in("a", URL, work)
    file_article("a", 1, made, NOW)

    version = made.articles.version("a", 1)
    assert version is not None
    assert version.rights is not None
    assert version.rights.storage == "facts"
    assert version.rights.reserved == (why != "operator")
    assert version.capture.key is None
    assert len(version.capture.digest) == 64
    assert state(made)[1] == {}
    article = version.reading
    assert isinstance(article, Article)
    assert (article.body, article.sections, article.removed) == ("", (), ())
    assert article.metadata.headline == "Harbour reopens after storm"
    assert article.metadata.description is None
    assert article.attributions
    spans = [piece.span for each in article.attributions for piece in each.content]
    assert all(span.end - span.start == len(span.text) <= 200 for span in spans)


def test_an_article_whose_rights_are_free_is_kept_whole_with_what_was_said(clock: Clock) -> None:
    made = stored(clock)

    version = made.articles.version("a", 1)
    assert version is not None
    assert version.rights is not None
    assert (version.rights.storage, version.rights.reserved) == ("full", False)
    assert version.capture.key is not None


EARLIER, LATER = FIRST, STORY.format(end="The next storm is due in May.")
EVENTS = st.lists(
    st.sampled_from(["early", "late", "unchanged", "busy", "file 1", "file 2", "sweep", "submit"]),
    max_size=14,
)


@settings(max_examples=60)
@given(EVENTS)
def test_in_whatever_order_and_however_often_orders_come_the_later_answer_stands(
    events: list[str],
) -> None:
    made, clock = submitted(), Clock()
    act = deliveries(made, clock)
    newest = NOW - timedelta(days=1)
    for event in events:
        clock.wait(minutes=7)
        with contextlib.suppress(NotFound):
            act[event]()
        fetched_at = taken(made).fetched_at or newest
        assert fetched_at >= newest  # older content never takes the place of newer
        newest = fetched_at
    for event in ("late", "file 1", "file 2"):
        clock.wait(minutes=7)
        with contextlib.suppress(NotFound):
            act[event]()

    head = taken(made)
    version = made.articles.version("a", head.version)
    assert version is not None
    assert isinstance(version.reading, Article)
    assert head.status == "stored"
    assert version.capture.digest == hashlib.sha256(LATER.encode()).hexdigest()
    assert len(state(made)[0][1]) <= 2


def deliveries(made: Shelves, clock: Clock) -> dict[str, Callable[[], object]]:
    """Everything that may be delivered, each as often as it likes."""
    busy = FetchFailed(URL, "status 503", retryable=True, status=503)
    early, late = Press(EARLIER, NOW), Press(LATER, NOW + timedelta(hours=1))

    def take(press: Press) -> Callable[[], object]:
        return lambda: take_in("a", URL, means(press, made, clock))

    return {
        "early": take(early),
        "late": take(late),
        "unchanged": take(Press(None, NOW + timedelta(hours=2))),
        "busy": take(Press(busy)),
        "file 1": lambda: file_article("a", 1, made, NOW),
        "file 2": lambda: file_article("a", 2, made, NOW),
        "sweep": lambda: sweep(made, clock.now),
        "submit": lambda: submit("a", URL, made, clock.now),
    }
