"""What the thousandth and the millionth article cost, and which partitions they heat."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from saidly import urls
from saidly.aws.articles import DynamoArticles
from saidly.aws.hosts import DynamoSlots
from saidly.aws.statements import DynamoStatements
from saidly.aws.table import Table
from saidly.edits import MemoryEdits
from saidly.indexing import index
from saidly.looks import leased, left
from saidly.pace import DELAY_S
from saidly.rereading import next_look
from saidly.statements import Speaker
from saidly.store import Shelves
from saidly.store.memory import MemoryCaptures, MemoryOrders
from saidly.submit import submit
from tests.contract import put_extracted
from tests.quality.costs.bills import SHEET
from tests.quality.growth.dynamo import MemoryDynamo
from tests.quality.growth.stories import NOW, SPEAKERS, heard_before, known, stories, voices

WRITES_A_PARTITION, READS_A_PARTITION = 1_000, 3_000  # units a second that DynamoDB grants
KINDS = {
    "A": "an article",
    "P": "a publisher (gsi4)",
    "DUE": "due times (gsi2)",
    "S": "who speaks most",
    "STORED": "all by date (gsi3)",
    "N": "names that begin alike",
    "H": "a host's slot",
}


@dataclass(frozen=True, slots=True)
class Marginal:
    """What an article costs where so many are there already; heat is the hottest share by kind."""

    articles: int
    writes: float
    reads: float
    calls: float
    heat: dict[str, float]  # write units an article of the hottest partition of each kind
    largest: dict[str, int]  # bytes of an item

    @property
    def dollars(self) -> float:
        """Of DynamoDB's requests, for a million."""
        prices = SHEET["prices"]
        return float(
            self.writes * prices["dynamodb.writes"]["usd"]
            + self.reads * prices["dynamodb.reads"]["usd"]
        )


def shelves(client: MemoryDynamo) -> Shelves:
    """Return the real shelves over a table in memory."""
    table = Table(client, "table")
    captures = MemoryCaptures()
    articles, statements = DynamoArticles(table, captures), DynamoStatements(table)
    return Shelves(articles, captures, MemoryOrders(), statements, MemoryEdits())


def marginal(before: int, sample: int) -> Marginal:
    """Store so many articles where ``before`` are there already.

    Of those before only what the next ones meet is there: the people who have spoken.
    """
    client = MemoryDynamo()
    kept, slots = shelves(client), DynamoSlots(Table(client, "table"))
    _introduce(before, sample, kept)
    client.forget_counts()
    for number, story in enumerate(stories(range(before, before + sample))):
        at = story.page.capture.fetched_at
        submit(story.id, story.url, kept, at)
        slots.reserve(urls.host(story.url), DELAY_S, NOW + timedelta(seconds=number))
        head = kept.articles.head(story.id)
        page = kept.articles.put_version(story.page)
        kept.articles.advance(page, leased(head, at) if head else None)
        stands = put_extracted(kept.articles, story.article)
        head = kept.articles.head(story.id)
        index(stands, None, head, kept)
        due_at = left(head, next_look(story.id, at, at, at), at) if head else None
        kept.articles.show(stands, due_at, stays=head is not None and due_at == head.due_at)
    return Marginal(
        before + sample,
        sum(client.writes.values()) / sample,
        sum(client.reads.values()) / sample,
        sum(client.calls.values()) / sample,
        {kind: units / sample for kind, units in _hottest(client.writes).items()},
        dict(client.sizes),
    )


def _introduce(before: int, sample: int, kept: Shelves) -> None:
    """Make the people known whom the articles before had speak."""
    ranks = {
        rank
        for number in range(before, before + sample)
        for _, rank in voices(number, SPEAKERS + 10)
        if rank is not None
    }
    kept.statements.replace(
        (), (), [_speaker(rank) for rank in sorted(ranks) if heard_before(rank, before)]
    )


def _speaker(rank: int) -> Speaker:
    name = known(rank)
    return Speaker(f"person:{name}", name.title(), "person", NOW, "clerk", None, (str(NOW.year),))


def _hottest(units: Counter[str]) -> dict[str, float]:
    """Return the units of the hottest partition of each kind."""
    found: dict[str, Any] = {}
    for partition, amount in units.items():
        kind = partition.partition("#")[0]
        found[kind] = max(found.get(kind, 0), amount)
    return found
