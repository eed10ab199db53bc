"""Pages to count with: invented ones of the usual size, or every so many of the development pages.

An invented article is put together from paragraphs of the golden articles, under other names, to
the length and the number of statements that annotated news articles have (4,900 characters on the
average); around it stands what a page carries besides.
"""

import json
import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from tests.quality import extraction
from training.reading import pages

GOLDEN = Path(__file__).parents[2] / "golden/attribution"
CHARS = 4_900
FIRST = (
    *("Ada", "Bram", "Cleo", "Dario", "Elin", "Farid", "Greta", "Hanno", "Ines", "Jonas", "Kaia"),
    *("Leif", "Mira", "Nadim", "Oda", "Pavel", "Rhea", "Soren", "Tilda", "Ugo", "Vera", "Wim"),
)
STEMS = ("Lind", "Mar", "Hol", "Ved", "Bran", "Tor", "Sel", "Quin", "Ash", "Dor", "Fen", "Gar")
ENDS = ("row", "berg", "ström", "ley", "mark", "ova", "well", "ski", "dahl", "ner", "ton", "aard")
KNOWN = 0.6  # of the pieces keep their names: who speaks in them has spoken before
WORDS = (
    *("harbour", "town", "county", "mill", "ferry", "storm", "road", "bridge", "market", "winter"),
    *("and", "on", "over", "near", "before", "during", "closed", "opened", "moved", "stood"),
    *("reached", "crossed", "rose", "fell", "carried", "old", "narrow", "wooden", "third", "cold"),
    *("morning", "evening", "river", "valley", "square", "station", "school", "library", "court"),
    *("tower", "clock", "boats", "stones", "bread", "workers", "children", "visitors", "farmers"),
    *("prices", "tickets", "hours", "years", "months", "repairs", "plans", "rules"),
)
_NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-zé]+)\b(?= ?,|\.| said| told| warned| added)")

_MOMENT = re.compile(
    rb"\b(?:19|20)\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"
)
FOUND_AFTER = timedelta(minutes=15)  # that a story is out: as a feed is visited 96 times a day


def fresh(html: bytes, now: datetime) -> bytes:
    """Return a page that is news: how often a story is read again follows from its age."""
    return _MOMENT.sub((now - FOUND_AFTER).isoformat(timespec="seconds").encode(), html)


def invented(count: int, chance: random.Random) -> Iterator[bytes]:
    """Yield pages of invented articles, no two alike."""
    found = [json.loads(file.read_text("utf-8")) for file in sorted(GOLDEN.glob("*.json"))]
    texts = [each["text"].split("\n\n") for each in found if each["language"] == "en"]
    for number in range(count):
        yield page(article(texts, chance), number, chance)


def article(texts: list[list[str]], chance: random.Random) -> list[str]:
    """Return the paragraphs of one article: whole pieces of others, told between by nobody."""
    taken: list[str] = []
    for text in chance.sample(texts, len(texts)):
        for paragraph in _renamed("\n\n".join(text), chance).split("\n\n"):
            taken += [paragraph, _told(chance)]
        if sum(map(len, taken)) > CHARS:
            break
    return taken


def _told(chance: random.Random) -> str:
    """Return a paragraph in which nobody says anything."""
    words = chance.choices(WORDS, k=chance.randint(12, 28))
    return f"The {' '.join(words)}.".replace(" and.", ".")


def _renamed(text: str, chance: random.Random) -> str:
    if chance.random() < KNOWN:
        return text
    for name in {match.groups() for match in _NAME.finditer(text)}:
        # few are heard often, most once
        last = STEMS[int(12 * chance.random() ** 2)] + ENDS[int(12 * chance.random() ** 2)]
        text = text.replace(" ".join(name), f"{chance.choice(FIRST)} {last}").replace(name[1], last)
    return text


def page(paragraphs: list[str], number: int, chance: random.Random) -> bytes:
    """Return a page of some 90 KB around an article."""
    story = "\n".join(f"<p>{text}</p>" for text in paragraphs)
    links = "".join(_teaser(n, chance) for n in range(400))
    script = json.dumps({f"k{n}": chance.random() for n in range(1500)})
    return (
        f"<!doctype html><html lang=en><head><title>Story {number}</title>"
        f"<script>var state={script}</script></head><body><nav><ul>{links}</ul></nav>"
        f"<article><h1>Story {number} of the harbour town</h1>"
        f'<time datetime="2026-11-{1 + number % 20:02d}T08:00:00Z"></time>{story}</article>'
        f"<footer><ul>{links}</ul></footer></body></html>"
    ).encode()


def _teaser(number: int, chance: random.Random) -> str:
    words = " ".join(chance.choices(WORDS, k=7))
    address = f"/t/{chance.randrange(10**9)}"
    return f'<li class="teaser-{number % 7}"><a href="{address}">{words}</a>'


def developed(count: int) -> Iterator[bytes]:
    """Yield development pages, evenly over all; none where they are not beside the project."""
    if extraction.BENCH.is_dir():
        every = max(1, 600 // count)
        some = islice(pages.samples(extraction.BENCH), 0, every * count, every)
        yield from (each.html for each in some)


def changed(html: bytes) -> bytes:
    """Return a page with one sentence more in its first paragraph of some length."""
    return re.sub(rb"(<p[^>]*>[^<]{60,})", rb"\1 The council meets again on Friday.", html, count=1)
