"""What the service spends: counted from what its own functions do, at AWS' list prices.

Amounts are whole nanodollars, so that they add up exactly wherever they are kept: a write unit is
625 of them. Counted is what the functions that fetch, extract, discover and sweep use: their time,
DynamoDB, S3 and SQS. What lookups, logs, alarms and storage cost is on AWS' bill alone.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

NANO = 10**9  # nanodollars a dollar
MB_A_GB = 1024


@cache
def sheet() -> Mapping[str, Any]:
    """Return the price list as it is kept, with region and date."""
    kept: dict[str, Any] = json.loads(Path(__file__).with_name("prices.json").read_text("utf-8"))
    return kept


@cache
def price(name: str) -> float:
    """Return the nanodollars of one of a thing; raise ``KeyError`` for what has no price."""
    told = sheet()["prices"][name]
    return float(NANO * told["usd"] / told["per"])


def time_price(elapsed_ms: float, memory_mb: int) -> float:
    """Return the nanodollars of a function's time."""
    return price("lambda.gb_seconds") * elapsed_ms / 1000 * memory_mb / MB_A_GB


def _nothing() -> float:
    return 0.0


@dataclass(slots=True)
class Tally:
    """What one order has used so far, and how much of it its article was told.

    ``brought`` is what was spent on the article before and nobody noted yet; ``time`` tells the
    nanodollars of the function's time that fall on the order.
    """

    brought: int = 0
    time: Callable[[], float] = _nothing
    borne: bool = False  # by an article; what a run does for all of them is not
    used: Counter[str] = field(default_factory=Counter)  # amounts by name in the price list
    noted: int = 0
    _lock: Lock = field(default_factory=Lock)  # a run is counted by several threads

    def use(self, name: str, amount: float = 1) -> None:
        """Count so much of a thing."""
        with self._lock:
            self.used[name] += amount  # type: ignore[assignment]  # half a read unit is an amount

    def owed(self) -> int:
        """Return what was spent on the article and stands on no head yet."""
        if not self.borne:
            return 0
        spent = self.brought + self.time() + sum(n * price(name) for name, n in self.used.items())
        return round(spent) - self.noted

    def note(self, amount: int) -> None:
        """Take from what is owed what was written down."""
        self.noted += amount


def by_service(used: Mapping[str, float]) -> dict[str, int]:
    """Return the nanodollars of what was used, by service: ``dynamodb``, ``lambda`` and so on."""
    spent: Counter[str] = Counter()
    for name, amount in used.items():
        spent[name.partition(".")[0]] += round(amount * price(name))
    return dict(spent)


@dataclass(frozen=True, slots=True)
class Month:
    """What a month has cost so far: nanodollars by function and service."""

    name: str  # 2026-11
    functions: Mapping[str, Mapping[str, int]]

    @property
    def total(self) -> int:
        """Nanodollars of all functions."""
        return sum(sum(services.values()) for services in self.functions.values())

    @property
    def services(self) -> dict[str, int]:
        """Nanodollars by service."""
        whole: Counter[str] = Counter()
        for services in self.functions.values():
            whole.update(services)
        return dict(whole)


class Ledger(Protocol):
    """The shelf of what each month has cost."""

    def book(self, function: str, at: datetime, spent: Mapping[str, int]) -> None:
        """Add nanodollars by service to a function's month. Not idempotent: it counts what ran."""
        ...

    def month(self, name: str) -> Month:
        """Return what a month has cost; of one in which nothing ran, nothing."""
        ...


@dataclass(slots=True)
class MemoryLedger:
    """The shelf in memory: what every other one must do."""

    kept: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)

    def book(self, function: str, at: datetime, spent: Mapping[str, int]) -> None:
        """Add."""
        self.kept.setdefault((month_of(at), function), Counter()).update(spent)

    def month(self, name: str) -> Month:
        """Collect."""
        found = {who: dict(spent) for (month, who), spent in self.kept.items() if month == name}
        return Month(name, found)


def month_of(moment: datetime) -> str:
    """Return the month of a moment in UTC: 2026-11."""
    return f"{moment.astimezone(UTC):%Y-%m}"


@dataclass(frozen=True, slots=True)
class Budget:
    """What a month may cost; ``usd`` 0 sets no limit."""

    ledger: Ledger
    usd: float = 0.0

    def spent_up(self, now: datetime) -> bool:
        """Say whether the month has cost as much as it may; asks only where there is a limit."""
        return self.usd > 0 and self.ledger.month(month_of(now)).total >= self.usd * NANO
