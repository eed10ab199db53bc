"""A second look at the verdict: lines whose words leave no doubt what they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from saidly.clean import removal
from saidly.clean.credits import correction, credit
from saidly.clean.features import Scene, Sight
from saidly.clean.judging import Verdict
from saidly.clean.moments import is_stamp
from saidly.clean.names import is_byline
from saidly.clean.tree import POST
from saidly.publishers.rules import Rule

_FIGURE_OR_ASIDE = 4 | 8 | 64
_TEASER = 0.8  # a heading so much of which is a link leads elsewhere
_SEVERAL = 3
_BELOW = 4  # runs below the story's last one in which its credits and corrections stand


def reviewed(verdict: Verdict, seen: Scene, house: Rule) -> Verdict:
    """Return a verdict without bylines, stamps and house lines, and with the story's credits.

    Args:
        verdict: as the forests see it.
        seen: the runs.
        house: the publisher's rule.
    """
    kept = [place for place in verdict.kept if _is_story(seen.sights[place], house)]
    if not any(seen.sights[place].prose for place in kept):
        kept = list(verdict.kept)  # names misled: a live commentary, say, is named as comments are
    if not kept:
        return verdict
    homes = {id(seen.sights[place].home) for place in kept}
    found = set(kept)
    for place in range(kept[0], min(kept[-1] + 1 + _BELOW, len(seen.sights))):
        sight = seen.sights[place]
        in_a_post = place < kept[-1] and sight.run.box.flags & POST
        if in_a_post or (id(sight.home) in homes and _is_line_of_its_own(sight)):
            found.add(place)
    headings = _headings_like(verdict.headings, kept, seen)
    found = (found | headings) - {verdict.headline_at, verdict.dek_at}
    return replace(
        verdict, kept=tuple(sorted(found)), headings=verdict.headings | (headings & found)
    )


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
        is_stamp(text)
        or is_byline(text)
        or house.is_house_line(text)
        or removal.is_beyond_doubt(sight)
    )


def _is_line_of_its_own(sight: Sight) -> bool:
    """Tell whether a line is a credit or a correction of the story."""
    if sight.run.box.flags & _FIGURE_OR_ASIDE or sight.heading:
        return False
    text = sight.run.text
    return credit(text) is not None or correction(text)
