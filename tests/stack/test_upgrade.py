"""Items that older releases wrote are read, and what newer ones write harms no older one.

``tests/golden/items/format-1.json`` was written by the first release's own code: a stored article,
one that waits for extraction, one that failed, two sources and a token. In ``format-2.json`` the
stored article has a version built on its first, in ``format-3.json`` its articles stand beside
their pages. A release that raises ``FORMAT`` adds a file.
"""

import base64
import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from saidly import codec
from saidly.access import bearer
from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.edits import DynamoEdits
from saidly.aws.queues import SqsOrders
from saidly.aws.readings import FORMAT
from saidly.aws.sources import DynamoSources
from saidly.aws.statements import DynamoStatements
from saidly.aws.table import Item, Table
from saidly.aws.tokens import DynamoTokens
from saidly.errors import NewerFormat
from saidly.filing import file_article
from saidly.local.cloud import Cloud
from saidly.local.stack import LocalStack
from saidly.model import Article, Page
from saidly.sources import Source
from saidly.store import LEASE, Period, Shelves
from tests.contract import NOW, head, version
from tests.core.formats.sample import article
from tests.stack.shelves import Deployment, deployed
from tests.stack.test_corridor import raw

FILES = sorted((Path(__file__).parents[1] / "golden/items").glob("format-*.json"))
STORED, FETCHED, FAILED = "2wzxifvuxmizpb7ciajlednapd", "b" * 26, "c" * 26


def written(file: Path, client: Any, table: str) -> None:
    """Put an older release's items into a table as they stand."""
    for item in json.loads(file.read_text()):
        client.put_item(TableName=table, Item=_with_bytes(item))


