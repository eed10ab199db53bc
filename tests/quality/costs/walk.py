"""The real handlers, carried out in this process against the embedded AWS, on a clock of ours.

What SQS would deliver is delivered here, at the simulated moment and in batches as large as the
template allows; so an order that waits 15 minutes for its host costs no minutes.
"""

import contextlib
import heapq
import importlib.util
import io
import json
import math
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import thread_time
from typing import Any
from unittest import mock

from saidly import env, errand, filing, sweep
from saidly.aws import clients
from saidly.local.package import template
from saidly.local.press import Press, Printed
from saidly.pace import DELAY_S
from tests.quality import start_up
from tests.quality.costs.bills import SHEET, gb_seconds, overlapped, wait_s
from tests.quality.costs.meter import OWN, Meter
from tests.stack.shelves import Deployment

ROOT = Path(__file__).parents[3]
TEMPLATE = template(ROOT / "template.yaml")
FUNCTIONS = ("discover", "fetch", "extract", "sweep", "api", "authorize")
# what a function does beside each other: orders; the sweep, tens of them
AT_ONCE = {"fetch": errand.AT_ONCE, "extract": filing.AT_ONCE, "sweep": sweep.AT_ONCE}
QUEUES = ("fetch", "extract")
TAKES = timedelta(seconds=0.5)  # that an invocation takes, for the clock alone
TOKEN = "Bearer desk.secret"
# what functions print; one for all walks, for a logger keeps the stream that it was made with
OUT = io.StringIO()


@dataclass(frozen=True, slots=True)
class Context:
    """What Lambda tells a handler about its invocation."""

    function_name: str
    memory_limit_in_mb: int
    invoked_function_arn: str = "arn:aws:lambda:us-east-1:123456789012:function:counted"
    aws_request_id: str = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef"

    def get_remaining_time_in_millis(self) -> int:
        return 60_000


def memory_mb(function: str) -> int:
    """Return a function's memory, by the template."""
    own = TEMPLATE["Resources"][f"{function.capitalize()}Function"]["Properties"]
    return int(own.get("MemorySize", TEMPLATE["Globals"]["Function"]["MemorySize"]))


def platform_bytes(function: str) -> int:
    """Return what Lambda itself writes into the log at each invocation that ends well."""
    own = TEMPLATE["Resources"][f"{function.capitalize()}Function"]["Properties"]
    quiet = own["LoggingConfig"].get("SystemLogLevel") == "WARN"
    return 0 if quiet else int(SHEET["platform"]["log_bytes"])


