"""A parsed page as boxes and runs: what a browser would set as blocks, and the text in them.

A *box* is an element that breaks lines (or may); a *run* is a stretch of text and inline markup
inside one box, unbroken by boxes or by an empty line. The walk touches each node once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from saidly.clean.tokens import groups

INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "img", "ins", "kbd", "label", "mark", "math", "meter", "nobr", "picture",
    "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "source", "span", "strike",
    "strong", "sub", "sup", "time", "track", "tt", "u", "var", "wbr",
})  # fmt: skip
SKIPPED = frozenset({
    "script", "style", "noscript", "template", "svg", "iframe", "head", "button", "select",
    "textarea", "input", "object", "embed", "canvas", "audio", "video", "nav", "datalist", "map",
    "dialog", "progress", "applet", "frameset", "noframes", "link", "meta", "base", "title",
})  # fmt: skip
# soft hyphens, zero-width spaces, word joiners, byte order marks: nobody sees them; marks of
# direction and joiners inside words (U+200C to U+200F) change what is seen and stay
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
MAX_DEPTH = 300  # deeper text is taken flat
# what stands below is not read: each run costs some 0.1 ms, and the longest story seen has 900
MAX_RUNS = 6_000
_NAMES = ("class", "id", "itemprop")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ALOUD = re.compile(r"(?<![\w-])(?:sr-only|visually-?hidden|screen-reader-text)(?![\w-])")
# what a box passes on to all in it
FLAGS = {
    "li": 1, "dd": 1, "dt": 1, "td": 2, "th": 2, "figure": 4, "figcaption": 8, "blockquote": 16,
    "q": 16, "pre": 32, "aside": 64, "header": 128, "footer": 256, "form": 512, "article": 1024,
    "main": 2048, "section": 4096, "a": 8192, "label": 512, "h1": 32768, "h2": 32768, "h3": 32768,
    "h4": 32768, "h5": 32768, "h6": 32768, "address": 65536,
}  # fmt: skip
HIDDEN = 16384
POST = 131072
# the markup that networks hand out for embedding a post: a blockquote of one of these classes
_POST = re.compile(
    r"(?<![\w-])(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|"
    r"mastodon-embed|reddit-(?:embed|card)[\w-]*|text-post-media|fb-xfbml-parse-ignore|"
    r"telegram-post)(?![\w-])"
)


@dataclass(slots=True, eq=False)
class Box:
    """An element that holds runs: its tag, its names, what it inherits, what it sums up."""

    node: Any
    tag: str
    parent: "Box | None"
    depth: int
    flags: int = 0
    classes: str = ""
    names: tuple[str, ...] = ()  # its class, id and itemprop, those that it has
    parts: int = 0  # runs set directly in it
    inside: int = 0  # runs in it and all boxes below
    runs: int = 0  # runs that have it as their home
    prose: int = 0  # characters of prose at home in it
    prose_runs: int = 0
    score: float = 0.0  # its prose, and half of that of the boxes right below
    _signature: str | None = None
    _own: int = -1
    _inherited: int = -1

    @property
    def own(self) -> int:
        """The token groups of its own names; half of all boxes are never asked."""
        if self._own < 0:
            self._own = 0
            for names in self.names:
                self._own |= groups(names)
        return self._own

    @property
    def inherited(self) -> int:
        """The token groups of all boxes above it."""
        if self._inherited < 0:
            above = self.parent
            self._inherited = above.inherited | above.own if above is not None else 0
        return self._inherited

    def chain(self) -> "Iterator[Box]":
        """Yield the box and all above it."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    @property
    def signature(self) -> str:
        """What kind of box it is: its tag, its classes, the tag of the box around it."""
        if self._signature is None:
            above = f"{self.parent.tag}>" if self.parent else ""
            self._signature = f"{above}{self.tag}.{self.classes}"
        return self._signature


@dataclass(slots=True, eq=False)
class Run:
    """Text and inline markup inside one box, unbroken."""

    box: Box
    nodes: list[Any]
    text: str = ""
    link_chars: int = 0
    links: int = 0
    strong_chars: int = 0
    images: int = 0
    index: int = 0
    part: int = 0  # which of its box's runs it is
    href: str | None = None
    pieces: list[str] = field(default_factory=list)


def runs(body: Any) -> list[Run]:
    """Return the text runs of a parsed ``body`` in document order.

    Args:
        body: the body element, a node of selectolax.lexbor.
    """
    walk = _Walk()
    root = walk.box(body, "body", None)
    walk.visit(root)
    return walk.runs


