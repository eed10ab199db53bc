"""The line from an address to a stored page, with every way it can be cut or doubled."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saidly import urls
from saidly.edits import MemoryEdits
from saidly.errors import FetchFailed, InvalidUrl, NotFound
from saidly.filing import EXTRACTOR, file_article
from saidly.intake import RETRY_DELAYS, Means
from saidly.intake import take_in as taken_in
from saidly.model import Article, Fetched, NotModified, Validators
from saidly.statements import MemoryStatements
from saidly.store import LEASE, Head, Shelves
from saidly.store.memory import MemoryArticles, MemoryCaptures, MemoryOrders
from saidly.submit import submit
from saidly.sweep import MAX_SENT, sweep
from tests.contract import in_memory

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://paper.example/harbour"
STORY = """<!doctype html><html lang="en"><head><title>Harbour reopens</title></head><body>
<article><h1>Harbour reopens after storm</h1>
<p>The harbour of Lindholm reopened on Monday after a storm had kept it shut for nine days.</p>
<p>“We lost two cranes and no lives,” harbour master Ada Lind said on the quay this morning.</p>
<p>Ferries to the outer islands will run again from Tuesday, according to the county.</p>
<p>{end} Lorries stay away from the old quay until the wreck of the crane is cleared.</p>
</article></body></html>"""
FIRST = STORY.format(end="The next storm is due in October.")


class Killed(Exception):
    """The function died here."""


@dataclass
class Press:
    """A door: what an address gives, or raises."""

    gives: str | Exception | None = FIRST
    at: datetime = NOW
    asked: list[str] = field(default_factory=list)

    said: list[Validators | None] = field(default_factory=list)

    def __call__(self, url: str, validators: Validators | None = None) -> Fetched | NotModified:
        self.asked.append(url)
        self.said.append(validators)
        if isinstance(self.gives, Exception):
            raise self.gives
        if self.gives is None:
            return NotModified(url, url, (), self.at)
        headers = (("content-type", "text/html; charset=utf-8"), ("etag", '"e"'))
        return Fetched(url, url, 200, headers, self.gives.encode(), self.at, "utf-8")


def shelves() -> Shelves:
    return in_memory()


def submitted() -> Shelves:
    made = shelves()
    submit("a", URL, made, NOW)
    return made


def taken(made: Shelves) -> Head:
    """Where the article stands."""
    head = made.articles.head("a")
    assert head is not None
    return head


def take_in(article_id: str, url: str, door: "Press", made: Shelves) -> tuple[str, str | None]:
    return taken_in(article_id, url, Means(door, made, lambda: door.at))


def state(made: Shelves) -> tuple[Any, Any, Any]:
    """Everything that is kept, and the extractions ordered (once or more)."""
    articles, captures, orders = made.articles, made.captures, made.orders
    assert isinstance(articles, MemoryArticles)
    assert isinstance(captures, MemoryCaptures)
    assert isinstance(orders, MemoryOrders)
    assert isinstance(made.statements, MemoryStatements)
    statements = made.statements.kept, made.statements.known
    assert isinstance(made.edits, MemoryEdits)
    kept = articles.heads, articles.versions, *statements, made.edits.kept
    return kept, captures.bodies, set(orders.extracts)


def fetches(made: Shelves) -> list[tuple[str, str, int]]:
    assert isinstance(made.orders, MemoryOrders)
    return made.orders.fetches


def test_an_address_becomes_a_stored_article() -> None:
    made = submitted()

    assert take_in("a", URL, Press(), made) == ("fetched", None)
    file_article("a", 1, made, NOW)

    head, version = made.articles.head("a"), made.articles.version("a", 1)
    assert head is not None
    assert version is not None
    assert (head.status, head.version) == ("stored", 1)
    assert isinstance(version.reading, Article)
    assert version.reading.metadata.headline == "Harbour reopens after storm"
    assert version.extractor == EXTRACTOR
    assert made.captures.get(version.capture.key or "") == FIRST.encode()
    assert version.capture.etag == '"e"'


def test_an_order_delivered_twice_changes_nothing() -> None:
    once, twice = submitted(), submitted()

    take_in("a", URL, Press(), once)
    outcomes = [take_in("a", URL, Press(), twice)[0] for _ in range(2)]

    assert outcomes == ["fetched", "unchanged"]
    assert state(twice) == state(once)


def test_filing_twice_changes_nothing() -> None:
    made = submitted()
    take_in("a", URL, Press(), made)
    counts = [file_article("a", 1, made, NOW)]
    before = str(state(made))

    counts.append(file_article("a", 1, made, NOW))

    assert str(state(made)) == before
    assert counts[0] == counts[1] > 0


def test_other_bytes_make_the_next_version() -> None:
    made = submitted()
    take_in("a", URL, Press(), made)
    changed = Press(STORY.format(end="The next storm is due in May."), NOW + timedelta(hours=1))

    assert take_in("a", URL, changed, made) == ("fetched", None)
    head = made.articles.head("a")
    assert head is not None
    assert head.version == 2


def test_an_older_answer_that_comes_late_is_dropped() -> None:
    made = submitted()
    made_at_once = made.articles.head("a")
    late = Press(STORY.format(end="The next storm is due in May."), NOW - timedelta(hours=1))
    take_in("a", URL, Press(), made)
    # the late worker had read the head before the other one moved it
    stale = replace(made, articles=_Behind(made.articles, made_at_once))

    assert take_in("a", URL, late, stale) == ("outdated", None)
    head = made.articles.head("a")
    assert head is not None
    assert head.version == 1


def test_of_two_workers_at_once_each_gets_a_number_of_its_own() -> None:
    made = submitted()
    before = made.articles.head("a")
    take_in("a", URL, Press(), made)
    later = Press(STORY.format(end="The next storm is due in May."), NOW + timedelta(hours=1))
    stale = replace(made, articles=_Behind(made.articles, before))

    assert take_in("a", URL, later, stale) == ("fetched", None)
    head = made.articles.head("a")
    assert head is not None
    assert head.version == 2


@dataclass
class _Behind:
    """Articles as a worker sees them that read the head a moment ago."""

    articles: Any
    seen: Any

    def head(self, article_id: str) -> Any:
        return self.seen

    def __getattr__(self, name: str) -> Any:
        return getattr(self.articles, name)


@dataclass
class _Sees:
    """Articles as a sweep sees them whose index is a moment behind."""

    articles: Any
    seen: Any

    def due(self, now: datetime, limit: int) -> Any:
        return self.seen

    def __getattr__(self, name: str) -> Any:
        return getattr(self.articles, name)


@dataclass
class _Mortal:
    """A shelf on which the function dies right before or right after the n-th write."""

    shelf: Any
    fuse: "Fuse"

    def __getattr__(self, name: str) -> Callable[..., Any]:
        act: Callable[..., Any] = getattr(self.shelf, name)
        if name in ("head", "version", "several", "get", "due"):
            return act

        def write(*args: Any, **kwargs: Any) -> Any:
            self.fuse.burn()
            done = act(*args, **kwargs)
            self.fuse.burn()
            return done

        return write


@dataclass
class Fuse:
    left: int

    def burn(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


def mortal(made: Shelves, fuse: Fuse) -> Shelves:
    parts = (made.articles, made.captures, made.orders, made.statements, made.edits)
    return Shelves(*(_Mortal(shelf, fuse) for shelf in parts))


# capture, version, head, order: four writes, a death before and after each
@pytest.mark.parametrize("writes", range(1, 9))
def test_a_death_at_any_write_of_the_intake_is_mended_by_redelivery(writes: int) -> None:
    undisturbed, made = submitted(), submitted()
    take_in("a", URL, Press(), undisturbed)

    with pytest.raises(Killed):
        take_in("a", URL, Press(), mortal(made, Fuse(writes)))
    take_in("a", URL, Press(), made)

    assert state(made) == state(undisturbed)


def test_the_sweep_of_deaths_covers_every_write() -> None:
    fuse = Fuse(1000)

    take_in("a", URL, Press(), mortal(submitted(), fuse))

    assert 1000 - fuse.left == 8


# a shelf counts its article as one write, as it does the rows; those inside are swept on the real
# table
@pytest.mark.parametrize("writes", range(1, 5))
def test_a_death_at_any_write_of_the_filing_is_mended_by_redelivery(writes: int) -> None:
    undisturbed, made = submitted(), submitted()
    for each in (undisturbed, made):
        take_in("a", URL, Press(), each)
    file_article("a", 1, undisturbed, NOW)

    with pytest.raises(Killed):
        file_article("a", 1, mortal(made, Fuse(writes)), NOW)
    file_article("a", 1, made, NOW)

    assert state(made) == state(undisturbed)


@pytest.mark.parametrize("writes", range(1, 5))
def test_a_death_while_submitting_is_mended_by_asking_again_or_by_the_sweep(writes: int) -> None:
    made = shelves()
    with pytest.raises(Killed):
        submit("a", URL, mortal(made, Fuse(writes)), NOW)
    submit("a", URL, made, NOW + timedelta(minutes=1))
    sweep(made, NOW + timedelta(minutes=1) + LEASE)

    assert {order[:2] for order in fetches(made)} == {("a", URL)}


@pytest.mark.parametrize("writes", range(1, 5))
def test_a_death_while_sweeping_is_mended_by_the_sweep_after_the_lease(writes: int) -> None:
    made = submitted()
    with pytest.raises(Killed):
        sweep(mortal(made, Fuse(writes)), NOW + LEASE)
    sweep(made, NOW + 3 * LEASE)

    assert len(fetches(made)) in (2, 3)  # the lost one was given anew, or came twice


def test_submitting_again_orders_nothing_while_the_first_order_is_young() -> None:
    made = submitted()

    head = submit("a", URL, made, NOW + timedelta(minutes=5))

    assert head.submitted_at == NOW
    assert len(fetches(made)) == 1


def test_a_failed_article_is_fetched_again_when_it_is_submitted_again() -> None:
    made = submitted()
    take_in("a", URL, Press(FetchFailed(URL, "status 404", retryable=False, status=404)), made)

    head = submit("a", URL, made, NOW + timedelta(hours=1))

    assert (head.status, head.reason) == ("queued", None)
    assert len(fetches(made)) == 2


@pytest.mark.parametrize(
    "error",
    [
        FetchFailed(URL, "status 404", retryable=False, status=404),
        InvalidUrl(URL, "redirects to a private address"),
    ],
)
def test_a_permanent_failure_is_a_result_with_its_reason(error: Exception) -> None:
    made = submitted()

    outcome, reason = take_in("a", URL, Press(error), made)

    head = made.articles.head("a")
    assert head is not None
    assert (outcome, head.status) == ("failed", "failed")
    assert reason == head.reason
    assert len(fetches(made)) == 1


def test_a_page_without_a_story_is_a_result_and_costs_no_capture() -> None:
    made = submitted()

    outcome, reason = take_in("a", URL, Press("<html><body><p>Hello</p></body></html>"), made)

    head = made.articles.head("a")
    assert head is not None
    assert (outcome, head.status, head.reason) == ("failed", "failed", reason)
    assert reason
    assert state(made)[1] == {}


def test_a_passing_failure_is_tried_again_at_growing_intervals_and_then_ends() -> None:
    made = submitted()
    press = Press(FetchFailed(URL, "timed out", retryable=True))

    outcomes, waits = [], []
    while (head := made.articles.head("a")) and head.status == "queued":
        outcomes.append(take_in("a", URL, press, made)[0])
        failed = made.articles.head("a")
        assert failed is not None
        if failed.due_at:
            waits.append(failed.due_at - press.at)
            assert sweep(made, failed.due_at - timedelta(seconds=1)) == 0
            assert sweep(made, failed.due_at) == 1
            press.at = failed.due_at

    assert outcomes == ["retried"] * 5 + ["failed"]
    assert waits == list(RETRY_DELAYS)
    assert [int(wait.total_seconds()) for wait in waits] == [60, 300, 1800, 7200, 43200]
    assert len(fetches(made)) == 6
    assert head is not None
    assert (head.status, head.reason, head.due_at) == ("failed", "timed out", None)


def test_a_server_that_asks_for_patience_gets_it() -> None:
    made = submitted()
    due = []
    for asked_s in (10.0, 86_400.0):
        error = FetchFailed(URL, "status 429", retryable=True, retry_after_s=asked_s)
        take_in("a", URL, Press(error), made)
        head = made.articles.head("a")
        assert head is not None
        due.append(head.due_at)

    assert due == [NOW + timedelta(minutes=1), NOW + timedelta(days=1)]


def test_a_fetched_version_whose_order_was_lost_is_sent_on_to_be_extracted() -> None:
    made = submitted()
    take_in("a", URL, Press(), made)
    orders = made.orders
    assert isinstance(orders, MemoryOrders)
    orders.extracts.clear()

    assert sweep(made, NOW + LEASE) == 1

    assert orders.extracts == [("a", 1)]
    assert len(fetches(made)) == 1


def test_an_order_that_is_lost_again_and_again_is_given_anew_ten_times_in_two_weeks() -> None:
    made = submitted()

    for minute in range(14 * 24 * 60):
        sweep(made, NOW + timedelta(minutes=minute))

    assert len(fetches(made)) == 1 + 10


def test_a_story_that_is_due_to_be_read_again_is_fetched_once() -> None:
    made = submitted()
    take_in("a", URL, Press(), made)
    file_article("a", 1, made, NOW)
    head = made.articles.head("a")
    assert head is not None
    made.articles.postpone(head, NOW + timedelta(days=1))

    sent = [sweep(made, NOW + timedelta(days=1, minutes=minute)) for minute in range(3)]

    assert sent == [1, 0, 0]
    assert fetches(made)[-1] == ("a", URL, 0)


def test_two_sweeps_at_once_send_an_order_once() -> None:
    made = submitted()
    seen = tuple(made.articles.due(NOW + LEASE, MAX_SENT))
    sweep(made, NOW + LEASE)
    late = replace(made, articles=_Sees(made.articles, seen))

    assert sweep(late, NOW + LEASE) == 0
    assert len(fetches(made)) == 2


def test_an_order_for_an_article_that_nobody_submitted_is_a_bug() -> None:
    with pytest.raises(NotFound, match="the order came without one"):
        take_in("a", URL, Press(), shelves())


def test_filing_a_version_that_is_not_there_is_a_bug() -> None:
    with pytest.raises(NotFound, match="no version 1"):
        file_article("a", 1, submitted(), NOW)


# ---- one story, one id ----

AMP = "https://paper.example/harbour/amp"
LEADING = FIRST.replace(
    "<title>", '<link rel="canonical" href="https://paper.example/harbour"><title>'
)


def test_a_variants_page_leads_to_its_story_and_keeps_nothing_of_its_own() -> None:
    made = shelves()
    variant, story = urls.article_id(AMP), urls.article_id(URL)
    submit(variant, AMP, made, NOW, "facts")

    for _ in range(2):
        take_in(variant, AMP, Press(LEADING), made)

    led, head = made.articles.head(variant), made.articles.head(story)
    assert led is not None
    assert head is not None
    assert (led.same_as, led.version, led.reason) == (
        story,
        0,
        f"the same story as article {story}",
    )
    assert (head.status, head.url, head.storage) == ("queued", URL, "facts")
    assert [name for name, *_ in fetches(made)] == [variant, story]
    assert isinstance(made.captures, MemoryCaptures)
    assert made.captures.bodies == {}


def test_a_story_that_was_read_under_its_address_stays_there() -> None:
    made = shelves()
    variant = urls.article_id(AMP)
    submit(variant, AMP, made, NOW)
    take_in(variant, AMP, Press(FIRST), made)

    changed = LEADING.replace("due in October", "due in May")
    outcome, _ = take_in(variant, AMP, Press(changed, NOW + timedelta(days=1)), made)

    head = made.articles.head(variant)
    assert head is not None
    assert (outcome, head.version, head.same_as) == ("fetched", 2, None)


def test_a_canonical_link_from_an_address_that_is_no_variant_joins_nothing() -> None:
    made = shelves()
    other = "https://paper.example/other"
    submit("a", other, made, NOW)

    assert take_in("a", other, Press(LEADING), made)[0] == "fetched"


def test_a_death_between_the_two_writes_of_a_variant_is_mended() -> None:
    made = shelves()
    variant, story = urls.article_id(AMP), urls.article_id(URL)
    submit(variant, AMP, made, NOW)
    submit(story, URL, made, NOW)  # as far as it came

    take_in(variant, AMP, Press(LEADING), made)

    assert {name for name, *_ in fetches(made)} == {variant, story}
    assert (head := made.articles.head(variant)) is not None
    assert head.same_as == story


def test_of_a_source_that_keeps_facts_alone_no_capture_is_kept() -> None:
    made = shelves()
    submit("a", URL, made, NOW, "facts")
    take_in("a", URL, Press(), made)

    version = made.articles.version("a", 1)
    assert version is not None
    assert (version.capture.key, version.rights and version.rights.storage) == (None, "facts")
