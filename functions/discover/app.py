"""Discover: visits the sources that are due and hands in the addresses they offer."""

from typing import Any

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext

from saidly import codec, env
from saidly.aws import logs
from saidly.aws.shelves import books
from saidly.outing import bound, walk
from saidly.rounds import counted, go_round, moment

logger, metrics = logs.logger(), Metrics()
WALK, BOOKS = walk(), books("discover")


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Visit the sources of the event, or those that are due at its time."""
    left_ms = context.get_remaining_time_in_millis
    with BOOKS.run(left_ms):
        visits = go_round(bound(WALK, event, left_ms), moment(event, env.now()))
    for visit in visits:
        (logger.warning if visit.problem else logger.info)("visited", **codec.encode(visit))
    logs.meter(metrics, counted(visits))
    return {"visited": [codec.encode(visit) for visit in visits]}
