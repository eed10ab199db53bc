"""Which limit meets first as pages come faster: the counted figures against what AWS grants."""

from dataclasses import dataclass

from saidly.sweep import MAX_SENT
from tests.quality.costs.months import NEWSROOMS
from tests.quality.costs.scenes import STORING, Counts
from tests.quality.costs.walk import TEMPLATE, memory_mb

RATES = (10, 100, 1_000)  # pages a second


@dataclass(frozen=True, slots=True)
class Quota:
    """A limit, whose it is, and how much of it one page a second takes."""

    name: str
    whose: str
    limit: float
    need: float

    def share(self, rate: float) -> float:
        """Return how much of the limit so many pages a second take."""
        return self.need * rate / self.limit


def quotas(counts: Counts) -> list[Quota]:
    """Return the limits, the one that is met first at the head.

    Source: AWS' default quotas: Lambda (1,000 at once), DynamoDB on demand (40,000 units a second
    of a table), S3 (3,500 PUT a second of a prefix).
    """
    workers = TEMPLATE["Parameters"]["WorkersPerQueue"]["Default"]
    at_work = {name: _seconds(name, counts) for name in ("fetch", "extract")}
    storing = {
        name: sum(counts.per[step][name] for step in STORING)
        for name in ("dynamodb.writes", "dynamodb.reads", "s3.puts")
    }
    looks = NEWSROOMS["regional"].looks
    found = [
        Quota("fetch at work", "WorkersPerQueue", workers, at_work["fetch"]),
        Quota("extract at work", "WorkersPerQueue", workers, at_work["extract"]),
        Quota("functions at once", "AWS, an account", 1_000, sum(at_work.values())),
        Quota("writes of the table", "AWS, a table", 40_000, storing["dynamodb.writes"]),
        Quota("reads of the table", "AWS, a table", 40_000, storing["dynamodb.reads"]),
        Quota("captures put", "AWS, a prefix", 3_500, storing["s3.puts"]),
        Quota(f"{looks} looks at each story", "sweep, MAX_SENT", MAX_SENT / 60, looks),
    ]
    return sorted(found, key=lambda quota: -quota.share(1.0))


def _seconds(function: str, counts: Counts) -> float:
    """Return how long a function is at work for a page."""
    return counts.per[function]["lambda.gb_seconds"] / (memory_mb(function) / 1024)


def show(counts: Counts) -> None:
    """Print the limits, and how much of each is used at some rates."""
    print("\nshare of each limit that pages take, by pages a second; the first is met first")
    rates = "".join(f"{f'{rate:,}/s':>10}" for rate in RATES)
    print(f"{'':28}{'whose':18}{'limit':>10}{rates}   full at")
    for quota in quotas(counts):
        shares = "".join(f"{100 * quota.share(rate):9.0f}%" for rate in RATES)
        print(f"{quota.name:28}{quota.whose:18}{quota.limit:10,.0f}{shares}", end="")
        print(f"   {1 / quota.share(1.0):,.2g} pages/s")