def batch(function: str) -> int:
    """Return how many orders a function takes at once, by the template."""
    own = TEMPLATE["Resources"][f"{function.capitalize()}Function"]["Properties"]
    return int(own["Events"]["Orders"]["Properties"]["BatchSize"])


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of the API; one with a body is a POST."""

    path: str
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None


class Publisher(Press):
    """The sample press, with as many newspapers as one likes; it counts what it is asked for."""

    def __init__(self, hosts: Iterable[str]) -> None:
        super().__init__(0)
        self.hosts, self.asked = tuple(hosts), 0

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(f"{host}:{self.port}" for host in self.hosts)

    def page(self, host: str, path: str) -> Printed:
        self.asked += 1
        return super().page(host, path)

    def publish(self, host: str, path: str, html: bytes) -> str:
        """Answer with a page; return its address."""
        # on loopback a host has no pause but its own: here it is what every other host gets
        rules = f"User-agent: *\nCrawl-delay: {DELAY_S:.0f}\n".encode()
        self.add(host, "/robots.txt", Printed(200, "text/plain", rules))
        return self.add(host, path, Printed(200, "text/html; charset=utf-8", html))


@dataclass
class Spent:
    """What the invocations of one function took."""

    invocations: int = 0
    cpu_s: float = 0.0
    billed_gb_s: float = 0.0


@dataclass
class Walk:
    """The functions of one deployment; ``offset`` is how far its clock is ahead."""

    meter: Meter
    deployment: Deployment
    publisher: Publisher
    # the clock stands still but for ``offset``: how fast this machine is changes no count
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    offset: timedelta = timedelta()
    handlers: dict[str, Any] = field(default_factory=dict)
    spent: dict[str, Spent] = field(default_factory=dict)
    waiting: dict[str, list[tuple[datetime, int, str]]] = field(default_factory=dict)  # by queue
    sent: int = 0
    failed: list[str] = field(default_factory=list)  # orders that hit a bug of ours

    def now(self) -> datetime:
        return self.began + self.offset

    def noted(self, params: dict[str, Any], **_: Any) -> None:
        """Keep a message that is sent, to deliver it when it is due."""
        queue = {self.deployment.fetch_queue: "fetch", self.deployment.extract_queue: "extract"}
        for told in params.get("Entries", [params]):
            at = self.now() + timedelta(seconds=told.get("DelaySeconds", 0))
            self.sent += 1
            row = self.waiting.setdefault(queue[params["QueueUrl"]], [])
            heapq.heappush(row, (at, self.sent, told["MessageBody"]))

    def invoke(self, function: str, event: dict[str, Any], name: str | None = None) -> Any:
        """Run a handler once and count it under ``name``."""
        with self.meter.at(name or function) as counted, contextlib.redirect_stdout(OUT):
            asked_before = self.publisher.asked
            counted.waits_s.clear()
            start = thread_time() - self.meter.own_cpu_s
            result = self.handlers[function](event, Context(function, memory_mb(function)))
            cpu_s = thread_time() - self.meter.own_cpu_s - start
            # carried out one after the other, so that CPU is counted right; billed as on Lambda
            at_once, own_s = AT_ONCE.get(function, 1), counted.waits_s.pop(OWN, 0.0)
            asks = math.ceil((self.publisher.asked - asked_before) / at_once)
            waits_s = overlapped(counted.waits_s.values(), at_once)
            waits_s += own_s / (at_once if function == "sweep" else 1)  # its orders are its own
            waits_s += asks * wait_s("publisher")
        self.offset += TAKES
        log_bytes = len(OUT.getvalue().encode()) + platform_bytes(function)
        OUT.seek(0)
        OUT.truncate()
        billed = gb_seconds(cpu_s, waits_s, memory_mb(function))
        spent = self.spent.setdefault(name or function, Spent())
        spent.invocations += 1
        spent.cpu_s += cpu_s
        spent.billed_gb_s += billed
        counted.usage["lambda.requests"] += 1
        counted.usage["lambda.gb_seconds"] += billed
        counted.usage["logs.gb"] += log_bytes / 1e9
        counted.bytes["log"] += log_bytes
        return result

    def deliver(self, name: str = "") -> None:
        """Deliver what waits until nothing waits; the clock goes on to what is due next."""
        while any(self.waiting.values()):
            queue, row = min(
                ((name, row) for name, row in self.waiting.items() if row), key=lambda each: each[1]
            )
            self.offset += max(timedelta(), row[0][0] - self.now())
            due: list[str] = []
            now = self.now()
            while row and row[0][0] <= now and len(due) < batch(queue):
                due.append(heapq.heappop(row)[2])
            records = [{"messageId": str(n), "body": body} for n, body in enumerate(due)]
            told = self.invoke(queue, {"Records": records}, name + queue)
            # SQS would deliver them again, to fail again; here each fails once
            self.failed += [due[int(each["itemIdentifier"])] for each in told["batchItemFailures"]]
            usage = self.meter.counted[name + queue].usage
            usage["sqs.requests"] += 2  # received and deleted by the batch
            usage["sqs.fair"] += 2 * (queue == "fetch")

    def asked(self, asked: Asked, name: str) -> Any:
        """Send a request through the authorizer and the API, as the gateway does."""
        self.invoke("authorize", _authorizing(), name)
        told = self.invoke("api", _requesting(asked), name)
        if told["statusCode"] not in (200, 202):
            raise RuntimeError(f"{name} is answered by {told['statusCode']}: {told['body']}")
        usage = self.meter.counted[name].usage
        usage["api.requests"] += 1
        usage["transfer.gb"] += len(told["body"]) / 1e9
        return told


def _authorizing() -> dict[str, Any]:
    arn = "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/v1/GET/articles"
    return {"type": "REQUEST", "methodArn": arn, "headers": {"Authorization": TOKEN}}


def _requesting(asked: Asked) -> dict[str, Any]:
    return {
        "httpMethod": "GET" if asked.body is None else "POST",
        "resource": "/{proxy+}",
        "path": asked.path,
        "queryStringParameters": asked.query,
        "headers": {"Accept": "application/json", "Content-Type": "application/json"},
        "requestContext": {
            "requestId": "r",
            "authorizer": {"scopes": "read write", "principalId": "desk"},
        },
        "body": None if asked.body is None else json.dumps(asked.body),
    }


@contextlib.contextmanager
def walking(deployment: Deployment, publisher: Publisher) -> Iterator[Walk]:
    """Yield the functions of a deployment, in this process's environment while it lasts."""
    look = deployment.client("dynamodb")
    walk = Walk(Meter(look, deployment.table_name), deployment, publisher)
    told = start_up.environment() | {
        "AWS_ENDPOINT_URL": deployment.url,
        "AWS_ACCESS_KEY_ID": deployment.account,
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": "us-east-1",
        # a stack beside this one may start its functions meanwhile: they keep their own press
        "SAIDLY_LOOPBACK": ",".join((*publisher.names, *sorted(env.loopback()))),
        "SAIDLY_TABLE": deployment.table_name,
        "SAIDLY_BUCKET": deployment.bucket,
        "SAIDLY_FETCH_QUEUE": deployment.fetch_queue,
        "SAIDLY_EXTRACT_QUEUE": deployment.extract_queue,
    }
    alone = [mock.patch.object(module, "AT_ONCE", 1) for module in (errand, filing, sweep)]
    clock = mock.patch.object(env, "now", walk.now)
    with mock.patch.dict(os.environ, told), clock, alone[0], alone[1], alone[2]:
        _forget_clients()
        try:
            for service in ("dynamodb", "s3", "sqs"):
                walk.meter.watch(clients.client(service))
            events = clients.client("sqs").meta.events
            for operation in ("SendMessage", "SendMessageBatch"):
                events.register(f"before-parameter-build.sqs.{operation}", walk.noted)
            with contextlib.redirect_stdout(OUT):
                walk.handlers = {name: _handler(name) for name in FUNCTIONS}
            yield walk
        finally:
            _forget_clients()


def _forget_clients() -> None:
    """Have clients made anew, of the environment as it is then."""
    for made in (clients._session, clients.client):
        made.cache_clear()


def _handler(function: str) -> Any:
    file = ROOT / "functions" / function / "app.py"
    spec = importlib.util.spec_from_file_location(f"counted_{function}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.lambda_handler
