"""A forest of small decision trees: what asks one, and what it answers.

The trees are written out as Python in ``forests``, by ``training.reading``: asked so, they take
half the time of trees that are walked, and the layer ships them compiled. Features go by their
index in ``vectors.FIRST`` (scout) or ``closer.CLOSER`` (the others).
"""

from collections.abc import Callable, Sequence
from math import exp

Forest = Callable[[Sequence[float]], float]  # from a row of features to a logit


def probability(asked: Forest, row: Sequence[float]) -> float:
    """Return the probability that a forest gives to one row of features, 0 to 1."""
    return 1.0 / (1.0 + exp(-asked(row)))
