"""A batch of orders: each on its own, and only while there is time."""

import io
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from aws_lambda_powertools import Logger

from saidly.aws.accounts import Books, tally
from saidly.aws.batch import NEEDED_MS, Shift, each_order
from saidly.spending import NANO, MemoryLedger, month_of, price
from tests.contract import NOW


def event(*orders: Any) -> dict[str, Any]:
    """An event of SQS; an order that is text stands in it as it is."""
    bodies = [order if isinstance(order, str) else json.dumps(order) for order in orders]
    return {
        "Records": [
            {"messageId": f"m{n}", "body": body, "eventSource": "aws:sqs"}
            for n, body in enumerate(bodies)
        ]
    }


def failed(answer: dict[str, Any]) -> list[str]:
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def quiet() -> Logger:
    return logging_to(io.StringIO())


def logging_to(out: io.StringIO) -> Logger:
    return Logger(service=f"test {id(out)}", stream=out)


def shift(
    logger: Logger | None = None, left_ms: Callable[[], int] = lambda: 60_000, at_once: int = 1
) -> Shift:
    books = Books(MemoryLedger(), "test", 512, lambda: NOW)
    return Shift(logger or quiet(), books, left_ms, at_once)


def test_what_ends_a_batch_comes_once_behind_all_orders() -> None:
    done: list[str] = []
    made = replace(shift(), last=lambda: done.append("sent"))

    answer = each_order(
        event({"id": "a"}, {"id": "b"}), lambda order: done.append(order["id"]), made
    )

    assert done == ["a", "b", "sent"]
    assert failed(answer) == []


def test_all_orders_come_back_where_the_batch_could_not_be_ended() -> None:
    def last() -> None:
        raise ConnectionError("no queue")

    out = io.StringIO()
    made = replace(shift(logging_to(out)), last=last)

    answer = each_order(event({"id": "a"}, {"id": "b"}), lambda _: None, made)

    assert failed(answer) == ["m0", "m1"]
    assert json.loads(out.getvalue())["message"] == "batch not ended"


def test_only_the_orders_that_failed_come_back() -> None:
    done = []

    def act(order: dict[str, Any]) -> None:
        if order["id"] == "b":
            raise ValueError("a bug")
        done.append(order["id"])

    answer = each_order(event({"id": "a"}, {"id": "b"}, "{not json", {"id": "c"}), act, shift())

    assert failed(answer) == ["m1", "m2"]
    assert done == ["a", "c"]


def test_no_order_is_begun_that_cannot_be_ended() -> None:
    done, clock = [], [NEEDED_MS + 1]

    def act(order: dict[str, Any]) -> None:
        done.append(order["id"])
        clock[0] -= 1

    answer = each_order(event(*({"id": n} for n in range(4))), act, shift(left_ms=lambda: clock[0]))

    assert done == [0, 1]
    assert failed(answer) == ["m2", "m3"]


def test_a_failed_order_is_logged_by_its_id_without_its_text() -> None:
    out = io.StringIO()

    clock = [60_000]

    def act(_: dict[str, Any]) -> None:
        clock[0] = 0
        raise ValueError("a bug")

    made = shift(logging_to(out), lambda: clock[0])
    each_order(event({"id": "a"}, {"id": "b"}), act, made)

    failed_line, put_back = map(json.loads, out.getvalue().splitlines())
    assert (failed_line["message"], failed_line["messageId"]) == ("order failed", "m0")
    assert (put_back["message"], put_back["messageId"]) == ("order put back", "m1")
    assert '"id"' not in out.getvalue()


def test_orders_at_once_wait_beside_each_other() -> None:
    met = threading.Barrier(3, timeout=30)

    def act(_: dict[str, Any]) -> None:
        met.wait()

    answer = each_order(event(*({"id": n} for n in range(3))), act, shift(at_once=3))

    assert failed(answer) == []


def test_what_a_batch_costs_is_written_down_once() -> None:
    made, clock = shift(left_ms=lambda: clock[0]), [60_000]
    owed = []

    def act(_: dict[str, Any]) -> None:
        clock[0] -= 1000
        tally().use("dynamodb.writes", 3)
        owed.append(tally().owed())

    each_order(event({"id": "a", "spent": 7}, {"id": "b"}), act, made)

    a_second = price("lambda.gb_seconds") / 2
    assert owed == [round(7 + 1875 + a_second), round(1875 + a_second)]
    assert made.books.ledger.month(month_of(NOW)).functions == {
        "test": {
            "lambda": round(2 * a_second) + round(price("lambda.requests")),
            "dynamodb": 2 * 1875,
            "sqs": 800,
        }
    }
    assert price("s3.puts") * 1_000_000 == pytest.approx(5 * NANO)


def test_what_is_noted_is_owed_no_more_and_an_order_knows_its_own_alone() -> None:
    owed = []

    def act(_: dict[str, Any]) -> None:
        order = tally()
        order.use("s3.puts")
        owed.append(order.owed())
        order.note(5000)
        owed.append(order.owed())

    each_order(event({"id": "a"}, {"id": "b"}), act, shift())

    assert owed == [5000, 0, 5000, 0]
