"""What the classifier sees of a run: its text, its box, its neighbours, its place in the story."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2

from saidly.clean import lexicon, tokens
from saidly.clean.facts import Facts, plain
from saidly.clean.tree import HIDDEN, Box, Run

_KEY = re.compile(r"[\W_]+")
_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_SENTENCE_END = tuple(".!?。！？؟।…\"”“»«'’)」』:;")
_STOPS = re.compile(r"[.!?。！？؟।]+[\s\"”“»«'’)」』]|[。！？]|[.!?؟।]$")
_COMMAS = re.compile(r"[,;，、؛،；]")
_DIGIT = re.compile(r"\d")
_UPPER_WORD = re.compile(r"\b[^\W\d_a-zß-öø-ÿ]{3,}\b")
_HEADS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_ROWS = frozenset({"ul", "ol", "tr", "dl"})
_QUOTES = frozenset("\"“„«»‘‚'「『")
_BULLETS = frozenset("•·-–—*▪►▶→>»+|")
_NOBODY = (-1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_LEAVES = frozenset(
    [
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "td",
        "th",
        "dd",
        "dt",
        "figcaption",
        "pre",
        "summary",
    ]
)
_FLAG_BITS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 8192, HIDDEN, 65536)

_TEXT = [
    "chars",
    "words",
    "link_density",
    "links",
    "strong",
    "word_chars",
    "ends",
    "stops",
    "commas",
    "digits",
    "upper_words",
    "lower_start",
    "colon",
    "question",
    "quotes",
    "bullet",
    "is_p",
    "is_li",
    "is_td",
    "is_div",
    "heading",
    "part",
    "parts",
    "repeats",
    "has_ld",
    "in_ld",
    "in_description",
    "like_headline",
    "in_title",
    "images",
    "key_chars",
]
_PLACE = [
    "up",
    "down",
    "home_prose",
    "home_share",
    "home_runs",
    "home_prose_share",
    "outer_score",
    "has_headline",
    "after_headline",
    "from_first",
    "from_last",
    "inside",
    "gap_before",
    "gap_after",
    "same_before",
    "same_after",
    "sig_runs",
    "sig_chars",
    "sig_links",
    "sig_prose",
    "place",
    "page_prose",
    "page_runs",
    "depth",
]
_NEAR = ("chars", "links", "prose", "same_home", "same_signature", "heading")
FEATURES: tuple[str, ...] = (
    *_TEXT,
    *_PLACE,
    *(f"{side}_{name}" for side in ("prev", "next", "prev2", "next2") for name in _NEAR),
    *(f"flag_{bit}" for bit in _FLAG_BITS),
    *(f"says_{name}" for name in lexicon.NAMES),
    *(f"own_{name}" for name in tokens.NAMES),
    *(f"above_{name}" for name in tokens.NAMES),
)


def key(text: str) -> str:
    """Return letters and digits only, caseless: what is left when two tellings differ in dress."""
    return _KEY.sub("", text).casefold()


@dataclass(slots=True, eq=False)
class Sight:
    """One run as it is seen: figures that several features share."""

    run: Run
    home: Box
    key: str
    length: int
    link_density: float
    prose: bool
    heading: int


@dataclass(slots=True, eq=False)
class Scene:
    """All runs of a page as they are seen, and the box with most of the prose."""

    sights: list[Sight]
    top: Box | None
    headline_at: int
    first: int
    last: int
    headline_key: str
    title_key: str
    description_key: str
    body_key: str


def scene(runs: Sequence[Run], facts: Facts) -> Scene:
    """See the whole page: prose, homes, the headline's place, what the page states of itself."""
    sights = [_sight(run) for run in runs]
    top = _top(sights)
    headline_key = key(plain(facts.article.get("headline")) or facts.meta("og:title") or "")
    title_key = key(facts.title or "")
    description = plain(facts.article.get("description")) or ""
    description_key = (
        key(description) + "|" + key(facts.meta("og:description", "description") or "")
    )
    inside = [s.run.index for s in sights if s.prose and top is not None and _within(s.home, top)]
    return Scene(
        sights=sights,
        top=top,
        headline_at=_headline_at(sights, headline_key, title_key),
        first=inside[0] if inside else 0,
        last=inside[-1] if inside else len(sights) - 1,
        headline_key=headline_key,
        title_key=title_key,
        description_key=description_key,
        body_key=key(plain(facts.article.get("articleBody")) or ""),
    )


