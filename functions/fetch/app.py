"""Fetch: takes addresses from the queue and keeps their pages, cleaned."""

from typing import Any

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext

from saidly.aws import logs
from saidly.aws.batch import Shift, each_order
from saidly.aws.shelves import books
from saidly.errand import AT_ONCE, means, moment
from saidly.intake import take_in

logger, metrics = logs.logger(), Metrics()
MEANS, BOOKS = means(), books("fetch")


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take in each order of the batch; only those that hit a bug of ours come back."""
    left_ms, send = context.get_remaining_time_in_millis, MEANS.shelves.orders.send
    # ten orders to extract cost what one does: they go together, when all pages are kept
    return each_order(event, _take_in, Shift(logger, BOOKS, left_ms, AT_ONCE, send))


def _take_in(order: dict[str, Any]) -> None:
    outcome, reason = take_in(order["id"], order["url"], MEANS, moment(order.get("slot")))
    logger.info("taken in", article=order["id"], outcome=outcome, reason=reason)
    logs.meter(metrics, {outcome.capitalize(): 1})
