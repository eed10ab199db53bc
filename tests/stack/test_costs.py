"""A few articles are walked through the real handlers and counted; the large run is a benchmark."""

import random
from collections.abc import Iterator

import pytest

from saidly.local.cloud import Cloud
from saidly.spending import NANO
from tests.quality.costs import report
from tests.quality.costs.bills import dollars, total
from tests.quality.costs.months import NEWSROOMS, month
from tests.quality.costs.papers import changed, invented
from tests.quality.costs.quotas import quotas
from tests.quality.costs.scenes import STORING, Counts, counted, hosts_for
from tests.quality.costs.walk import Publisher

COUNT = 3


@pytest.fixture(scope="module")
def publisher() -> Iterator[Publisher]:
    press = Publisher(hosts_for(COUNT))
    press.start()
    yield press
    press.stop()


@pytest.fixture(scope="module")
def counts(cloud: Cloud, publisher: Publisher) -> Counts:
    return counted(list(invented(COUNT, random.Random(7))), cloud, publisher)


def test_every_page_is_stored_and_nothing_fails(counts: Counts) -> None:
    assert (counts.articles, counts.failed) == (COUNT, 0)
    assert counts.means["statements"] > 5


def test_an_article_costs_what_its_calls_cost(counts: Counts) -> None:
    assert counts.calls["discover new"]["DynamoDB PutItem"] == 1
    assert counts.calls["discover new"]["SQS SendMessageBatch"] < 1
    # the head, and its row in the index of what is due
    assert counts.per["discover new"]["dynamodb.writes"] == 2
    assert counts.per["fetch"]["s3.puts"] == 1
    for name in STORING:
        assert counts.per[name]["lambda.gb_seconds"] > 0
        assert counts.per[name]["logs.gb"] > 0


def test_an_address_that_is_known_costs_a_read_and_no_write(counts: Counts) -> None:
    assert 0 < counts.per["discover known"]["dynamodb.reads"] <= 1
    assert counts.per["discover known"]["dynamodb.writes"] == 0


def test_the_service_s_own_books_tell_what_was_counted_from_outside(counts: Counts) -> None:
    assert all(cost > 10_000 for cost in counts.costs)  # a write unit is 625, a capture 5,000
    assert len(counts.costs) == COUNT
    for name in ("fetch", "extract"):
        usage = {thing: n * COUNT for thing, n in counts.per[name].items()}
        counted = dollars({k: n for k, n in usage.items() if k.startswith(("s3", "dynamodb"))})
        # the books hold what was done to warm up, too; the last runs wait for more to write down
        assert counts.told[name]["dynamodb"] / NANO > 0.5 * counted["dynamodb"]


def test_a_changed_page_is_another_page() -> None:
    (html,) = invented(1, random.Random(7))

    assert changed(html) != html


def test_a_month_is_dearer_the_more_a_newsroom_does(counts: Counts) -> None:
    bills = [sum(map(total, month(room, counts).values())) for room in NEWSROOMS.values()]

    assert bills == sorted(bills)


def test_what_is_met_first_stands_first(counts: Counts) -> None:
    shares = [quota.share(1.0) for quota in quotas(counts)]

    assert shares == sorted(shares, reverse=True)
    assert all(share > 0 for share in shares)


def test_the_tables_tell_every_scene(counts: Counts, capsys: pytest.CaptureFixture[str]) -> None:
    report.tell("invented", counts)
    report.ask(counts)

    told = capsys.readouterr().out
    for word in (
        *STORING,
        "GET /articles/{id}",
        "again, unchanged",
        "agency",
        "goal 15.00",
        "full at",
    ):
        assert word in told