def _sight(run: Run) -> Sight:
    text = run.text
    length = len(text)
    if not text.isascii():
        length += 2 * len(_CJK.findall(text))  # a character of these says as much as three letters
    box = run.box
    density = run.link_chars / len(text) if run.link_chars else 0.0
    if box.flags & 8192:
        density = 1.0
    heading = _HEADS.get(box.tag, 0)
    prose = (
        length >= 60
        and density < 0.4
        and not heading
        and (length >= 200 or _STOPS.search(text) is not None)
    )
    home = box.parent if box.tag in _LEAVES and box.parent is not None else box
    if home.tag in _ROWS and home.parent is not None:
        home = home.parent
    home.runs += 1
    if prose:
        home.prose += length
        home.prose_runs += 1
    return Sight(run, home, key(text), length, density, prose, heading)


def _top(sights: list[Sight]) -> Box | None:
    """Return the box that most of the prose is at home in, or right below."""
    best: Box | None = None
    for sight in sights:
        if sight.prose:
            sight.home.score += sight.length
            if sight.home.parent is not None:
                sight.home.parent.score += sight.length * 0.5
    for sight in sights:
        for box in (sight.home, sight.home.parent):
            if box is not None and box.score > (best.score if best else 0.0):
                best = box
    return best


def _within(box: Box, top: Box) -> bool:
    while box.depth > top.depth and box.parent is not None:
        box = box.parent
    return box is top


def _headline_at(sights: list[Sight], headline: str, title: str) -> int:
    """Return the place of the headline among the runs: the h1 most like it; -1 if none."""
    best, best_score = -1, 0.0
    for place, sight in enumerate(sights):
        if not sight.heading or not sight.key:
            continue
        score = 3.0 / sight.heading if sight.heading < 3 else 0.5
        if headline and sight.key == headline:
            score += 4
        elif len(sight.key) > 10 and (sight.key in title or sight.key in headline):
            score += 2
        if score > best_score:
            best, best_score = place, score
    return best if best_score >= 2.0 else -1


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


def vectors(seen: Scene) -> list[list[float]]:
    """Return the features of every run, in the order of ``FEATURES``."""
    sights = seen.sights
    signatures = _signatures(sights)
    gaps = _gaps(sights)
    page_prose = log2(1 + sum(s.length for s in sights if s.prose))
    page = (page_prose, log2(1 + len(sights)))
    counts = Counter(s.key for s in sights)
    near = [_near(s) for s in sights]
    rows: list[list[float]] = []
    for place, sight in enumerate(sights):
        row = _text(sight, seen, counts[sight.key])
        row += _place(sight, place, seen)
        row += gaps[place]
        row += signatures[sight.run.box.signature]
        row.append(place / len(sights))
        row += page
        row.append(sight.run.box.depth)
        for step in (-1, 1, -2, 2):
            row += _neighbour(sight, sights, near, place + step)
        box = sight.run.box
        row += _expanded_flags(box.flags)
        row += _expanded(lexicon.kinds(sight.run.text), len(lexicon.NAMES))
        row += _expanded(box.own, len(tokens.NAMES))
        row += _expanded(box.inherited, len(tokens.NAMES))
        rows.append(row)
    return rows


