"""How fast a host is asked, and what it said about it: the shelves' side of politeness.

Pure: hours and failures come in, seconds go out. Where slots and robots.txt are kept between
functions is behind the two Protocols.
"""

import math
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal, Protocol

from saidly.errors import FetchFailed, SaidlyError

DELAY_S = 5.0  # between two pages of a host that asks for nothing else
# pauses between orders of a host: what is delivered late must not make the next one come too soon
SPACING = 1.2
MAX_SQS_DELAY_S = 900  # that SQS may hold an order back
MAX_DELAY_S = 60.0  # what Crawl-delay may ask for
MAX_RETRY_AFTER_S = 86_400.0
MAX_BACKOFF_S = 3_600.0
BUSY = frozenset({None, 429, 503})  # a status that asks for rest; None: no answer at all


@dataclass(frozen=True, slots=True)
class RobotsEntry:
    """What a host's robots.txt said when it was asked.

    ``rules`` holds its text where it has one. ``open``: there is none, all is allowed.
    ``closed``: it could not be read, nothing is allowed for now.
    """

    origin: str  # https://host[:port]
    verdict: Literal["rules", "open", "closed"]
    fetched_at: datetime
    rules: str = ""
    reason: str | None = None  # why it is closed
    retry_after_s: float | None = None
    mining: str = ""  # its /.well-known/tdmrep.json, where it has one


class RobotsShelf(Protocol):
    """Keeps what robots.txt said."""

    def get(self, origin: str) -> RobotsEntry | None:
        """Return what is kept of an origin, however old."""
        ...

    def put(self, entry: RobotsEntry) -> None:
        """Keep an entry in place of the one before."""
        ...


