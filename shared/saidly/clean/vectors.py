"""A run as the scout sees it, in numbers: its text, its box and its box's place on the page.

The scout (a small forest) judges by that, and most of a page is done with; ``closer`` looks at the
rest among their neighbours.
"""

from collections import Counter
from math import log2

from saidly.clean.features import Scene, Sight
from saidly.clean.tokens import NAMES
from saidly.clean.tree import Box

_SENTENCE_END = tuple(".!?。！？؟।۔։።…\"”“»«'’)」』:;")
_BLOCKS = frozenset({"div", "section", "article", "span"})
_FIGURE, _CAPTION = 4, 8
_NAMED_CAPTION = 1 << NAMES.index("caption")
LONG_KEY = 12  # letters and digits; a shorter line is found in any text
FAR = 30
_ONLY_LINK = 0.9

FIRST: tuple[str, ...] = (
    "chars", "words", "link_density", "links", "ends", "stops", "is_p", "is_div", "heading",
    "repeats", "in_description", "prose", "in_figure", "in_caption", "own_caption",
    "up", "down", "home_prose", "home_share", "home_runs", "home_prose_share", "outer_score",
    "after_headline", "from_first", "from_last", "inside", "gap_before", "gap_after",
    "same_before", "same_after", "sig_runs", "sig_chars", "sig_links", "sig_prose", "like_top",
    "place", "page_prose", "page_runs",
)  # fmt: skip
Row = list[float] | None  # None for a run that is no more than a link


def first_glance(seen: Scene) -> list[Row]:
    """Return a row for each run that is more than a link, in the order of ``FIRST``.

    Half of a page's runs are links and nothing else: menus, teasers, tags. Of 13,300 that the
    golds tell of, 32 are the story's.
    """
    sights = seen.sights
    signatures, top_signature = _signatures(sights)
    before, after = _gaps_before(sights), _gaps_before(sights[::-1])[::-1]
    page = (log2(1 + sum(s.length for s in sights if s.prose)), log2(1 + len(sights)))
    counts = Counter(s.key for s in sights)
    homes: dict[int, tuple[float, ...]] = {}
    rows: list[Row] = []
    for place, sight in enumerate(sights):
        if sight.link_density > _ONLY_LINK and not sight.heading:
            rows.append(None)
            continue
        home = homes.get(id(sight.home))
        if home is None:
            home = homes[id(sight.home)] = _home(sight.home, seen.top)
        signature = sight.run.box.signature
        row: list[float] = [
            *_text(sight, seen, counts[sight.key]),
            *home,
            *_place(place, seen),
            before[place][0],
            after[place][0],
            before[place][1],
            after[place][1],
            *signatures[signature],
            signature == top_signature,
            place / len(sights),
            *page,
        ]
        rows.append(row)
    return rows


def _text(sight: Sight, seen: Scene, repeats: int) -> tuple[float, ...]:
    text, key, box = sight.run.text, sight.key, sight.run.box
    words = text.count(" ") + 1
    return (
        log2(1 + sight.length),
        log2(1 + words),
        sight.link_density,
        sight.run.links,
        text.endswith(_SENTENCE_END),
        sight.stops,
        box.tag == "p",
        box.tag in _BLOCKS,
        sight.heading,
        repeats,
        len(key) >= LONG_KEY and key in seen.description_key,
        sight.prose,
        bool(box.flags & _FIGURE),
        bool(box.flags & _CAPTION),
        bool(box.own & _NAMED_CAPTION),
    )


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
        max(-40, min(60, place - headline_at)) if headline_at >= 0 else -50,
        max(-40, min(60, place - seen.first)),
        max(-60, min(40, place - seen.last)),
        seen.first <= place <= seen.last,
    )


def _gaps_before(sights: list[Sight]) -> list[tuple[int, int]]:
    """Return steps back to the nearest prose, anywhere and in the same home."""
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
        signature = sight.run.box.signature
        row = sums.get(signature)
        if row is None:
            row = sums[signature] = [0.0, 0.0, 0.0, 0.0, 0.0]
        row[0] += 1
        row[1] += sight.length
        row[2] += sight.link_density
        if sight.prose:
            row[3] += 1
            row[4] += sight.length
    figures: dict[str, tuple[float, ...]] = {
        name: (log2(1 + runs), log2(1 + chars / runs), links / runs, prose / runs)
        for name, (runs, chars, links, prose, _) in sums.items()
    }
    return figures, max(sums, key=lambda name: sums[name][4], default="")
