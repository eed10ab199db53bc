"""Fetch: takes addresses from the queue and keeps their pages, cleaned."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext

from saidly.aws.batch import each_order
from saidly.errand import means, moment
from saidly.intake import take_in

logger, metrics = Logger(), Metrics()
MEANS = means()


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Take in each order of the batch; only those that hit a bug of ours come back."""
    return each_order(event, _take_in, logger, context.get_remaining_time_in_millis)


def _take_in(order: dict[str, Any]) -> None:
    outcome, reason = take_in(order["id"], order["url"], MEANS, moment(order.get("slot")))
    logger.info("taken in", article=order["id"], outcome=outcome, reason=reason)
    metrics.add_metric(name=outcome.capitalize(), unit="Count", value=1)
