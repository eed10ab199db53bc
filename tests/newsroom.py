"""A press on loopback that lives by a script, and the service that watches it: time is simulated.

The golden pairs of versions are the script: each is a story that is published as its first
reading and later becomes its second. Around every page stands what flickers from one visit to the
next. Pages come over HTTP through the real door, the lines are the real ones and so are the
shelves, on the embedded AWS; only the clock is moved by hand, and queues hold their orders until
it says so.
"""

import heapq
import html
import json
import random
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from saidly import urls
from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.edits import DynamoEdits
from saidly.aws.hosts import DynamoRobots, DynamoSlots
from saidly.aws.sources import DynamoSources
from saidly.aws.statements import DynamoStatements
from saidly.aws.table import Table
from saidly.edits import Edit
from saidly.fetch import MemoryRobots, Outside, Terms, fetch, known
from saidly.filing import file_article
from saidly.intake import Means, take_in
from saidly.model import Fetched, NotModified, Page, Validators
from saidly.rounds import Walk, go_round
from saidly.sources import Source
from saidly.store import FetchOrder, Shelves
from saidly.sweep import sweep
from tests.core.versions_golden import GoldenPair
from tests.stack.shelves import Deployment

HOSTS = ("lantern.test", "gazette.test", "courier.test")
PAUSE_S = 5  # what each host asks for in its robots.txt
TICK = timedelta(minutes=5)  # of the sweep; a minute in the template
EVERY = timedelta(minutes=15)  # of discover
FLASH_CHARS = 100  # a story with less text is no story yet: it is there once it has grown


@dataclass(slots=True)
class Story:
    """One story of the script, and what is planned for it."""

    name: str
    host: str
    path: str
    page: Page
    published_at: datetime
    pair: GoldenPair | None = None  # None: it stays as it is
    edited_at: datetime | None = None
    fate: str = "stays"  # stays, edited, grows (from a flash), gone (410), missing (404), moved

    def planned(self) -> tuple[str, ...]:
        """Return the classes of change that are planned; none where no version is to come."""
        changed = self.fate == "edited" and self.pair and self.pair.verdict == "changed"
        return self.pair.classes if changed and self.pair else ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that the press was sent."""

    host: str
    path: str
    at: datetime
    status: int


@dataclass(slots=True)
class Clock:
    """The hour, moved by hand."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the hour."""
        return self.now


