from math import exp

import pytest

from saidly.clean import closer, forest, judging, vectors

TREE = [1, 0.5, [0, 2.0, -1.0, 1.0], 3.0]


def test_a_tree_goes_left_up_to_its_threshold() -> None:
    trees = forest.tuples([TREE])

    assert forest.probability(trees, [2.0, 0.5]) == pytest.approx(1 / (1 + exp(1)))
    assert forest.probability(trees, [2.1, 0.5]) == pytest.approx(1 / (1 + exp(-1)))
    assert forest.probability(trees, [2.1, 0.6]) == pytest.approx(1 / (1 + exp(-3)))


def test_trees_add_up() -> None:
    assert forest.probability(forest.tuples([1.0, -1.0]), []) == 0.5


def test_the_shipped_forests_ask_only_for_features_that_there_are() -> None:
    def asked(tree: forest.Tree) -> set[int]:
        return {tree[0], *asked(tree[2]), *asked(tree[3])} if isinstance(tree, tuple) else set()

    judges = judging.shipped()
    sizes = {
        "scout": len(vectors.FIRST),
        "keep": len(closer.CLOSER),
        "heading": len(closer.CLOSER),
        "dek": len(closer.CLOSER),
    }

    for name, size in sizes.items():
        trees = getattr(judges, name)
        assert trees
        assert max(place for tree in trees for place in asked(tree)) < size
