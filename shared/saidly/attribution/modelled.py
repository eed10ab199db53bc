"""Statements that the tagging model finds in an English text."""

from saidly.attribution.decoding import found
from saidly.attribution.draft import Draft, Range
from saidly.attribution.engine import tagger, vocabulary
from saidly.attribution.pieces import words_of
from saidly.attribution.tagging import Part, Windows, scores


def modelled(text: str) -> list[Draft]:
    """Return the statements in order of their cues.

    Raises:
        ModelUnavailable: the model cannot be loaded.
    """
    words = words_of(text, vocabulary())

    def chars(part: Part) -> Range:
        return words.spans[part[0]][0], words.spans[part[1] - 1][1]

    return [
        Draft(
            chars(one.source) if one.source else None,
            chars(one.cue),
            tuple(chars(part) for part in one.content),
            one.confidence,
            "model",
        )
        for one in found(scores(words, tagger(), Windows()))
    ]
