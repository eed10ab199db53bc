"""From a stored article to its rows in the index of statements."""

from collections import defaultdict

from saidly.model import Article
from saidly.statements import MAX_ID_CHARS, Mark, Row, Speaker
from saidly.store import Head, Shelves, Version, showing


def rows(version: Version) -> tuple[Row, ...]:
    """Return a row for every speaker of an article; none while it is not extracted."""
    if not isinstance(version.reading, Article):
        return ()
    marks: dict[str, list[Mark]] = defaultdict(list)
    for place, said in enumerate(version.reading.attributions):
        speaker = said.source.speaker_id if said.source else None
        if speaker and len(speaker) <= MAX_ID_CHARS:
            marks[speaker].append(Mark(place, said.type, said.cue.act if said.cue else None))
    show = showing(version)
    return tuple(
        Row(speaker, show.date, version.article_id, version.number, show.publisher, tuple(places))
        for speaker, places in marks.items()
    )


def speakers(version: Version) -> tuple[Speaker, ...]:
    """Return everybody who speaks in an article, with the first role it gives them."""
    if not isinstance(version.reading, Article):
        return ()
    date, found = showing(version).date, dict[str, Speaker]()
    for row in rows(version):
        sources = [version.reading.attributions[mark.place].source for mark in row.marks]
        said = [source for source in sources if source]
        told = next((source for source in said if source.role), said[0])
        name = told.name or told.span.text
        found[row.speaker_id] = Speaker(
            row.speaker_id, name, told.kind, date, told.role, told.affiliation, (row.year,)
        )
    return tuple(found.values())


def index(version: Version, before: Version | None, seen: Head | None, shelves: Shelves) -> bool:
    """Put the rows of a version in place of those of the one before it; say if one came behind.

    Versions may be filed in any order, and side by side: what is put here is taken away again
    where a newer version came meanwhile, and each version's rows end with the filing of the next.
    ``seen`` is the head as it was read last; it may have moved on since.
    """
    gone = rows(before) if before else ()
    if not _overtaken(version, seen):
        shelves.statements.replace(gone, rows(version), speakers(version))
    overtaken = _overtaken(version, shelves.articles.head(version.article_id))
    if overtaken:
        _withdraw(version, gone, shelves)
    return overtaken


def _overtaken(version: Version, head: Head | None) -> bool:
    return head is not None and head.version > version.number


def _withdraw(version: Version, gone: tuple[Row, ...], shelves: Shelves) -> None:
    """Take away what an overtaken version put or should have replaced, then mend the newest.

    In this order: a newer version that is not extracted yet puts its rows after this.
    """
    shelves.statements.replace((*gone, *rows(version)), (), ())
    head = shelves.articles.head(version.article_id)
    newest = shelves.articles.version(version.article_id, head.version) if head else None
    if newest is not None:
        shelves.statements.replace((), rows(newest), speakers(newest))
