"""What a shelf must do, whatever it stands on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from saidly.edits import Edits
from saidly.model import ChangeClass
from saidly.statements import Statements
from saidly.store.values import (
    Ending,
    Failure,
    FetchOrder,
    Head,
    Listing,
    Look,
    Period,
    Version,
)


class Articles(Protocol):
    """The shelf of heads and versions."""

    def head(self, article_id: str) -> Head | None:
        """Return where an article stands, None if nobody asked for it."""
        ...

    def standing(self, wanted: Iterable[str]) -> dict[str, Head]:
        """Return heads by id, 100 at most; may be a moment behind, those that lack are left out."""
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

    def checked(self, article_id: str, look: Look) -> None:
        """Note that a page reads as it did; its failures are forgotten.

        An earlier look is passed over, and one at a version that stands no more.
        """
        ...

    def put_version(self, version: Version) -> Version:
        """Put a version unless its number is taken; return the one that stands."""
        ...

    def advance(self, version: Version, due_at: datetime | None = None) -> None:
        """Move the head to a fetched version; one that is there, further or gone stays.

        Its extraction is due at ``due_at``, should the order get lost; after ``LEASE`` without.
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

    def file(
        self, article_id: str, number: int, extracted: Callable[[Version], Version]
    ) -> Version | None:
        """Put what is ``extracted`` from a version in its place; return what stands, None of none.

        What was filed once stays as it was filed, and nothing is extracted: later versions are
        kept as what differs from it, and statements are known by their place in it.

        Raises:
            TypeError: what was extracted is a page still.
        """
        ...

    def show(
        self, version: Version, due_at: datetime | None = None, *, stays: bool = False
    ) -> None:
        """Show a filed version in the head, while the head stands at it.

        A head that becomes ``stored`` by it is due at ``due_at``; one that was is due as before,
        and so is any whose due time ``stays``.

        Raises:
            TypeError: it is not extracted.
        """
        ...

    def due(self, now: datetime, limit: int) -> Iterator[Head]:
        """Yield heads that are due, ``limit`` at most, the longest due first.

        They are read as they are taken, so that few are held; they may be a moment behind.
        """
        ...

    def withdrawn(self, now: datetime, limit: int) -> Iterator[Head]:
        """Yield tombstones whose content is due to be deleted, as ``due`` yields other heads."""
        ...

    def postpone(self, head: Head, due_at: datetime | None, slot: datetime | None = None) -> bool:
        """Move when a head is due, None for never; False where another has moved it since.

        ``slot`` is the turn of its host that it waits for; whatever moves the due time else takes
        it away.
        """
        ...

    def by_publisher(
        self, publisher: str, period: Period, limit: int, after: str | None
    ) -> Listing:
        """List the stored articles of a registered domain, newest first."""
        ...

    def by_date(self, status: Ending, period: Period, limit: int, after: str | None) -> Listing:
        """List what is stored, failed or was taken down, of all publishers, newest first.

        Those that have left the list a moment ago may lack without making room for others.
        """
        ...

    def on_its_way(self, limit: int, after: str | None) -> Listing:
        """List what is queued or fetched, of all publishers, in no order that holds over pages.

        It may lack what has left, as ``by_date``, and what is due sooner than a page before it was.
        A page may be short, or empty, with more behind it.
        """
        ...

    def note_changes(self, article_id: str, classes: Iterable[ChangeClass]) -> None:
        """Note how a version differs from the one before; again changes nothing."""
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

    def fetch_many(self, orders: Sequence[FetchOrder]) -> None:
        """Have addresses fetched."""
        ...

    def extract(self, article_id: str, number: int) -> None:
        """Have a version extracted, once ``send`` is called."""
        ...

    def send(self) -> None:
        """Send what waits for it.

        Where that fails nothing waits any more: whoever gave the orders gives them again.
        """
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
    edits: Edits
