"""The tables of growth: what stays flat, what grows hot, who waits for whom."""

from tests.quality.growth.articles import KINDS, WRITES_A_PARTITION, Marginal, marginal
from tests.quality.growth.hosts import simulated

SCALES = (1_000, 10_000, 100_000, 1_000_000)
SAMPLE = 500  # articles that are stored at each scale
RATES = (10, 100, 1_000)  # articles a second
BACKLOG, MINUTES = 100_000, 35
WORKED_OFF, HOURS = 10_000, 14  # a backlog, and how long its host takes for it
TENTH = 0.1


def main() -> None:
    """Print the tables."""
    found = [marginal(scale - SAMPLE, SAMPLE) for scale in SCALES]
    _flat(found)
    _heat(found[-1])
    _hosts(BACKLOG, MINUTES)


def _flat(found: list[Marginal]) -> None:
    print("the last articles at each size: the real shelves on a counting table")
    print(f"{'articles':>10}{'writes':>8}{'reads':>7}{'calls':>7}{'$/million':>11}   largest items")
    for each in found:
        sizes = ", ".join(f"{kind} {n:,}" for kind, n in sorted(each.largest.items()))
        print(f"{each.articles:10,}{each.writes:8.2f}{each.reads:7.2f}{each.calls:7.2f}", end="")
        print(f"{each.dollars:11.2f}   {sizes}")


def hottest_rate(heat: float) -> float:
    """Return the articles a second at which a partition takes a tenth of its limit."""
    return TENTH * WRITES_A_PARTITION / heat


def _heat(last: Marginal) -> None:
    print(
        f"\nthe hottest partition of each kind at {last.articles:,} articles, limit 1,000 units/s"
    )
    rates = "".join(f"{f'at {rate:,}/s':>12}" for rate in RATES)
    print(f"{'':24}{'an article':>11}{rates}   a tenth at")
    for kind, heat in sorted(last.heat.items(), key=lambda item: -item[1]):
        if kind not in KINDS:
            continue
        # an article, and a host that is asked each five seconds, are as hot at any rate
        shares = "".join(f"{100 * heat * rate / WRITES_A_PARTITION:11.1f}%" for rate in RATES)
        print(f"{KINDS[kind]:24}{heat:11.4f}{shares}   {hottest_rate(heat):,.0f} articles/s")


def _hosts(backlog: int, minutes: int) -> None:
    print(f"\n{minutes} minutes, 20 workers; 40 hosts with a page each 30 s; one with a backlog")
    print(f"{'backlog':>9} {'queue':6}{'others':>8}{'median s':>10}{'slowest s':>11}", end="")
    print(f"{'late':>6}{'deepest':>9}{'taken up':>10}{'its pages/min':>15}{'too close':>11}")
    for size, fair in ((0, True), (backlog, True), (backlog, False)):
        told = simulated(size, fair=fair, minutes=minutes)
        kind = "fair" if fair else "plain"
        print(
            f"{size:9,} {kind:6}{told.others:8,}{told.median_s:10.2f}{told.slowest_s:11.2f}", end=""
        )
        print(f"{told.late:6}{told.deepest:9,}{told.taken:10,}", end="")
        print(f"{told.asked_a_minute:15.1f}{told.close:11,}", flush=True)
    told = simulated(WORKED_OFF, fair=True, minutes=60 * HOURS, hosts=2)
    ups = (told.taken - told.others) / WORKED_OFF
    print(
        f"\n{WORKED_OFF:,} orders of one host, done in {HOURS} hours: each taken up {ups:.2f} times"
    )
