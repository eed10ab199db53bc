"""What an extra version costs to keep: bytes and write units, by edits of stored pages.

    python -m tests.quality.versions_bytes [FOLDER]

Reads every page of the golden folders, or every ``*.html.gz`` under FOLDER; makes three edits of
each (a word, a paragraph, a correction note) and weighs the items of the table as DynamoDB does:
the page as it is kept beside the first of its eight, the article beside its page, the edit.
"""

import argparse
import gzip
import json
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from saidly.aws.readings import Readings
from saidly.clean import clean
from saidly.codec import encode
from saidly.errors import SaidlyError
from saidly.extract import extract
from saidly.model import Article, Block, Page
from saidly.recording import edit as edit_between
from saidly.store import Version
from saidly.store.memory import MemoryCaptures
from tests.contract import NOW, version

GOLDEN = Path(__file__).parents[1] / "golden"
SAID = "The harbour office said on Friday that it would ask the county for two more weeks."
HEADERS = tuple(
    (f"x-header-{n}", "max-age=60, stale-while-revalidate=30; includeSubDomains") for n in range(14)
)
EDITS: dict[str, Callable[[list[Block]], list[Block]]] = {
    "word": lambda kept: [replace(kept[0], text=f"{kept[0].text} Indeed."), *kept[1:]],
    "paragraph": lambda kept: [kept[0], Block("paragraph", SAID), *kept[1:]],
    "note": lambda kept: [*kept, Block("paragraph", f"Correction: {SAID}")],
}


def pages(folder: Path | None) -> Iterator[Page]:
    """Read the pages that hold a story of five blocks and more."""
    files = folder.rglob("*.html.gz") if folder else GOLDEN.rglob("page.html")
    for file in sorted(files):
        html = gzip.decompress(file.read_bytes()) if folder else file.read_bytes()
        try:
            page = clean(html, "https://paper.example/a")
        except SaidlyError:
            continue
        if len(page.blocks) >= 5:
            yield page


def version_of(number: int, reading: Page | Article) -> Version:
    """Return a version with the headers of an exchange."""
    at = NOW + timedelta(minutes=number)
    made = version(number, f"{number:064d}", reading, at, "a" * 26)
    headers = (*HEADERS, ("date", f"{at:%c}"))
    capture = replace(made.capture, headers=headers, sent=HEADERS[:4])
    return replace(made, capture=capture)


def weight(value: Any) -> int:
    """Return about how many bytes DynamoDB counts for a value (developer guide, item sizes)."""
    match value:
        case str():
            return len(value.encode())
        case bytes():
            return len(value)
        case list():
            return 3 + sum(weight(each) + 1 for each in value)
        case dict():
            return 3 + sum(len(name) + weight(each) + 1 for name, each in value.items())
    return 0 if value is None else 5


def weighed(page: Page) -> Iterator[dict[str, int]]:
    """Give what each edit of a page costs."""
    shelf, first = Readings(MemoryCaptures()), version_of(1, page)
    base = shelf.item(first, None)
    before = replace(first, reading=extract(page), extractor="saidly/0.1")
    for change in EDITS.values():
        edited = replace(page, blocks=tuple(change(list(page.blocks))))
        fetched = version_of(2, edited)
        item = shelf.item(fetched, base)
        after = replace(fetched, reading=extract(edited), extractor="saidly/0.1")
        yield {
            "page whole": weight(shelf.item(fetched, None)),
            "page": weight(item),
            "article whole": weight(shelf.item(after, None)),
            "article": weight(shelf.article(after, item, base)),
            "edit": weight(encode(edit_between(before, after, NOW))),
        }


def main() -> None:
    """Print a table: mean bytes and write units of each item."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, help="of pages; the golden ones without it")
    folder = parser.parse_args().folder
    rows = [row for page in pages(folder) for row in weighed(page)]
    for name in rows[0]:
        sizes = [row[name] for row in rows]
        told = {
            "item": name,
            "edits": len(sizes),
            "bytes": round(statistics.mean(sizes)),
            "most": max(sizes),
            "writeUnits": round(statistics.mean(-(-size // 1024) for size in sizes), 2),
        }
        print(json.dumps(told))


if __name__ == "__main__":
    main()
