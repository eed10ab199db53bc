"""How many requests a token may make a minute, over all instances of the function.

Each instance takes a twentieth of the minute's requests at a time from a counter in the table and
hands them out by itself: one write unit for twenty requests of a busy token, where a bucket that is
written with every request would cost as much again as the lookup. What an instance has taken and
does not use is lost to the others for that minute.
"""

from dataclasses import dataclass, field
from datetime import datetime

from saidly.aws.table import Table

WINDOW_S = 60


@dataclass(slots=True)
class DynamoMeter:
    """Counters of tokens by minute; ``per_minute`` 0 lets everybody pass."""

    table: Table
    per_minute: int
    taken: dict[str, tuple[int, int]] = field(default_factory=dict)  # token -> minute, left

    def __call__(self, token: str, now: datetime) -> int:
        """Return how many seconds a token has to wait; at most one write."""
        if not self.per_minute:
            return 0
        seconds = int(now.timestamp())
        minute = seconds // WINDOW_S
        window, left = self.taken.get(token, (minute, 0))
        if window != minute or left == 0:
            share = max(1, self.per_minute // 20)
            ttl = seconds + 2 * WINDOW_S
            before = self.table.count(f"RATE#{token}", str(minute), share, ttl) - share
            left = min(share, max(0, self.per_minute - before))
        self.taken[token] = (minute, max(0, left - 1))
        return 0 if left else WINDOW_S - seconds % WINDOW_S
