"""Counting what is spent, and what happens once a month has cost what it may."""

from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest

from saidly.aws import accounts
from saidly.aws.accounts import Books, counting, tally
from saidly.spending import NANO, Budget, MemoryLedger, Tally, month_of, price, time_price
from saidly.submit import submit
from saidly.sweep import Limits, sweep
from tests.contract import NOW, in_memory

DAY = timedelta(days=1)


def called(service: str, operation: str, **parsed: Any) -> None:
    """Play botocore's event behind a call."""
    model = SimpleNamespace(name=operation, service_model=SimpleNamespace(service_name=service))
    accounts._count(parsed=parsed, model=model)


def test_a_million_write_units_cost_what_the_list_says() -> None:
    assert 1_000_000 * price("dynamodb.writes") == pytest.approx(0.625 * NANO)
    assert time_price(1000, 1024) == pytest.approx(price("lambda.gb_seconds"))
    with pytest.raises(KeyError):
        price("quantum.leaps")


def test_calls_count_for_the_order_at_hand() -> None:
    order = Tally(borne=True)
    with counting(order):
        called("dynamodb", "PutItem", ConsumedCapacity={"CapacityUnits": 4.0})
        called("dynamodb", "BatchGetItem", ConsumedCapacity=[{"CapacityUnits": 0.5}] * 2)
        called("dynamodb", "UpdateItem")  # refused: no units are told, one is taken
        called("s3", "PutObject")
        called("s3", "DeleteObject")
        called("sqs", "SendMessage")
    called("s3", "PutObject")

    assert order.used == {
        "dynamodb.writes": 5.0,
        "dynamodb.reads": 1.0,
        "s3.puts": 1,
        "sqs.requests": 1,
    }
    assert order.owed() == 5 * 625 + 125 + 5000 + 400
    assert tally().owed() == 0


def test_what_a_run_does_for_all_is_borne_by_no_article() -> None:
    books = Books(MemoryLedger(), "sweep", 512, lambda: NOW)
    with books.run(lambda: 60_000):
        called("dynamodb", "Query", ConsumedCapacity={"CapacityUnits": 200.0})
        assert tally().owed() == 0

    told = books.ledger.month(month_of(NOW)).functions
    assert told == {"sweep": {"dynamodb": 25_000, "lambda": 200}}


def test_what_is_not_worth_a_write_waits_for_the_next_run() -> None:
    books = Books(MemoryLedger(), "sweep", 512, lambda: NOW)
    for _ in range(5):
        with books.run(lambda: 60_000):
            called("s3", "PutObject")

    assert books.ledger.month(month_of(NOW)).total == 3 * 5_200
    assert books.unbooked.total() == 2 * 5_200


def test_a_run_that_breaks_is_written_down_too() -> None:
    books = Books(MemoryLedger(), "sweep", 512, lambda: NOW)
    with pytest.raises(ValueError, match="bug"), books.run(lambda: 60_000):
        raise ValueError("bug")

    assert books.unbooked == {"lambda": 200}


def test_months_end_in_utc() -> None:
    assert month_of(datetime(2026, 11, 30, 23, tzinfo=timezone(-timedelta(hours=3)))) == "2026-12"
    assert month_of(datetime(2026, 11, 30, 23, tzinfo=UTC)) == "2026-11"


def test_a_budget_is_spent_once_the_month_has_cost_as_much() -> None:
    ledger = MemoryLedger()
    ledger.book("fetch", NOW, {"s3": 2 * NANO})

    assert Budget(ledger, 2.0).spent_up(NOW)
    assert not Budget(ledger, 2.1).spent_up(NOW)
    assert not Budget(ledger, 2.0).spent_up(NOW + 40 * DAY)
    assert not Budget(ledger).spent_up(NOW)


def test_a_sweep_without_budget_deletes_and_does_nothing_else() -> None:
    made = in_memory()
    submit("a", "https://paper.example/a", made, NOW)
    submit("b", "https://paper.example/b", made, NOW)
    made.articles.take_down("b", NOW)

    assert sweep(made, NOW + DAY, Limits(spent_up=True)) == 1
    assert sweep(made, NOW + DAY) == 1
