"""The story's own markup to exact text: BeautifulSoup reads the runs that are deeply nested."""

import re
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape
from itertools import pairwise
from typing import Any

from saidly.clean.addresses import address
from saidly.clean.tree import SKIPPED, UNSEEN, Run, inline_text, unheard
from saidly.model import Mark

with warnings.catch_warnings():
    # it tells at each start that its CSS selectors are not in the layer; nobody here uses them
    warnings.filterwarnings("ignore", message="The soupsieve package", category=UserWarning)
    from bs4 import BeautifulSoup
    from bs4.builder._htmlparser import HTMLParserTreeBuilder
    from bs4.element import PageElement, PreformattedString, Tag

_MARKS = {"a": "link", "em": "emphasis", "i": "emphasis", "strong": "strong", "b": "strong"}
# all but single spaces; both begin with a set, not a repeat, so the search leaps
_SPACES = re.compile(r"[ \t\n\r\f\v](?:[ \t\n\r\f\v]+|(?<! ))")
_WIDE_RUN = re.compile(r"[ \u00a0\u2002\u2003\u2009][ \u00a0\u2002\u2003\u2009]+")
# characters of the story's markup that are read for marks; 5 MB of links would take 10 s. What
# stands beyond is told without marks: a story's markup has 15,000 to 60,000
MAX_MARKUP = 250_000
_LEVELS = 3  # of inline elements in each other that are written without the soup
_TAG = 20  # characters of markup that a node stands for
_NAME_AND_ROLE = 2
_INITIAL = re.compile(r"drop-?cap|initial|first-?letter|lettrine|capitular", re.IGNORECASE)
_LETTER_WORDS = frozenset("AIOEYUÀÈÉÓÒŮАВИКОСУЯІЗ")  # words of one letter, which stand alone
# ends of what the next word belongs to
_JOINING = frozenset(["", *" \n\t\u00a0,.;:、•·|/&@-–—(«\"'’"])
# how text for screen readers alone is taken out of sight, in lower case. It is left out of the
# story, not of its runs: the forests were fitted with it
_UNSEEN_STYLE = re.compile(
    r"clip\s*:\s*rect\(|clip-path\s*:\s*inset\(|(?<!margin-)(?:left|indent)\s*:\s*-\d{3}"
)
_UNSEEN_CLASS = re.compile(
    r"(?<![^\W_])(?:sr-only|visually[-_]?hidden|screen-?reader(?:-?(?:text|only))?|show-for-sr|"
    r"a11y-hidden)(?![\w-])"
)
# what such text says of a link, where no name tells that it is hidden
_NEW_WINDOW = re.compile(
    r"[\s,(\[](?:(?<=[,(\[])|(?=(?:opens?|öffnet|s.ouvre|(?:se )?abre|si apre|opent|öppnas|åpnes|"
    r"åbner|avautuu|otwiera|otevře|открывается|відкривається)\b))"
    r"[^()\[\],]{0,30}\b(?:new (?:window|tab)|"
    r"neue[mns]? (?:fenster|tab)|nouvel(?:le)? (?:fenêtre|onglet)|nueva (?:ventana|pestaña)|"
    r"(?:ventana|pestaña) nueva|nuova (?:finestra|scheda)|nova (?:janela|aba|guia)|"
    r"novo separador|nieuwe? (?:venster|tabblad)|nytt? (?:fönster|vindu|vindue)|ny (?:flik|fane)|"
    r"uu(?:dessa ikkunassa|teen ikkunaan)|now(?:ym oknie|ej karcie)|nov(?:ém okně|é kartě)|"
    r"нов(?:ом окне|ой вкладке|ому вікні|ій вкладці))(?: geöffnet)?\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_PERMALINK = re.compile(r"^\s*[#¶§🔗]\s*$")  # of a link to the heading that it stands in
_SILENT = frozenset({"rt", "rp", "rtc"}) | SKIPPED


@dataclass(slots=True)
class Rendered:
    """Text to the character, and its inline marks."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class _Pen:
    """Writes text down with its space collapsed, and notes where marks begin and end."""

    base: str
    exact: bool
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    blank: bool = True  # the last character written is space, or nothing is written yet
    marks: list[Mark] = field(default_factory=list)

    def write(self, text: str) -> None:
        text = seen(text)
        if not self.exact:
            if not _is_even(text):
                text = _SPACES.sub(" ", _WIDE_RUN.sub(" ", text))
            if self.blank and text[:1] == " ":
                text = text[1:]
        if text:
            self.pieces.append(text)
            self.length += len(text)
            self.blank = text[-1] in " \n"

    def cut(self, place: int, ending: re.Pattern[str]) -> None:
        """Take back an ending of what was written from the piece at ``place`` on."""
        text = "".join(self.pieces[place:])
        match = ending.search(text)
        if match is not None:
            left = text[: match.start()].rstrip()
            self.pieces[place:] = [left] if left else []
            self.length -= len(text) - len(left)
            self.blank = left[-1:] in " \n"
            while self.marks and self.marks[-1].end > self.length:
                self.marks.pop()

    def break_line(self) -> None:
        if self.pieces and self.pieces[-1].endswith(" ") and not self.exact:
            self.pieces[-1] = self.pieces[-1][:-1]
            self.length -= 1
        if self.length:
            self.pieces.append("\n")
            self.length += 1
            self.blank = True


def rendered(runs: Iterable[tuple[Run, bool]], base: str) -> list[Rendered]:
    """Return text and marks of each run.

    Args:
        runs: each with whether its space counts (code).
        base: the address that links are relative to.
    """
    chosen = list(runs)
    told = [_plain(run, exact) for run, exact in chosen]
    nested: dict[int, str] = {}
    left = MAX_MARKUP
    for place, (run, exact) in enumerate(chosen):
        if told[place] is not None or left <= 0:
            continue
        flat = all(map(_is_flat, run.nodes))
        html = "" if flat else "".join(map(_html, run.nodes))
        left -= len(html) or len(run.text) + _TAG * len(run.nodes)
        if left > 0 and flat:
            told[place] = _flat(run, exact, base)
        elif left > 0:
            nested[place] = f"<article>{html}</article>"
    elements = (each for each in _soup(nested.values()) if isinstance(each, Tag))
    for place, element in zip(nested, elements, strict=True):
        told[place] = _rendered(element, base, chosen[place][1])
    return [each or Rendered(seen(run.text)) for each, (run, _) in zip(told, chosen, strict=True)]


def _soup(markup: Collection[str]) -> list[PageElement]:
    if not markup:
        return []
    builder = HTMLParserTreeBuilder(multi_valued_attributes=None, store_line_numbers=False)
    # the parser below knows the entities; the soup would make a table of its own, in 27 ms
    builder.parser_args[1]["convert_charrefs"] = True
    return BeautifulSoup("".join(markup), builder=builder).contents


def _plain(run: Run, exact: bool) -> Rendered | None:
    """Return a run of text alone, as most are; None where it has inline markup."""
    if any(node.tag != "-text" for node in run.nodes):
        return None
    text = seen("".join(node.text_content or "" for node in run.nodes))
    if not exact and not _is_even(text):
        text = _WIDE_RUN.sub(" ", _SPACES.sub(" ", text))
    return Rendered(text.strip())


def _flat(run: Run, exact: bool, base: str) -> Rendered:
    """Return a run whose inline elements are hardly nested."""
    pen = _Pen(base, exact)
    _write_nodes(run.nodes, pen)
    return _finished(pen)


def _write_nodes(nodes: Iterable[Any], pen: _Pen) -> None:
    for node in nodes:
        text = node.text_content
        if text is not None:
            pen.write(text)
        elif node.tag != "-comment":
            content = node.iter(include_text=True)
            _write_tag(node.tag, node.attributes, partial(_write_nodes, content, pen), pen)


def _is_flat(node: Any, levels: int = _LEVELS) -> bool:
    """Tell whether elements stand in each other no deeper than so many levels."""
    inner = node.first_child
    if inner is None or (inner.next is None and inner.tag == "-text"):
        return True
    return levels > 1 and all(_is_flat(child, levels - 1) for child in node.iter(include_text=True))


def seen(text: str) -> str:
    """Return ``text`` without the characters that nobody sees."""
    if text.isprintable() or text.replace("\u00a0", "").replace("\n", "").isprintable():
        return text
    return UNSEEN.sub("", text)


def parted(run: Run) -> str:
    """Return a line with a bar wherever the words of two elements meet.

    They are set apart by style: a name, a date, a role in spans of their own; behind a link to
    who wrote it even where there is space between.
    """
    nodes = run.nodes
    if len(nodes) > _NAME_AND_ROLE and run.links:
        around = zip((None, *nodes), nodes, (*nodes[1:], None), strict=False)
        nodes = [node for before, node, after in around if not _is_gap(before, node, after)]
    if all("-text" in {one.tag, other.tag} for one, other in pairwise(nodes)):
        return seen(run.text)
    text = ""
    for node, before in zip(nodes, (None, *nodes), strict=False):
        told = node.text_content or inline_text(node) or " "
        apart = before is not None and "-text" not in {node.tag, before.tag}
        if apart and text[-1:] not in _JOINING and (told[:1].isalnum() or told[:1] in "【〔（"):
            text += " | "
        text += told
    return seen(" ".join(text.split()))


def _is_gap(before: Any, node: Any, after: Any) -> bool:
    """Tell whether a node is but the space between a link and what stands behind it."""
    return (
        before is not None
        and after is not None
        and before.tag == "a"
        and after.tag not in {"a", "-text"}
        and node.tag == "-text"
        and (node.text_content or "").isspace()
    )


def _is_even(text: str) -> bool:
    """Tell whether all space in a text is single spaces: no other space is printable."""
    told = text.replace("\u00a0", " ")  # which alone between words is left as it is
    return told.isprintable() and "  " not in told


def _html(node: Any) -> str:
    return escape(node.text_content or "", quote=False) if node.tag == "-text" else node.html or ""


def _rendered(element: Tag, base: str, exact: bool) -> Rendered:
    pen = _Pen(base, exact)
    _write(element, pen)
    return _finished(pen)


def _finished(pen: _Pen) -> Rendered:
    text = "".join(pen.pieces)
    left = len(text) - len(text.lstrip())
    text = text.strip()
    marks = []
    for mark in pen.marks:
        start, end = max(0, mark.start - left), min(len(text), mark.end - left)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            marks.append(Mark(mark.kind, start, end, mark.href))
    return Rendered(text, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))))


def _write(element: Tag, pen: _Pen) -> None:
    for child in element.children:
        if isinstance(child, Tag):
            _write_tag(child.name, child.attrs, partial(_write, child, pen), pen)
        elif not isinstance(child, PreformattedString):  # comments and the like
            pen.write(str(child))


def _write_tag(
    tag: str, names: Mapping[str, Any], write_content: Callable[[], None], pen: _Pen
) -> None:
    if tag == "br":
        pen.break_line()
        return
    if tag in _SILENT or (tag == "span" and (unheard(names) or _is_for_the_ear(names))):
        return
    start, place = pen.length, len(pen.pieces)
    if tag == "q":
        pen.write("\u201c")
    write_content()
    if tag == "q":
        pen.write("\u201d")
    if pen.length == 1 and _INITIAL.search(names.get("class") or ""):
        pen.blank = pen.pieces[0] not in _LETTER_WORDS  # the space after it is the layout's
    kind = _MARKS.get(tag)
    if kind is None or pen.length == start:
        return
    if kind == "link":
        target = names.get("href")
        pen.cut(place, _PERMALINK if (target or "").startswith("#") else _NEW_WINDOW)
        href = address(target, pen.base)
        if href and pen.length > start:
            pen.marks.append(Mark("link", start, pen.length, href))
    else:
        pen.marks.append(Mark(kind, start, pen.length))  # type: ignore[arg-type]


def _is_for_the_ear(names: Mapping[str, Any]) -> bool:
    style, classes = names.get("style"), names.get("class")
    return bool(
        (style and _UNSEEN_STYLE.search(style.lower()))
        or (classes and _UNSEEN_CLASS.search(classes.lower()))
    )
