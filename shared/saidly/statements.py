"""The index of who said what: what its shelf must do, and one in memory for tests.

A *row* says that one article holds statements of one speaker, and which; the statements themselves
stay in the article. The rows of a speaker stand together, by date; the speaker's own entry names
the years in which there are any.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from saidly.model import Act, SourceKind, StatementType

# a longer "name" is a sentence that was read as one; with it, keys stay below DynamoDB's 1,024
# bytes: 4 bytes a character at most
MAX_ID_CHARS, MAX_NAME_CHARS = 150, 80
MIN_PREFIX_CHARS = 2  # names are spread over partitions by their first two letters
# a role is written anew once it is this much younger: articles vary in what they call a person
ROLE_STANDS_FOR = timedelta(days=30)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """One statement inside an article: its place among ``attributions``, and what it is."""

    place: int
    type: StatementType
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """All that one speaker says in one article. ``date`` is what lists are ordered by."""

    speaker_id: str
    date: datetime
    article_id: str
    version: int
    publisher: str | None
    marks: tuple[Mark, ...]

    @property
    def key(self) -> str:
        """Where the row stands among its speaker's: the date in UTC, then the article."""
        return f"{self.date.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}#{self.article_id}"

    @property
    def year(self) -> str:
        """The year in which it was said, in UTC."""
        return self.key[:4]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks; role and affiliation are the latest known, as of ``as_of``."""

    id: str
    name: str
    kind: SourceKind
    as_of: datetime
    role: str | None = None
    affiliation: str | None = None
    years: tuple[str, ...] = ()  # in which there may be rows, oldest first


class Statements(Protocol):
    """The shelf of rows and speakers."""

    def replace(
        self, gone: Iterable[Row], rows: Iterable[Row], speakers: Iterable[Speaker]
    ) -> None:
        """Put an article's rows in place of those it had before; again changes nothing."""
        ...

    def forget(self, speaker_ids: Iterable[str]) -> None:
        """Drop the entries of speakers of whom no row is left; again changes nothing."""
        ...

    def rows(
        self, speaker_id: str, between: tuple[str, str], limit: int
    ) -> tuple[tuple[Row, ...], bool]:
        """Return a speaker's rows, newest first, and whether there are more.

        Args:
            speaker_id: as in ``Source.speaker_id``.
            between: lowest and highest ``Row.key``, both included.
            limit: rows at most.
        """
        ...

    def speaker(self, speaker_id: str) -> Speaker | None:
        """Return a speaker, None if nobody of that id ever spoke."""
        ...

    def speakers(
        self, prefix: str, limit: int, after: str | None
    ) -> tuple[tuple[Speaker, ...], str | None]:
        """Return speakers whose name or last name begins with ``prefix``, by name.

        Args:
            prefix: as ``folded`` gives it, two letters at least.
            limit: speakers at most; fewer may come although there are more.
            after: the position to go on behind.

        Returns:
            The speakers, and the position that continues the list, None at its end.
        """
        ...


def folded(text: str) -> str:
    """Return a name the way it is looked up: no accents, no capitals, "-" between words, cut."""
    return "-".join(words(text))[:MAX_NAME_CHARS]


def words(text: str) -> list[str]:
    """Return a text's words as they are compared: no accents, no capitals, no signs."""
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in letters if not unicodedata.combining(c))
    return _WORD.findall(text.casefold())


def holds(text: str, wanted: Sequence[str]) -> bool:
    """Say whether a text holds each of the ``wanted`` ``words``, in any order.

    A word is found by how it begins ("harbo" in "harbours"); in scripts without capitals, which
    part words otherwise or not at all, anywhere in what stands together.
    """
    there = words(text)
    return all(any(_found(word, one) for one in there) for word in wanted)


def _found(wanted: str, word: str) -> bool:
    cased = unicodedata.category(wanted[0]) != "Lo"
    return word.startswith(wanted) if cased else wanted in word


def names(speaker: Speaker) -> tuple[str, ...]:
    """Return the folded names under which a speaker is found: the id's, and a person's last."""
    own = folded(speaker.id.partition(":")[2])
    last = folded(speaker.name).rpartition("-")[2]
    apart = speaker.kind == "person" and len(last) >= MIN_PREFIX_CHARS and last != own
    return (own, last) if apart else (own,)


def introduced(known: Speaker | None, speaker: Speaker) -> Speaker:
    """Return a speaker as it is to be kept, where ``known`` is kept already.

    The years join; name, role and affiliation change once they are news. So an entry is written
    seldom, though everybody is introduced anew with each article.
    """
    if known is None:
        return speaker
    years = tuple(sorted({*known.years, *speaker.years}))
    news = speaker.role is not None and (speaker.role, speaker.affiliation) != (
        known.role,
        known.affiliation,
    )
    if news and (known.role is None or speaker.as_of - known.as_of > ROLE_STANDS_FOR):
        return replace(speaker, years=years)
    return replace(known, years=years)


@dataclass(slots=True)
class MemoryStatements:
    """The shelf in memory: what every other one must do."""

    kept: dict[tuple[str, str], Row] = field(default_factory=dict)
    known: dict[str, Speaker] = field(default_factory=dict)

    def replace(
        self, gone: Iterable[Row], rows: Iterable[Row], speakers: Iterable[Speaker]
    ) -> None:
        """Introduce the speakers, drop what is gone, put what is there."""
        for speaker in speakers:
            self.known[speaker.id] = introduced(self.known.get(speaker.id), speaker)
        for row in gone:
            self.kept.pop((row.speaker_id, row.key), None)
        for row in rows:
            self.kept[row.speaker_id, row.key] = row

    def forget(self, speaker_ids: Iterable[str]) -> None:
        """Drop who says nothing any more."""
        speaking = {speaker_id for speaker_id, _ in self.kept}
        for speaker_id in {*speaker_ids} - speaking:
            self.known.pop(speaker_id, None)

    def rows(
        self, speaker_id: str, between: tuple[str, str], limit: int
    ) -> tuple[tuple[Row, ...], bool]:
        """Sort and cut."""
        low, high = between
        fits = [
            row
            for row in self.kept.values()
            if row.speaker_id == speaker_id and low <= row.key <= high
        ]
        fits.sort(key=lambda row: row.key, reverse=True)
        return tuple(fits[:limit]), len(fits) > limit

    def speaker(self, speaker_id: str) -> Speaker | None:
        """Return the entry."""
        return self.known.get(speaker_id)

    def speakers(
        self, prefix: str, limit: int, after: str | None
    ) -> tuple[tuple[Speaker, ...], str | None]:
        """Sort and cut; the position is the folded name and the id of the last one given."""
        found = sorted(
            (f"{name}#{speaker.id}", speaker)
            for speaker, name in first_names(self.known.values(), prefix).items()
        )
        found = [entry for entry in found if not after or entry[0] > after]
        more = found[limit - 1][0] if len(found) > limit else None
        return tuple(speaker for _, speaker in found[:limit]), more


def first_names(speakers: Iterable[Speaker], prefix: str) -> Mapping[Speaker, str]:
    """Return those that ``prefix`` finds, each under the first of its names that fits."""
    fits = {
        speaker: [name for name in names(speaker) if name.startswith(prefix)]
        for speaker in speakers
    }
    return {speaker: found[0] for speaker, found in fits.items() if found}
