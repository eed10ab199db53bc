"""A batch of orders: each on its own, and only while there is time."""

import json
import logging
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
    return Logger(service="test", level=logging.CRITICAL)


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
