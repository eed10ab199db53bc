"""A batch of orders from SQS: each on its own, and only the failed ones come back."""

import json
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger

# what an order may take: an exchange of 20 s, its robots.txt, and the writes
NEEDED_MS = 30_000


def each_order(
    event: dict[str, Any],
    act: Callable[[dict[str, Any]], None],
    logger: Logger,
    left_ms: Callable[[], int],
) -> dict[str, Any]:
    """Act on every order of an SQS event while there is time for one.

    Args:
        event: of SQS.
        act: carries out one order.
        logger: gets an error for each order that failed, without its text.
        left_ms: how long the function may still run, in milliseconds.

    Returns:
        ``batchItemFailures`` with the ids of the messages that are to be delivered again.

    Source: Lambda developer guide, partial batch responses for SQS.
    """
    failed = []
    for record in event["Records"]:
        message = record["messageId"]
        if left_ms() < NEEDED_MS:
            logger.warning("order put back", messageId=message)
            failed.append(message)
            continue
        try:
            act(json.loads(record["body"]))
        except Exception:
            # "message" itself is a name of logging's own, and refused
            logger.exception("order failed", messageId=message)
            failed.append(message)
    return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}
