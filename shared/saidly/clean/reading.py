"""The clean room's line: bytes, text, tree, runs, verdicts, blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from saidly.clean import credits, features, forest, guard, headlines, metadata, removal, rendering
from saidly.clean.decoding import decode
from saidly.clean.facts import Facts, facts
from saidly.clean.features import Scene, Sight
from saidly.clean.tree import runs
from saidly.errors import NotAnArticle, UnreadablePage
from saidly.model import Block, Credit, Page, Removed

MAX_BYTES = 16_000_000
# 0.5 on the development pages, cross-validated by domain: 0.4 to 0.6 within .004 of segment F
_KEEP = 0.5
_HEADING = 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What each run is: places of the kept, of headings among them, of headline and dek."""

    kept: tuple[int, ...]
    headings: frozenset[int]
    headline_at: int
    dek_at: int
    probabilities: tuple[float, ...]


def clean(html: bytes, url: str, charset: str | None = None) -> Page:
    """Read a page into its story's blocks and what it states about itself.

    Args:
        html: the page as it came, content decoded.
        url: its address, after redirects.
        charset: the label of ``Content-Type``, if it had one.

    Raises:
        UnreadablePage: not HTML, or a shape that no parser may see.
        NotAnArticle: read, and no story is there.
    """
    tree, found = _parsed(html, url, charset)
    seen = features.scene(runs(tree.body), found)
    verdict = judge(seen, found)
    if not verdict.kept:
        raise NotAnArticle(url, "no text that reads like a story")
    blocks, credited, corrections = _blocks(seen, verdict, url)
    stated = metadata.metadata(tree, seen, found, verdict.headline_at, verdict.dek_at, url)
    return Page(
        url=url,
        metadata=stated,
        blocks=blocks,
        removed=_removed(seen, verdict, url),
        credits=credited,
        corrections=corrections,
        probability=1.0,
    )


def _parsed(html: bytes, url: str, charset: str | None) -> tuple[Any, Facts]:
    if len(html) > MAX_BYTES:
        raise UnreadablePage(url, f"{len(html)} bytes, more than {MAX_BYTES}")
    if html[:1024].lstrip()[:5] == b"%PDF-":
        raise UnreadablePage(url, "a PDF, not HTML")
    markup, scripts = guard.split_scripts(decode(html, charset))
    why = guard.objection(markup)
    if why is not None:
        raise UnreadablePage(url, why)
    if "<" not in markup:
        raise UnreadablePage(url, "no markup in it")
    tree = LexborHTMLParser(markup)
    if tree.body is None:
        raise UnreadablePage(url, "no body in it")
    return tree, facts(tree, scripts)


def judge(seen: Scene, found: Facts) -> Verdict:
    """Tell for every run whether it is the story's, a heading, the headline or the dek."""
    rows = features.vectors(seen)
    keep, heading, dek = (forest.forest(name) for name in ("keep", "heading", "dek"))
    probabilities = tuple(forest.probability(keep, row) for row in rows)
    headline, _, headline_at = headlines.headline(seen, found)
    headline_key = features.key(headline or "")
    start = max(0, headline_at - 5)
    deks = [
        forest.probability(dek, row) if start <= place < start + 40 else 0.0
        for place, row in enumerate(rows)
    ]
    dek_at = headlines.dek(seen, deks, headline_at)
    kept = tuple(
        place
        for place, probability in enumerate(probabilities)
        if probability > _KEEP
        and place not in {headline_at, dek_at}
        and seen.sights[place].key != headline_key
    )
    headings = frozenset(
        place for place in kept if forest.probability(heading, rows[place]) > _HEADING
    )
    return Verdict(kept, headings, headline_at, dek_at, probabilities)


def _blocks(
    seen: Scene, verdict: Verdict, url: str
) -> tuple[tuple[Block, ...], tuple[Credit, ...], tuple[str, ...]]:
    chosen = [seen.sights[place] for place in verdict.kept]
    texts = rendering.rendered(((s.run, bool(s.run.box.flags & 32)) for s in chosen), url)
    blocks: list[Block] = []
    credited: list[Credit] = []
    corrections: list[str] = []
    for sight, place, told in zip(chosen, verdict.kept, texts, strict=True):
        if not told.text:
            continue
        credit = credits.credit(told.text)
        if credit is not None:
            credited.append(credit)
        elif credits.correction(told.text):
            corrections.append(told.text)
        else:
            blocks.append(_block(sight, told, heading=place in verdict.headings))
    while blocks and blocks[-1].type == "heading":
        blocks.pop()
    return tuple(blocks), tuple(credited), tuple(corrections)


def _block(sight: Sight, told: rendering.Rendered, *, heading: bool) -> Block:
    flags = sight.run.box.flags
    if heading:
        return Block("heading", told.text, sight.heading or 3, told.marks)
    if flags & 16:
        return Block("quote", told.text, None, told.marks)
    if flags & 1:
        return Block("listItem", told.text, _list_depth(sight), told.marks)
    if flags & 32:
        return Block("code", told.text, None, told.marks)
    return Block("paragraph", told.text, None, told.marks)


def _list_depth(sight: Sight) -> int:
    depth = 0
    box = sight.run.box
    while box.parent is not None:
        depth += box.tag in {"ul", "ol", "dl"}
        box = box.parent
    return max(1, depth)


def _removed(seen: Scene, verdict: Verdict, url: str) -> tuple[Removed, ...]:
    if not verdict.kept:
        return ()
    kept = set(verdict.kept)
    removed = []
    for place in range(verdict.kept[0], verdict.kept[-1] + 1):
        if place in kept or place in {verdict.headline_at, verdict.dek_at}:
            continue
        sight = seen.sights[place]
        linked = sight.link_density > 0.6
        href = rendering.address(sight.run.href, url)
        removed.append(Removed(sight.run.text, removal.reason(sight.run, linked), href))
    return tuple(removed)


def texts(sights: Sequence[Sight]) -> list[str]:
    """Return the texts of runs."""
    return [sight.run.text for sight in sights]
