"""The index of due times: what is to be sent on, and when.

Heads alone stand in it, and only while they are due at some time: ``DUE#<shard>`` /
``<time>#<id>``. Times cluster (a feed's stories come together), so they are spread over shards by
the id; a shard takes 1,000 changes a second. Tombstones have a shard of their own, so that what is
to be deleted never waits behind what is to be read. The index holds keys alone: a head that changes
and stays due as it was costs nothing there.
"""

import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import batched

from saidly.aws.table import Item, Table
from saidly.store import sort_key, stamp

SHARDS = 8
BATCH = 100  # items that are read in one call
READ, DELETE = tuple(f"DUE#{n}" for n in range(SHARDS)), ("DUE#GONE",)


def at(article_id: str, due_at: datetime | None, *, withdrawn: bool = False) -> Item:
    """Return what a head's item holds for the index; None for all of it takes the head out.

    A slot goes with the due time that it was put with.
    """
    if due_at is None:
        return dict.fromkeys(("dueAt", "pk2", "sk2", "slot"))
    shard = DELETE[0] if withdrawn else READ[zlib.crc32(article_id.encode()) % SHARDS]
    return {
        "dueAt": due_at.isoformat(),
        "pk2": shard,
        "sk2": sort_key(article_id, due_at),
        "slot": None,
    }


def listed(table: Table, now: datetime, limit: int, shards: Sequence[str] = READ) -> Iterator[Item]:
    """Yield items that are due, up to a limit shared out among the shards, earliest first.

    The keys of all are read at once, 100 bytes each, the items by the hundred as they are taken.

    Source: DynamoDB developer guide, write sharding and sparse indexes.
    """
    # "~" sorts behind "#" and all of an id: what is due in this very second is due
    until = f"{stamp(now)}~"
    share = -(-limit // len(shards))
    keys = [
        (str(key["sk2"]), key["pk"], key["sk"])
        for shard in shards
        for key in table.due(shard, until, share)
    ]
    for some in batched(sorted(keys)[:limit], BATCH, strict=False):
        items = table.get_many((pk, sk) for _, pk, sk in some)
        # another sweep may have moved some meanwhile; "~" stands for what is due no more
        due = [item for item in items if item.get("sk2", "~") <= until]
        yield from sorted(due, key=lambda item: str(item["sk2"]))
