"""How likely a name is what a pronoun after it means."""

from saidly.attribution.people import Gender, Place

NEAR = 200  # characters that cost a candidate one point
_LEAD = 60  # characters before a name that are looked at


def salience(text: str, place: Place, at: int, gender: Gender | None) -> float | None:
    """Return how likely a mention is what a pronoun means, None if it cannot be.

    ``gender`` is None for a description that tells none ("the 26-year-old").
    """
    entity = place.entity
    if entity.kind not in ("person", "unknown"):
        return None
    if gender and entity.gender not in (None, gender):
        return None
    score = -(at - place.end) / NEAR + (0.3 if entity.gender == gender else 0.0)
    before = text[max(0, place.start - 2) : place.start]
    first = _leads(text, place.start)
    score += 0.8 if first else 0.0
    score -= 0.7 if place.owner else 0.0
    score -= 1.0 if entity.kind == "unknown" else 0.0
    return score - (0.4 if before.endswith(("“", '"')) else 0.0)


def _leads(text: str, at: int) -> bool:
    """Whether at most a role stands between the start of the sentence and ``at``."""
    lead = text[max(0, at - _LEAD) : at]
    cut = max(lead.rfind(". "), lead.rfind("\n"), lead.rfind("” "), lead.rfind('" '))
    return "," not in lead[cut + 1 :] and len(lead[cut + 1 :].split()) <= 5
