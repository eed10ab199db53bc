"""Bytes kept as what differs from other bytes come back whole."""

import random

from hypothesis import given
from hypothesis import strategies as st

from saidly.aws.deltas import CHUNK_BYTES, beside, delta, whole, whole_beside

NOISE = random.Random(7).randbytes(70_000)


@given(st.binary(max_size=3 * CHUNK_BYTES), st.binary(max_size=3 * CHUNK_BYTES))
def test_what_goes_in_comes_out(data: bytes, base: bytes) -> None:
    assert whole(delta(data, base), base) == data
    assert whole_beside(beside(data, base), base) == data


@given(st.integers(0, 70_000), st.binary(max_size=6_000))
def test_an_edit_costs_about_its_own_bytes(at: int, inserted: bytes) -> None:
    edited = NOISE[:at] + inserted + NOISE[at:]

    assert whole(delta(edited, NOISE), NOISE) == edited
    assert len(delta(edited, NOISE)) < len(inserted) + 2_000


def test_bytes_that_share_nothing_cost_no_more_than_themselves() -> None:
    other = random.Random(8).randbytes(70_000)

    assert len(delta(other, NOISE)) < len(other) + 200


def test_words_that_stand_elsewhere_are_found_again() -> None:
    moved = NOISE[50_000:] + NOISE[:50_000]

    assert whole_beside(beside(moved, NOISE), NOISE) == moved
    assert len(beside(moved, NOISE)) < 20_000 < len(delta(moved, NOISE))
