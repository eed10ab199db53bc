"""Page to Article: one body with offsets, sections, and who said what. Needs no HTML parser."""

from collections.abc import Callable
from dataclasses import replace

from saidly.attribution import attributions
from saidly.model import Article, Attribution, Block, Page, Span
from saidly.sections import sections

SEPARATOR = "\n\n"

Attribute = Callable[[str], tuple[Attribution, ...]]


def extract(page: Page, attribute: Attribute = attributions) -> Article:
    """Return the article of a page.

    Args:
        page: a cleaned page.
        attribute: finds the statements in a text.

    Returns:
        An article whose ``body`` holds all headings and blocks in order, parted by an empty line;
        each block's ``start`` is its offset there. Statements whose content lies in a heading are
        left out: a heading tells what the story says, not what somebody said.
    """
    body = SEPARATOR.join(block.text for block in page.blocks)
    placed: list[Block] = []
    headings: list[tuple[int, int]] = []
    start = 0
    for block in page.blocks:
        placed.append(replace(block, start=start))
        if block.type == "heading":
            headings.append((start, start + len(block.text)))
        start += len(block.text) + len(SEPARATOR)
    return Article(
        url=page.url,
        metadata=page.metadata,
        body=body,
        sections=sections(placed),
        attributions=tuple(
            found for found in attribute(body) if not _in_a_heading(found, headings)
        ),
        removed=page.removed,
        credits=page.credits,
        corrections=page.corrections,
        probability=page.probability,
    )


def _in_a_heading(found: Attribution, headings: list[tuple[int, int]]) -> bool:
    return any(_touches(piece.span, heading) for piece in found.content for heading in headings)


def _touches(span: Span, heading: tuple[int, int]) -> bool:
    return span.start < heading[1] and span.end > heading[0]