class _Walk:
    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.current: Run | None = None

    def box(self, node: Any, tag: str, parent: Box | None) -> Box:
        flags = FLAGS.get(tag, 0)
        if parent:
            box = Box(node, tag, parent, parent.depth + 1, flags | parent.flags)
        else:
            box = Box(node, tag, None, 0, flags)
        names = node.attributes
        if names:
            box.classes = names.get("class") or ""
            box.names = tuple(filter(None, map(names.get, _NAMES)))
            style = names.get("style")
            if "hidden" in names or (style and _HIDDEN.search(style)):
                box.flags |= HIDDEN
            if tag == "blockquote" and _POST.search(box.classes):
                box.flags |= POST
        return box

    def flush(self) -> None:
        run = self.current
        if run is None:
            return
        self.current = None
        text = " ".join("".join(run.pieces).split())
        if not text.isprintable():  # asked ten times as fast as anything is taken out
            text = " ".join(UNSEEN.sub("", text).split())
        if text and len(self.runs) < MAX_RUNS:
            run.text = text
            run.index = len(self.runs)
            run.part = run.box.parts
            run.box.parts += 1
            self.runs.append(run)

    def visit(self, box: Box) -> None:
        """Walk the children of ``box``."""
        self.flush()
        before = len(self.runs)
        if before >= MAX_RUNS:
            return
        breaks = 0
        for child in box.node.iter(include_text=True):
            tag = child.tag
            if tag == "-text":
                text = child.text_content
                if text and not text.isspace():
                    breaks = 0
                    self.add(box, child, text, "")
                elif self.current is not None:
                    self.current.pieces.append(" ")
                    self.current.nodes.append(child)
            elif tag == "br":
                breaks += 1
                if breaks > 1:
                    self.flush()
                elif self.current is not None:
                    self.current.pieces.append("\n")
                    self.current.nodes.append(child)
            elif tag is None or tag in SKIPPED or tag[0] in "-!_":
                continue
            else:
                breaks = 0
                self.element(box, child, tag)
        self.flush()
        box.inside = len(self.runs) - before

    def element(self, box: Box, child: Any, tag: str) -> None:
        if tag in INLINE or (box.depth >= MAX_DEPTH):
            if tag == "span" and unheard(child.attributes):
                return
            text = inline_text(child) if box.depth < MAX_DEPTH else child.text()
            if text is not None:
                self.add(box, child, text, tag)
                return
        if tag == "hr" or child.first_child is None:
            self.flush()
            return
        self.visit(self.box(child, tag, box))

    def add(self, box: Box, node: Any, text: str, tag: str) -> None:
        run = self.current
        if run is None:
            run = self.current = Run(box, [])
        run.nodes.append(node)
        run.pieces.append(text)
        if not tag:
            return
        if tag in {"img", "picture"}:
            run.images += 1
            return
        links, strong = _shares(node, tag, text)
        if links:
            run.links += 1
            run.link_chars += links
            if run.href is None:
                run.href = _href(node, tag)
        run.strong_chars += strong


def _href(node: Any, tag: str) -> str | None:
    link = node if tag == "a" else node.css_first("a")
    return link.attributes.get("href") if link is not None else None


def _shares(node: Any, tag: str, text: str) -> tuple[int, int]:
    """Return how many characters of an inline element are linked, and how many strong."""
    size = len(text.strip())
    if tag == "a":
        return size, 0
    strong = size if tag in {"b", "strong"} else 0
    first = node.first_child
    if first is None or (first.tag == "-text" and first.next is None):
        return 0, strong
    linked = sum(len((link.text() or "").strip()) for link in node.css("a"))
    if not strong:
        strong = sum(len(each.text() or "") for each in node.css("b,strong"))
    return linked, strong


def inline_text(node: Any) -> str | None:
    r"""Return the text of an inline element, "\n" for ``br``; None where it holds a box.

    Two breaks in a row part paragraphs, so an element with them counts as a box.
    """
    first = node.first_child
    if first is None:
        return ""
    if first.next is None and first.tag == "-text":
        return str(first.text_content or "")
    pieces: list[str] = []
    return "".join(pieces) if _gather(node, pieces, 0) >= 0 else None


def _gather(node: Any, pieces: list[str], breaks: int) -> int:
    """Add the text of ``node`` to ``pieces``; return the breaks at its end, -1 if it has a box."""
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            text = child.text_content or ""
            pieces.append(text)
            if not text.isspace():
                breaks = 0
        elif tag == "br":
            pieces.append("\n")
            breaks += 1
            if breaks > 1:
                return -1
        elif tag in INLINE:
            if tag == "span" and unheard(child.attributes):
                continue
            breaks = _gather(child, pieces, breaks)
            if breaks < 0:
                return -1
        elif tag is not None and tag not in SKIPPED and tag[0] not in "-!_":
            return -1
    return breaks


def unheard(names: Mapping[str, Any]) -> bool:
    """Tell whether an element is there for screen readers only, or hidden altogether.

    The three names are those of Bootstrap, WordPress and the HTML5 Boilerplate.
    """
    if not names:
        return False
    if "hidden" in names or _HIDDEN.search(names.get("style") or ""):
        return True
    return _ALOUD.search(names.get("class") or "") is not None
