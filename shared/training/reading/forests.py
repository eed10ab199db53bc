"""Forests written out as Python, for the package and for trying them.

A tree is a number, or ``[feature, threshold, left, right]``: ``left`` is taken where the feature
is at most the threshold.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from saidly.clean.forest import Forest

# what so many trees are sure of by so much, as a logit, is settled
_STOPS = ((8, 2.0), (20, 1.25), (40, 1.25), (60, 1.25))
_SMALL = 20  # so few trees are asked all: what the scout thinks is a feature of the others
_HEAD = '''"""The forests, written by ``training.reading``: from a row of features to a logit.

No line here is written by hand.
"""

from collections.abc import Sequence
'''


def module(forests: Mapping[str, list[Any]]) -> str:
    """Return the source of the module that holds some forests, a function each."""
    return _HEAD + "".join(f"\n\n{_function(name, trees)}" for name, trees in forests.items())


def planted(trees: list[Any]) -> Forest:
    """Return a forest as it is asked."""
    made: dict[str, Any] = {}
    exec(module({"planted": trees}), made)
    forest: Forest = made["planted"]
    return forest


def _function(name: str, trees: list[Any]) -> str:
    lines = [
        f"def {name}(r: Sequence[float]) -> float:",
        f'    """Return the logit of {len(trees)} trees."""',
    ]
    asked, so_far = 0, ""
    for stop, sure in _STOPS:
        if stop < len(trees) > _SMALL and _reach(trees[:stop]) >= sure:
            lines += [
                f"    logit = {so_far}({_sum(trees[asked:stop])}\n    )",
                f"    if not {-sure} < logit < {sure}:",
                "        return logit",
            ]
            asked, so_far = stop, "logit + "
    lines.append(f"    return {so_far}({_sum(trees[asked:])}\n    )")
    return "\n".join(lines) + "\n"


def _reach(trees: list[Any]) -> float:
    """Return how far from 0 the sum of some trees may be."""
    leaves = [list(_leaves(tree)) for tree in trees]
    return max(-sum(map(min, leaves)), sum(map(max, leaves)))


def _leaves(tree: Any) -> Iterator[float]:
    if not isinstance(tree, list):
        yield float(tree)
        return
    for side in tree[2:]:
        yield from _leaves(side)


def _sum(trees: list[Any]) -> str:
    return " +".join(f"\n        {_expression(tree)}" for tree in trees)


def _expression(tree: Any) -> str:
    if not isinstance(tree, list):
        return repr(float(tree))
    feature, threshold, left, right = tree
    return f"({_expression(left)} if r[{feature}] <= {threshold} else {_expression(right)})"
