"""The nouns: a source as somebody set it, and how it fares."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

INTERVAL_MINUTES, DAILY_BUDGET = 15, 1000  # where nothing else is set
# a site proposes feeds and maps; the others give addresses
Kind = Literal["site", "feed", "sitemap", "section", "pages"]


@dataclass(frozen=True, slots=True)
class Source:
    """What is watched, as it was set: settings alone, nothing that a visit changes."""

    id: str
    kind: Kind = "feed"
    address: str | None = None  # of the home, the feed, the map or the section's page
    pages: tuple[str, ...] = ()  # the addresses themselves, of the kind "pages"
    include: tuple[str, ...] = ()  # globs; where there are any, an address must match one
    exclude: tuple[str, ...] = ()  # globs; an address that matches one is left out
    interval_minutes: int = INTERVAL_MINUTES
    storage_mode: Literal["full", "facts"] | None = None  # None: as the deployment says
    daily_budget: int = DAILY_BUDGET  # addresses not seen before that are taken in a day (UTC)
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A feed or a map that a site has, and where that was found."""

    address: str
    kind: Literal["feed", "sitemap"]
    found: Literal["link", "robots", "wellKnown"]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document of a source that is still to be read."""

    address: str
    depth: int = 0  # 0 is the source's own address, 1 a map that its index names
    proposal: Literal["feed", "sitemap"] | None = None  # what it is tried for, at a site


@dataclass(frozen=True, slots=True)
class Health:
    """How a source fares: what its visits left behind."""

    due_at: datetime  # when it is visited next; a paused one is passed
    run: datetime | None = None  # the run that visits it now, or did last: the event's time
    visited_at: datetime | None = None  # when the last visit ended
    problem: str | None = None  # why the last visit failed
    failures: int = 0  # visits that failed in a row
    offered: int = 0  # addresses that the last reading offered, after include and exclude
    new: int = 0  # of them, those that were not seen before and were taken in
    refused: int = 0  # of them, those that may never be fetched
    whole_at: datetime | None = None  # when all that it offers had been read last
    yielded_at: datetime | None = None  # when it last offered something
    silent_since: datetime | None = None  # it yielded before, and nothing since
    etag: str | None = None  # what its publisher said about the feed as it was read last
    last_modified: str | None = None
    day: str | None = None  # the day that ``taken`` counts: 2026-11-25, in UTC
    taken: int = 0
    waiting: tuple[Waiting, ...] = ()  # maps of an index, or places to try, still to be read
    slot: datetime | None = None  # reserved at the host for the first of them
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Watched:
    """A source and how it fares."""

    source: Source
    health: Health


def revision(source: Source) -> str:
    """Return what tells one state of a source's settings from another."""
    plain = json.dumps(asdict(source), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