def _text(sight: Sight, seen: Scene, repeats: int) -> list[float]:
    run, text, key_ = sight.run, sight.run.text, sight.key
    words = text.count(" ") + 1
    size = len(text)
    box = run.box
    long_key = len(key_) >= 12
    return [
        log2(1 + sight.length),
        log2(1 + words),
        sight.link_density,
        float(run.links),
        run.strong_chars / size,
        sight.length / words,
        text.endswith(_SENTENCE_END),
        float(len(_STOPS.findall(text))),
        len(_COMMAS.findall(text)) / words,
        len(_DIGIT.findall(text)) / size,
        len(_UPPER_WORD.findall(text)) / words,
        text[0].islower(),
        text[-1] in ":：",
        text[-1] in "?？؟",
        text[0] in _QUOTES,
        text[0] in _BULLETS,
        box.tag == "p",
        bool(box.flags & 1),
        bool(box.flags & 2),
        box.tag in {"div", "section", "article", "span"},
        float(sight.heading),
        float(run.part),
        float(box.parts),
        float(repeats),
        bool(seen.body_key),
        long_key and key_ in seen.body_key,
        long_key and key_ in seen.description_key,
        bool(key_) and key_ == seen.headline_key,
        long_key and key_ in seen.title_key,
        float(run.images),
        log2(1 + len(key_)),
    ]


def _place(sight: Sight, place: int, seen: Scene) -> list[float]:
    home = sight.home
    up, down = distance(home, seen.top) if seen.top is not None else (9, 9)
    top_prose = seen.top.prose if seen.top is not None else 0
    outer = home.parent.score if home.parent is not None else 0.0
    headline_at = seen.headline_at
    return [
        up,
        down,
        log2(1 + home.prose),
        home.prose / (top_prose or 1),
        log2(1 + home.runs),
        home.prose_runs / (home.runs or 1),
        log2(1 + outer),
        headline_at >= 0,
        float(max(-40, min(60, place - headline_at))) if headline_at >= 0 else -50.0,
        float(max(-40, min(60, place - seen.first))),
        float(max(-60, min(40, place - seen.last))),
        seen.first <= place <= seen.last,
    ]


def _gaps(sights: list[Sight]) -> list[tuple[float, float, float, float]]:
    """Return steps to the nearest prose before and after, anywhere and in the same home."""
    before = _gaps_before(sights)
    after = _gaps_before(sights[::-1])[::-1]
    return [(b[0], a[0], b[1], a[1]) for b, a in zip(before, after, strict=True)]


def _gaps_before(sights: list[Sight]) -> list[tuple[float, float]]:
    gaps: list[tuple[float, float]] = []
    last = -30
    last_at_home: dict[int, int] = {}
    for place, sight in enumerate(sights):
        home = id(sight.home)
        gaps.append((min(30, place - last), min(30, place - last_at_home.get(home, -30))))
        if sight.prose:
            last = last_at_home[home] = place
    return gaps


def _signatures(sights: list[Sight]) -> dict[str, tuple[float, float, float, float]]:
    """Return for each kind of box how many runs, how long, how linked, how often prose."""
    sums: dict[str, list[float]] = {}
    for sight in sights:
        row = sums.setdefault(sight.run.box.signature, [0.0, 0.0, 0.0, 0.0])
        row[0] += 1
        row[1] += sight.length
        row[2] += sight.link_density
        row[3] += sight.prose
    return {
        name: (log2(1 + runs), log2(1 + chars / runs), links / runs, prose / runs)
        for name, (runs, chars, links, prose) in sums.items()
    }


def _near(sight: Sight) -> tuple[float, float, float]:
    return log2(1 + sight.length), sight.link_density, float(sight.prose)


def _neighbour(
    sight: Sight, sights: list[Sight], near: list[tuple[float, float, float]], place: int
) -> tuple[float, ...]:
    if not 0 <= place < len(sights):
        return _NOBODY
    other = sights[place]
    return (
        *near[place],
        float(other.home is sight.home),
        float(other.run.box.signature == sight.run.box.signature),
        float(other.heading),
    )


@lru_cache(maxsize=4096)
def _expanded(bits: int, size: int) -> tuple[float, ...]:
    return tuple(float(bits >> bit & 1) for bit in range(size))


@lru_cache(maxsize=1024)
def _expanded_flags(flags: int) -> tuple[float, ...]:
    return tuple(1.0 if flags & bit else 0.0 for bit in _FLAG_BITS)
