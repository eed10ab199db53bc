"""The sweep function's line: what is due is sent on.

One index holds every reason to look at an article again: a fetch to be retried, a story to be
re-read, an order that should have been carried out by now, a takedown whose content is to be
deleted. What is done follows from where the article stands, so the sweep needs to know none of
the reasons.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import batched
from math import inf

from saidly import urls
from saidly.abreast import abreast
from saidly.indexing import rows
from saidly.looks import claimed, seconds_until, under_way
from saidly.pace import MAX_SQS_DELAY_S, Turns
from saidly.rereading import DAYS
from saidly.store import Head, Shelves
from saidly.submit import ORDERS

MAX_SENT = 20_000  # orders of a run; it runs every minute
MAX_PURGED = 500  # articles of a run: some twenty calls each
AT_ONCE = 8  # tens of orders beside each other: each waits for ten writes and a message
NEEDED_MS = 10_000  # for eight tens; the next run does what this one has no time for

Held = tuple[Head, int]  # a head, and the seconds that its order is held back


def _no_end() -> float:
    return inf


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds a sweep."""

    max_waiting: int | None = None  # addresses in the queue, beyond which no fetch is sent
    days: int = DAYS  # the age up to which a story is read again
    spent_up: bool = False  # the month has cost as much as it may
    left_ms: Callable[[], float] = _no_end  # that the run may still take


def sweep(shelves: Shelves, now: datetime, limits: Limits = Limits()) -> int:
    """Do what is due, each by one sweep only; return how many.

    The due time is moved before the order is sent: a sweep that dies in between leaves an article
    that is due again after its lease, never one that is sent twice in a minute. While more than
    ``max_waiting`` addresses wait in the queue no fetch is sent: what waits there is not lost, and
    a second order would not come sooner. While the month's budget is spent only what was taken
    down is deleted.
    """
    done = 0
    for head in shelves.articles.withdrawn(now, MAX_PURGED):
        if limits.left_ms() < NEEDED_MS:
            return done
        done += _purged(head, shelves, now, limits.days)
    if limits.spent_up:
        return done
    most = limits.max_waiting
    full = most is not None and shelves.orders.waiting() > most
    due = shelves.articles.due(now, MAX_SENT)
    turns = Turns()
    # one that waits for its slot waits nowhere else, and its host takes no more than its pause lets
    wanted = (
        (head, _wait_s(head, turns, now))
        for head in due
        if not full or head.slot or head.status == "fetched"
    )

    def sent(heads: Sequence[Held]) -> int:
        return _sent(heads, shelves, now, limits.days)

    # eight tens are held at a time, so that a death leaves eighty to their lease at the most
    for some in batched(wanted, ORDERS * AT_ONCE, strict=False):
        if limits.left_ms() < NEEDED_MS:
            break
        done += sum(abreast(sent, tuple(batched(some, ORDERS, strict=False)), AT_ONCE))
        shelves.orders.send()
    return done


def _sent(heads: Sequence[Held], shelves: Shelves, now: datetime, days: int) -> int:
    """Claim each head, then send the orders of those that were not claimed by another sweep.

    One whose order is under way yet is left to its lease.
    """
    mine = []
    for head, wait_s in heads:
        lease_at = under_way(head, now)
        due_at = lease_at or claimed(head, now + timedelta(seconds=wait_s), days)
        if shelves.articles.postpone(head, due_at) and not lease_at:
            mine.append((head, wait_s))
    for head, _ in mine:
        if head.status == "fetched":
            shelves.orders.extract(head.id, head.version)
    fetches = [(head.id, head.url, s, head.slot) for head, s in mine if head.status != "fetched"]
    shelves.orders.fetch_many(fetches)
    return len(mine)


def _wait_s(head: Head, turns: Turns, now: datetime) -> int:
    """Return how long an order is held back: until its slot, or behind others of its host."""
    if head.status == "fetched" or under_way(head, now):
        return 0  # its host is not asked
    if head.slot:
        return min(MAX_SQS_DELAY_S, seconds_until(head.slot, now))
    return turns.wait_s(urls.host(head.url))


def _purged(head: Head, shelves: Shelves, now: datetime, days: int) -> bool:
    """Delete all of an article; once more after the lease, then never again.

    False where another sweep does it.

    A function that had read the head before it became a tombstone may write until its time is
    over; the second purge comes after that.
    """
    moved = replace(head, due_at=claimed(head, now, days))
    if not shelves.articles.postpone(head, moved.due_at):
        return False
    # rows first: they are known by the versions alone
    gone = [row for version in shelves.articles.readings(head.id) for row in rows(version)]
    shelves.statements.replace(gone, (), ())
    shelves.statements.forget({row.speaker_id for row in gone})
    shelves.edits.purge(head.id)
    shelves.articles.purge(head.id)
    shelves.captures.purge(head.id)
    if head.due_at != head.gone_at:
        shelves.articles.postpone(moved, None)
    return True
