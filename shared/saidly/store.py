"""What a shelf must do, as Protocols, and one in memory for tests.

A shelf keeps *heads* (one per article: where it stands), *versions* (one per reading), captures
(the raw bytes) and hands on orders. Every write is idempotent: puts are put-if-absent under keys
made of content, and heads only move forward. ``MemoryArticles`` is the executable specification;
``saidly.aws`` holds the shelves on DynamoDB, S3 and SQS.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from saidly.errors import NotFound
from saidly.model import Article, Page
from saidly.rights import Decision
from saidly.statements import Statements

Status = Literal["queued", "fetched", "stored", "failed", "removed"]

# an order this old was lost on its way, or its function died: the sweep gives it anew
LEASE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Capture:
    """What was fetched: where the bytes lie, and how they came."""

    digest: str  # SHA-256 of the body, hex
    key: str | None  # in the shelf of captures; None where only facts are kept
    http_status: int
    final_url: str
    fetched_at: datetime
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    headers: tuple[tuple[str, str], ...] = ()  # of the answer, names in lower case
    sent: tuple[tuple[str, str], ...] = ()  # of the request


@dataclass(frozen=True, slots=True)
class Head:
    """Where one article stands. ``version`` is 0 until something was fetched."""

    id: str
    url: str
    status: Status
    submitted_at: datetime
    version: int = 0
    digest: str | None = None
    fetched_at: datetime | None = None
    attempts: int = 0  # fetches that failed in a row
    reason: str | None = None  # why it failed, or why it is tried again
    publisher: str | None = None  # registered domain; set once stored
    headline: str | None = None
    date: datetime | None = None  # published, or else fetched: what lists are ordered by
    due_at: datetime | None = (
        None  # when the sweep sends it on: a retry, a re-reading, a lost order
    )
    section: str | None = None
    language: str | None = None  # BCP 47
    authors: tuple[str, ...] = ()

    checked_at: datetime | None = None  # when the publisher was asked last, if later than fetched
    etag: str | None = None  # what the publisher said about the version that stands
    last_modified: str | None = None
    gone_at: datetime | None = None  # nobody asks for it again: gone at its source, or taken down


@dataclass(frozen=True, slots=True)
class Failure:
    """A fetch that gave no page: why, when, which in a row; ``due_at`` None ends the trying."""

    reason: str
    at: datetime
    attempts: int = 1
    due_at: datetime | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of an article: a page until it is extracted, an article from then on."""

    article_id: str
    number: int
    capture: Capture
    reading: Page | Article
    extractor: str | None = None
    rights: Decision | None = None  # None: read before rights were recorded


@dataclass(frozen=True, slots=True)
class Source:
    """What is watched: a feed, or the addresses of pages themselves."""

    id: str
    feed: str | None = None
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of heads, newest first; ``after`` continues it and is None at the end."""

    heads: tuple[Head, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``, both included; None leaves that side open."""

    start: datetime | None = None
    end: datetime | None = None


