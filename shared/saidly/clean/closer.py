"""A run at a closer look: what the line says, and what the scout thinks of the runs around it."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from math import log2

from saidly.clean import lexicon
from saidly.clean.features import STATED, Scene, Sight
from saidly.clean.vectors import FAR, FIRST, Row, bits

_NOBODY = (-1.0, -1.0, 0.0, 0.0, 0.0, 0.0)
_NEAR = ("scout", "chars", "links", "same_home", "same_signature", "heading")
LINE: tuple[str, ...] = (
    *FIRST,
    *(f"{side}_{name}" for side in ("prev", "next", "prev2", "next2") for name in _NEAR),
    "scout", "before5", "after5", "home_scout", "home_best", "kind_scout", "kind_before",
    "kind_after", "kinds", "mass_before", "mass_after", "mass", "to_kept_before", "to_kept_after",
    *(f"says_{name}" for name in lexicon.HEARD),
)  # fmt: skip
CLOSER: tuple[str, ...] = (
    *LINE, "home_rank", "home_mass", *STATED, "page_links", "page_listed", "top_share",
    "top_prose", "prose_runs", "scouts", "scouts_listed", "best_home", "best_scout", "mean_length",
)  # fmt: skip
_LIST = 1
_MAX_RANK = 20


class Closer:
    """Looks at runs again, knowing what the scout thinks of all of them."""

    def __init__(self, seen: Scene, glanced: Sequence[Row], scouts: Sequence[float]) -> None:
        """Sum up what the scout thinks of homes, of kinds of boxes and of the page.

        Args:
            seen: the page.
            glanced: the rows of the first glance.
            scouts: the scout's probability for each run.
        """
        self._seen, self._glanced, self._scouts = seen, glanced, scouts
        self._sums = list(accumulate(scouts, initial=0.0))
        weights = [s.length * scout for s, scout in zip(seen.sights, scouts, strict=True)]
        self._masses = list(accumulate(weights, initial=0.0))
        self._kept = [place for place, scout in enumerate(scouts) if scout > 0.5]
        self._homes: dict[int, list[float]] = {}
        self._kinds: dict[str, list[float]] = {}
        for sight, scout in zip(seen.sights, scouts, strict=True):
            home = self._homes.setdefault(id(sight.home), [0.0, 0.0, 0.0])
            home[0] += sight.length * scout
            home[1] += sight.length
            home[2] = max(home[2], scout)
        signatures = [sight.run.box.signature for sight in seen.sights]
        self._names = list(map(_kind, seen.sights, signatures))
        for place, name in enumerate(self._names):
            kind = self._kinds.setdefault(name, [0.0, 0.0, 0.0, 0.0])
            kind[0] += 1
            kind[1] += scouts[place]
            kind[2] += scouts[place - 1] if place else 0.0
            kind[3] += scouts[place + 1] if place + 1 < len(scouts) else 0.0
        best = sorted((home[0] for home in self._homes.values()), reverse=True)
        self._ranks = {mass: float(min(_MAX_RANK, rank)) for rank, mass in enumerate(best)}
        self._page = (*map(float, seen.stated), *self._sums_of_page(best[0] if best else 0.0))
        self._near = [
            (scout, log2(1 + s.length), s.link_density, s.heading, s.home, signature)
            for s, scout, signature in zip(seen.sights, scouts, signatures, strict=True)
        ]

    def row(self, place: int) -> list[float]:
        """Return the row of the run at ``place``, in the order of ``CLOSER``.

        The run must have one of the first glance.
        """
        sight = self._seen.sights[place]
        row = list(self._glanced[place] or ())
        for step in (-1, 1, -2, 2):
            row += self._neighbour(place, place + step)
        home = self._homes[id(sight.home)]
        kind = self._kinds[self._names[place]]
        mass = self._masses[-1] or 1.0
        sums, last = self._sums, len(self._scouts)
        row += (
            self._scouts[place],
            sums[place] - sums[max(0, place - 5)],
            sums[min(last, place + 6)] - sums[place + 1],
            home[0] / (home[1] or 1.0),
            home[2],
            kind[1] / kind[0],
            kind[2] / kind[0],
            kind[3] / kind[0],
            min(FAR, kind[0]),
            self._masses[place] / mass,
            1.0 - self._masses[place + 1] / mass,
            log2(1 + mass),
            *self._to_kept(place),
        )
        row += bits(sight.says, len(lexicon.HEARD))
        row += (self._ranks[home[0]], home[0] / mass, *self._page)
        return row

    def _sums_of_page(self, best_home: float) -> tuple[float, ...]:
        """Return what is the same in all rows: what kind of page it is, by its runs."""
        sights, scouts = self._seen.sights, self._scouts
        lengths = [s.length for s in sights if s.prose]
        listed = [place for place, s in enumerate(sights) if s.run.box.flags & _LIST]
        top = self._seen.top.prose if self._seen.top is not None else 0
        size, mass, sum_of_scouts = len(sights) or 1, self._masses[-1], self._sums[-1] or 1.0
        return (
            self._glanced.count(None) / size,
            len(listed) / size,
            top / (sum(lengths) or 1),
            log2(1 + top),
            log2(1 + len(lengths)),
            log2(1 + sum_of_scouts),
            sum(scouts[place] for place in listed) / sum_of_scouts,
            best_home / (mass or 1.0),
            max(scouts, default=0.0),
            mass / sum_of_scouts,
        )

    def _to_kept(self, place: int) -> tuple[int, int]:
        at = bisect_left(self._kept, place)
        before = place - self._kept[at - 1] if at else FAR
        if at < len(self._kept) and self._kept[at] == place:
            at += 1
        after = self._kept[at] - place if at < len(self._kept) else FAR
        return min(FAR, before), min(FAR, after)

    def _neighbour(self, place: int, other: int) -> tuple[float, ...]:
        if not 0 <= other < len(self._near):
            return _NOBODY
        scout, chars, links, heading, home, signature = self._near[other]
        own_home, own_signature = self._near[place][4:]
        return scout, chars, links, home is own_home, signature == own_signature, heading


def _kind(sight: Sight, signature: str) -> str:
    """Return the kind of box, and whether the line is all strong: a heading in all but name."""
    strong = sight.length < 150 and sight.run.strong_chars > 0.9 * len(sight.run.text)
    return f"{signature}*" if strong else signature
