"""The story's own markup to exact text: BeautifulSoup reads the chosen runs, and only those."""

import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urljoin

from saidly.clean.tree import SKIPPED, Run, unheard
from saidly.model import Mark

with warnings.catch_warnings():
    # it tells at each start that its CSS selectors are not in the layer; nobody here uses them
    warnings.filterwarnings("ignore", message="The soupsieve package", category=UserWarning)
    from bs4 import BeautifulSoup
    from bs4.element import PreformattedString, Tag

_MARKS = {"a": "link", "em": "emphasis", "i": "emphasis", "strong": "strong", "b": "strong"}
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_WIDE_RUN = re.compile(r"[ \u00a0\u2002\u2003\u2009]{2,}")
# soft hyphens, zero-width spaces, word joiners, byte order marks: nobody sees them; marks of
# direction and joiners inside words (U+200C to U+200F) change what is seen and stay
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
# characters of the story's markup that are read for marks; 5 MB of links would take 10 s. What
# stands beyond is told without marks: a story's markup has 15,000 to 60,000
MAX_MARKUP = 250_000
_INITIAL = re.compile(r"drop-?cap|initial|first-?letter|lettrine|capitular", re.IGNORECASE)
_LETTER_WORDS = frozenset("AIOEYUÀÈÉÓÒŮАВИКОСУЯІЗ")  # words of one letter, which stand alone
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
        if not self.exact:
            text = _SPACES.sub(" ", text)
            if self.blank and text[:1] == " ":
                text = text[1:]
        if text:
            self.pieces.append(text)
            self.length += len(text)
            self.blank = text[-1] in " \n"

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
    marked: list[int] = []
    markup: list[str] = []
    left = MAX_MARKUP
    for place, (run, _) in enumerate(chosen):
        if told[place] is not None:
            continue
        html = "".join(map(_html, run.nodes)) if left > 0 else ""
        left -= len(html)
        if left > 0:
            marked.append(place)
            markup.append(f"<article>{html}</article>")
    soup = BeautifulSoup("".join(markup), "html.parser", multi_valued_attributes=None)
    elements = (each for each in soup.contents if isinstance(each, Tag))
    for place, element in zip(marked, elements, strict=True):
        told[place] = _rendered(element, base, chosen[place][1])
    return [each or Rendered(seen(run.text)) for each, (run, _) in zip(told, chosen, strict=True)]


def _plain(run: Run, exact: bool) -> Rendered | None:
    """Return a run of text alone, as most are; None where it has inline markup."""
    if any(node.tag != "-text" for node in run.nodes):
        return None
    text = seen("".join(node.text_content or "" for node in run.nodes))
    return Rendered((text if exact else _WIDE_RUN.sub(" ", _SPACES.sub(" ", text))).strip())


def seen(text: str) -> str:
    """Return ``text`` without the characters that nobody sees."""
    return _UNSEEN.sub("", text)


def _html(node: Any) -> str:
    return escape(node.text_content or "", quote=False) if node.tag == "-text" else node.html or ""


def _rendered(element: Tag, base: str, exact: bool) -> Rendered:
    pen = _Pen(base, exact)
    _write(element, pen)
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
            _write_tag(child, pen)
        elif not isinstance(child, PreformattedString):  # comments and the like
            text = seen(str(child))
            pen.write(text if pen.exact else _WIDE_RUN.sub(" ", text))


def _write_tag(tag: Tag, pen: _Pen) -> None:
    if tag.name == "br":
        pen.break_line()
        return
    if tag.name in _SILENT or (tag.name == "span" and unheard(tag.attrs)):
        return
    start = pen.length
    if tag.name == "q":
        pen.write("\u201c")
    _write(tag, pen)
    if tag.name == "q":
        pen.write("\u201d")
    if pen.length == 1 and _INITIAL.search(str(tag.get("class") or "")):
        pen.blank = pen.pieces[0] not in _LETTER_WORDS  # the space after it is the layout's
    kind = _MARKS.get(tag.name)
    if kind is None or pen.length == start:
        return
    if kind == "link":
        href = address(tag.get("href"), pen.base)
        if href:
            pen.marks.append(Mark("link", start, pen.length, href))
    else:
        pen.marks.append(Mark(kind, start, pen.length))  # type: ignore[arg-type]


def address(href: object, base: str) -> str | None:
    """Return an absolute http(s) address; None for any other, or none."""
    if not isinstance(href, str) or not href.strip():
        return None
    try:
        found = urljoin(base, href.strip())
    except ValueError:
        return None
    return found if found.startswith(("http://", "https://")) and " " not in found else None
