"""Kept runs to blocks; credits and corrections among them to their own fields."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from saidly.clean import rendering
from saidly.clean.credits import correction, credit
from saidly.clean.features import Sight
from saidly.clean.rendering import Rendered
from saidly.clean.tree import POST, Box
from saidly.model import Block, Credit

_LIST, _CELL, _QUOTE, _CODE = 1, 2, 16, 32
_SIGNATURE = re.compile(r"^[—–-]\s*(?P<name>.{1,80}?)\s*\((?P<handle>@[\w.]{1,40})\)")
_MAX_CELL = 200  # characters; longer cells lay a page out


@dataclass(slots=True)
class Told:
    """What the kept runs say: the story, its credits, its corrections."""

    blocks: list[Block] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)


def told(chosen: list[tuple[Sight, bool]], url: str) -> Told:
    """Return what runs say.

    Args:
        chosen: the kept runs in order, each with whether it is a heading.
        url: the page's address, which links are relative to.
    """
    texts = rendering.rendered(((s.run, bool(s.run.box.flags & _CODE)) for s, _ in chosen), url)
    lines = [
        _Line(sight, text, heading)
        for (sight, heading), text in zip(chosen, texts, strict=True)
        if text.text
    ]
    found = Told()
    for holder, group in groupby(lines, key=_holder):
        for block in _grouped(holder, list(group)):
            credited = credit(block.text) if block.type == "paragraph" else None
            if credited is not None:
                found.credits.append(credited)
            elif block.type != "heading" and correction(block.text):
                found.corrections.append(block.text)
            else:
                found.blocks.append(block)
    while found.blocks and found.blocks[-1].type == "heading":
        found.blocks.pop()
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    sight: Sight
    text: Rendered
    heading: bool


def _holder(line: _Line) -> Box | None:
    """Return the table or embedded post that a line stands in; None for the story itself."""
    flags = line.sight.run.box.flags
    if flags & POST:
        return _up(line, "blockquote")
    return _up(line, "table") if flags & _CELL else None


def _grouped(holder: Box | None, lines: list[_Line]) -> Iterable[Block]:
    if holder is None:
        return [_block(line) for line in lines]
    if holder.tag != "table":
        return _post(lines)
    rows = list(_rows(lines))
    if _is_data(lines, rows):
        return [Block("table", "\n".join("\t".join(row) for row in rows))]
    return [_block(line) for line in lines]


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


def _post(lines: list[_Line]) -> list[Block]:
    """Return an embedded post: its text, by its author, at its address."""
    author: str | None = None
    href: str | None = None
    texts: list[Rendered] = []
    for line in lines:
        links = [mark.href for mark in line.text.marks if mark.kind == "link" and mark.href]
        href = links[-1] if links else href
        signed = _SIGNATURE.match(line.text.text)
        if signed:
            author = f"{signed['name']} ({signed['handle']})"
        else:
            texts.append(line.text)
    return [Block("embed", each.text, None, each.marks, None, author, href) for each in texts]


def _block(line: _Line) -> Block:
    flags = line.sight.run.box.flags
    block = Block("paragraph", line.text.text, None, line.text.marks)
    if line.heading:
        return replace(block, type="heading", level=line.sight.heading or 3)
    if flags & _QUOTE:
        return replace(block, type="quote")
    if flags & _LIST:
        return replace(block, type="listItem", level=_list_depth(line.sight.run.box))
    return replace(block, type="code") if flags & _CODE else block


def _list_depth(box: Box | None) -> int:
    depth = 0
    while box is not None:
        depth += box.tag in {"ul", "ol", "dl"}
        box = box.parent
    return max(1, depth)
