"""Reader: serves the pages on which people read the record."""

import os
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.utilities.typing import LambdaContext

from saidly import env
from saidly.api import Desk
from saidly.aws.gateway import request, response
from saidly.aws.shelves import key, shelves, tokens
from saidly.reader.routes import Lobby, answer

logger, metrics = Logger(), Metrics()
DESK = Desk(shelves(), key("cursor", os.urandom), env.now, env.loopback())
LOBBY = Lobby(DESK, tokens())


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer one request for a page (proxy integration)."""
    asked = request(event)
    reply = answer(asked, LOBBY)
    logger.info("shown", route=asked.route, status=reply.status)
    metrics.add_metric(name=f"Page{reply.status // 100}xx", unit="Count", value=1)
    return response(reply, asked.headers)
