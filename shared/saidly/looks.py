"""When a story that is kept is due again: at its next look, or sooner for a lost order."""

from datetime import datetime, timedelta

from saidly.rereading import next_look
from saidly.store import LEASE, Head

NEAR = 10  # a due time is left as it is where it is off by no more than this part of the wait
# an order for a slot is sent so long before it, to come out of the queue in time: five sweeps
AHEAD = timedelta(minutes=5)


def seconds_until(at: datetime, now: datetime) -> int:
    """Return the whole seconds till a moment, rounded up; none where it is over."""
    return max(0, -(-(at - now) // timedelta(seconds=1)))


def next_of(head: Head, now: datetime, days: int) -> datetime | None:
    """Return when a story that is kept is read again; None for one that never was read."""
    if head.fetched_at is None:
        return None
    born = min(head.date or head.submitted_at, head.submitted_at)
    return next_look(head.id, born, head.fetched_at, now, days)


def left(head: Head, due_at: datetime | None, now: datetime) -> datetime | None:
    """Return the due time that stands where it is as good as ``due_at``, which else it becomes.

    To move it costs two write units, to leave it none.
    """
    if due_at is None or head.due_at is None:
        return due_at
    return head.due_at if abs(head.due_at - due_at) <= (due_at - now) / NEAR else due_at


def leased(head: Head, now: datetime) -> datetime:
    """Return when an article's next order is asked for: as it stands where that is soon."""
    return head.due_at if head.due_at and now < head.due_at <= now + LEASE else now + LEASE


def under_way(head: Head, now: datetime) -> datetime | None:
    """Return the end of the lease of an order that was sent; None where it is over, or none was.

    A new article is due when it will first be read again, so that nothing moves its due time where
    all goes as it should; its orders are not taken for lost by then.
    """
    since = head.fetched_at if head.status == "fetched" else head.submitted_at
    sent = head.status == "fetched" or (
        head.status == "queued" and not head.attempts and head.slot is None
    )
    return since + LEASE if sent and since and now < since + LEASE else None


def claimed(head: Head, now: datetime, days: int) -> datetime:
    """Return when an article is due again whose order is sent now.

    The due time of one whose orders get lost again and again doubles: an order that a bug of ours
    sends to the dead letters is given anew ten times in two weeks, not every half hour. A look
    that gets lost is made up for by the next, so that it is claimed until then: the look itself
    moves no due time.
    """
    lease_at = now + LEASE
    match head.status:
        case "stored":
            return next_of(head, now, days) or lease_at
        case "queued":
            # an order that waited for its host did not get lost
            since = None if head.slot else head.submitted_at
        case "fetched":
            since = head.fetched_at
        case _:
            since = None
    return max(lease_at, now + (now - since if since else timedelta()))
