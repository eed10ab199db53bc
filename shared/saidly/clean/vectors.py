"""A run as the scout sees it, in numbers: its text, its box and its box's place on the page.

The scout (a small forest) judges by that, and most of a page is done with; ``closer`` looks at the
rest among their neighbours.
"""

import re
from collections import Counter
from functools import lru_cache
from math import log2

from saidly.clean import tokens
from saidly.clean.features import Scene, Sight
from saidly.clean.tree import HIDDEN, Box

_SENTENCE_END = tuple(".!?。！？؟।۔։።…\"”“»«'’)」』:;")
_COMMAS = re.compile(r"[,;，、؛،；]")
_DIGIT = re.compile(r"\d")
_QUOTES = frozenset("\"“„«»‘‚'「『")
_BULLETS = frozenset("•·-–—*▪►▶→>»+|")
_HEAD = 160  # characters; a line shows what it is at its start
_FLAG_BITS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 8192, HIDDEN, 65536)
FAR = 30
_ONLY_LINK = 0.9

_TEXT = (
    "chars", "words", "link_density", "links", "strong", "word_chars", "ends", "stops", "commas",
    "digits", "upper_words", "lower_start", "colon", "question", "quotes", "bullet", "is_p",
    "is_li", "is_td", "is_div", "heading", "part", "parts", "repeats", "has_ld", "in_ld",
    "in_description", "is_description", "like_headline", "in_title", "images", "prose",
)  # fmt: skip
_HOME = (
    "up", "down", "home_prose", "home_share", "home_runs", "home_prose_share", "outer_score",
)  # fmt: skip
_PLACE = (
    "has_headline", "after_headline", "from_first", "from_last", "inside", "gap_before",
    "gap_after", "same_before", "same_after", "sig_runs", "sig_chars", "sig_links", "sig_prose",
    "like_top", "place", "page_prose", "page_runs", "depth",
)  # fmt: skip
FIRST: tuple[str, ...] = (
    *_TEXT,
    *_HOME,
    *_PLACE,
    *(f"flag_{bit}" for bit in _FLAG_BITS),
    *(f"own_{name}" for name in tokens.NAMES),
    *(f"above_{name}" for name in tokens.NAMES),
)
Row = list[float] | None  # None for a run that is no more than a link


def first_glance(seen: Scene) -> list[Row]:
    """Return a row for each run that is more than a link, in the order of ``FIRST``.

    Half of a page's runs are links and nothing else: menus, teasers, tags. Of 13,300 that the
    golds tell of, 32 are the story's.
    """
    sights = seen.sights
    signatures, top_signature = _signatures(sights)
    gaps = _gaps(sights)
    page = (log2(1 + sum(s.length for s in sights if s.prose)), log2(1 + len(sights)))
    counts = Counter(s.key for s in sights)
    homes: dict[int, tuple[float, ...]] = {}
    rows: list[Row] = []
    for place, sight in enumerate(sights):
        if sight.link_density > _ONLY_LINK and not sight.heading:
            rows.append(None)
            continue
        box = sight.run.box
        home = homes.get(id(sight.home))
        if home is None:
            home = homes[id(sight.home)] = _home(sight.home, seen.top)
        row = _text(sight, seen, counts[sight.key])
        row += home
        row += _place(place, seen)
        row += gaps[place]
        signature = box.signature
        row += signatures[signature]
        row += (signature == top_signature, place / len(sights), *page, box.depth)
        row += _flags(box.flags)
        row += bits(box.own, len(tokens.NAMES))
        row += bits(box.inherited, len(tokens.NAMES))
        rows.append(row)
    return rows


