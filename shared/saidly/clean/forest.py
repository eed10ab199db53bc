"""A forest of small decision trees, read from JSON and asked in plain Python.

File: ``{"trees": [...]}``, a tree being ``[feature, threshold, left, right]`` down to numbers;
``left`` is taken where the feature is at most the threshold. Features go by their index in
``vectors.FIRST`` (scout) or ``closer.CLOSER`` (the others). ``training.reading`` writes them.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

_FEW, _SURE = 20, 2.0  # what so many trees are sure of by so much, as a logit, is settled

Tree = tuple[int, float, Any, Any] | float
Forest = tuple[Tree, ...]


@cache
def forest(name: str) -> Forest:
    """Return the trees of ``models/<name>.json``."""
    source = files("saidly.clean").joinpath("models", f"{name}.json").read_text("utf-8")
    return tuples(json.loads(source)["trees"])


def tuples(trees: list[Any]) -> Forest:
    """Return trees of nested lists as they are asked."""
    return tuple(map(_tuple, trees))


def _tuple(tree: Any) -> Tree:
    if not isinstance(tree, list):
        return float(tree)
    feature, threshold, left, right = tree
    return (feature, threshold, _tuple(left), _tuple(right))


def probability(trees: Forest, row: Sequence[float]) -> float:
    """Return the probability that the trees give to one row of features, 0 to 1."""
    total = 0.0
    for number, node in enumerate(trees):
        if number == _FEW and not -_SURE < total < _SURE:
            break
        while node.__class__ is tuple:
            feature, threshold, left, right = node
            node = left if row[feature] <= threshold else right  # noqa: PLW2901
        total += node  # type: ignore[operator]
    return 1.0 / (1.0 + exp(-total))
