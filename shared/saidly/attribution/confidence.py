"""How likely a statement of the tagger is right, judged by how sure the tagger was of its parts."""

import json
import math
from dataclasses import dataclass

SURE = 0.999  # a probability nearer to 0 or 1 tells no more


@dataclass(frozen=True, slots=True)
class Evidence:
    """Probabilities of the tagger behind one statement."""

    source_link: float  # that this source, or nobody, belongs to the cue
    content_link: float  # that the cue introduces the content; of several pieces the least
    content: float  # mean over the words of the content that they are content
    cue: float
    source: float | None  # None for a statement without source


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression over the log odds of the evidence, fitted on unseen articles."""

    bias: float
    source_link: float
    content_link: float
    content: float
    cue: float
    source: float
    nobody: float  # added where there is no source

    def confidence(self, evidence: Evidence) -> float:
        """Return the probability that the statement is right."""
        total = self.bias + self.source_link * _odds(evidence.source_link)
        total += self.content_link * _odds(evidence.content_link)
        total += self.content * _odds(evidence.content) + self.cue * _odds(evidence.cue)
        if evidence.source is None:
            total += self.nobody
        else:
            total += self.source * _odds(evidence.source)
        return 1 / (1 + math.exp(-total))


def calibration_of(text: str) -> Calibration:
    """Return the calibration that a JSON object holds under ``weights``."""
    return Calibration(**json.loads(text)["weights"])


def _odds(probability: float) -> float:
    bounded = min(max(probability, 0.02), SURE)
    return math.log(bounded / (1 - bounded))
