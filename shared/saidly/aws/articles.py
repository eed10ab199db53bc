"""The shelf of heads and versions in DynamoDB.

Keys: ``A#<id>`` / ``HEAD`` and ``A#<id>`` / ``V#<number>``; the index lists stored heads as
``P#<domain>`` / ``<date>#<id>``, and ``due`` those that wait for a time. A reading is kept as
compressed JSON inside its version, or in S3 where it would not fit into an item (400 KB).
"""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from saidly import codec
from saidly.aws import due
from saidly.aws.table import Item, Table
from saidly.errors import NewerFormat
from saidly.model import Article, Page
from saidly.rights import Decision
from saidly.store import (
    LEASE,
    Capture,
    Captures,
    Failure,
    Head,
    Listing,
    Period,
    Version,
    bounds,
    showing,
    sort_key,
    tombstone,
)

# DynamoDB's limit is 400 KB for a whole item; the rest of a version takes about 1 KB
MAX_INLINE_BYTES = 350_000

# Of a version's item. Fields may come with a default and older readers pass over them; the number
# rises only where an older reader would take a value for something else. Items without one are 1.
FORMAT = 1

_KINDS: dict[str, type] = {"page": Page, "article": Article}


@dataclass(frozen=True, slots=True)
class DynamoArticles:
    """Heads and versions in a table; ``large`` takes what is too large for it."""

    table: Table
    large: Captures

    def head(self, article_id: str) -> Head | None:
        """One read."""
        item = self.table.get(f"A#{article_id}", "HEAD")
        return _head(item) if item else None

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
            **due.at(article_id, failure.due_at),
        }
        standing = "attribute_not_exists(#goneAt)"
        ended = failure.due_at is None and self.table.update(
            key, changes | {"status": "failed"}, f"#version = :version AND {standing}", version=0
        )
        if not ended:
            self.table.update(key, changes, f"attribute_exists(pk) AND {standing}")

    def checked(self, article_id: str, at: datetime, due_at: datetime | None = None) -> None:
        """One conditional write."""
        moment = at.isoformat()
        changes: Item = {"checkedAt": moment, "attempts": 0, "reason": None}
        self.table.update(
            (f"A#{article_id}", "HEAD"),
            changes | due.at(article_id, due_at),
            "attribute_exists(pk) AND attribute_not_exists(goneAt) "
            "AND (attribute_not_exists(#checkedAt) OR #checkedAt <= :checkedAt)",
            checkedAt=moment,
        )

    def put_version(self, version: Version) -> Version:
        """One conditional write."""
        return self._version(self.table.put_if_absent(self._item(version)))

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
        """One read, and one of S3 for a reading that is too large for an item."""
        item = self.table.get(f"A#{article_id}", f"V#{number:08d}")
        return self._version(item) if item else None

    def readings(self, article_id: str) -> tuple[Version, ...]:
        """One query, and one of S3 for each reading that is too large for an item."""
        items = self.table.partition(f"A#{article_id}")
        return tuple(self._version(item) for item in items if item["sk"] != "HEAD")

    def take_down(self, article_id: str, at: datetime) -> None:
        """One write, in place of all that the head said."""
        head = tombstone(article_id, at)
        self.table.put(_keys(article_id) | codec.encode(head) | due.at(article_id, at))

    def purge(self, article_id: str) -> None:
        """A query, a write for each version, and what S3 needs for the large readings."""
        pk = f"A#{article_id}"
        for item in self.table.partition(pk):
            if item["sk"] != "HEAD":
                self.table.delete(pk, item["sk"])
        self.large.purge(article_id)

    def several(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Version]:
        """One batch read, and one of S3 for each reading that is too large for an item."""
        items = self.table.get_many({(f"A#{name}", f"V#{number:08d}") for name, number in wanted})
        found = [self._version(item) for item in items]
        return {(version.article_id, version.number): version for version in found}

    def put_article(self, version: Version, due_at: datetime | None = None) -> None:
        """Two writes: the version, then the head while it stands at this version.

        A third where the head was stored already.
        """
        self.table.put(self._item(version))
        key = (f"A#{version.article_id}", "HEAD")
        show = showing(version)
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

    def _item(self, version: Version) -> Item:
        kind = "article" if isinstance(version.reading, Article) else "page"
        # without the selectors, which follow from the spans: an eighth less to write
        plain = codec.encode(version.reading)
        # mtime 0: the same reading is the same bytes, whoever writes it and when
        data = gzip.compress(json.dumps(plain, ensure_ascii=False).encode(), mtime=0)
        where: Item = {"data": data}
        if len(data) > MAX_INLINE_BYTES:
            where = {"dataKey": self.large.put(version.article_id, data)[0]}
        return {
            "pk": f"A#{version.article_id}",
            "sk": f"V#{version.number:08d}",
            "capture": _packed(codec.encode(version.capture)),
            "rights": codec.encode(version.rights) if version.rights else None,
            "kind": kind,
            "extractor": version.extractor,
            "format": FORMAT,
            **where,
        }

    def _version(self, item: Item) -> Version:
        number = int(item.get("format", 1))
        if number > FORMAT:
            raise NewerFormat(f"{item['pk']} {item['sk']}", number, FORMAT)
        data = item["data"] if "data" in item else self.large.get(item["dataKey"])
        return Version(
            article_id=item["pk"].removeprefix("A#"),
            number=int(item["sk"].removeprefix("V#")),
            capture=codec.decode(Capture, _whole(_unpacked(item["capture"]))),
            reading=codec.decode(_KINDS[item["kind"]], json.loads(gzip.decompress(data))),
            extractor=item.get("extractor"),
            rights=codec.decode(Decision, item.get("rights")),
        )


def _keys(article_id: str) -> Item:
    return {"pk": f"A#{article_id}", "sk": "HEAD"}


def _head(item: Item) -> Head:
    head: Head = codec.decode(Head, _whole(item))
    return head


def _packed(capture: Item) -> Item:
    """Return a capture with its headers compressed: 2 KB of write units become 0.7."""
    headers = json.dumps([capture.pop("headers"), capture.pop("sent")]).encode()
    return capture | {"exchange": gzip.compress(headers, mtime=0)}


def _unpacked(capture: Item) -> Item:
    if "exchange" not in capture:
        return capture  # written before headers were kept
    headers, sent = json.loads(gzip.decompress(bytes(capture["exchange"])))
    return capture | {"headers": headers, "sent": sent}


def _whole(item: Item) -> Item:
    """Return an item with whole numbers, where DynamoDB knows decimals only."""
    return {name: int(v) if isinstance(v, Decimal) else v for name, v in item.items()}
