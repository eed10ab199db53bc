"""What a deployment's resources say about its health: tables, queues, schedules, alarms."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Self

from saidly.aws.sources import DynamoSources
from saidly.aws.table import Table
from saidly.cli.aws import client
from saidly.cli.desk import Desk
from saidly.cli.findings import Finding, looked
from saidly.errors import NotFound

QUEUES = ("Fetch", "Extract")
# as SAM calls them: the function and its event
SCHEDULES = {"visits": "DiscoverFunctionSchedule", "sweep": "SweepFunctionEveryMinute"}
# the alarms of the template tell a queue that does not keep up after an hour
MAX_AGE_S = 3600

_SOURCES, _NAMED = 500, 5  # read at a time; named where they are ill


@dataclass(frozen=True, slots=True)
class Deployment:
    """A deployed stack: its clients, its resources by the template's names, its parameters."""

    client: Callable[[str], Any]
    names: Mapping[str, str]
    parameters: Mapping[str, str]

    @classmethod
    def of(cls, asked: Namespace, desk: Desk) -> Self:
        """Find the stack that is asked about: the local one, unless another API is named.

        Raises:
            ClientError: there is no such stack, or no right to see it.
            BotoCoreError: no credentials, no region, no network.
        """
        elsewhere = asked.api or asked.stack or desk.environment.get("SAIDLY_URL")
        made = partial(client, desk=desk, local=not elsewhere)
        formation, stack = made("cloudformation"), asked.stack or "saidly"
        described = formation.describe_stacks(StackName=stack)["Stacks"][0]
        pages = formation.get_paginator("list_stack_resources").paginate(StackName=stack)
        names = {
            each["LogicalResourceId"]: each.get("PhysicalResourceId", "")
            for page in pages
            for each in page["StackResourceSummaries"]
        }
        stated = described.get("Parameters", [])
        return cls(made, names, {each["ParameterKey"]: each["ParameterValue"] for each in stated})

    def name(self, logical: str) -> str:
        """Return what AWS calls a resource of the template.

        Raises:
            NotFound: the stack has none of that name.
        """
        if logical not in self.names:
            raise NotFound(f"the stack has no {logical}")
        return self.names[logical]


def examined(found: Deployment, now: datetime) -> Iterator[Finding]:
    """Look at everything that a deployment stands on."""
    yield from looked("contact", lambda: _contact(found))
    yield from looked("table", lambda: _table(found))
    yield from looked("bucket", lambda: _bucket(found))
    yield from looked("sources", lambda: _sources(found))
    for what, logical in SCHEDULES.items():
        yield from looked(what, partial(_schedule, found, what, logical))
    for queue in QUEUES:
        yield from looked(f"{queue.lower()} queue", partial(_queue, found, queue, now))
        yield from looked(f"{queue.lower()} dead letters", partial(_letters, found, queue))
    yield from looked("alarms", lambda: _alarms(found))


def _contact(found: Deployment) -> Iterator[Finding]:
    contact = found.parameters.get("Contact", "")
    if contact:
        yield Finding("contact", "ok", contact)
        return
    advice = "publishers cannot reach you: deploy with Contact=…, a page or a mailbox"
    yield Finding("contact", "warn", "is not set", advice)


def _table(found: Deployment) -> Iterator[Finding]:
    name = found.name("Table")
    status = found.client("dynamodb").describe_table(TableName=name)["Table"]["TableStatus"]
    good = status in ("ACTIVE", "UPDATING")
    yield Finding("table", "ok" if good else "fail", f"{name} is {status.lower()}")


def _bucket(found: Deployment) -> Iterator[Finding]:
    name = found.name("Bucket")
    found.client("s3").head_bucket(Bucket=name)
    yield Finding("bucket", "ok", f"{name} is there")


