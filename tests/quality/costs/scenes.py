"""What a deployment does in its life, carried out and counted step by step."""

import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean
from urllib.parse import urlsplit

from saidly import urls
from saidly.access import Token, digest
from saidly.aws.shelves import ledger, shelves
from saidly.aws.table import Table
from saidly.aws.tokens import DynamoTokens
from saidly.indexing import rows
from saidly.local.cloud import Cloud
from saidly.local.state import StateFolder
from saidly.model import Article
from saidly.spending import month_of
from saidly.store import Articles, Head, showing
from tests.quality.costs.bills import Usage, times
from tests.quality.costs.meter import size
from tests.quality.costs.papers import changed, developed, fresh, invented
from tests.quality.costs.walk import Asked, Publisher, Walk, walking
from tests.stack.shelves import deployed

PAGES_A_HOST = 6  # come at once, as after a night: five of six wait for their host
FIRST = "/first"  # the story that each host is warmed up with
ITEM_BYTES = 100  # what DynamoDB adds to each item it keeps, for its own index
STORING = ("discover new", "fetch", "extract")
AGAIN = {"same": "again, unchanged: ", "new": "again, changed: "}


@dataclass
class Counts:
    """Usage by scene, each for one article, lookup or visit; and what the articles were like."""

    per: dict[str, Usage] = field(default_factory=dict)
    calls: dict[str, dict[str, float]] = field(default_factory=dict)
    bytes: dict[str, dict[str, float]] = field(default_factory=dict)
    units: dict[str, dict[str, float]] = field(default_factory=dict)  # written, by kind of item
    cpu_ms: dict[str, float] = field(default_factory=dict)  # of an invocation, the waiting left out
    sizes: dict[str, int] = field(default_factory=dict)  # largest item by its kind
    means: dict[str, float] = field(default_factory=dict)
    told: dict[str, dict[str, int]] = field(default_factory=dict)  # nanodollars, by our own books
    costs: list[int] = field(default_factory=list)  # nanodollars that the articles' heads tell
    articles: int = 0
    failed: int = 0  # orders that hit a bug of ours

    def add(self, walk: Walk, scenes: dict[str, int]) -> None:
        """Take scenes from a walk, each divided by how often it happened."""
        for name, count in scenes.items():
            counted, spent = walk.meter.counted[name], walk.spent[name]
            self.per[name] = times(counted.usage, 1 / count)
            self.calls[name] = {call: n / count for call, n in counted.calls.items()}
            self.bytes[name] = {way: n / count for way, n in counted.bytes.items()}
            self.units[name] = {kind: n / count for kind, n in counted.units.items() if n}
            self.cpu_ms[name] = 1000 * spent.cpu_s / spent.invocations


@contextmanager
def cloud_with(hosts: list[str]) -> Iterator[tuple[Cloud, Publisher]]:
    """Yield the embedded AWS, and a press that has these hosts; nothing is deployed."""
    press = Publisher(hosts)
    press.start()
    with tempfile.TemporaryDirectory() as scratch:
        folder = StateFolder(Path(scratch) / "state")
        folder.take("counting what an article costs")
        cloud = Cloud(folder)
        cloud.start()
        try:
            yield cloud, press
        finally:
            cloud.stop()
            press.stop()