class ScriptedPress:
    """Serves the stories as they stand at the hour of the clock."""

    def __init__(self, stories: list[Story], clock: Clock) -> None:
        """Bind a free port; ``start`` serves."""
        self.stories = {(story.host, story.path): story for story in stories}
        self.clock = clock
        self.asked: list[Asked] = []
        self._visits = 0
        press = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = self.headers.get("Host", "").partition(":")[0]
                status, headers, body = press.answer(host, self.path, self.headers)
                press.asked.append(Asked(host, self.path, press.clock.now, status))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def start(self) -> None:
        """Serve until ``stop``."""
        self._thread.start()

    def stop(self) -> None:
        """Close the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def names(self) -> frozenset[str]:
        """The host:port names that may be reached on loopback."""
        return frozenset(f"{host}:{self.port}" for host in HOSTS)

    def url(self, story: Story) -> str:
        """Return the address of a story."""
        return f"http://{story.host}:{self.port}{story.path}"

    def answer(self, host: str, path: str, asked: Any) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of a page, a feed or robots.txt."""
        if path == "/robots.txt":
            rules = f"User-agent: *\nCrawl-delay: {PAUSE_S}\nAllow: /\n"
            return 200, {"Content-Type": "text/plain"}, rules.encode()
        if path == "/feed.xml":
            return 200, {"Content-Type": "application/rss+xml"}, self._feed(host)
        story = self.stories.get((host, path.removesuffix("-moved")))
        if story is None or story.published_at > self.clock.now:
            return 404, {"Content-Type": "text/html"}, b"<h1>Not found</h1>"
        return self._story(story, path, asked)

    def _story(self, story: Story, path: str, asked: Any) -> tuple[int, dict[str, str], bytes]:
        changed = story.edited_at is not None and story.edited_at <= self.clock.now
        if changed and story.fate in ("gone", "missing"):
            return (410 if story.fate == "gone" else 404), {"Content-Type": "text/html"}, b"Gone"
        if changed and story.fate == "moved" and not path.endswith("-moved"):
            return 301, {"Location": f"{path}-moved"}, b""
        page = story.pair.after if changed and story.pair else story.page
        steady = story.name.endswith("0")  # a tenth of the press answers conditional requests
        etag = f'"{story.name}-{changed}"'
        if steady and asked.get("If-None-Match") == etag:
            return 304, {"ETag": etag}, b""
        self._visits += 1
        flicker = None if steady else random.Random(f"{story.name} {self._visits}")
        body = printed(page, story.published_at, flicker).encode()
        headers = {"Content-Type": "text/html; charset=utf-8"}
        return 200, headers | ({"ETag": etag} if steady else {}), body

    def _feed(self, host: str) -> bytes:
        rows = sorted(
            (
                s
                for s in self.stories.values()
                if s.host == host and s.published_at <= self.clock.now
            ),
            key=lambda story: story.published_at,
            reverse=True,
        )
        items = "".join(
            f"<item><link>{html.escape(self.url(story))}</link>"
            f"<pubDate>{format_datetime(story.published_at)}</pubDate></item>"
            for story in rows[:50]
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def printed(page: Page, published_at: datetime, flicker: random.Random | None = None) -> str:
    """Return a reading as a page of HTML; with ``flicker`` what changes at every visit is in it."""
    told = page.metadata
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": told.headline,
        "datePublished": published_at.isoformat(),
        "author": [{"@type": "Person", "name": person.name} for person in told.authors],
        "isAccessibleForFree": not told.paywalled,
    }
    blocks = "\n".join(f"<p>{html.escape(block.text)}</p>" for block in page.blocks)
    notes = "".join(f"<p><em>{html.escape(note)}</em></p>" for note in page.corrections)
    wires = "".join(
        f"<p><i>{html.escape(wire.name)} contributed to this report.</i></p>"
        for wire in page.credits
    )
    byline = ", ".join(person.name for person in told.authors)
    return f"""<!doctype html><html lang="{told.in_language or "en"}">
<head><title>{html.escape(told.headline or "")}</title>
<script type="application/ld+json">{json.dumps(linked).replace("</", "<\\/")}</script>
</head><body><header><nav><a href="/">Home</a> {_noise(flicker, "head")}</nav></header>
<main><article><h1>{html.escape(told.headline or "")}</h1>
<p class="standfirst">{html.escape(told.dek or "")}</p>
<p class="byline">By {html.escape(byline)}</p>
{blocks}
{notes}{wires}
<aside><h3>Most read</h3>{_noise(flicker, "aside")}</aside></article></main>
<footer>{_noise(flicker, "foot")}<p>© The paper. All rights reserved.</p></footer></body></html>"""


def _noise(flicker: random.Random | None, place: str) -> str:
    """Return what is another at every visit: links to other stories, counters, a nonce."""
    if flicker is None:
        return ""
    words = ["storm", "budget", "ferry", "council", "harvest", "choir", "bridge", "market"]
    flicker.shuffle(words)
    links = "".join(f'<li><a href="/{word}">More on the {word}</a></li>' for word in words[:4])
    return f'<ul data-nonce="{flicker.random()}" class="{place}">{links}</ul>' + (
        f"<p>{flicker.randrange(900)} readers, {flicker.randrange(60)} minutes ago</p>"
    )


@dataclass(slots=True)
class TimedOrders:
    """Queues under the simulated clock: an order comes out when its delay is over."""

    clock: Clock
    calls: Counter[str]
    heap: list[tuple[datetime, int, tuple[Any, ...]]] = field(default_factory=list)
    given: int = 0

    def fetch(
        self, article_id: str, url: str, delay_s: int = 0, slot: datetime | None = None
    ) -> None:
        """Hold an order for the fetch function."""
        self._hold(delay_s, ("fetch", article_id, url, slot))

    def fetch_many(self, orders: Sequence[FetchOrder]) -> None:
        """Hold orders for the fetch function."""
        for each in orders:
            self.fetch(*each)

    def extract(self, article_id: str, number: int) -> None:
        """Hold an order for the extract function."""
        self._hold(0, ("extract", article_id, number))

    def send(self) -> None:
        """Nothing: each order is held at once."""

    def waiting(self) -> int:
        """Count those that could come out now."""
        return sum(at <= self.clock.now for at, *_ in self.heap)

    def _hold(self, delay_s: int, order: tuple[Any, ...]) -> None:
        self.given += 1
        self.calls["SQS SendMessage"] += 1
        at = self.clock.now + timedelta(seconds=delay_s)
        heapq.heappush(self.heap, (at, self.given, order))


