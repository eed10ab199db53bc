"""A second look at the verdict: lines whose words leave no doubt what they are."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from saidly.clean import removal, wholes
from saidly.clean.credits import correction, credit
from saidly.clean.features import Scene, Sight
from saidly.clean.judging import Verdict
from saidly.clean.moments import is_stamp
from saidly.clean.names import is_byline
from saidly.clean.rendering import parted
from saidly.clean.stamps import is_announced, tells_when
from saidly.clean.tree import POST
from saidly.publishers.rules import Rule

_FIGURE_OR_ASIDE = 4 | 8 | 64
_TEASER = 0.8  # a heading so much of which is a link leads elsewhere
_SEVERAL = 3
_BELOW = 4  # runs below the story's last one in which its credits and corrections stand
_ABOVE = 12  # runs between headline and text in which they may stand as well
_LIST, _CELL, _QUOTE = 1, 2, 16
_MAX_BYLINE = 140  # letters

Signed = Collection[str]


def reviewed(
    verdict: Verdict, seen: Scene, house: Rule, byline: str | None = None, signed: Signed = ()
) -> Verdict:
    """Return a verdict without bylines, stamps and house lines, and with the story's credits.

    Args:
        verdict: as the forests see it.
        seen: the runs.
        house: the publisher's rule.
        byline: the line that names the authors, as readers see it.
        signed: the names of the authors, letters only.
    """
    if verdict.dek_at >= 0 and _is_byline(seen.sights[verdict.dek_at], byline):
        verdict = replace(verdict, dek_at=-1)
    kept = [
        place
        for place in verdict.kept
        if _is_story(seen.sights[place], house) and not _is_signature(seen.sights[place], signed)
    ]
    if not any(seen.sights[place].prose for place in kept):
        kept = list(verdict.kept)  # names misled: a live commentary, say, is named as comments are
    kept = _below(verdict.headline_at, _untimed(kept, seen, byline), seen)
    if not kept:
        return verdict
    homes = {id(seen.sights[place].home) for place in kept}
    around = {id(box) for place in kept for box in seen.sights[place].home.chain()}
    start = verdict.headline_at + 1 if 0 <= kept[0] - verdict.headline_at <= _ABOVE else kept[0]
    found = set(kept)
    for place in range(start, min(kept[-1] + 1 + _BELOW, len(seen.sights))):
        sight = seen.sights[place]
        home = sight.home
        at_home = id(home) in homes
        in_a_post = kept[0] < place < kept[-1] and sight.run.box.flags & POST
        beside = at_home or id(home) in around or (home.parent and id(home.parent) in around)
        if in_a_post or (beside and _is_line_of_its_own(sight)):
            found.add(place)
    headings = _headings_like(verdict.headings, kept, seen)
    found = wholes.completed(found | headings, seen) - {verdict.headline_at, verdict.dek_at}
    return replace(
        verdict, kept=tuple(sorted(found)), headings=verdict.headings | (headings & found)
    )


def _below(headline_at: int, kept: list[int], seen: Scene) -> list[int]:
    """Leave out what stands above a headline of the first level that the prose begins below.

    It tells of cookies, of browsers, of other stories; of 45 such lines that the golds tell of,
    three are the story's.
    """
    if not 0 <= headline_at < seen.first or seen.sights[headline_at].heading != 1:
        return kept
    below = [place for place in kept if place > headline_at]
    return below if any(seen.sights[place].prose for place in below) else kept


def _untimed(kept: list[int], seen: Scene, byline: str | None) -> list[int]:
    """Leave out the line above the story's text that tells who wrote it, and those telling when.

    Days as headings, as a chronicle has them, stay; so do those in lists and in tables, and below
    the text all but what says that it was published.
    """
    sights = seen.sights
    prose = [place for place in kept if sights[place].prose]
    if not prose:
        return kept
    times = {place for place in kept if tells_when(sights[place].run.text)}
    chronicle = sum(1 for place in times if sights[place].heading) > 1
    left = []
    for place in kept:
        sight, above = sights[place], place < prose[0]
        announced = place in times and is_announced(sight.run.text)
        bare = place in times and not (sight.heading and chronicle)
        in_rows = not above and sight.run.box.flags & (_LIST | _CELL)
        if not ((announced and not in_rows) or (above and (bare or _is_byline(sight, byline)))):
            left.append(place)
    return left


def _is_byline(sight: Sight, byline: str | None) -> bool:
    """Tell whether a line is the byline, and no sentence that happens to name an author."""
    if byline is None or sight.stops or sight.run.box.flags & _LIST:
        return False
    return sight.length <= _MAX_BYLINE and parted(sight.run) == byline


def _is_signature(sight: Sight, signed: Signed) -> bool:
    """Tell whether a line is an author's name, as below a story: "(三田村健)"."""
    return sight.key in signed and not sight.run.box.flags & (_LIST | _CELL | _QUOTE)


def _headings_like(headings: frozenset[int], kept: Sequence[int], seen: Scene) -> set[int]:
    """Return the headings over kept text that are set as another is, or as several over prose."""
    sights = seen.sights
    over = {
        place: below
        for below in kept
        for place in (below - 1, below - 2)
        if place not in headings and below not in headings and _is_over(place, below, seen)
    }
    prosaic = Counter(
        sights[place].run.box.signature for place, below in over.items() if sights[below].prose
    )
    kinds = {sights[place].run.box.signature for place in headings}
    kinds |= {kind for kind, count in prosaic.items() if count >= _SEVERAL}
    return {place for place in over if sights[place].run.box.signature in kinds}


def _is_over(place: int, below: int, seen: Scene) -> bool:
    """Tell whether a heading that is no link to another story stands over a run, in one home."""
    if place < 0:
        return False
    sight = seen.sights[place]
    at_home = sight.home is seen.sights[below].home
    return bool(sight.heading) and at_home and sight.link_density < _TEASER


def _is_story(sight: Sight, house: Rule) -> bool:
    text = sight.run.text
    return not (
        (is_stamp(text) and not sight.run.box.flags & _CELL)
        or is_byline(text)
        or house.is_house_line(text)
        or removal.is_beyond_doubt(sight)
    )


def _is_line_of_its_own(sight: Sight) -> bool:
    """Tell whether a line is a credit or a correction of the story."""
    if sight.run.box.flags & (_FIGURE_OR_ASIDE | _LIST) or sight.heading:
        return False
    text = sight.run.text
    return credit(text) is not None or correction(text)
