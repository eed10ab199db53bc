"""What a round is made with, and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from math import inf

from saidly.model import Fetched, NotModified, Validators
from saidly.pace import HostRules, MemorySlots, Slots
from saidly.sources import Sources
from saidly.store import Shelves


def _no_rules(_url: str) -> HostRules:
    return HostRules()


def _no_maps(_url: str) -> tuple[str, ...]:
    return ()


def _for_ever() -> float:
    return inf


def _never(_now: datetime) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Walk:
    """What a round is made with: the door, the shelves, the clock, and manners."""

    door: Callable[[str, Validators | None], Fetched | NotModified]
    shelves: Shelves
    sources: Sources
    now: Callable[[], datetime]
    slots: Slots = field(default_factory=MemorySlots)
    rules: Callable[[str], HostRules] = _no_rules  # what is known of an address's host, unasked
    maps: Callable[[str], tuple[str, ...]] = _no_maps  # that its robots.txt names, unasked
    left_s: Callable[[], float] = _for_ever  # how long the function may still run
    loopback: frozenset[str] = frozenset()  # host:port names of local mode's sample press
    max_waiting: int | None = None  # addresses in the queue, beyond which none are handed in
    spent_up: Callable[[datetime], bool] = _never  # whether the month has cost what it may


@dataclass(frozen=True, slots=True)
class Round:
    """What one visit to a source gave."""

    source: str
    offered: int = 0  # addresses, after include and exclude
    new: int = 0  # of them, those that were taken in
    refused: int = 0  # of them, those that may never be fetched
    updated: int = 0  # stories made due because the source says they changed
    problem: str | None = None
    silent: bool = False  # it offers nothing and used to
    waits: bool = False  # there is more to be read, at its host's next slot or in the next run
