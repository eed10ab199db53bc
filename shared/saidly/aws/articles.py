"""The shelf of heads and versions in DynamoDB.

Keys: ``A#<id>`` / ``HEAD`` (``heads``, with the lists of them; ``due`` lists those that wait for a
time) and ``A#<id>`` / ``V#<number>``. A reading is kept as compressed JSON inside its version
(``readings``), or in S3 where it would not fit into an item (400 KB).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saidly import codec
from saidly.aws import due
from saidly.aws.accounts import tally
from saidly.aws.heads import Lists, entry, head_item, head_key, head_of
from saidly.aws.readings import Readings, base_of, keys, version_key
from saidly.aws.table import Item, Step, Table
from saidly.model import Article, ChangeClass
from saidly.store import (
    LEASE,
    Captures,
    Ending,
    Failure,
    Head,
    Listing,
    Look,
    Period,
    Version,
    showing,
    sort_key,
    tombstone,
)


@dataclass(frozen=True, slots=True)
class DynamoArticles:
    """Heads and versions in a table; ``large`` takes what is too large for it."""

    table: Table
    large: Captures

    def head(self, article_id: str) -> Head | None:
        """One read."""
        item = self.table.get(*head_key(article_id))
        return head_of(item) if item else None

    def standing(self, wanted: Iterable[str]) -> dict[str, Head]:
        """One batch read."""
        return self._lists.standing(wanted)

    def submit(self, head: Head) -> Head:
        """One conditional write."""
        item = head_item(head) | due.at(head.id, head.due_at, head.status)
        return head_of(self.table.put_if_absent(item))

    def requeue(self, article_id: str, submitted_at: datetime) -> Head:
        """One conditional write, and a read where another was faster."""
        changes: Item = {
            "status": "queued",
            "submittedAt": submitted_at.isoformat(),
            "attempts": 0,
            "reason": None,
            "checkedAt": None,
            **entry(None, article_id, None),
            **due.at(article_id, submitted_at + LEASE, "queued"),
        }
        condition = "#status = :status AND attribute_not_exists(goneAt)"
        item = self._moved(article_id, changes, condition, status="failed")
        return head_of(item or self.table.get(*head_key(article_id)) or {})

    def _moved(self, article_id: str, changes: Item, condition: str, **values: Any) -> Item | None:
        """Change a head where a condition holds; what its order has cost so far is added to it."""
        order = tally()
        owed = order.owed()
        more: Item = {"cost": Step(owed)} if owed > 0 else {}
        key = head_key(article_id)
        item = self.table.update(key, changes | more, condition, **values)
        if item is not None and more:
            order.note(owed)
        return item

    def failed(self, article_id: str, failure: Failure) -> None:
        """One conditional write; a second one where the article has a version already."""
        changes: Item = {
            "reason": failure.reason,
            "attempts": failure.attempts,
            "checkedAt": failure.at.isoformat(),
            "goneAt": failure.at.isoformat() if failure.gone else None,
            "sameAs": failure.same_as,
        }
        standing = "attribute_not_exists(#goneAt)"
        as_failed = entry(None if failure.same_as else "failed", article_id, failure.at)
        as_failed |= due.at(article_id, failure.due_at, "failed")
        ended = (failure.due_at is None or failure.ended) and self._moved(
            article_id,
            changes | {"status": "failed"} | as_failed,
            f"#version = :version AND {standing}",
            version=0,
        )
        if not ended:
            changes |= due.at(article_id, failure.due_at, failure.status)
            self._moved(article_id, changes, f"attribute_exists(pk) AND {standing}")

    def checked(self, article_id: str, look: Look) -> None:
        """One conditional write."""
        moment = look.at.isoformat()
        changes: Item = {"checkedAt": moment, "attempts": 0, "reason": None}
        if look.digest is not None:
            said = {"etag": look.etag, "lastModified": look.last_modified}
            changes |= {"digest": look.digest, **said}
        self._moved(
            article_id,
            changes | due.at(article_id, look.due_at, "stored"),
            "#version = :version AND attribute_not_exists(goneAt) "
            "AND (attribute_not_exists(#checkedAt) OR #checkedAt <= :checkedAt)",
            version=look.version,
            checkedAt=moment,
        )

    def put_version(self, version: Version) -> Version:
        """One conditional write; one read before it where an earlier version may be built on."""
        item = self._item(version)
        if self.table.put_if_absent(item) is item:
            return version
        return self.version(version.article_id, version.number) or version

    @property
    def _readings(self) -> Readings:
        return Readings(self.large)

    def _item(self, version: Version) -> Item:
        base = base_of(version.number)
        apart = base == version.number
        stands = None if apart else self.table.get(*version_key(version.article_id, base))
        return self._readings.item(version, stands)

    def advance(self, version: Version, due_at: datetime | None = None) -> None:
        """One conditional write."""
        changes = {
            "status": "fetched",
            "version": version.number,
            "digest": version.capture.digest,
            "fetchedAt": version.capture.fetched_at.isoformat(),
            "attempts": 0,
            "reason": None,
            "checkedAt": None,
            "etag": version.capture.etag,
            "lastModified": version.capture.last_modified,
            **due.at(version.article_id, due_at or version.capture.fetched_at + LEASE, "fetched"),
        }
        condition = "#version < :version AND attribute_not_exists(goneAt)"
        self._moved(version.article_id, changes, condition, version=version.number)

    def version(self, article_id: str, number: int) -> Version | None:
        """One read, of two items where it is built on another; S3 is asked for a large one."""
        return self._read(keys(article_id, number), consistent=True).get((article_id, number))

    def _read(
        self, wanted: set[tuple[str, str]], *, consistent: bool = False
    ) -> dict[tuple[str, int], Version]:
        found = self._readings.versions(self._of(wanted, consistent=consistent))
        return {(version.article_id, version.number): version for version in found}

    def _of(self, wanted: set[tuple[str, str]], *, consistent: bool) -> dict[tuple[str, str], Item]:
        items = self.table.get_many(wanted, consistent=consistent)
        return {(item["pk"], item["sk"]): item for item in items}

    def readings(self, article_id: str) -> tuple[Version, ...]:
        """Two queries, and one of S3 for each reading that is too large for an item."""
        items = self._items(article_id)
        return tuple(self._readings.versions({(item["pk"], item["sk"]): item for item in items}))

    def _items(self, article_id: str) -> list[Item]:
        """Return the items of versions, and of articles that stand beside their pages."""
        pk = f"A#{article_id}"
        return [item for kind in ("V#", "X#") for item in self.table.partition(pk, kind)]

    def take_down(self, article_id: str, at: datetime) -> None:
        """One write, in place of all that the head said."""
        head = tombstone(article_id, at)
        listed = entry("removed", article_id, at)
        self.table.put(head_item(head) | listed | due.at(article_id, at, "removed"))

    def purge(self, article_id: str) -> None:
        """Two queries, a write for each item, and what S3 needs for the large readings."""
        # newest first: one that another is built on stays readable until that one is gone
        for item in reversed(self._items(article_id)):
            self.table.delete(item["pk"], item["sk"])
        self.large.purge(article_id)

    def several(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Version]:
        """A batch read or two, and one of S3 for each reading that is too large for an item."""
        asked = set(wanted)
        found = self._read({key for each in asked for key in keys(*each)})
        return {key: version for key, version in found.items() if key in asked}

    def file(
        self, article_id: str, number: int, extracted: Callable[[Version], Version]
    ) -> Version | None:
        """One read, of two items where it is built on another, and one conditional write.

        A read more where another filed it meanwhile.
        """
        items = self._of(keys(article_id, number), consistent=True)
        read = {version.number: version for version in self._readings.versions(items)}
        page = read.get(number)
        if page is None or isinstance(page.reading, Article):
            return page
        article = extracted(page)
        showing(article)  # a page is refused before anything is written
        key, base_key = version_key(article_id, number), version_key(article_id, base_of(number))
        base = items.get(base_key) if base_key != key else None
        if items[key].get("apart"):
            item = self._readings.article(article, items[key], base)
            new = self.table.put_if_absent(item) is item
        else:
            new = self.table.put_unless(self._readings.item(article, base), "kind", "article")
        return article if new else self.version(article_id, number)

    def show(
        self, version: Version, due_at: datetime | None = None, *, stays: bool = False
    ) -> None:
        """One conditional write; a second one where the head was stored already."""
        show = showing(version)
        changes: Item = codec.encode(show) | {"status": "stored"}
        changes |= entry("stored", version.article_id, show.date)
        if show.publisher:
            changes["pk1"] = f"P#{show.publisher}"
            changes["sk1"] = sort_key(version.article_id, show.date)
        condition = "#version = :version AND #status = :status"
        # left untouched where it stays: to move it among the shards would cost two units
        moved = {} if stays else due.at(version.article_id, due_at, "stored")
        became = self._moved(
            version.article_id,
            changes | moved,
            condition,
            version=version.number,
            status="fetched",
        )
        if not became:
            values = {"version": version.number, "status": "stored"}
            self._moved(version.article_id, changes, condition, **values)

    def due(self, now: datetime, limit: int) -> Iterator[Head]:
        """One query of the index per shard, and a batch read for each 100 heads."""
        return map(head_of, due.listed(self.table, now, limit))

    def withdrawn(self, now: datetime, limit: int) -> Iterator[Head]:
        """One query of the index, and a batch read for each 100 heads."""
        return map(head_of, due.listed(self.table, now, limit, due.DELETE))

    def postpone(self, head: Head, due_at: datetime | None, slot: datetime | None = None) -> bool:
        """One conditional write."""
        changes = due.at(head.id, due_at, head.status)
        changes["slot"] = slot.isoformat() if slot else None
        key = head_key(head.id)
        if head.due_at is None:
            return bool(self.table.update(key, changes, "attribute_not_exists(#dueAt)"))
        seen = head.due_at.isoformat()
        return bool(self.table.update(key, changes, "#dueAt = :dueAt", dueAt=seen))

    def by_publisher(
        self, publisher: str, period: Period, limit: int, after: str | None
    ) -> Listing:
        """One query of the index, one batch read of the heads."""
        return self._lists.by_publisher(publisher, period, limit, after)

    def by_date(self, status: Ending, period: Period, limit: int, after: str | None) -> Listing:
        """One query of the index, one batch read of the heads."""
        return self._lists.by_date(status, period, limit, after)

    def on_its_way(self, limit: int, after: str | None) -> Listing:
        """One query of the index, one batch read of the heads."""
        return self._lists.on_its_way(limit, after)

    @property
    def _lists(self) -> Lists:
        return Lists(self.table)

    def note_changes(self, article_id: str, classes: Iterable[ChangeClass]) -> None:
        """One conditional write; a tombstone tells of no fetch and stays as it is."""
        fetched = "attribute_exists(fetchedAt)"
        self.table.add(head_key(article_id), {"changes": set(classes)}, fetched)
