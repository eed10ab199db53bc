"""Growth in small: cost per article, heat of partitions, hosts beside each other."""

from typing import Any

import pytest

from saidly.aws.articles import DynamoArticles
from saidly.aws.due import ENDED, ON_ITS_WAY
from saidly.aws.table import Table
from saidly.store import LEASE
from saidly.store.memory import MemoryCaptures
from tests.contract import DAY, NOW, article, head, put_extracted, version
from tests.quality.growth.articles import WRITES_A_PARTITION, Marginal, marginal
from tests.quality.growth.dynamo import MemoryDynamo
from tests.quality.growth.hosts import simulated
from tests.quality.growth.tables import TENTH, hottest_rate

SAMPLE = 60
RATE = 10  # articles a second: 26 million a month


@pytest.fixture(scope="module")
def sizes() -> list[Marginal]:
    return [marginal(before, SAMPLE) for before in (10_000, 1_000_000)]


def test_the_millionth_article_costs_no_more_than_the_ten_thousandth(sizes: list[Marginal]) -> None:
    small, large = sizes

    assert large.writes <= 1.05 * small.writes
    assert large.reads <= 1.05 * small.reads


def test_no_partition_takes_a_tenth_of_its_limit_at_ten_articles_a_second(
    sizes: list[Marginal],
) -> None:
    hot = {kind: heat * RATE for kind, heat in sizes[-1].heat.items() if kind in ("DUE", "N")}

    # eight shards, of which a small sample fills one more than another
    assert hot.keys() == {"DUE", "N"}
    assert max(hot.values()) <= TENTH * WRITES_A_PARTITION
    assert hottest_rate(sizes[-1].heat["DUE"]) > 100


def test_an_article_is_entered_once_among_due_times_and_moved_by_its_look() -> None:
    client = MemoryDynamo()
    shelf = DynamoArticles(Table(client, "table"), MemoryCaptures())
    due_at, later = NOW + LEASE / 3, NOW + DAY

    def entered() -> dict[str, int]:
        return {pk: units for pk, units in client.writes.items() if pk.startswith("DUE#")}

    shelf.submit(head(due_at=due_at))
    shelf.advance(shelf.put_version(version()), due_at)
    stands = put_extracted(shelf, version(reading=article(published=NOW)))
    shelf.show(stands, due_at, stays=True)
    before = entered()
    (stored,) = shelf.due(due_at, 9)
    assert shelf.postpone(stored, later)

    ((shard, units),) = before.items()
    assert (shard in ON_ITS_WAY, units) == (True, 1)
    ((other, moved),) = (entered() | {shard: 0}).items() - {(shard, 0)}
    assert (other in ENDED, moved) == (True, 1)
    assert entered()[shard] == 2


def test_heads_and_index_rows_fit_a_write_unit(sizes: list[Marginal]) -> None:
    largest = sizes[-1].largest

    assert max(largest[kind] for kind in ("A HEAD", "S", "N", "H")) <= 1024
    assert largest["A V"] < 400_000


def test_a_backlog_of_one_host_delays_no_other() -> None:
    alone = simulated(0, fair=True, minutes=5)
    beside = simulated(3_000, fair=True, minutes=5)

    assert (beside.others, beside.late) == (alone.others, 0)
    assert beside.median_s == alone.median_s == 0.0
    assert beside.slowest_s < 1.0
    assert beside.deepest > 2_900


def test_a_host_with_a_backlog_is_asked_no_more_often_than_its_pause_allows() -> None:
    assert simulated(3_000, fair=True, minutes=5).asked_a_minute <= 12.2


def test_each_order_of_a_backlog_is_taken_up_twice_however_long_it_waits() -> None:
    told = simulated(1_000, fair=True, minutes=90, hosts=2)

    assert told.asked_a_minute * 90 == 1_000
    assert (told.close, told.late) == (0, 0)
    # the last waits 83 minutes: sent again each 15 it would be taken up seven times
    assert told.taken - told.others <= 2.05 * 1_000


def test_a_queue_that_is_not_fair_lets_others_wait_behind_the_backlog() -> None:
    assert simulated(3_000, fair=False, minutes=5).slowest_s > 1.0


def test_the_table_in_memory_keeps_conditions_and_counts_units() -> None:
    client = MemoryDynamo()
    table = Table(client, "table")
    item: dict[str, Any] = {"pk": "A#a", "sk": "HEAD", "n": 1, "pk2": "DUE#1", "sk2": "b"}

    assert table.put_if_absent(item) == item
    assert table.put_if_absent(item | {"n": 2})["n"] == 1
    key = ("A#a", "HEAD")
    assert table.update(key, {"n": 3}, "#n < :n AND attribute_not_exists(gone)", n=1) is None
    moved = table.update(key, {"n": None, "sk2": "c"}, "attribute_exists(pk)", n=1)
    assert moved is not None
    assert "n" not in moved
    assert table.add(key, {"m": 2}, "attribute_not_exists(#m) OR #m > :x", x=5) is not None
    table.join(key, {"x": "y"}, "years", {"2026"})
    assert [found["sk"] for found in table.due("DUE#1", ("a", "z"), 5)] == ["HEAD"]
    assert table.page("A#a", ("A", "Z"), 5, newest=True)[0][0]["sk"] == "HEAD"
    assert [found["sk"] for found in table.partition("A#a")] == ["HEAD"]
    table.delete(*key)
    assert table.get(*key) is None
    # put, refused, refused, moved, added, joined, deleted; in the index put, moved (2), deleted
    assert client.writes == {"A#a": 7, "DUE#1": 4}
