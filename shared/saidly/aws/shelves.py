"""The shelves of a deployment, built from the environment that the template sets."""

from collections.abc import Callable
from typing import Any

from saidly import env
from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.clients import client
from saidly.aws.edits import DynamoEdits
from saidly.aws.hosts import DynamoRobots, DynamoSlots
from saidly.aws.queues import SqsOrders
from saidly.aws.secrets import DynamoKey
from saidly.aws.sources import DynamoSources
from saidly.aws.statements import DynamoStatements
from saidly.aws.table import Table
from saidly.aws.tokens import DynamoTokens
from saidly.pace import RobotsShelf
from saidly.store import Shelves


def table() -> Table:
    """Return the table of the deployment."""
    return Table(client("dynamodb"), env.require("SAIDLY_TABLE"))


def shelves(client: Callable[[str], Any] = client) -> Shelves:
    """Return articles, captures, orders, statements and edits of the deployment.

    ``client`` makes what calls S3 and SQS: ``clients.later`` where most requests call neither.
    """
    s3, bucket = client("s3"), env.require("SAIDLY_BUCKET")
    fetch_queue, extract_queue = (
        env.require("SAIDLY_FETCH_QUEUE"),
        env.require("SAIDLY_EXTRACT_QUEUE"),
    )
    return Shelves(
        DynamoArticles(table(), S3Captures(s3, bucket, "readings")),
        S3Captures(s3, bucket),
        SqsOrders(client("sqs"), fetch_queue, extract_queue),
        DynamoStatements(table()),
        DynamoEdits(table()),
    )


def sources() -> DynamoSources:
    """Return the sources that are watched."""
    return DynamoSources(table())


def slots() -> DynamoSlots:
    """Return the slots of hosts."""
    return DynamoSlots(table())


def robots(near: RobotsShelf) -> DynamoRobots:
    """Return what robots.txt said; ``near`` is the process's own memory of it."""
    return DynamoRobots(table(), near)


def tokens() -> DynamoTokens:
    """Return the tokens that open the API."""
    return DynamoTokens(table())


def key(name: str, entropy: Callable[[int], bytes]) -> DynamoKey:
    """Return a key of the deployment's own; ``entropy`` gives that many random bytes."""
    return DynamoKey(table(), name, entropy)
