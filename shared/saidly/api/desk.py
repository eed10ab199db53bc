"""What the routes work with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from saidly.api.messages import Reply, Request
from saidly.sources import MemorySources, Sources
from saidly.spending import Budget, MemoryLedger
from saidly.store import Shelves


@dataclass(frozen=True, slots=True)
class Kept:
    """The answer to a request that carried an ``Idempotency-Key``."""

    digest: str  # of the request's body
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


class Answers(Protocol):
    """The shelf of answers that may be asked for again; they end by themselves after a day."""

    def kept(self, key: str) -> Kept | None:
        """Return the answer under a key."""
        ...

    def keep(self, key: str, answer: Kept, now: datetime) -> None:
        """Keep an answer unless there is one."""
        ...


# seconds that the owner of a token has to wait, 0 where a request may pass
Meter = Callable[[str, datetime], int]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the routes work with: the shelves, the key that signs cursors, and the clock.

    Without ``answers`` an ``Idempotency-Key`` has no effect, without ``meter`` nobody waits.
    """

    shelves: Shelves
    cursor_key: Callable[[], bytes]
    now: Callable[[], datetime]
    loopback: frozenset[str] = frozenset()  # host:port names of local mode's sample press
    origin: str = ""  # of web pages that may call (CORS); "*" for all, empty for none
    answers: Answers | None = None
    meter: Meter | None = None
    max_waiting: int = 50_000  # addresses in the queue, beyond which none are taken in
    sources: Sources = field(default_factory=MemorySources)
    budget: Budget = field(default_factory=lambda: Budget(MemoryLedger()))


Route = Callable[[Request, Desk], Reply]
