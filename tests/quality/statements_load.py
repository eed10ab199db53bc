"""What the index of statements writes and reads, counted on simulated load.

``python -m tests.quality.statements_load`` files articles in which one speaker says four things
each (a million by default) beside three others drawn from a long tail, over ten years, through
the real shelf on a table that counts, and prints the units and the partitions.
"""

import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from saidly.aws.statements import DynamoStatements
from saidly.statements import Mark, Row, Speaker

FIRST = datetime(2016, 1, 1, tzinfo=UTC)
DAYS, TAIL, OTHERS, SAID = 3650, 50_000, 3, 4
STAR = "person:ilse-marrow"
UNIT_BYTES = 1024
LIMIT = 1_000  # write units a second of a partition


@dataclass
class CountingTable:
    """A table in memory that counts write units by partition."""

    items: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    units: Counter[str] = field(default_factory=Counter)
    held: dict[tuple[str, str], int] = field(default_factory=dict)  # bytes
    reads: int = 0

    def get_many(self, keys: Iterable[tuple[str, str]], **_: Any) -> Iterator[dict[str, Any]]:
        self.reads += 1
        return (self.items[key] for key in keys if key in self.items)

    def join(
        self, key: tuple[str, str], changes: dict[str, Any], name: str, more: set[str]
    ) -> None:
        kept = self.items.get(key, {}).get(name, set())
        self._write({"pk": key[0], "sk": key[1], **changes, name: kept | more})

    def write_many(
        self, puts: Iterable[dict[str, Any]], deletes: Iterable[tuple[str, str]] = ()
    ) -> None:
        for item in puts:
            self._write(item)
        for key in deletes:
            self.items.pop(key, None)
            self.units[key[0]] += 1

    def _write(self, item: dict[str, Any]) -> None:
        self.items[item["pk"], item["sk"]] = item
        size = sum(len(name) + len(str(value).encode()) for name, value in item.items())
        self.held[item["pk"], item["sk"]] = size
        self.units[item["pk"]] += math.ceil(size / UNIT_BYTES)


def articles(count: int, chance: random.Random) -> Iterator[tuple[list[Row], list[Speaker]]]:
    """Yield the rows and speakers of invented articles."""
    weights = list(accumulate(1 / rank for rank in range(1, TAIL + 1)))
    for number in range(count):
        date = FIRST + timedelta(days=DAYS * number / count)
        tail = chance.choices(range(TAIL), cum_weights=weights, k=OTHERS)
        ids = {STAR: SAID} | {f"person:voice {name}": 2 for name in tail}
        rows, speakers = [], []
        for speaker, said in ids.items():
            marks = tuple(Mark(place, "direct", "say") for place in range(said))
            row = Row(speaker, date, f"{number:026d}", 1, "paper.example", marks)
            rows.append(row)
            name = speaker.partition(":")[2].title()
            speakers.append(Speaker(speaker, name, "person", date, "clerk", None, (row.year,)))
        yield rows, speakers


def counted(count: int) -> CountingTable:
    """File articles; return the table with its counts."""
    table = CountingTable()
    shelf = DynamoStatements(table)  # type: ignore[arg-type]
    for rows, speakers in articles(count, random.Random(7)):
        shelf.replace((), rows, speakers)
    return table


def main(count: int) -> None:
    table = counted(count)
    kinds: dict[str, int] = defaultdict(int)
    for pk, units in table.units.items():
        kinds["rows" if pk.startswith("S#") else "speakers"] += units
    star = table.units[f"S#{STAR}"]
    kept = sum(size for (pk, _), size in table.held.items() if pk == f"S#{STAR}")
    names = max(units for pk, units in table.units.items() if pk.startswith("N#"))
    print(f"articles {count:,}, statements of one speaker {count * SAID:,}")
    for kind, units in kinds.items():
        print(f"write units an article, {kind}: {units / count:.2f}")
    print(f"largest item: {max(table.held.values())} bytes")
    print(f"rows of the speaker: {star:,}, {kept / 2**20:.1f} MiB in ten years")
    for rate in (10, 100):
        print(
            f"at {rate} such articles a second: {100 * star / count * rate / LIMIT:.1f} %", end=""
        )
        print(" of what a partition takes")
    print(f"fullest partition of names: {names:,} units in ten years")
    print(f"batch reads an article: {table.reads / count:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 250_000)
