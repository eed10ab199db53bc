"""Authorize: tells the API Gateway what a bearer token allows."""

from datetime import UTC, datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from saidly.access import bearer, policy
from saidly.aws import logs
from saidly.aws.headers import header
from saidly.aws.shelves import tokens

logger = logs.logger()
TOKENS = tokens()


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Answer with the policy of the token; without a good token the gateway answers 401."""
    token = bearer(header(event, "authorization"), TOKENS, datetime.now(UTC))
    if token is None:
        logger.warning("refused")
        raise PermissionError("Unauthorized")  # the gateway knows this word alone as 401
    logger.info("recognised", token=token.name)
    return policy(token, event["methodArn"])
