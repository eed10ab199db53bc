"""A batch of orders from SQS: each on its own, and only the failed ones come back."""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

# what an order may take: an exchange of 20 s, its robots.txt, and the writes
NEEDED_MS = 30_000


class OutOfTime(Exception):
    """Too little time is left to begin an order; it is delivered again."""


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

    def handle(record: SQSRecord) -> None:
        if left_ms() < NEEDED_MS:
            logger.warning("order put back", message=record.message_id)
            raise OutOfTime(record.message_id)
        try:
            act(record.json_body)
        except Exception:
            logger.exception("order failed", message=record.message_id)
            raise

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    return dict(process_partial_response(event, handle, processor))