class Articles(Protocol):
    """The shelf of heads and versions."""

    def head(self, article_id: str) -> Head | None:
        """Return where an article stands, None if nobody asked for it."""
        ...

    def submit(self, head: Head) -> Head:
        """Put a new head unless there is one; return the one that stands."""
        ...

    def requeue(self, article_id: str, submitted_at: datetime) -> Head:
        """Send a failed article round again: status queued, attempts 0, no reason, due anew."""
        ...

    def failed(self, article_id: str, failure: Failure) -> None:
        """Record a failed fetch. An article with a version keeps its status."""
        ...

    def checked(self, article_id: str, at: datetime, due_at: datetime | None = None) -> None:
        """Note that a page is as it was; its failures are forgotten. An earlier look is passed."""
        ...

    def put_version(self, version: Version) -> Version:
        """Put a version unless its number is taken; return the one that stands."""
        ...

    def advance(self, version: Version) -> None:
        """Move the head to a fetched version; one that is there, further or gone stays.

        Its extraction is due after ``LEASE``, should the order get lost.
        """
        ...

    def version(self, article_id: str, number: int) -> Version | None:
        """Return one reading, None if there is none of that number."""
        ...

    def several(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Version]:
        """Return readings by article and number, 100 at most; those that are not there lack."""
        ...

    def readings(self, article_id: str) -> tuple[Version, ...]:
        """Return every version of an article, oldest first."""
        ...

    def take_down(self, article_id: str, at: datetime) -> None:
        """Put a tombstone in place of a head, known or not; it is due to be purged at once."""
        ...

    def purge(self, article_id: str) -> None:
        """Delete every version of an article, not its head; again changes nothing."""
        ...

    def put_article(self, version: Version, due_at: datetime | None = None) -> None:
        """Put the article of a version in place of its page, and show it in the head.

        A head that becomes ``stored`` by it is due at ``due_at``; one that was is due as before.
        """
        ...

    def due(self, now: datetime, limit: int) -> tuple[Head, ...]:
        """Return heads that are due, some ``limit`` at most; may be a moment behind."""
        ...

    def postpone(self, head: Head, due_at: datetime | None) -> bool:
        """Move when a head is due, None for never; False where another has moved it since."""
        ...

    def by_publisher(
        self, publisher: str, period: Period, limit: int, after: str | None
    ) -> Listing:
        """List the stored articles of a registered domain, newest first."""
        ...


class Captures(Protocol):
    """The shelf of raw bytes, content-addressed."""

    def put(self, article_id: str, body: bytes) -> tuple[str, str]:
        """Keep bytes unless they are there; return their key and SHA-256 in hex."""
        ...

    def get(self, key: str) -> bytes:
        """Return the bytes under a key; raise ``NotFound`` if there are none."""
        ...

    def purge(self, article_id: str) -> None:
        """Delete all bytes of an article; again changes nothing."""
        ...


class Orders(Protocol):
    """What is to be done next, by another function."""

    def fetch(
        self, article_id: str, url: str, delay_s: int = 0, slot: datetime | None = None
    ) -> None:
        """Have an address fetched, not before ``delay_s`` seconds (900 at most).

        ``slot`` is the moment at which its host may be asked, where one was reserved.
        """
        ...

    def extract(self, article_id: str, number: int) -> None:
        """Have a version extracted."""
        ...

    def waiting(self) -> int:
        """Return about how many addresses wait to be fetched now."""
        ...


@dataclass(frozen=True, slots=True)
class Shelves:
    """All the places where a function puts things down."""

    articles: Articles
    captures: Captures
    orders: Orders
    statements: Statements


def capture_key(article_id: str, digest: str, prefix: str = "captures") -> str:
    """Return the key of raw bytes: the article and the content, both hashes."""
    return f"{prefix}/{article_id}/{digest}"


MAX_AUTHORS = 10  # shown by a head, which is to stay below a write unit


def tombstone(article_id: str, at: datetime) -> Head:
    """Return what stays of an article that is taken down: its id, which is a hash, and when."""
    return Head(article_id, "", "removed", at, reason="taken down", gone_at=at, due_at=at)


@dataclass(frozen=True, slots=True)
class Showing:
    """What a head shows of an extracted version."""

    headline: str | None
    publisher: str | None
    date: datetime
    section: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()


def showing(version: Version) -> Showing:
    """Return what a head shows of a version; raise ``TypeError`` if it is not extracted."""
    article = version.reading
    if not isinstance(article, Article):
        raise TypeError(f"version {version.number} of {version.article_id} is not extracted")
    published = article.metadata.date_published
    publisher = article.metadata.publisher
    date = published.value if published and published.value.tzinfo else version.capture.fetched_at
    return Showing(
        article.metadata.headline,
        publisher.domain if publisher else None,
        date,
        article.metadata.article_section,
        article.metadata.in_language,
        tuple(author.name for author in article.metadata.authors[:MAX_AUTHORS]),
    )


