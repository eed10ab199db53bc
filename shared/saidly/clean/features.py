"""A page as it is seen before any verdict: its runs, their homes, where its prose stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from saidly.clean import lexicon
from saidly.clean.facts import Facts, plain, states_story, types
from saidly.clean.tree import Box, Run

_MARKS = re.compile(r"[^\w ][^\w ]*")  # begins with a set, not a repeat: so the search leaps
# what stands between words in ASCII is taken out of the bytes, in half the time
_LOWER = bytes(range(256)).lower()
_ASCII_BETWEEN = bytes(each for each in range(128) if not chr(each).isalnum())
_SPACED = _LOWER.translate(bytes.maketrans(_ASCII_BETWEEN, b" " * len(_ASCII_BETWEEN)))
# bytes that no character of the scripts below begins with in UTF-8
_WESTERN = bytes(each for each in range(256) if each != 0xE0 and not 0xE3 <= each <= 0xED)
_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_STOPS = re.compile(r"[.!?。！？؟।۔։።](?:[.!?。！？؟।۔։።]*[\s\"”“»«'’)」』]|(?<=[。！？])|$)")
_END = 160  # characters at each end of a line that are heard
_HEADS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_ROWS = frozenset({"ul", "ol", "tr", "dl"})
STATED = ("states_news", "states_story", "states_anything")
_LEAVES = frozenset({
    "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th", "dd", "dt",
    "figcaption", "pre", "summary",
})  # fmt: skip


def key(text: str) -> str:
    """Return letters and digits only, caseless: what is left when two tellings differ in dress."""
    stripped = text.encode("utf-8", "surrogatepass").translate(_LOWER, _ASCII_BETWEEN)
    bare = stripped.decode("utf-8", "surrogatepass")
    if bare.isascii():
        return bare
    if not bare.isalnum():
        bare = _MARKS.sub("", bare)
    return bare.casefold()


def _spaced(text: str) -> str:
    """Return its words, caseless, with a space wherever anything stands between them."""
    told = text.encode("utf-8", "surrogatepass").translate(_SPACED)
    spaced = told.decode("utf-8", "surrogatepass")
    if not spaced.isascii():
        spaced = _MARKS.sub(" ", spaced).casefold()
    while "  " in spaced:
        spaced = spaced.replace("  ", " ")
    return spaced


@dataclass(slots=True, eq=False)
class Sight:
    """One run as it is seen: figures that several features share."""

    run: Run
    home: Box
    key: str
    length: int  # in letters of an alphabet
    stops: int
    link_density: float
    prose: bool
    heading: int

    _says: int = field(default=-1, init=False)

    @property
    def says(self) -> int:
        """What it sounds like, as ``lexicon.kinds`` tells; heard once."""
        if self._says < 0:
            text = self.run.text
            ends = text if len(text) <= 2 * _END else f"{text[:_END]} {text[-_END:]}"
            if "İ" in ends:
                ends = ends.replace("İ", "i")  # in lower case it is two characters
            self._says = lexicon.kinds(_spaced(ends), text)
        return self._says


@dataclass(slots=True, eq=False)
class Scene:
    """All runs of a page as they are seen, and the box with most of the prose.

    ``stated`` is what the page says that it is, in the order of ``STATED``.
    """

    sights: list[Sight]
    top: Box | None
    headline_at: int
    first: int
    last: int
    headline_key: str
    title_key: str
    descriptions: frozenset[str]
    description_key: str
    body_key: str
    stated: tuple[bool, ...]


def scene(runs: Sequence[Run], facts: Facts) -> Scene:
    """See the whole page: prose, homes, the headline's place, what the page states of itself."""
    sights = [_sight(run) for run in runs]
    top = _top(sights)
    headline_key = key(plain(facts.article.get("headline")) or facts.meta("og:title") or "")
    title_key = key(facts.title or "")
    descriptions = frozenset(
        key(told)
        for told in (
            plain(facts.article.get("description")),
            facts.meta("og:description"),
            facts.meta("description"),
            plain(facts.article.get("alternativeHeadline")),
        )
        if told
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
        descriptions=descriptions,
        description_key="|".join(sorted(descriptions)),
        body_key=key(plain(facts.article.get("articleBody")) or ""),
        stated=_stated(facts),
    )


def _stated(facts: Facts) -> tuple[bool, ...]:
    kinds = types(facts.article)
    news = any(kind.endswith("newsarticle") or kind == "liveblogposting" for kind in kinds)
    return news, states_story(facts), bool(facts.things)


def _sight(run: Run) -> Sight:
    text = run.text
    length = len(text)
    if not text.isascii() and text.encode("utf-8", "surrogatepass").translate(None, _WESTERN):
        length += 2 * len(_CJK.findall(text))  # a character of these says as much as three letters
    box = run.box
    density = run.link_chars / len(text) if run.link_chars else 0.0
    if box.flags & 8192:
        density = 1.0
    heading = _HEADS.get(box.tag, 0)
    stops = len(_STOPS.findall(text)) if density < 1.0 else 0  # nobody asks for a link's
    prose = length >= 60 and density < 0.4 and not heading and (length >= 200 or stops > 0)
    home = _home(box)
    home.runs += 1
    if prose:
        home.prose += length
        home.prose_runs += 1
    return Sight(run, home, key(text), length, stops, density, prose, heading)


def _home(box: Box) -> Box:
    """Return the box that a run is one of several in: wrappers around it alone are none."""
    home = box.parent if box.tag in _LEAVES and box.parent is not None else box
    while home.parent is not None and (home.inside == 1 or home.tag in _ROWS):
        home = home.parent
    return home


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
