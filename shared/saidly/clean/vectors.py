"""A run as the forests see it, in numbers: first by itself, then among its neighbours.

At first glance every run is told by its text, its box and its box's place on the page. The scout
(a small forest) judges by that, and most of a page is done with. A closer look adds what the line
says and what the scout thinks of the runs around it.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import log2

from saidly.clean import lexicon, tokens
from saidly.clean.features import Scene, Sight
from saidly.clean.tree import HIDDEN, Box

_SENTENCE_END = tuple(".!?。！？؟।…\"”“»«'’)」』:;")
_COMMAS = re.compile(r"[,;，、؛،；]")
_DIGIT = re.compile(r"\d")
_QUOTES = frozenset("\"“„«»‘‚'「『")
_BULLETS = frozenset("•·-–—*▪►▶→>»+|")
_HEAD = 160  # characters; a line shows what it is at its start
_FLAG_BITS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 8192, HIDDEN, 65536)
_NOBODY = (-1.0, -1.0, 0.0, 0.0, 0.0, 0.0)
_FAR = 30
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
_NEAR = ("scout", "chars", "links", "same_home", "same_signature", "heading")
CLOSER: tuple[str, ...] = (
    *FIRST,
    *(f"{side}_{name}" for side in ("prev", "next", "prev2", "next2") for name in _NEAR),
    "scout", "before5", "after5", "home_scout", "home_best", "kind_scout", "kind_before",
    "kind_after", "kinds", "mass_before", "mass_after", "mass", "to_kept_before", "to_kept_after",
    *(f"says_{name}" for name in lexicon.NAMES),
)  # fmt: skip


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
        row += signatures[box.signature]
        row += (box.signature == top_signature, place / len(sights), *page, box.depth)
        row += _flags(box.flags)
        row += _bits(box.own, len(tokens.NAMES))
        row += _bits(box.inherited, len(tokens.NAMES))
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
    last = -_FAR
    last_at_home: dict[int, int] = {}
    for place, sight in enumerate(sights):
        home = id(sight.home)
        gaps.append((min(_FAR, place - last), min(_FAR, place - last_at_home.get(home, -_FAR))))
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


class Closer:
    """Looks at runs again, knowing what the scout thinks of all of them."""

    def __init__(self, seen: Scene, glanced: Sequence[Row], scouts: Sequence[float]) -> None:
        """Sum up what the scout thinks of homes, of kinds of boxes and of the page.

        Args:
            seen: the page.
            glanced: the rows of the first glance.
            scouts: the scout's probability for each run.
        """
        self._seen, self._glanced, self._scouts = seen, glanced, scouts
        self._sums = list(accumulate(scouts, initial=0.0))
        weights = [s.length * scout for s, scout in zip(seen.sights, scouts, strict=True)]
        self._masses = list(accumulate(weights, initial=0.0))
        self._kept = [place for place, scout in enumerate(scouts) if scout > 0.5]
        self._homes: dict[int, list[float]] = {}
        self._kinds: dict[str, list[float]] = {}
        for sight, scout in zip(seen.sights, scouts, strict=True):
            home = self._homes.setdefault(id(sight.home), [0.0, 0.0, 0.0])
            home[0] += sight.length * scout
            home[1] += sight.length
            home[2] = max(home[2], scout)
        self._names = [_kind(sight) for sight in seen.sights]
        for place, name in enumerate(self._names):
            kind = self._kinds.setdefault(name, [0.0, 0.0, 0.0, 0.0])
            kind[0] += 1
            kind[1] += scouts[place]
            kind[2] += scouts[place - 1] if place else 0.0
            kind[3] += scouts[place + 1] if place + 1 < len(scouts) else 0.0
        self._near = [
            (scout, log2(1 + s.length), s.link_density, s.heading, s.home, s.run.box.signature)
            for s, scout in zip(seen.sights, scouts, strict=True)
        ]

    def row(self, place: int) -> list[float]:
        """Return the row of the run at ``place``, in the order of ``CLOSER``.

        The run must have one of the first glance.
        """
        sight = self._seen.sights[place]
        row = list(self._glanced[place] or ())
        for step in (-1, 1, -2, 2):
            row += self._neighbour(sight, place + step)
        home = self._homes[id(sight.home)]
        kind = self._kinds[self._names[place]]
        mass = self._masses[-1] or 1.0
        sums, last = self._sums, len(self._scouts)
        row += (
            self._scouts[place],
            sums[place] - sums[max(0, place - 5)],
            sums[min(last, place + 6)] - sums[place + 1],
            home[0] / (home[1] or 1.0),
            home[2],
            kind[1] / kind[0],
            kind[2] / kind[0],
            kind[3] / kind[0],
            min(_FAR, kind[0]),
            self._masses[place] / mass,
            1.0 - self._masses[place + 1] / mass,
            log2(1 + mass),
            *self._to_kept(place),
        )
        row += _bits(sight.says, len(lexicon.NAMES))
        return row

    def _to_kept(self, place: int) -> tuple[int, int]:
        at = bisect_left(self._kept, place)
        before = place - self._kept[at - 1] if at else _FAR
        if at < len(self._kept) and self._kept[at] == place:
            at += 1
        after = self._kept[at] - place if at < len(self._kept) else _FAR
        return min(_FAR, before), min(_FAR, after)

    def _neighbour(self, sight: Sight, place: int) -> tuple[float, ...]:
        if not 0 <= place < len(self._near):
            return _NOBODY
        scout, chars, links, heading, home, signature = self._near[place]
        return (
            scout,
            chars,
            links,
            home is sight.home,
            signature == sight.run.box.signature,
            heading,
        )


def _kind(sight: Sight) -> str:
    """Return the kind of box, and whether the line is all strong: a heading in all but name."""
    strong = sight.length < 150 and sight.run.strong_chars > 0.9 * len(sight.run.text)
    return sight.run.box.signature + ("*" if strong else "")


@lru_cache(maxsize=4096)
def _bits(bits: int, size: int) -> tuple[int, ...]:
    return tuple(bits >> bit & 1 for bit in range(size))


@lru_cache(maxsize=1024)
def _flags(flags: int) -> tuple[int, ...]:
    return tuple(int(bool(flags & bit)) for bit in _FLAG_BITS)
