"""What every shelf must do: one set of tests for the one in memory and the one on AWS."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saidly.edits import MemoryEdits
from saidly.errors import Conflict, NotFound
from saidly.model import (
    Act,
    Article,
    Attribution,
    Block,
    Content,
    Cue,
    Metadata,
    Moment,
    Page,
    Publisher,
    Section,
    Source,
    SourceKind,
    Span,
    StatementType,
)
from saidly.pace import RobotsEntry, RobotsShelf, Slot, Slots
from saidly.rights import Decision, Fact
from saidly.sources import Health, Proposal, Sources, Waiting, revision
from saidly.sources import Source as Feed
from saidly.statements import Mark, MemoryStatements, Row, Speaker, Statements, folded
from saidly.store import (
    LEASE,
    Articles,
    Capture,
    Captures,
    Failure,
    Head,
    Look,
    Period,
    Shelves,
    Version,
)
from saidly.store.memory import MemoryArticles, MemoryCaptures, MemoryOrders

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def head(name: str = "a", at: datetime = NOW, due_at: datetime | None = None) -> Head:
    return Head(name, f"https://paper.example/{name}", "queued", at, due_at=due_at)


def page(text: str = "Body.") -> Page:
    return Page("https://paper.example/a", Metadata(headline="H"), (Block("paragraph", text),))


def article(
    headline: str = "H", published: datetime | None = None, domain: str | None = "paper.example"
) -> Article:
    moment = Moment(published, "raw", "second") if published else None
    publisher = Publisher(domain) if domain else None
    return Article(
        "https://paper.example/a",
        Metadata(headline=headline, date_published=moment, publisher=publisher),
        "Body.",
        (Section(None, None, (Block("paragraph", "Body.", start=0),)),),
    )


def version(
    number: int = 1,
    digest: str = "d1",
    reading: Page | Article | None = None,
    at: datetime = NOW,
    name: str = "a",
) -> Version:
    capture = Capture(digest, f"captures/{name}/{digest}", 200, "https://paper.example/a", at)
    return Version(name, number, capture, reading or page())


def in_memory() -> Shelves:
    return Shelves(
        MemoryArticles(), MemoryCaptures(), MemoryOrders(), MemoryStatements(), MemoryEdits()
    )


def said(
    name: str | None,
    kind: StatementType = "direct",
    act: Act | None = "say",
    at: tuple[int, int] = (0, 5),
    role: str | None = None,
) -> Attribution:
    """Return a statement of ``name`` ("Ada Lind" is person:ada-lind) on a stretch of the body."""
    span = Span(*at, "Body."[slice(*at)] if at[1] <= 5 else "x" * (at[1] - at[0]))
    identity = f"person:{name.lower().replace(' ', '-')}" if name else None
    source = Source(span, name, "person", role, speaker_id=identity) if name else None
    cue = Cue(span, "say", act) if act else None
    return Attribution(kind, source, cue, (Content(span),))


def put_article(articles: Articles, made: Version, due_at: datetime | None = None) -> None:
    """File a version and show it, as extraction does."""
    articles.show(put_extracted(articles, made), due_at)


def put_extracted(articles: Articles, made: Version) -> Version:
    """File a version; return what stands."""
    stands = articles.file(made.article_id, made.number, lambda _: made)
    assert stands is not None
    return stands


@dataclass
class Counted:
    """A shelf that notes which of its methods are called."""

    shelf: Any
    calls: list[str] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        self.calls.append(name)
        return getattr(self.shelf, name)


class ArticlesContract:
    """Subclasses give the fixture ``articles``: an empty shelf."""

    def test_nobody_asked_for_an_unknown_article(self, articles: Articles) -> None:
        assert articles.head("a") is None
        assert articles.version("a", 1) is None

    def test_several_heads_come_in_one_go_without_those_that_lack(self, articles: Articles) -> None:
        articles.submit(head("a"))
        articles.submit(head("b"))

        assert articles.standing(["a", "b", "c"]) == {"a": head("a"), "b": head("b")}
        assert articles.standing([]) == {}

    def test_an_address_may_lead_to_another_article(self, articles: Articles) -> None:
        articles.submit(replace(head(), storage="facts"))
        articles.failed("a", Failure("the same story", NOW, gone=True, same_as="b"))

        led = articles.head("a")
        assert led is not None
        assert (led.status, led.same_as, led.gone_at) == ("failed", "b", NOW)
        assert articles.requeue("a", NOW + DAY).status == "failed"

    def test_a_requeued_article_keeps_what_may_be_stored(self, articles: Articles) -> None:
        articles.submit(replace(head(), storage="facts"))
        articles.failed("a", Failure("status 404", NOW))

        assert articles.requeue("a", NOW + DAY).storage == "facts"

    def test_the_first_to_submit_wins(self, articles: Articles) -> None:
        first = articles.submit(head())
        second = articles.submit(head(at=NOW + timedelta(days=1)))

        assert first == second == articles.head("a") == head()

    def test_a_failed_article_goes_round_again(self, articles: Articles) -> None:
        articles.submit(head())
        articles.failed("a", Failure("status 404", NOW))
        failed = articles.head("a")

        again = articles.requeue("a", NOW + timedelta(hours=1))

        assert failed is not None
        assert (failed.status, failed.reason, failed.attempts) == ("failed", "status 404", 1)
        hence = NOW + timedelta(hours=1)
        assert again == articles.head("a") == head(at=hence, due_at=hence + LEASE)

    def test_only_a_failed_article_goes_round_again(self, articles: Articles) -> None:
        articles.submit(head())

        again = articles.requeue("a", NOW + timedelta(hours=1))

        assert again == head()

    def test_a_passing_failure_leaves_the_article_queued(self, articles: Articles) -> None:
        articles.submit(head())
        articles.failed("a", Failure("timed out", NOW, 2, NOW + LEASE))

        failed = replace(head(due_at=NOW + LEASE), reason="timed out", attempts=2, checked_at=NOW)
        assert articles.head("a") == failed

    def test_a_failure_does_not_end_an_article_that_was_fetched(self, articles: Articles) -> None:
        articles.submit(head())
        articles.advance(articles.put_version(version()))
        articles.failed("a", Failure("status 404", NOW))

        failed = articles.head("a")
        assert failed is not None
        assert (failed.status, failed.reason) == ("fetched", "status 404")

    def test_a_version_is_put_if_absent(self, articles: Articles) -> None:
        first = articles.put_version(version(digest="d1"))
        second = articles.put_version(version(digest="d2"))

        assert first == second == articles.version("a", 1) == version(digest="d1")

    def test_the_head_moves_forward_only(self, articles: Articles) -> None:
        articles.submit(head())
        articles.advance(version(2, "d2", at=NOW + timedelta(hours=1)))
        articles.advance(version(1, "d1"))

        stands = articles.head("a")
        assert stands is not None
        assert (stands.version, stands.digest, stands.status) == (2, "d2", "fetched")
        assert stands.fetched_at == NOW + timedelta(hours=1)

    def test_a_fetched_article_forgets_its_failures(self, articles: Articles) -> None:
        articles.submit(head())
        articles.failed("a", Failure("timed out", NOW, 2, NOW + LEASE))
        articles.advance(version())

        stands = articles.head("a")
        assert stands is not None
        assert (stands.reason, stands.attempts) == (None, 0)

    def test_the_article_takes_the_place_of_its_page(self, articles: Articles) -> None:
        articles.submit(head())
        articles.advance(articles.put_version(version()))
        stored = replace(version(reading=article(published=NOW)), extractor="saidly/0.1")
        put_article(articles, stored)
        put_article(articles, stored)

        stands = articles.head("a")
        assert articles.version("a", 1) == stored
        assert stands is not None
        assert (stands.status, stands.headline, stands.date) == ("stored", "H", NOW)

    def test_the_article_of_an_older_version_is_kept_but_not_shown(
        self, articles: Articles
    ) -> None:
        articles.submit(head())
        for number in (1, 2):
            articles.advance(articles.put_version(version(number, f"d{number}")))
        put_article(articles, version(1, "d1", article("Old")))

        stands = articles.head("a")
        kept = articles.version("a", 1)
        assert stands is not None
        assert (stands.status, stands.headline) == ("fetched", None)
        assert kept is not None
        assert kept.reading == article("Old")

    def test_a_page_cannot_stand_in_for_an_article(self, articles: Articles) -> None:
        articles.submit(head())
        articles.advance(articles.put_version(version()))

        with pytest.raises(TypeError, match="not extracted"):
            put_article(articles, version())

    def test_several_readings_come_in_one_go_without_those_that_lack(
        self, articles: Articles
    ) -> None:
        for number in (1, 2):
            articles.put_version(version(number, f"d{number}"))

        found = articles.several([("a", 1), ("a", 2), ("a", 3), ("b", 1)])

        assert found == {("a", 1): version(1, "d1"), ("a", 2): version(2, "d2")}
        assert articles.several([]) == {}

    def test_an_article_too_large_for_an_item_is_kept_whole(self, articles: Articles) -> None:
        noise = random.Random(1)
        text = "".join(chr(noise.randrange(0x4E00, 0x9FFF)) for _ in range(400_000))
        articles.put_version(version(reading=page(text)))

        kept = articles.version("a", 1)
        assert kept is not None
        assert kept.reading == page(text)

    def test_a_publisher_is_listed_newest_first_page_by_page(self, articles: Articles) -> None:
        self._store(articles, 5)

        names, after = [], None
        for _ in range(3):
            listing = articles.by_publisher("paper.example", Period(), 2, after)
            names += [each.id for each in listing.heads]
            after = listing.after

        assert names == ["a4", "a3", "a2", "a1", "a0"]
        assert after is None

    def test_a_list_shows_where_its_articles_stand_now(self, articles: Articles) -> None:
        self._store(articles, 2)
        at = NOW + timedelta(hours=9)

        articles.checked("a1", Look(at, 1, at + LEASE))
        articles.take_down("a0", at)

        (listed,) = articles.by_publisher("paper.example", Period(), 9, None).heads
        assert (listed.id, listed.checked_at, listed.due_at) == ("a1", at, at + LEASE)

    def test_a_period_includes_both_its_ends(self, articles: Articles) -> None:
        self._store(articles, 5)
        period = Period(NOW + timedelta(days=1), NOW + timedelta(days=3))

        listing = articles.by_publisher("paper.example", period, 10, None)

        assert [each.id for each in listing.heads] == ["a3", "a2", "a1"]

    def test_another_publisher_and_what_is_not_stored_are_not_listed(
        self, articles: Articles
    ) -> None:
        self._store(articles, 1)
        articles.submit(head("queued"))
        articles.submit(head("nobody"))
        articles.advance(articles.put_version(version(name="nobody")))
        put_article(articles, version(name="nobody", reading=article(domain=None)))

        listing = articles.by_publisher("paper.example", Period(), 10, None)

        assert [each.id for each in listing.heads] == ["a0"]
        assert articles.by_publisher("other.example", Period(), 10, None).heads == ()

    def test_all_publishers_are_listed_together_newest_first_page_by_page(
        self, articles: Articles
    ) -> None:
        self._store(articles, 3)
        articles.submit(head("nobody"))
        articles.advance(articles.put_version(version(name="nobody")))
        hence = article(published=NOW + timedelta(days=1, hours=1), domain=None)
        put_article(articles, version(name="nobody", reading=hence))
        articles.submit(head("queued"))

        names, after = [], None
        for _ in range(2):
            listing = articles.by_date("stored", Period(), 3, after)
            names += [each.id for each in listing.heads]
            after = listing.after
        late = articles.by_date("stored", Period(NOW + DAY), 5, None)

        assert (names, after) == (["a2", "nobody", "a1", "a0"], None)
        assert [each.id for each in late.heads] == ["a2", "nobody", "a1"]
        assert articles.by_date("failed", Period(), 9, None).heads == ()

    def test_what_failed_is_listed_until_it_goes_round_again(self, articles: Articles) -> None:
        for name in ("a", "b", "tried", "led", "down"):
            articles.submit(head(name))
        articles.failed("a", Failure("status 404", NOW))
        articles.failed("b", Failure("status 410", NOW + DAY, gone=True))
        articles.failed("tried", Failure("timed out", NOW, 1, NOW + LEASE))
        articles.failed("led", Failure("the same story", NOW, gone=True, same_as="a"))
        articles.failed("down", Failure("status 404", NOW))
        articles.take_down("down", NOW)

        before = [each.id for each in articles.by_date("failed", Period(), 9, None).heads]
        late = articles.by_date("failed", Period(NOW + DAY), 9, None).heads
        articles.requeue("a", NOW + DAY)
        after = [each.id for each in articles.by_date("failed", Period(), 9, None).heads]

        assert (before, [each.id for each in late], after) == (["b", "a"], ["b"], ["b"])

    def test_what_is_on_its_way_is_listed_page_by_page(self, articles: Articles) -> None:
        wanted = {f"a{n}" for n in range(9)}
        for n, name in enumerate(sorted(wanted)):
            articles.submit(head(name, due_at=NOW + timedelta(minutes=n)))

        for size in (1, 4, 20):
            names, after = list[str](), None
            for _ in range(12):
                listing = articles.on_its_way(size, after)
                assert len(listing.heads) == len(listing.places) <= size
                names += [each.id for each in listing.heads]
                after = listing.after
                if after is None:
                    break
            assert (len(names), set(names), after) == (9, wanted, None)

    def test_what_is_done_with_is_on_its_way_no_more(self, articles: Articles) -> None:
        def on_its_way() -> set[tuple[str, str]]:
            names, after = set[tuple[str, str]](), None
            for _ in range(9):
                listing = articles.on_its_way(9, after)
                names |= {(each.id, each.status) for each in listing.heads}
                after = listing.after
                if after is None:
                    break
            return names

        for name in ("queued", "tried", "failed", "flash", "fetched", "stored", "down", "again"):
            articles.submit(head(name, due_at=NOW))
        articles.failed("tried", Failure("timed out", NOW, 1, NOW + LEASE))
        articles.failed("failed", Failure("status 404", NOW))
        articles.failed("flash", Failure("no story", NOW, 1, NOW + LEASE, ended=True))
        articles.advance(articles.put_version(version(name="fetched")))
        for name in ("stored", "again"):
            articles.advance(articles.put_version(version(name=name)))
            reading = article(published=NOW)
            put_article(articles, version(name=name, reading=reading), NOW + LEASE)
            articles.failed(name, Failure("timed out", NOW, 1, NOW + DAY, status="stored"))
        articles.checked("stored", Look(NOW, 1, NOW + 2 * DAY))
        articles.take_down("down", NOW)
        articles.advance(articles.put_version(version(2, "d2", name="again")))
        before = on_its_way()
        articles.requeue("failed", NOW)
        for name in ("queued", "stored"):
            stands = articles.head(name)
            assert stands is not None
            assert articles.postpone(stands, NOW + 3 * DAY)

        waiting = {("queued", "queued"), ("tried", "queued")}
        assert before == waiting | {("fetched", "fetched"), ("again", "fetched")}
        assert on_its_way() == before | {("failed", "queued")}

    def test_what_was_taken_down_is_listed_for_good(self, articles: Articles) -> None:
        for name in ("a", "b"):
            articles.submit(head(name, due_at=NOW))
        articles.failed("b", Failure("status 404", NOW))
        articles.take_down("a", NOW)
        articles.take_down("b", NOW + DAY)
        articles.take_down("unknown", NOW + 2 * DAY)
        for each in list(articles.withdrawn(NOW + 3 * DAY, 9)):
            articles.postpone(each, None)

        listed = articles.by_date("removed", Period(), 9, None).heads
        late = articles.by_date("removed", Period(NOW + DAY), 9, None).heads
        assert [each.id for each in listed] == ["unknown", "b", "a"]
        assert [each.id for each in late] == ["unknown", "b"]
        assert {(each.url, each.gone_at) for each in listed[-1:]} == {("", NOW)}
        assert articles.by_date("failed", Period(), 9, None).heads == ()

    def test_a_story_that_failed_at_first_moves_to_what_is_stored(self, articles: Articles) -> None:
        articles.submit(head())
        articles.failed("a", Failure("no story", NOW, 1, NOW + LEASE, ended=True))
        listed = articles.by_date("failed", Period(), 9, None).heads
        articles.advance(articles.put_version(version()))
        between = articles.by_date("failed", Period(), 9, None).heads
        put_article(articles, version(reading=article(published=NOW)))

        assert ([each.id for each in listed], between) == (["a"], ())
        assert [each.id for each in articles.by_date("stored", Period(), 9, None).heads] == ["a"]

    def test_the_head_gathers_how_its_versions_differ(self, articles: Articles) -> None:
        articles.submit(head("queued"))
        self._store(articles, 1)
        articles.note_changes("a0", ("wording", "headline"))
        articles.note_changes("a0", ("headline",))
        articles.note_changes("queued", ("typo",))
        (listed,) = articles.by_publisher("paper.example", Period(), 9, None).heads
        articles.take_down("a0", NOW)
        articles.note_changes("a0", ("facts",))

        told = [articles.head(name) for name in ("a0", "queued")]
        assert listed.changes == ("headline", "wording")
        assert [each.changes for each in told if each] == [(), ()]

    def test_what_stays_due_as_it_was_is_left_as_it_is(self, articles: Articles) -> None:
        articles.submit(head(due_at=NOW + DAY))
        articles.advance(articles.put_version(version()), NOW + DAY)
        articles.show(put_extracted(articles, version(reading=article())), NOW + DAY, stays=True)

        stands = articles.head("a")
        assert stands is not None
        assert (stands.status, stands.due_at) == ("stored", NOW + DAY)
        assert articles.on_its_way(9, None).heads == ()

    def test_without_a_stated_date_the_fetch_dates_the_article(self, articles: Articles) -> None:
        articles.submit(head())
        articles.advance(articles.put_version(version()))
        put_article(articles, version(reading=article()))

        stands = articles.head("a")
        assert stands is not None
        assert stands.date == NOW

    def test_what_is_due_is_found_from_its_second_on(self, articles: Articles) -> None:
        names = [f"a{n}" for n in range(20)]
        for name in names:
            articles.submit(head(name, due_at=NOW + timedelta(seconds=1)))
        articles.submit(head("never"))
        articles.submit(head("later", due_at=NOW + timedelta(seconds=2)))

        assert list(articles.due(NOW, 100)) == []
        due = list(articles.due(NOW + timedelta(seconds=1), 160))
        assert sorted(each.id for each in due) == sorted(names)
        assert due[0] == head(due[0].id, due_at=NOW + timedelta(seconds=1))

    def test_what_is_due_comes_in_bounded_portions(self, articles: Articles) -> None:
        for n in range(30):
            articles.submit(head(f"a{n}", due_at=NOW - timedelta(minutes=n)))

        assert 0 < len(list(articles.due(NOW, 8))) <= 8
        every = [each.due_at for each in articles.due(NOW, 240)]
        assert every == [NOW - timedelta(minutes=n) for n in range(29, -1, -1)]

    def test_of_two_sweepers_one_moves_the_due_time(self, articles: Articles) -> None:
        articles.submit(head(due_at=NOW))
        (seen,) = articles.due(NOW, 10)

        assert articles.postpone(seen, NOW + LEASE)
        assert not articles.postpone(seen, NOW + LEASE)
        assert list(articles.due(NOW, 10)) == []
        assert articles.head("a") == head(due_at=NOW + LEASE)

    def test_a_slot_goes_with_the_due_time_that_it_was_put_with(self, articles: Articles) -> None:
        slot, later = NOW + DAY, NOW + 2 * DAY
        stands = head(due_at=NOW)
        articles.submit(stands)
        for move in (
            lambda: articles.postpone(head(due_at=slot), later),
            lambda: articles.failed("a", Failure("timed out", NOW, 1, later)),
            lambda: articles.checked("a", Look(NOW, 0, later)),
            lambda: articles.advance(version(), later),
        ):
            assert articles.postpone(stands, slot, slot)
            waits = articles.head("a")
            assert waits is not None
            assert (waits.slot, waits.due_at) == (slot, slot)
            move()
            moved = articles.head("a")
            assert moved is not None
            assert (moved.slot, moved.due_at) == (None, later)
            stands = moved

    def test_a_due_time_is_taken_away_and_set_anew(self, articles: Articles) -> None:
        articles.submit(head(due_at=NOW))

        assert articles.postpone(head(due_at=NOW), None)
        assert articles.head("a") == head()
        assert list(articles.due(NOW, 10)) == []
        assert articles.postpone(head(), NOW)
        assert not articles.postpone(head(), NOW)

    def test_a_fetched_version_is_due_until_it_is_stored(self, articles: Articles) -> None:
        articles.submit(head(due_at=NOW))
        articles.advance(articles.put_version(version()))
        fetched = articles.head("a")
        put_article(articles, version(reading=article()), NOW + timedelta(days=1))
        stored = articles.head("a")

        assert fetched is not None
        assert stored is not None
        assert fetched.due_at == NOW + LEASE
        assert stored.due_at == NOW + timedelta(days=1)

    def test_what_was_filed_once_stays_and_so_does_its_due_time(self, articles: Articles) -> None:
        articles.submit(head(due_at=NOW))
        articles.advance(articles.put_version(version()))
        put_article(articles, version(reading=article()), NOW + timedelta(days=1))
        put_article(articles, version(reading=article("New")))

        stored = articles.head("a")
        assert stored is not None
        assert (stored.headline, stored.due_at) == ("H", NOW + timedelta(days=1))
        assert articles.version("a", 1) == version(reading=article())

    def test_an_end_takes_the_due_time_away(self, articles: Articles) -> None:
        articles.submit(head(due_at=NOW))
        articles.failed("a", Failure("status 404", NOW))

        assert list(articles.due(NOW, 10)) == []

    def test_a_look_touches_the_time_and_forgets_failures(self, articles: Articles) -> None:
        articles.submit(head())
        articles.failed("a", Failure("timed out", NOW, 2, NOW + LEASE))
        for hours in (2, 1):
            articles.checked(
                "a", Look(NOW + timedelta(hours=hours), 0, NOW + timedelta(days=hours))
            )

        hence = NOW + timedelta(hours=2)
        seen = replace(head(due_at=NOW + timedelta(days=2)), checked_at=hence)
        assert articles.head("a") == seen

    def test_what_is_gone_stays_as_it_is(self, articles: Articles) -> None:
        articles.submit(head())
        articles.failed("a", Failure("status 410", NOW, gone=True))
        gone = articles.head("a")

        articles.failed("a", Failure("timed out", NOW, 1, NOW + LEASE))
        articles.checked("a", Look(NOW + LEASE, 0))
        articles.requeue("a", NOW + LEASE)
        articles.advance(articles.put_version(version()))

        assert gone is not None
        assert (gone.status, gone.gone_at, gone.due_at) == ("failed", NOW, None)
        assert articles.head("a") == gone

    def test_the_head_keeps_what_the_publisher_said_about_its_version(
        self, articles: Articles
    ) -> None:
        articles.submit(head())
        capture = replace(version().capture, etag='W/"1"', last_modified="Sun, 01 Mar 2026")
        articles.advance(articles.put_version(replace(version(), capture=capture)))

        stands = articles.head("a")
        assert stands is not None
        assert (stands.etag, stands.last_modified) == ('W/"1"', "Sun, 01 Mar 2026")

    def test_what_was_said_about_rights_is_kept(self, articles: Articles) -> None:
        fact = Fact("robots", "meta", "noarchive")
        decision = Decision("facts", True, (fact,))
        capture = replace(version().capture, key=None)
        put = replace(version(), capture=capture, rights=decision)
        articles.put_version(put)

        assert articles.version("a", 1) == put

    def _store(self, articles: Articles, count: int) -> None:
        for day in range(count):
            name = f"a{day}"
            articles.submit(head(name))
            articles.advance(articles.put_version(version(name=name)))
            stored = article(published=NOW + timedelta(days=day))
            put_article(articles, version(name=name, reading=stored))


class CapturesContract:
    """Subclasses give the fixture ``captures``: an empty shelf."""

    def test_bytes_come_back_as_they_went(self, captures: Captures) -> None:
        body = bytes(range(256)) * 50

        key, digest = captures.put("a", body)

        assert captures.get(key) == body
        assert key == f"captures/a/{digest}"

    def test_the_same_bytes_are_kept_once(self, captures: Captures) -> None:
        assert captures.put("a", b"x") == captures.put("a", b"x")
        assert captures.put("a", b"x") != captures.put("a", b"y")

    def test_an_unknown_key_is_not_found(self, captures: Captures) -> None:
        with pytest.raises(NotFound, match="captures/a/0"):
            captures.get("captures/a/0")


ADA = "person:ada-lind"
ALL = ("0", "~")


def row(day: int = 0, name: str = "a", speaker: str = ADA, places: tuple[int, ...] = (0,)) -> Row:
    marks = tuple(Mark(place, "direct", "say") for place in places)
    return Row(speaker, NOW + timedelta(days=day), name, 1, "paper.example", marks)


def speaker(
    name: str = "Ada Lind",
    role: str | None = None,
    days: int = 0,
    kind: SourceKind = "person",
    years: tuple[str, ...] = ("2026",),
) -> Speaker:
    identity = f"{kind}:{name.lower().replace(' ', '-')}"
    return Speaker(identity, name, kind, NOW + timedelta(days=days), role, None, years)


class StatementsContract:
    """Subclasses give the fixture ``statements``: an empty shelf."""

    def test_rows_come_newest_first_up_to_a_limit(self, statements: Statements) -> None:
        rows = tuple(row(day, f"a{day}") for day in range(5))
        statements.replace((), rows, ())

        assert statements.rows(ADA, ALL, 5) == (rows[::-1], False)
        assert statements.rows(ADA, ALL, 2) == ((rows[4], rows[3]), True)
        between = (rows[1].key, rows[3].key)
        assert statements.rows(ADA, between, 9) == ((rows[3], rows[2], rows[1]), False)

    def test_rows_are_kept_by_speaker_over_the_years(self, statements: Statements) -> None:
        old, other = row(-365, "old"), row(0, "b", "person:bo-quist")
        plain = replace(row(), publisher=None, marks=(Mark(7, "indirect"),))
        statements.replace((), (plain, old, other), ())

        assert statements.rows(ADA, ALL, 9) == ((plain, old), False)
        assert statements.rows("person:bo-quist", ALL, 9) == ((other,), False)
        assert statements.rows("person:nobody", ALL, 9) == ((), False)

    def test_what_is_gone_makes_room_for_what_is_there(self, statements: Statements) -> None:
        before = (row(), row(0, "a", "person:bo-quist"))
        after = (replace(row(places=(0, 4)), version=2), row(0, "a", "person:cy-moor"))
        statements.replace((), before, ())

        for _ in range(2):
            statements.replace(before, after, ())

        assert statements.rows(ADA, ALL, 9) == ((after[0],), False)
        assert statements.rows("person:bo-quist", ALL, 9) == ((), False)
        assert statements.rows("person:cy-moor", ALL, 9) == ((after[1],), False)

    def test_rows_of_several_versions_go_together(self, statements: Statements) -> None:
        statements.replace((), (row(),), ())

        statements.replace((row(), replace(row(), version=2)), (), ())

        assert statements.rows(row().speaker_id, ("0", "~"), 9) == ((), False)

    def test_an_article_may_hold_more_speakers_than_a_batch(self, statements: Statements) -> None:
        many = [speaker(f"Person {letter}{number}") for letter in "abcde" for number in range(25)]
        rows = [row(0, "a", one.id) for one in many]
        statements.replace((), rows, many)
        statements.replace(rows[:60], rows[60:], many)

        assert [len(statements.rows(one.id, ALL, 9)[0]) for one in many] == ([0] * 60 + [1] * 65)

    def test_a_speaker_gathers_years(self, statements: Statements) -> None:
        assert statements.speaker(ADA) is None
        for year in ("2026", "2024", "2026"):
            statements.replace((), (), (speaker(years=(year,)),))

        assert statements.speaker(ADA) == speaker(years=("2024", "2026"))

    def test_a_role_changes_once_it_is_news(self, statements: Statements) -> None:
        heard = []
        for role, day in ((None, 0), ("clerk", 1), ("mayor", 9), (None, 99), ("mayor", 99)):
            statements.replace((), (), (speaker(role=role, days=day),))
            known = statements.speaker(ADA)
            heard.append(known.role if known else None)

        assert heard == [None, "clerk", "clerk", "clerk", "mayor"]

    def test_speakers_are_found_by_how_their_name_or_last_name_begins(
        self, statements: Statements
    ) -> None:
        people = [speaker(n) for n in ("Ada Lind", "Lina Adar", "Adá Øster", "Bo Quist", "Li Lind")]
        people.append(speaker("Adana Council", kind="organisation"))
        statements.replace((), (), people)

        def found(prefix: str) -> list[str]:
            speakers, more = statements.speakers(folded(prefix), 9, None)
            assert more is None
            return [one.name for one in speakers]

        assert found("ad") == ["Ada Lind", "Adá Øster", "Adana Council", "Lina Adar"]
        assert found("ADA L") == ["Ada Lind"]
        assert found("lind") == ["Ada Lind", "Li Lind"]
        assert found("li") == ["Li Lind", "Lina Adar", "Ada Lind"]
        assert found("øs") == ["Adá Øster"]
        assert found("council") == []

    def test_speakers_are_listed_page_by_page_each_once(self, statements: Statements) -> None:
        names = [f"Ka Kal{letter}" for letter in "abcdefg"]
        statements.replace((), (), [speaker(name) for name in names])

        seen: list[str] = []
        after: str | None = None
        for _ in range(9):
            speakers, after = statements.speakers("ka", 3, after)
            seen += [one.name for one in speakers]
            if after is None:
                break

        assert seen == names


class SlotsContract:
    """Subclasses give the fixture ``slots``: a shelf on which every host is free."""

    def test_a_free_host_may_be_asked_now(self, slots: Slots) -> None:
        assert slots.reserve("a.example", 5, NOW) == Slot(NOW)

    def test_each_order_gets_a_slot_of_its_own(self, slots: Slots) -> None:
        taken = [slots.reserve("a.example", 5, NOW).at for _ in range(4)]

        assert taken == [NOW + timedelta(seconds=5 * n) for n in range(4)]

    def test_hosts_do_not_wait_for_each_other(self, slots: Slots) -> None:
        slots.reserve("a.example", 5, NOW)

        assert slots.reserve("b.example", 5, NOW) == Slot(NOW)

    def test_a_pause_that_has_passed_is_not_waited_for(self, slots: Slots) -> None:
        slots.reserve("a.example", 5, NOW)
        later = NOW + timedelta(seconds=6)

        assert slots.reserve("a.example", 5, later) == Slot(later)

    def test_fractions_of_a_second_count(self, slots: Slots) -> None:
        taken = [slots.reserve("a.example", 0.25, NOW).at for _ in range(3)]

        assert taken[2] - taken[0] == timedelta(milliseconds=500)

    def test_a_host_that_is_held_gives_its_next_slot_after_it(self, slots: Slots) -> None:
        slots.reserve("a.example", 5, NOW)
        slots.hold("a.example", NOW + timedelta(minutes=1))

        taken = [slots.reserve("a.example", 5, NOW).at - NOW for _ in range(2)]

        assert taken == [timedelta(seconds=60), timedelta(seconds=65)]

    def test_a_shorter_hold_does_not_end_a_longer_one(self, slots: Slots) -> None:
        for minutes in (10, 1):
            slots.hold("a.example", NOW + timedelta(minutes=minutes))

        assert slots.reserve("a.example", 5, NOW) == Slot(NOW + timedelta(minutes=10))

    def test_a_slot_taken_earlier_is_good_unless_the_host_is_held_since(self, slots: Slots) -> None:
        slots.reserve("a.example", 5, NOW)
        slots.reserve("a.example", 5, NOW)
        slot = NOW + timedelta(seconds=5)

        before = slots.use("a.example", 5, slot)
        slots.hold("a.example", NOW + timedelta(minutes=1))

        assert before == Slot(slot)
        assert slots.use("a.example", 5, NOW + timedelta(seconds=10)) is None
        assert slots.use("a.example", 5, NOW + timedelta(minutes=1)) is not None
        assert slots.use("b.example", 5, NOW) == Slot(NOW)

    def test_a_slot_used_late_keeps_the_next_one_away(self, slots: Slots) -> None:
        for _ in range(3):
            slots.reserve("a.example", 5, NOW)
        late, next_slot = NOW + timedelta(seconds=9), NOW + timedelta(seconds=10)

        assert slots.use("a.example", 5, late) == Slot(late)
        assert slots.use("a.example", 5, next_slot) is None
        assert slots.reserve("a.example", 5, next_slot) == Slot(NOW + timedelta(seconds=15))

    def test_a_slot_used_late_keeps_whoever_comes_new_away(self, slots: Slots) -> None:
        for _ in range(2):
            slots.reserve("a.example", 5, NOW)
        late = NOW + timedelta(seconds=12)

        assert slots.use("a.example", 5, late) == Slot(late)
        soon = late + timedelta(seconds=1)
        assert slots.reserve("a.example", 5, soon) == Slot(late + timedelta(seconds=5))

    def test_each_failure_in_a_row_doubles_the_pause(self, slots: Slots) -> None:
        waits, now = [], NOW
        for _ in range(4):
            slots.trouble("a.example", None, now)
            after = slots.reserve("a.example", 5, now).at
            waits.append((after - now).total_seconds())
            now = after + timedelta(seconds=5)

        assert waits == [10, 20, 40, 80]
        assert slots.reserve("a.example", 5, now).failures == 4

    def test_no_pause_is_longer_than_an_hour(self, slots: Slots) -> None:
        for _ in range(40):
            slots.trouble("a.example", None, NOW)

        assert slots.reserve("a.example", 5, NOW).at == NOW + timedelta(hours=1)

    def test_a_host_that_asks_for_a_longer_pause_gets_it(self, slots: Slots) -> None:
        slots.trouble("a.example", 7200.0, NOW)

        assert slots.reserve("a.example", 5, NOW) == Slot(NOW + timedelta(hours=2), 1)

    def test_an_answer_ends_the_row_of_failures(self, slots: Slots) -> None:
        for _ in range(3):
            slots.trouble("a.example", None, NOW)
        slots.calm("a.example")
        later = NOW + timedelta(hours=1)

        assert slots.reserve("a.example", 5, later) == Slot(later)
        slots.calm("unknown.example")


class RobotsContract:
    """Subclasses give the fixture ``robots``: an empty shelf."""

    def test_nothing_is_known_of_a_host_that_was_not_asked(self, robots: RobotsShelf) -> None:
        assert robots.get("https://a.example") is None

    def test_what_robots_txt_said_comes_back(self, robots: RobotsShelf) -> None:
        entries = (
            RobotsEntry("https://a.example", "rules", NOW, "User-agent: *\nDisallow: /ä\n"),
            RobotsEntry("https://b.example", "open", NOW, mining='[{"location": "/"}]'),
            RobotsEntry("http://b.example", "closed", NOW, reason="status 503", retry_after_s=1.5),
        )
        for entry in entries:
            robots.put(entry)

        assert tuple(robots.get(entry.origin) for entry in entries) == entries

    def test_a_later_answer_takes_the_place_of_the_earlier(self, robots: RobotsShelf) -> None:
        later = RobotsEntry("https://a.example", "open", NOW + timedelta(days=1))
        robots.put(RobotsEntry("https://a.example", "closed", NOW))
        robots.put(later)

        assert robots.get("https://a.example") == later


def feed(name: str = "paper", **more: Any) -> Feed:
    """Return a source that is watched."""
    return Feed(name, "feed", f"https://{name}.example/rss", **more)


class SourcesContract:
    """Subclasses give the fixture ``sources``: an empty shelf."""

    def test_a_source_comes_back_as_it_was_set(self, sources: Sources) -> None:
        full = feed(
            include=("/a/**",),
            exclude=("/b/**", "/c"),
            interval_minutes=7,
            storage_mode="facts",
            daily_budget=0,
        )

        assert sources.get("paper") is None
        watched, made = sources.put(full, NOW)

        assert made
        assert watched == sources.get("paper")
        assert (watched.source, watched.health) == (full, Health(NOW))

    def test_the_same_settings_again_change_nothing(self, sources: Sources) -> None:
        first, _ = sources.put(feed(), NOW)
        second, made = sources.put(feed(), NOW + DAY)

        assert (second, made) == (first, False)

    def test_other_settings_forget_what_was_read_and_are_due_at_once(
        self, sources: Sources
    ) -> None:
        watched, _ = sources.put(feed(), NOW)
        sources.claim(watched, NOW, NOW + LEASE)
        sources.spend("paper", NOW, "2026-03-01", 5)
        health = Health(NOW + DAY, etag='"e"', yielded_at=NOW, waiting=(Waiting("https://x/", 1),))
        assert sources.report("paper", NOW, health)

        changed, made = sources.put(feed(exclude=("/x",)), NOW + LEASE)

        assert not made
        assert changed.health == Health(NOW + LEASE, day="2026-03-01", taken=5)

    def test_pausing_forgets_nothing(self, sources: Sources) -> None:
        watched, _ = sources.put(feed(), NOW)
        sources.claim(watched, NOW, NOW + LEASE)
        proposal = Proposal("https://x.example/rss", "feed", "link", "All")
        sources.report("paper", NOW, Health(NOW + DAY, etag='"e"', proposals=(proposal,)))

        paused, _ = sources.put(feed(paused=True), NOW + LEASE)

        assert paused.health == Health(NOW + LEASE, etag='"e"', proposals=(proposal,))
        assert sources.due(NOW + DAY) == ()

    def test_a_change_of_what_was_not_seen_is_refused(self, sources: Sources) -> None:
        with pytest.raises(Conflict):
            sources.put(feed(), NOW, "never")
        sources.put(feed(), NOW)
        seen = revision(feed())
        sources.put(feed(paused=True), NOW, seen)

        with pytest.raises(Conflict):
            sources.put(feed(daily_budget=1), NOW, seen)
        with pytest.raises(Conflict):
            sources.remove("paper", seen)
        sources.remove("paper", revision(feed(paused=True)))
        assert sources.get("paper") is None

    def test_a_removed_source_is_gone_and_no_report_brings_it_back(self, sources: Sources) -> None:
        watched, _ = sources.put(feed(), NOW)
        assert sources.claim(watched, NOW, NOW + LEASE)
        sources.remove("paper")
        sources.remove("paper")

        assert not sources.report("paper", NOW, Health(NOW + DAY))
        assert not sources.spend("paper", NOW, "2026-03-01", 1)
        assert not sources.claim(watched, NOW, NOW + LEASE)
        assert not sources.hurry("paper", NOW)
        assert sources.get("paper") is None

    def test_sources_are_listed_by_id_page_by_page(self, sources: Sources) -> None:
        names = ["a", "a-b", "a.b", "a_b", "ab", "b"]
        for name in reversed(names):
            sources.put(feed(name), NOW)
        found: list[str] = []
        after: str | None = None
        for _ in names:
            page, after = sources.page(2, after)
            found += [each.source.id for each in page]
            if after is None:
                break

        assert found == names
        assert sources.page(6, None)[1] is None

    def test_what_is_due_comes_the_longest_due_first(self, sources: Sources) -> None:
        for name, at in (("a", NOW), ("b", NOW - DAY), ("c", NOW + DAY), ("d", NOW)):
            sources.put(feed(name), at)

        assert [each.source.id for each in sources.due(NOW)] == ["b", "a", "d"]

    def test_of_two_runs_one_takes_a_source(self, sources: Sources) -> None:
        watched, _ = sources.put(feed(), NOW)

        assert sources.claim(watched, NOW, NOW + LEASE)
        assert not sources.claim(watched, NOW, NOW + LEASE)
        assert sources.due(NOW) == ()
        assert [each.source.id for each in sources.due(NOW + LEASE)] == ["paper"]

    def test_a_source_is_hurried(self, sources: Sources) -> None:
        watched, _ = sources.put(feed(), NOW)
        sources.claim(watched, NOW, NOW + DAY)

        assert sources.hurry("paper", NOW)
        assert len(sources.due(NOW)) == 1

    def test_a_report_leaves_the_settings_and_the_budget_alone(self, sources: Sources) -> None:
        watched, _ = sources.put(feed(), NOW)
        sources.claim(watched, NOW, NOW + LEASE)
        assert sources.spend("paper", NOW, "2026-03-01", 3)
        health = Health(
            NOW + DAY,
            NOW,
            NOW,
            "status 500",
            failures=2,
            offered=4,
            last_modified="x",
            waiting=(Waiting("https://x.example/1", 1), Waiting("https://x.example/f", 1, "feed")),
            slot=NOW,
        )

        assert sources.report("paper", NOW, health)

        after = sources.get("paper")
        assert after is not None
        assert after.source == feed()
        assert after.health == replace(health, day="2026-03-01", taken=3)

    def test_a_run_that_lost_its_source_reports_nothing(self, sources: Sources) -> None:
        watched, _ = sources.put(feed(), NOW)
        sources.claim(watched, NOW, NOW + LEASE)
        later = NOW + LEASE
        (again,) = sources.due(later)
        sources.claim(again, later, later + LEASE)

        assert not sources.report("paper", NOW, Health(NOW + DAY))
        assert not sources.spend("paper", NOW, "2026-03-01", 1)
        assert sources.report("paper", later, Health(NOW + DAY))

    def test_settings_changed_during_a_visit_stay_due(self, sources: Sources) -> None:
        watched, _ = sources.put(feed(), NOW)
        sources.claim(watched, NOW, NOW + LEASE)
        sources.put(feed(daily_budget=3), NOW)

        assert not sources.report("paper", NOW, Health(NOW + DAY))
        assert [each.source.daily_budget for each in sources.due(NOW)] == [3]
