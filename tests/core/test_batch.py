"""A batch of orders: each on its own, and only while there is time."""

import io
import json
from typing import Any

from aws_lambda_powertools import Logger

from saidly.aws.batch import NEEDED_MS, each_order


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


def test_only_the_orders_that_failed_come_back() -> None:
    done = []

    def act(order: dict[str, Any]) -> None:
        if order["id"] == "b":
            raise ValueError("a bug")
        done.append(order["id"])

    answer = each_order(
        event({"id": "a"}, {"id": "b"}, "{not json", {"id": "c"}), act, quiet(), lambda: 60_000
    )

    assert failed(answer) == ["m1", "m2"]
    assert done == ["a", "c"]


def test_no_order_is_begun_that_cannot_be_ended() -> None:
    done, left = [], iter([60_000, NEEDED_MS, NEEDED_MS - 1, 0])

    answer = each_order(
        event(*({"id": n} for n in range(4))),
        lambda o: done.append(o["id"]),
        quiet(),
        left.__next__,
    )

    assert done == [0, 1]
    assert failed(answer) == ["m2", "m3"]


def test_a_failed_order_is_logged_by_its_id_without_its_text() -> None:
    out = io.StringIO()

    def act(_: dict[str, Any]) -> None:
        raise ValueError("a bug")

    each_order(event({"id": "a"}, {"id": "b"}), act, logging_to(out), iter([60_000, 0]).__next__)

    failed_line, put_back = map(json.loads, out.getvalue().splitlines())
    assert (failed_line["message"], failed_line["messageId"]) == ("order failed", "m0")
    assert (put_back["message"], put_back["messageId"]) == ("order put back", "m1")
    assert '"id"' not in out.getvalue()
