"""Every call to AWS counted through botocore's own events, in units that are billed.

What DynamoDB bills follows from the sizes of items before and after a call, so the meter reads the
items that a call writes, by a client of its own that nobody counts, before it is sent and after.
"""

import io
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import thread_time
from typing import Any

from saidly.aws.accounts import tally
from tests.quality.costs.bills import Usage, used, wait_s

Wire = Mapping[str, Mapping[str, Any]]  # an item as DynamoDB's API speaks it
Key = tuple[str, str]
OWN = 0  # what an invocation does for no order alone


def size(item: Wire) -> int:
    """Return an item's size in bytes.

    Source: DynamoDB developer guide, item sizes and formats.
    """
    return sum(len(name.encode()) + _size(value) for name, value in item.items())


def _size(value: Mapping[str, Any]) -> int:
    ((kind, held),) = value.items()
    return _SIZES[kind](held)


_SIZES: dict[str, Callable[[Any], int]] = {
    "S": lambda held: len(held.encode()),
    "N": lambda held: math.ceil(len(held.strip("-").replace(".", "")) / 2) + 1,
    "B": len,
    "SS": lambda held: sum(len(each.encode()) for each in held),
    "L": lambda held: 3 + sum(1 + _size(each) for each in held),
    "M": lambda held: 3 + len(held) + size(held),
    "BOOL": lambda _: 1,
    "NULL": lambda _: 1,
}


def written(item: Wire) -> int:
    """Return the write units of an item: 1 KB each, one at least."""
    return max(1, math.ceil(size(item) / 1024))


def read(bytes_: int, *, consistent: bool) -> float:
    """Return the read units of so many bytes: 4 KB each, half of it where not consistent."""
    return max(1, math.ceil(bytes_ / 4096)) * (1.0 if consistent else 0.5)


@dataclass(frozen=True, slots=True)
class Index:
    """A secondary index: its keys, and the attributes it holds besides (None: all)."""

    keys: tuple[str, ...]
    held: frozenset[str] | None

    def projected(self, item: Wire) -> dict[str, Any] | None:
        """Return what the index holds of an item; None where it does not stand in it."""
        if any(key not in item for key in self.keys):
            return None
        if self.held is None:
            return dict(item)
        return {name: value for name, value in item.items() if name in self.held}

    def units(self, before: Wire, after: Wire) -> int:
        """Return the write units of a change: a moved key is a delete and a put.

        Source: DynamoDB developer guide, global secondary indexes, write capacity units.
        """
        old, new = self.projected(before), self.projected(after)
        if old is None or new is None:
            return sum(written(item) for item in (old, new) if item is not None)
        if any(old[key] != new[key] for key in self.keys):
            return written(old) + written(new)
        return 0 if old == new else max(written(old), written(new))


@dataclass
class Counted:
    """What one function used: usage by its name in the price list, calls, bytes on the wire."""

    usage: Usage = field(default_factory=used)
    calls: Counter[str] = field(default_factory=Counter)
    bytes: Counter[str] = field(default_factory=Counter)
    waits_s: Counter[int] = field(default_factory=Counter)  # of an invocation, by order
    units: Counter[str] = field(default_factory=Counter)  # written, by kind of item and index
    sizes: dict[str, int] = field(default_factory=dict)  # largest item written, by its kind


