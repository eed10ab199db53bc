"""The headline and the dek: which of the page's tellings is the one that readers see."""

from collections.abc import Sequence

from saidly.clean.facts import Facts, plain
from saidly.clean.features import Scene


def headline(seen: Scene, facts: Facts) -> tuple[str | None, str | None, int]:
    """Return the headline, where it stands, and its place among the runs (-1: not there)."""
    stated = plain(facts.article.get("headline"))
    og = facts.meta("og:title", "twitter:title")
    if seen.headline_at >= 0:
        sight = seen.sights[seen.headline_at]
        return sight.run.text, f"h{sight.heading}", seen.headline_at
    if stated:
        return stated, "json-ld", -1
    if og:
        return og, "og:title", -1
    return (facts.title, "title", -1) if facts.title else (None, None, -1)


def dek(seen: Scene, probabilities: Sequence[float], headline_at: int) -> int:
    """Return the place of the run that is the dek; -1 if there is none."""
    best, best_probability = -1, 0.5
    for place, probability in enumerate(probabilities):
        if probability > best_probability and place != headline_at:
            best, best_probability = place, probability
    return best
