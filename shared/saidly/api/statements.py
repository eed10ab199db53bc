"""Who said what: a speaker's statements over all articles, a publisher's, and the speakers.

A page costs a query of the index, of a speaker's rows or of a publisher's articles, and one batch
read of the articles. Words are looked for in the articles that are read, so a page may be short,
or empty, and the list go on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from saidly import codec, formats
from saidly.api import pages
from saidly.api.asked import known, limit, one_of, period, text
from saidly.api.desk import Desk, Route
from saidly.api.evidence import statement
from saidly.api.messages import Reply, Request
from saidly.api.writing import written
from saidly.errors import BadRequest, NotFound
from saidly.model import Act, Article, Attribution, StatementType
from saidly.statements import (
    MAX_ID_CHARS,
    MIN_PREFIX_CHARS,
    Mark,
    Row,
    Speaker,
    folded,
    holds,
    words,
)
from saidly.store import Period, Version, bounds

PARAMETERS = ("words", "act", "type", "from", "to", "limit", "cursor")
ROWS = 100  # read by a query where a filter may drop some
ARTICLES = 10  # of a publisher, read for one page
SEARCHED = 20  # articles of a speaker, read for one page where words are looked for

Found = list[tuple[Version, int]]  # and the place of a statement in it


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list keeps to; None, or no words, leaves a side open."""

    speaker: str | None
    publisher: str | None
    act: str | None
    type: str | None
    words: Sequence[str]

    @property
    def filters(self) -> bool:
        """Whether rows of a speaker may be dropped."""
        return (self.publisher, self.act, self.type) != (None, None, None)

    def fits(self, mark: Mark) -> bool:
        """Say whether a statement is wanted, by its act and type."""
        return self.act in (None, mark.act) and self.type in (None, mark.type)

    def rows(self, size: int) -> int:
        """Return how many rows of a speaker to read for a page of ``size`` statements."""
        if self.words:
            return SEARCHED
        return ROWS if self.filters else size + 1  # the first may be used up already

    def places(self, row: Row) -> list[int]:
        """Return the statements of a row that are wanted."""
        if self.publisher not in (None, row.publisher):
            return []
        return [mark.place for mark in row.marks if self.fits(mark)]

    def said(self, one: Attribution) -> bool:
        """Say whether a statement holds the words."""
        return not self.words or holds(
            " ".join(piece.span.text for piece in one.content), self.words
        )


@dataclass(frozen=True, slots=True)
class Position:
    """Where a speaker's list goes on: from row ``key`` down, behind ``place`` in that row."""

    key: str = ""  # empty: the newest row
    place: int = -1

    def __str__(self) -> str:
        """Return it as a cursor holds it."""
        return f"{self.key}|{self.place}"

    @classmethod
    def parsed(cls, after: str) -> "Position":
        """Return what ``str`` wrote; a cursor is signed, so nobody else wrote it."""
        key, place = after.split("|")
        return cls(key, int(place))


def statements(request: Request, desk: Desk) -> Reply:
    """List statements, newest first: a speaker's, or a publisher's."""
    known(request.query, ("speaker", "publisher", *PARAMETERS))
    wanted = _wanted(request.query, text(request.query, "speaker"))
    if wanted.speaker is None and wanted.publisher is None:
        raise BadRequest("speaker", "name a speaker by id, or a publisher's domain")
    return _told(request, *_page(request, wanted, desk), desk)


def statements_of_speaker(request: Request, desk: Desk) -> Reply:
    """List what one speaker said, newest first; 404 where nobody of that id ever spoke."""
    known(request.query, ("publisher", *PARAMETERS))
    wanted = _wanted(request.query, request.path["id"])
    found, following = _page(request, wanted, desk)
    if not found:  # where something is, somebody spoke
        _speaker(request.path["id"], desk)
    return _told(request, found, following, desk)


def _wanted(query: Mapping[str, str], speaker: str | None) -> Wanted:
    publisher = text(query, "publisher")
    return Wanted(
        speaker,
        publisher.lower() if publisher else None,
        one_of(query, "act", get_args(Act)),
        one_of(query, "type", get_args(StatementType)),
        _words(query),
    )


def _words(query: Mapping[str, str]) -> list[str]:
    sent = text(query, "words")
    wanted = words(sent or "")
    if sent is not None and not wanted:
        raise BadRequest("words", "give at least a letter or a figure of what was said")
    return wanted


def _page(request: Request, wanted: Wanted, desk: Desk) -> tuple[Found, str | None]:
    """Return the page that is asked for, and the position behind it."""
    span, size = period(request.query), limit(request.query)
    after = pages.position(request, desk.cursor_key)
    if wanted.speaker is not None:
        return _of_speaker(wanted, span, size, after, desk)
    return _of_publisher(wanted, span, size, after, desk)


def _told(request: Request, found: Found, following: str | None, desk: Desk) -> Reply:
    cursor = pages.cursor(request, following, desk.cursor_key)
    body = {"statements": [statement(*one) for one in found], "cursor": cursor}
    return written(request, formats.STATEMENTS, body, *pages.links(request, cursor))


