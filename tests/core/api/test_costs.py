"""What a month has cost, over HTTP and from the command line."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from saidly.api import Desk, Request, answer
from saidly.api.document import document
from saidly.cli import costs
from saidly.spending import NANO, Budget, MemoryLedger
from tests.contract import NOW, head, in_memory
from tests.core.cli.test_statements import Desk as Laptop
from tests.core.cli.test_statements import asked


@pytest.fixture
def desk() -> Desk:
    ledger = MemoryLedger()
    ledger.book("fetch", NOW, {"dynamodb": 3 * NANO, "lambda": NANO // 2})
    ledger.book("extract", NOW, {"dynamodb": NANO})
    ledger.book("extract", NOW, {"dynamodb": NANO})
    return replace(Desk(in_memory(), lambda: b"k", lambda: NOW), budget=Budget(ledger, 5.0))


def ask(desk: Desk, route: str = "GET /costs", **query: str) -> Any:
    return json.loads(answer(Request(route, {}, query), desk).body)


def test_a_month_is_told_by_service_and_by_function(desk: Desk) -> None:
    told = ask(desk)

    assert (told["month"], told["usd"]) == (f"{NOW:%Y-%m}", 5.5)
    assert told["services"] == {"dynamodb": 5.0, "lambda": 0.5}
    assert told["functions"]["extract"] == {"dynamodb": 2.0}
    schema = document() | {"$ref": "#/components/schemas/Costs"}
    assert list(Draft202012Validator(schema).iter_errors(told)) == []


def test_a_budget_that_is_spent_is_told(desk: Desk) -> None:
    more = replace(desk, budget=replace(desk.budget, usd=5.6))
    free = replace(desk, budget=replace(desk.budget, usd=0.0))

    assert (ask(desk)["budgetUsd"], ask(desk)["paused"]) == (5.0, True)
    assert (ask(more)["budgetUsd"], ask(more)["paused"]) == (5.6, False)
    assert (ask(free)["budgetUsd"], ask(free)["paused"]) == (None, False)
    assert ask(desk, "GET /sources")["budgetSpent"] is True
    assert ask(more, "GET /sources")["budgetSpent"] is False


def test_another_month_is_told_and_pauses_nothing(desk: Desk) -> None:
    told = ask(desk, month="2025-01")

    assert (told["usd"], told["services"], told["paused"]) == (0, {}, False)


@pytest.mark.parametrize("month", ["2026", "2026-13", "1999-01", "2026-1", "2026-01-01"])
def test_what_is_no_month_is_refused(desk: Desk, month: str) -> None:
    assert ask(desk, month=month)["field"] == "month"


def test_an_article_tells_what_it_cost(desk: Desk) -> None:
    desk.shelves.articles.submit(replace(head(), cost=32_700))

    assert ask(desk, "GET /articles", publisher="x")["articles"] == []
    told = json.loads(answer(Request("GET /articles/{id}", {"id": "a"}), desk).body)
    assert told["costUsd"] == 0.0000327


def test_the_command_line_prints_a_table(desk: Desk) -> None:
    told = costs.costs(asked(month=None), Laptop(desk)).splitlines()  # type: ignore[arg-type]

    assert told[0] == f"{NOW:%Y-%m}: $5.5000 by our own count, budget $5.00"
    assert told[1].startswith("The budget is spent")
    assert told[3].split() == ["dynamodb", "lambda"]
    assert told[5].split() == ["fetch", "3.0000", "0.5000"]


def test_the_command_line_tells_a_month_in_which_nothing_ran(desk: Desk) -> None:
    laptop: Any = Laptop(desk)

    plain = json.loads(costs.costs(asked(month="2025-01", json=True), laptop))

    assert plain["usd"] == 0
    free: Any = Laptop(replace(desk, budget=replace(desk.budget, usd=0.0)))
    assert costs.costs(asked(month="2025-01"), free) == "2025-01: $0.0000 by our own count"
