"""One run: the sources that are due, each taken by a conditional write."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from saidly.rounds.visit import visit
from saidly.rounds.walk import Round, Walk
from saidly.sources import LEASE, Source

# what a visit may take: an exchange of 20 s, its robots.txt as long, and the writes
NEEDED_S = 60.0


def go_round(walk: Walk, at: datetime) -> tuple[Round, ...]:
    """Visit the sources that are due at the event's time; one that fails holds up no other.

    A source is taken before it is visited, so runs that overlap share the work, and a doubled
    event finds nothing due. What time does not suffice for stays due. A run that dies leaves its
    source due again after the lease. While the month's budget is spent nothing is visited.
    """
    if walk.spent_up(walk.now()):
        return ()
    full = walk.max_waiting is not None and walk.shelves.orders.waiting() > walk.max_waiting
    visits = []
    for watched in () if full else walk.sources.due(at):
        if walk.left_s() < NEEDED_S:
            break
        if walk.sources.claim(watched, at, max(at, walk.now()) + LEASE):
            visits.append(visit(watched, at, walk))
    return tuple(visits)


def counted(visits: Iterable[Round]) -> dict[str, int]:
    """Return the metrics of a run."""
    made = tuple(visits)
    return {
        "AddressesOffered": sum(each.offered for each in made),
        "AddressesNew": sum(each.new for each in made),
        "SourcesFailed": sum(each.problem is not None for each in made),
        "SourcesSilent": sum(each.silent for each in made),
    }


def asked(event: Mapping[str, Any]) -> tuple[Source, ...]:
    """Return the sources that an event names itself: ``{"feed": url}`` or ``{"urls": [url]}``."""
    if "feed" in event:
        return (Source("event", "feed", event["feed"]),)
    if "urls" in event:
        return (Source("event", "pages", pages=tuple(event["urls"])),)
    return ()


def moment(event: Mapping[str, Any], now: datetime) -> datetime:
    """Return the time for which the schedule fired; the present where the event tells none."""
    try:
        told = datetime.fromisoformat(str(event.get("time")))
    except ValueError:
        return now
    return min(now, told if told.tzinfo else told.replace(tzinfo=UTC))
