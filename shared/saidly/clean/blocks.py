"""Kept runs to blocks; credits and corrections among them to their own fields."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from saidly.clean import rendering
from saidly.clean.addresses import address
from saidly.clean.credits import correction, credit
from saidly.clean.features import Sight
from saidly.clean.rendering import Rendered
from saidly.clean.tree import POST, Box
from saidly.model import Block, Credit

_LIST, _CELL, _QUOTE, _CODE = 1, 2, 16, 32
_HANDLE = r"@[\w.-]{1,40}(?:@[\w.-]{1,60})?"
_SIGNED = re.compile(rf"^(?P<before>.{{0,120}}?)\s*\((?P<handle>{_HANDLE})\).{{0,60}}$")
_BY_HANDLE = re.compile(rf"^(?:[^\W\d_]+[ :]+){{0,4}}(?P<handle>{_HANDLE}|u/[\w-]{{1,40}})$")
_SHARED = re.compile(
    r"^[—–-]\s*|^.{0,40}?\b(?:shared by|posted by|post by|geteilt von|gepostet von|beitrag von|"
    r"partagée? par|publiée? par|compartida (?:de|por)|publicado por|compartilhada por|"
    r"condiviso da|pubblicato da|"
    r"gedeeld door|geplaatst door|delad av|delt (?:av|af)|udostępniony przez|"
    r"julkaisu käyttäjältä|paylaştığı)\s+",
    re.IGNORECASE,
)
_REDDIT = re.compile(
    r"^(?P<text>.+?)\s*\bby\s*(?P<author>u/[\w-]{1,40})\s*in\s*\S{1,40}$", re.DOTALL
)
# what stands in for a post's picture, sound or link
_STAND_IN = re.compile(r"^(?:\[[^\]]{1,40}\]|♬.*)$")
_NETWORK = re.compile(
    r"\b(?:instagram|mastodon|threads|facebook|tiktok|bluesky|twitter|reddit|telegram)\b",
    re.IGNORECASE,
)
_LINKED = 0.8
_INVITATION = 60  # characters; "View this post on Instagram" is no longer in any language
_ADDRESSES = ("cite", "data-instgrm-permalink", "data-text-post-permalink")
_ITEMS = frozenset({"li", "dd", "dt", "article"})
_MAX_CELL = 200  # characters; longer cells lay a page out


@dataclass(slots=True)
class Told:
    """What the kept runs say: the story, its credits, its corrections.

    ``sights`` are the runs with which the blocks begin.
    """

    blocks: list[Block] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)


def told(chosen: list[tuple[Sight, bool]], url: str) -> Told:
    """Return what runs say.

    Args:
        chosen: the kept runs in order, each with whether it is a heading.
        url: the page's address, which links are relative to.
    """
    texts = rendering.rendered(((s.run, bool(s.run.box.flags & _CODE)) for s, _ in chosen), url)
    entries = {_item(s.run.box) for s, heading in chosen if heading and s.run.box.flags & _LIST}
    lines = [
        _Line(sight, text, heading, bool(entries) and _item(sight.run.box) in entries)
        for (sight, heading), text in zip(chosen, texts, strict=True)
        if text.text
    ]
    found = Told()
    for holder, group in groupby(lines, key=_holder):
        for block, sight in _grouped(holder, list(group), url):
            credited = credit(block.text) if block.type == "paragraph" else None
            if credited is not None:
                found.credits.append(credited)
            elif block.type != "heading" and correction(block.text):
                found.corrections.append(block.text)
            else:
                found.blocks.append(block)
                found.sights.append(sight)
    while found.blocks and found.blocks[-1].type == "heading":
        found.blocks.pop()
        found.sights.pop()
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    sight: Sight
    text: Rendered
    heading: bool
    entry: bool  # in a list's item that has a heading


def _holder(line: _Line) -> Box | None:
    """Return the table, quotation or embedded post of a line; None for the story itself."""
    flags = line.sight.run.box.flags
    if flags & POST or (flags & _QUOTE and not flags & _CELL):
        return _up(line, "blockquote")
    return _up(line, "table") if flags & _CELL else None


def _grouped(holder: Box | None, lines: list[_Line], url: str) -> Iterable[tuple[Block, Sight]]:
    """Return the blocks of lines that one element holds, each with the run it begins with."""
    first = lines[0].sight
    if holder is not None and holder.tag != "table":
        if holder.flags & POST or _is_signed(lines[-1]):
            return [(block, first) for block in _post(holder, lines, url)]
    elif holder is not None:
        rows = list(_rows(lines))
        if _is_data(lines, rows):
            return [(Block("table", "\n".join("\t".join(row) for row in rows)), first)]
    return [(_block(line), line.sight) for line in lines]


def _rows(lines: list[_Line]) -> Iterator[list[str]]:
    for _, row in groupby(lines, key=lambda line: _up(line, "tr")):
        yield [
            " ".join(line.text.text.replace("\n", " ") for line in cell)
            for _, cell in groupby(row, key=lambda line: _up(line, "td", "th"))
        ]


def _up(line: _Line, *tags: str) -> Box | None:
    box: Box | None = line.sight.run.box
    while box is not None and box.tag not in tags:
        box = box.parent
    return box


def _is_data(lines: list[_Line], rows: list[list[str]]) -> bool:
    """Tell a table of data from one that lays the page out: several short cells in its rows."""
    several = sum(1 for row in rows if len(row) > 1)
    return several * 2 >= len(rows) > 1 and all(
        len(line.text.text) <= _MAX_CELL and not line.heading for line in lines
    )


def _is_signed(line: _Line) -> bool:
    """Tell whether a quotation ends as posts do: a dash, a name, a handle, a link to the post."""
    text = line.text.text
    return text[0] in "—–-" and bool(line.text.marks) and _SIGNED.match(text) is not None


def _post(holder: Box, lines: list[_Line], url: str) -> list[Block]:
    """Return an embedded post: its text, by its author, at its address.

    A post whose text the page does not hold has its signature as text.
    """
    names = holder.attributes
    stated = next(filter(None, (address(names.get(name), url) for name in _ADDRESSES)), None)
    linked = author = None
    texts: list[Rendered] = []
    for line in lines:
        links = [mark.href for mark in line.text.marks if mark.kind == "link" and mark.href]
        said, by = _signature(line.text)
        if links:
            linked = links[0 if by and said else -1]
        author = author or by
        if said is not None and not _is_stand_in(line):
            texts.append(said)
    around = (
        box.attributes.get("href") for box in lines[0].sight.run.box.chain() if box.tag == "a"
    )
    href = stated or linked or address(next(around, None), url)
    told = texts or [Rendered(author or lines[0].text.text)]
    return [Block("embed", each.text, None, each.marks, None, author, href) for each in told]


def _signature(line: Rendered) -> tuple[Rendered | None, str | None]:
    """Return what a post's line says, and the author whom it names: mostly it does one of both."""
    text = line.text
    reddit = _REDDIT.match(text)
    if reddit:
        said = Rendered(
            reddit["text"], tuple(m for m in line.marks if m.end <= len(reddit["text"]))
        )
        return said, reddit["author"]
    signed = _SIGNED.match(text)
    if signed and (
        _SHARED.match(text) or any(mark.end == signed.end("before") for mark in line.marks)
    ):
        name = _SHARED.sub("", signed["before"]).strip()
        return None, f"{name} ({signed['handle']})" if name else signed["handle"]
    by_handle = _BY_HANDLE.match(text)
    if by_handle:
        return None, by_handle["handle"]
    shared = _SHARED.match(text)
    first = next((mark for mark in line.marks if mark.kind == "link"), None)
    if shared and first and first.start == shared.end():
        return None, text[first.start : first.end]
    return line, None


