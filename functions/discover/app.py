"""Discover: goes round the sources on schedule and hands in the addresses they offer."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext

from saidly import codec, env
from saidly.aws.shelves import shelves, sources
from saidly.fetch import Terms, fetch
from saidly.rounds import Walk, asked, go_round

logger, metrics = Logger(), Metrics()
SHELVES, SOURCES = shelves(), sources()
LOOPBACK = env.loopback()
DOOR = partial(fetch, loopback=LOOPBACK, terms=Terms(env.contact()))


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Go round the sources of the event, or all that are registered."""
    walk = Walk(DOOR, SHELVES, datetime.now(UTC), LOOPBACK)
    visits = go_round(asked(event) or SOURCES.all(), walk)
    for visit in visits:
        (logger.warning if visit.problem else logger.info)("visited", **codec.encode(visit))
        metrics.add_metric(name="AddressesOffered", unit="Count", value=visit.offered)
    return {"visited": [codec.encode(visit) for visit in visits]}