def _text(sight: Sight, seen: Scene, repeats: int) -> list[float]:
    run, text, key = sight.run, sight.run.text, sight.key
    words = text.count(" ") + 1
    size = len(text)
    head = text[:_HEAD]
    box = run.box
    long_key = len(key) >= 12
    return [
        log2(1 + sight.length),
        log2(1 + words),
        sight.link_density,
        run.links,
        run.strong_chars / size,
        sight.length / words,
        text.endswith(_SENTENCE_END),
        sight.stops,
        len(_COMMAS.findall(head)) / words,
        len(_DIGIT.findall(head)) / len(head),
        sum(map(str.isupper, head.split())) / words,
        text[0].islower(),
        text[-1] in ":：",
        text[-1] in "?？؟",
        text[0] in _QUOTES,
        text[0] in _BULLETS,
        box.tag == "p",
        box.flags & 1,
        bool(box.flags & 2),
        box.tag in {"div", "section", "article", "span"},
        sight.heading,
        run.part,
        box.parts,
        repeats,
        bool(seen.body_key),
        long_key and key in seen.body_key,
        long_key and key in seen.description_key,
        long_key and key in seen.descriptions,
        bool(key) and key == seen.headline_key,
        long_key and key in seen.title_key,
        run.images,
        sight.prose,
    ]


def _home(home: Box, top: Box | None) -> tuple[float, ...]:
    up, down = distance(home, top) if top is not None else (9, 9)
    return (
        up,
        down,
        log2(1 + home.prose),
        home.prose / ((top.prose if top is not None else 0) or 1),
        log2(1 + home.runs),
        home.prose_runs / (home.runs or 1),
        log2(1 + (home.parent.score if home.parent is not None else 0.0)),
    )


def distance(home: Box, top: Box) -> tuple[int, int]:
    """Return the steps from ``top`` up to the box common with ``home``, and down to ``home``."""
    up = down = 0
    box, other = home, top
    while box.depth > other.depth and box.parent is not None:
        box, down = box.parent, down + 1
    while other.depth > box.depth and other.parent is not None:
        other, up = other.parent, up + 1
    while box is not other and box.parent is not None and other.parent is not None:
        box, other, up, down = box.parent, other.parent, up + 1, down + 1
    return up, down


def _place(place: int, seen: Scene) -> tuple[float, ...]:
    headline_at = seen.headline_at
    return (
        headline_at >= 0,
        max(-40, min(60, place - headline_at)) if headline_at >= 0 else -50,
        max(-40, min(60, place - seen.first)),
        max(-60, min(40, place - seen.last)),
        seen.first <= place <= seen.last,
    )


def _gaps(sights: list[Sight]) -> list[tuple[float, ...]]:
    """Return steps to the nearest prose before and after, anywhere and in the same home."""
    before = _gaps_before(sights)
    after = _gaps_before(sights[::-1])[::-1]
    return [(b[0], a[0], b[1], a[1]) for b, a in zip(before, after, strict=True)]


def _gaps_before(sights: list[Sight]) -> list[tuple[int, int]]:
    gaps: list[tuple[int, int]] = []
    last = -FAR
    last_at_home: dict[int, int] = {}
    for place, sight in enumerate(sights):
        home = id(sight.home)
        gaps.append((min(FAR, place - last), min(FAR, place - last_at_home.get(home, -FAR))))
        if sight.prose:
            last = last_at_home[home] = place
    return gaps


def _signatures(sights: list[Sight]) -> tuple[dict[str, tuple[float, ...]], str]:
    """Return for each kind of box how many runs, how long, how linked, how often prose.

    And the kind that holds most of the prose.
    """
    sums: dict[str, list[float]] = {}
    for sight in sights:
        row = sums.setdefault(sight.run.box.signature, [0.0, 0.0, 0.0, 0.0, 0.0])
        row[0] += 1
        row[1] += sight.length
        row[2] += sight.link_density
        row[3] += sight.prose
        row[4] += sight.length * sight.prose
    figures: dict[str, tuple[float, ...]] = {
        name: (log2(1 + runs), log2(1 + chars / runs), links / runs, prose / runs)
        for name, (runs, chars, links, prose, _) in sums.items()
    }
    return figures, max(sums, key=lambda name: sums[name][4], default="")


@lru_cache(maxsize=4096)
def bits(value: int, size: int) -> tuple[int, ...]:
    """Return the lowest ``size`` bits of a value."""
    return tuple(value >> bit & 1 for bit in range(size))


@lru_cache(maxsize=1024)
def _flags(flags: int) -> tuple[int, ...]:
    return tuple(int(bool(flags & bit)) for bit in _FLAG_BITS)
