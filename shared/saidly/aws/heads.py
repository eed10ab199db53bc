"""Heads as items, and lists of them: a publisher's, of all as they stand, of what is on its way.

``gsi4`` lists stored heads as ``P#<domain>`` / ``<date>#<id>``; ``gsi3`` lists what is stored, what
failed and what was taken down, of all publishers, by ``<date>#<id>``. Both hold keys and nothing
that a look moves, so that they are written when an article comes to be stored and hardly ever
again; what a page of them shows is read from the heads.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from saidly import codec
from saidly.aws import due
from saidly.aws.due import Found
from saidly.aws.readings import whole_numbers
from saidly.aws.table import INDEXES, Item, Table
from saidly.store import Ending, Head, Listing, Period, bounds, ending, sort_key

_PARTITIONS: dict[Ending, str] = {
    "stored": "STORED",
    "failed": "FAILED",
    "removed": "REMOVED",
}


def head_key(article_id: str) -> tuple[str, str]:
    """Return the key of a head's item."""
    return f"A#{article_id}", "HEAD"


def head_item(head: Head) -> Item:
    """Return a head's item; the changes are a set, which grows, and may not be empty."""
    plain: Item = codec.encode(head)
    pk, sk = head_key(head.id)
    return plain | {"pk": pk, "sk": sk, "changes": set(head.changes) or None}


def head_of(item: Item) -> Head:
    """Return the head of an item."""
    whole = whole_numbers(item) | {"changes": sorted(item.get("changes") or ())}
    head: Head = codec.decode(Head, whole)
    return head


def entry(status: Ending | None, article_id: str, at: datetime | None) -> Item:
    """Return what puts a head into a list over all publishers; None takes it out."""
    if status is None or at is None:
        return {"pk3": None, "sk3": None}
    return {"pk3": _PARTITIONS[status], "sk3": sort_key(article_id, at)}


@dataclass(frozen=True, slots=True)
class Lists:
    """Heads in a table, page by page."""

    table: Table

    def standing(self, wanted: Iterable[str]) -> dict[str, Head]:
        """Return the heads that there are, by id: one batch read."""
        items = self.table.get_many({head_key(name) for name in wanted})
        return {item["id"]: head_of(item) for item in items}

    def by_publisher(
        self, publisher: str, period: Period, limit: int, after: str | None
    ) -> Listing:
        """List what is stored of a publisher, newest first."""
        found = self._newest(("gsi4", f"P#{publisher}"), period, limit, after)
        return self._heads(found, lambda head: (ending(head) or ("", None))[0] == "stored")

    def by_date(self, status: Ending, period: Period, limit: int, after: str | None) -> Listing:
        """List what ended so, newest first."""
        found = self._newest(("gsi3", _PARTITIONS[status]), period, limit, after)
        return self._heads(found, lambda head: (ending(head) or ("", None))[0] == status)

    def on_its_way(self, limit: int, after: str | None) -> Listing:
        """List what is queued or fetched."""
        found = due.on_its_way(self.table, limit, after)
        return self._heads(found, lambda head: head.status in ("queued", "fetched"))

    def _heads(self, found: Found, is_there: Callable[[Head], bool]) -> Listing:
        """Read the heads that an index of keys lists; it may be a moment behind them."""
        items, places, more = found
        names = [item["pk"].removeprefix("A#") for item in items]
        heads = self.standing(names) if names else {}
        rows = [
            (heads[name], place)
            for name, place in zip(names, places, strict=True)
            if name in heads and is_there(heads[name])
        ]
        return Listing(tuple(head for head, _ in rows), tuple(place for _, place in rows), more)

    def _newest(
        self, partition: tuple[str, str], period: Period, limit: int, after: str | None
    ) -> Found:
        """Return a page of an index."""
        pk, sk = INDEXES[partition[0]]
        start = None
        if after:
            table_pk, table_sk = head_key(after.rpartition("#")[2])
            start = {pk: partition[1], sk: after, "pk": table_pk, "sk": table_sk}
        items, more = self.table.newest(partition, bounds(period), limit, start)
        places = tuple(item[sk] for item in items)
        return items, places, places[-1] if more and places else None
