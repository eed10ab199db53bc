"""A batch of orders from SQS: each on its own, and only the failed ones come back."""

import json
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools import Logger

from saidly.abreast import abreast
from saidly.aws.accounts import Books, counting
from saidly.spending import Tally

# a batch of which every order failed has none, and a warning is no line of JSON
warnings.filterwarnings("ignore", "No application metrics to publish")

# what an order may take: an exchange of 20 s, its robots.txt, and the writes
NEEDED_MS = 30_000


@dataclass(frozen=True, slots=True)
class Shift:
    """What a batch is carried out with.

    ``left_ms`` tells how long the function may still run, in milliseconds. ``at_once`` orders are
    carried out beside each other: while one waits for a publisher, another computes. ``last`` ends
    the batch for all of its orders together.
    """

    logger: Logger
    books: Books
    left_ms: Callable[[], int]
    at_once: int = 1
    last: Callable[[], None] = lambda: None


def each_order(
    event: dict[str, Any], act: Callable[[dict[str, Any]], None], shift: Shift
) -> dict[str, Any]:
    """Act on every order of an SQS event while there is time for one.

    Args:
        event: of SQS.
        act: carries out one order.
        shift: with what; its logger gets an error for each order that failed, without its text.

    Returns:
        ``batchItemFailures`` with the ids of the messages that are to be delivered again: all of
        them where the batch could not be ended.

    Source: Lambda developer guide, partial batch responses for SQS.
    """
    records = event["Records"]
    beside = min(shift.at_once, len(records))
    with shift.books.run(shift.left_ms) as run:
        run.own.use("sqs.requests", 2)  # received and deleted by Lambda, as one batch

        def done(record: dict[str, Any]) -> bool:
            return _done(record, act, shift, lambda brought: run.order(brought, beside))

        went = abreast(done, records, beside)
        if not _ended(shift):
            went = [False] * len(records)
    failed = [each["messageId"] for each, well in zip(records, went, strict=True) if not well]
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}


def _ended(shift: Shift) -> bool:
    """Do what ends a batch; say whether it went well."""
    try:
        shift.last()
    except Exception:
        shift.logger.exception("batch not ended")
        return False
    return True


def _done(
    record: dict[str, Any],
    act: Callable[[dict[str, Any]], None],
    shift: Shift,
    opened: Callable[[int], Tally],
) -> bool:
    """Carry out one order; say whether it went well."""
    message = record["messageId"]
    if shift.left_ms() < NEEDED_MS:
        shift.logger.warning("order put back", messageId=message)
        return False
    try:
        order = json.loads(record["body"])
        with counting(opened(int(order.pop("spent", 0)))):
            act(order)
    except Exception:
        # "message" itself is a name of logging's own, and refused
        shift.logger.exception("order failed", messageId=message)
        return False
    return True
