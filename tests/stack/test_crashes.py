"""A function dies before or after each of its calls to AWS; redelivery mends it.

The real shelves on the embedded AWS; death is an exception that botocore's own events raise, so a
call is cut either before it is sent or after AWS has done it and before the answer is read.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.queues import SqsOrders
from saidly.aws.statements import DynamoStatements
from saidly.filing import file_article
from saidly.local.cloud import Cloud
from saidly.store import LEASE, Shelves
from saidly.submit import submit
from saidly.sweep import sweep
from tests.contract import NOW
from tests.core.test_intake import URL, Fuse, Killed, Press, take_in
from tests.stack.shelves import Deployment, deployed

Step = Callable[[Shelves], Any]


def submitting(shelves: Shelves) -> None:
    submit("a", URL, shelves, NOW)


def asking_again(shelves: Shelves) -> None:
    submit("a", URL, shelves, NOW + timedelta(minutes=1))
    sweeping(shelves)


def sweeping(shelves: Shelves) -> None:
    sweep(shelves, NOW + 3 * LEASE)


def sweeping_later(shelves: Shelves) -> None:
    sweep(shelves, NOW + 9 * LEASE)


def taking_in(shelves: Shelves) -> None:
    take_in("a", URL, Press(), shelves)


def filing(shelves: Shelves) -> None:
    file_article("a", 1, shelves)


# what is cut, what was done before it, what mends it, and how many calls to AWS it makes
STEPS: dict[str, tuple[Step, tuple[Step, ...], Step, int]] = {
    "submit": (submitting, (), asking_again, 3),
    "intake": (taking_in, (submitting,), taking_in, 5),
    "filing": (filing, (submitting, taking_in), filing, 9),
    "sweep": (sweeping, (submitting,), sweeping_later, 10),
}
CUTS = [
    (name, call, side)
    for name, (*_, calls) in STEPS.items()
    for call in range(1, calls + 1)
    for side in ("before-send", "after-call")
]


def shelves(deployment: Deployment, cut: Callable[[Any], object] = id) -> Shelves:
    clients = [deployment.client(service) for service in ("dynamodb", "s3", "sqs")]
    for client in clients:
        cut(client)
    table, s3, sqs = clients
    return Shelves(
        DynamoArticles(deployment.table(table), S3Captures(s3, deployment.bucket, "readings")),
        S3Captures(s3, deployment.bucket),
        SqsOrders(sqs, deployment.fetch_queue, deployment.extract_queue),
        DynamoStatements(deployment.table(table)),
    )


def burning(fuse: Fuse, side: str) -> Callable[[Any], None]:
    """Return what makes a client burn the fuse at each call, on one side of it."""

    def burn(**_: Any) -> None:
        fuse.burn()

    return lambda client: client.meta.events.register(f"{side}.*", burn)


def settled(state: tuple[Any, ...]) -> tuple[Any, ...]:
    """Leave out the hours: they are those of the first request, or the last, that left a trace."""
    items, *others = state
    hours = ("submittedAt", "dueAt", "sk2")
    return [{k: v for k, v in item.items() if k not in hours} for item in items], *others


@pytest.fixture
def deployments(cloud: Cloud) -> Callable[[], Deployment]:
    return lambda: deployed(cloud)


@pytest.mark.parametrize(("name", "call", "side"), CUTS)
def test_a_death_at_any_call_is_mended(
    deployments: Callable[[], Deployment], name: str, call: int, side: str
) -> None:
    step, before, mend, _ = STEPS[name]
    undisturbed, cut = deployments(), deployments()
    for earlier in (*before, step):
        earlier(shelves(undisturbed))
    for earlier in before:
        earlier(shelves(cut))

    with pytest.raises(Killed):
        step(shelves(cut, burning(Fuse(call), side)))
    mend(shelves(cut))

    assert settled(cut.state()) == settled(undisturbed.state())


@pytest.mark.parametrize("name", STEPS)
def test_the_sweep_covers_every_call(deployments: Callable[[], Deployment], name: str) -> None:
    step, before, _, calls = STEPS[name]
    deployment, fuse = deployments(), Fuse(1000)
    for earlier in before:
        earlier(shelves(deployment))

    step(shelves(deployment, burning(fuse, "after-call")))

    assert 1000 - fuse.left == calls