def hosts_for(count: int) -> list[str]:
    """Return the hosts of so many pages."""
    return [f"paper{n}.test" for n in range(-(-count // PAGES_A_HOST))]


def counted(pages: list[bytes], cloud: Cloud, press: Publisher) -> Counts:
    """Play every scene over the pages; return what each step used.

    An article of each host is taken in beforehand, so that what is done once a process or a day
    (clients, the model, robots.txt) is not charged to the articles.
    """
    hosts = hosts_for(len(pages))
    with walking(deployed(cloud), press) as walk:
        secret = Token("desk", digest("secret"), ("read", "write"), datetime.now(UTC))
        look = walk.deployment.client("dynamodb")
        DynamoTokens(Table(look, walk.deployment.table_name)).put(secret)
        _warm(walk, press, hosts, pages)
        addresses = [
            press.publish(hosts[n % len(hosts)], f"/a/{n}", html) for n, html in enumerate(pages)
        ]
        counts = _stored(walk, addresses)
        _asked(walk, counts, addresses)
        _again(walk, counts, addresses, pages, press)
        counts.sizes, counts.failed = _largest(walk), len(walk.failed)
    return counts


def _warm(walk: Walk, press: Publisher, hosts: list[str], pages: list[bytes]) -> None:
    first = [press.publish(host, FIRST, pages[0]) for host in hosts]
    walk.invoke("discover", {"urls": first}, "warm")
    walk.deliver("warm ")
    walk.asked(Asked("/health"), "warm")
    walk.invoke("sweep", {}, "warm")
    walk.offset += timedelta(minutes=2)
    for names in (walk.meter.counted, walk.spent):
        names.clear()


def _stored(walk: Walk, addresses: list[str]) -> Counts:
    """Take the addresses in, all the way to the index; and offer them again."""
    walk.invoke("discover", {"urls": addresses}, "discover new")
    walk.deliver()
    walk.invoke("discover", {"urls": addresses}, "discover known")
    walk.invoke("sweep", {}, "sweep idle")
    counts, kept = Counts(), shelves().articles
    found = [kept.version(urls.article_id(address), 1) for address in addresses]
    readings = [v.reading for v in found if v and isinstance(v.reading, Article)]
    counts.articles = count = len(readings)
    counts.means = {
        "characters": mean(len(reading.body) for reading in readings),
        "statements": mean(len(reading.attributions) for reading in readings),
        "rows": mean(len(rows(version)) for version in found if version),
        **_kept_bytes(walk, count),
    }
    counts.costs = [head.cost for head in map(_head(kept), addresses) if head]
    month = ledger().month(month_of(walk.now()))
    counts.told = {name: dict(spent) for name, spent in month.functions.items()}
    scenes = dict.fromkeys(STORING, count) | {"discover known": len(addresses), "sweep idle": 1}
    counts.add(walk, scenes)
    return counts


def _head(kept: Articles) -> Callable[[str], Head | None]:
    return lambda address: kept.head(urls.article_id(address))


def _kept_bytes(walk: Walk, count: int) -> dict[str, float]:
    """Return how many bytes an article keeps: of items, indexes included, and of captures."""
    client, name = walk.deployment.client("dynamodb"), walk.deployment.table_name
    pages = client.get_paginator("scan").paginate(TableName=name)
    items = [item for page in pages for item in page["Items"] if item["pk"]["S"][:1] in "ASN"]
    copies = [index.projected(item) for index in walk.meter.indexes for item in items]
    held = sum(ITEM_BYTES + size(each) for each in (*items, *copies) if each)
    captures = walk.meter.counted["fetch"].bytes["S3 out"]
    return {"item bytes": held / count, "capture bytes": captures / count}


def _asked(walk: Walk, counts: Counts, addresses: list[str]) -> None:
    """Send every kind of lookup, as often as there are articles."""
    ids = [urls.article_id(address) for address in addresses]
    kept = shelves()
    versions = list(kept.articles.several([(name, 1) for name in ids[:100]]).values())
    speakers = [row.speaker_id for version in versions for row in rows(version)][: len(ids)]
    publisher = next(show.publisher for show in map(showing, versions) if show.publisher)
    found = {speaker: speaker.partition(":")[2][:3] for speaker in speakers}
    asks = {
        "GET /articles/{id}": [Asked(f"/articles/{name}") for name in ids],
        "GET /articles?url=": [Asked("/articles", {"url": each}) for each in addresses],
        "GET /articles?publisher=": [Asked("/articles", {"publisher": publisher})] * 5,
        "GET /statements?speaker=": [Asked("/statements", {"speaker": each}) for each in speakers],
        "GET /speakers?prefix=": [Asked("/speakers", {"prefix": each}) for each in found.values()],
        "GET /speakers/{id}": [Asked(f"/speakers/{each}") for each in speakers],
        "POST /articles": [Asked("/articles", body={"url": each}) for each in addresses],
    }
    for name, requests in asks.items():
        for each in requests:
            walk.asked(each, name)
        counts.add(walk, {name: len(requests)})


def _again(
    walk: Walk, counts: Counts, addresses: list[str], pages: list[bytes], press: Publisher
) -> None:
    """Have the sweep send all stories out to be read again: as they are, then changed.

    The first of each host is read before them, for what is asked of a host once a day.
    """
    soon, over = timedelta(hours=1), timedelta(minutes=-1)
    for kind, name in AGAIN.items():
        walk.offset += timedelta(days=1)
        _due(walk, addresses, soon)
        _due(walk, [f"http://{host}{FIRST}" for host in press.names], over)
        walk.invoke("sweep", {}, "warm")
        walk.deliver("warm ")
        walk.offset += timedelta(minutes=1)
        looks = _due(walk, addresses, over)
        if kind == "new":
            for address, html in zip(addresses, pages, strict=True):
                parts = urlsplit(address)
                press.publish(parts.hostname or "", parts.path, changed(html))
        walk.invoke("sweep", {}, name + "sweep")
        walk.deliver(name)
        done = [step for step in walk.spent if step.startswith(name)]
        counts.add(walk, dict.fromkeys(done, looks))


def _due(walk: Walk, addresses: list[str], wait: timedelta) -> int:
    """Have stories that are stored read again after a while; return how many they are."""
    heads = [shelves().articles.head(urls.article_id(address)) for address in addresses]
    stored = [head for head in heads if head and head.status == "stored"]
    with walk.meter.at("making due"):
        for head in stored:
            shelves().articles.postpone(head, walk.now() + wait)
    return len(stored)


def _largest(walk: Walk) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for counted in walk.meter.counted.values():
        for kind, largest in counted.sizes.items():
            sizes[kind] = max(largest, sizes.get(kind, 0))
    return sizes


def pages_of(kind: str, count: int) -> list[bytes]:
    """Return pages to count with: ``invented`` or ``development``."""
    pages = invented(count, random.Random(7)) if kind == "invented" else developed(count)
    now = datetime.now(UTC)
    return [fresh(html, now) for html in pages]
