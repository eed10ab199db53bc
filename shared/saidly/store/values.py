"""What shelves keep: heads, versions, captures, failures."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from saidly.model import Article, ChangeClass, Page
from saidly.rights import Decision, Storage

Status = Literal["queued", "fetched", "stored", "failed", "removed"]
Ending = Literal["stored", "failed", "removed"]  # what is listed by a moment, of all publishers

# an article, its address, the seconds its order is held back (900 at most), and the reserved slot
FetchOrder = tuple[str, str, int, datetime | None]

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
    digest: str | None = None  # of the bytes that came last
    fetched_at: datetime | None = None  # the version that stands
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
    same_as: str | None = None  # the article whose story this address leads to (AMP, mobile)
    storage: Storage | None = None  # what its source says may be kept; None: as the deployment says
    changes: tuple[ChangeClass, ...] = ()  # how its versions differ from each other, by name
    cost: int = 0  # nanodollars that its orders have cost so far
    # the turn of its host that its order waits for; goes with the due time it was put with
    slot: datetime | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a page that made no version.

    ``digest`` and what stands behind it are of the bytes that came; None where none did.
    """

    at: datetime
    version: int  # the one that stood, and that the page reads like
    due_at: datetime | None = None
    digest: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A fetch that gave no page: why, when, which in a row; ``due_at`` None ends the trying.

    ``ended`` tells that it failed although it is looked at again: nobody waits for it.
    """

    reason: str
    at: datetime
    attempts: int = 1
    due_at: datetime | None = None
    gone: bool = False
    ended: bool = False
    same_as: str | None = None  # the address leads to another article's story
    status: Status = "queued"  # of the article that was fetched anew


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of an article: a page until it is extracted, an article from then on."""

    article_id: str
    number: int
    capture: Capture
    reading: Page | Article
    extractor: str | None = None
    rights: Decision | None = None  # None: read before rights were recorded
    text_digest: str | None = None  # of the text, where the text is not kept


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of heads, newest first; ``after`` continues it and is None at the end.

    ``places`` are the positions behind each of the heads.
    """

    heads: tuple[Head, ...]
    places: tuple[str, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``, both included; None leaves that side open."""

    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Showing:
    """What a head shows of an extracted version."""

    headline: str | None
    publisher: str | None
    date: datetime
    section: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
