"""One pass over the XML of a feed or a map, looking only at the tags that matter.

The document comes in pieces and passes through a window; what lies behind it is forgotten.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

# as far as is looked for the end of a comment or of character data; more than any value or tag has
AHEAD_CHARS = 2**20
_MAX_VALUE_CHARS = 2600  # an address of 2,048 with its ampersands escaped
_ENTRY_TAGS = {"item": "story", "entry": "story", "url": "story", "sitemap": "map"}
_PUBLISHED = frozenset({"pubdate", "published", "issued", "date", "created", "publication_date"})
_UPDATED = frozenset({"updated", "modified", "lastmod"})
_REFERENCES = frozenset({"loc", "link", "guid", "id", "origlink"})
_ROOTS = frozenset({"feed", "rss", "rdf"})
# vocabularies that use the same words for other things
_FOREIGN = frozenset(
    {"media", "itunes", "image", "video", "xhtml", "googleplay", "podcast", "yt", "thr", "g", "psc"}
)
_NAMES = "|".join(
    sorted(
        {*_ENTRY_TAGS, *_PUBLISHED, *_UPDATED, *_REFERENCES, *_ROOTS, "title", "source"},
        key=len,
        reverse=True,
    )
)
# quotation marks are only closed before the next "<", so no text is looked at twice
_MARK = re.compile(
    rf"""<(?:(/?)(?:([\w.-]{{1,30}}):)?({_NAMES})(?=[\s/>])"""
    r"""((?:[^<>"']++|"[^"<]*+"|'[^'<]*+'|["'])*+)>|(!--)|(!\[CDATA\[))""",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,40}+)\s{0,20}+=\s{0,20}+(?:"([^"]*+)"|'([^']*+)')""")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(r"<[^<>]*>")
_CDATA = re.compile(r"\s*<!\[CDATA\[")


@dataclass(slots=True)
class Entry:
    """What one item states, as it stands there."""

    kind: Literal["story", "map"] = "story"
    link: str = ""
    title: str = ""
    published: str = ""
    updated: str = ""
    original: str = ""  # the publisher's own link, where an aggregator put its own before
    permanent: str = ""  # an id that is an address
    base: str = ""
    tag: str = ""

    @property
    def references(self) -> list[str]:
        """The addresses it may be found at, the best first."""
        return [one for one in (self.original, self.link, self.permanent) if one]


def entries(pieces: Iterable[str]) -> Iterator[Entry]:
    """Give the entries of a feed, a map or an index of maps, as far as they can be read."""
    entry: Entry | None = None
    base = ""
    for mark in _marks(pieces):
        if mark.name in _ENTRY_TAGS:
            if mark.name == "url" and entry is not None and entry.tag != "url":
                continue  # of a picture inside an item
            if entry is not None:
                yield entry
            entry = None if mark.closing else _opened(mark, base)
        elif not mark.closing and mark.name in _ROOTS:
            base = _attributes(mark.attributes).get("xml:base", "")[:2000]
        elif not mark.closing and entry is not None:
            _note(entry, mark)
    if entry is not None:
        yield entry


@dataclass(slots=True)
class _Mark:
    """A tag that matters: ``rest`` is where its content starts in ``text``."""

    closing: bool
    name: str
    attributes: str
    rest: int
    text: str


@dataclass(slots=True)
class _Window:
    """The stretch of a document that is looked at, twice as long as is looked ahead."""

    pieces: Iterator[str]
    text: str = ""
    over: bool = False  # nothing comes behind it
    blind: set[str] = field(default_factory=set)  # ends that do not come in it any more

    def move(self, position: int) -> None:
        """Forget what lies before a position, and take in what comes."""
        kept = [self.text[position:]]
        length = len(kept[0])
        while length < 2 * AHEAD_CHARS and not self.over:
            piece = next(self.pieces, None)
            self.over = piece is None
            kept.append(piece or "")
            length += len(kept[-1])
        self.text = "".join(kept)
        self.blind.clear()

    @property
    def horizon(self) -> int:
        """The position from which on too little can be seen."""
        return len(self.text) if self.over else len(self.text) - AHEAD_CHARS


def _marks(pieces: Iterable[str]) -> Iterator[_Mark]:
    window, position = _Window(iter(pieces)), 0
    window.move(0)
    while True:
        found = _MARK.search(window.text, position)
        if found is None and window.over:
            return
        start = found.start() if found else max(position, window.horizon)
        if found is None or start > window.horizon:
            window.move(start)
            position = 0
            continue
        position = found.end()
        if found[3] is None:
            position = behind(window.text, position, "-->" if found[5] else "]]>", window.blind)
        elif found[3].lower() == "source":
            # an entry's source has a title, an id and dates of its own
            if not found[1] and not found[4].endswith("/"):
                position = behind(window.text, position, "</source", window.blind)
        elif (found[2] or "").lower() not in _FOREIGN:
            yield _Mark(bool(found[1]), found[3].lower(), found[4], position, window.text)


def behind(document: str, position: int, end: str, blind: set[str]) -> int:
    """Return the position behind an end mark; where there is none, stay."""
    found = -1 if end in blind else document.find(end, position)
    if found < 0:
        blind.add(end)
        return position
    return found + len(end)


def _opened(mark: _Mark, base: str) -> Entry:
    said = _attributes(mark.attributes)
    return Entry(
        kind="map" if mark.name == "sitemap" else "story",
        permanent=said.get("rdf:about", ""),
        base=said.get("xml:base", "")[:2000] or base,
        tag=mark.name,
    )


def _note(entry: Entry, mark: _Mark) -> None:
    if mark.name in _REFERENCES:
        _note_reference(entry, mark)
    elif mark.name == "title":
        entry.title = entry.title or _value(mark, "</")
    elif mark.name in _PUBLISHED:
        entry.published = entry.published or _value(mark, "<")
    else:
        entry.updated = entry.updated or _value(mark, "<")


def _note_reference(entry: Entry, mark: _Mark) -> None:
    said = _attributes(mark.attributes)
    value = _value(mark, "<")
    if mark.name in {"guid", "id"}:
        if "://" in value[:10] and said.get("ispermalink", "").lower() != "false":
            entry.permanent = entry.permanent or value
    elif mark.name == "origlink":
        entry.original = value
    elif said.get("rel", "alternate") == "alternate":
        entry.link = entry.link or said.get("href", value)


def _value(mark: _Mark, end: str) -> str:
    """Return the text of an element up to an end mark; "" where none comes, for it may be cut."""
    if mark.attributes.endswith("/"):
        return ""
    document, start, last = mark.text, mark.rest, mark.rest + _MAX_VALUE_CHARS
    opened = _CDATA.match(document, start, start + 200)
    if opened:
        closed = document.find("]]>", opened.end(), last)
        return _plain(document[opened.end() : closed]) if closed >= 0 else ""
    closed = document.find(end, start, last)
    return _plain(_TAG.sub("", document[start:closed])) if closed >= 0 else ""


def _plain(written: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), written).strip()


def _attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single in _ATTRIBUTE.findall(written[:_MAX_VALUE_CHARS]):
        found.setdefault(name.lower(), _plain(double or single))
    return found
