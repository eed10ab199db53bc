"""API: answers lookups of stored articles and takes addresses in."""

import os
from typing import Any

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext

from saidly.api import answer
from saidly.aws import logs
from saidly.aws.desk import desk
from saidly.aws.gateway import request, response

logger, metrics = logs.logger(), Metrics()
DESK = desk(os.urandom)


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one HTTP request of the REST API (proxy integration)."""
    asked = request(event)
    reply = answer(asked, DESK)
    logger.info("answered", route=asked.route, status=reply.status)
    logs.meter(metrics, {f"Status{reply.status // 100}xx": 1})
    return response(reply, asked.headers)
