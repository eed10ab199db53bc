"""The clean room's line: bytes, text, tree, runs, verdicts, blocks."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser

from saidly.clean import credits, features, guard, judging, metadata, removal, rendering
from saidly.clean.decoding import decode
from saidly.clean.facts import Facts, facts
from saidly.clean.features import Scene, Sight
from saidly.clean.tree import runs
from saidly.errors import NotAnArticle, UnreadablePage
from saidly.model import Block, Credit, Page, Removed

MAX_BYTES = 16_000_000


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
    return read(html, url, charset, judging.shipped())


def read(html: bytes, url: str, charset: str | None, asked: judging.Judges) -> Page:
    """Read a page by the verdict of given forests; ``clean`` gives the shipped ones."""
    tree, seen, found = sighted(html, url, charset)
    verdict = judging.judge(seen, found, asked)
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


def sighted(html: bytes, url: str, charset: str | None) -> tuple[Any, Scene, Facts]:
    """Return the parsed page, its runs as they are seen, and what it states of itself."""
    tree, found = _parsed(html, url, charset)
    return tree, features.scene(runs(tree.body), found), found


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


def _blocks(
    seen: Scene, verdict: judging.Verdict, url: str
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


def _removed(seen: Scene, verdict: judging.Verdict, url: str) -> tuple[Removed, ...]:
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
        removed.append(Removed(sight.run.text, removal.reason(sight, linked), href))
    return tuple(removed)
