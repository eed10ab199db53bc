"""How fast a host is asked, and what it said about it: the shelves' side of politeness.

Pure: hours and failures come in, seconds go out. Where slots and robots.txt are kept between
functions is behind the two Protocols.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal, Protocol

DELAY_S = 5.0  # between two pages of a host that asks for nothing else
MAX_DELAY_S = 60.0  # what Crawl-delay may ask for
MAX_RETRY_AFTER_S = 86_400.0
MAX_BACKOFF_S = 3_600.0


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


class RobotsShelf(Protocol):
    """Keeps what robots.txt said."""

    def get(self, origin: str) -> RobotsEntry | None:
        """Return what is kept of an origin, however old."""
        ...

    def put(self, entry: RobotsEntry) -> None:
        """Keep an entry in place of the one before."""
        ...


class Slots(Protocol):
    """Hands out one moment per host and page, across all functions that ask.

    Kept is one time per host: the next free slot. It is read and moved in one conditional write.
    """

    def reserve(self, host: str, delay_s: float, now: datetime) -> float:
        """Take the next slot of a host; return the seconds until it, 0 for now."""
        ...

    def hold(self, host: str, until: datetime) -> None:
        """Let nobody ask a host before ``until``; never moves a slot back."""
        ...


class MemorySlots:
    """Slots in this process: what the shelf on DynamoDB must do, and good for tests."""

    def __init__(self) -> None:
        """Start with every host free."""
        self._free: dict[str, datetime] = {}

    def reserve(self, host: str, delay_s: float, now: datetime) -> float:
        """Take the next slot of a host; return the seconds until it, 0 for now."""
        slot = max(now, self._free.get(host, now))
        self._free[host] = slot + timedelta(seconds=delay_s)
        return (slot - now).total_seconds()

    def hold(self, host: str, until: datetime) -> None:
        """Let nobody ask a host before ``until``; never moves a slot back."""
        self._free[host] = max(until, self._free.get(host, until))


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
