"""What a page states about itself, before any judgement: JSON-LD, meta elements, links, title."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from saidly.clean.guard import Script
from saidly.clean.marked import Marked

_ARTICLE = re.compile(
    r"(?:article|posting|report|review|story|recipe|interview|column)$", re.IGNORECASE
)
_WEAK = frozenset({"webpage", "itempage", "creativework", "qapage"})
_LD_TAG = re.compile(r"application/(?:[\w.+-]*\+)?ld\+?json", re.IGNORECASE)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_COMMENT = re.compile(
    r"^\s*(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$"
)
_MAX_LD_DEPTH = 5
_MAX_LD_THINGS = 500
_TAGS = re.compile(r"<[^<>]{0,2000}>")

Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """Statements of a page about itself.

    Attributes:
        metas: contents of meta elements by name, property or itemprop in lower case.
        article: the JSON-LD thing that describes the story; empty if there is none.
        things: all JSON-LD things, flattened.
        links: addresses by ``rel``.
        title: text of the title element.
        language: ``lang`` of the html element.
    """

    metas: dict[str, list[str]]
    article: Thing
    things: tuple[Thing, ...]
    links: dict[str, str]
    title: str | None
    language: str | None

    def meta(self, *names: str) -> str | None:
        """Return the content of the first of ``names`` that has one."""
        for name in names:
            if name in self.metas:
                return self.metas[name][0]
        return None


def facts(found: Marked, scripts: tuple[Script, ...]) -> Facts:
    """Collect what the page says about itself.

    Args:
        found: the page's elements that say what they are.
        scripts: the scripts taken out of it.
    """
    things = tuple(_things(scripts))
    root, title = found.first("html"), found.first("title")
    return Facts(
        metas=_metas(found),
        article=_story(things),
        things=things,
        links=_links(found),
        title=plain(title.text()) if title is not None else None,
        language=root.attributes.get("lang") if root is not None else None,
    )


def plain(value: object) -> str | None:
    """Return a statement as text without markup, entities and spare space; None if empty."""
    if not isinstance(value, str):
        return None
    if "&" in value:
        value = unescape(unescape(value))
    if "<" in value:
        value = _TAGS.sub(" ", value)
    return " ".join(value.split()) or None


def types(thing: Thing) -> list[str]:
    """Return the schema.org types of a thing, without their prefix, in lower case."""
    found = thing.get("@type")
    found = found if isinstance(found, list) else [found]
    return [each.rpartition("/")[2].lower() for each in found if isinstance(each, str)]


def states_story(told: Facts) -> bool:
    """Tell whether a page states that it is a story."""
    return any(_ARTICLE.search(kind) for kind in types(told.article))


def _metas(found: Marked) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for node in found.all("meta"):
        names = node.attributes
        content = plain(names.get("content"))
        if content is None:
            continue
        for kind in ("property", "name", "itemprop"):
            name = names.get(kind)
            if name:
                metas.setdefault(name.lower().strip(), []).append(content)
    return metas


def _links(found: Marked) -> dict[str, str]:
    links: dict[str, str] = {}
    for each in found.named:
        if each.node.tag != "link" or "href" not in each.node.attributes:
            continue
        for rel in map(str.lower, each.relations):
            if rel in {"canonical", "next", "amphtml", "prev"}:
                links.setdefault(rel, (each.node.attributes["href"] or "").strip())
    return links


def _things(scripts: tuple[Script, ...]) -> Iterator[Thing]:
    count = 0
    for script in scripts:
        if "json" not in script.tag.lower() or not _LD_TAG.search(script.tag):
            continue
        for thing in _flat(parsed(script.text), 0):
            yield thing
            count += 1
            if count >= _MAX_LD_THINGS:
                return


def parsed(text: str) -> object:
    """Return the JSON in ``text``, mended where it is broken in a common way; None if hopeless."""
    for attempt in (str, _mended, lambda source: unescape(_mended(source))):
        try:
            return json.loads(attempt(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _mended(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", _COMMENT.sub("", text.strip())).strip().rstrip(";")


def _flat(value: object, depth: int) -> Iterator[Thing]:
    if depth > _MAX_LD_DEPTH:
        return
    if isinstance(value, list):
        for each in value[:_MAX_LD_THINGS]:
            yield from _flat(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate", "hasPart"):
            inner = value.get(name)
            if isinstance(inner, (list, dict)) and not (name == "hasPart" and types(value)):
                yield from _flat(inner, depth + 1)


def _story(things: tuple[Thing, ...]) -> Thing:
    """Return the thing that describes the story: an article before a page."""
    best: Thing = {}
    best_score = 0
    for thing in things:
        score = _story_score(thing)
        if score > best_score:
            best, best_score = thing, score
    return best


def _story_score(thing: Thing) -> int:
    kinds = types(thing)
    if any(_ARTICLE.search(kind) for kind in kinds):
        base = 10
    elif any(kind in _WEAK for kind in kinds):
        base = 1
    else:
        return 0
    stated = ("headline", "articleBody", "datePublished", "author", "description")
    return base + sum(1 for name in stated if thing.get(name))