@dataclass(slots=True)
class MemoryArticles:
    """The shelf of heads and versions in memory: what every other one must do."""

    heads: dict[str, Head] = field(default_factory=dict)
    versions: dict[tuple[str, int], Version] = field(default_factory=dict)

    def head(self, article_id: str) -> Head | None:
        """Return the head."""
        return self.heads.get(article_id)

    def submit(self, head: Head) -> Head:
        """Put if absent."""
        return self.heads.setdefault(head.id, head)

    def requeue(self, article_id: str, submitted_at: datetime) -> Head:
        """Only a failed head goes round again."""
        head = self.heads[article_id]
        if head.status == "failed" and head.gone_at is None:
            head = Head(head.id, head.url, "queued", submitted_at, due_at=submitted_at + LEASE)
            self.heads[article_id] = head
        return head

    def failed(self, article_id: str, failure: Failure) -> None:
        """Keep the reason; the status changes only where nothing was fetched yet."""
        head = self.heads[article_id]
        if head.gone_at is not None:
            return
        ended = failure.due_at is None and head.version == 0
        self.heads[article_id] = replace(
            head,
            status="failed" if ended else head.status,
            reason=failure.reason,
            attempts=failure.attempts,
            due_at=failure.due_at,
            checked_at=failure.at,
            gone_at=failure.at if failure.gone else None,
        )

    def checked(self, article_id: str, at: datetime, due_at: datetime | None = None) -> None:
        """Touch the time."""
        head = self.heads[article_id]
        if head.gone_at is None and (head.checked_at is None or head.checked_at <= at):
            self.heads[article_id] = replace(
                head, checked_at=at, due_at=due_at, attempts=0, reason=None
            )

    def put_version(self, version: Version) -> Version:
        """Put if absent."""
        return self.versions.setdefault((version.article_id, version.number), version)

    def advance(self, version: Version) -> None:
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
                due_at=version.capture.fetched_at + LEASE,
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

    def put_article(self, version: Version, due_at: datetime | None = None) -> None:
        """Replace the page by the article; show it while the head stands at this version."""
        self.versions[version.article_id, version.number] = version
        head = self.heads[version.article_id]
        if head.version == version.number and head.status in ("fetched", "stored"):
            due = head.due_at if head.status == "stored" else due_at
            show = asdict(showing(version))
            self.heads[head.id] = replace(head, status="stored", due_at=due, **show)

    def due(self, now: datetime, limit: int) -> tuple[Head, ...]:
        """Sort and cut."""
        due = [(head.due_at, head.id) for head in self.heads.values() if head.due_at]
        return tuple(self.heads[name] for at, name in sorted(due)[:limit] if at <= now)

    def postpone(self, head: Head, due_at: datetime | None) -> bool:
        """Compare and set."""
        stands = self.heads[head.id]
        if stands.due_at != head.due_at:
            return False
        self.heads[head.id] = replace(stands, due_at=due_at)
        return True

    def by_publisher(
        self, publisher: str, period: Period, limit: int, after: str | None
    ) -> Listing:
        """Sort and cut; the position is the sort key of the last head given."""
        rows = sorted(
            (
                (sort_key(head.id, head.date), head)
                for head in self.heads.values()
                if head.publisher == publisher and head.date
            ),
            key=lambda row: row[0],
            reverse=True,
        )
        low, high = bounds(period)
        rows = [row for row in rows if low <= row[0] <= high and (not after or row[0] < after)]
        more = len(rows) > limit
        return Listing(
            tuple(head for _, head in rows[:limit]), rows[limit - 1][0] if more else None
        )


def sort_key(article_id: str, date: datetime) -> str:
    """Return what lists are ordered by: the date in UTC to the second, then the id."""
    return f"{stamp(date)}#{article_id}"


def stamp(moment: datetime) -> str:
    """Return a moment in UTC as text that sorts by time: 2026-11-24T08:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def bounds(period: Period) -> tuple[str, str]:
    """Return the lowest and the highest sort key of a period."""
    # a key may not be empty; "0" sorts before every year, "~" behind "#" and all of an id
    low = stamp(period.start) if period.start else "0"
    high = f"{stamp(period.end)}~" if period.end else "~"
    return low, high


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

    def extract(self, article_id: str, number: int) -> None:
        """Note the order."""
        self.extracts.append((article_id, number))

    def waiting(self) -> int:
        """Count; nothing takes orders out of memory."""
        return len(self.fetches)
