"""Reads RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, sitemaps and their indexes, and lists of lines.

XML is scanned, not parsed: only the tags that matter are looked at, in one pass, so an open tag, a
stray ampersand or a cut end costs what stands there and no more; entities of a DOCTYPE are not
known at all. It passes through a window of two million characters, whatever its length. A map of
50,000 addresses takes about a second.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Literal

from saidly import urls
from saidly.discover.moments import moment
from saidly.discover.scan import Entry, entries
from saidly.discover.text import texts
from saidly.errors import InvalidUrl

MAX_LINKS = 50_000  # as many as sitemaps.org allows a map
MAX_ENTRIES = 4 * MAX_LINKS  # read at most, for many may lead to one address or nowhere
MAX_JSON_PIECES = 128  # of 64 KiB: JSON is read whole, a longer feed not at all
_MAX_TITLE_CHARS, _MAX_LINE_CHARS = 500, 5_000


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
    found: dict[str, Link] = {}
    for entry in islice(_read(texts(body, content_type)), MAX_ENTRIES):
        link = _link(entry, url)
        if link is not None:
            found.setdefault(link.url, link)
            if len(found) == MAX_LINKS:
                break
    return tuple(found.values())


def _read(pieces: Iterator[str]) -> Iterator[Entry]:
    start = next(filter(None, map(str.lstrip, pieces)), "")
    document = chain((start,), pieces)
    if start.startswith("{"):
        return _json_entries(document)
    return entries(document) if start.startswith("<") else _lines(document)


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


def _lines(pieces: Iterable[str]) -> Iterator[Entry]:
    """Read a map that is a list of addresses, one a line; a line that is none ends it."""
    rest = ""
    for piece in chain(pieces, "\n"):
        *lines, rest = (rest + piece).split("\n")
        for line in map(str.strip, lines):
            if line and not line[:8].lower().startswith(("http://", "https://")):
                return
            if line:
                yield Entry(link=line[:_MAX_LINE_CHARS])
        if len(rest) > _MAX_LINE_CHARS:
            return


def _json_entries(pieces: Iterable[str]) -> Iterator[Entry]:
    """Read a JSON Feed (jsonfeed.org, version 1.1)."""
    try:
        feed = json.loads("".join(islice(pieces, MAX_JSON_PIECES)))
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
