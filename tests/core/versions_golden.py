"""Golden pairs of versions: how a pair is written down in ``tests/golden/versions``.

A file holds a base story and pairs; each pair says how before and after differ from the base:
fields by name, ``edit`` as replacements in the text (``swap`` turns the pair round), ``prefix``,
``text``, ``order`` and ``keep`` of paragraphs.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saidly.extract import extract
from saidly.model import Article, Block, Credit, Metadata, Page, Person

GOLDEN = Path(__file__).parents[1] / "golden" / "versions"
JSON = dict[str, Any]


@dataclass(frozen=True)
class GoldenPair:
    """Two readings, and what a reader would say of them."""

    name: str
    before: Page
    after: Page
    classes: tuple[str, ...]
    statements: tuple[str, ...]
    verdict: str


def golden_pairs() -> list[GoldenPair]:
    return [
        _pair(path.stem, kept["base"], pair)
        for path in sorted(GOLDEN.glob("*.json"))
        for kept in [json.loads(path.read_text(encoding="utf-8"))]
        for pair in kept["pairs"]
    ]


def article(page: Page) -> Article:
    return extract(page)


def _pair(file: str, base: JSON, pair: JSON) -> GoldenPair:
    before, after = (_page(base, pair, side) for side in ("before", "after"))
    if pair.get("swap"):
        before, after = after, before
    classes = tuple(pair["classes"])
    verdict = pair.get("verdict", "changed" if classes else "same")
    return GoldenPair(
        f"{file}: {pair['name']}", before, after, classes, tuple(pair["statements"]), verdict
    )


def _page(base: JSON, pair: JSON, side: str) -> Page:
    story = base | pair.get(side, {})
    metadata = Metadata(
        headline=story["headline"],
        dek=story.get("dek"),
        authors=tuple(Person(name) for name in story.get("authors", ())),
        in_language=story["language"],
        paywalled=story.get("paywalled", False),
    )
    return Page(
        story["url"],
        metadata,
        tuple(Block("paragraph", text) for text in _paragraphs(base["text"], pair, side)),
        credits=tuple(Credit(f"{name} contributed.", name) for name in story.get("credits", ())),
        corrections=tuple(story.get("corrections", ())),
    )


def _paragraphs(text: str, pair: JSON, side: str) -> list[str]:
    text = str(pair.get(f"{side}_text", text))
    edits = pair.get(f"{side}_edit", [])
    if side == "after" or pair.get("before_is_edit"):
        edits = edits or pair.get("edit", [])
    for old, new in edits:
        assert old in text, (pair["name"], old)
        text = text.replace(old, new)
    parts = f"{pair.get(f'{side}_prefix', '')}{text}".split("\n\n")
    if side == "after":
        parts = [parts[number] for number in pair.get("after_order", range(len(parts)))]
        parts = [parts[number] for number in pair.get("keep", range(len(parts)))]
    return parts
