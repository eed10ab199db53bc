"""A run at a closer look: what the line says, and what the scout thinks of the runs around it."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from math import log2

from saidly.clean.features import STATED, Scene, Sight
from saidly.clean.tokens import NAMES
from saidly.clean.vectors import FAR, FIRST, LONG_KEY, Row

LINE: tuple[str, ...] = (
    *FIRST,
    "strong", "commas", "is_li", "is_description", "depth", "own_lead",
    *(
        f"{side}_{name}"
        for side in ("prev", "next")
        for name in ("scout", "chars", "links", "heading", "same_signature")
    ),
    *(f"prev2_{name}" for name in ("scout", "chars", "same_signature")),
    *(f"next2_{name}" for name in ("scout", "chars", "same_signature")),
    "scout", "before5", "after5", "home_scout", "home_best", "kind_scout", "kind_before",
    "kind_after", "kinds", "mass_before", "mass_after", "mass", "to_kept_before", "to_kept_after",
)  # fmt: skip
CLOSER: tuple[str, ...] = (
    *LINE, "home_rank", "home_mass", *STATED, "page_links", "page_listed", "top_share",
    "top_prose", "prose_runs", "scouts", "scouts_listed", "best_home", "best_scout", "mean_length",
)  # fmt: skip
_Near = tuple[float, float, float, int, str | None]
_NOBODY: _Near = (-1.0, -1.0, 0.0, 0, None)
_COMMAS = ",;，、؛،；"
_HEAD = 160  # characters; a line shows what it is at its start
_LEAD = 1 << NAMES.index("lead")
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
        self._kept = [place for place, scout in enumerate(scouts) if scout > 0.5]
        homes: dict[int, list[float]] = {}
        kinds: dict[str, list[float]] = {}
        self._around: list[tuple[list[float], list[float]]] = []  # home and kind of each run
        weights: list[float] = []
        near: list[_Near] = []
        around = zip([0.0, *scouts], scouts, [*scouts[1:], 0.0], seen.sights, strict=False)
        for before, scout, after, sight in around:
            length, signature = sight.length, sight.run.box.signature
            weight = length * scout
            home = homes.get(id(sight.home))
            if home is None:
                home = homes[id(sight.home)] = [0.0, 0.0, 0.0]
            home[0] += weight
            home[1] += length
            home[2] = max(home[2], scout)
            name = _kind(sight, signature)
            kind = kinds.get(name)
            if kind is None:
                kind = kinds[name] = [0.0, 0.0, 0.0, 0.0]
            kind[0] += 1
            kind[1] += scout
            kind[2] += before
            kind[3] += after
            weights.append(weight)
            self._around.append((home, kind))
            near.append((scout, log2(1 + length), sight.link_density, sight.heading, signature))
        self._near = [_NOBODY, _NOBODY, *near, _NOBODY, _NOBODY]
        self._masses = list(accumulate(weights, initial=0.0))
        best = sorted((home[0] for home in homes.values()), reverse=True)
        self._ranks = {mass: float(min(_MAX_RANK, rank)) for rank, mass in enumerate(best)}
        self._page = (*map(float, seen.stated), *self._sums_of_page(best[0] if best else 0.0))

    def row(self, place: int) -> list[float]:
        """Return the row of the run at ``place``, in the order of ``CLOSER``.

        The run must have one of the first glance.
        """
        sight = self._seen.sights[place]
        prev2, prev, here, after, after2 = self._near[place : place + 5]
        signature = here[4]
        home, kind = self._around[place]
        mass = self._masses[-1] or 1.0
        sums, last = self._sums, len(self._scouts)
        return [
            *(self._glanced[place] or ()),
            *self._line(sight),
            sight.run.box.depth,
            bool(sight.run.box.own & _LEAD),
            *prev[:4],
            prev[4] == signature,
            *after[:4],
            after[4] == signature,
            *prev2[:2],
            prev2[4] == signature,
            *after2[:2],
            after2[4] == signature,
            here[0],
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
            self._ranks[home[0]],
            home[0] / mass,
            *self._page,
        ]

    def _line(self, sight: Sight) -> tuple[float, ...]:
        text, key = sight.run.text, sight.key
        return (
            sight.run.strong_chars / len(text),
            _commas(text) / (text.count(" ") + 1),
            sight.run.box.flags & _LIST,
            len(key) >= LONG_KEY and key in self._seen.descriptions,
        )

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


def _commas(text: str) -> int:
    if text.isascii():
        return text.count(",", 0, _HEAD) + text.count(";", 0, _HEAD)
    return sum(map(text[:_HEAD].count, _COMMAS))


def _kind(sight: Sight, signature: str) -> str:
    """Return the kind of box, and whether the line is all strong: a heading in all but name."""
    strong = sight.run.strong_chars
    is_strong = strong and sight.length < 150 and strong > 0.9 * len(sight.run.text)
    return f"{signature}*" if is_strong else signature
