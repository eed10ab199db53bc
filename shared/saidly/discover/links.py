"""Reads RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, sitemaps and their indexes, and lists of lines.

XML is scanned, not parsed: only the tags that matter are looked at, in one pass, so an open tag, a
stray ampersand or a cut end costs what stands there and no more; entities of a DOCTYPE are not
known at all. A map of 50,000 addresses takes about a second.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Literal

from saidly import urls
from saidly.discover.moments import moment
from saidly.discover.scan import Entry, entries
from saidly.discover.text import text
from saidly.errors import InvalidUrl

MAX_LINKS = 50_000  # as many as sitemaps.org allows a map
MAX_ENTRIES = 4 * MAX_LINKS  # read at most, for many may lead to one address or nowhere
_MAX_TITLE_CHARS = 500


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a feed or a map offers; ``kind`` is map where it leads to another map."""

    url: str
    title: str | None = None
    published: datetime | None = None  # with time zone
    updated: datetime | None = None  # with time zone
    kind: Literal["story", "map"] = "story"


def links(body: bytes, content_type: str | None, url: str) -> tuple[Link, ...]:
    """Return what a feed or a map offers, in its order, each address once.

    Args:
        body: the document, packed with gzip or not, broken or not.
        content_type: the header, if there was one; what the document is, is seen from its bytes.
        url: where it came from, for relative links.

    Returns:
        At most 50,000 links to http or https; empty where the document is something else.
        Whether they may be fetched is for ``urls.check`` to say.
    """
    document = text(body, content_type).lstrip()
    found: dict[str, Link] = {}
    for entry in islice(_read(document), MAX_ENTRIES):
        link = _link(entry, url)
        if link is not None:
            found.setdefault(link.url, link)
            if len(found) == MAX_LINKS:
                break
    return tuple(found.values())


def _read(document: str) -> Iterator[Entry]:
    if document.startswith("{"):
        return _json_entries(document)
    if document.startswith("<"):
        return entries(document)
    return _lines(document)


def _link(entry: Entry, url: str) -> Link | None:
    for reference in entry.references:
        try:
            base = urls.joined(url, entry.base) if entry.base else url
            address = urls.joined(base, reference)
        except InvalidUrl:
            continue
        return Link(
            url=address,
            title=" ".join(entry.title.split())[:_MAX_TITLE_CHARS] or None,
            published=moment(entry.published),
            updated=moment(entry.updated),
            kind=entry.kind,
        )
    return None


def _lines(document: str) -> Iterator[Entry]:
    """Read a map that is a list of addresses, one a line; a line that is none ends it."""
    start = 0
    while start < len(document):
        end = document.find("\n", start, start + 5000)
        line = document[start : end if end >= 0 else len(document)][:5000].strip()
        if line and not line.lower().startswith(("http://", "https://")):
            return
        if line:
            yield Entry(link=line)
        if end < 0:
            return
        start = end + 1


def _json_entries(document: str) -> Iterator[Entry]:
    """Read a JSON Feed (jsonfeed.org, version 1.1)."""
    try:
        feed = json.loads(document)
    except (ValueError, RecursionError):
        return
    items = feed.get("items")
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            yield Entry(
                link="".join(_strings(item, "url")[:1]),
                permanent="".join(_strings(item, "external_url", "id")[:1]),
                title="".join(_strings(item, "title")),
                published="".join(_strings(item, "date_published")),
                updated="".join(_strings(item, "date_modified")),
            )


def _strings(item: Mapping[str, object], *names: str) -> list[str]:
    return [value for name in names if isinstance(value := item.get(name), str)]
