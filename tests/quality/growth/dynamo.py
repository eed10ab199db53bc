"""A table in memory that answers as DynamoDB's client does, and counts units by partition.

The real shelves run on it unchanged: they speak to ``aws.table.Table``, which speaks to this.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from boto3.dynamodb.types import TypeDeserializer

from saidly.local.package import template
from tests.quality.costs.meter import Index, Key, Wire, index_of, kind_of, read, size, written

TEMPLATE = template(Path(__file__).parents[3] / "template.yaml")
INDEXES = {
    told["IndexName"]: index_of(told)
    for told in TEMPLATE["Resources"]["Table"]["Properties"]["GlobalSecondaryIndexes"]
}
_CLAUSE = re.compile(r"(SET|REMOVE|ADD) (.*?)(?= (?:SET|REMOVE|ADD) |$)")
_TOKEN = re.compile(
    r"attribute_(not_)?exists\(([#\w]+)\)|begins_with\(([#\w]+), (:\w+)\)"
    r"|([#\w]+) BETWEEN (:\w+) AND (:\w+)|(:\w+)|(<=|>=|<>|<|>|=)|(AND|OR|NOT)|([#\w]+)"
)
_plain = TypeDeserializer().deserialize


class ConditionalCheckFailed(Exception):
    """What botocore raises where a condition does not hold."""

    def __init__(self, item: Wire) -> None:
        """Hold the item that stands."""
        super().__init__("the condition does not hold")
        self.response = {"Item": item}


class Absent:
    """An attribute that is not there: it compares to nothing."""

    def __lt__(self, other: object) -> bool:
        """Say no."""
        return False

    __le__ = __gt__ = __ge__ = __lt__


class MemoryDynamo:
    """The client; ``writes`` and ``reads`` are units by partition, of the table and its indexes."""

    class exceptions:  # noqa: N801
        """As botocore's clients hold them."""

        ConditionalCheckFailedException = ConditionalCheckFailed

    def __init__(self) -> None:
        """Hold nothing."""
        self.items: dict[Key, Wire] = {}
        self.writes: Counter[str] = Counter()
        self.reads: dict[str, float] = defaultdict(float)
        self.sizes: Counter[str] = Counter()  # largest item by its kind
        self.calls: Counter[str] = Counter()

    def forget_counts(self) -> None:
        """Count anew; the items stay."""
        for counts in (self.writes, self.reads, self.sizes, self.calls):
            counts.clear()

    def put_item(self, Item: Wire, **told: Any) -> dict[str, Any]:  # noqa: N803
        """Put, where the condition holds."""
        self.calls["PutItem"] += 1
        key = _key(Item)
        self._check(key, told)
        self._write(key, Item)
        return {}

    def update_item(self, Key: Wire, UpdateExpression: str, **told: Any) -> dict[str, Any]:  # noqa: N803
        """Set, remove and add, where the condition holds."""
        self.calls["UpdateItem"] += 1
        key = _key(Key)
        self._check(key, told)
        item = dict(self.items.get(key) or Key)
        names = told.get("ExpressionAttributeNames", {})
        values = told.get("ExpressionAttributeValues", {})
        for word, text in _CLAUSE.findall(UpdateExpression):
            for part in text.split(", "):
                name, *rest = part.replace(" = ", " ").split()
                _change(item, word, names.get(name, name), values[rest[0]] if rest else None)
        self._write(key, item)
        return {"Attributes": item}

    def delete_item(self, Key: Wire, **_: Any) -> dict[str, Any]:  # noqa: N803
        """Delete."""
        self.calls["DeleteItem"] += 1
        self._write(_key(Key), None)
        return {}

    def get_item(self, Key: Wire, **told: Any) -> dict[str, Any]:  # noqa: N803
        """Read one."""
        self.calls["GetItem"] += 1
        key = _key(Key)
        self._read(key, consistent=told.get("ConsistentRead", False))
        return {"Item": self.items[key]} if key in self.items else {}

    def batch_get_item(self, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N803
        """Read some."""
        self.calls["BatchGetItem"] += 1
        ((name, asked),) = RequestItems.items()
        keys = [_key(wire) for wire in asked["Keys"]]
        for key in keys:
            self._read(key, consistent=asked.get("ConsistentRead", False))
        return {"Responses": {name: [self.items[key] for key in keys if key in self.items]}}

    def batch_write_item(self, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N803
        """Put and delete some."""
        self.calls["BatchWriteItem"] += 1
        for request in next(iter(RequestItems.values())):
            ((kind, told),) = request.items()
            item = told["Item"] if kind == "PutRequest" else None
            self._write(_key(item or told["Key"]), item)
        return {}

    def query(self, KeyConditionExpression: str, **told: Any) -> dict[str, Any]:  # noqa: N803
        """Read a stretch of a partition; all items are looked at, so not for load."""
        self.calls["Query"] += 1
        holds = _condition(KeyConditionExpression, told)
        sort = INDEXES[told["IndexName"]].keys[1] if "IndexName" in told else "sk"
        found = sorted(filter(holds, self.items.values()), key=lambda item: item[sort]["S"])
        found = found[:: 1 if told.get("ScanIndexForward", True) else -1][: told.get("Limit")]
        return {"Items": found}

    def get_paginator(self, _: str) -> "MemoryDynamo":
        """Return what pages queries: all comes at once."""
        return self

    def paginate(self, **told: Any) -> Iterator[dict[str, Any]]:
        """Yield the one page."""
        yield self.query(**told)

    def _check(self, key: Key, told: Mapping[str, Any]) -> None:
        condition = told.get("ConditionExpression")
        stands = self.items.get(key, {})
        if condition and not _condition(condition, told)(stands):
            self.writes[key[0]] += written(stands)
            raise ConditionalCheckFailed(stands)

    def _write(self, key: Key, item: Wire | None) -> None:
        before, after = self.items.get(key, {}), item or {}
        self.writes[key[0]] += max(written(before), written(after))
        for index in INDEXES.values():
            self._write_index(index, before, after)
        if item is None:
            self.items.pop(key, None)
        else:
            self.items[key] = item
            kind = kind_of(key)
            self.sizes[kind] = max(self.sizes[kind], size(item))

    def _write_index(self, index: Index, before: Wire, after: Wire) -> None:
        """Charge a change to the partitions it touches: a moved item to the old and the new one."""
        pk, old, new = index.keys[0], index.projected(before), index.projected(after)
        if old and new and any(old[key] != new[key] for key in index.keys):
            self._write_index(index, before, {})
            self._write_index(index, {}, after)
        elif old != new:
            held = new or old or {}
            self.writes[held[pk]["S"]] += index.units(before, after)

    def _read(self, key: Key, *, consistent: bool) -> None:
        self.reads[key[0]] += read(size(self.items.get(key, {})), consistent=consistent)


def _key(item: Wire) -> Key:
    return item["pk"]["S"], item["sk"]["S"]


def _change(item: dict[str, Any], word: str, name: str, value: Any) -> None:
    if word == "REMOVE":
        item.pop(name, None)
    elif word == "SET":
        item[name] = value
    elif "SS" in value:
        item[name] = {"SS": sorted({*item.get(name, {"SS": []})["SS"], *value["SS"]})}
    else:
        item[name] = {"N": str(int(item.get(name, {"N": 0})["N"]) + int(value["N"]))}


def _condition(expression: str, told: Mapping[str, Any]) -> Any:
    """Return whether an item meets a condition, as a function.

    Names and values are looked up in what was told; the rest is Python's own grammar.
    """
    names = told.get("ExpressionAttributeNames", {})
    wires = told.get("ExpressionAttributeValues", {})
    values = {name: _plain(value) for name, value in wires.items()}

    def python(match: re.Match[str]) -> str:
        absent, exists, begins, start, between, low, high, value, sign, word, name = match.groups()
        if exists:
            return f"({names.get(exists, exists)!r} {'not ' if absent else ''}in item)"
        if begins:
            return f"get({names.get(begins, begins)!r}).startswith(values[{start!r}])"
        if between:
            held = f"get({names.get(between, between)!r})"
            return f"(values[{low!r}] <= {held} <= values[{high!r}])"
        if value:
            return f"values[{value!r}]"
        if sign:
            return {"=": "==", "<>": "!="}.get(sign, sign)
        return word.lower() if word else f"get({names.get(name, name)!r})"

    code = compile(_TOKEN.sub(python, expression), "<condition>", "eval")

    def holds(item: Wire) -> bool:
        def get(name: str) -> Any:
            return _plain(item[name]) if name in item else Absent()

        return bool(eval(code, {"item": item, "values": values, "get": get}))

    return holds