def _of_speaker(
    wanted: Wanted, span: Period, size: int, after: str | None, desk: Desk
) -> tuple[Found, str | None]:
    """Return a page of a speaker's statements, and the position behind it.

    Those whose article was taken down since are left out.
    """
    chosen, following = _indexed(wanted, span, size, after, desk)
    versions = desk.shelves.articles.several({_version(row) for row, _ in chosen})
    found: Found = []
    passed = ""
    for row, place in chosen:
        if len(found) == size:
            return found, passed
        passed = str(Position(row.key, place))
        version = versions.get(_version(row))
        if version is not None and _holds(version, place, wanted):
            found.append((version, place))
    return found, following


def _version(row: Row) -> tuple[str, int]:
    return row.article_id, row.version


def _holds(version: Version, place: int, wanted: Wanted) -> bool:
    article = version.reading
    return isinstance(article, Article) and wanted.said(article.attributions[place])


def _indexed(
    wanted: Wanted, span: Period, size: int, after: str | None, desk: Desk
) -> tuple[list[tuple[Row, int]], str | None]:
    """Return what the index holds of a speaker; one query, none for what is no id.

    It is cut to ``size`` unless words are looked for, which only the articles can tell.
    """
    if not _may_be(wanted.speaker or ""):
        return [], None
    position, (low, high) = Position.parsed(after) if after else Position(), bounds(span)
    page, more = desk.shelves.statements.rows(
        wanted.speaker or "", (low, position.key or high), wanted.rows(size)
    )
    found: list[tuple[Row, int]] = []
    for row in page:
        for place in _left(row, wanted.places(row), position):
            if len(found) == size and not wanted.words:
                return found, str(position)
            found.append((row, place))
            position = Position(row.key, place)
    return found, str(Position(page[-1].key, _END)) if more else None


_END = 1_000_000_000  # behind every statement of a row


def _left(row: Row, places: Iterable[int], position: Position) -> list[int]:
    """Return the places of a row that the position has not passed yet."""
    return [place for place in places if row.key != position.key or place > position.place]


def _of_publisher(
    wanted: Wanted, span: Period, size: int, after: str | None, desk: Desk
) -> tuple[Found, str | None]:
    """Return a page of a publisher's statements, and the position behind it.

    The position is the sort key of the last article that is used up, and a place in the next.
    """
    behind, _, passed = (after or "|-1").rpartition("|")
    listing = desk.shelves.articles.by_publisher(
        wanted.publisher or "", span, ARTICLES, behind or None
    )
    versions = desk.shelves.articles.several((head.id, head.version) for head in listing.heads)
    found: Found = []
    for head, place_behind in zip(listing.heads, listing.places, strict=True):
        version = versions.get((head.id, head.version))
        last = -1
        for place in _places(version, wanted):
            if version is None or place <= int(passed):
                continue
            if len(found) == size:
                return found, f"{behind}|{max(last, int(passed))}"
            found.append((version, place))
            last = place
        behind, passed = place_behind, "-1"
    return found, f"{listing.after}|-1" if listing.after else None


def _places(version: Version | None, wanted: Wanted) -> list[int]:
    if version is None or not isinstance(version.reading, Article):
        return []
    return [
        place
        for place, said in enumerate(version.reading.attributions)
        if wanted.fits(Mark(place, said.type, said.cue.act if said.cue else None))
        and wanted.said(said)
    ]


# ---- who speaks ----


def speakers(request: Request, desk: Desk) -> Reply:
    """List the speakers whose name, or last name, begins with ``prefix``."""
    known(request.query, ("prefix", "limit", "cursor"))
    prefix = folded(text(request.query, "prefix") or "")
    if len(prefix) < MIN_PREFIX_CHARS:
        raise BadRequest("prefix", f"give at least {MIN_PREFIX_CHARS} letters of a name")
    after, size = pages.position(request, desk.cursor_key), limit(request.query)
    found, following = desk.shelves.statements.speakers(prefix, size, after)
    cursor = pages.cursor(request, following, desk.cursor_key)
    body = {"speakers": [_summary(one) for one in found], "cursor": cursor}
    return written(request, formats.ONLY_JSON, body, *pages.links(request, cursor))


def speaker(request: Request, desk: Desk) -> Reply:
    """Return one speaker: name, kind, latest role and the years in which statements are kept."""
    known(request.query, ())
    found = _speaker(request.path["id"], desk)
    plain = codec.encode(found)
    more = {name: plain[name] for name in ("role", "affiliation", "asOf")}
    body = _summary(found) | more | {"years": [int(year) for year in found.years]}
    return written(request, formats.ONLY_JSON, body)


def _summary(found: Speaker) -> codec.JSON:
    return {"id": found.id, "name": found.name, "kind": found.kind}


def _speaker(speaker_id: str, desk: Desk) -> Speaker:
    found = desk.shelves.statements.speaker(speaker_id) if _may_be(speaker_id) else None
    if found is None:
        raise NotFound(f"no speaker {speaker_id[:100]!r}; GET /speakers?prefix= finds them by name")
    return found


def _may_be(speaker_id: str) -> bool:
    """Say whether a text may be an id at all; others are not asked for."""
    kind, _, name = speaker_id.partition(":")
    return bool(kind and name) and len(speaker_id) <= MAX_ID_CHARS and speaker_id.isprintable()


ROUTES: dict[str, Route] = {
    "GET /statements": statements,
    "GET /speakers": speakers,
    "GET /speakers/{id}": speaker,
    "GET /speakers/{id}/statements": statements_of_speaker,
}
