"""The index of due times: what is to be sent on, and when.

Heads alone stand in it, and only while they are due at some time: ``DUE#<shard>`` /
``<time>#<id>``. Times cluster (a feed's stories come together), so they are spread over shards by
the id; a shard takes 1,000 changes a second. Tombstones have a shard of their own, so that what is
to be deleted never waits behind what is to be read. What is on its way, queued or fetched, has
shards of its own too, by which it is listed: an article leaves them when its due time is moved for
a look, a move that is paid for anyway. The index holds keys alone: a head that changes and stays
due as it was costs nothing there.
"""

import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import batched

from saidly.aws.table import Item, Table
from saidly.store import Status, sort_key, stamp

BATCH = 100  # items that are read in one call
ON_ITS_WAY = ("DUE#0", "DUE#1", "DUE#2")  # and what has just been stored
ENDED = ("DUE#3", "DUE#4", "DUE#5", "DUE#6", "DUE#7")  # stored or failed, and looked at again
READ, DELETE = ON_ITS_WAY + ENDED, ("DUE#GONE",)
# a page of an index: items, the position behind each, and behind all of them; None at the end
Found = tuple[list[Item], tuple[str, ...], str | None]
_FIRST, _LAST = "0", "~"  # sort before and behind every key
_SHARDS: dict[Status, Sequence[str]] = {
    "queued": ON_ITS_WAY,
    "fetched": ON_ITS_WAY,
    "stored": ENDED,
    "failed": ENDED,
    "removed": DELETE,
}


def at(article_id: str, due_at: datetime | None, status: Status) -> Item:
    """Return what a head's item holds for the index; None for all of it takes the head out.

    A slot goes with the due time that it was put with.
    """
    if due_at is None:
        return dict.fromkeys(("dueAt", "pk2", "sk2", "slot"))
    shards = _SHARDS[status]
    return {
        "dueAt": due_at.isoformat(),
        "pk2": shards[zlib.crc32(article_id.encode()) % len(shards)],
        "sk2": sort_key(article_id, due_at),
        "slot": None,
    }


def listed(table: Table, now: datetime, limit: int, shards: Sequence[str] = READ) -> Iterator[Item]:
    """Yield items that are due, up to a limit, earliest first.

    Of each shard as many are read as make the limit where all that is due is of one kind.

    The keys of all are read at once, 100 bytes each, the items by the hundred as they are taken.

    Source: DynamoDB developer guide, write sharding and sparse indexes.
    """
    # "~" sorts behind "#" and all of an id: what is due in this very second is due
    until = f"{stamp(now)}~"
    share = -(-limit // min(len(shards), len(ON_ITS_WAY)))
    keys = [
        (str(key["sk2"]), key["pk"], key["sk"])
        for shard in shards
        for key in table.due(shard, (_FIRST, until), share)
    ]
    for some in batched(sorted(keys)[:limit], BATCH, strict=False):
        items = table.get_many((pk, sk) for _, pk, sk in some)
        # another sweep may have moved some meanwhile; "~" stands for what is due no more
        due = [item for item in items if item.get("sk2", "~") <= until]
        yield from sorted(due, key=lambda item: str(item["sk2"]))


def on_its_way(table: Table, limit: int, after: str | None) -> Found:
    """Return a page of what is on its way, one shard behind the other, earliest due first.

    One query: a page ends with its shard, and may be empty with more behind it. What is due later
    by the time of the next page is met again, what is due sooner may be passed over.

    Args:
        table: that holds the index.
        limit: keys at most.
        after: the position to go on behind.

    """
    shard, _, key = (after or ON_ITS_WAY[0]).partition("|")
    # "!" sorts behind the key itself and before any other
    found = table.due(shard, (f"{key}!" if key else _FIRST, _LAST), limit)
    places = tuple(f"{shard}|{item['sk2']}" for item in found)
    if len(found) == limit:
        return found, places, places[-1]
    behind = ON_ITS_WAY[ON_ITS_WAY.index(shard) + 1 :]
    return found, places, behind[0] if behind else None
