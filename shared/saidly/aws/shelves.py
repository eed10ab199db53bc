"""The shelves of a deployment, built from the environment that the template sets."""

from collections.abc import Callable

import boto3

from saidly import env
from saidly.aws.answers import DynamoAnswers
from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.hosts import DynamoRobots, DynamoSlots
from saidly.aws.queues import SqsOrders
from saidly.aws.rates import DynamoMeter
from saidly.aws.secrets import DynamoKey
from saidly.aws.sources import DynamoSources
from saidly.aws.statements import DynamoStatements
from saidly.aws.table import Table
from saidly.aws.tokens import DynamoTokens
from saidly.pace import RobotsShelf
from saidly.store import Shelves


def table() -> Table:
    """Return the table of the deployment."""
    return Table(boto3.client("dynamodb"), env.require("SAIDLY_TABLE"))


def shelves() -> Shelves:
    """Return articles, captures, orders and statements of the deployment."""
    s3, bucket = boto3.client("s3"), env.require("SAIDLY_BUCKET")
    fetch_queue, extract_queue = (
        env.require("SAIDLY_FETCH_QUEUE"),
        env.require("SAIDLY_EXTRACT_QUEUE"),
    )
    return Shelves(
        DynamoArticles(table(), S3Captures(s3, bucket, "readings")),
        S3Captures(s3, bucket),
        SqsOrders(boto3.client("sqs"), fetch_queue, extract_queue),
        DynamoStatements(table()),
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


def answers() -> DynamoAnswers:
    """Return the answers that may be asked for again."""
    return DynamoAnswers(table())


def meter(per_minute: int) -> DynamoMeter:
    """Return what counts the requests of each token."""
    return DynamoMeter(table(), per_minute)
