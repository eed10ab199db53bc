"""The discover function's line: go round the sources and hand in the addresses they offer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saidly import urls
from saidly.discover import links
from saidly.errors import FetchFailed, InvalidUrl
from saidly.model import Fetched
from saidly.store import Shelves, Source
from saidly.submit import submit

# one run hands in this many addresses of a source at most; the next run takes the rest
MAX_LINKS = 500


@dataclass(frozen=True, slots=True)
class Round:
    """What one visit to a source gave: addresses offered, refused, and what went wrong."""

    source: str
    offered: int
    refused: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """What a round is made with: the door, the shelves, the hour."""

    door: Callable[[str], Fetched]
    shelves: Shelves
    now: datetime
    loopback: frozenset[str] = frozenset()  # host:port names of local mode's sample press


def go_round(sources: Iterable[Source], walk: Walk) -> tuple[Round, ...]:
    """Visit each source once; one that fails holds up no other."""
    return tuple(_visit(source, walk) for source in sources)


def _visit(source: Source, walk: Walk) -> Round:
    try:
        offered = (*source.pages, *(_feed_links(source.feed, walk.door) if source.feed else ()))
    except (InvalidUrl, FetchFailed) as error:
        return Round(source.id, 0, problem=error.reason)
    refused = 0
    for url in offered[:MAX_LINKS]:
        try:
            urls.check(url, walk.loopback)
            submit(urls.article_id(url), urls.canonical(url), walk.shelves, walk.now)
        except InvalidUrl:
            refused += 1
    return Round(source.id, len(offered), refused)


def _feed_links(feed: str, door: Callable[[str], Fetched]) -> tuple[str, ...]:
    fetched = door(feed)
    content_type = dict(fetched.headers).get("content-type")
    return tuple(link.url for link in links(fetched.body, content_type, fetched.final_url))


def asked(event: Mapping[str, Any]) -> tuple[Source, ...]:
    """Return the sources that an event names itself: ``{"feed": url}`` or ``{"urls": [url]}``."""
    if "feed" in event:
        return (Source("event", feed=event["feed"]),)
    if "urls" in event:
        return (Source("event", pages=tuple(event["urls"])),)
    return ()
