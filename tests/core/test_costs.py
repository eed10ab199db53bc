"""What AWS bills, computed from what was counted; the walk itself is tests/stack/test_costs."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.quality.costs import bills, meter
from tests.quality.costs.months import NEWSROOMS, START_UP_MS
from tests.quality.costs.papers import fresh
from tests.quality.costs.walk import FUNCTIONS

ALL = meter.Index(("pk1", "sk1"), None)
KEYS = meter.Index(("pk1", "sk1"), frozenset({"pk", "sk", "pk1", "sk1"}))


def item(**texts: str) -> dict[str, Any]:
    return {name: {"S": text} for name, text in texts.items()}


def test_an_item_is_as_long_as_its_names_and_values() -> None:
    wire: dict[str, dict[str, Any]] = {
        "pk": {"S": "ä"},
        "n": {"N": "-1234.5"},
        "b": {"B": b"123"},
        "s": {"SS": ["a", "bc"]},
        "m": {"M": {"k": {"BOOL": True}}},
        "l": {"L": [{"S": "x"}]},
        "z": {"NULL": True},
    }

    assert meter.size(wire) == (2 + 2) + (1 + 4) + (1 + 3) + (1 + 3) + (1 + 6) + (1 + 5) + (1 + 1)


def test_a_write_costs_a_unit_for_each_kilobyte_and_one_at_least() -> None:
    assert [meter.written(item(pk="x" * n)) for n in (0, 1022, 1023, 5000)] == [1, 1, 2, 5]


def test_a_read_costs_a_unit_for_four_kilobytes_and_half_where_it_may_be_late() -> None:
    assert [meter.read(n, consistent=True) for n in (0, 4096, 4097)] == [1, 1, 2]
    assert meter.read(4097, consistent=False) == 1


@pytest.mark.parametrize(
    ("before", "after", "units"),
    [
        (item(pk="a"), item(pk="a", b="b"), 0),
        (item(pk="a"), item(pk="a", pk1="p", sk1="s"), 1),
        (item(pk="a", pk1="p", sk1="s"), item(pk="a"), 1),
        (item(pk="a", pk1="p", sk1="s"), item(pk="a", pk1="p", sk1="t"), 2),
        (item(pk="a", pk1="p", sk1="s"), item(pk="a", pk1="p", sk1="s", b="b"), 1),
        (item(pk="a", pk1="p", sk1="s"), item(pk="a", pk1="p", sk1="s"), 0),
    ],
)
def test_an_index_costs_what_changes_in_it(
    before: dict[str, Any], after: dict[str, Any], units: int
) -> None:
    assert ALL.units(before, after) == units


def test_an_index_costs_nothing_for_what_it_does_not_hold() -> None:
    before = item(pk="a", pk1="p", sk1="s")

    assert KEYS.units(before, before | item(b="b")) == 0


def test_a_call_that_nobody_can_price_is_an_error() -> None:
    with pytest.raises(LookupError, match="Scan"):
        list(meter._keys_written("Scan", {}))
    with pytest.raises(KeyError):
        bills.total({"quantum.leaps": 1})


def test_computing_costs_the_same_at_any_memory_below_a_whole_processor_and_waiting_does_not() -> (
    None
):
    small, large = (bills.gb_seconds(0.1, 0.0, mb) for mb in (512, 1769))
    assert small == pytest.approx(large)
    assert bills.gb_seconds(0.0, 1.0, 1024) == 1.0


def test_a_bill_adds_up_by_service() -> None:
    usage = bills.used({"sqs.requests": 1e6, "sqs.fair": 1e6}, {"s3.puts": 1e6})

    assert bills.dollars(usage) == pytest.approx({"sqs": 0.5, "s3": 5.0})
    assert bills.total(bills.times(usage, 2)) == pytest.approx(11.0)


def test_every_price_names_its_page_and_every_newsroom_is_whole() -> None:
    assert all(price["page"] and price["usd"] > 0 for price in bills.SHEET["prices"].values())
    assert set(NEWSROOMS) == {"small", "regional", "agency"}
    assert set(START_UP_MS) == set(FUNCTIONS)


def test_a_page_to_count_with_is_news() -> None:
    now = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    html = b'<time datetime="2019-02-18T08:43:04+00:00">18 Feb</time> "2019-02-18T08:43Z"'

    told = b'<time datetime="2026-03-02T08:15:00+00:00">18 Feb</time> "2026-03-02T08:15:00+00:00"'
    assert fresh(html, now) == told
