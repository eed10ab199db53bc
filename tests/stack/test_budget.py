"""The deployed service counts what it spends, and stops its schedule once that is enough."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saidly import urls
from saidly.aws.accounts import DynamoLedger
from saidly.aws.articles import DynamoArticles
from saidly.aws.table import Table
from saidly.local.cloud import Cloud
from saidly.local.stack import LocalStack
from saidly.spending import NANO, Ledger, MemoryLedger
from saidly.store import Head
from saidly.store.memory import MemoryCaptures
from tests.contract import NOW
from tests.stack.shelves import deployed
from tests.stack.test_corridor import WAIT_S, printed, raw
from tests.stack.test_sweep import invoked


@pytest.mark.parametrize("kind", ["memory", "table"])
def test_a_month_adds_up_by_function_and_service(cloud: Cloud, kind: str) -> None:
    made = deployed(cloud)
    table = DynamoLedger(made.table(made.client("dynamodb")))
    ledger: Ledger = MemoryLedger() if kind == "memory" else table
    for _ in range(2):
        ledger.book("fetch", NOW, {"dynamodb": 3, "lambda": 2})
    ledger.book("extract", NOW, {"dynamodb": 1})
    ledger.book("extract", NOW + timedelta(days=40), {"s3": 9})

    month = ledger.month(f"{NOW:%Y-%m}")

    assert month.functions == {"fetch": {"dynamodb": 6, "lambda": 4}, "extract": {"dynamodb": 1}}
    assert (month.total, month.services) == (11, {"dynamodb": 7, "lambda": 4})
    assert ledger.month("2001-01").functions == {}


def test_an_article_tells_what_it_cost(stack: LocalStack) -> None:
    url = stack.press.add("lantern.test", "/dear", printed("The dear bridge"))

    stored = stack.client.stored(stack.client.submit(url)["id"], WAIT_S)

    # at least the page, its capture and the head, at $0.000000625 a unit and $0.000005 a capture
    assert 0.000007 < stored["costUsd"] < 0.01


@contextmanager
def with_budget(stack: LocalStack, *names: str) -> Iterator[None]:
    """Give functions a budget of a dollar while it lasts."""
    client = stack.cloud.client("lambda")
    told = client.list_functions()["Functions"]
    found = [each for each in told if any(name in each["FunctionName"] for name in names)]

    def tell(budget: str) -> None:
        for each in found:
            variables = each["Environment"]["Variables"] | {"SAIDLY_MONTHLY_BUDGET": budget}
            name = each["FunctionName"]
            client.update_function_configuration(
                FunctionName=name, Environment={"Variables": variables}
            )
            for alias in client.list_aliases(FunctionName=name)["Aliases"]:  # as a deployment does
                version = client.publish_version(FunctionName=name)["Version"]
                client.update_alias(FunctionName=name, Name=alias["Name"], FunctionVersion=version)

    tell("1")
    try:
        yield
    finally:
        tell("0")


def test_once_a_month_has_cost_what_it_may_the_schedule_pauses(stack: LocalStack) -> None:
    table = Table(stack.cloud.client("dynamodb"), stack.deployed.outputs["TableName"])
    articles, now = DynamoArticles(table, MemoryCaptures()), datetime.now(UTC)
    url = stack.press.add("lantern.test", "/waits", printed("The story that waits"))
    name, due_at = urls.article_id(url), now - timedelta(hours=1)
    before = table.get(f"COSTS#{now:%Y-%m}", "fetch") or {}
    DynamoLedger(table).book("fetch", now, {"dynamodb": 2 * NANO})

    with with_budget(stack, "Sweep", "Discover", "ApiFunction"):
        articles.submit(Head(name, url, "queued", due_at, due_at=due_at))
        swept: Any = invoked(stack, "Sweep", {})
        visited: Any = invoked(stack, "Discover", {})
        told = raw(stack, "GET", "/costs").json()

    assert (swept, visited) == ({"sent": 0}, {"visited": []})
    assert (told["paused"], told["budgetUsd"]) == (True, 1.0)
    assert told["functions"]["fetch"]["dynamodb"] >= 2
    table.put({"pk": f"COSTS#{now:%Y-%m}", "sk": "fetch", **before})
    invoked(stack, "Sweep", {})
    assert stack.client.stored(name, WAIT_S)["headline"] == "The story that waits"
