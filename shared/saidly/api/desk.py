"""What the routes work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from saidly.api.messages import Reply, Request
from saidly.store import Shelves


@dataclass(frozen=True, slots=True)
class Desk:
    """What the routes work with: the shelves, the key that signs cursors, and the clock."""

    shelves: Shelves
    cursor_key: Callable[[], bytes]
    now: Callable[[], datetime]
    loopback: frozenset[str] = frozenset()  # host:port names of local mode's sample press
    max_waiting: int = 50_000  # addresses in the queue, beyond which none are taken in


Route = Callable[[Request, Desk], Reply]