class Meter:
    """Counts the calls of clients; who makes them is told by ``at``."""

    def __init__(self, dynamodb: Any, table: str) -> None:
        """Count nothing yet.

        Args:
            dynamodb: a client that is not counted, to look at items with.
            table: its name.
        """
        self._look, self._table = dynamodb, table
        described = dynamodb.describe_table(TableName=table)["Table"]
        self.indexes = [index_of(told) for told in described["GlobalSecondaryIndexes"]]
        self.counted: dict[str, Counted] = {}
        self.own_cpu_s = 0.0  # what counting itself took
        self._at = Counted()

    @contextmanager
    def at(self, name: str) -> Iterator[Counted]:
        """Count what is called meanwhile for ``name``."""
        before, self._at = self._at, self.counted.setdefault(name, Counted())
        try:
            yield self._at
        finally:
            self._at = before

    def watch(self, client: Any) -> None:
        """Count the calls of a client from now on."""
        client.meta.events.register("before-parameter-build", self._timed(self._before))
        client.meta.events.register("after-call", self._timed(self._after))

    def _timed(self, hook: Callable[..., None]) -> Callable[..., None]:
        def timed(**told: Any) -> None:
            start = thread_time()
            hook(**told)
            self.own_cpu_s += thread_time() - start

        return timed

    def _before(
        self, params: dict[str, Any], model: Any, context: dict[str, Any], **_: Any
    ) -> None:
        context["meter_params"] = params
        if model.service_model.service_id == "DynamoDB":
            keys = list(_keys_written(model.name, params))
            context["meter_items"] = {key: self._item(key) for key in keys}

    def _after(
        self, http_response: Any, parsed: dict[str, Any], model: Any, context: Any, **_: Any
    ) -> None:
        service, operation, at = model.service_model.service_id, model.name, self._at
        params = context.pop("meter_params")
        at.calls[f"{service} {operation}"] += 1
        order = tally()
        waited = wait_s(service, operation)
        at.waits_s[id(order) if order.borne else OWN] += waited  # type: ignore[assignment]
        match service:
            case "DynamoDB":
                self._dynamodb(operation, params, parsed, context.pop("meter_items"))
            case "S3":
                self._s3(operation, params, parsed)
            case "SQS":
                at.usage["sqs.requests"] += 1
                messages = params.get("Entries", [params])
                at.usage["sqs.fair"] += any("MessageGroupId" in each for each in messages)
                at.bytes["SQS out"] += sum(len(each.get("MessageBody", "")) for each in messages)
            case _:
                raise LookupError(f"nothing tells what {service} {operation} costs")

    def _s3(self, operation: str, params: dict[str, Any], parsed: dict[str, Any]) -> None:
        if operation in ("PutObject", "ListObjectsV2"):
            self._at.usage["s3.puts"] += 1
            self._at.bytes["S3 out"] += params.get("Body", io.BytesIO()).getbuffer().nbytes
        elif operation == "GetObject":
            self._at.usage["s3.gets"] += 1
            self._at.bytes["S3 in"] += parsed.get("ContentLength", 0)
        elif operation != "DeleteObject":  # which is free
            raise LookupError(f"nothing tells what S3 {operation} costs")

    def _dynamodb(
        self,
        operation: str,
        params: dict[str, Any],
        parsed: dict[str, Any],
        before: dict[Key, Wire],
    ) -> None:
        if before:
            doubled = 2 if operation == "TransactWriteItems" else 1
            units = sum(self._units(key, item) for key, item in before.items())
            self._at.usage["dynamodb.writes"] += doubled * units
            return
        self._at.usage["dynamodb.reads"] += _read_units(operation, params, parsed)
        items = [*parsed.get("Items", ()), *([parsed["Item"]] if "Item" in parsed else ())]
        items += [item for many in parsed.get("Responses", {}).values() for item in many]
        self._at.bytes["DynamoDB in"] += sum(map(size, items))

    def _units(self, key: Key, before: Wire) -> int:
        after = self._item(key)
        kind = kind_of(key)
        self._at.sizes[kind] = max(self._at.sizes.get(kind, 0), size(after))
        self._at.bytes["DynamoDB out"] += size(after)
        own = max(written(before), written(after))
        self._at.units[kind] += own
        for index in self.indexes:
            self._at.units[f"{kind} in {index.keys[0]}"] += index.units(before, after)
        return own + sum(index.units(before, after) for index in self.indexes)

    def _item(self, key: Key) -> Wire:
        wire = {"pk": {"S": key[0]}, "sk": {"S": key[1]}}
        found: Wire = self._look.get_item(TableName=self._table, Key=wire).get("Item", {})
        return found


def kind_of(key: Key) -> str:
    """Return what an item is, by its key: ``A HEAD``, ``A V``, ``S``, ``N``, …"""
    pk, mark, _ = key[0].partition("#")
    own = "" if pk != "A" else f" {key[1][:1] if key[1].startswith('V#') else key[1]}"
    return f"{pk}{own}" if mark else pk


def index_of(told: dict[str, Any]) -> Index:
    """Return an index by its description."""
    keys = tuple(key["AttributeName"] for key in told["KeySchema"])
    projection = told["Projection"]
    if projection["ProjectionType"] == "ALL":
        return Index(keys, None)
    return Index(keys, frozenset({"pk", "sk", *keys, *projection.get("NonKeyAttributes", ())}))


def _keys_written(operation: str, params: dict[str, Any]) -> Iterator[Key]:
    """Yield the keys of what a call writes; ``LookupError`` for a call that nobody can price."""
    match operation:
        case "PutItem":
            yield _key(params["Item"])
        case "UpdateItem" | "DeleteItem":
            yield _key(params["Key"])
        case "BatchWriteItem":
            for requests in params["RequestItems"].values():
                for request in requests:
                    ((_, told),) = request.items()
                    yield _key(told.get("Item") or told["Key"])
        case "TransactWriteItems":
            for request in params["TransactItems"]:
                ((_, told),) = request.items()
                yield _key(told.get("Item") or told["Key"])
        case "GetItem" | "BatchGetItem" | "Query":
            return
        case _:
            raise LookupError(f"nothing tells what DynamoDB {operation} costs")


def _key(item: Wire) -> Key:
    return item["pk"]["S"], item["sk"]["S"]


def _read_units(operation: str, params: dict[str, Any], parsed: dict[str, Any]) -> float:
    if "FilterExpression" in params or "ProjectionExpression" in params:
        raise LookupError("a read is billed by what it passes over, which its answer does not tell")
    if operation == "GetItem":
        return read(size(parsed.get("Item", {})), consistent=params.get("ConsistentRead", False))
    if operation == "BatchGetItem":
        ((table, asked),) = params["RequestItems"].items()
        sizes = [size(item) for item in parsed["Responses"].get(table, ())]
        sizes += [0] * (len(asked["Keys"]) - len(sizes))
        return sum(read(each, consistent=asked.get("ConsistentRead", False)) for each in sizes)
    bytes_ = sum(map(size, parsed.get("Items", ())))
    return read(bytes_, consistent=params.get("ConsistentRead", False))
