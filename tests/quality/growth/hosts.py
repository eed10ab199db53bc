"""One host's backlog beside other hosts: the real line of the fetch function on a simulated queue.

Orders lie in a queue as in SQS: each is visible from a moment on, and some workers take what is
visible. Time is simulated; slots, waiting and sending again are the real code's. The publishers'
answer is the shortest there is: an end for good.
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NoReturn

from saidly import urls
from saidly.edits import MemoryEdits
from saidly.errors import FetchFailed
from saidly.intake import Means, take_in
from saidly.pace import DELAY_S, MemorySlots
from saidly.statements import MemoryStatements
from saidly.store import LEASE, FetchOrder, Head, Shelves
from saidly.store.memory import MemoryArticles, MemoryCaptures
from saidly.sweep import sweep
from tests.quality.growth.stories import NOW

WORKERS = 20  # the template's own number
WAITED_S, FETCHED_S = 0.025, 0.6  # how long an order that waits, and one that asks, takes a worker
SWEEP = timedelta(minutes=1)
BUSY_HOST = "busy.example"


@dataclass
class Queue:
    """Orders, each visible from a moment on; ``fair`` serves hosts by turns, as fair queues do."""

    fair: bool
    delayed: list[tuple[datetime, int, str, str, datetime | None]] = field(default_factory=list)
    groups: dict[str, deque[tuple[str, str, datetime | None]]] = field(
        default_factory=lambda: defaultdict(deque)
    )
    sent: int = 0
    deepest: int = 0
    now: datetime = NOW

    def fetch(
        self, article_id: str, url: str, delay_s: int = 0, slot: datetime | None = None
    ) -> None:
        """Take an order in."""
        self.sent += 1
        at = self.now + timedelta(seconds=delay_s)
        heapq.heappush(self.delayed, (at, self.sent, article_id, url, slot))

    def fetch_many(self, orders: Sequence[FetchOrder]) -> None:
        """Take orders in."""
        for each in orders:
            self.fetch(*each)

    def extract(self, article_id: str, number: int) -> None:
        """Take nothing in: no page comes."""

    def send(self) -> None:
        """Send nothing: nothing was taken in."""

    def waiting(self) -> int:
        """Count what is visible."""
        return sum(map(len, self.groups.values()))

    def take(self) -> tuple[str, str, datetime | None] | None:
        """Return the next visible order, None while there is none."""
        while self.delayed and self.delayed[0][0] <= self.now:
            _, _, article_id, url, slot = heapq.heappop(self.delayed)
            group = urls.host(url) if self.fair else "all"
            self.groups[group].append((article_id, url, slot))
        self.deepest = max(self.deepest, self.waiting())
        for group in list(self.groups):
            orders = self.groups.pop(group)
            if orders:
                order = orders.popleft()
                self.groups[group] = orders  # behind all others
                return order
        return None


@dataclass
class Street:
    """Some hosts, their orders and the workers; ``delays_s`` is how long others' orders waited."""

    queue: Queue
    articles: MemoryArticles = field(default_factory=MemoryArticles)
    asked: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    submitted: dict[str, datetime] = field(default_factory=dict)
    delays_s: list[float] = field(default_factory=list)

    def means(self) -> Means:
        """Return what the real line works with here."""
        kept = Shelves(
            self.articles, MemoryCaptures(), self.queue, MemoryStatements(), MemoryEdits()
        )
        return Means(self.door, kept, lambda: self.queue.now, MemorySlots())

    def door(self, url: str, _: object) -> NoReturn:
        """Note who is asked, and when; answer that the page is gone for good."""
        host, now = urls.host(url), self.queue.now
        self.asked[host].append(now)
        if host != BUSY_HOST:
            self.delays_s.append((now - self.submitted[url]).total_seconds())
        raise FetchFailed(url, "status 410", retryable=False, status=410)

    def hand_in(self, host: str, number: int, at: datetime) -> None:
        """Submit an address at a moment."""
        url = f"https://{host}/a/{number}"
        self.submitted[url] = at
        article_id = f"{host} {number}"
        self.articles.submit(Head(article_id, url, "queued", at, due_at=at + LEASE))
        self.queue.sent += 1
        heapq.heappush(self.queue.delayed, (at, self.queue.sent, article_id, url, None))


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the others, and of the host with the backlog."""

    others: int
    median_s: float
    slowest_s: float
    deepest: int
    taken: int  # orders that workers took up, those that wait again included
    asked_a_minute: float  # of the host with the backlog
    close: int  # pages of one host that came sooner than its pause after another
    late: int  # orders of others that were not carried out by the end


def simulated(backlog: int, *, fair: bool, minutes: int, hosts: int = 40) -> Told:
    """Hand in a backlog of one host at once and a trickle of others; work for some minutes.

    Args:
        backlog: orders of one host, all there at the start.
        fair: whether the queue serves hosts by turns.
        minutes: simulated.
        hosts: others, which have a page each 30 seconds.
    """
    street = Street(Queue(fair))
    end = NOW + timedelta(minutes=minutes)
    for number in range(backlog):
        street.hand_in(BUSY_HOST, number, NOW)
    for second in range(0, minutes * 60, 30):
        for host in range(hosts):
            at = NOW + timedelta(seconds=second + 30 * host / hosts)
            street.hand_in(f"quiet{host}.example", second, at)
    taken = _work(street, end)
    delays = sorted(street.delays_s) or [0.0]
    times = street.asked[BUSY_HOST]
    due = sum(urls.host(url) != BUSY_HOST and at < end for url, at in street.submitted.items())
    return Told(
        len(delays),
        delays[len(delays) // 2],
        delays[-1],
        street.queue.deepest,
        taken,
        len(times) / minutes,
        _close(street.asked),
        due - len(street.delays_s),
    )


def _work(street: Street, end: datetime) -> int:
    """Let the workers take orders until the end; return how many they took."""
    means, queue, taken, swept_at = street.means(), street.queue, 0, NOW
    free = [(NOW, worker) for worker in range(WORKERS)]
    heapq.heapify(free)
    while free[0][0] < end:
        at, worker = heapq.heappop(free)
        queue.now = at
        if swept_at <= at:
            sweep(means.shelves, at)
            swept_at = at + SWEEP
        order = queue.take()
        if order is None:
            ahead = min(queue.delayed[0][0] if queue.delayed else end, swept_at)
            heapq.heappush(free, (ahead, worker))
            continue
        outcome, _ = take_in(order[0], order[1], means, order[2])
        taken += 1
        busy_s = WAITED_S if outcome == "waiting" else FETCHED_S
        heapq.heappush(free, (at + timedelta(seconds=busy_s), worker))
    return taken


def _close(asked: dict[str, list[datetime]]) -> int:
    pause = timedelta(seconds=DELAY_S)
    return sum(
        later - before < pause for times in asked.values() for before, later in pairwise(times)
    )
