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
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")  # in lower case
_ALOUD = re.compile(r"(?<![\w-])(?:sr-only|visually-?hidden|screen-reader-text)(?![\w-])")
_ALOUD_WORDS = ("sr-only", "hidden", "screen-reader")  # one of them is in each
# what a box passes on to all in it
FLAGS = {
    "li": 1, "dd": 1, "dt": 1, "td": 2, "th": 2, "figure": 4, "figcaption": 8, "blockquote": 16,
    "q": 16, "pre": 32, "aside": 64, "header": 128, "footer": 256, "form": 512, "article": 1024,
    "main": 2048, "section": 4096, "a": 8192, "label": 512, "h1": 32768, "h2": 32768, "h3": 32768,
    "h4": 32768, "h5": 32768, "h6": 32768, "address": 65536,
}  # fmt: skip
POST = 131072
# the markup that networks hand out for embedding a post: a blockquote of one of these classes
_POST = re.compile(
    r"(?<![\w-])(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|"
    r"mastodon-embed|reddit-(?:embed|card)[\w-]*|text-post-media|fb-xfbml-parse-ignore|"
    r"telegram-post)(?![\w-])"
)
_AMP_POSTS = frozenset({"amp-twitter", "amp-instagram", "amp-facebook", "amp-tiktok"})


