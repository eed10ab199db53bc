import re
from math import exp
from pathlib import Path

import pytest

from saidly.clean import closer, forest, forests, vectors
from training.reading.forests import module, planted

TREE = [1, 0.5, [0, 2.0, -1.0, 1.0], 3.0]


def test_a_tree_goes_left_up_to_its_threshold() -> None:
    asked = planted([TREE])

    assert forest.probability(asked, [2.0, 0.5]) == pytest.approx(1 / (1 + exp(1)))
    assert forest.probability(asked, [2.1, 0.5]) == pytest.approx(1 / (1 + exp(-1)))
    assert forest.probability(asked, [2.1, 0.6]) == pytest.approx(1 / (1 + exp(-3)))


def test_trees_add_up() -> None:
    assert forest.probability(planted([1.0, -1.0]), []) == 0.5


@pytest.mark.parametrize(("stop", "sure"), [(8, 2.2), (20, 1.3), (40, 1.3), (60, 1.3), (20, -1.3)])
def test_a_forest_that_is_sure_early_asks_no_more(stop: int, sure: float) -> None:
    asked = planted([[0, 0.5, sure / stop, 0.0]] * stop + [9.0] * 30)

    assert asked([0.0]) == pytest.approx(sure)
    assert asked([1.0]) > 100


def test_a_forest_does_not_stop_where_its_trees_cannot_be_sure() -> None:
    assert "if not" not in module({"timid": [0.02] * 61})


def test_a_small_forest_asks_all_its_trees() -> None:
    assert planted([1.0] * 20)([]) == pytest.approx(20.0)


def asked_for() -> dict[str, set[int]]:
    source = Path(forests.__file__).read_text("utf-8")
    return {
        function.partition("(")[0]: set(map(int, re.findall(r"\br\[(\d+)\]", function)))
        for function in source.split("\ndef ")[1:]
    }


def test_the_shipped_forests_ask_only_for_features_that_there_are() -> None:
    sizes = {
        "scout": len(vectors.FIRST),
        "keep": len(closer.CLOSER),
        "heading": len(closer.LINE),
        "dek": len(closer.LINE),
    }
    asked = asked_for()

    assert asked.keys() == sizes.keys()
    assert all(places and max(places) < sizes[name] for name, places in asked.items())


def test_no_feature_is_made_that_no_shipped_forest_asks_for() -> None:
    asked = set().union(*asked_for().values())

    assert [name for place, name in enumerate(closer.CLOSER) if place not in asked] == []


def test_the_shipped_forests_are_written_as_training_writes_them() -> None:
    source = Path(forests.__file__).read_text("utf-8")

    assert source.startswith(module({}))
