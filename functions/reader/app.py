"""Reader: serves the pages on which people read the record."""

import os
from typing import Any

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext

from saidly.aws import logs
from saidly.aws.desk import desk
from saidly.aws.gateway import request, response
from saidly.aws.shelves import tokens
from saidly.reader.routes import answer
from saidly.reader.visits import Lobby

logger, metrics = logs.logger(), Metrics()
LOBBY = Lobby(desk(os.urandom), tokens())


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request for a page (proxy integration)."""
    asked = request(event)
    reply = answer(asked, LOBBY)
    logger.info("shown", route=asked.route, status=reply.status)
    logs.meter(metrics, {f"Page{reply.status // 100}xx": 1})
    return response(reply, asked.headers)
