"""Which of these belong together: the best pairs of two lists, each item once."""

from collections import Counter
from collections.abc import Sequence

from saidly.versions.text import alike

# beyond this the story was written anew, and pairs would mean little
MAX_COMPARISONS = 40_000

Pair = tuple[int, int]


def equal_pairs(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Return the places of texts that are in both, in order of the earlier; each place once."""
    places: dict[str, list[int]] = {}
    for place, text in enumerate(after):
        places.setdefault(text, []).append(place)
    for found in places.values():
        found.reverse()
    return [(place, places[text].pop()) for place, text in enumerate(before) if places.get(text)]


def best_pairs(
    before: Sequence[Counter[str]], after: Sequence[Counter[str]], least: float
) -> list[Pair]:
    """Return pairs of texts that are alike, the most alike first served.

    Args:
        before: the words of each earlier text.
        after: the words of each later text.
        least: how alike a pair must be, from 0 to 1.
    """
    if len(before) * len(after) > MAX_COMPARISONS:
        return []
    scored = sorted(
        (-likeness, abs(row - column), row, column)
        for row, one in enumerate(before)
        for column, other in enumerate(after)
        if (likeness := alike(one, other)) >= least
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, _, row, column in scored:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((row, column))
    return sorted(pairs)
