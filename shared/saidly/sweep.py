"""The sweep function's line: what is due is sent on.

One index holds every reason to look at an article again: a fetch to be retried, a story to be
re-read, an order that should have been carried out by now, a takedown whose content is to be
deleted. What is done follows from where the article stands, so the sweep needs to know none of
the reasons.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from saidly.indexing import rows
from saidly.looks import claimed
from saidly.rereading import DAYS
from saidly.store import Head, Shelves

# a run sends this many orders at most, two calls of some 8 ms each; it runs every minute
MAX_SENT = 2_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds a sweep."""

    max_waiting: int | None = None  # addresses in the queue, beyond which no fetch is sent
    days: int = DAYS  # the age up to which a story is read again
    spent_up: bool = False  # the month has cost as much as it may


def sweep(shelves: Shelves, now: datetime, limits: Limits = Limits()) -> int:
    """Do what is due, each by one sweep only; return how many.

    The due time is moved before the order is sent: a sweep that dies in between leaves an article
    that is due again after its lease, never one that is sent twice in a minute. While more than
    ``max_waiting`` addresses wait in the queue no fetch is sent: what waits there is not lost, and
    a second order would not come sooner. While the month's budget is spent only what was taken
    down is deleted.
    """
    due = shelves.articles.withdrawn(now, MAX_SENT)
    most = None if limits.spent_up else limits.max_waiting
    full = most is not None and shelves.orders.waiting() > most
    if not limits.spent_up:
        due += shelves.articles.due(now, MAX_SENT)
    done = 0
    for head in due:
        if full and head.status not in ("fetched", "removed"):
            continue
        moved = replace(head, due_at=claimed(head, now, limits.days))
        if shelves.articles.postpone(head, moved.due_at):
            _do(head, moved, shelves)
            done += 1
    return done


def _do(head: Head, moved: Head, shelves: Shelves) -> None:
    match head.status:
        case "removed":
            _purge(head, moved, shelves)
        case "fetched":
            shelves.orders.extract(head.id, head.version)
        case _:
            shelves.orders.fetch(head.id, head.url)


def _purge(head: Head, moved: Head, shelves: Shelves) -> None:
    """Delete all of an article; once more after the lease, then never again.

    A function that had read the head before it became a tombstone may write until its time is
    over; the second purge comes after that.
    """
    # rows first: they are known by the versions alone
    gone = [row for version in shelves.articles.readings(head.id) for row in rows(version)]
    shelves.statements.replace(gone, (), ())
    shelves.statements.forget({row.speaker_id for row in gone})
    shelves.edits.purge(head.id)
    shelves.articles.purge(head.id)
    shelves.captures.purge(head.id)
    if head.due_at != head.gone_at:
        shelves.articles.postpone(moved, None)
