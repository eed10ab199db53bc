"""The sweep function's line: what is due is sent on.

One index holds every reason to look at an article again: a fetch to be retried, a story to be
re-read, an order that should have been carried out by now, a takedown whose content is to be
deleted. What is done follows from where the article stands, so the sweep needs to know none of
the reasons.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from saidly.indexing import rows
from saidly.store import LEASE, Head, Shelves

# a run sends this many orders at most, two calls of some 8 ms each; it runs every minute
MAX_SENT = 2_000


def sweep(shelves: Shelves, now: datetime, max_waiting: int | None = None) -> int:
    """Do what is due, each by one sweep only; return how many.

    The due time is moved before the order is sent: a sweep that dies in between leaves an article
    that is due again after its lease, never one that is sent twice in a minute. While more than
    ``max_waiting`` addresses wait in the queue no fetch is sent: what waits there is not lost, and
    a second order would not come sooner.
    """
    done, full = 0, max_waiting is not None and shelves.orders.waiting() > max_waiting
    for head in shelves.articles.due(now, MAX_SENT):
        if full and head.status not in ("fetched", "removed"):
            continue
        claimed = replace(head, due_at=now + lease(head, now))
        if shelves.articles.postpone(head, claimed.due_at):
            _do(head, claimed, shelves)
            done += 1
    return done


def lease(head: Head, now: datetime) -> timedelta:
    """Return when an article whose order gets lost again is due: it doubles.

    So an order that a bug of ours sends to the dead letters is given anew ten times in two weeks,
    not every half hour.
    """
    since = {"queued": head.submitted_at, "fetched": head.fetched_at}.get(head.status)
    return max(LEASE, now - (since or now))


def _do(head: Head, claimed: Head, shelves: Shelves) -> None:
    match head.status:
        case "removed":
            _purge(head, claimed, shelves)
        case "fetched":
            shelves.orders.extract(head.id, head.version)
        case _:
            shelves.orders.fetch(head.id, head.url)


def _purge(head: Head, claimed: Head, shelves: Shelves) -> None:
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
        shelves.articles.postpone(claimed, None)
