"""The headline: which of the page's tellings is the one that readers see.

A page tells its headline several times: in headings, JSON-LD, meta elements, its title. Each
telling is a candidate, whole and cut (a kicker off the heading, the site's name off the title).
A linear model weighs who tells it and where; its weights are learned from the development pages
by ``shared/training/fields/headlines.py``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from saidly.clean.facts import Facts, plain
from saidly.clean.features import Scene, key
from saidly.clean.marked import Marked
from saidly.clean.rendering import seen as visible
from saidly.clean.tree import SKIPPED

# Chinese and Japanese put no spaces around what parts a site's name from a title
_BAR = re.compile(
    r"\s+(?:[|\-–—·•»«/:]+|::)\s+|\s?\|\s?|"
    r"(?<=[\u3001-\u9fff\uff01-\uffef])(?:--?|_)(?=[\u3001-\u9fff])"
)
_KICKER = re.compile(
    r"kicker|over-?line|over-?title|top-?line|roof-?line|dachzeile|strap-?line|spitzmarke|"
    r"pre-?title|pre-?head|eyebrow|label|vignette|surtitre|volanta|antetitulo|occhiello|stikk|"
    r"trumpet|category|rubri|h1small|sub-?(?:title|head|line)|topic"
)
_CRUMB = re.compile(r"crumb|nav(?<!\wnav)")
_SITE = re.compile(r"site-?(?:title|name|logo|id)|logo|brand|visually-hidden|sr-only|aural|navi")
_UNREAD = SKIPPED | {"rt", "rp", "rtc"}
_SHORT = (("brief", 20), ("short", 12), ("tiny", 7))  # in letters and digits
_PART_TAGS = frozenset({"div", "p", "span", "small"})
MAX_HEADINGS = 12  # of one level
MAX_PARTS = 4
MAX_BARS = 6
MAX_CHARS = 400

# logits; "cut" is the front of a title up to a bar, "tail" what follows one, "part" a heading
# without its first pieces, "kicker" such a part where the pieces are named as kickers are.
# Trained on all development pages; cross-validated by domain in DECISIONS.md. "kicker off", what a
# page's titles leave of a heading, is set by hand: eleven of them decide no development page.
WEIGHTS: dict[str, float] = {
    "og": 2.20,
    "ld": 1.85,
    "kicker": 1.72,
    "cut+h": 1.59,
    "h1 first": 1.53,
    "in og": 1.17,
    "h1": 1.07,
    "h2 first": 1.01,
    "part": 0.86,
    "nearest": 0.75,
    "og cut": 0.67,
    "title cut": 0.60,
    "tail+h": 0.59,
    "in title": 0.59,
    "shown": 0.51,
    "kicker off": 0.50,
    "kicker+any": 0.38,
    "ld+h2": 0.35,
    "crumb": 0.35,
    "og+ld": 0.30,
    "twitter": 0.21,
    "meta": 0.16,
    "og+h1": 0.16,
    "part+any": 0.07,
    "title": -0.13,
    "h2": -0.16,
    "tail": -0.19,
    "short": -0.31,
    "twitter cut": -0.32,
    "site": -0.35,
    "og+title": -0.48,
    "tiny": -0.55,
    "site name": -0.59,
    "link": -0.74,
    "h3": -0.90,
    "brief": -1.06,
}


@dataclass(slots=True)
class Telling:
    """One wording of the headline: its spellings with their sources, what speaks for it."""

    spellings: list[tuple[str, str]] = field(default_factory=list)
    traits: set[str] = field(default_factory=set)
    place: int = -1  # among the runs; -1 where no run says just this

    def score(self) -> float:
        """Return how much speaks for it, as a logit."""
        return sum(WEIGHTS.get(trait, 0.0) for trait in self.traits)

    def spelling(self) -> tuple[str, str]:
        """Return the spelling that most sources share, the first of them in a draw."""
        texts = [text for text, _ in self.spellings]
        return max(self.spellings, key=lambda each: texts.count(each[0]))


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline, the source it was read from, and its place among the runs (-1: nowhere)."""

    text: str | None
    source: str | None
    place: int


def headline(marks: Marked, seen: Scene, facts: Facts) -> Headline:
    """Return the telling of the headline that most speaks for.

    ``place`` is where readers see a headline, be it worded as the one chosen or not.
    """
    told = tellings(marks, seen, facts)
    if not told:
        return Headline(None, None, seen.headline_at)
    best = max(told, key=Telling.score)
    text, source = best.spelling()
    place = best.place if best.place >= 0 else seen.headline_at
    shown = [each for each in told if each.place >= 0 and each.traits & {"h1", "h2"}]
    if place < 0 and shown:
        place = max(shown, key=Telling.score).place
    return Headline(text, source, place)


def tellings(marks: Marked, seen: Scene, facts: Facts) -> list[Telling]:
    """Return the distinct tellings of a page's headline; letters and digits tell them apart."""
    places: dict[str, int] = {}
    for place, sight in enumerate(seen.sights):
        places.setdefault(sight.key, place)
    found: dict[str, Telling] = {}
    for text, source, traits in (*_headings(marks), *_stated(facts)):
        told = " ".join(visible(text).split())
        letters = key(told)
        if letters and len(told) <= MAX_CHARS:
            telling = found.setdefault(letters, Telling(place=places.get(letters, -1)))
            telling.spellings.append((told, source))
            telling.traits |= traits
    _compare(found, facts)
    above = [t for t in found.values() if 0 <= t.place <= seen.first and t.traits & {"h1", "h2"}]
    if above:
        max(above, key=lambda telling: telling.place).traits.add("nearest")
    return list(found.values())


