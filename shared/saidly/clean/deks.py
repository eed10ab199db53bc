"""The dek: which run is the standfirst under the headline."""

import re
from collections.abc import Sequence

from saidly.clean.credits import correction
from saidly.clean.features import Scene, Sight
from saidly.clean.names import is_byline
from saidly.clean.stamps import tells_when
from saidly.clean.tokens import NAMES

_ELSEWHERE = 1 | 2 | 4 | 8 | 64  # lists, cells, figures, asides
_ABOVE, _BELOW = 3, 12  # runs around the headline where it may stand
_LONG = 30  # letters and digits
_SUMMARY = 400
_SET_LONG = 60  # where names or full stops tell less
_INITIAL = re.compile(r"(?<=[. ])(?:has-)?drop-?cap\S*")
_LEAD = 1 << NAMES.index("lead")


def dek(seen: Scene, probabilities: Sequence[float], headline_at: int) -> int:
    """Return the place of the run that is the dek; -1 if there is none.

    Args:
        seen: the runs.
        probabilities: for each run, that it is the dek, as the forest sees it.
        headline_at: the headline's place; the dek is another run.
    """
    best, best_probability = -1, 0.5
    for place, probability in enumerate(probabilities):
        if (
            probability > best_probability
            and place != headline_at
            and not _is_like_the_next(seen, place)
            and not _is_a_line_of_its_own(seen.sights[place].run.text)
        ):
            best, best_probability = place, probability
    if best < 0:
        best = _described(seen, headline_at)
    if best < 0 and headline_at >= 0:
        best = _bold(seen, headline_at)
    return _set(seen, headline_at) if best < 0 <= headline_at else best


def _set(seen: Scene, headline_at: int) -> int:
    """Return the line below a headline that is set or named as a standfirst; -1 if there is none.

    A line that tells by whom or when may stand between them.
    """
    between = False
    for place in range(headline_at + 1, min(headline_at + 1 + _ABOVE, len(seen.sights) - 1)):
        sight, after = seen.sights[place], seen.sights[place + 1].run.text
        if not _is_a_line_of_its_own(sight.run.text):
            named = bool(sight.run.box.own & _LEAD)
            signed = not between and (is_byline(after) or tells_when(after))
            return place if (named or not between) and _standfirst(sight, named, signed) else -1
        between = True
    return -1


def _described(seen: Scene, headline_at: int) -> int:
    """Return the line near the headline that the page's description repeats; -1 if there is none.

    Where it is set as the paragraph below it, it is one itself: of 88 lines so described and set
    otherwise none is, and 73 are the dek.
    """
    start = max(0, headline_at - _ABOVE)
    near = seen.sights[start : headline_at + 1 + _BELOW] if headline_at >= 0 else []
    for place, sight in enumerate(near, start):
        if _may_be_described(sight, seen):
            below = next((each for each in seen.sights[place + 1 :] if each.prose), None)
            if below is not None and not _is_set_as(sight, below):
                return place
    return -1


def _bold(seen: Scene, headline_at: int) -> int:
    """Return the first paragraph where it alone is all in bold; -1 otherwise."""
    prose = (
        place
        for place in range(headline_at + 1, min(headline_at + 1 + _BELOW, len(seen.sights)))
        if seen.sights[place].prose and not seen.sights[place].run.box.flags & _ELSEWHERE
    )
    first, second = next(prose, -1), next(prose, -1)
    if second < 0:
        return -1
    one, other = seen.sights[first], seen.sights[second]
    bold = one.run.strong_chars > 0.9 * len(one.run.text) and not other.run.strong_chars
    told = bold and one.home is other.home and one.stops and one.length < _SUMMARY
    return first if told and not _is_a_line_of_its_own(one.run.text) else -1


def _may_be_described(sight: Sight, seen: Scene) -> bool:
    return (
        len(sight.key) >= _LONG
        and sight.key in seen.descriptions
        and sight.link_density < 0.3
        and sight.heading != 1
        and not sight.run.box.flags & _ELSEWHERE
        and not _is_a_line_of_its_own(sight.run.text)
    )


def _is_set_as(one: Sight, other: Sight) -> bool:
    """Tell whether two runs are set alike, but for the large first letter of a text."""
    signatures = (_INITIAL.sub("", each.run.box.signature) for each in (one, other))
    return one.home is other.home and next(signatures) == next(signatures)


def _is_a_line_of_its_own(text: str) -> bool:
    """Tell whether a line says when, by whom or what was corrected."""
    return tells_when(text) or is_byline(text) or correction(text)


def _is_like_the_next(seen: Scene, place: int) -> bool:
    """Tell whether a run is set just as the one after it: then it is a paragraph, no dek."""
    one, other = seen.sights[place], seen.sights[min(place + 1, len(seen.sights) - 1)]
    return (
        other.prose
        and one is not other
        and _is_set_as(one, other)
        and one.run.strong_chars * 2 < len(one.run.text)
    )


def _standfirst(sight: Sight, named: bool, signed: bool) -> bool:
    """Tell whether the run below a headline is a sentence set or named as a standfirst.

    Args:
        sight: the run.
        named: whether its box is.
        signed: whether the line below says who wrote the story, or when.
    """
    least = _LONG if signed or (named and sight.stops) else _SET_LONG
    told = (named or 1 < sight.heading < 5) and sight.length >= least
    return told and sight.link_density < 0.3 and sight.run.part == 0
