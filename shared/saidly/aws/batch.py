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


def each_order(
    event: dict[str, Any], act: Callable[[dict[str, Any]], None], logger: Logger
) -> dict[str, Any]:
    """Act on every order of an SQS event.

    Returns:
        ``batchItemFailures`` with the ids of the messages that are to be delivered again.

    Source: Lambda developer guide, partial batch responses for SQS.
    """

    def handle(record: SQSRecord) -> None:
        try:
            act(record.json_body)
        except Exception:
            logger.exception("order failed", message=record.message_id)
            raise

    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
    return dict(process_partial_response(event, handle, processor))
