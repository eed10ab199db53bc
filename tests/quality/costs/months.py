"""What a month costs a newsroom: the counted usage times what ``newsrooms.toml`` says it does."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.quality.costs.bills import MINUTES_A_MONTH, SHEET, Usage, gb_seconds, times, used
from tests.quality.costs.scenes import AGAIN, STORING, Counts
from tests.quality.costs.walk import TEMPLATE, memory_mb

ROOMS = tomllib.loads(Path(__file__).with_name("newsrooms.toml").read_text("utf-8"))
START_UP_MS: dict[str, float] = ROOMS.pop("start_up_ms")
DAYS = 30
METRICS = 15  # names that the functions put into EMF: outcomes, statuses, orders, statements


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What a newsroom does, by assumption; the fields are told in ``newsrooms.toml``."""

    articles_a_day: int
    sources: int
    links_a_feed: int
    visits_a_day: int
    looks: int
    changed: float
    lookups_a_day: int
    cold: float


NEWSROOMS = {name: Newsroom(**told) for name, told in ROOMS.items()}


def month(room: Newsroom, counts: Counts) -> dict[str, Usage]:
    """Return what a month uses, by what it is used for."""
    articles = room.articles_a_day * DAYS
    visits = room.sources * room.visits_a_day * DAYS
    storing = _sum(counts, STORING)
    same = _sum(counts, [name for name in counts.per if name.startswith(AGAIN["same"])])
    new = _sum(counts, [name for name in counts.per if name.startswith(AGAIN["new"])])
    kinds = [name for name in counts.per if name.startswith("GET ")]
    lookup = times(_sum(counts, kinds), 1 / len(kinds))
    looks = articles * room.looks
    parts = {
        "storing": times(storing, articles),
        "feeds": _feeds(room, visits, counts),
        "re-reading": used(
            times(same, looks * (1 - room.changed)), times(new, looks * room.changed)
        ),
        "lookups": times(lookup, room.lookups_a_day * DAYS),
        "standing by": standing_by(counts),
        "a year kept": kept(counts, articles * 12),
    }
    started = {name: usage["lambda.requests"] for name, usage in parts.items()}
    fresh = _start_up_gb_s() * room.cold * sum(started.values())
    return parts | {"fresh starts": used({"lambda.gb_seconds": fresh})}


def _feeds(room: Newsroom, visits: int, counts: Counts) -> Usage:
    """Return the visits to the sources: each feed is waited for, each link looked up."""
    links = times(counts.per["discover known"], visits * room.links_a_feed)
    waits_s = SHEET["waits_ms"]["publisher"] / 1000
    waited = visits * gb_seconds(0.0, waits_s, memory_mb("discover"))
    rounds = room.visits_a_day * DAYS
    return used(links, {"lambda.gb_seconds": waited, "scheduler.invocations": rounds})


def standing_by(counts: Counts) -> Usage:
    """Return what a month uses when nothing happens: sweeps, polls, metrics, alarms."""
    alarms = sum(
        each["Type"] == "AWS::CloudWatch::Alarm" for each in TEMPLATE["Resources"].values()
    )
    fixed = {
        "sqs.requests": 2 * SHEET["platform"]["polls_a_minute"] * MINUTES_A_MONTH,
        "scheduler.invocations": MINUTES_A_MONTH,
        "cloudwatch.metrics": METRICS,
        "cloudwatch.alarms": alarms,
    }
    return used(times(counts.per["sweep idle"], MINUTES_A_MONTH), fixed)


def capacity_kept() -> Usage:
    """Return a month of the capacity that is provisioned while nothing happens.

    The table and each index keep ``TableMinUnits`` of writes, and as many of reads.
    """
    indexes = TEMPLATE["Resources"]["Table"]["Properties"]["GlobalSecondaryIndexes"]
    units = TEMPLATE["Parameters"]["TableMinUnits"]["Default"] * (1 + len(indexes))
    hours = units * MINUTES_A_MONTH / 60
    return used({"dynamodb.write_unit_hours": hours, "dynamodb.read_unit_hours": hours})


def kept(counts: Counts, articles: float) -> Usage:
    """Return a month of keeping so many articles: items with their backups, and captures."""
    table_gb = articles * counts.means["item bytes"] / 1e9
    return used(
        {
            "dynamodb.stored_gb": table_gb,
            "dynamodb.backup_gb": table_gb,
            "s3.stored_gb": articles * counts.means["capture bytes"] / 1e9,
        }
    )


def _start_up_gb_s() -> float:
    """Return what a fresh start costs, on the average of the functions."""
    each = [gb_seconds(ms / 1000, 0.0, memory_mb(name)) for name, ms in START_UP_MS.items()]
    return sum(each) / len(each)


def _sum(counts: Counts, names: Iterable[str]) -> Usage:
    return used(*(counts.per[name] for name in names))
