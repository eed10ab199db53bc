"""The deployed sweep, with its own role: what is due goes on, what is not stays."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saidly import urls
from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.table import Table
from saidly.local.press import Printed
from saidly.local.stack import LocalStack
from saidly.store import Head
from tests.stack.test_corridor import WAIT_S, printed, raw


@pytest.fixture
def articles(stack: LocalStack) -> DynamoArticles:
    outputs, cloud = stack.deployed.outputs, stack.cloud
    readings = S3Captures(cloud.client("s3"), outputs["CapturesBucket"], "readings")
    return DynamoArticles(Table(cloud.client("dynamodb"), outputs["TableName"]), readings)


def invoked(stack: LocalStack, name: str, event: Any) -> Any:
    """Run a function of the stack once; return what it answers."""
    client = stack.cloud.client("lambda")
    names = [each["FunctionName"] for each in client.list_functions()["Functions"]]
    (full,) = (each for each in names if name in each)
    answer = client.invoke(FunctionName=full, Payload=json.dumps(event))
    assert "FunctionError" not in answer, answer["Payload"].read()
    return json.loads(answer["Payload"].read())


def test_an_order_that_got_lost_is_sent_on_and_carried_out(
    stack: LocalStack, articles: DynamoArticles
) -> None:
    url = stack.press.add("lantern.test", "/lost", printed("The order that got lost"))
    name, hour_ago = urls.article_id(url), datetime.now(UTC) - timedelta(hours=1)
    articles.submit(Head(name, url, "queued", hour_ago, due_at=hour_ago))
    articles.submit(Head("later", url, "queued", hour_ago, due_at=hour_ago + timedelta(days=1)))

    invoked(stack, "Sweep", {})

    assert stack.client.stored(name, WAIT_S)["headline"] == "The order that got lost"
    later = articles.head("later")
    assert later is not None
    assert later.due_at == hour_ago + timedelta(days=1)
    assert ("later", "queued") in _listed(stack, "queued")
    articles.postpone(later, None)
    assert ("later", "queued") not in _listed(stack, "queued")


def _listed(stack: LocalStack, status: str) -> set[tuple[str, str]]:
    """Return a whole list of the API, by the links to its next page."""
    found, path = set[tuple[str, str]](), f"/articles?status={status}"
    while path:
        answer = raw(stack, "GET", path)
        found |= {(each["id"], each["status"]) for each in answer.json()["articles"]}
        path = f"/articles{answer.links['next']['url']}" if "next" in answer.links else ""
    return found


def test_a_host_in_trouble_is_asked_again_when_its_page_is_due(
    stack: LocalStack, articles: DynamoArticles
) -> None:
    url = stack.press.add("lantern.test", "/trouble", Printed(503, "text/html", b"Busy"))
    name = stack.client.submit(url)["id"]
    deadline = time.monotonic() + WAIT_S
    while (failed := articles.head(name)) is None or failed.attempts == 0:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    stack.press.add("lantern.test", "/trouble", printed("Out of trouble"))

    articles.postpone(failed, datetime.now(UTC))
    invoked(stack, "Sweep", {})

    assert failed.reason == "status 503"
    deadline = time.monotonic() + WAIT_S
    while "articleBody" not in (reply := stack.client.article(name)):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert reply["headline"] == "Out of trouble"
