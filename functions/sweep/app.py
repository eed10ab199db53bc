"""Sweep: sends on what is due: retries, re-readings, orders that got lost."""

from datetime import datetime
from typing import Any

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext

from saidly import env
from saidly.aws import logs
from saidly.aws.shelves import books, budget, shelves
from saidly.sweep import Limits, sweep

logger, metrics = logs.logger(), Metrics()
SHELVES, BOOKS, BUDGET = shelves("sqs"), books("sweep"), budget()
LIMITS = env.whole("SAIDLY_MAX_WAITING"), env.whole("SAIDLY_REREAD_DAYS")


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Send the orders that are due: now, or at the moment that the event names, ``{"at": …}``."""
    at = datetime.fromisoformat(event["at"]) if "at" in event else env.now()
    with BOOKS.run(context.get_remaining_time_in_millis):
        spent_up = BUDGET.spent_up(at)
        sent = sweep(SHELVES, at, Limits(*LIMITS, spent_up, context.get_remaining_time_in_millis))
    logger.info("swept", sent=sent, spentUp=spent_up)
    logs.meter(metrics, {"OrdersSweptOn": sent} | ({"BudgetSpent": 1} if spent_up else {}))
    return {"sent": sent}
