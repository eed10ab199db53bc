"""Lists as feeds: Atom (RFC 4287) and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from saidly.codec import JSON
from saidly.formats.rows import Entry, Kind

# what XML 1.0 cannot hold, not even escaped
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = "1970-01-01T00:00:00+00:00"  # of an empty feed


def atom(kind: Kind, plain: JSON) -> str:
    """Return a list as an Atom feed."""
    return atom_feed(kind.title, plain.get("self", kind.key), map(kind.entry, plain[kind.key]))


def atom_feed(title: str, own: str, entries: Iterable[Entry]) -> str:
    """Return entries as an Atom feed.

    Args:
        title: of the feed.
        own: what tells this feed from others; it becomes part of the feed's id.
        entries: newest first.
    """
    rows = list(entries)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{_xml(f'urn:saidly:{own}')}</id>",
        f"<title>{_xml(title)}</title>",
        f"<updated>{_utc(max((row.date for row in rows), default=_NEVER, key=_utc))}</updated>",
        "<author><name>Saidly</name></author>",
        *map(_entry, rows),
        "</feed>",
    ]
    return "\n".join(parts) + "\n"


def _entry(row: Entry) -> str:
    author = f"<author><name>{_xml(row.author)}</name></author>" if row.author else ""
    link = f"<link href={quoteattr(_NO_XML.sub('', row.url))}/>" if row.url else ""
    return (
        f"<entry><id>{_xml(row.id)}</id><title>{_xml(row.title)}</title>"
        f"<updated>{_utc(row.date)}</updated>{link}"
        f'{author}<content type="text">{_xml(row.text)}</content></entry>'
    )


def _xml(text: str) -> str:
    return escape(_NO_XML.sub("", text))


def _utc(date: str) -> str:
    """Return a moment as RFC 3339 in UTC; one without a zone is taken as UTC."""
    moment = datetime.fromisoformat(date)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def json_feed(kind: Kind, plain: JSON) -> str:
    """Return a list as a JSON Feed."""
    items = [
        {
            "id": row.id,
            "title": row.title,
            "content_text": row.text,
            "date_published": _utc(row.date),
        }
        | ({"url": row.url} if row.url else {})
        | ({"authors": [{"name": row.author}]} if row.author else {})
        for row in map(kind.entry, plain[kind.key])
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": kind.title, "items": items}
    return json.dumps(feed, ensure_ascii=False)
