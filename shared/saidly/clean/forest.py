"""A forest of small decision trees, read from JSON and asked in plain Python.

File: ``{"trees": [...]}``, a tree being ``[feature, threshold, left, right]`` down to numbers;
``left`` is taken where the feature is at most the threshold. Trained by
``shared/training/reading``; features by their index in ``features.FEATURES``.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

Tree = tuple[int, float, Any, Any] | float


@cache
def forest(name: str) -> tuple[Tree, ...]:
    """Return the trees of ``models/<name>.json``."""
    source = files("saidly.clean").joinpath("models", f"{name}.json").read_text("utf-8")
    return tuple(_tuples(tree) for tree in json.loads(source)["trees"])


def _tuples(tree: Any) -> Tree:
    if not isinstance(tree, list):
        return float(tree)
    feature, threshold, left, right = tree
    return (feature, threshold, _tuples(left), _tuples(right))


def probability(trees: tuple[Tree, ...], row: Sequence[float]) -> float:
    """Return the probability that the trees give to one row of features, 0 to 1."""
    total = 0.0
    for tree in trees:
        node = tree
        while node.__class__ is tuple:
            node = node[2] if row[node[0]] <= node[1] else node[3]  # type: ignore[index]
        total += node  # type: ignore[operator]
    return 1.0 / (1.0 + exp(-total))
