"""Statements that the tagging model finds in an English text."""

from saidly.attribution.decoding import found
from saidly.attribution.draft import Draft, Range
from saidly.attribution.engine import calibration, tagger, vocabulary
from saidly.attribution.pieces import words_of
from saidly.attribution.tagging import Part, Windows, scores

# Below this a statement is more often wrong than it helps: on dev, by cross-validation, main and
# strict F1 are 77.1 and 59.7 without, 77.7 and 60.3 with 0.2, 78.7 and 62.0 with 0.4, which would
# cost 4.5 points of recall on indirect speech; 0.2 costs 0.6.
MIN_CONFIDENCE = 0.2


def modelled(text: str) -> list[Draft]:
    """Return the statements in order of their cues.

    Raises:
        ModelUnavailable: the model cannot be loaded.
    """
    words = words_of(text, vocabulary())

    def chars(part: Part) -> Range:
        return words.spans[part[0]][0], words.spans[part[1] - 1][1]

    drafts = (
        Draft(
            chars(one.source) if one.source else None,
            chars(one.cue),
            tuple(chars(part) for part in one.content),
            calibration().confidence(one.evidence),
            "model",
        )
        for one in found(scores(words, tagger(), Windows()))
    )
    return [draft for draft in drafts if draft.confidence >= MIN_CONFIDENCE]