@dataclass(eq=False)  # no slots: what most boxes are never asked for takes no time to set
class Box:
    """An element that holds runs: its tag, its names, what it inherits, what it sums up."""

    tag: str
    parent: "Box | None"
    depth: int
    flags: int
    node: Any
    parts: int = field(default=0, init=False)  # runs set directly in it
    inside: int = field(default=0, init=False)  # runs in it and all boxes below
    runs: int = field(default=0, init=False)  # runs that have it as their home
    prose: int = field(default=0, init=False)  # characters of prose at home in it
    prose_runs: int = field(default=0, init=False)
    # its prose, and half of that of the boxes right below
    score: float = field(default=0.0, init=False)

    _attributes: Mapping[str, str | None] | None = field(default=None, init=False)
    _own: int = field(default=-1, init=False)
    _inherited: int = field(default=-1, init=False)
    _signature: str | None = field(default=None, init=False)

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """What its start tag says; half of all boxes are never asked."""
        if self._attributes is None:
            self._attributes = self.node.attributes
        return self._attributes

    @property
    def own(self) -> int:
        """The token groups of its own class, id and itemprop."""
        if self._own < 0:
            self._own = 0
            told = self.attributes.get
            for names in (told("class"), told("id"), told("itemprop")):
                if names:
                    self._own |= groups(names)
        return self._own

    @property
    def inherited(self) -> int:
        """The token groups of all boxes above it."""
        if self._inherited < 0:
            above = self.parent
            self._inherited = above.inherited | above.own if above is not None else 0
        return self._inherited

    @property
    def signature(self) -> str:
        """What kind of box it is: its tag, its classes, the tag of the box around it."""
        if self._signature is None:
            above = f"{self.parent.tag}>" if self.parent else ""
            self._signature = f"{above}{self.tag}.{self.attributes.get('class') or ''}"
        return self._signature

    def chain(self) -> "Iterator[Box]":
        """Yield the box and all above it."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


@dataclass(eq=False)
class Run:
    """Text and inline markup inside one box, unbroken."""

    box: Box
    nodes: list[Any] = field(default_factory=list, init=False)
    text: str = field(default="", init=False)
    link_chars: int = field(default=0, init=False)
    links: int = field(default=0, init=False)
    strong_chars: int = field(default=0, init=False)
    images: int = field(default=0, init=False)
    index: int = field(default=0, init=False)
    part: int = field(default=0, init=False)  # which of its box's runs it is
    linked: tuple[Any, ...] = field(default=(), init=False)  # inline elements with a link

    @property
    def href(self) -> str | None:
        """The address of its first link that has one."""
        links = (node if node.tag == "a" else node.css_first("a") for node in self.linked)
        return next((href for link in links if (href := link.attributes.get("href"))), None)


def runs(body: Any) -> list[Run]:
    """Return the text runs of a parsed ``body`` in document order.

    Args:
        body: the body element, a node of selectolax.lexbor.
    """
    walk = _Walk()
    walk.visit(body, _box(body, "body", None))
    return walk.runs


def _box(node: Any, tag: str, parent: Box | None) -> Box:
    flags = FLAGS.get(tag, 0)
    if parent is None:
        return Box(tag, None, 0, flags, node)
    box = Box(tag, parent, parent.depth + 1, flags | parent.flags, node)
    if tag == "blockquote" and (
        parent.tag in _AMP_POSTS or _POST.search(box.attributes.get("class") or "")
    ):
        box.flags |= POST
    return box


class _Walk:
    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.current: Run | None = None
        self.pieces: list[str] = []  # of the current run's text

    def flush(self) -> None:
        run = self.current
        if run is None:
            return
        text = " ".join("".join(self.pieces).split())
        self.current, self.pieces = None, []
        if not text.isprintable():  # asked ten times as fast as anything is taken out
            text = " ".join(UNSEEN.sub("", text).split())
        if text and len(self.runs) < MAX_RUNS:
            run.text = text
            run.index = len(self.runs)
            run.part = run.box.parts
            run.box.parts += 1
            self.runs.append(run)

    def visit(self, node: Any, box: Box) -> None:
        """Walk the children of the element that ``box`` is."""
        self.flush()
        before = len(self.runs)
        if before >= MAX_RUNS:
            return
        breaks = 0
        for child in node.iter(include_text=True, skip_empty=True):
            if self.current is not None:
                self.space(box, child.prev)
            text = child.text_content
            if text is not None:
                if not text.isspace():
                    breaks = 0
                elif self.current is None:
                    continue
                self.add(box, child, text)
                continue
            tag = child.tag
            if tag == "br":
                breaks += 1
                self.break_line(box, child, breaks)
            elif tag is not None and tag not in SKIPPED and tag[0] not in "-!_":
                breaks = 0
                self.element(box, child, tag)
        if self.current is not None:
            self.space(box, node.last_child)
            self.flush()
        box.inside = len(self.runs) - before

    def break_line(self, box: Box, node: Any, breaks: int) -> None:
        """Begin a line at the first of breaks in a row, another run at the second."""
        if breaks > 1:
            self.flush()
        elif self.current is not None:
            self.add(box, node, "\n")

    def space(self, box: Box, before: Any) -> None:
        """Take up into a run the space that the parser steps over, as most of it is in no run."""
        if before is not None and before.is_empty_text_node:
            self.add(box, before, " ")

    def element(self, box: Box, child: Any, tag: str) -> None:
        if tag == "cite" and box.tag == "blockquote":
            self.flush()  # who signs a quotation stands on a line of its own, whatever its markup
        if tag in INLINE or box.depth >= MAX_DEPTH:
            if tag == "span" and unheard(child.attributes):
                return
            first = child.first_child
            flat = "" if first is None else first.text_content if first.next is None else None
            text = flat
            if text is None:
                text = child.text() if box.depth >= MAX_DEPTH else inline_text(child)
            if text is not None:
                run = self.add(box, child, text)
                _weigh(run, child, tag, text, nested=flat is None)
                return
        self.visit(child, _box(child, tag, box))

    def add(self, box: Box, node: Any, text: str) -> Run:
        run = self.current
        if run is None:
            run = self.current = Run(box)
        run.nodes.append(node)
        self.pieces.append(text)
        return run


def _weigh(run: Run, node: Any, tag: str, text: str, *, nested: bool) -> None:
    """Count how much of an inline element just added to a run is linked, and how much strong."""
    if tag in {"img", "picture"}:
        run.images += 1
        return
    size = len(text.strip())
    linked = size if tag == "a" else 0
    strong = size if tag in {"b", "strong"} else 0
    if nested and tag != "a":
        inner = node.css("a,b,strong")
        linked = sum(len((each.text() or "").strip()) for each in inner if each.tag == "a")
        strong = strong or sum(len(each.text() or "") for each in inner if each.tag != "a")
    run.strong_chars += strong
    if linked:
        run.links += 1
        run.link_chars += linked
        run.linked += (node,)


def inline_text(node: Any) -> str | None:
    r"""Return the text of an inline element, "\n" for ``br``; None where it holds a box.

    Two breaks in a row part paragraphs, so an element with them counts as a box.
    """
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
    style, classes = names.get("style"), names.get("class")
    if "hidden" in names or (style and _HIDDEN.search(style.lower())):
        return True
    return (
        classes is not None
        and any(word in classes for word in _ALOUD_WORDS)
        and _ALOUD.search(classes) is not None
    )
