"""What the discover function is fitted out with: door, shelves and manners, put together."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from saidly import env
from saidly.aws.shelves import budget, shelves, slots, sources
from saidly.doorway import Doorway
from saidly.rounds import Walk, asked
from saidly.sources import MemorySources

MAP_BYTES = 50 * 2**20  # unpacked, the bound of sitemaps.org; on the wire as all else


def walk() -> Walk:
    """Return what the sources are visited with in this deployment."""
    way = Doorway.of(MAP_BYTES)
    return Walk(
        door=way.door,
        shelves=shelves("sqs"),
        sources=sources(),
        now=env.now,
        slots=slots(),
        rules=way.rules,
        maps=way.maps,
        loopback=way.loopback,
        max_waiting=env.whole("SAIDLY_MAX_WAITING"),
        spent_up=budget().spent_up,
    )


def bound(walk: Walk, event: Mapping[str, Any], left_ms: Callable[[], int]) -> Walk:
    """Return the walk of one event: within its time, over the sources that it names itself.

    What an event names is what a person asks for: no budget holds it up.
    """
    bounded = replace(walk, left_s=lambda: left_ms() / 1000)
    named = asked(event)
    if not named:
        return bounded
    once = MemorySources()
    for source in named:
        once.put(source, walk.now())
    return replace(bounded, sources=once, spent_up=lambda _: False)