def _sources(found: Deployment) -> Iterator[Finding]:
    shelf = DynamoSources(Table(found.client("dynamodb"), found.name("Table")))
    kept, after = shelf.page(_SOURCES, None)
    if not kept:
        advice = "nothing comes in but what is submitted; saidly sources add"
        yield Finding("sources", "warn", "none is watched", advice)
        return
    while after is not None:
        more, after = shelf.page(_SOURCES, after)
        kept += more
    ill = [one for one in kept if one.health.failures or one.health.silent_since]
    ill = [one for one in ill if not one.source.paused]
    if not ill:
        yield Finding("sources", "ok", f"{len(kept)} watched")
        return
    names = ", ".join(one.source.id for one in ill[:_NAMED])
    advice = "saidly sources show ID tells why"
    yield Finding(
        "sources", "warn", f"{len(ill)} of {len(kept)} fail or are silent: {names}", advice
    )


def _schedule(found: Deployment, what: str, logical: str) -> Iterator[Finding]:
    # the local AWS names it by its address, AWS by its name
    physical = found.name(logical).rpartition("/")[2]
    told = found.client("scheduler").get_schedule(Name=physical)
    if told["State"] == "ENABLED":
        yield Finding(what, "ok", f"scheduled, {told['ScheduleExpression']}")
        return
    advice = (
        "nothing is done by itself: deploy with ScheduleState=ENABLED, or enable it in Scheduler"
    )
    yield Finding(what, "fail" if what == "sweep" else "warn", "the schedule is off", advice)


def _queue(found: Deployment, queue: str, now: datetime) -> Iterator[Finding]:
    url = found.name(f"{queue}Queue")
    waiting, worked_on = _depth(found, url)
    age_s = _age_s(found, url.rpartition("/")[2], now)
    told = f"{waiting} wait, {worked_on} are worked on"
    told += f", the oldest for {age_s:.0f} s" if age_s else ""
    most = int(found.parameters.get("MaxOrdersWaiting", "50000"))
    if waiting > most or age_s > MAX_AGE_S:
        advice = "it does not keep up: look at throttles and errors, raise WorkersPerQueue"
        yield Finding(f"{queue.lower()} queue", "warn", told, advice)
        return
    yield Finding(f"{queue.lower()} queue", "ok", told)


def _depth(found: Deployment, url: str) -> tuple[int, int]:
    names = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
    sqs = found.client("sqs")
    told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(names))["Attributes"]
    return int(told[names[0]]), int(told[names[1]])


def _age_s(found: Deployment, queue: str, now: datetime) -> float:
    """Return how long the oldest order waits; 0 where nothing was measured lately."""
    points = found.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/SQS",
        MetricName="ApproximateAgeOfOldestMessage",
        Dimensions=[{"Name": "QueueName", "Value": queue}],
        StartTime=now - timedelta(minutes=15),
        EndTime=now,
        Period=300,
        Statistics=["Maximum"],
    )["Datapoints"]
    return max((float(point["Maximum"]) for point in points), default=0.0)


def _letters(found: Deployment, queue: str) -> Iterator[Finding]:
    waiting, _ = _depth(found, found.name(f"{queue}DeadLetters"))
    what = f"{queue.lower()} dead letters"
    if not waiting:
        yield Finding(what, "ok", "none")
        return
    advice = f"read the log of {queue.lower()}, mend the bug, then: saidly redrive {queue.lower()}"
    yield Finding(what, "fail", f"{waiting} orders failed five times", advice)


def _alarms(found: Deployment) -> Iterator[Finding]:
    ours = {physical: logical for logical, physical in found.names.items()}
    pages = found.client("cloudwatch").get_paginator("describe_alarms").paginate(StateValue="ALARM")
    ringing = [
        ours[each["AlarmName"]]
        for page in pages
        for each in page["MetricAlarms"]
        if each["AlarmName"] in ours
    ]
    if not ringing:
        yield Finding("alarms", "ok", "none rings")
    for name in sorted(ringing):
        yield Finding(name, "fail", "is in ALARM", "docs/RUNBOOK.md says what to do")
