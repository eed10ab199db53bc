"""What is refused before a parser sees it, and the scripts set aside.

Every shape here made a parser hang or eat memory (lexbor, by ``tests/core/test_clean_guard.py``
at the sizes refused): time grows with the square of attributes in a tag, of options, of depth, and
of formatting elements left open across paragraphs. The checks are linear in the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_CHARS = 12_000_000
# five times what the largest page of news has; each may take 1.5 KB in the tree and its reading
MAX_ELEMENTS = 50_000
MAX_ATTRIBUTES = 1_000  # in one tag
MAX_OPTIONS = 10_000
MAX_DEPTH = 3_000
MAX_ROOTS = 200  # repeated <html> and <body> tags add up their attributes
MAX_COPIES = 200_000  # elements that open formatting makes a parser repeat

_LONG_PIECE = 2_000
_MANY_TAGS = 20_000
_MANY_WORDS = 8_000
_MANY_OPEN = 50
_TAG_START = re.compile(r"<[a-zA-Z/]")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_OPTION = re.compile(r"<opt(?:ion|group)", re.IGNORECASE)
# html, body, frameset; b, big, code, em, font, i, nobr, s, small, strike, strong, tt, u: spelt by
# what follows the first letter, for with IGNORECASE they take four times as long
_ROOT = re.compile(r"<[hbfHBF](?:[tT][mM][lL]|[oO][dD][yY]|[rR][aA][mM][eE][sS][eE][tT])\b")
_FORMATTING = (
    r"[bcefinstuBCEFINSTU](?:(?<=[bisuBISU])|[iI][gG]|[oO](?:[dD][eE]|[nN][tT]|[bB][rR])|"
    r"[mM](?:[aA][lL][lL])?|[tT](?:[rR](?:[oO][nN][gG]|[iI][kK][eE]))?)[\s>/]"
)
_OPENED, _CLOSED = re.compile(f"<{_FORMATTING}"), re.compile(f"</{_FORMATTING}")
_PARAGRAPH = re.compile(r"<(?:p|div|li|td|h[1-6]|table|section|article)[\s>/]", re.IGNORECASE)
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# closed by what follows, so they pile up in a row without nesting; the rest hold nothing
_FLAT = frozenset({
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup",
    "colgroup", "caption", "rt", "rp", "area", "base", "br", "col", "embed", "hr", "img", "input",
    "link", "meta", "source", "track", "wbr", "param",
})  # fmt: skip
# a browser that runs scripts sees nothing of noscript, however broken what stands in it
_CUT = ("script", "SCRIPT", "style", "noscript")
_SCRIPTS = frozenset({"script", "SCRIPT"})


@dataclass(frozen=True, slots=True)
class Script:
    """A script element: its start tag and what stands in it."""

    tag: str
    text: str


def split_scripts(text: str) -> tuple[str, tuple[Script, ...]]:
    """Return the markup without scripts, styles and what stands in for scripts; the scripts.

    Three quarters of a news page are scripts; without them it parses in a third of the time.
    """
    kept: list[str] = []
    scripts: list[Script] = []
    done = 0
    # where each of them begins next; those that nothing closes are left
    begins = {name: place for name in _CUT if (place := text.find(f"<{name}")) >= 0}
    while begins:
        name = min(begins, key=begins.__getitem__)
        begin = begins.pop(name)
        if begin >= done:
            opened = text.find(">", begin)
            closed = text.find(f"</{name}", opened) if opened >= 0 else -1
            if closed < 0:
                continue
            kept.append(text[done:begin])
            if name in _SCRIPTS:
                scripts.append(Script(text[begin : opened + 1], text[opened + 1 : closed]))
            done = text.find(">", closed) + 1 or len(text)
        if (place := text.find(f"<{name}", done)) >= 0:
            begins[name] = place
    kept.append(text[done:])
    return "".join(kept), tuple(scripts)


def objection(markup: str) -> str | None:
    """Return why a parser must not see ``markup``; None where it may.

    Args:
        markup: a page without its scripts.
    """
    tags = markup.count("<")
    started = tags - markup.count("</")
    if counted := _too_many(markup, started):
        return counted
    # what is left open and what repeats it are so many tags together
    if started**2 > 4 * MAX_COPIES and _copies(markup) > MAX_COPIES:
        return "formatting left open across too many paragraphs"
    if tags > _MANY_TAGS and _depth(markup) > MAX_DEPTH:
        return f"nested deeper than {MAX_DEPTH}"
    return None


def _too_many(markup: str, started: int) -> str | None:
    if started > MAX_ELEMENTS:
        return f"more than {MAX_ELEMENTS} elements"
    if _attributes(markup) > MAX_ATTRIBUTES:
        return f"more than {MAX_ATTRIBUTES} attributes in one tag"
    if started > MAX_OPTIONS and len(_OPTION.findall(markup)) > MAX_OPTIONS:
        return f"more than {MAX_OPTIONS} options"
    if started > MAX_ROOTS and len(_ROOT.findall(markup)) > MAX_ROOTS:
        return f"more than {MAX_ROOTS} root elements"
    return None


def _attributes(markup: str) -> int:
    """Return an upper bound of the attributes in any one tag that is long enough to matter."""
    most = 0
    for at, piece in _long_pieces(markup):
        start = _TAG_START.search(piece)
        before, tag = (piece[: start.start()], piece[start.start() :]) if start else (piece, "")
        if len(before.split()) > _MANY_WORDS and _in_quotes(markup, at):
            return MAX_ATTRIBUTES + 1
        most = max(most, len(re.split(r"[\s/]+", _QUOTED.sub(" ", tag))))
    return most


def _long_pieces(markup: str) -> Iterator[tuple[int, str]]:
    """Yield what stands far from one ">" to the next, by leaps over all that are within reach."""
    at = 0
    while len(markup) - at > _LONG_PIECE:
        near = markup.rfind(">", at, at + _LONG_PIECE + 1)
        if near >= 0:
            at = near + 1
            continue
        end = markup.find(">", at + _LONG_PIECE)
        end = end if end >= 0 else len(markup)
        yield at, markup[at:end]
        at = end + 1


def _in_quotes(markup: str, at: int) -> bool:
    """Tell whether the ">" before ``at`` may stand in an attribute, so that its tag goes on."""
    tag = markup[max(0, markup.rfind("<", 0, at)) : at]
    return tag.count('"') % 2 == 1 or tag.count("'") % 2 == 1


def _copies(markup: str) -> int:
    """Return how many elements a parser repeats at most for formatting left open."""
    unclosed = len(_OPENED.findall(markup))
    if unclosed >= _MANY_OPEN:
        unclosed -= len(_CLOSED.findall(markup))
    if unclosed < _MANY_OPEN:
        return 0
    return unclosed * len(_PARAGRAPH.findall(markup))


def _depth(markup: str) -> int:
    opened: dict[str, int] = {}
    depth = deepest = 0
    for closing, name in _ANY_TAG.findall(markup):
        tag = name.lower()
        if tag in _FLAT:
            continue
        if not closing:
            opened[tag] = opened.get(tag, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened.get(tag):
            opened[tag] -= 1
            depth -= 1
    return deepest
