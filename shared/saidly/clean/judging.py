"""The verdict on every run: the story's or not, a heading, the headline, the dek."""

from collections.abc import Sequence
from dataclasses import dataclass

from saidly.clean import deks, features, forests, headlines
from saidly.clean.closer import Closer
from saidly.clean.features import Scene
from saidly.clean.forest import Forest, probability
from saidly.clean.vectors import first_glance

# what the scout gives less is done with
WORTH_A_LOOK = 0.02
# what it gives more needs no second look, unless it is as short as a heading
_CERTAIN = 0.97
_KEEP = 0.5
_HEADING = 0.6  # cross-validated: invented .057 for .114, heading F1 .893 for .886
_LINE = 200  # letters; no heading is longer


@dataclass(frozen=True, slots=True)
class Judges:
    """The forests: the scout is asked by ``vectors.FIRST``, the others by ``closer.CLOSER``."""

    scout: Forest
    keep: Forest
    heading: Forest
    dek: Forest


@dataclass(frozen=True, slots=True)
class Verdict:
    """What each run is: places of the kept, of headings among them, of headline and dek."""

    kept: tuple[int, ...]
    headings: frozenset[int]
    headline_at: int
    dek_at: int
    probabilities: tuple[float, ...]


def shipped() -> Judges:
    """Return the forests that the package carries."""
    return Judges(forests.scout, forests.keep, forests.heading, forests.dek)


def judge(seen: Scene, told: headlines.Headline, asked: Judges) -> Verdict:
    """Tell for every run whether it is the story's, a heading, the headline or the dek."""
    glanced = first_glance(seen)
    scouts = [probability(asked.scout, row) if row else 0.0 for row in glanced]
    closer = Closer(seen, glanced, scouts)
    rows = {
        place: closer.row(place)
        for place in worth_a_look(scouts)
        if scouts[place] < _CERTAIN or seen.sights[place].length <= _LINE
    }
    probabilities = [
        probability(asked.keep, rows[place]) if place in rows else scout
        for place, scout in enumerate(scouts)
    ]
    headline_at = told.place
    leads = [0.0] * len(scouts)
    for place in near_headline(seen, headline_at):
        leads[place] = probability(asked.dek, rows.get(place) or closer.row(place))
    dek_at = deks.dek(seen, leads, headline_at)
    headline_key = features.key(told.text or "")
    titles = {
        place: probability(asked.heading, row)
        for place, row in rows.items()
        if seen.sights[place].length <= _LINE
    }
    kept = tuple(
        place
        for place, kept_by in enumerate(probabilities)
        if (kept_by > _KEEP or titles.get(place, 0.0) > _HEADING)
        and place not in {headline_at, dek_at}
        and seen.sights[place].key != headline_key
    )
    headings = frozenset(place for place in kept if titles.get(place, 0.0) > _HEADING)
    if dek_at >= 0 and not any(seen.sights[place].prose for place in kept):
        kept, dek_at = tuple(sorted((*kept, dek_at))), -1  # all that there is, is no standfirst
    return Verdict(kept, headings, headline_at, dek_at, tuple(probabilities))


def worth_a_look(scouts: Sequence[float]) -> list[int]:
    """Return the places that are looked at again."""
    return [place for place, scout in enumerate(scouts) if scout > WORTH_A_LOOK]


def near_headline(seen: Scene, headline_at: int) -> list[int]:
    """Return the places where the dek may stand."""
    start = max(0, headline_at - 5)
    return [
        place
        for place, sight in enumerate(seen.sights[start : start + 25], start)
        if sight.length >= 15 and sight.link_density < 0.6 and place != headline_at
    ]
