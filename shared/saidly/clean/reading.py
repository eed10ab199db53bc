"""The clean room's line: bytes, text, tree, runs, verdicts, blocks."""

from bisect import bisect
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from saidly.clean import (
    blocks,
    datelines,
    features,
    guard,
    headlines,
    judging,
    kinds,
    metadata,
    people,
    removal,
    rendering,
    second_look,
    stored,
)
from saidly.clean.addresses import address
from saidly.clean.decoding import decode
from saidly.clean.facts import Facts, facts
from saidly.clean.features import Scene, Sight
from saidly.clean.marked import Marked, marked
from saidly.clean.tree import Box, runs
from saidly.errors import NotAnArticle, UnreadablePage
from saidly.model import Page, Removed
from saidly.publishers.rules import rule

MAX_BYTES = 16_000_000
_BELOW = 30  # runs below a story's text that may belong to it
_LAYOUT = frozenset({"body", "main", "td", "tr", "tbody", "table"})  # hold more than the story


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
    headline = headlines.headline(page.marks, seen, found)
    wrote = people.authors(found, page.marks, seen, headline.place, url)
    judged_runs = judging.judge(seen, headline, asked)
    verdict = second_look.reviewed(judged_runs, seen, rule(url), wrote)
    chosen = [(seen.sights[place], place in verdict.headings) for place in verdict.kept]
    stored_story = stored.story(page.scripts, found, sum(s.length for s, _ in chosen))
    last = verdict.kept[-1] if verdict.kept else len(seen.sights)
    if stored_story is not None and guard.objection(stored_story) is None:
        chosen = _stored(stored_story, found)
    judged = kinds.judgement(url, found, seen, [sight for sight, _ in chosen], headline.text)
    if judged.reason is not None:
        raise NotAnArticle(url, judged.reason, may_grow=judged.may_grow)
    told = blocks.told(chosen, url)
    dek = _dek(seen, verdict.dek_at, url)
    story = metadata.Story(headline, dek, wrote, tuple(told.blocks), last)
    return Page(
        url=url,
        metadata=metadata.metadata(page.marks, seen, found, story, url),
        blocks=tuple(told.blocks),
        removed=_removed(seen, verdict, told.sights, url),
        credits=(*told.credits, *datelines.signatures(told.blocks)),
        corrections=tuple(told.corrections),
        probability=judged.probability,
    )


def _dek(seen: Scene, place: int, url: str) -> str | None:
    """Return the exact text of the dek; None where there is none (-1)."""
    if place < 0:
        return None
    return rendering.rendered([(seen.sights[place].run, False)], url)[0].text or None


@dataclass(frozen=True, slots=True)
class Sighted:
    """A parsed page: the elements that say what they are, its runs as they are seen, and so on."""

    marks: Marked
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
    marks = marked(tree)
    found = facts(marks, scripts)
    return Sighted(marks, features.scene(runs(tree.body), found), found, scripts)


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


def _removed(
    seen: Scene, verdict: judging.Verdict, begins: list[Sight], url: str
) -> tuple[Removed, ...]:
    """Return what was left out between the first line and the end of the box with the story.

    Args:
        seen: the page.
        verdict: on its runs.
        begins: the run with which each of the story's blocks begins; it may be another scene's.
        url: the page's address, which links are relative to.
    """
    if not verdict.kept:
        return ()
    kept = {*verdict.kept, verdict.headline_at, verdict.dek_at}
    places = {id(sight): place for place, sight in enumerate(seen.sights)}
    above = [places[id(sight)] for sight in begins if id(sight) in places]
    removed = []
    for place in _range(seen.sights, verdict):
        if place in kept:
            continue
        sight = seen.sights[place]
        why = removal.reason(sight, sight.link_density > 0.6)
        before = bisect(above, place) if len(above) == len(begins) else None
        href = address(sight.run.href, url)
        removed.append(Removed(sight.run.text, why, href, before))
    return tuple(removed)


def _range(sights: list[Sight], verdict: judging.Verdict) -> range:
    """Return the places from the story's first run to the last of the box that holds it."""
    first, last = verdict.kept[0], verdict.kept[-1]
    around = {id(box) for box in sights[first].run.box.chain()}
    holder = next(box for box in sights[last].run.box.chain() if id(box) in around)
    stop = last + 1
    if holder.tag not in _LAYOUT:
        while stop < min(len(sights), last + 1 + _BELOW) and _is_in(sights[stop], holder):
            stop += 1
    return range(first, stop)


def _is_in(sight: Sight, holder: Box) -> bool:
    return any(box is holder for box in sight.run.box.chain())
