"""The shelf of sources in DynamoDB: ``SOURCES`` / ``<id>``, settings and health in one item.

Each write names the attributes it means, so that a visit's report and a change of settings that
cross leave both. One partition holds all: reading a thousand sources every minute costs less than
an index of due times, which each visit would have to write.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from saidly import codec
from saidly.aws.table import Item, Table
from saidly.errors import Conflict
from saidly.sources import Health, Source, Watched, revision
from saidly.sources.shelf import check_revision, due_ones, reset

_PARTITION = "SOURCES"
_BUDGET = frozenset({"day", "taken"})
_RUN = "#run = :run"
# what the first format did not know yet is as it was seen
_SEEN = "attribute_exists(pk) AND (attribute_not_exists(#{0}) OR #{0} = :{0})"
_EVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DynamoSources:
    """Sources in a table, by id."""

    table: Table

    def get(self, source_id: str) -> Watched | None:
        """One read."""
        item = self.table.get(_PARTITION, source_id)
        return _watched(item) if item else None

    def put(self, source: Source, now: datetime, seen: str | None = None) -> tuple[Watched, bool]:
        """One read, and one conditional write where something changes; again where it is late."""
        key, settings = (_PARTITION, source.id), _settings(source)
        while True:
            stands = self.get(source.id)
            check_revision(stands.source if stands else None, seen)
            if stands and stands.source == source:
                return stands, False
            if stands is None:
                health = _health(Health(now))
                made = self.table.update(key, settings | health, "attribute_not_exists(pk)")
            else:
                health = _health(reset(stands, source, now))
                was = revision(stands.source)
                made = self.table.update(
                    key, settings | health, _SEEN.format("revision"), revision=was
                )
            if made:
                return _watched(made), stands is None

    def remove(self, source_id: str, seen: str | None = None) -> None:
        """One write; conditional where a revision was seen."""
        condition = {} if seen is None else {"revision": seen}
        if not self.table.delete(_PARTITION, source_id, **condition):
            raise Conflict("the source was changed since; read it again and decide anew")

    def page(self, limit: int, after: str | None) -> tuple[tuple[Watched, ...], str | None]:
        """One query."""
        # "!" sorts before all that an id is made of; a key may not be empty
        low = f"{after}!" if after else "!"
        items, more = self.table.page(_PARTITION, (low, "~"), limit, newest=False)
        return tuple(map(_watched, items)), items[-1]["sk"] if more else None

    def due(self, at: datetime) -> tuple[Watched, ...]:
        """One query for each megabyte of sources: some thousand."""
        return due_ones(tuple(map(_watched, self.table.partition(_PARTITION))), at)

    def hurry(self, source_id: str, now: datetime) -> bool:
        """One conditional write."""
        changes = {"dueAt": now.isoformat()}
        return bool(self.table.update((_PARTITION, source_id), changes, "attribute_exists(pk)"))

    def claim(self, watched: Watched, run: datetime, until: datetime) -> bool:
        """One conditional write."""
        changes = {"dueAt": until.isoformat(), "run": run.isoformat()}
        seen = watched.health.due_at.isoformat()
        key = (_PARTITION, watched.source.id)
        return bool(self.table.update(key, changes, _SEEN.format("dueAt"), dueAt=seen))

    def spend(self, source_id: str, run: datetime, day: str, taken: int) -> bool:
        """One conditional write."""
        changes = {"day": day, "taken": taken}
        key = (_PARTITION, source_id)
        return bool(self.table.update(key, changes, _RUN, run=run.isoformat()))

    def report(self, source_id: str, run: datetime, health: Health) -> bool:
        """One conditional write."""
        changes = {name: value for name, value in _health(health).items() if name not in _BUDGET}
        changes["run"] = run.isoformat()
        key = (_PARTITION, source_id)
        return bool(self.table.update(key, changes, _RUN, run=run.isoformat()))


def _settings(source: Source) -> Item:
    plain: Item = codec.encode(source)
    return plain | {"revision": revision(source)}


def _health(health: Health) -> Item:
    plain: Item = codec.encode(health)
    return plain


def _watched(item: Item) -> Watched:
    plain = _since_first(_whole(item))
    return Watched(codec.decode(Source, plain), codec.decode(Health, plain))


def _since_first(plain: Item) -> Item:
    """Return an item as it is now; at first a source was a feed or pages, and had no health."""
    if "kind" in plain:
        return plain
    feed = plain.get("feed")
    kind = "feed" if feed else "pages"
    return {"dueAt": _EVER.isoformat()} | plain | {"kind": kind, "address": feed}


def _whole(plain: Any) -> Any:
    """Return plain types with whole numbers, where DynamoDB knows decimals only."""
    if isinstance(plain, list):
        return [_whole(each) for each in plain]
    if isinstance(plain, dict):
        return {name: _whole(each) for name, each in plain.items()}
    return int(plain) if isinstance(plain, Decimal) else plain
