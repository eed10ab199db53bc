"""Extract: takes versions from the queue and stores their articles, with who said what."""

from typing import Any

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext

from saidly import env
from saidly.aws import logs
from saidly.aws.batch import Shift, each_order
from saidly.aws.shelves import books, shelves
from saidly.filing import AT_ONCE, file_article

logger, metrics = logs.logger(), Metrics()
SHELVES, BOOKS, DAYS = shelves(), books("extract"), env.whole("SAIDLY_REREAD_DAYS")


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """File each version of the batch; only those that hit a bug of ours come back."""
    shift = Shift(logger, BOOKS, context.get_remaining_time_in_millis, AT_ONCE)
    return each_order(event, _file, shift)


def _file(order: dict[str, Any]) -> None:
    count = file_article(order["id"], order["version"], SHELVES, env.now(), DAYS)
    logger.info("filed", article=order["id"], version=order["version"], attributions=count)
    logs.meter(metrics, {"Attributions": count})
