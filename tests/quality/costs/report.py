"""The counted figures as tables."""

from collections.abc import Iterable, Mapping

from tests.quality.costs import quotas
from tests.quality.costs.bills import SHEET, Usage, dollars, provisioned, times, total, used
from tests.quality.costs.months import NEWSROOMS, capacity_kept, kept, month
from tests.quality.costs.scenes import (
    AGAIN,
    STORING,
    Counts,
    cloud_with,
    counted,
    hosts_for,
    pages_of,
)

MILLION = 1e6
GOAL = 15.0  # dollars for a million articles stored with their statements indexed
SERVICES = ("lambda", "dynamodb", "s3", "sqs", "logs", "api", "transfer")
KINDS = {"development": "development pages", "invented": "invented pages"}


def show(articles: int, kinds: list[str]) -> None:
    """Walk so many articles of each kind and print what they cost."""
    sheet = f"AWS list prices, {SHEET['region']}, {SHEET['asOf']}; arm64; no free tier"
    print(
        f"{sheet}.\nCalls, units and bytes are counted; CPU is this machine's; waits are assumed:"
    )
    print(", ".join(f"{name} {ms} ms" for name, ms in SHEET["waits_ms"].items()) + ".")
    sets = {kind: pages_of(kind, articles) for kind in kinds}
    with cloud_with(hosts_for(articles)) as (cloud, press):
        for number, (kind, pages) in enumerate((k, p) for k, p in sets.items() if p):
            counts = counted(pages, cloud, press)
            tell(kind, counts)
            if number == 0:  # how an article is stored does not change what is asked of it
                ask(counts)


def stored(counts: Counts) -> float:
    """Return the dollars of a million articles stored with their statements indexed."""
    return MILLION * sum(total(counts.per[name]) for name in STORING)


def tell(kind: str, counts: Counts) -> None:
    """Print what it costs to store an article of a kind."""
    means = ", ".join(f"{counts.means[name]:,.0f} {name}" for name in ("characters", "statements"))
    print(f"\n{counts.articles} {KINDS[kind]}, on the average {means}, ", end="")
    print(f"{counts.means['rows']:.1f} rows of the index\n")
    if counts.failed:
        print(f"orders that hit a bug: {counts.failed}; tests/quality/costs passes over them\n")
    print("dollars for a million articles stored, statements indexed")
    _table({name: counts.per[name] for name in STORING})
    traces = MILLION * sum(counts.per[name]["lambda.requests"] for name in STORING)
    print(f"Tracing: Active would add up to {total({'xray.traces': traces}):.2f}")
    _goal("on-demand", stored(counts))
    _goal(_steady(), MILLION * sum(total(provisioned(counts.per[name])) for name in STORING))
    print(f"a month of keeping them: {total(kept(counts, MILLION)):.2f}")
    print("most: " + ", ".join(f"{name} {usd:.2f}" for name, usd in _largest(counts)[:6]))
    print("\ncalls and bytes for an article")
    _steps(counts, STORING)
    print("largest items: " + ", ".join(f"{k} {n:,}" for k, n in sorted(counts.sizes.items())))


def _goal(capacity: str, reached: float) -> None:
    held = "held" if reached <= GOAL else f"missed by {reached - GOAL:.2f}"
    print(f"{capacity}: {reached:.2f}, goal {GOAL:.2f} {held}")


def _steady() -> str:
    return f"TableCapacity=provisioned, {SHEET['capacity']['used']:.0%} of it used"


def _steps(counts: Counts, names: Iterable[str]) -> None:
    """Print what steps write, call and move."""
    for name in names:
        units, cpu_ms = counts.per[name], counts.cpu_ms[name]
        written, read = units["dynamodb.writes"], units["dynamodb.reads"]
        print(f"{name:14}{written:6.2f} write units, {read:.2f} read units, ", end="")
        print(f"CPU {cpu_ms:.0f} ms an invocation")
        print("    " + ", ".join(f"{call} {n:.2f}" for call, n in counts.calls[name].items()))
        parts = sorted(counts.units[name].items(), key=lambda part: -part[1])
        print("    units: " + ", ".join(f"{kind} {n:.2f}" for kind, n in parts))
        print("    bytes: " + ", ".join(f"{w} {n:,.0f}" for w, n in counts.bytes[name].items()))


def _largest(counts: Counts) -> list[tuple[str, float]]:
    found = {
        f"{name} {thing}": MILLION * total({thing: amount})
        for name in STORING
        for thing, amount in counts.per[name].items()
    }
    return sorted(found.items(), key=lambda item: -item[1])


def ask(counts: Counts) -> None:
    """Print what lookups cost, and months; and which limit meets first."""
    _lookups(counts)
    _months(counts)
    quotas.show(counts)


def _lookups(counts: Counts) -> None:
    print("\ndollars for a million: addresses offered again, looks at a stored story, lookups")
    rows = {"address known": counts.per["discover known"]}
    for name in AGAIN.values():
        steps = [usage for step, usage in counts.per.items() if step.startswith(name)]
        rows[name.rstrip(": ")] = used(*steps)
    rows |= {name: usage for name, usage in counts.per.items() if name.startswith(("GET", "POST"))}
    _table(rows, summed=False)
    print(f"{_steady()}:")
    _table({name: provisioned(usage) for name, usage in rows.items()}, summed=False)
    print("\ncalls and bytes for a look")
    _steps(counts, [step for step in counts.per if step.startswith(tuple(AGAIN.values()))])


def _table(rows: Mapping[str, Usage], *, summed: bool = True) -> None:
    """Print dollars for a million of each row, by service."""
    bills = {name: dollars(times(usage, MILLION)) for name, usage in rows.items()}
    if summed:
        services = {service for bill in bills.values() for service in bill}
        bills["together"] = {s: sum(bill.get(s, 0.0) for bill in bills.values()) for s in services}
    used = [s for s in SERVICES if any(s in bill for bill in bills.values())]
    print(f"{'':26}" + "".join(f"{service:>10}" for service in used) + f"{'total':>10}")
    for name, bill in bills.items():
        cells = "".join(f"{bill.get(service, 0.0):10.2f}" for service in used)
        print(f"{name:26}{cells}{sum(bill.values()):10.2f}")


def _months(counts: Counts) -> None:
    print("\ndollars a month (tests/quality/costs/newsrooms.toml tells what each does)")
    bills = {name: month(room, counts) for name, room in NEWSROOMS.items()}
    print(f"{'':16}" + "".join(f"{name:>12}" for name in bills))
    for part in next(iter(bills.values())):
        print(f"{part:16}" + "".join(f"{total(bill[part]):12.2f}" for bill in bills.values()))
    whole = [sum(map(total, bill.values())) for bill in bills.values()]
    print(f"{'together':16}" + "".join(f"{sum_:12.2f}" for sum_ in whole))
    steady = [
        total(used(capacity_kept(), *map(provisioned, bill.values()))) for bill in bills.values()
    ]
    print(f"{'provisioned':16}" + "".join(f"{sum_:12.2f}" for sum_ in steady))
    print(f"({_steady()}, and what is kept while nothing happens)")
