"""The index of statements in DynamoDB.

| item | pk | sk |
|---|---|---|
| row | ``S#<speaker>`` | ``<date>#<article>`` |
| speaker | ``N#<first two letters>`` | ``<folded name>#<speaker>`` |
| last name of a person | ``N#<first two letters>`` | ``<last name>#<speaker>`` |

Rows hold pointers only, so each costs one write unit however much is said; the texts are read from
the articles. Speakers are spread over partitions by their first letters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from saidly import codec
from saidly.aws.table import Item, Table
from saidly.statements import (
    MIN_PREFIX_CHARS,
    Mark,
    Row,
    Speaker,
    first_names,
    folded,
    introduced,
    names,
)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DynamoStatements:
    """Rows and speakers in a table."""

    table: Table

    def replace(
        self, gone: Iterable[Row], rows: Iterable[Row], speakers: Iterable[Speaker]
    ) -> None:
        """One batch read of the speakers, a write for each that is news, batches for the rows."""
        items = {_row_key(row): row for row in rows}
        # each once: versions of a story share their rows' keys, and a batch refuses doubles
        leaving = [key for key in dict.fromkeys(map(_row_key, gone)) if key not in items]
        # speakers first: a row that nobody finds would be worse than a speaker without rows
        for key, changes, years in self._news(list(speakers)):
            self.table.join(key, changes, "years", years)
        self.table.write_many(map(_row_item, items.values()), leaving)

    def _news(self, speakers: list[Speaker]) -> list[tuple[Key, Item, set[str]]]:
        """Return what to write: entries of speakers that are new, or whose entry changes."""
        found: dict[str, Speaker] = {}
        for start in range(0, len(speakers), 100):
            keys = {_speaker_key(one.id) for one in speakers[start : start + 100]}
            kept = [_speaker(item) for item in self.table.get_many(keys, consistent=True)]
            found |= {one.id: one for one in kept}
        entries: list[tuple[Key, Item, set[str]]] = []
        for speaker in speakers:
            known = found.get(speaker.id)
            fresh = introduced(known, speaker)
            if fresh != known:
                entries += _entries(fresh, everything=known is None)
        return entries

    def forget(self, speaker_ids: Iterable[str]) -> None:
        """A read and a query each; two deletes and a query more for each that goes."""
        for speaker in filter(None, map(self.speaker, speaker_ids)):
            if self._speaks(speaker):
                continue
            # the own entry last: a death in between leaves a speaker who is found and forgotten
            for name in names(speaker)[::-1]:
                self.table.delete(*_name_key(name, speaker.id))
            # an article that was filed meanwhile had found the entry and did not write it
            if self._speaks(speaker):
                for key, changes, years in _entries(speaker, everything=True):
                    self.table.join(key, changes, "years", years)

    def _speaks(self, speaker: Speaker) -> bool:
        return bool(self.rows(speaker.id, ("0", "~"), 1)[0])

    def rows(
        self, speaker_id: str, between: tuple[str, str], limit: int
    ) -> tuple[tuple[Row, ...], bool]:
        """One query."""
        items, more = self.table.page(f"S#{speaker_id}", between, limit, newest=True)
        return tuple(map(_row, items)), more

    def speaker(self, speaker_id: str) -> Speaker | None:
        """One read."""
        item = self.table.get(*_speaker_key(speaker_id))
        return _speaker(item) if item else None

    def speakers(
        self, prefix: str, limit: int, after: str | None
    ) -> tuple[tuple[Speaker, ...], str | None]:
        """One query."""
        between = (f"{after}\0" if after else prefix, f"{prefix}\U0010ffff")
        items, more = self.table.page(
            f"N#{prefix[:MIN_PREFIX_CHARS]}", between, limit, newest=False
        )
        found = {item["sk"]: _speaker(item) for item in items}
        first = first_names(found.values(), prefix)
        shown = (one for sk, one in found.items() if sk == f"{first.get(one)}#{one.id}")
        return tuple(shown), items[-1]["sk"] if more and items else None


def _row_key(row: Row) -> Key:
    return f"S#{row.speaker_id}", row.key


def _row_item(row: Row) -> Item:
    pk, sk = _row_key(row)
    marks = [f"{mark.place}:{mark.type}:{mark.act or ''}" for mark in row.marks]
    return {"pk": pk, "sk": sk, "v": row.version, "p": row.publisher, "m": marks}


def _row(item: Item) -> Row:
    date, _, article = item["sk"].partition("#")
    marks = (text.split(":") for text in item["m"])
    return Row(
        speaker_id=item["pk"][2:],
        date=datetime.fromisoformat(date),
        article_id=article,
        version=int(item["v"]),
        publisher=item.get("p"),
        marks=tuple(Mark(int(place), kind, act or None) for place, kind, act in marks),
    )


def _speaker_key(speaker_id: str) -> Key:
    return _name_key(folded(speaker_id.partition(":")[2]), speaker_id)


def _name_key(name: str, speaker_id: str) -> Key:
    return f"N#{name[:MIN_PREFIX_CHARS]}", f"{name}#{speaker_id}"


def _entries(speaker: Speaker, *, everything: bool) -> list[tuple[Key, Item, set[str]]]:
    """Return a speaker's own entry; ``everything`` adds the one under the last name.

    The years are a set that grows, so that two writers at once lose none. The own entry comes
    last: where it stands, the other does too, whenever the writer died.
    """
    found = names(speaker)[::-1] if everything else names(speaker)[:1]
    changes = codec.encode(speaker)
    years = set(changes.pop("years"))
    return [(_name_key(name, speaker.id), changes, years) for name in found]


def _speaker(item: Item) -> Speaker:
    speaker: Speaker = codec.decode(Speaker, item | {"years": sorted(item["years"])})
    return speaker
