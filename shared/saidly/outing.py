"""What the discover function is fitted out with: door, shelves and manners, put together."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from saidly import env
from saidly.aws.shelves import robots, shelves, slots, sources
from saidly.fetch import MemoryRobots, Outside, Terms, fetch, known, named_maps
from saidly.model import Fetched, NotModified, Validators
from saidly.rounds import Walk, asked
from saidly.sources import MemorySources

# as much as a map of 50,000 addresses takes, half a kilobyte each
MAP_BYTES = 24 * 2**20


def walk() -> Walk:
    """Return what the sources are visited with in this deployment."""
    loopback, shelf = env.loopback(), robots(MemoryRobots())
    # what is kept of a host serves fetch, too, so its reservations are asked for here as well
    terms = Terms(env.contact(), wire_bytes=MAP_BYTES, body_bytes=MAP_BYTES, mining=True)
    outside = Outside(robots=shelf)

    def door(url: str, validators: Validators | None) -> Fetched | NotModified:
        known = validators or Validators()
        return fetch(url, loopback=loopback, validators=known, terms=terms, outside=outside)

    return Walk(
        door=door,
        shelves=shelves(),
        sources=sources(),
        now=env.now,
        slots=slots(),
        rules=lambda url: known(url, shelf, loopback),
        maps=lambda url: named_maps(url, shelf),
        loopback=loopback,
        max_waiting=env.whole("SAIDLY_MAX_WAITING"),
    )


def bound(walk: Walk, event: Mapping[str, Any], left_ms: Callable[[], int]) -> Walk:
    """Return the walk of one event: within its time, over the sources that it names itself."""
    bounded = replace(walk, left_s=lambda: left_ms() / 1000)
    named = asked(event)
    if not named:
        return bounded
    once = MemorySources()
    for source in named:
        once.put(source, walk.now())
    return replace(bounded, sources=once)
