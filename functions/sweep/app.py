"""Sweep: sends on what is due: retries, re-readings, orders that got lost."""

from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext

from saidly import env
from saidly.aws.shelves import shelves
from saidly.sweep import sweep

logger, metrics = Logger(), Metrics()
SHELVES = shelves()


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Send the orders that are due: now, or at the moment that the event names, ``{"at": …}``."""
    at = datetime.fromisoformat(event["at"]) if "at" in event else env.now()
    sent = sweep(SHELVES, at, env.whole("SAIDLY_MAX_WAITING"))
    logger.info("swept", sent=sent)
    metrics.add_metric(name="OrdersSweptOn", unit="Count", value=sent)
    return {"sent": sent}
