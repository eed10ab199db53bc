"""From what was used to what it costs, by the prices that the service itself counts with."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from saidly.spending import sheet

ASSUMED = tomllib.loads(Path(__file__).with_name("assumed.toml").read_text("utf-8"))
SHEET: dict[str, Any] = ASSUMED | dict(sheet())
VCPU_MB = 1769  # memory at which a function has one whole processor; less is a share of one
MINUTES_A_MONTH = 60 * 24 * 30
TABLE_UNITS = ("dynamodb.writes", "dynamodb.reads")

# how much of each thing that has a price, by its name in the price list
Usage = defaultdict[str, float]


def used(*parts: Mapping[str, float]) -> Usage:
    """Return all that the parts use."""
    whole: Usage = defaultdict(float)
    for part in parts:
        for name, amount in part.items():
            whole[name] += amount
    return whole


def dollars(usage: Mapping[str, float]) -> dict[str, float]:
    """Return what usage costs, by service; raise ``KeyError`` for what has no price."""
    bill: Usage = defaultdict(float)
    for name, amount in usage.items():
        price = SHEET["prices"][name]
        bill[name.partition(".")[0]] += amount * price["usd"] / price["per"]
    return dict(bill)


def total(usage: Mapping[str, float]) -> float:
    """Return what usage costs in all."""
    return sum(dollars(usage).values())


def times(usage: Mapping[str, float], factor: float) -> Usage:
    """Return so many times the usage."""
    return used({name: amount * factor for name, amount in usage.items()})


def provisioned(usage: Mapping[str, float]) -> Usage:
    """Return usage with units of the table as hours of provisioned capacity."""
    units = {name: f"{name.removesuffix('s')}_unit_hours" for name in TABLE_UNITS}
    used_an_hour = 3600 * SHEET["capacity"]["used"]
    return used(
        {name: amount for name, amount in usage.items() if name not in units},
        {units[name]: usage[name] / used_an_hour for name in units if name in usage},
    )


def gb_seconds(cpu_s: float, waits_s: float, memory_mb: int) -> float:
    """Return the billed product of memory and time of one invocation.

    Source: Lambda developer guide, configure memory: CPU comes in proportion to memory.
    """
    share = min(1.0, memory_mb / VCPU_MB)
    return (cpu_s / share + waits_s) * memory_mb / 1024


def overlapped(waits_s: Iterable[float], at_once: int) -> float:
    """Return how long orders wait together, of which some are carried out at once, at the most."""
    return sum(sorted(waits_s, reverse=True)[::at_once])


def wait_s(service: str, operation: str = "") -> float:
    """Return how long a call to AWS, or a publisher, is waited for, by assumption."""
    waits = SHEET["waits_ms"]
    return float(waits.get(f"{service} {operation}", waits.get(service))) / 1000
