"""What a source offers: addresses never seen are handed in, others cost half a read unit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched

from saidly import urls
from saidly.discover import Link
from saidly.errors import InvalidUrl
from saidly.pace import Turns
from saidly.rounds.walk import Walk
from saidly.sources import Globs, Watched
from saidly.store import Head
from saidly.submit import begin_many, ordered

MAX_NEW = 5_000  # of one visit; the next run takes the rest. Each visit reads the document anew
BATCH = 100  # heads read in one go
NEEDED_S = 15.0  # for a batch
# a feed that dates each entry "now" whenever it is made must not have each story read all day
LOOK_AGAIN = timedelta(minutes=15)
_OLD = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Handed:
    """What became of a document's addresses; counts up while they are handed in."""

    offered: int = 0
    new: int = 0
    refused: int = 0
    updated: int = 0
    more: bool = False  # some are left for the next run
    spent: bool = False  # the day's budget is
    lost: bool = False  # the source was set anew meanwhile, or another run has it


@dataclass(frozen=True, slots=True)
class Offer:
    """An address under its story's id."""

    id: str
    url: str  # canonical
    updated: datetime | None


class Hand:
    """Hands in the addresses of one source in one run, within its budget."""

    def __init__(self, watched: Watched, run: datetime, walk: Walk) -> None:
        """Count from what the day has used up already."""
        self._source, self._run, self._walk = watched.source, run, walk
        self._globs = Globs(watched.source.include, watched.source.exclude)
        self._day = f"{walk.now().astimezone(UTC):%Y-%m-%d}"
        self._taken = watched.health.taken if watched.health.day == self._day else 0
        self._turns = Turns()
        self.handed = Handed()

    def over(self, links: Sequence[Link]) -> None:
        """Hand in what a document offers, the newest first, as far as budget and time go."""
        for batch in batched(self._offers(links), BATCH, strict=False):
            if self._walk.left_s() < NEEDED_S:
                self.handed.more = True
            if self.handed.more or self.handed.lost:
                return
            standing = self._walk.shelves.articles.standing(each.id for each in batch)
            self._look_again(batch, standing)
            self._begin([each for each in batch if each.id not in standing])

    def _offers(self, links: Sequence[Link]) -> Iterator[Offer]:
        found: dict[str, Offer] = {}
        for link in sorted(links, key=_date, reverse=True):
            try:
                canonical = urls.canonical(link.url)
                if not self._globs.take(canonical):
                    continue
                self.handed.offered += 1
                urls.check(link.url, self._walk.loopback)
            except InvalidUrl:
                self.handed.refused += 1
                continue
            name = urls.article_id(canonical)
            found.setdefault(name, Offer(name, canonical, link.updated))
        yield from found.values()

    def _begin(self, unseen: Sequence[Offer]) -> None:
        """Note what of the budget is used, then order; a death between leaves it unused."""
        room = min(self._source.daily_budget - self._taken, MAX_NEW - self.handed.new)
        taken = unseen[: max(0, room)]
        if len(taken) < len(unseen):
            self.handed.more = True
            self.handed.spent = self._taken + len(taken) >= self._source.daily_budget
        if not taken:
            return
        self._taken += len(taken)
        walk = self._walk
        if not walk.sources.spend(self._source.id, self._run, self._day, self._taken):
            self.handed.lost = True
            return
        begun = [(offer.id, offer.url, self._wait_s(offer.url)) for offer in taken]
        begin_many(begun, walk.shelves, walk.now(), self._source.storage_mode)
        self.handed.new += len(taken)

    def _wait_s(self, url: str) -> int:
        return self._turns.wait_s(urls.host(url), self._walk.rules(url).pause_s)

    def _look_again(self, batch: Iterable[Offer], standing: dict[str, Head]) -> None:
        """Have stories read at once that the source says were updated since they were looked at."""
        now, articles = self._walk.now(), self._walk.shelves.articles
        for offer in batch:
            head = standing.get(offer.id)
            if head is None or not _is_news(offer, head, now):
                continue
            if head.status == "failed":
                ordered(articles.requeue(head.id, now), self._walk.shelves, now)
                self.handed.updated += 1
            elif head.slot is None and (head.due_at is None or head.due_at > now):
                self.handed.updated += articles.postpone(head, now)


def _is_news(offer: Offer, head: Head, now: datetime) -> bool:
    looked = max((at for at in (head.checked_at, head.fetched_at) if at), default=None)
    if offer.updated is None or looked is None or head.gone_at is not None:
        return False
    return looked < offer.updated <= now and now - looked >= LOOK_AGAIN


def _date(link: Link) -> datetime:
    return max((at for at in (link.updated, link.published) if at), default=_OLD)
