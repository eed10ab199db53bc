"""The sweep function's line: what is due is sent on.

One index holds every reason to look at an article again: a fetch to be retried, a story to be
re-read, and an order that should have been carried out by now. What is sent follows from where
the article stands, so the sweep needs to know none of the reasons.
"""

from datetime import datetime, timedelta

from saidly.store import LEASE, Head, Shelves

# a run sends this many orders at most; it runs every minute
MAX_SENT = 400


def sweep(shelves: Shelves, now: datetime) -> int:
    """Send the orders that are due, each by one sweep only; return how many.

    The due time is moved before the order is sent: a sweep that dies in between leaves an article
    that is due again after its lease, never one that is sent twice in a minute.
    """
    sent = 0
    for head in shelves.articles.due(now, MAX_SENT):
        if shelves.articles.postpone(head, now + lease(head, now)):
            _send(head, shelves)
            sent += 1
    return sent


def lease(head: Head, now: datetime) -> timedelta:
    """Return when an article whose order gets lost again is due: it doubles.

    So an order that a bug of ours sends to the dead letters is given anew ten times in two weeks,
    not every half hour.
    """
    if head.status == "stored":
        return LEASE
    since = head.submitted_at if head.status == "queued" else head.fetched_at
    return max(LEASE, now - (since or now))


def _send(head: Head, shelves: Shelves) -> None:
    if head.status == "fetched":
        shelves.orders.extract(head.id, head.version)
    else:
        shelves.orders.fetch(head.id, head.url)
