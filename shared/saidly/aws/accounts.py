"""What each call to AWS costs is counted where it is made, and written down once a run.

botocore tells of each call; DynamoDB says how many units it took, because it is asked to. Calls
count for the order that the thread is at work on. A month's sums lie under ``COSTS#<month>`` /
``<function>``: each run adds to them, one write unit.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from saidly.aws.table import Table
from saidly.spending import Ledger, Month, Tally, by_service, month_of, price, time_price

_tally: ContextVar[Tally | None] = ContextVar("tally", default=None)
WORTH = 20  # times what it costs to write it down
_READS = frozenset({"GetItem", "BatchGetItem", "Query"})
_S3 = {"PutObject": "s3.puts", "ListObjectsV2": "s3.puts", "GetObject": "s3.gets"}  # deletes: free


def tally() -> Tally:
    """Return what is counted for the order that is carried out; nothing is kept outside of one."""
    return _tally.get() or Tally()


@contextmanager
def counting(order: Tally) -> Iterator[Tally]:
    """Count what is called meanwhile, by this thread, for an order."""
    before = _tally.set(order)
    try:
        yield order
    finally:
        _tally.reset(before)


def watch(client: Any) -> Any:
    """Have the calls of a client counted from now on; return it."""
    client.meta.events.register("before-parameter-build.dynamodb", _ask)
    client.meta.events.register("after-call", _count)
    return client


def _ask(params: dict[str, Any], **_: Any) -> None:
    params["ReturnConsumedCapacity"] = "TOTAL"


def _count(parsed: dict[str, Any], model: Any, **_: Any) -> None:
    counted, operation = tally(), model.name
    match model.service_model.service_name:
        case "dynamodb":
            kind = "dynamodb.reads" if operation in _READS else "dynamodb.writes"
            counted.use(kind, _units(parsed.get("ConsumedCapacity")))
        case "s3" if operation in _S3:
            counted.use(_S3[operation])
        case "sqs":
            counted.use("sqs.requests")


def _units(told: Any) -> float:
    """Return the units of a call; one where none are told, as of a condition that did not hold."""
    if not told:
        return 1.0
    parts = told if isinstance(told, list) else [told]
    return float(sum(part["CapacityUnits"] for part in parts))


@dataclass(frozen=True, slots=True)
class DynamoLedger:
    """What months have cost, in a table."""

    table: Table

    def book(self, function: str, at: datetime, spent: Mapping[str, int]) -> None:
        """One write."""
        steps = {service: amount for service, amount in spent.items() if amount}
        if steps:
            self.table.add((f"COSTS#{month_of(at)}", function), steps)

    def month(self, name: str) -> Month:
        """One query."""
        items = self.table.partition(f"COSTS#{name}")
        return Month(name, {item["sk"]: _sums(item) for item in items})


def _sums(item: Mapping[str, Any]) -> dict[str, int]:
    return {name: int(sum_) for name, sum_ in item.items() if name not in ("pk", "sk")}


@dataclass(frozen=True, slots=True)
class Books:
    """The accounts of one function."""

    ledger: Ledger
    function: str
    memory_mb: int
    now: Callable[[], datetime]
    unbooked: Counter[str] = field(default_factory=Counter)  # nanodollars by service

    @contextmanager
    def run(self, left_ms: Callable[[], int]) -> Iterator["Run"]:
        """Keep the accounts of an invocation; what it spent is written down at its end.

        Args:
            left_ms: how long the function may still run, in milliseconds: its clock.
        """
        run = Run(self, left_ms, left_ms())
        try:
            with counting(run.own):
                yield run
        finally:
            self._book(run.spent())

    def _book(self, spent: Mapping[str, int]) -> None:
        """Write down what runs have spent once it is worth it; less than that waits for the next.

        A process that ends takes what waits with it: $0.0000125 at the most.
        """
        self.unbooked.update(spent)
        if self.unbooked.total() >= WORTH * price("dynamodb.writes"):
            self.ledger.book(self.function, self.now(), self.unbooked)
            self.unbooked.clear()


@dataclass(slots=True)
class Run:
    """One invocation: what it did by itself, and for each of its orders."""

    books: Books
    left_ms: Callable[[], int]
    began_ms: int  # that were left when it began
    own: Tally = field(default_factory=Tally)
    orders: list[Tally] = field(default_factory=list)

    def order(self, brought: int, at_once: int) -> Tally:
        """Open the tally of an order; of the time, orders at once bear equal shares."""
        began_ms = self.left_ms()

        def time() -> float:
            return time_price(began_ms - self.left_ms(), self.books.memory_mb) / at_once

        made = Tally(brought, time, borne=True)
        self.orders.append(made)
        return made

    def spent(self) -> dict[str, int]:
        """Return the nanodollars of the run by service."""
        used: Counter[str] = Counter({"lambda.requests": 1})
        for each in (self.own, *self.orders):
            used.update(each.used)
        spent = by_service(used)
        elapsed_ms = self.began_ms - self.left_ms()
        spent["lambda"] += round(time_price(elapsed_ms, self.books.memory_mb))
        return spent
