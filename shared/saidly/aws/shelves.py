"""The shelves of a deployment, built from the environment that the template sets."""

from collections.abc import Callable

from saidly import env
from saidly.aws.accounts import Books, DynamoLedger
from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.clients import client, later
from saidly.aws.edits import DynamoEdits
from saidly.aws.hosts import DynamoRobots, DynamoSlots
from saidly.aws.queues import SqsOrders
from saidly.aws.secrets import DynamoKey
from saidly.aws.sources import DynamoSources
from saidly.aws.statements import DynamoStatements
from saidly.aws.table import Table
from saidly.aws.tokens import DynamoTokens
from saidly.pace import RobotsShelf
from saidly.spending import Budget
from saidly.store import Shelves


def table() -> Table:
    """Return the table of the deployment."""
    return Table(client("dynamodb"), env.require("SAIDLY_TABLE"))


def shelves(*needed: str) -> Shelves:
    """Return articles, captures, orders, statements and edits of the deployment.

    The clients of the services that are ``needed``, ``s3`` and ``sqs``, are made at once, while
    Lambda gives a starting function a whole processor; others when they are first called.
    """
    s3, sqs = (client(name) if name in needed else later(name) for name in ("s3", "sqs"))
    bucket = env.require("SAIDLY_BUCKET")
    fetch_queue, extract_queue = (
        env.require("SAIDLY_FETCH_QUEUE"),
        env.require("SAIDLY_EXTRACT_QUEUE"),
    )
    return Shelves(
        DynamoArticles(table(), S3Captures(s3, bucket, "readings")),
        S3Captures(s3, bucket),
        SqsOrders(sqs, fetch_queue, extract_queue),
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


def ledger() -> DynamoLedger:
    """Return what months have cost."""
    return DynamoLedger(table())


def books(function: str) -> Books:
    """Return the accounts of a function."""
    return Books(ledger(), function, env.memory_mb(), env.now)


def budget() -> Budget:
    """Return what a month may cost in this deployment."""
    return Budget(ledger(), env.dollars("SAIDLY_MONTHLY_BUDGET"))


def key(name: str, entropy: Callable[[int], bytes]) -> DynamoKey:
    """Return a key of the deployment's own; ``entropy`` gives that many random bytes."""
    return DynamoKey(table(), name, entropy)