def _is_stand_in(line: _Line) -> bool:
    """Tell whether a line of a post invites to its network, or stands in for what is not text."""
    text = line.text.text
    invites = line.sight.link_density > _LINKED and len(text) <= _INVITATION
    return _STAND_IN.match(text) is not None or (invites and bool(_NETWORK.search(text)))


def _block(line: _Line) -> Block:
    flags = line.sight.run.box.flags
    block = Block("paragraph", line.text.text, None, line.text.marks)
    if line.heading:
        return replace(block, type="heading", level=line.sight.heading or 3)
    if flags & _QUOTE:
        return replace(block, type="quote")
    if flags & _LIST and not line.entry and _is_listed(line.sight.run.box):
        return replace(block, type="listItem", level=_list_depth(line.sight.run.box))
    return replace(block, type="code") if flags & _CODE else block


def _is_listed(box: Box) -> bool:
    """Tell whether a run is a list's item, and not of an article that is: a live blog's entry."""
    item = _item(box)
    return item is None or item.tag != "article"


def _item(box: Box) -> Box | None:
    return next((each for each in box.chain() if each.tag in _ITEMS), None)


def _list_depth(box: Box | None) -> int:
    depth = 0
    while box is not None:
        depth += box.tag in {"ul", "ol", "dl"}
        box = box.parent
    return max(1, depth)