def _with_bytes(value: Any) -> Any:
    """Return an item's JSON with its bytes, which JSON holds as base64."""
    if isinstance(value, list):
        return [_with_bytes(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"B"}:
        return {"B": base64.b64decode(value["B"])}
    return {name: _with_bytes(each) for name, each in value.items()}


@pytest.fixture
def empty(cloud: Cloud) -> Deployment:
    return deployed(cloud)


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def old(request: pytest.FixtureRequest, empty: Deployment) -> Deployment:
    written(request.param, empty.client("dynamodb"), empty.table_name)
    return empty


def shelves(made: Deployment) -> Shelves:
    table, s3, sqs = made.table(made.client("dynamodb")), made.client("s3"), made.client("sqs")
    return Shelves(
        DynamoArticles(table, S3Captures(s3, made.bucket, "readings")),
        S3Captures(s3, made.bucket),
        SqsOrders(sqs, made.fetch_queue, made.extract_queue),
        DynamoStatements(table),
        DynamoEdits(table),
    )


def test_there_is_a_file_for_each_format() -> None:
    assert [file.stem for file in FILES] == [f"format-{n + 1}" for n in range(FORMAT)]


def test_heads_and_versions_of_an_older_format_are_read(old: Deployment) -> None:
    articles = shelves(old).articles

    stored, kept = articles.head(STORED), articles.version(STORED, 1)
    fetched, failed = articles.version(FETCHED, 1), articles.head(FAILED)

    assert stored is not None
    assert (stored.status, stored.headline) == ("stored", "The bell is mended")
    assert kept is not None
    assert isinstance(kept.reading, Article)
    bell, delay = kept.reading.attributions
    assert (bell.type, bell.content[0].span.text) == ("direct", "“The bell is mended,”")
    assert (delay.polarity, delay.via[0].name) == ("denied", "the Wire")
    assert kept.capture.etag == '"v1"'
    assert (newest := articles.version(STORED, stored.version)) is not None
    assert newest.reading == kept.reading
    assert fetched is not None
    assert isinstance(fetched.reading, Page)
    assert failed is not None
    assert (failed.status, failed.reason) == ("failed", "status 404")
    listed = articles.by_publisher("lantern.example", Period(), 10, None)
    assert [one.id for one in listed.heads] == [STORED]


def test_sources_and_tokens_of_an_older_format_are_read(old: Deployment) -> None:
    table = old.table(old.client("dynamodb"))

    (feed, pages), _ = DynamoSources(table).page(9, None)
    token = bearer("Bearer desk.secret", DynamoTokens(table), NOW)

    assert feed.source == Source(feed.source.id, "feed", "https://lantern.example/feed.xml")
    assert pages.source == Source(pages.source.id, "pages", pages=("https://lantern.example/a",))
    assert token is not None
    assert token.scopes == ("read", "write")


def test_a_source_of_an_older_format_is_visited_and_changed(old: Deployment) -> None:
    sources = DynamoSources(old.table(old.client("dynamodb")))
    first, *_ = sources.due(NOW)

    assert sources.claim(first, NOW, NOW + LEASE)
    assert not sources.claim(first, NOW, NOW + LEASE)
    changed, made = sources.put(replace(first.source, paused=True), NOW)

    assert (changed.source.paused, made) == (True, False)


def test_work_that_an_older_release_began_is_ended(old: Deployment) -> None:
    made = shelves(old)

    file_article(FETCHED, 1, made, NOW)

    done = made.articles.version(FETCHED, 1)
    assert done is not None
    assert isinstance(done.reading, Article)
    assert done.reading.metadata.headline == "The bell is mended"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_older_release_s_article_is_answered_and_can_be_taken_down(
    stack: LocalStack, file: Path
) -> None:
    table = stack.deployed.outputs["TableName"]
    written(file, stack.cloud.client("dynamodb"), table)

    answer = raw(stack, "GET", f"/articles/{STORED}")
    listed = raw(stack, "GET", "/articles", params={"publisher": "lantern.example"})
    gone = raw(stack, "DELETE", f"/articles/{STORED}")

    assert answer.status_code == httpx.codes.OK
    assert [one["type"] for one in answer.json()["attributions"]] == ["direct", "indirect"]
    assert [one["id"] for one in listed.json()["articles"]] == [STORED]
    assert gone.status_code == httpx.codes.OK
    assert raw(stack, "GET", f"/articles/{STORED}").status_code == httpx.codes.GONE


def with_more(value: Any) -> Any:
    """Return JSON with a field in each of its objects that nobody knows."""
    if isinstance(value, list):
        return [with_more(each) for each in value]
    if not isinstance(value, dict):
        return value
    more = {name: with_more(each) for name, each in value.items() if name != "fieldSources"}
    return value | more | {"ofTomorrow": {"a": [1]}}


def test_fields_that_a_newer_release_adds_are_passed_over(empty: Deployment) -> None:
    table = empty.table(empty.client("dynamodb"))
    articles = shelves(empty).articles
    kept = version(reading=article(), at=NOW)
    articles.submit(head())
    articles.put_version(kept)
    for item in list(table.partition(f"A#{kept.article_id}")):
        table.put(_of_tomorrow(item))

    assert articles.version(kept.article_id, kept.number) == kept
    assert articles.head(kept.article_id) == head()


def _of_tomorrow(item: Item) -> Item:
    more = item | {"ofTomorrow": "x"}
    if "data" in item:
        plain = with_more(json.loads(gzip.decompress(item["data"])))
        more["data"] = gzip.compress(json.dumps(plain).encode())
        more["capture"] = item["capture"] | {"ofTomorrow": "x"}
    return more


def test_a_format_that_is_newer_is_refused_and_not_misread(empty: Deployment) -> None:
    table: Table = empty.table(empty.client("dynamodb"))
    articles = shelves(empty).articles
    kept = articles.put_version(version(reading=article(), at=NOW))
    (item,) = table.partition(f"A#{kept.article_id}")
    table.put(item | {"format": FORMAT + 1})

    with pytest.raises(NewerFormat, match=f"is of format {FORMAT + 1}; .* up to {FORMAT}"):
        articles.version(kept.article_id, kept.number)


def test_the_codec_undoes_itself_whatever_is_added() -> None:
    assert codec.from_dict(with_more(codec.to_dict(article()))) == article()
