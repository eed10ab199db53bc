"""The shelf of heads and versions in DynamoDB.

Keys: ``A#<id>`` / ``HEAD`` and ``A#<id>`` / ``V#<number>``; the index lists stored heads as
``P#<domain>`` / ``<date>#<id>``, and ``due`` those that wait for a time. A reading is kept as
compressed JSON inside its version (``readings``), or in S3 where it would not fit into an item
(400 KB).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from saidly import codec
from saidly.aws import due
from saidly.aws.readings import Readings, base_of, keys, version_key, whole_numbers
from saidly.aws.table import Item, Table
from saidly.store import (
    LEASE,
    Captures,
    Failure,
    Head,
    Listing,
    Look,
    Period,
    Version,
    bounds,
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
        item = self.table.get(f"A#{article_id}", "HEAD")
        return _head(item) if item else None

    def standing(self, wanted: Iterable[str]) -> dict[str, Head]:
        """One batch read."""
        items = self.table.get_many({(f"A#{name}", "HEAD") for name in wanted})
        return {item["id"]: _head(item) for item in items}

    def submit(self, head: Head) -> Head:
        """One conditional write."""
        item = _keys(head.id) | codec.encode(head) | due.at(head.id, head.due_at)
        return _head(self.table.put_if_absent(item))

    def requeue(self, article_id: str, submitted_at: datetime) -> Head:
        """One conditional write, and a read where another was faster."""
        changes: Item = {
            "status": "queued",
            "submittedAt": submitted_at.isoformat(),
            "attempts": 0,
            "reason": None,
            "checkedAt": None,
            **due.at(article_id, submitted_at + LEASE),
        }
        key = (f"A#{article_id}", "HEAD")
        item = self.table.update(
            key, changes, "#status = :status AND attribute_not_exists(goneAt)", status="failed"
        )
        return _head(item or self.table.get(*key) or {})

    def failed(self, article_id: str, failure: Failure) -> None:
        """One conditional write; a second one where the article has a version already."""
        key = (f"A#{article_id}", "HEAD")
        changes: Item = {
            "reason": failure.reason,
            "attempts": failure.attempts,
            "checkedAt": failure.at.isoformat(),
            "goneAt": failure.at.isoformat() if failure.gone else None,
            "sameAs": failure.same_as,
            **due.at(article_id, failure.due_at),
        }
        standing = "attribute_not_exists(#goneAt)"
        ended = (failure.due_at is None or failure.ended) and self.table.update(
            key, changes | {"status": "failed"}, f"#version = :version AND {standing}", version=0
        )
        if not ended:
            self.table.update(key, changes, f"attribute_exists(pk) AND {standing}")

    def checked(self, article_id: str, look: Look) -> None:
        """One conditional write."""
        moment = look.at.isoformat()
        changes: Item = {"checkedAt": moment, "attempts": 0, "reason": None}
        if look.digest is not None:
            said = {"etag": look.etag, "lastModified": look.last_modified}
            changes |= {"digest": look.digest, **said}
        self.table.update(
            (f"A#{article_id}", "HEAD"),
            changes | due.at(article_id, look.due_at),
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

    def advance(self, version: Version) -> None:
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
            **due.at(version.article_id, version.capture.fetched_at + LEASE),
        }
        key = (f"A#{version.article_id}", "HEAD")
        condition = "#version < :version AND attribute_not_exists(goneAt)"
        self.table.update(key, changes, condition, version=version.number)

    def version(self, article_id: str, number: int) -> Version | None:
        """One read, of two items where it is built on another; S3 is asked for a large one."""
        return self._read(keys(article_id, number), consistent=True).get((article_id, number))

    def _read(
        self, wanted: set[tuple[str, str]], *, consistent: bool = False
    ) -> dict[tuple[str, int], Version]:
        items = self.table.get_many(wanted, consistent=consistent)
        found = self._readings.versions({(item["pk"], item["sk"]): item for item in items})
        return {(version.article_id, version.number): version for version in found}

    def readings(self, article_id: str) -> tuple[Version, ...]:
        """One query, and one of S3 for each reading that is too large for an item."""
        items = self.table.partition(f"A#{article_id}", "V#")
        return tuple(self._readings.versions({(item["pk"], item["sk"]): item for item in items}))

    def take_down(self, article_id: str, at: datetime) -> None:
        """One write, in place of all that the head said."""
        head = tombstone(article_id, at)
        self.table.put(_keys(article_id) | codec.encode(head) | due.at(article_id, at))

    def purge(self, article_id: str) -> None:
        """A query, a write for each version, and what S3 needs for the large readings."""
        pk = f"A#{article_id}"
        # newest first: one that another is built on stays readable until that one is gone
        for item in reversed(list(self.table.partition(pk, "V#"))):
            self.table.delete(pk, item["sk"])
        self.large.purge(article_id)

    def several(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Version]:
        """A batch read or two, and one of S3 for each reading that is too large for an item."""
        asked = set(wanted)
        found = self._read({key for each in asked for key in keys(*each)})
        return {key: version for key, version in found.items() if key in asked}

    def put_article(self, version: Version, due_at: datetime | None = None) -> None:
        """Two writes: the version, then the head while it stands at this version.

        A third where the head was stored already, and a read where an earlier version may be
        built on.
        """
        show = showing(version)
        if not self.table.put_unless(self._item(version), "kind", "article"):
            kept = self.version(version.article_id, version.number)
            show = showing(kept) if kept else show
        key = (f"A#{version.article_id}", "HEAD")
        changes: Item = codec.encode(show) | {"status": "stored"}
        if show.publisher:
            changes["pk1"] = f"P#{show.publisher}"
            changes["sk1"] = sort_key(version.article_id, show.date)
        became = self.table.update(
            key,
            changes | due.at(version.article_id, due_at),
            "#version = :version AND #status = :status",
            version=version.number,
            status="fetched",
        )
        if not became:
            again = "#version = :version AND #status = :status"
            self.table.update(key, changes, again, version=version.number, status="stored")

    def due(self, now: datetime, limit: int) -> tuple[Head, ...]:
        """One query of the index per shard."""
        return tuple(map(_head, due.listed(self.table, now, limit)))

    def postpone(self, head: Head, due_at: datetime | None) -> bool:
        """One conditional write."""
        changes = due.at(head.id, due_at)
        key = (f"A#{head.id}", "HEAD")
        if head.due_at is None:
            return bool(self.table.update(key, changes, "attribute_not_exists(#dueAt)"))
        seen = head.due_at.isoformat()
        return bool(self.table.update(key, changes, "#dueAt = :dueAt", dueAt=seen))

    def by_publisher(
        self, publisher: str, period: Period, limit: int, after: str | None
    ) -> Listing:
        """One query of the index."""
        pk1 = f"P#{publisher}"
        start = None
        if after:
            start = {"pk1": pk1, "sk1": after, **_keys(after.rpartition("#")[2])}
        items, more = self.table.newest(pk1, bounds(period), limit, start)
        heads = tuple(_head(item) for item in items)
        return Listing(heads, items[-1]["sk1"] if more and items else None)


def _keys(article_id: str) -> Item:
    return {"pk": f"A#{article_id}", "sk": "HEAD"}


def _head(item: Item) -> Head:
    head: Head = codec.decode(Head, whole_numbers(item))
    return head
