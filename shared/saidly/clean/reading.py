"""The clean room's line: bytes, text, tree, runs, verdicts, blocks."""

from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from saidly.clean import blocks, features, guard, judging, metadata, removal, rendering, stored
from saidly.clean.decoding import decode
from saidly.clean.facts import Facts, facts
from saidly.clean.features import Scene, Sight
from saidly.clean.tree import runs
from saidly.errors import NotAnArticle, UnreadablePage
from saidly.model import Page, Removed

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
    page = sighted(html, url, charset)
    seen, found = page.scene, page.facts
    verdict = judging.judge(seen, found, asked)
    chosen = [(seen.sights[place], place in verdict.headings) for place in verdict.kept]
    stored_story = stored.story(page.scripts, found, sum(s.length for s, _ in chosen))
    if stored_story is not None and guard.objection(stored_story) is None:
        chosen = _stored(stored_story, found)
    if not chosen:
        raise NotAnArticle(url, "no text that reads like a story")
    told = blocks.told(chosen, url)
    return Page(
        url=url,
        metadata=metadata.metadata(
            page.tree, seen, found, verdict.headline_at, verdict.dek_at, url
        ),
        blocks=tuple(told.blocks),
        removed=_removed(seen, verdict, url),
        credits=tuple(told.credits),
        corrections=tuple(told.corrections),
        probability=1.0,
    )


@dataclass(frozen=True, slots=True)
class Sighted:
    """A parsed page, its runs as they are seen, what it states of itself, its scripts."""

    tree: Any
    scene: Scene
    facts: Facts
    scripts: tuple[guard.Script, ...]


def sighted(html: bytes, url: str, charset: str | None) -> Sighted:
    """Return a page as it is seen before any verdict."""
    markup, scripts = guard.split_scripts(_text(html, url, charset))
    why = guard.objection(markup)
    if why is not None:
        raise UnreadablePage(url, why)
    tree = LexborHTMLParser(markup)
    if tree.body is None:
        raise UnreadablePage(url, "no body in it")
    found = facts(tree, scripts)
    return Sighted(tree, features.scene(runs(tree.body), found), found, scripts)


def _text(html: bytes, url: str, charset: str | None) -> str:
    if len(html) > MAX_BYTES:
        raise UnreadablePage(url, f"{len(html)} bytes, more than {MAX_BYTES}")
    if html[:1024].lstrip()[:5] == b"%PDF-":
        raise UnreadablePage(url, "a PDF, not HTML")
    text = decode(html, charset)
    if "<" not in text:
        raise UnreadablePage(url, "no markup in it")
    return text


def _stored(markup: str, found: Facts) -> list[tuple[Sight, bool]]:
    """Return the runs of a stored story, but for those that are only a link."""
    scene = features.scene(runs(LexborHTMLParser(markup).body), found)
    return [
        (sight, sight.heading > 0)
        for sight in scene.sights
        if sight.link_density < 0.8 and sight.key != scene.headline_key
    ]


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