@dataclass(slots=True)
class Newsroom:
    """The service over the simulated press."""

    press: ScriptedPress
    clock: Clock
    deployment: Deployment
    calls: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    orders: TimedOrders = field(init=False)
    shelves: Shelves = field(init=False)
    means: Means = field(init=False)
    walk: Walk = field(init=False)

    def run(self, until: datetime) -> None:
        """Live until an hour: discover, sweep and queues, in the order of time."""
        self._open()
        next_round = next_sweep = self.clock.now
        while self.clock.now < until:
            due = self.orders.heap[0][0] if self.orders.heap else until
            self.clock.now = max(self.clock.now, min(due, next_round, next_sweep, until))
            if next_round <= self.clock.now:
                go_round(self.walk, self.clock.now)
                next_round += EVERY
            if next_sweep <= self.clock.now:
                sweep(self.shelves, self.clock.now)
                next_sweep += TICK
            while self.orders.heap and self.orders.heap[0][0] <= self.clock.now:
                self._carry_out(heapq.heappop(self.orders.heap)[2])

    def _carry_out(self, order: tuple[Any, ...]) -> None:
        if order[0] == "extract":
            file_article(order[1], order[2], self.shelves, self.clock.now)
            return
        outcome, _ = take_in(order[1], order[2], self.means, order[3])
        self.outcomes[outcome] += 1

    def _open(self) -> None:
        dynamodb, s3 = (self.deployment.client(name) for name in ("dynamodb", "s3"))
        for client in (dynamodb, s3):
            client.meta.events.register("after-call.*", self._count)
        table = Table(dynamodb, self.deployment.table_name)
        bucket = self.deployment.bucket
        self.orders = TimedOrders(self.clock, self.calls)
        self.shelves = Shelves(
            DynamoArticles(table, S3Captures(s3, bucket, "readings")),
            S3Captures(s3, bucket),
            self.orders,
            DynamoStatements(table),
            DynamoEdits(table),
        )
        robots, loopback = DynamoRobots(table, MemoryRobots()), self.press.names
        outside, terms = Outside(robots=robots, now=self.clock), Terms(contact="a@b.example")

        def door(url: str, validators: Validators | None) -> Fetched | NotModified:
            asked = validators or Validators()
            return fetch(url, loopback=loopback, validators=asked, terms=terms, outside=outside)

        def rules(url: str) -> Any:
            return known(url, robots, loopback)

        slots = DynamoSlots(table)
        self.means = Means(door, self.shelves, self.clock, slots, rules)
        sources = DynamoSources(table)
        for host in HOSTS:
            address = f"http://{host}:{self.press.port}/feed.xml"
            sources.put(Source(host.partition(".")[0], "feed", address), self.clock.now)
        self.walk = Walk(
            door, self.shelves, sources, self.clock, slots=slots, rules=rules, loopback=loopback
        )

    def _count(self, model: Any, **_: Any) -> None:
        self.calls[f"{model.service_model.service_id} {model.name}"] += 1

    def edits(self, story: Story) -> list[Edit]:
        """Return the edits that were recorded of a story."""
        name = urls.article_id(self.press.url(story))
        return list(self.shelves.edits.several(name, range(2, 9)).values())


def script(pairs: list[GoldenPair], steady: int, start: datetime, hours: float) -> list[Story]:
    """Return a script: every pair a story that is edited, and so many that stay as they are.

    Args:
        pairs: what is edited, and how.
        steady: stories that only flicker.
        start: of the simulation.
        hours: within which all is published and edited.
    """
    chance = random.Random(1)
    stories = []
    for number, pair in enumerate(pairs):
        at = start + timedelta(hours=chance.uniform(0, hours / 3))
        edited = at + timedelta(hours=chance.uniform(0.6, hours / 2))
        story = Story(
            f"p{number}", HOSTS[number % 3], f"/p-{number}", pair.before, at, pair, edited
        )
        text = sum(len(block.text) for block in pair.before.blocks)
        stories.append(replace(story, fate="edited" if text >= FLASH_CHARS else "grows"))
    for number in range(steady):
        at = start + timedelta(hours=chance.uniform(0, hours / 3))
        page = _own(pairs[number % len(pairs)].before, f"No. {number}")
        story = Story(f"s{number}", HOSTS[number % 3], f"/s-{number}", page, at)
        if number % 6 == 1:
            edited = at + timedelta(hours=chance.uniform(0.6, hours / 2))
            fate = ("gone", "missing", "moved")[number // 6 % 3]
            story = replace(story, fate=fate, edited_at=edited)
        stories.append(story)
    return stories


def _own(page: Page, mark: str) -> Page:
    """Return a page as a story of its own."""
    told = replace(page.metadata, headline=f"{page.metadata.headline} ({mark})")
    return replace(page, metadata=told)
