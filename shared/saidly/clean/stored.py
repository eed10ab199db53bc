"""A story that stands in no element: in a script's state, a template, or JSON-LD alone.

Asked only where the markup holds next to nothing, for JSON-LD's body is cut short on a quarter of
the pages that have one.
"""

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

from saidly.clean.facts import Facts, Thing
from saidly.clean.guard import Script

_LITTLE = 600  # characters that the markup must hold less than
_MUCH = 500  # characters that a stored story must have
_TEMPLATE = re.compile(r"type\s*=\s*[\"']?text/(?:x-)?(?:template|html|handlebars)", re.IGNORECASE)
_STATE = re.compile(r"(?:^|[=(,]|^\w{1,4}:)\s*(?=[{\[\"])", re.MULTILINE)
_NESTED = re.compile(r"\s*(?:\w{1,4}:)?[{\[]")
_SENTENCE = re.compile(r"[.!?。！？؟।۔։።][\s\"”»’<]|[。！？]|[.!?؟।۔։።]$")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_PIECES = ("text", "content", "html", "value", "body", "paragraph")
_CHILDREN = ("children", "content", "spans")
_TYPES = ("type", "_type", "nodeType", "__typename", "style", "kind", "tag")
_LIST = re.compile(r"list(?![ -]?item)", re.IGNORECASE)
_HEADING = re.compile(r"(?:^|[\W_ ])h[1-6]\b|head(?:er|ing|line)|subtitle|crosshead", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"link|related|promo|newsletter|advert|\bad\b|caption|image|gallery|embed", re.IGNORECASE
)
_LEVELS = range(2, 7)
_MAX_STATES = 40  # in one script
_MAX_DEPTH = 40
_MAX_PIECES = 6  # in each other


def story(scripts: tuple[Script, ...], facts: Facts, shown: int) -> str | None:
    """Return the markup of the story that the page stores; None where the page shows its own.

    Args:
        scripts: the page's scripts.
        facts: what it states about itself.
        shown: how many characters of story its markup holds.
    """
    if shown >= _LITTLE:
        return None
    best, most = None, max(_MUCH, 3 * shown)
    for text in _candidates(scripts, facts):
        size = _prose(text)
        if size > most:
            best, most = text, size
    return best if best is None or "<" in best else _paragraphs(best)


def _candidates(scripts: tuple[Script, ...], facts: Facts) -> Iterator[str]:
    body = facts.article.get("articleBody")
    if isinstance(body, str):
        yield body
    for script in scripts:
        if _TEMPLATE.search(script.tag):
            yield script.text
        elif len(script.text) > _MUCH:
            for state in _states(script.text):
                yield from _texts(state, 0)


def _states(text: str, nested: bool = True) -> Iterator[object]:
    """Yield the JSON values that a script is, assigns or calls with, be they written as strings."""
    decoder = json.JSONDecoder(strict=False)
    done = found = 0
    for match in _STATE.finditer(text):
        if match.end() < done or found >= _MAX_STATES:
            continue
        found += 1
        try:
            value, done = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            continue
        if not isinstance(value, str):
            yield value
        elif len(value) <= _MUCH:
            found -= 1
        elif nested and _NESTED.match(value):
            yield from _states(value, nested=False)
        else:
            yield value


def _texts(value: object, depth: int) -> Iterator[str]:
    """Yield the long texts of a state: single ones, and lists of paragraphs set as one."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, str):
        if len(value) > _MUCH:
            yield unescape(value) if "&lt;" in value else value
    elif isinstance(value, list):
        pieces = [piece for each in value if (piece := _piece(each))]
        if len(pieces) > 1:
            yield "".join(pieces)
        for each in value:
            yield from _texts(each, depth + 1)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each, depth + 1)


def _piece(value: object) -> str | None:
    """Return the paragraph, heading or list that an element of a list is, as markup."""
    if isinstance(value, str):
        return f"<p>{value}</p>" if " " in value else None
    if not isinstance(value, dict):
        return None
    kind = " ".join(str(value[name]) for name in _TYPES if isinstance(value.get(name), str))
    if _ELSEWHERE.search(kind):
        return None
    items = value.get("items", _inner(value) if _LIST.search(kind) else None)
    if isinstance(items, list):
        items = (told for each in items if (told := _told(each)))
        return "<ul>" + "".join(f"<li>{each}</li>" for each in items) + "</ul>"
    told = _told(value)
    if told and _HEADING.search(kind):
        attrs = value.get("attrs")
        level = value.get("level", attrs.get("level") if isinstance(attrs, dict) else None)
        tag = f"h{level}" if level in _LEVELS else "h2"
        return f"<{tag}>{told}</{tag}>"
    return f"<p>{told}</p>" if told and " " in told else None


def _told(value: object) -> str:
    """Return the text of an element of a list."""
    if isinstance(value, dict):
        told = next((value[name] for name in _PIECES if isinstance(value.get(name), str)), None)
        return told or _inline(value)
    return value if isinstance(value, str) else ""


def _inline(value: Thing, depth: int = 0) -> str:
    """Return the text of a paragraph or an item that is kept as a tree of its pieces."""
    text = value.get("text", value.get("value"))
    if isinstance(text, str):
        return escape(text) if depth else ""
    pieces = _inner(value) if depth < _MAX_PIECES else []
    if not all(isinstance(each, dict) for each in pieces):
        return ""
    return "".join(_inline(each, depth + 1) for each in pieces)


def _inner(value: Thing) -> list[Any]:
    return next((value[name] for name in _CHILDREN if isinstance(value.get(name), list)), [])


def _prose(text: str) -> int:
    """Return how many characters of sentences a text has; 0 where it has few of them."""
    bare = _TAG.sub(" ", text)
    return len(bare) if len(_SENTENCE.findall(bare)) * 400 > len(bare) and "{" not in bare else 0


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
