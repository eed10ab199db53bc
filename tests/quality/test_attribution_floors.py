"""The gate: what attribution reached once is not lost silently."""

import tomllib
from pathlib import Path

import pytest

from tests.quality import attribution

SLACK = 0.015  # a floor further below what is reached guards nothing
FLOORS = tomllib.loads(Path(__file__).with_name("attribution_floors.toml").read_text("utf-8"))


@pytest.mark.quality
@pytest.mark.skipif(not attribution.BENCH.is_dir(), reason="the annotated articles are not here")
def test_attribution_stays_above_its_floors_and_the_floors_close_below() -> None:
    reached = attribution.measured()

    assert reached.keys() == FLOORS.keys()
    assert {
        name: value
        for name, floor in FLOORS.items()
        if not floor <= (value := round(reached[name], 3)) <= floor + SLACK
    } == {}, "below its floor, or so far above that the floor must be raised"
