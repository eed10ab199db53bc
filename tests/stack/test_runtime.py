"""Each function under AWS's own runtime client, as Lambda starts it.

The client (awslambdaric) takes events from Lambda's Runtime API, which is played here: it sets up
logging, imports the handler and writes the answer; what it does to a function shows nowhere else.
Source: AWS Lambda developer guide, "Lambda runtime API", version 2018-06-01.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from saidly.local.cloud import ACCOUNT, REGION
from saidly.local.press import Printed
from saidly.local.stack import LocalStack
from tests.stack.test_corridor import PAGE, WAIT_S
from tests.stack.test_sam_local import ROOT, variables

JSON = dict[str, Any]
KEY = "key=s3cret"  # as private feeds and previews have it in their addresses
LASTS_S = 60


@dataclass
class RuntimeApi:
    """What Lambda says to its runtime: one event, then nothing; and what it is told."""

    event: JSON
    told: "queue.Queue[tuple[str, JSON]]" = field(default_factory=queue.Queue)
    taken: threading.Event = field(default_factory=threading.Event)
    rests: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve on a free port; yield host and port."""
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if api.taken.is_set():  # the runtime rests until the next event, which never comes
                    api.rests.set()
                    api.over.wait()
                    return
                api.taken.set()
                until = 1000 * (time.time() + LASTS_S)
                self._send(
                    json.dumps(api.event).encode(),
                    ("Content-Type", "application/json"),
                    ("Lambda-Runtime-Aws-Request-Id", "request-1"),
                    ("Lambda-Runtime-Deadline-Ms", f"{until:.0f}"),
                    ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:0:f"),
                )

            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"]))
                api.told.put((self.path.rpartition("/")[2], json.loads(sent)))
                self._send(b"", status=202)

            def _send(self, body: bytes, *headers: tuple[str, str], status: int = 200) -> None:
                self.send_response(status)
                for name, value in (*headers, ("Content-Length", str(len(body)))):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            self.over.set()
            server.shutdown()
            thread.join()
            server.server_close()


def run(stack: LocalStack, function: str, event: JSON, ends: str = "response") -> tuple[JSON, str]:
    """Start a function as Lambda does and give it one event; return its answer and its log."""
    api = RuntimeApi(event)
    with api.serving() as address:
        process = subprocess.Popen(
            [sys.executable, "-m", "awslambdaric", "app.lambda_handler"],
            cwd=ROOT / "functions" / function,
            env={
                "PATH": os.environ["PATH"],
                **variables(stack),
                "SAIDLY_LOOPBACK": f"lantern.test:{stack.press.port}",
                "PYTHONPATH": str(ROOT / "shared"),
                "AWS_ACCESS_KEY_ID": ACCOUNT,
                "AWS_SECRET_ACCESS_KEY": "local",
                "AWS_DEFAULT_REGION": REGION,
                "AWS_LAMBDA_RUNTIME_API": address,
                "AWS_LAMBDA_FUNCTION_NAME": function,
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
                # what LogFormat JSON sets, with the level that is Lambda's own
                "AWS_LAMBDA_LOG_FORMAT": "JSON",
                "AWS_LAMBDA_LOG_LEVEL": "INFO",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            kind, answer = api.told.get(timeout=WAIT_S)
            api.rests.wait(WAIT_S)
        finally:
            process.kill()
            log, _ = process.communicate()
    assert kind == ends, (answer, log)
    return answer, log


def sample(name: str, **body: object) -> JSON:
    """Return an event of the folder of samples; ``body`` is the order that it brings."""
    event: JSON = json.loads((ROOT / f"events/{name}.json").read_text())
    for record in event.get("Records", ()) if body else ():
        record["body"] = json.dumps(body)
    return event


@pytest.fixture(scope="module")
def stored(stack: LocalStack) -> JSON:
    """A story whose address holds a key."""
    headline, text = "Ferry bell mended at Tarn", "text/html; charset=utf-8"
    body = PAGE.format(headline=headline, date="2026-11-22T10:00:00Z").encode()
    url = stack.press.add("lantern.test", "/keyed", Printed(200, text, body))
    return stack.client.stored(stack.client.submit(f"{url}?{KEY}")["id"], WAIT_S)


def lines(log: str) -> list[JSON]:
    """Return a log's lines, each of which is an object: so CloudWatch is asked by field."""
    return [json.loads(line) for line in log.splitlines()]


def test_a_page_is_fetched_and_its_address_stands_in_no_log(
    stack: LocalStack, stored: JSON
) -> None:
    order = {"id": stored["id"], "url": stored["url"]}

    answer, log = run(stack, "fetch", sample("fetch", **order))

    assert KEY in stored["url"]
    assert answer == {"batchItemFailures": []}
    assert any(line.get("article") == stored["id"] for line in lines(log)), log
    assert "s3cret" not in log


def test_an_article_is_filed_and_its_text_stands_in_no_log(stack: LocalStack, stored: JSON) -> None:
    order = {"id": stored["id"], "version": stored["version"]}

    answer, log = run(stack, "extract", sample("extract", **order))

    assert answer == {"batchItemFailures": []}
    assert any(line.get("article") == stored["id"] for line in lines(log)), log
    for words in ("Greta", "Tarn", "bridge"):
        assert words not in log


def test_a_failed_order_is_told_by_its_id(stack: LocalStack) -> None:
    answer, log = run(stack, "extract", sample("extract", id="nobody", version=1))

    assert len(answer["batchItemFailures"]) == 1
    (failed,) = [line for line in lines(log) if line.get("message") == "order failed"]
    assert failed["level"] == "ERROR"
    assert failed["exception"].endswith("NotFound: no version 1 of article nobody")


@pytest.mark.parametrize(
    ("function", "event", "status"),
    [("api", "api-health", 200), ("reader", "reader-start", 200)],
)
def test_a_request_is_answered_with_one_line(
    stack: LocalStack, function: str, event: str, status: int
) -> None:
    answer, log = run(stack, function, sample(event))

    assert answer["statusCode"] == status
    assert [line["status"] for line in lines(log) if "status" in line] == [status]


@pytest.mark.parametrize(
    ("function", "event"), [("discover", "discover-round"), ("sweep", "sweep")]
)
def test_a_run_of_the_schedule_ends_well(stack: LocalStack, function: str, event: str) -> None:
    answer, log = run(stack, function, sample(event))

    assert answer
    assert all(line.get("level", "INFO") == "INFO" for line in lines(log)), log


def test_a_token_is_let_in_or_refused_in_the_gateways_word(stack: LocalStack) -> None:
    wrong = sample("authorize")
    right = wrong | {"headers": {"Authorization": f"Bearer {stack.client.token}"}}

    let_in, _ = run(stack, "authorize", right)
    refused, log = run(stack, "authorize", wrong, ends="error")

    assert let_in["policyDocument"]["Statement"][0]["Effect"] == "Allow"
    assert refused["errorMessage"] == "Unauthorized"
    assert stack.client.token not in log
