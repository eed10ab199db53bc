"""A story's blocks cut into pieces, each told which statement's words it holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

JSON = dict[str, Any]

COLOURS = 8  # speakers beyond take the colours anew
Role = Literal["content", "source", "cue"]
_ROLES: tuple[Role, ...] = ("source", "cue")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block that one set of marks covers.

    ``statement`` counts from 1 in the order of the article's attributions; ``first`` holds on the
    piece where that statement's content begins, which carries its anchor.
    """

    text: str
    statement: int | None = None
    role: Role | None = None
    colour: int | None = None
    first: bool = False
    href: str | None = None
    emphasis: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    statement: int
    role: Role
    first: bool = False


def colours(attributions: Sequence[JSON]) -> list[int]:
    """Return a colour for each statement, 1 to ``COLOURS``; a speaker keeps one throughout."""
    known: dict[str, int] = {}
    found = []
    for attribution in attributions:
        name = speaker_name(attribution) or ""
        found.append(known.setdefault(name, len(known) % COLOURS + 1))
    return found


def speaker_name(attribution: JSON) -> str | None:
    """Return who made a statement, None where nobody is named."""
    source = attribution["source"]
    name: str | None = (source["name"] or source["text"]) if source else None
    return name


def pieces(block: JSON, attributions: Sequence[JSON]) -> tuple[Piece, ...]:
    """Return a block's text in pieces.

    Args:
        block: of an article's JSON, its ``start`` an offset into ``articleBody``.
        attributions: of the same article.

    Returns:
        Pieces whose texts joined are the block's text. Where statements overlap, the shorter
        stretch shows.
    """
    text, start = block["text"], block["start"] or 0
    parts = [part for part in _parts(attributions) if _meets(part, start, start + len(text))]
    tints = colours(attributions)
    edges = {0, len(text)}
    for part in parts:
        edges |= {max(0, part.start - start), min(len(text), part.end - start)}
    for mark in block["marks"]:
        edges |= {mark["start"], mark["end"]}
    cuts = sorted(edges)
    return tuple(
        _piece(block, (low, high), parts, tints) for low, high in pairwise(cuts) if low < high
    )


def _parts(attributions: Sequence[JSON]) -> Iterable[_Part]:
    for number, attribution in enumerate(attributions, 1):
        for at, content in enumerate(attribution["content"]):
            start, end = content["span"]
            yield _Part(start, end, number, "content", first=at == 0)
        for role in _ROLES:
            if attribution[role]:
                start, end = attribution[role]["span"]
                yield _Part(start, end, number, role)


def _meets(part: _Part, start: int, end: int) -> bool:
    return part.start < end and part.end > start


def _piece(
    block: JSON, cut: tuple[int, int], parts: Sequence[_Part], tints: Sequence[int]
) -> Piece:
    low, high = cut
    start = block["start"] or 0
    over = [part for part in parts if part.start - start <= low and part.end - start >= high]
    part = min(over, key=lambda part: part.end - part.start, default=None)
    marks = [mark for mark in block["marks"] if mark["start"] <= low and mark["end"] >= high]
    return Piece(
        text=block["text"][low:high],
        statement=part.statement if part else None,
        role=part.role if part else None,
        colour=tints[part.statement - 1] if part else None,
        first=part is not None and part.first and part.start - start == low,
        href=next((mark["href"] for mark in marks if mark["kind"] == "link"), None),
        emphasis=any(mark["kind"] == "emphasis" for mark in marks),
        strong=any(mark["kind"] == "strong" for mark in marks),
    )
