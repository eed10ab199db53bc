"""The nouns: frozen values that walk the corridor from address to reply.

``Fetched`` (bytes) -> ``Page`` (cleaned) -> ``Article`` (extracted) -> ``Version`` (stored).
Sequences are tuples, absent is ``None``, offsets are code points with the end exclusive.
Names follow schema.org NewsArticle, the PARC attribution corpora and W3C Web Annotation.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

BlockType = Literal["paragraph", "heading", "listItem", "table", "quote", "code", "embed"]
RemovalReason = Literal[
    "relatedLink",
    "newsletter",
    "caption",
    "share",
    "tags",
    "bio",
    "copyright",
    "ad",
    "comment",
    "paywall",
    "boilerplate",
]
StatementType = Literal["direct", "indirect", "mixed"]
SourceKind = Literal[
    "person",
    "organisation",
    "country",
    "document",
    "group",
    "newsAgency",
    "anonymous",
    "unknown",
]
Act = Literal[
    "say", "claim", "deny", "accuse", "confirm", "warn", "promise", "ask", "announce", "think"
]
Precision = Literal["day", "minute", "second"]
# how a version differs from the one before, in the order in which they are listed
ChangeClass = Literal[
    "headline", "statement", "facts", "wording", "typo", "correction", "removal", "paywall"
]


@dataclass(frozen=True, slots=True)
class Fetched:
    """One finished exchange with a publisher: the bytes of a page and how they came."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]  # names in lower case
    body: bytes  # content decoded (gzip, deflate, br undone)
    fetched_at: datetime  # with time zone
    charset: str | None  # the label of Content-Type, if it has one
    sent: tuple[tuple[str, str], ...] = field(default=(), compare=False)  # headers of the request


@dataclass(frozen=True, slots=True)
class Validators:
    """What an earlier answer said about its version; each goes back as it came."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The publisher says that the page is as it was."""

    url: str  # as asked for
    final_url: str  # after redirects
    headers: tuple[tuple[str, str], ...]  # names in lower case
    checked_at: datetime  # with time zone


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup inside a block: offsets count from the start of the block's text."""

    kind: Literal["link", "emphasis", "strong"]
    start: int
    end: int
    href: str | None = None  # http(s) only, for links


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the story. ``level`` is 1 to 6 for headings, list depth for list items."""

    type: BlockType
    text: str
    level: int | None = None
    marks: tuple[Mark, ...] = ()
    start: int | None = None  # offset into ``Article.body``; None until extracted
    author: str | None = None  # of an embedded post, a quote, a live-blog entry
    href: str | None = None  # of an embedded post


@dataclass(frozen=True, slots=True)
class Removed:
    """A block dropped inside the story's range, and why.

    ``blocks_before`` counts those of the story's blocks, headings among them, that stand above it;
    None where the story was taken from a script, which has no place on the page.
    """

    text: str
    reason: RemovalReason
    href: str | None = None
    blocks_before: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """An author: the name, the way it stood on the page, and the profile page."""

    name: str
    name_raw: str | None = None
    url: str | None = None
    kind: Literal["person", "organisation"] = "person"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as the page states it. ``value`` has a time zone only where the page gave one."""

    value: datetime
    raw: str
    precision: Precision


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the story."""

    url: str
    caption: str | None = None
    credit_text: str | None = None


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published the page: the registered domain always, the name where the page states it."""

    domain: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """A wire line such as "(AP)" or "The Associated Press contributed to this report."."""

    text: str
    name: str
    kind: Literal["newsAgency", "person", "organisation"] = "newsAgency"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about its story apart from the story itself."""

    headline: str | None = None
    dek: str | None = None
    description: str | None = None
    byline: str | None = None
    authors: tuple[Person, ...] = ()
    dateline: str | None = None
    date_published: Moment | None = None
    date_modified: Moment | None = None
    in_language: str | None = None  # BCP 47
    article_section: str | None = None
    keywords: tuple[str, ...] = ()
    is_accessible_for_free: bool | None = None
    paywalled: bool = False
    canonical_url: str | None = None  # same site only
    next_page_url: str | None = None
    publisher: Publisher | None = None
    images: tuple[Image, ...] = ()
    field_sources: tuple[tuple[str, str], ...] = ()  # field (JSON name) -> where it was read


@dataclass(frozen=True, slots=True)
class Page:
    """A cleaned page: metadata and the story's blocks in order, boilerplate kept apart."""

    url: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...] = ()
    credits: tuple[Credit, ...] = ()
    corrections: tuple[str, ...] = ()
    probability: float = 1.0  # that the page is an article at all


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the blocks below it; the lead section has no heading."""

    heading: str | None
    level: int | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of ``Article.body``, in code points, end exclusive: ``body[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who made a statement: the words that stand there and the speaker behind them.

    Where the article names nobody ("allegedly") an attribution has no source at all.
    ``members`` holds the names of a list of sources ("Both Russia and North Korea").
    """

    span: Span
    name: str | None = None
    kind: SourceKind = "unknown"
    role: str | None = None
    affiliation: str | None = None
    coreferences: tuple[Span, ...] = ()
    members: tuple[str, ...] = ()
    speaker_id: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute: usually a verb."""

    span: Span
    lemma: str
    act: Act


@dataclass(frozen=True, slots=True)
class Content:
    """One piece of what was said; ``quoted`` holds its verbatim stretches, marks left out."""

    span: Span
    quoted: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Relay:
    """Who passed a statement on: "…, Reuters reported"."""

    span: Span
    name: str
    cue: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """One statement: source, cue and content with exact spans."""

    type: StatementType
    source: Source | None
    cue: Cue | None
    content: tuple[Content, ...]
    via: tuple[Relay, ...] = ()
    hedged: bool = False
    polarity: Literal["affirmed", "denied"] = "affirmed"
    confidence: float = 1.0
    method: Literal["model", "rules"] = "rules"


@dataclass(frozen=True, slots=True)
class Article:
    """An extracted story. Every span points into ``body``."""

    url: str
    metadata: Metadata
    body: str
    sections: tuple[Section, ...]
    attributions: tuple[Attribution, ...] = ()
    removed: tuple[Removed, ...] = ()
    credits: tuple[Credit, ...] = ()
    corrections: tuple[str, ...] = ()
    probability: float = 1.0