@dataclass(frozen=True, slots=True)
class HostRules:
    """What is known of a host before it is asked: the pause after a page, and what it reserves."""

    pause_s: float = DELAY_S
    mining: bytes | None = None  # its /.well-known/tdmrep.json
    robots: str = ""  # its robots.txt


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment at which one page of a host may be asked for."""

    at: datetime
    failures: int = 0  # answers in a row that were 429, 503 or none


class Slots(Protocol):
    """Hands out one moment per host and page, across all functions that ask.

    Kept are four things per host: the next free slot, when the host was asked last, until when
    nobody may ask, and how often it failed in a row.

    Source: the generic cell rate algorithm (ITU-T I.371): ``slot = max(now, slot) + delay``.
    """

    def reserve(self, host: str, delay_s: float, now: datetime) -> Slot:
        """Take the next slot of a host: now or later."""
        ...

    def use(self, host: str, delay_s: float, now: datetime) -> Slot | None:
        """Come back for a slot that was taken earlier.

        None where the host is held since, or was asked within the pause: whoever comes late may
        be close behind another.
        """
        ...

    def hold(self, host: str, until: datetime) -> None:
        """Let nobody ask a host before ``until``; never shortens what holds it."""
        ...

    def trouble(self, host: str, asked_s: float | None, now: datetime) -> None:
        """Count a failure and hold the host: each failure in a row doubles the pause.

        ``asked_s`` is the wait that the host asked for, where that is longer.
        """
        ...

    def calm(self, host: str) -> None:
        """Forget the failures: the host answered."""
        ...


@dataclass(frozen=True, slots=True)
class HostState:
    """What is kept of a host; pure, so that every shelf moves it alike."""

    free_at: datetime | None = None
    held_until: datetime | None = None
    failures: int = 0
    asked_at: datetime | None = None

    def reserved(self, delay_s: float, now: datetime) -> tuple["HostState", Slot]:
        """Return the state behind the next slot, and that slot."""
        pause = timedelta(seconds=delay_s)
        rested = self.asked_at + pause if self.asked_at else now
        at = max(now, self.free_at or now, self.held_until or now, rested)
        state = replace(self, free_at=at + pause)
        return state.asked(now) if at == now else state, Slot(at, self.failures)

    def asked(self, now: datetime) -> "HostState":
        """Return the state once the host is asked at ``now``."""
        return replace(self, asked_at=max(now, self.asked_at or now))

    def used(self, delay_s: float, now: datetime) -> tuple["HostState", Slot | None]:
        """Return the state after a slot that was taken earlier is used, and the slot."""
        rested = self.asked_at is None or self.asked_at + timedelta(seconds=delay_s) <= now
        if not rested or (self.held_until and self.held_until > now):
            return self, None
        return self.asked(now), Slot(now, self.failures)

    def held(self, until: datetime) -> "HostState":
        """Return the state that nobody may ask before ``until``."""
        return replace(self, held_until=max(until, self.held_until or until))

    def troubled(self, asked_s: float | None, now: datetime) -> "HostState":
        """Return the state after one failure more."""
        wait_s = max(asked_s or 0.0, delay_s(None, self.failures + 1))
        until = now + timedelta(seconds=wait_s)
        return replace(self.held(until), failures=self.failures + 1)


class MemorySlots:
    """Slots in this process: what the shelf on DynamoDB must do, and good for tests."""

    def __init__(self) -> None:
        """Start with every host free."""
        self._hosts: dict[str, HostState] = {}

    def _state(self, host: str) -> HostState:
        return self._hosts.get(host, HostState())

    def reserve(self, host: str, delay_s: float, now: datetime) -> Slot:
        """Move the state on."""
        self._hosts[host], slot = self._state(host).reserved(delay_s, now)
        return slot

    def use(self, host: str, delay_s: float, now: datetime) -> Slot | None:
        """Move the state on."""
        self._hosts[host], slot = self._state(host).used(delay_s, now)
        return slot

    def hold(self, host: str, until: datetime) -> None:
        """Move the state on."""
        self._hosts[host] = self._state(host).held(until)

    def trouble(self, host: str, asked_s: float | None, now: datetime) -> None:
        """Move the state on."""
        self._hosts[host] = self._state(host).troubled(asked_s, now)

    def calm(self, host: str) -> None:
        """Move the state on."""
        self._hosts[host] = replace(self._state(host), failures=0)


@dataclass(slots=True)
class Turns:
    """Holds back orders that go out together until the turn of each, a host's behind each other.

    An order that comes before its turn is sent again: a message, an invocation and a slot more.
    """

    ahead_s: dict[str, float] = field(default_factory=dict)  # by host: what its orders before take

    def wait_s(self, host: str, pause_s: float = DELAY_S) -> int:
        """Return the whole seconds to hold back one order more of a host, by its pause."""
        ahead_s = self.ahead_s.get(host, 0.0)
        self.ahead_s[host] = ahead_s + SPACING * pause_s
        return min(MAX_SQS_DELAY_S, math.ceil(ahead_s))


def next_turn(
    slots: Slots, host: str, pause_s: float, slot: datetime | None, now: datetime
) -> Slot:
    """Return the moment at which a host may be asked: the one reserved, or the next free one."""
    if slot is not None:
        turn = Slot(slot) if slot > now else slots.use(host, pause_s, now)
        if turn is not None:
            return turn
    return slots.reserve(host, pause_s, now)


def note_trouble(slots: Slots, host: str, error: SaidlyError, now: datetime) -> None:
    """Leave a host alone that is busy, or that does not answer."""
    if isinstance(error, FetchFailed) and error.retryable and error.status in BUSY:
        slots.trouble(host, error.retry_after_s, now)


def delay_s(asked_s: float | None, failures: int = 0) -> float:
    """Return the pause after a page of a host.

    Args:
        asked_s: its Crawl-delay, if it has one; counted from our usual delay up to a minute.
        failures: how many answers in a row were 429, 503 or no answer; each doubles the pause.

    Returns:
        Seconds, at most an hour.
    """
    base = min(max(asked_s or 0.0, DELAY_S), MAX_DELAY_S)
    return min(MAX_BACKOFF_S, base * 2.0 ** min(failures, 16))


def retry_after_s(header: str | None, now: datetime) -> float | None:
    """Return how long a server asks us to wait.

    Args:
        header: value of ``Retry-After``: whole seconds, or an HTTP date (always GMT).
        now: the present, with time zone.

    Returns:
        Seconds from ``now``, between 0 and a day; None where nothing can be read from it.

    Source: RFC 9110, section 10.2.3.
    """
    text = (header or "").strip()[:64]
    if text.isascii() and text.isdecimal():
        return min(MAX_RETRY_AFTER_S, float(text))
    try:
        date = parsedate_to_datetime(text)
        wait_s = (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()
    except (ValueError, OverflowError):
        return None
    return min(MAX_RETRY_AFTER_S, max(0.0, wait_s))
