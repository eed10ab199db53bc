"""Blocks under their headings."""

from collections.abc import Iterable

from saidly.model import Block, Section


def sections(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """Return the sections of a story: each heading with all up to the next, the lead first.

    The lead section has no heading and is there only if blocks stand before the first heading.
    A heading may have no blocks where another follows at once.
    """
    found: list[Section] = []
    heading: Block | None = None
    below: list[Block] = []
    for block in blocks:
        if block.type != "heading":
            below.append(block)
            continue
        if heading is not None or below:
            found.append(_section(heading, below))
        heading, below = block, []
    if heading is not None or below:
        found.append(_section(heading, below))
    return tuple(found)


def _section(heading: Block | None, below: list[Block]) -> Section:
    if heading is None:
        return Section(None, None, tuple(below))
    return Section(heading.text, heading.level, tuple(below))
