"""What the door asks for, and what it reaches for outside: names, sockets, hours, robots."""

import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from saidly.fetch.guard import Resolve, resolved
from saidly.fetch.kinds import READABLE
from saidly.pace import RobotsEntry, RobotsShelf
from saidly.tls import verifying

PRODUCT = "Saidly"  # the token that robots.txt may name

Dial = Callable[[str, int, float], socket.socket]


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a page is fetched; the figures are bounds over all redirects together."""

    contact: str | None = None  # address that a publisher may turn to, part of the User-Agent
    kinds: frozenset[str] = READABLE  # media types that are taken
    connect_s: float = 5.0
    deadline_s: float = 20.0
    wire_bytes: int = 10 * 2**20  # headers and body as they come
    body_bytes: int = 8 * 2**20  # decoded
    # decoded, of what is not labelled as HTML: such a body is kept packed; None: as of pages
    stream_bytes: int | None = None
    head_bytes: int = 64 * 2**10
    headers: int = 200
    redirects: int = 5
    mining: bool = False  # ask a host once a day for what it reserves (tdmrep.json), too

    @property
    def user_agent(self) -> str:
        """Who asks, honestly."""
        contact = f" (+{self.contact})" if self.contact else ""
        return f"{PRODUCT}/0.1{contact}"


class MemoryRobots:
    """Keeps what robots.txt said, in this process; the oldest of 1,000 hosts makes room."""

    def __init__(self, size: int = 1000) -> None:
        """Start empty."""
        self._entries: dict[str, RobotsEntry] = {}
        self._size = size

    def get(self, origin: str) -> RobotsEntry | None:
        """Return what is kept of an origin."""
        return self._entries.get(origin)

    def put(self, entry: RobotsEntry) -> None:
        """Keep an entry in place of the one before."""
        self._entries.pop(entry.origin, None)
        while len(self._entries) >= self._size:
            del self._entries[next(iter(self._entries))]
        self._entries[entry.origin] = entry


def dialled(address: str, port: int, timeout_s: float) -> socket.socket:
    """Connect to an IP address; no name is looked up."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.settimeout(timeout_s)
        made.connect((address, port))
    except BaseException:
        made.close()
        raise
    return made


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Outside:
    """What ``fetch`` reaches for outside itself; tests hand in their own."""

    resolve: Resolve = resolved
    dial: Dial = dialled
    now: Callable[[], datetime] = _now
    ticks: Callable[[], float] = time.monotonic
    tls: Callable[[], ssl.SSLContext] = verifying
    robots: RobotsShelf = field(default_factory=MemoryRobots)
