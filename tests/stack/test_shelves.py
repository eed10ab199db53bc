"""The shelves on AWS keep the same promises as those in memory."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from saidly.access import Token
from saidly.api.desk import Kept
from saidly.aws.answers import DynamoAnswers
from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.edits import DynamoEdits
from saidly.aws.hosts import MAX_ENTRY_BYTES, DynamoRobots, DynamoSlots
from saidly.aws.queues import SqsOrders
from saidly.aws.rates import DynamoMeter
from saidly.aws.secrets import DynamoKey
from saidly.aws.sources import DynamoSources
from saidly.aws.statements import DynamoStatements
from saidly.aws.table import Table
from saidly.aws.tokens import DynamoTokens
from saidly.fetch import MemoryRobots
from saidly.local.cloud import Cloud
from saidly.pace import RobotsEntry
from saidly.sources import Health, revision
from saidly.store import LEASE
from tests.contract import (
    NOW,
    ArticlesContract,
    CapturesContract,
    RobotsContract,
    SlotsContract,
    SourcesContract,
    StatementsContract,
    feed,
    head,
    version,
)
from tests.contract_versions import EditedContract, EditsContract
from tests.stack.shelves import Deployment, deployed


@pytest.fixture
def deployment(cloud: Cloud) -> Deployment:
    return deployed(cloud)


@pytest.fixture
def table(deployment: Deployment) -> Table:
    return deployment.table(deployment.client("dynamodb"))


@pytest.fixture
def captures(deployment: Deployment) -> S3Captures:
    return S3Captures(deployment.client("s3"), deployment.bucket)


@pytest.fixture
def articles(table: Table, captures: S3Captures) -> DynamoArticles:
    return DynamoArticles(table, S3Captures(captures.client, captures.bucket, "readings"))


class TestDynamoArticles(ArticlesContract, EditedContract):
    """The contract, on DynamoDB."""


class TestS3Captures(CapturesContract):
    """The contract, on S3."""


class TestDynamoStatements(StatementsContract):
    """The contract, on DynamoDB."""

    @pytest.fixture
    def statements(self, table: Table) -> DynamoStatements:
        return DynamoStatements(table)


class TestDynamoEdits(EditsContract):
    """The contract, on DynamoDB."""

    @pytest.fixture
    def edits(self, table: Table) -> DynamoEdits:
        return DynamoEdits(table)


class TestDynamoSources(SourcesContract):
    """The contract, on DynamoDB."""

    @pytest.fixture
    def sources(self, table: Table) -> DynamoSources:
        return DynamoSources(table)


class TestDynamoSlots(SlotsContract):
    """The contract, on DynamoDB."""

    @pytest.fixture
    def slots(self, table: Table) -> DynamoSlots:
        return DynamoSlots(table)


class TestDynamoRobots(RobotsContract):
    """The contract, on DynamoDB, without the memory in front."""

    @pytest.fixture
    def robots(self, table: Table) -> DynamoRobots:
        return DynamoRobots(table, MemoryRobots(size=1))


def test_a_version_is_kept_as_what_differs_from_the_first(
    articles: DynamoArticles, table: Table
) -> None:
    filed = EditedContract().store(articles, range(1, 10))
    items = {number: table.get("A#a", f"V#{number:08d}") or {} for number in filed}

    assert [number for number, item in items.items() if "base" not in item] == [1, 9]
    whole = len(items[1]["data"])
    assert all(len(items[number]["data"]) < whole / 5 for number in range(2, 9))


def test_a_version_of_before_deltas_is_read(articles: DynamoArticles, table: Table) -> None:
    kept = EditedContract().store(articles, range(1, 2))[1]
    item = table.get("A#a", "V#00000001") or {}
    capture = {name: v for name, v in item["capture"].items() if name != "exchange"}
    table.put({**item, "capture": capture})
    bare = replace(kept, capture=replace(kept.capture, headers=(), sent=()))

    assert articles.version("a", 1) == bare
    second = version(2, "d2")
    assert articles.put_version(second) == articles.version("a", 2) == second


@pytest.mark.parametrize("number", [0, 1, 9])
def test_a_page_of_what_is_on_its_way_is_two_reads_at_most(
    articles: DynamoArticles, table: Table, number: int
) -> None:
    for n in range(number):
        articles.submit(head(f"a{n}", due_at=NOW))
    calls = list[str]()
    table.client.meta.events.register("before-send.*", lambda **_: calls.append("call"))
    listings = [articles.on_its_way(5, None)]
    while listings[-1].after is not None and len(listings) < number + 4:
        listings.append(articles.on_its_way(5, listings[-1].after))

    assert sum(len(each.heads) for each in listings) == number
    assert len(calls) == sum(2 if each.heads else 1 for each in listings)


def test_more_versions_than_a_batch_takes_are_read(articles: DynamoArticles) -> None:
    wanted = [("a", number) for number in range(1, 101)]
    for number in (1, 2, 99, 100):
        articles.put_version(version(number, f"d{number}"))

    assert sorted(articles.several(wanted)) == [("a", number) for number in (1, 2, 99, 100)]


def test_many_at_once_get_a_slot_each(deployment: Deployment) -> None:
    def taken(_: int) -> list[datetime]:
        slots = DynamoSlots(deployment.table(deployment.client("dynamodb")))
        return [slots.reserve("a.example", 5, NOW).at for _ in range(10)]

    with ThreadPoolExecutor(4) as pool:
        every = [at for many in pool.map(taken, range(4)) for at in many]

    assert sorted(every) == [NOW + timedelta(seconds=5 * n) for n in range(40)]


def test_a_hold_among_many_reservations_is_not_lost(deployment: Deployment) -> None:
    slots = [DynamoSlots(deployment.table(deployment.client("dynamodb"))) for _ in range(2)]
    until = NOW + timedelta(hours=1)

    with ThreadPoolExecutor(2) as pool:
        pool.submit(lambda: [slots[0].reserve("a.example", 5, NOW) for _ in range(20)])
        pool.submit(slots[1].hold, "a.example", until)

    assert slots[1].use("a.example", 5, NOW) is None
    assert slots[1].reserve("a.example", 5, NOW).at >= until


def test_what_another_process_learnt_about_a_host_is_known(table: Table) -> None:
    entry = RobotsEntry("https://a.example", "rules", NOW, "User-agent: *\n" * 1000)
    DynamoRobots(table, MemoryRobots()).put(entry)
    another = DynamoRobots(table, MemoryRobots())

    assert another.get("https://a.example") == entry
    for item in table.client.scan(TableName=table.name)["Items"]:
        table.delete(item["pk"]["S"], item["sk"]["S"])
        assert "a.example" not in item["pk"]["S"]
        assert int(item["ttl"]["N"]) == (NOW + timedelta(days=2)).timestamp()
    assert another.get("https://a.example") == entry  # from its own memory


def test_rules_too_large_for_an_item_are_kept_by_the_process_alone(table: Table) -> None:
    noise = random.Random(1)
    rules = "".join(chr(noise.randrange(0x4E00, 0x9FFF)) for _ in range(MAX_ENTRY_BYTES))
    robots = DynamoRobots(table, MemoryRobots())
    robots.put(RobotsEntry("https://a.example", "rules", NOW, rules))

    assert robots.get("https://a.example") is not None
    assert DynamoRobots(table, MemoryRobots()).get("https://a.example") is None


def test_a_capture_is_kept_compressed(captures: S3Captures) -> None:
    key, _ = captures.put("a", b"x" * 10_000)

    kept = captures.client.get_object(Bucket=captures.bucket, Key=key)
    assert kept["ContentEncoding"] == "gzip"
    assert kept["ContentLength"] < 100


def test_another_refusal_than_being_there_already_is_no_success(captures: S3Captures) -> None:
    nowhere = S3Captures(captures.client, "no-such-bucket")

    with pytest.raises(captures.client.exceptions.NoSuchBucket):
        nowhere.put("a", b"x")


def test_tokens_are_kept_listed_and_revoked(table: Table) -> None:
    tokens = DynamoTokens(table)
    desk = Token("desk", "d1", ("read",), NOW)
    wire = Token("wire", "d2", ("read", "write"), NOW, NOW + timedelta(days=1))
    for token in (wire, desk):
        tokens.put(token)

    assert tokens.token("wire") == wire
    assert tokens.all() == (desk, wire)
    for _ in range(2):
        tokens.revoke("wire")
    assert tokens.token("wire") is None


def test_an_expired_token_is_left_to_the_time_to_live(table: Table) -> None:
    DynamoTokens(table).put(Token("wire", "d", ("read",), NOW, NOW + timedelta(days=1)))

    item = table.get("TOKENS", "wire")
    assert item is not None
    assert item["ttl"] == (NOW + timedelta(days=1)).timestamp()


def test_two_who_set_a_source_at_once_and_a_visit_leave_one_whole_state(
    deployment: Deployment,
) -> None:
    def shelf() -> DynamoSources:
        return DynamoSources(deployment.table(deployment.client("dynamodb")))

    def set_many(budgets: range) -> None:
        for budget in budgets:
            shelf().put(feed(daily_budget=budget), NOW)

    def visit_many(first: int) -> None:
        for run in (NOW + timedelta(seconds=first + n) for n in range(10)):
            for watched in shelf().due(run):
                if shelf().claim(watched, run, run + LEASE):
                    shelf().report("paper", run, Health(run, etag=f'"{run:%S}"', offered=3))

    shelf().put(feed(), NOW)
    with ThreadPoolExecutor(3) as pool:
        for done in [
            pool.submit(set_many, range(10)),
            pool.submit(set_many, range(10, 20)),
            pool.submit(visit_many, 0),
        ]:
            done.result()

    item = deployment.table(deployment.client("dynamodb")).get("SOURCES", "paper")
    watched = shelf().get("paper")
    assert watched is not None
    assert watched.source == feed(daily_budget=watched.source.daily_budget)
    assert item is not None
    assert item["revision"] == revision(watched.source)


def test_whoever_needs_a_key_first_makes_it_and_all_others_find_it(table: Table) -> None:
    first = DynamoKey(table, "cursor", lambda size: b"1" * size)
    second = DynamoKey(table, "cursor", lambda size: b"2" * size)

    assert first() == second() == b"1" * 32


def test_orders_carry_ids_and_wait_as_long_as_they_are_told(deployment: Deployment) -> None:
    client = deployment.client("sqs")
    fetch, extract = deployment.fetch_queue, deployment.extract_queue
    orders = SqsOrders(client, fetch, extract)

    orders.fetch("a", "https://paper.example/a")
    orders.fetch("b", "https://paper.example/b", delay_s=900)
    orders.extract("a", 3)
    assert "Messages" not in client.receive_message(QueueUrl=extract)
    orders.send()
    orders.send()

    (now,) = client.receive_message(QueueUrl=fetch, MaxNumberOfMessages=10)["Messages"]
    (version,) = client.receive_message(QueueUrl=extract, MaxNumberOfMessages=10)["Messages"]
    assert now["Body"] == '{"id": "a", "url": "https://paper.example/a"}'
    assert version["Body"] == '{"id": "a", "version": 3}'


def test_an_answer_is_kept_once_and_for_a_day(table: Table) -> None:
    answers = DynamoAnswers(table)
    first = Kept("d1", 202, (("location", "/articles/ä"),), '{"id": "ä"}')
    answers.keep("k", first, NOW)
    answers.keep("k", replace(first, digest="d2"), NOW)

    assert answers.kept("k") == first
    assert answers.kept("other") is None
    item = table.get("ANSWER#k", "ANSWER")
    assert item is not None
    assert item["ttl"] == NOW.timestamp() + 86_400


def test_a_token_may_make_its_requests_over_all_instances_and_no_more(table: Table) -> None:
    instances = [DynamoMeter(table, 40), DynamoMeter(table, 40)]
    now = NOW + timedelta(seconds=15)

    waits = [instances[turn % 2]("desk", now) for turn in range(60)]

    assert waits == [0] * 40 + [45] * 20
    assert instances[0]("wire", now) == 0
    assert instances[0]("desk", now + timedelta(seconds=45)) == 0


def test_a_busy_token_costs_a_write_for_its_share_of_requests(table: Table) -> None:
    calls: list[str] = []
    table.client.meta.events.register("before-send.*", lambda **_: calls.append("call"))
    meter = DynamoMeter(table, 400)

    assert {meter("desk", NOW) for _ in range(100)} == {0}
    assert len(calls) == 5


def test_without_a_limit_nothing_is_counted() -> None:
    assert DynamoMeter(Table(None, "none"), 0)("desk", NOW) == 0
