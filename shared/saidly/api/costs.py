"""What a month has cost so far, by the functions' own count, and what it may cost."""

import re
from collections.abc import Mapping
from typing import Any

from saidly import formats
from saidly.api.asked import known, text
from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request
from saidly.api.writing import written
from saidly.errors import BadRequest
from saidly.spending import NANO, month_of, sheet

_MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


def costs(request: Request, desk: Desk) -> Reply:
    """Tell what a month has cost, by service and function, and whether the budget is spent."""
    known(request.query, ("month",))
    current = month_of(desk.now())
    name = text(request.query, "month") or current
    if not _MONTH.fullmatch(name):
        raise BadRequest("month", "must be a month: 2026-11")
    month = desk.budget.ledger.month(name)
    functions = {who: _dollars(spent) for who, spent in month.functions.items()}
    body: dict[str, Any] = {
        "month": name,
        "usd": month.total / NANO,
        "budgetUsd": desk.budget.usd or None,
        "paused": name == current and desk.budget.spent_up(desk.now()),
        "services": _dollars(month.services),
        "functions": dict(sorted(functions.items())),
        "prices": {"region": sheet()["region"], "asOf": sheet()["asOf"]},
    }
    return written(request, formats.ONLY_JSON, body, ("cache-control", "no-store"))


def _dollars(spent: Mapping[str, int]) -> dict[str, float]:
    return {name: amount / NANO for name, amount in sorted(spent.items())}


ROUTES: dict[str, Route] = {"GET /costs": costs}
