from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from saidly.errors import FetchFailed
from saidly.model import Fetched
from saidly.rounds import MAX_LINKS, Walk, asked, go_round
from saidly.store import Shelves, Source
from saidly.store.memory import MemoryOrders
from tests.contract import in_memory

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED = "https://paper.example/feed.xml"


@dataclass
class Press:
    links: tuple[str, ...] = ()

    def __call__(self, url: str) -> Fetched:
        if url != FEED:
            raise FetchFailed(url, "status 503", retryable=True, status=503)
        items = "".join(f"<item><link>{link}</link></item>" for link in self.links)
        body = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
        headers = (("content-type", "application/rss+xml"),)
        return Fetched(url, url, 200, headers, body, NOW, None)


def shelves() -> Shelves:
    return in_memory()


def ordered(made: Shelves) -> list[str]:
    assert isinstance(made.orders, MemoryOrders)
    return [url for _, url, _ in made.orders.fetches]


def test_the_stories_of_a_feed_are_handed_in() -> None:
    made = shelves()
    press = Press(("https://paper.example/a", "https://paper.example/b"))

    (visit,) = go_round([Source("paper", feed=FEED)], Walk(press, made, NOW))

    assert (visit.offered, visit.refused, visit.problem) == (2, 0, None)
    assert ordered(made) == ["https://paper.example/a", "https://paper.example/b"]


def test_a_second_round_orders_nothing_anew() -> None:
    made = shelves()
    for now in (NOW, NOW + timedelta(minutes=15)):
        go_round([Source("p", pages=("https://paper.example/a",))], Walk(Press(), made, now))

    assert ordered(made) == ["https://paper.example/a"]


def test_a_source_that_fails_holds_up_no_other() -> None:
    made = shelves()
    broken = Source("broken", feed="https://down.example/feed.xml")

    first, second = go_round(
        [broken, Source("p", pages=("https://paper.example/a",))], Walk(Press(), made, NOW)
    )

    assert (first.problem, first.offered) == ("status 503", 0)
    assert second.offered == 1


def test_addresses_that_may_never_be_fetched_are_counted_and_left() -> None:
    made = shelves()
    pages = ("http://169.254.169.254/latest", "https://paper.example/a")

    (visit,) = go_round([Source("p", pages=pages)], Walk(Press(), made, NOW))

    assert (visit.offered, visit.refused) == (2, 1)
    assert ordered(made) == ["https://paper.example/a"]


def test_one_run_hands_in_a_bounded_number() -> None:
    made = shelves()
    pages = tuple(f"https://paper.example/{n}" for n in range(MAX_LINKS + 5))

    go_round([Source("p", pages=pages)], Walk(Press(), made, NOW))

    assert len(ordered(made)) == MAX_LINKS


def test_an_event_may_name_a_feed_or_addresses_itself() -> None:
    assert asked({"feed": FEED}) == (Source("event", feed=FEED),)
    assert asked({"urls": ["https://a.example/"]}) == (
        Source("event", pages=("https://a.example/",)),
    )
    assert asked({}) == ()