def _stated(facts: Facts) -> Iterator[tuple[str, str, set[str]]]:
    stated = plain(facts.article.get("headline"))
    if stated:
        yield stated, "json-ld", {"ld"}
    for name, trait in (("og:title", "og"), ("twitter:title", "twitter")):
        yield from _cut(facts.meta(name), name, trait)
    for name in ("dc.title", "dcterms.title", "title", "parsely-title", "sailthru.title"):
        text = facts.meta(name)
        if text:
            yield text, f"meta[{name}]", {"meta"}
    yield from _cut(facts.title, "title", "title")


def _cut(text: str | None, source: str, trait: str) -> Iterator[tuple[str, str, set[str]]]:
    """Tell a title whole, and without what stands before or behind each of its bars."""
    if not text:
        return
    bars = list(_BAR.finditer(text))[:MAX_BARS]
    yield text, source, {trait} if bars else {trait, f"{trait} cut"}
    for bar in bars:
        if bar.start() >= 8:
            yield text[: bar.start()], source, {f"{trait} cut"}
        if len(text) - bar.end() >= 8:
            yield text[bar.end() :], source, {"tail"}


def _headings(marks: Marked) -> Iterator[tuple[str, str, set[str]]]:
    first = True
    for name in ("h1", "h2", "h3"):
        for node in marks.all(name)[:MAX_HEADINGS]:
            parts = _parts(node)
            whole = "".join(text for text, _ in parts)
            if not whole.strip():
                continue
            traits = _surroundings(node)
            if not traits & {"crumb", "site"}:
                traits.add(name)
                if first and name != "h3":
                    traits.add(f"{name} first")
                    first = False
            yield whole, name, traits
            yield from _without_kicker(parts, name, traits)


def _surroundings(node: Any) -> set[str]:
    traits = set()
    if _SITE.search(_label(node)):
        traits.add("site")
    link = node.css_first("a")
    if link is not None and len(link.text() or "") >= len((node.text() or "").strip()) - 2:
        traits.add("link")
    above = node
    for _ in range(5):
        if above.tag == "nav" or _CRUMB.search(_label(above)):
            traits.add("crumb")
        above = above.parent
        if above is None or above.tag in {"body", "main", "article"}:
            break
    return traits


def _label(node: Any) -> str:
    """Return the names of an element, in lower case as the expressions above are."""
    names = node.attributes
    told = filter(None, (names.get("class"), names.get("id"), names.get("aria-label")))
    return " ".join(told).lower()


def _without_kicker(
    parts: list[tuple[str, bool]], source: str, traits: set[str]
) -> Iterator[tuple[str, str, set[str]]]:
    """Tell a heading without its first pieces, and without those named as kickers are."""
    shown = [part for part in parts if key(part[0])]
    if not 1 < len(shown) <= MAX_PARTS:
        return
    for at in range(1, len(shown)):
        for kept, dropped in ((shown[at:], shown[:at]), (shown[:at], shown[at:])):
            named = all(is_kicker for _, is_kicker in dropped)
            if named or kept[-1] is shown[-1]:
                text = "".join(text for text, _ in kept).lstrip(" :–—-|")
                part = {"part", "kicker"} if named else {"part"}
                yield text, source, part | (traits & {"link"})


def _parts(node: Any) -> list[tuple[str, bool]]:
    """Return the pieces of a heading, each with whether it is named as kickers are."""
    inner = _filled(node)
    while len(inner) == 1 and inner[0].tag != "-text":
        inner = _filled(inner[0])
    parts = []
    for child in inner:
        kicker = child.tag == "small" or (
            child.tag != "-text" and _KICKER.search(_label(child)) is not None
        )
        parts.append((_text(child), kicker))
        if child.tag in _PART_TAGS:
            parts.append((" ", False))
    return parts


def _filled(node: Any) -> list[Any]:
    return [child for child in node.iter(include_text=True) if _text(child)]


def _text(node: Any) -> str:
    if node.tag == "-text":
        return str(node.text_content or "")
    if node.tag == "br":
        return " "
    if node.tag is None or node.tag in _UNREAD or node.tag[0] in "-!_":
        return ""
    return "".join(_text(child) for child in node.iter(include_text=True))


def _compare(found: dict[str, Telling], facts: Facts) -> None:
    """Note which tellings agree, stand inside a longer one, are on show, name the site."""
    publisher = facts.article.get("publisher")
    named = plain(publisher.get("name")) if isinstance(publisher, dict) else None
    sites = {key(name) for name in (facts.meta("og:site_name"), named) if name}
    wholes = (("in title", key(facts.title or "")), ("in og", key(facts.meta("og:title") or "")))
    for letters, telling in found.items():
        traits = telling.traits
        if letters in sites:
            traits.add("site name")
        if telling.place >= 0:
            traits.add("shown")
        traits.update(name for name, size in _SHORT if len(letters) < size)
        traits.update(name for name, whole in wholes if letters in whole and letters != whole)
        og, title = traits & {"og", "og cut"}, traits & {"title", "title cut"}
        for one, other, name in (
            (og, title, "og+title"),
            (og, "ld" in traits, "og+ld"),
            (og, "h1 first" in traits, "og+h1"),
            ("ld" in traits, "h2" in traits, "ld+h2"),
            ("tail" in traits, traits & {"h1", "h2", "h3"}, "tail+h"),
            (traits & {"og cut", "title cut"}, traits & {"h2", "h3"}, "cut+h"),
            ("part" in traits, og or title or "ld" in traits, "part+any"),
            ("kicker" in traits, og or title or "ld" in traits, "kicker+any"),
            ("kicker" in traits, traits & {"og", "title"}, "kicker off"),
        ):
            if one and other:
                traits.add(name)
