"""A function is cut at each of its calls to AWS, in each way that a call can fail; it is mended.

The real shelves on the embedded AWS; faults come through botocore's own events, so a call is cut
before it is sent, answered by an error that AWS knows, or done without its answer being read.
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

from saidly import urls
from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.edits import DynamoEdits
from saidly.aws.hosts import DynamoSlots
from saidly.aws.queues import SqsOrders
from saidly.aws.sources import DynamoSources
from saidly.aws.statements import DynamoStatements
from saidly.errors import FetchFailed
from saidly.filing import file_article
from saidly.intake import Means, take_in
from saidly.local.cloud import Cloud
from saidly.model import Fetched, Validators
from saidly.pace import Slots
from saidly.rounds import Walk, go_round
from saidly.sources import LEASE as VISIT
from saidly.sources import Source, Sources
from saidly.store import LEASE, Shelves
from saidly.submit import submit
from saidly.sweep import sweep
from tests.contract import NOW
from tests.core.test_intake import STORY, URL, Fuse, Killed, Press
from tests.core.test_rereads import ANOTHER, FLICKER
from tests.stack.shelves import Deployment, deployed


@dataclass(frozen=True)
class Work:
    """What a function works with."""

    shelves: Shelves
    slots: Slots
    sources: Sources

    def take(self, press: Press, at: timedelta = timedelta()) -> None:
        means = Means(press, self.shelves, lambda: NOW + at, self.slots)
        take_in("a", URL, means)
        self.shelves.orders.send()


Step = Callable[[Work], Any]
DAY = timedelta(days=1)
LATE = timedelta(minutes=6)  # when SQS delivers again what nobody acknowledged


def submitting(work: Work) -> None:
    submit("a", URL, work.shelves, NOW)


def submitting_later(work: Work) -> None:
    submit("a", URL, work.shelves, NOW + timedelta(minutes=1))
    sweep(work.shelves, NOW + 3 * LEASE)


def sweeping(work: Work) -> None:
    sweep(work.shelves, NOW + 3 * LEASE)


def sweeping_later(work: Work) -> None:
    sweep(work.shelves, NOW + 9 * LEASE)


def taking_in(work: Work) -> None:
    work.take(Press())


def taking_in_later(work: Work) -> None:
    work.take(Press(), LATE)


def filing(work: Work) -> None:
    file_article("a", 1, work.shelves, NOW)


def another_order(work: Work) -> None:
    work.slots.reserve("paper.example", 5, NOW)


def holding(work: Work) -> None:
    work.slots.hold("paper.example", NOW + 2 * LEASE)


def looking_again(work: Work) -> None:
    work.take(Press(None, NOW + DAY), DAY)


def looking_again_later(work: Work) -> None:
    work.take(Press(None, NOW + DAY), DAY + LATE)


def changing(work: Work) -> None:
    work.take(Press(STORY.format(end="The next storm is due in May."), NOW + DAY), DAY)


def changing_later(work: Work) -> None:
    work.take(Press(STORY.format(end="The next storm is due in May."), NOW + DAY), DAY + LATE)


def filing_the_change(work: Work) -> None:
    file_article("a", 2, work.shelves, NOW)


def flickering(work: Work) -> None:
    work.take(Press(FLICKER, NOW + DAY), DAY)


def flickering_later(work: Work) -> None:
    work.take(Press(FLICKER, NOW + DAY), DAY + LATE)


def showing_another(work: Work) -> None:
    work.take(Press(ANOTHER, NOW + DAY), DAY)


def showing_another_later(work: Work) -> None:
    work.take(Press(ANOTHER, NOW + DAY), DAY + LATE)


def failing(work: Work) -> None:
    busy = FetchFailed(URL, "status 503", retryable=True, status=503)
    work.take(Press(busy, NOW + DAY), DAY)


def failing_later(work: Work) -> None:
    busy = FetchFailed(URL, "status 503", retryable=True, status=503)
    work.take(Press(busy, NOW + DAY), DAY + LATE)


def leaving(work: Work) -> None:
    gone = FetchFailed(URL, "status 410", retryable=False, status=410)
    work.take(Press(gone, NOW + DAY), DAY)


def leaving_later(work: Work) -> None:
    gone = FetchFailed(URL, "status 410", retryable=False, status=410)
    work.take(Press(gone, NOW + DAY), DAY + LATE)


def missing(work: Work) -> None:
    work.take(Press(FetchFailed(URL, "status 404", retryable=False, status=404)))


def submitting_again(work: Work) -> None:
    submit("a", URL, work.shelves, NOW + DAY)


def asking_once_more(work: Work) -> None:
    submit("a", URL, work.shelves, NOW + DAY + timedelta(minutes=1))
    sweep(work.shelves, NOW + DAY + 2 * LEASE)


def taking_down(work: Work) -> None:
    work.shelves.articles.take_down("a", NOW + DAY)


def purging(work: Work) -> None:
    sweep(work.shelves, NOW + DAY)


def purging_again(work: Work) -> None:
    for n in (1, 2, 3):
        sweep(work.shelves, NOW + DAY + n * LEASE)


# of two hosts: a second order of one is held back, and not seen in the queue meanwhile
FEED, STORY_B = "https://paper.example/feed", "https://gazette.example/b"


def feeding(url: str, _validators: Validators | None) -> Fetched:
    told = "<updated>2026-03-02T11:00:00Z</updated>"
    items = "".join(f"<item><link>{each}</link>{told}</item>" for each in (URL, STORY_B))
    body = f"<rss><channel>{items}</channel></rss>".encode()
    return Fetched(url, url, 200, (("etag", '"v1"'),), body, NOW, None)


def watching(work: Work) -> None:
    work.sources.put(Source("p", "feed", FEED), NOW)


def visiting(work: Work, at: datetime) -> None:
    walk = Walk(feeding, work.shelves, work.sources, lambda: at, work.slots, max_waiting=100)
    go_round(walk, at)


def going_round(work: Work) -> None:
    visiting(work, NOW)


def going_round_later(work: Work) -> None:
    """The next events of the schedule: the lease ends, then the interval, then lost orders are."""
    visiting(work, NOW)
    visiting(work, NOW + VISIT)
    sweep(work.shelves, NOW + 3 * LEASE)
    visiting(work, NOW + DAY)


def reading_the_story(work: Work) -> None:
    story = urls.article_id(URL)
    submit(story, URL, work.shelves, NOW)
    means = Means(Press(), work.shelves, lambda: NOW, work.slots)
    take_in(story, URL, means)
    file_article(story, 1, work.shelves, NOW)
    submit(urls.article_id(STORY_B), STORY_B, work.shelves, NOW)


def finding_an_update(work: Work) -> None:
    visiting(work, NOW + DAY)


def finding_an_update_later(work: Work) -> None:
    visiting(work, NOW + DAY + VISIT)


# what is cut, what was done before it, what mends it, and how many calls to AWS it makes
READ = (submitting, taking_in, filing)
EDITED = (*READ, changing, filing_the_change)
STEPS: dict[str, tuple[Step, tuple[Step, ...], Step, int]] = {
    "submit": (submitting, (), submitting_later, 3),
    "submit again": (submitting_again, (submitting, missing), asking_once_more, 3),
    "discover": (going_round, (watching,), going_round_later, 10),
    "discover an update": (
        finding_an_update,
        (watching, reading_the_story),
        finding_an_update_later,
        6,
    ),
    "fetch": (taking_in, (submitting,), taking_in_later, 6),
    "fetch too early": (taking_in, (submitting, another_order), taking_in_later, 4),
    "fetch far too early": (taking_in, (submitting, holding), taking_in_later, 6),
    "sweep for a slot": (sweeping, (submitting, holding, taking_in), sweeping_later, 12),
    "fetch a change": (changing, READ, changing_later, 8),
    "fetch unchanged": (looking_again, READ, looking_again_later, 3),
    "fetch flicker": (flickering, READ, flickering_later, 4),
    "fetch another story": (showing_another, READ, showing_another_later, 4),
    "fetch from a busy host": (failing, (submitting,), failing_later, 5),
    "fetch what is gone": (leaving, READ, leaving_later, 4),
    "extract": (filing, (submitting, taking_in), filing, 10),
    "extract a change": (filing_the_change, (*READ, changing), filing_the_change, 10),
    "sweep": (sweeping, (submitting,), sweeping_later, 12),
    "take down": (taking_down, READ, taking_down, 1),
    "purge": (purging, (*EDITED, taking_down), purging_again, 35),
}


def killed(**_: Any) -> None:
    raise Killed


def answered(status: int, code: str) -> Callable[..., AWSResponse]:
    """Return what answers a call with an error of AWS, in the manner of its service."""

    def answer(request: Any, **_: Any) -> AWSResponse:
        xml = f"<Error><Code>{code}</Code><Message>no</Message></Error>"
        body = json.dumps({"__type": code, "message": "no"})
        text = xml if "x-amz-target" not in {name.lower() for name in request.headers} else body
        return AWSResponse(request.url, status, {"content-length": str(len(text))}, _Raw(text))

    return answer


@dataclass
class _Raw:
    text: str

    def stream(self) -> Iterator[bytes]:
        yield self.text.encode()


FAULTS: dict[str, tuple[str, Callable[..., Any]]] = {
    "killed before": ("before-send", killed),
    "answer lost": ("after-call", killed),
    "throttled": ("before-send", answered(400, "ThrottlingException")),
    "server error": ("before-send", answered(500, "InternalServerError")),
    "denied": ("before-send", answered(403, "AccessDeniedException")),
}
CUTS = [
    (name, call, fault)
    for name, (*_, calls) in STEPS.items()
    for call in range(1, calls + 1)
    for fault in FAULTS
]


def work(deployment: Deployment, cut: Callable[[Any], object] | None = None) -> Work:
    made = deployment.new_client if cut else deployment.client
    dynamodb, s3, sqs = clients = [made(service) for service in ("dynamodb", "s3", "sqs")]
    if cut:
        for client in clients:
            cut(client)
    table = deployment.table(dynamodb)
    shelves = Shelves(
        DynamoArticles(table, S3Captures(s3, deployment.bucket, "readings")),
        S3Captures(s3, deployment.bucket),
        SqsOrders(sqs, deployment.fetch_queue, deployment.extract_queue),
        DynamoStatements(table),
        DynamoEdits(table),
    )
    return Work(shelves, DynamoSlots(table), DynamoSources(table))


def burning(fuse: Fuse, side: str, fault: Callable[..., Any]) -> Callable[[Any], None]:
    """Return what gives a client the fault at the call where the fuse ends."""

    def burn(**told: Any) -> Any:
        try:
            fuse.burn()
        except Killed:
            return fault(**told)
        return None

    return lambda client: client.meta.events.register(f"{side}.*", burn)


def settled(state: tuple[Any, ...]) -> tuple[Any, ...]:
    """Leave out hours, counts of tries and slots: those of the run that came through."""
    items, objects, fetches, extracts = state
    passing = {"submittedAt", "dueAt", "sk2", "slot", "checkedAt", "goneAt", "attempts"}
    # of a source: hours, the last visit's count, and what a run that died had set aside of the day
    passing |= {"run", "visitedAt", "yieldedAt", "wholeAt", "new", "taken"}
    kept = [
        {name: value for name, value in item.items() if name not in passing}
        for item in items
        if not item["pk"]["S"].startswith("H#")
    ]
    orders = {json.loads(each)["id"] for each in fetches}
    return kept, objects, orders, extracts


@pytest.fixture
def deployments(cloud: Cloud) -> Callable[[], Deployment]:
    return lambda: deployed(cloud)


UNDISTURBED: dict[str, tuple[Any, ...]] = {}


def undisturbed(name: str, deployments: Callable[[], Deployment]) -> tuple[Any, ...]:
    """Return the state after a step that nothing cuts; each is carried out once."""
    if name not in UNDISTURBED:
        step, before, mend, _ = STEPS[name]
        deployment = deployments()
        for each in (*before, step, mend):
            each(work(deployment))
        UNDISTURBED[name] = settled(deployment.state())
    return UNDISTURBED[name]


@pytest.mark.parametrize(("name", "call", "fault"), CUTS)
def test_a_fault_at_any_call_is_mended(
    deployments: Callable[[], Deployment], name: str, call: int, fault: str
) -> None:
    step, before, mend, _ = STEPS[name]
    wanted, cut = undisturbed(name, deployments), deployments()
    for earlier in before:
        earlier(work(cut))

    with pytest.raises((Killed, ClientError)):
        step(work(cut, burning(Fuse(call), *FAULTS[fault])))
    mend(work(cut))

    assert settled(cut.state()) == wanted


@pytest.mark.parametrize("name", STEPS)
def test_the_sweep_covers_every_call(
    deployments: Callable[[], Deployment],
    name: str,
    record_property: Callable[[str, object], None],
) -> None:
    step, before, _, calls = STEPS[name]
    deployment, seen = deployments(), list[str]()
    for earlier in before:
        earlier(work(deployment))

    def note(model: Any, **_: Any) -> None:
        seen.append(f"{model.service_model.service_id} {model.name}")

    step(work(deployment, lambda client: client.meta.events.register("after-call.*", note)))

    record_property("calls", seen)
    assert len(seen) == calls


@pytest.mark.parametrize("name", STEPS)
def test_a_step_done_twice_is_a_step_done_once(
    deployments: Callable[[], Deployment], name: str
) -> None:
    step, before, mend, _ = STEPS[name]
    deployment = deployments()
    for each in (*before, step, step, mend, mend):
        each(work(deployment))

    assert settled(deployment.state()) == undisturbed(name, deployments)


def test_two_workers_at_once_end_with_the_later_answer(
    deployments: Callable[[], Deployment],
) -> None:
    for _ in range(5):
        deployment = deployments()
        submitting(work(deployment))
        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(step, work(deployment)) for step in (changing, taking_in)]:
                done.result()
        for number in (1, 2):
            if work(deployment).shelves.articles.version("a", number):
                file_article("a", number, work(deployment).shelves, NOW)

        articles = work(deployment).shelves.articles
        head = articles.head("a")
        assert head is not None
        version = articles.version("a", head.version)
        assert version is not None
        assert (head.status, head.fetched_at) == ("stored", NOW + DAY)
        assert version.capture.fetched_at == NOW + DAY
