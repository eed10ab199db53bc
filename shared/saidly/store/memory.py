"""The shelves in memory, for tests: the executable specification of every other one."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from saidly.errors import NotFound
from saidly.model import ChangeClass, Page
from saidly.store.keys import bounds, capture_key, ending, showing, sort_key, tombstone
from saidly.store.values import (
    LEASE,
    Ending,
    Failure,
    FetchOrder,
    Head,
    Listing,
    Look,
    Period,
    Version,
)


@dataclass(slots=True)
class MemoryArticles:
    """The shelf of heads and versions in memory: what every other one must do."""

    heads: dict[str, Head] = field(default_factory=dict)
    versions: dict[tuple[str, int], Version] = field(default_factory=dict)

    def head(self, article_id: str) -> Head | None:
        """Return the head."""
        return self.heads.get(article_id)

    def standing(self, wanted: Iterable[str]) -> dict[str, Head]:
        """Return the heads."""
        return {name: self.heads[name] for name in wanted if name in self.heads}

    def submit(self, head: Head) -> Head:
        """Put if absent."""
        return self.heads.setdefault(head.id, head)

    def requeue(self, article_id: str, submitted_at: datetime) -> Head:
        """Only a failed head goes round again."""
        head = self.heads[article_id]
        if head.status == "failed" and head.gone_at is None:
            due_at = submitted_at + LEASE
            kept = head.storage
            head = Head(head.id, head.url, "queued", submitted_at, due_at=due_at, storage=kept)
            self.heads[article_id] = head
        return head

    def failed(self, article_id: str, failure: Failure) -> None:
        """Keep the reason; the status changes only where nothing was fetched yet."""
        head = self.heads[article_id]
        if head.gone_at is not None:
            return
        ended = (failure.due_at is None or failure.ended) and head.version == 0
        self.heads[article_id] = replace(
            head,
            status="failed" if ended else head.status,
            reason=failure.reason,
            attempts=failure.attempts,
            due_at=failure.due_at,
            slot=None,
            checked_at=failure.at,
            gone_at=failure.at if failure.gone else None,
            same_as=failure.same_as,
        )

    def checked(self, article_id: str, look: Look) -> None:
        """Touch the time, and what the publisher said about the bytes that came."""
        head = self.heads[article_id]
        late = head.checked_at is not None and head.checked_at > look.at
        if head.gone_at is not None or head.version != look.version or late:
            return
        head = replace(head, checked_at=look.at, due_at=look.due_at, slot=None, attempts=0)
        head = replace(head, reason=None)
        if look.digest is not None:
            said = (look.digest, look.etag, look.last_modified)
            head = replace(head, digest=said[0], etag=said[1], last_modified=said[2])
        self.heads[article_id] = head

    def put_version(self, version: Version) -> Version:
        """Put if absent."""
        return self.versions.setdefault((version.article_id, version.number), version)

    def advance(self, version: Version, due_at: datetime | None = None) -> None:
        """Move forward only."""
        head = self.heads[version.article_id]
        if head.version < version.number and head.gone_at is None:
            self.heads[version.article_id] = replace(
                head,
                status="fetched",
                version=version.number,
                digest=version.capture.digest,
                fetched_at=version.capture.fetched_at,
                attempts=0,
                reason=None,
                checked_at=None,
                etag=version.capture.etag,
                last_modified=version.capture.last_modified,
                due_at=due_at or version.capture.fetched_at + LEASE,
                slot=None,
            )

    def version(self, article_id: str, number: int) -> Version | None:
        """Return the version."""
        return self.versions.get((article_id, number))

    def several(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Version]:
        """Return the versions."""
        return {key: self.versions[key] for key in wanted if key in self.versions}

    def readings(self, article_id: str) -> tuple[Version, ...]:
        """Return the versions."""
        keys = sorted(key for key in self.versions if key[0] == article_id)
        return tuple(self.versions[key] for key in keys)

    def take_down(self, article_id: str, at: datetime) -> None:
        """Put."""
        self.heads[article_id] = tombstone(article_id, at)

    def purge(self, article_id: str) -> None:
        """Delete."""
        for key in [key for key in self.versions if key[0] == article_id]:
            del self.versions[key]

    def file(
        self, article_id: str, number: int, extracted: Callable[[Version], Version]
    ) -> Version | None:
        """Replace the page by the article, once."""
        key = (article_id, number)
        page = self.versions.get(key)
        if page is not None and isinstance(page.reading, Page):
            article = extracted(page)
            showing(article)
            self.versions[key] = article
        return self.versions.get(key)

    def show(
        self, version: Version, due_at: datetime | None = None, *, stays: bool = False
    ) -> None:
        """Show the article while the head stands at this version."""
        head = self.heads[version.article_id]
        if head.version == version.number and head.status in ("fetched", "stored"):
            told = asdict(showing(version))
            if head.status != "stored" and not stays:
                told |= {"due_at": due_at, "slot": None}
            self.heads[head.id] = replace(head, status="stored", **told)

    def due(self, now: datetime, limit: int) -> Iterator[Head]:
        """Sort and cut."""
        return self._due([h for h in self.heads.values() if h.status != "removed"], now, limit)

    def withdrawn(self, now: datetime, limit: int) -> Iterator[Head]:
        """Sort and cut."""
        return self._due([h for h in self.heads.values() if h.status == "removed"], now, limit)

    def _due(self, heads: list[Head], now: datetime, limit: int) -> Iterator[Head]:
        due = [(head.due_at, head.id) for head in heads if head.due_at and head.due_at <= now]
        return (self.heads[name] for _, name in sorted(due)[:limit])

    def postpone(self, head: Head, due_at: datetime | None, slot: datetime | None = None) -> bool:
        """Compare and set."""
        stands = self.heads[head.id]
        if stands.due_at != head.due_at:
            return False
        self.heads[head.id] = replace(stands, due_at=due_at, slot=slot)
        return True

    def by_publisher(
        self, publisher: str, period: Period, limit: int, after: str | None
    ) -> Listing:
        """Sort and cut."""
        heads = [head for head in self.heads.values() if head.publisher == publisher]
        return _newest(heads, "stored", period, limit, after)

    def by_date(self, status: Ending, period: Period, limit: int, after: str | None) -> Listing:
        """Sort and cut."""
        return _newest(self.heads.values(), status, period, limit, after)

    def on_its_way(self, limit: int, after: str | None) -> Listing:
        """Sort and cut."""
        heads = [head for head in self.heads.values() if head.status in ("queued", "fetched")]
        rows = sorted((sort_key(head.id, head.due_at), head.id) for head in heads if head.due_at)
        rows = [row for row in rows if row[0] > (after or "")]
        places = tuple(place for place, _ in rows[:limit])
        more = places[-1] if len(rows) > limit else None
        return Listing(tuple(self.heads[name] for _, name in rows[:limit]), places, more)

    def note_changes(self, article_id: str, classes: Iterable[ChangeClass]) -> None:
        """Join."""
        head = self.heads[article_id]
        if head.fetched_at is not None:
            both = tuple(sorted({*head.changes, *classes}))
            self.heads[article_id] = replace(head, changes=both)


def _newest(
    heads: Iterable[Head], status: Ending, period: Period, limit: int, after: str | None
) -> Listing:
    """Return a page; the position is the sort key of the last head given."""
    low, high = bounds(period)
    rows: list[tuple[str, Head]] = []
    for head in heads:
        stands = ending(head)
        key = sort_key(head.id, stands[1]) if stands else ""
        if stands and stands[0] == status and low <= key <= high and (not after or key < after):
            rows.append((key, head))
    rows.sort(key=lambda row: row[0], reverse=True)
    places = tuple(key for key, _ in rows[:limit])
    more = places[-1] if len(rows) > limit else None
    return Listing(tuple(head for _, head in rows[:limit]), places, more)


@dataclass(slots=True)
class MemoryCaptures:
    """The shelf of raw bytes in memory."""

    bodies: dict[str, bytes] = field(default_factory=dict)

    def put(self, article_id: str, body: bytes) -> tuple[str, str]:
        """Put if absent."""
        digest = hashlib.sha256(body).hexdigest()
        key = capture_key(article_id, digest)
        self.bodies.setdefault(key, body)
        return key, digest

    def get(self, key: str) -> bytes:
        """Return the bytes."""
        try:
            return self.bodies[key]
        except KeyError:
            raise NotFound(f"no capture under {key}") from None

    def purge(self, article_id: str) -> None:
        """Delete."""
        for key in [key for key in self.bodies if key.startswith(capture_key(article_id, ""))]:
            del self.bodies[key]


@dataclass(slots=True)
class MemoryOrders:
    """Orders in memory, in the order in which they were given."""

    fetches: list[tuple[str, str, int]] = field(default_factory=list)
    extracts: list[tuple[str, int]] = field(default_factory=list)
    slots: list[datetime | None] = field(default_factory=list)  # of the fetches, one each

    def fetch(
        self, article_id: str, url: str, delay_s: int = 0, slot: datetime | None = None
    ) -> None:
        """Note the order."""
        self.fetches.append((article_id, url, delay_s))
        self.slots.append(slot)

    def fetch_many(self, orders: Sequence[FetchOrder]) -> None:
        """Note the orders."""
        for order in orders:
            self.fetch(*order)

    def extract(self, article_id: str, number: int) -> None:
        """Note the order."""
        self.extracts.append((article_id, number))

    def send(self) -> None:
        """Nothing: each order was given at once."""

    def waiting(self) -> int:
        """Count; nothing takes orders out of memory."""
        return len(self.fetches)
