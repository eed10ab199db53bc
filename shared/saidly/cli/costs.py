"""``saidly costs``: what a month has cost so far."""

from argparse import Namespace

from saidly.cli.desk import Desk, as_json


def costs(asked: Namespace, desk: Desk) -> str:
    """Print what a month has cost, by function and service, and what of the budget is left."""
    told = desk.client(asked).costs(**({"month": asked.month} if asked.month else {}))
    if asked.json:
        return as_json(told)
    services = list(told["services"])
    lines = [f"{told['month']}: ${told['usd']:.4f} by our own count"]
    if told["budgetUsd"] is not None:
        lines[0] += f", budget ${told['budgetUsd']:.2f}"
    if told["paused"]:
        lines += ["The budget is spent: visits and re-reading pause until the month ends."]
    if services:
        lines += ["", f"{'':10}" + "".join(f"{name:>12}" for name in services)]
    for name, spent in told["functions"].items():
        lines.append(f"{name:10}" + "".join(f"{spent.get(each, 0.0):12.4f}" for each in services))
    return "\n".join(lines)
