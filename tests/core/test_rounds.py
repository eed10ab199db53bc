"""Rounds: what is due is visited once, politely, within its budget, and says how it went."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from saidly import urls
from saidly.errors import FetchFailed, SaidlyError
from saidly.model import Fetched, NotModified, Validators
from saidly.pace import HostRules, MemorySlots
from saidly.rounds import Round, Walk, asked, counted, go_round, moment
from saidly.rounds.handing import MAX_NEW
from saidly.rounds.visit import MAX_MAPS
from saidly.sources import LEASE, Health, MemorySources, Proposal, Source
from saidly.store import Capture, Failure, Version
from saidly.store.memory import MemoryOrders
from tests.contract import in_memory, page

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FEED = "https://paper.example/feed.xml"
SOURCE = Source("paper", "feed", FEED)


def rss(*links: str, updated: str = "") -> str:
    told = f"<updated>{updated}</updated>" if updated else ""
    items = "".join(f"<item><link>{link}</link>{told}</item>" for link in links)
    return f"<rss version='2.0'><channel>{items}</channel></rss>"


def index(*maps: str, lastmod: Mapping[str, str] | None = None) -> str:
    dates = lastmod or {}
    entries = "".join(
        f"<sitemap><loc>{each}</loc><lastmod>{dates.get(each, '')}</lastmod></sitemap>"
        for each in maps
    )
    return f"<sitemapindex>{entries}</sitemapindex>"


def urlset(*links: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{each}</loc></url>" for each in links) + "</urlset>"


def stories(count: int, start: int = 0) -> list[str]:
    return [f"https://paper.example/story-{n}" for n in range(start, start + count)]


@dataclass
class World:
    """A press, shelves in memory and a clock."""

    pages: dict[str, str | bytes | SaidlyError] = field(default_factory=dict)
    etag: str | None = None
    now: datetime = NOW
    pause_s: float = 0.0
    left_s: float = 1000.0
    maps: tuple[str, ...] = ()
    asked_for: list[str] = field(default_factory=list)
    validators: list[Validators | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shelves = in_memory()
        self.sources = MemorySources()
        self.slots = MemorySlots()

    def door(self, url: str, validators: Validators | None) -> Fetched | NotModified:
        self.asked_for.append(url)
        self.validators.append(validators)
        answer = self.pages.get(url)
        if answer is None:
            raise FetchFailed(url, "status 404", retryable=False, status=404)
        if isinstance(answer, SaidlyError):
            raise answer
        if self.etag and validators and validators.etag == self.etag:
            return NotModified(url, url, (), self.now)
        body = answer.encode() if isinstance(answer, str) else answer
        headers = (("content-type", "text/html"), *((("etag", self.etag),) if self.etag else ()))
        return Fetched(url, url, 200, headers, body, self.now, None)

    def walk(self) -> Walk:
        return Walk(
            self.door,
            self.shelves,
            self.sources,
            lambda: self.now,
            self.slots,
            rules=lambda _: HostRules(self.pause_s),
            maps=lambda _: self.maps,
            left_s=lambda: self.left_s,
        )

    def watch(self, source: Source = SOURCE) -> None:
        self.sources.put(source, self.now)

    def run(self, later: timedelta = timedelta()) -> tuple[Round, ...]:
        self.now += later
        return go_round(self.walk(), self.now)

    def health(self, name: str = "paper") -> Health:
        watched = self.sources.get(name)
        assert watched is not None
        return watched.health

    @property
    def ordered(self) -> list[str]:
        assert isinstance(self.shelves.orders, MemoryOrders)
        return [url for _, url, _ in self.shelves.orders.fetches]

    def store(self, url: str, fetched_at: datetime) -> str:
        """Have a story read already; return its id."""
        name = urls.article_id(url)
        capture = Capture("d", None, 200, url, fetched_at)
        articles = self.shelves.articles
        articles.advance(articles.put_version(Version(name, 1, capture, page())))
        head = articles.head(name)
        assert head is not None
        articles.postpone(head, NOW + DAY)
        return name


def test_the_stories_of_a_feed_are_handed_in_newest_first_where_dated() -> None:
    world = World({FEED: rss(*stories(2))})
    world.watch()

    (visit,) = world.run()

    assert visit == Round("paper", offered=2, new=2)
    assert world.ordered == stories(2)
    assert world.health().yielded_at == world.health().visited_at == NOW


def test_a_second_round_orders_nothing_anew() -> None:
    world = World({FEED: rss(*stories(2))})
    world.watch()
    world.run()

    (visit,) = world.run(HOUR)

    assert (visit.offered, visit.new) == (2, 0)
    assert len(world.ordered) == 2


def test_a_source_is_visited_at_its_interval_and_not_before() -> None:
    world = World({FEED: rss(*stories(1))})
    world.watch(replace(SOURCE, interval_minutes=60))
    world.run()
    due = world.health().due_at

    world.now = due - timedelta(seconds=1)
    assert world.run() == ()
    assert len(world.run(timedelta(seconds=1))) == 1
    assert world.health().due_at == due + HOUR


def test_a_doubled_event_is_one_run() -> None:
    world = World({FEED: rss(*stories(1))})
    world.watch()
    at = world.now
    go_round(world.walk(), at)

    assert go_round(world.walk(), at) == ()
    assert world.asked_for == [FEED]


def test_of_overlapping_runs_one_has_the_source() -> None:
    world = World({FEED: rss(*stories(1))})
    world.watch()
    (watched,) = world.sources.due(NOW)
    assert world.sources.claim(watched, NOW, NOW + LEASE)

    assert world.run(MINUTE) == ()
    assert len(world.run(LEASE)) == 1  # whoever had it died


def test_a_paused_source_is_not_visited() -> None:
    world = World({FEED: rss(*stories(1))})
    world.watch(replace(SOURCE, paused=True))

    assert world.run() == ()


def test_what_time_does_not_suffice_for_stays_due() -> None:
    world = World({FEED: rss(*stories(1))}, left_s=59)
    world.watch()

    assert world.run() == ()
    assert world.health().due_at == NOW


def test_nothing_is_handed_in_while_the_queue_is_full() -> None:
    world = World({FEED: rss(*stories(1))})
    world.watch()
    world.shelves.orders.fetch("x", "https://x.example/")
    walk = replace(world.walk(), max_waiting=0)

    assert go_round(walk, NOW) == ()
    assert world.health().due_at == NOW


def test_a_source_that_fails_holds_up_no_other() -> None:
    busy = FetchFailed(FEED, "status 503", retryable=True, status=503)
    world = World({FEED: busy})
    world.watch()
    world.watch(Source("pages", "pages", pages=("https://other.example/a",)))

    pages, broken = sorted(world.run(), key=lambda visit: visit.new, reverse=True)

    assert (broken.problem, broken.offered) == ("status 503", 0)
    assert pages.new == 1


def test_failures_back_off_and_say_why_until_it_answers_again() -> None:
    world = World({FEED: FetchFailed(FEED, "status 500", retryable=True, status=500)})
    world.watch()
    waits = []
    for _ in range(4):
        before = world.now
        world.run()
        waits.append(world.health().due_at - before)
        world.now = world.health().due_at

    assert (world.health().failures, world.health().problem) == (4, "status 500")
    assert all(1.6 * a < b < 2.6 * a for a, b in pairwise(waits))
    world.pages[FEED] = rss(*stories(1))
    world.run()
    assert (world.health().failures, world.health().problem) == (0, None)


def test_a_host_that_asks_for_rest_gets_it() -> None:
    told = FetchFailed(FEED, "status 429", retryable=True, status=429, retry_after_s=7200)
    world = World({FEED: told})
    world.watch()
    world.run()

    assert world.health().due_at == NOW + 2 * HOUR
    assert world.slots.use("paper.example", 5, NOW + HOUR) is None


def test_a_feed_that_did_not_change_is_asked_conditionally() -> None:
    world = World({FEED: rss(*stories(2))}, etag='"v1"')
    world.watch()
    world.run()
    world.run(HOUR)

    assert [v.etag if v else None for v in world.validators] == [None, '"v1"']
    assert (world.health().offered, world.health().new) == (2, 0)
    assert world.health().silent_since is None


def test_a_source_that_yielded_and_yields_nothing_is_silent_until_it_yields() -> None:
    world = World({FEED: rss()})
    world.watch()
    (never,) = world.run()
    world.pages[FEED] = rss(*stories(1))
    (yields,) = world.run(HOUR)
    world.pages[FEED] = rss()
    (silent,) = world.run(HOUR)
    since = world.now
    (still,) = world.run(HOUR)

    assert (never.silent, yields.silent, silent.silent, still.silent) == (False, False, True, True)
    assert world.health().silent_since == since
    assert counted([silent, never])["SourcesSilent"] == 1
    world.pages[FEED] = rss(*stories(1))
    world.run(HOUR)
    assert world.health().silent_since is None


def test_patterns_choose_what_is_taken() -> None:
    offered = ("https://paper.example/news/a", "https://paper.example/sport/a")
    world = World({FEED: rss(*offered, "https://paper.example/news/old/b")})
    world.watch(replace(SOURCE, include=("/news/**",), exclude=("/news/old/*",)))

    (visit,) = world.run()

    assert (visit.offered, world.ordered) == (1, [offered[0]])


def test_addresses_that_may_never_be_fetched_are_counted_and_left() -> None:
    world = World()
    pages = ("http://169.254.169.254/latest", "https://paper.example/a", "no address")
    world.watch(Source("p", "pages", pages=pages))

    (visit,) = world.run()

    assert (visit.refused, visit.new) == (2, 1)
    assert world.ordered == ["https://paper.example/a"]


def test_a_daily_budget_holds_across_runs_and_begins_anew_the_next_day() -> None:
    world = World({FEED: rss(*stories(5))}, etag='"v1"')
    world.watch(replace(SOURCE, daily_budget=3))
    taken = [world.run(HOUR)[0].new for _ in range(3)]
    world.now = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
    taken += [world.run()[0].new, world.run(2 * HOUR)[0].new]

    assert taken == [3, 0, 0, 2, 0]
    assert sorted(world.ordered) == stories(5)


def test_one_visit_hands_in_a_bounded_number_and_the_next_goes_on() -> None:
    world = World({FEED: rss(*stories(MAX_NEW + 5))}, etag='"v1"')
    world.watch(replace(SOURCE, daily_budget=50_000))

    (first,) = world.run()
    (second,) = world.run(MINUTE)

    assert (first.new, first.waits) == (MAX_NEW, True)
    assert (second.new, second.waits) == (5, False)
    assert len(set(world.ordered)) == MAX_NEW + 5


def test_a_visit_ends_when_time_is_short_and_the_next_goes_on() -> None:
    world = World({FEED: rss(*stories(250))})
    world.watch()
    walk = world.walk()
    ticks = iter([100.0, 100.0, 100.0, 10.0])
    first = go_round(replace(walk, left_s=lambda: next(ticks)), NOW)

    assert (first[0].new, first[0].waits) == (100, True)
    assert world.run(MINUTE)[0].new == 150


def test_settings_that_change_during_a_visit_end_it() -> None:
    world = World({FEED: rss(*stories(3))})
    world.watch()
    walk = world.walk()

    def door(url: str, validators: Validators | None) -> Fetched | NotModified:
        world.watch(replace(SOURCE, daily_budget=1))
        return world.door(url, validators)

    go_round(replace(walk, door=door), NOW)

    assert world.ordered == []
    assert world.run()[0].new == 1


def test_a_busy_hosts_feed_waits_for_its_slot_and_nobody_sleeps() -> None:
    world = World({FEED: rss(*stories(1))}, pause_s=5)
    world.watch()
    world.slots.reserve("paper.example", 5, NOW)

    (visit,) = world.run()

    assert (visit.waits, world.asked_for) == (True, [])
    assert world.health().due_at == NOW + timedelta(seconds=5)
    assert world.run(timedelta(seconds=5))[0].new == 1


def test_a_source_that_only_waits_for_its_slot_fares_as_it_did() -> None:
    world = World({FEED: FetchFailed(FEED, "status 500", retryable=True, status=500)}, pause_s=5)
    world.watch()
    world.run()
    failed = world.health()
    world.slots.hold("paper.example", failed.due_at + timedelta(seconds=9))

    (visit,) = world.run(failed.due_at - world.now)
    held = world.health()

    assert (visit.waits, held.failures, held.problem) == (True, 1, "status 500")
    assert held.visited_at == failed.visited_at
    assert held.due_at == failed.due_at + timedelta(seconds=9)


def test_a_slot_that_was_waited_for_is_good_though_others_were_faster_since() -> None:
    world = World({FEED: rss(*stories(1))}, pause_s=5)
    world.watch()
    world.slots.reserve("paper.example", 5, NOW)
    world.run()
    world.slots.reserve("paper.example", 100, NOW + timedelta(seconds=20))

    assert world.run(timedelta(seconds=30))[0].new == 1


def test_a_crawl_delay_that_is_learnt_holds_the_host() -> None:
    world = World({FEED: rss(*stories(1))}, pause_s=5)
    world.watch()

    def door(url: str, validators: Validators | None) -> Fetched | NotModified:
        world.pause_s = 30
        return world.door(url, validators)

    go_round(replace(world.walk(), door=door), NOW)

    assert world.slots.use("paper.example", 5, NOW + timedelta(seconds=29)) is None


def test_a_host_in_trouble_is_forgiven_once_it_answers() -> None:
    world = World({FEED: rss(*stories(1))})
    world.watch()
    world.slots.trouble("paper.example", None, NOW - HOUR)
    world.run()

    assert world.slots.reserve("paper.example", 5, NOW).failures == 0


# ---- what was updated ----


def test_a_story_updated_since_it_was_looked_at_is_due_now() -> None:
    one, two, three = stories(3)
    world = World({FEED: rss(*stories(3))})
    world.watch()
    world.run()
    names = [world.store(url, NOW) for url in (one, two, three)]
    world.pages[FEED] = rss(one, updated="2026-03-01T12:30:00Z")

    (visit,) = world.run(HOUR)

    dues = [head.due_at for name in names if (head := world.shelves.articles.head(name))]
    assert visit.updated == 1
    assert dues == [world.now, NOW + DAY, NOW + DAY]


@pytest.mark.parametrize(
    ("updated", "later"),
    [
        ("2026-03-01T11:00:00Z", HOUR),  # before it was looked at
        ("2027-03-01T11:00:00Z", HOUR),  # a date that is yet to come
        ("2026-03-01T12:05:00Z", 10 * MINUTE),  # looked at a moment ago
    ],
)
def test_other_dates_change_nothing(updated: str, later: timedelta) -> None:
    (one,) = stories(1)
    world = World({FEED: rss(one)})
    world.watch(replace(SOURCE, interval_minutes=1))
    world.run()
    world.store(one, NOW)
    world.pages[FEED] = rss(one, updated=updated)

    assert world.run(later)[0].updated == 0


def test_a_failed_story_goes_round_again_once_its_feed_says_it_was_updated() -> None:
    (one,) = stories(1)
    world = World({FEED: rss(one)})
    world.watch()
    world.run()
    world.shelves.articles.failed(urls.article_id(one), Failure("status 404", NOW))
    world.run(HOUR)
    world.pages[FEED] = rss(one, updated="2026-03-01T13:30:00Z")
    world.run(HOUR)

    assert world.ordered == [one, one]


# ---- maps ----

ROOT = "https://paper.example/sitemap.xml"
MAPS = [f"https://paper.example/map-{n}.xml" for n in range(4)]
TREE = Source("paper", "sitemap", ROOT)


def test_an_index_is_read_with_its_maps_the_newest_first() -> None:
    dates = {MAPS[0]: "2026-02-01", MAPS[1]: "2026-02-28", MAPS[2]: "2026-02-03"}
    world = World({ROOT: index(*MAPS, lastmod=dates)})
    for n, each in enumerate(MAPS):
        world.pages[each] = gzip.compress(urlset(*stories(2, 10 * n)).encode())
    world.watch(TREE)

    (visit,) = world.run()

    assert world.asked_for == [ROOT, MAPS[1], MAPS[2], MAPS[0], MAPS[3]]
    assert (visit.new, visit.waits, world.health().offered) == (8, False, 8)


def test_maps_of_one_host_are_read_one_slot_after_the_other() -> None:
    world = World({ROOT: index(*MAPS[:2])}, pause_s=5)
    for n, each in enumerate(MAPS):
        world.pages[each] = urlset(*stories(1, n))
    world.watch(TREE)
    world.run()
    assert world.asked_for == [ROOT]
    assert world.health().due_at == NOW + timedelta(seconds=5)

    world.run(MINUTE)
    (last,) = world.run(MINUTE)

    assert world.asked_for == [ROOT, *MAPS[:2]]
    assert (last.waits, world.health().offered) == (False, 2)
    assert world.health().whole_at == world.now


def test_maps_that_did_not_change_since_are_not_read_again() -> None:
    dates = {MAPS[0]: "2026-01-01", MAPS[1]: "2026-03-01"}
    world = World({ROOT: index(*MAPS[:2], lastmod=dates), MAPS[0]: urlset(), MAPS[1]: urlset()})
    world.watch(TREE)
    world.run()
    (visit,) = world.run(HOUR)

    assert world.asked_for == [ROOT, MAPS[1], MAPS[0], ROOT, MAPS[1]]
    assert not visit.silent  # an index that names maps is not silent


def test_an_index_of_indexes_is_bounded_even_where_it_names_itself() -> None:
    many = [f"https://paper.example/m{n}.xml" for n in range(3 * MAX_MAPS)]
    world = World({each: index(ROOT, *many) for each in (ROOT, *many)})
    world.watch(TREE)
    world.run()

    assert len(world.asked_for) <= 1 + MAX_MAPS * (MAX_MAPS + 1)
    assert world.health().waiting == ()


def test_a_map_that_is_not_there_is_passed_and_told() -> None:
    world = World({ROOT: index(*MAPS[:2]), MAPS[1]: urlset(*stories(1))})
    world.watch(TREE)
    (visit,) = world.run()

    assert visit.new == 1
    assert world.health().problem == f"{MAPS[0]}: status 404"
    assert world.health().failures == 0


def test_a_map_that_keeps_failing_is_passed_in_the_end() -> None:
    broken = FetchFailed(MAPS[0], "status 500", retryable=True, status=500)
    world = World({ROOT: index(*MAPS[:2]), MAPS[0]: broken, MAPS[1]: urlset(*stories(1))})
    world.watch(TREE)
    for _ in range(4):
        world.run()
        world.now = world.health().due_at

    assert world.ordered == stories(1)
    assert world.asked_for == [ROOT, *[MAPS[0]] * 4, MAPS[1]]


# ---- sections and sites ----

HOME = "https://paper.example/"
HTML = """<html><head><base href="https://paper.example/x/">
<link rel="alternate" type="application/rss+xml" title="All of it" href="/all.rss">
<link rel="alternate" type="application/rss+xml" href="http://127.0.0.1/feed">
</head><body><a href="/world/harbour-reopens-after-nine-days">Harbour reopens</a></body></html>"""


def test_a_section_page_gives_its_stories() -> None:
    world = World({f"{HOME}world/": HTML})
    world.watch(Source("paper", "section", f"{HOME}world/"))

    assert world.run()[0].new == 1
    assert world.ordered == ["https://paper.example/world/harbour-reopens-after-nine-days"]


def test_a_site_proposes_what_its_home_and_robots_txt_name_and_hands_nothing_in() -> None:
    world = World({HOME: HTML}, maps=(ROOT,))
    world.watch(Source("paper", "site", HOME))
    world.run()

    assert world.health().proposals == (
        Proposal("https://paper.example/all.rss", "feed", "link", "All of it"),
        Proposal(ROOT, "sitemap", "robots"),
    )
    assert world.asked_for == [HOME]
    assert world.ordered == []


def test_the_usual_places_are_tried_where_nothing_is_named() -> None:
    place = "https://paper.example/rss.xml"
    world = World({HOME: "<html></html>", place: rss(*stories(1)), ROOT: urlset(*stories(1))})
    world.watch(Source("paper", "site", HOME))
    (visit,) = world.run()

    assert world.health().proposals == (
        Proposal(place, "feed", "wellKnown"),
        Proposal(ROOT, "sitemap", "wellKnown"),
    )
    assert visit.problem is None
    assert "https://paper.example/atom.xml" not in world.asked_for


def test_a_place_that_answers_with_something_else_is_not_proposed() -> None:
    world = World({HOME: "<html></html>", "https://paper.example/feed": "<html>Hello</html>"})
    world.watch(Source("paper", "site", HOME))
    world.run()

    assert world.health().proposals == ()


# ---- events ----


def test_an_event_may_name_a_feed_or_addresses_itself() -> None:
    assert asked({"feed": FEED}) == (Source("event", "feed", FEED),)
    assert asked({"urls": [HOME]}) == (Source("event", "pages", pages=(HOME,)),)
    assert asked({}) == ()


def test_the_time_of_a_run_is_the_one_for_which_the_schedule_fired() -> None:
    assert moment({"time": "2026-03-01T11:59:00Z"}, NOW) == NOW - MINUTE
    assert moment({"time": "2026-03-01T11:59:00"}, NOW) == NOW - MINUTE
    assert moment({"time": "2026-03-01T13:00:00Z"}, NOW) == NOW
    assert moment({"time": "<aws.scheduler.scheduled-time>"}, NOW) == NOW
    assert moment({}, NOW) == NOW


def test_while_the_budget_is_spent_nothing_is_visited() -> None:
    world = World()
    world.watch()

    assert go_round(replace(world.walk(), spent_up=lambda _: True), world.now) == ()
    assert world.asked_for == []
    assert len(go_round(world.walk(), world.now)) == 1
