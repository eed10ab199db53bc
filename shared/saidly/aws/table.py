"""One DynamoDB table, spoken to in plain values: keys ``pk`` and ``sk``, three indexes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from boto3.dynamodb.types import Binary, TypeDeserializer, TypeSerializer

Item = dict[str, Any]
# by name, each with its keys; a projection cannot be changed in place, so gsi4 follows gsi1
INDEXES = {"gsi2": ("pk2", "sk2"), "gsi3": ("pk3", "sk3"), "gsi4": ("pk1", "sk1")}

_serialize = TypeSerializer().serialize
_deserialize = TypeDeserializer().deserialize


class Step(int):
    """What is added to a number, where another value would take its place."""


@dataclass(frozen=True, slots=True)
class Table:
    """The table's client and name; every method is one call to AWS."""

    client: Any
    name: str

    def get(self, pk: str, sk: str) -> Item | None:
        """Read one item, strongly consistent."""
        key = _wire({"pk": pk, "sk": sk})
        found = self.client.get_item(TableName=self.name, Key=key, ConsistentRead=True)
        return _plain(found["Item"]) if "Item" in found else None

    def put(self, item: Item) -> None:
        """Write one item, whatever stood there."""
        self.client.put_item(TableName=self.name, Item=_wire(item))

    def put_if_absent(self, item: Item) -> Item:
        """Write one item unless its key is taken; return the one that stands."""
        try:
            self.client.put_item(
                TableName=self.name,
                Item=_wire(item),
                ConditionExpression="attribute_not_exists(pk)",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except self.client.exceptions.ConditionalCheckFailedException as error:
            return _plain(error.response["Item"])
        return item

    def put_unless(self, item: Item, name: str, value: str) -> bool:
        """Write one item unless an attribute of the one that stands has a value; say whether."""
        try:
            self.client.put_item(
                TableName=self.name,
                Item=_wire(item),
                ConditionExpression="attribute_not_exists(#name) OR #name <> :value",
                ExpressionAttributeNames={"#name": name},
                ExpressionAttributeValues=_wire({":value": value}),
            )
        except self.client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def update(
        self, key: tuple[str, str], changes: Item, condition: str, **values: Any
    ) -> Item | None:
        """Set, remove (None) and add to (``Step``) attributes of an item where a condition holds.

        Args:
            key: ``pk`` and ``sk``.
            changes: attributes by name.
            condition: an expression over attributes ``#name`` of ``changes`` or ``values`` and
                the values ``:name``.
            values: what the condition compares with.

        Returns:
            The item as it is now, None where the condition did not hold.
        """
        adds = [f"#{name} :{name}_new" for name, new in changes.items() if isinstance(new, Step)]
        removes = [f"#{name}" for name, value in changes.items() if value is None]
        sets = [
            f"#{name} = :{name}_new"
            for name, value in changes.items()
            if value is not None and not isinstance(value, Step)
        ]
        clauses = (("SET", sets), ("ADD", adds), ("REMOVE", removes))
        expression = " ".join(f"{word} {', '.join(names)}" for word, names in clauses if names)
        new = {f":{name}_new": value for name, value in changes.items() if value is not None}
        compared = {f":{name}": value for name, value in values.items()}
        names = {f"#{name}": name for name in (*changes, *values)}
        try:
            answer = self.client.update_item(
                TableName=self.name,
                Key=_wire({"pk": key[0], "sk": key[1]}),
                UpdateExpression=expression,
                ConditionExpression=condition,
                ExpressionAttributeNames=names,
                ExpressionAttributeValues=_wire(new | compared),
                ReturnValues="ALL_NEW",
            )
        except self.client.exceptions.ConditionalCheckFailedException:
            return None
        return _plain(answer["Attributes"])

    def add(
        self,
        key: tuple[str, str],
        steps: Mapping[str, int | set[str]],
        condition: str = "",
        **values: Any,
    ) -> Item | None:
        """Add to numbers and sets of an item where a condition holds, if any; as ``update``."""
        added = {f":{name}_step": step for name, step in steps.items()}
        compared = {f":{name}": value for name, value in values.items()}
        asked = {"ConditionExpression": condition} if condition else {}
        try:
            answer = self.client.update_item(
                TableName=self.name,
                Key=_wire({"pk": key[0], "sk": key[1]}),
                UpdateExpression="ADD " + ", ".join(f"#{name} :{name}_step" for name in steps),
                ExpressionAttributeNames={f"#{name}": name for name in steps},
                ExpressionAttributeValues=_wire(added | compared),
                ReturnValues="ALL_NEW",
                **asked,
            )
        except self.client.exceptions.ConditionalCheckFailedException:
            return None
        return _plain(answer["Attributes"])

    def join(self, key: tuple[str, str], changes: Item, name: str, members: set[str]) -> None:
        """Set and remove (None) attributes of an item and add members to its set ``name``.

        The item is made where it is not there; concurrent calls lose no member.
        """
        sets = [f"#{each} = :{each}" for each, value in changes.items() if value is not None]
        removes = [f"#{each}" for each, value in changes.items() if value is None]
        expression = f"SET {', '.join(sets)} ADD #{name} :{name}"
        expression += f" REMOVE {', '.join(removes)}" if removes else ""
        values = {f":{each}": value for each, value in (changes | {name: members}).items()}
        self.client.update_item(
            TableName=self.name,
            Key=_wire({"pk": key[0], "sk": key[1]}),
            UpdateExpression=expression,
            ExpressionAttributeNames={f"#{each}": each for each in (*changes, name)},
            ExpressionAttributeValues=_wire(values),
        )

    def count(self, pk: str, sk: str, more: int, ttl: int) -> int:
        """Add to a counter that ends at ``ttl`` (Unix time); return what it stands at."""
        answer = self.client.update_item(
            TableName=self.name,
            Key=_wire({"pk": pk, "sk": sk}),
            UpdateExpression="SET #ttl = :ttl ADD #used :more",
            ExpressionAttributeNames={"#ttl": "ttl", "#used": "used"},
            ExpressionAttributeValues=_wire({":ttl": ttl, ":more": more}),
            ReturnValues="UPDATED_NEW",
        )
        return int(_plain(answer["Attributes"])["used"])

    def delete(self, pk: str, sk: str, **seen: Any) -> bool:
        """Delete one item; again changes nothing. False where it is not as it was ``seen``."""
        more: dict[str, Any] = {}
        if seen:
            more["ConditionExpression"] = " AND ".join(f"#{name} = :{name}" for name in seen)
            more["ExpressionAttributeNames"] = {f"#{name}": name for name in seen}
            more["ExpressionAttributeValues"] = _wire({f":{k}": v for k, v in seen.items()})
        try:
            self.client.delete_item(TableName=self.name, Key=_wire({"pk": pk, "sk": sk}), **more)
        except self.client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def partition(self, pk: str, prefix: str = "") -> Iterator[Item]:
        """Read the items of a partition whose ``sk`` begins with ``prefix``, in its order."""
        begins = " AND begins_with(sk, :prefix)" if prefix else ""
        values = {":pk": pk} | ({":prefix": prefix} if prefix else {})
        pages = self.client.get_paginator("query").paginate(
            TableName=self.name,
            KeyConditionExpression=f"pk = :pk{begins}",
            ExpressionAttributeValues=_wire(values),
        )
        for page in pages:
            yield from map(_plain, page["Items"])

    def get_many(self, keys: Iterable[tuple[str, str]], *, consistent: bool = False) -> list[Item]:
        """Read items by key, 100 a call, in no order; asks again for what did not fit (16 MB)."""
        wanted = [_wire({"pk": pk, "sk": sk}) for pk, sk in keys]
        found: list[Item] = []
        while wanted:
            ask = {self.name: {"Keys": wanted[:100], "ConsistentRead": consistent}}
            answer = self.client.batch_get_item(RequestItems=ask)
            found += map(_plain, answer["Responses"].get(self.name, []))
            left = answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", [])
            wanted = left + wanted[100:]
        return found

    def write_many(self, puts: Iterable[Item], deletes: Iterable[tuple[str, str]] = ()) -> None:
        """Write and delete items of different keys, 25 a call; asks again for what was throttled.

        boto3's own retries wait longer with each refusal of a whole call; parts that are left
        over are sent with the next call, so that a loop here never turns without progress.
        """
        left = [{"PutRequest": {"Item": _wire(item)}} for item in puts]
        left += [{"DeleteRequest": {"Key": _wire({"pk": pk, "sk": sk})}} for pk, sk in deletes]
        while left:
            answer = self.client.batch_write_item(RequestItems={self.name: left[:25]})
            left = answer.get("UnprocessedItems", {}).get(self.name, []) + left[25:]

    def page(
        self, pk: str, between: tuple[str, str], limit: int, *, newest: bool
    ) -> tuple[list[Item], bool]:
        """Read part of a partition in the order of ``sk``, or from its end; one call.

        Args:
            pk: the partition.
            between: lowest and highest sort key, both included.
            limit: items at most.
            newest: begin with the last sort key.

        Returns:
            The items, and whether there are more.
        """
        answer = self.client.query(
            TableName=self.name,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :low AND :high",
            ExpressionAttributeValues=_wire({":pk": pk, ":low": between[0], ":high": between[1]}),
            ScanIndexForward=not newest,
            Limit=limit + 1,  # the one beyond tells whether there are more
        )
        items = [_plain(item) for item in answer["Items"]]
        return items[:limit], len(items) > limit or "LastEvaluatedKey" in answer

    def newest(
        self,
        partition: tuple[str, str],
        between: tuple[str, str],
        limit: int,
        start: Item | None,
    ) -> tuple[list[Item], bool]:
        """Read a page of an index, last sort key first.

        Args:
            partition: the index, ``gsi4`` or ``gsi3``, and a partition of it.
            between: lowest and highest sort key, both included.
            limit: items at most.
            start: all four keys of the item to go on behind.

        Returns:
            The items, and whether there may be more.
        """
        more: Item = {"ExclusiveStartKey": _wire(start)} if start else {}
        (index, value), (low, high) = partition, between
        pk, sk = INDEXES[index]
        answer = self.client.query(
            TableName=self.name,
            IndexName=index,
            KeyConditionExpression=f"{pk} = :pk AND {sk} BETWEEN :low AND :high",
            ExpressionAttributeValues=_wire({":pk": value, ":low": low, ":high": high}),
            ScanIndexForward=False,
            Limit=limit,
            **more,
        )
        return [_plain(item) for item in answer["Items"]], "LastEvaluatedKey" in answer

    def oldest(self, pk1: str, between: tuple[str, str], limit: int) -> tuple[list[Item], bool]:
        """Read a page of the index, first sort key first; say whether there are more."""
        answer = self.client.query(
            TableName=self.name,
            IndexName="gsi4",
            KeyConditionExpression="pk1 = :pk1 AND sk1 BETWEEN :low AND :high",
            ExpressionAttributeValues=_wire({":pk1": pk1, ":low": between[0], ":high": between[1]}),
            Limit=limit + 1,  # the one beyond tells whether there are more
        )
        items = [_plain(item) for item in answer["Items"]]
        return items[:limit], len(items) > limit or "LastEvaluatedKey" in answer

    def due(self, pk2: str, between: tuple[str, str], limit: int) -> list[Item]:
        """Read the index of due times between two sort keys, both included, earliest first."""
        answer = self.client.query(
            TableName=self.name,
            IndexName="gsi2",
            KeyConditionExpression="pk2 = :pk2 AND sk2 BETWEEN :low AND :high",
            ExpressionAttributeValues=_wire({":pk2": pk2, ":low": between[0], ":high": between[1]}),
            Limit=limit,
        )
        return [_plain(item) for item in answer["Items"]]


def _wire(item: Mapping[str, Any]) -> Item:
    return {name: _serialize(value) for name, value in item.items() if value is not None}


def _plain(wire: Mapping[str, Any]) -> Item:
    values = {name: _deserialize(value) for name, value in wire.items()}
    return {name: bytes(v) if isinstance(v, Binary) else v for name, v in values.items()}
