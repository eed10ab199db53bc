"""The gate: what was reached once is not lost silently."""

import tomllib
from pathlib import Path

import pytest

from tests.quality import extraction

SLACK = 0.02  # a floor further below what is reached guards nothing
FLOORS = tomllib.loads(Path(__file__).with_name("extraction_floors.toml").read_text("utf-8"))
CEILINGS = FLOORS.pop("ceilings")


@pytest.mark.quality
@pytest.mark.skipif(not extraction.BENCH.is_dir(), reason="the development pages are not here")
def test_reading_stays_above_its_floors_and_the_floors_close_below() -> None:
    reached = extraction.measured()

    assert {
        f"{name} {column}": value
        for name, floors in FLOORS.items()
        for column, floor in floors.items()
        if not floor <= (value := round(reached[name][column], 3)) <= floor + SLACK
    } == {}, "below its floor, or so far above that the floor must be raised"
    assert {
        f"{name} {column}": value
        for name, ceilings in CEILINGS.items()
        for column, ceiling in ceilings.items()
        if not ceiling - SLACK <= (value := round(reached[name][column], 3)) <= ceiling
    } == {}, "above its ceiling, or so far below that the ceiling must be lowered"
