"""The index of due times: what is to be sent on, and when.

Heads alone stand in it, and only while they are due at some time: ``DUE#<shard>`` /
``<time>#<id>``. Times cluster (a feed's stories come together), so they are spread over shards by
the id; a shard takes 1,000 changes a second.
"""

import zlib
from datetime import datetime

from saidly.aws.table import Item, Table
from saidly.store import sort_key, stamp

SHARDS = 8


def at(article_id: str, due_at: datetime | None) -> Item:
    """Return what a head's item holds for the index; None for all of it takes the head out."""
    if due_at is None:
        return dict.fromkeys(("dueAt", "pk2", "sk2"))
    shard = zlib.crc32(article_id.encode()) % SHARDS
    return {
        "dueAt": due_at.isoformat(),
        "pk2": f"DUE#{shard}",
        "sk2": sort_key(article_id, due_at),
    }


def listed(table: Table, now: datetime, limit: int) -> list[Item]:
    """Return items that are due, up to a limit shared out among the shards.

    Source: DynamoDB developer guide, write sharding and sparse indexes.
    """
    # "~" sorts behind "#" and all of an id: what is due in this very second is due
    until = f"{stamp(now)}~"
    share = -(-limit // SHARDS)
    return [item for n in range(SHARDS) for item in table.due(f"DUE#{n}", until, share)]
