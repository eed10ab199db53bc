"""Stories read again and again: what changed becomes a version, all else a look."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from saidly.errors import FetchFailed
from saidly.filing import file_article
from saidly.intake import FLASH_DELAYS, NOT_THE_STORY, STRIKE_EVERY, Means, take_in
from saidly.recording import edit
from saidly.rereading import next_look
from saidly.store import LEASE, Shelves
from saidly.store.memory import MemoryArticles, MemoryCaptures, MemoryOrders
from saidly.sweep import sweep
from tests.contract import version
from tests.core.test_intake import FIRST, NOW, STORY, URL, Press, _Behind, submitted, taken
from tests.core.test_manners import Clock

HOUR = timedelta(hours=1)
OTHER_MONTH = STORY.format(end="The next storm is due in May.")
FLICKER = FIRST.replace("<article>", '<div class="time">12:31</div><article>').replace(
    "</article>", "<p>4,512 views</p><p>Advertisement</p></article><!-- 81f3 -->"
)
HEADLINE = FIRST.replace(
    "<h1>Harbour reopens after storm", "<h1>Two cranes lost as harbour reopens"
)
ERROR_PAGE = """<!doctype html><html><head><title>Page not found</title></head><body><article>
<h1>Page not found</h1><p>Sorry, the page that you asked for could not be found on our site. It may
have been moved, or the address may have been typed wrongly. Please try the search instead.</p>
<p>If you think that this is a mistake of ours, tell our readers' desk about the broken link.</p>
</article></body></html>"""
ANOTHER = """<!doctype html><html lang="en"><head><title>Choir sings for its organ</title></head>
<body><article><h1>Choir sings to mend its organ</h1>
<p>Forty singers of Saint Olave gave three concerts in Brackwell to pay for a bellows repair.</p>
<p>“Every ticket buys a leather fold,” conductor Tove Brandt told the audience on Thursday.</p>
<p>Further performances follow at Easter, when visitors may climb into the loft themselves.</p>
</article></body></html>"""


FLASH = """<!doctype html><html lang="en"><head><title>Harbour open</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour open"}</script>
</head><body><article><h1>Harbour open</h1><p>More soon.</p></article></body></html>"""


class Newsroom:
    """A story, its press and a clock; the sweep and the functions do what is due."""

    def __init__(self, page: str = FIRST, storage: Any = "full") -> None:
        self.made, self.clock, self.press = submitted(), Clock(), Press(page)
        self.storage, self.outcomes = storage, list[str]()
        self.work()

    def work(self) -> None:
        """Carry out the orders that wait."""
        orders = self.made.orders
        assert isinstance(orders, MemoryOrders)
        means = Means(self.press, self.made, self.clock, storage=self.storage)
        while orders.fetches or orders.extracts:
            while orders.fetches:
                name, url, _ = orders.fetches.pop()
                self.press.at = self.clock.now
                self.outcomes.append(take_in(name, url, means)[0])
            while orders.extracts:
                file_article(*orders.extracts.pop(), self.made, self.clock.now)

    def look(self, page: str | Exception | None) -> str:
        """Have the story due now, and show a page."""
        self.press.gives = page
        self.clock.wait(hours=1)
        self.made.articles.postpone(taken(self.made), self.clock.now)
        assert sweep(self.made, self.clock.now) == 1
        self.work()
        return self.outcomes[-1]

    def wait(self, how_long: timedelta) -> None:
        """Let the time pass, a minute at a time, sweeping."""
        end = self.clock.now + how_long
        while self.clock.now < end:
            self.clock.wait(minutes=1)
            if sweep(self.made, self.clock.now):
                self.work()


def captures(made: Shelves) -> int:
    assert isinstance(made.captures, MemoryCaptures)
    return len(made.captures.bodies)


def versions(made: Shelves) -> int:
    assert isinstance(made.articles, MemoryArticles)
    return len(made.articles.versions)


def test_an_edit_becomes_a_version_with_its_class() -> None:
    room = Newsroom()

    assert room.look(OTHER_MONTH) == "fetched"

    assert (versions(room.made), captures(room.made)) == (2, 2)
    edit = room.made.edits.several("a", [2])[2]
    assert edit.classes == ("facts",)
    assert (edit.seen_at, edit.at) == (NOW + HOUR, NOW + HOUR)
    assert edit.blocks == 1


def test_an_altered_quotation_is_told_with_both_its_texts() -> None:
    room = Newsroom()

    room.look(FIRST.replace("two cranes and no lives", "two cranes and a good man"))

    edit = room.made.edits.several("a", [2])[2]
    assert "statement" in edit.classes
    (change,) = [one for one in edit.statements if "quotationAltered" in one.kinds]
    assert change.speaker is not None
    assert "Ada Lind" in change.speaker
    assert change.before is not None
    assert "no lives" in change.before
    assert change.after is not None
    assert "a good man" in change.after


def test_a_changed_headline_becomes_a_version() -> None:
    room = Newsroom()

    assert room.look(HEADLINE) == "fetched"

    assert room.made.edits.several("a", [2])[2].classes == ("headline",)
    assert room.made.edits.several("a", [2])[2].fields == ("headline",)
    assert taken(room.made).headline == "Two cranes lost as harbour reopens"


def test_flicker_is_a_look_whose_bytes_are_known_the_next_time() -> None:
    room = Newsroom()

    first = room.look(FLICKER)
    digest = taken(room.made).digest
    again = room.look(FLICKER)

    assert (first, again) == ("unchanged", "unchanged")
    assert (versions(room.made), captures(room.made)) == (1, 1)
    assert taken(room.made).digest == digest
    version = room.made.articles.version("a", 1)
    assert version is not None
    assert digest != version.capture.digest
    assert taken(room.made).checked_at == NOW + 2 * HOUR


def test_the_first_bytes_again_behind_a_flicker_are_a_look_too() -> None:
    room = Newsroom()

    assert [room.look(page) for page in (FLICKER, FIRST, None)] == ["unchanged"] * 3

    assert versions(room.made) == 1
    assert taken(room.made).reason is None


@pytest.mark.parametrize(("page", "judged"), [(ERROR_PAGE, None), (ANOTHER, "anotherStory")])
def test_what_stands_in_the_place_of_a_story_is_no_version_but_a_strike(
    page: str, judged: Any
) -> None:
    room = Newsroom()

    assert room.look(page) == "retried"

    head = taken(room.made)
    assert (versions(room.made), captures(room.made)) == (1, 1)
    assert (head.status, head.attempts) == ("stored", 1)
    assert head.reason
    if judged:
        assert head.reason == NOT_THE_STORY[judged]
    assert head.due_at == room.clock.now + STRIKE_EVERY
    room.wait(3 * STRIKE_EVERY)
    assert taken(room.made).gone_at is not None
    assert taken(room.made).due_at is None


def test_a_page_that_says_it_is_under_repair_is_an_error_page() -> None:
    room = Newsroom()
    first = (
        "The harbour of Lindholm reopened on Monday after a storm had kept it shut for nine days."
    )
    page = FIRST.replace(
        first, f"This page is under maintenance this morning and comes back. {first}"
    )

    assert room.look(page) == "retried"

    assert taken(room.made).reason == NOT_THE_STORY["errorPage"]


def test_a_story_that_is_back_is_on_its_schedule_again() -> None:
    room = Newsroom()
    room.look(ANOTHER)

    assert room.look(FIRST) == "unchanged"

    head = taken(room.made)
    assert (head.reason, head.attempts) == (None, 0)
    assert head.due_at == next_look("a", NOW, NOW, room.clock.now)


def test_a_story_that_fails_for_a_while_ends_on_its_schedule() -> None:
    room = Newsroom()
    room.look(FetchFailed(URL, "timed out", retryable=True))
    room.wait(timedelta(hours=16))

    head = taken(room.made)
    assert (head.attempts, head.status) == (6, "stored")
    assert head.checked_at
    assert head.due_at == next_look("a", NOW, NOW, head.checked_at)


def test_a_refusal_leaves_a_story_on_its_schedule() -> None:
    room = Newsroom()

    assert room.look(FetchFailed(URL, "status 403", retryable=False, status=403)) == "retried"

    assert taken(room.made).due_at == next_look("a", NOW, NOW, room.clock.now)


def test_a_story_is_read_by_its_schedule_and_then_let_alone() -> None:
    room = Newsroom()
    room.press.gives = None

    room.wait(timedelta(days=31))

    assert 28 <= len(room.press.asked) <= 34
    assert set(room.outcomes[1:]) == {"unchanged"}
    assert taken(room.made).due_at is None
    assert (versions(room.made), captures(room.made)) == (1, 1)


def test_of_a_story_whose_text_is_not_kept_changes_are_noticed() -> None:
    room = Newsroom(storage="facts")

    told = [room.look(page) for page in (FLICKER, OTHER_MONTH, HEADLINE, ANOTHER)]

    assert told == ["unchanged", "fetched", "fetched", "retried"]
    assert captures(room.made) == 0
    edits = room.made.edits.several("a", [2, 3])
    assert edits[2].classes == ("wording",)
    assert "headline" in edits[3].classes
    assert room.look(HEADLINE.replace("<article>", "<article><p>12:31</p>")) == "unchanged"


QUOTED = "“We lost two cranes and no lives,”"


@pytest.mark.parametrize(
    ("edited", "kinds", "classes"),
    [
        ((QUOTED, "“We lost three cranes and no lives,”"), {"quotationAltered"}, {"statement"}),
        (("Ada Lind", "Bo Quist"), {"reattributed"}, {"statement"}),
        ((QUOTED, "We lost two cranes,"), None, {"statement"}),
    ],
)
def test_of_a_story_whose_text_is_not_kept_changed_statements_are_told(
    edited: tuple[str, str], kinds: set[str] | None, classes: set[str]
) -> None:
    room = Newsroom(storage="facts")

    assert room.look(FIRST.replace(*edited)) == "fetched"

    (told,) = room.made.edits.several("a", [2]).values()
    assert classes <= set(told.classes)
    assert told.blocks == 0
    assert told.statements
    if kinds is not None:
        assert kinds <= {kind for each in told.statements for kind in each.kinds}


def test_a_worker_with_an_old_head_makes_no_second_version_of_one_edit() -> None:
    room = Newsroom()
    before = taken(room.made)
    room.look(OTHER_MONTH)
    stale = replace(room.made, articles=_Behind(room.made.articles, before))

    flickered = OTHER_MONTH.replace("</body>", "<!-- 1 --></body>")
    late = Press(flickered, room.clock.now + HOUR)
    outcome = take_in("a", URL, Means(late, stale, lambda: late.at))

    assert outcome == ("unchanged", None)
    assert versions(room.made) == 2
    assert taken(room.made).checked_at == late.at


def test_an_order_that_comes_again_behind_the_filing_orders_nothing() -> None:
    room = Newsroom()
    before = taken(room.made)
    room.look(OTHER_MONTH)
    stale = replace(room.made, articles=_Behind(room.made.articles, before))

    again = Press(OTHER_MONTH, room.clock.now)
    outcome = take_in("a", URL, Means(again, stale, lambda: again.at))

    assert outcome == ("fetched", None)
    assert versions(room.made) == 2
    assert isinstance(room.made.orders, MemoryOrders)
    assert room.made.orders.extracts == []


def test_between_versions_that_are_not_filed_there_is_no_edit_yet() -> None:
    with pytest.raises(TypeError, match="not extracted"):
        edit(version(1), version(2), NOW)


def test_a_worker_with_an_old_head_and_older_bytes_is_dropped() -> None:
    room = Newsroom()
    before = taken(room.made)
    room.look(OTHER_MONTH)
    stale = replace(room.made, articles=_Behind(room.made.articles, before))

    late = Press(HEADLINE, NOW + HOUR / 2)
    assert take_in("a", URL, Means(late, stale, lambda: late.at)) == ("outdated", None)

    assert versions(room.made) == 2
    assert taken(room.made).version == 2


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 1, 3), (2, 3, 1)])
def test_edits_are_the_same_in_whatever_order_versions_are_filed(order: tuple[int, ...]) -> None:
    made, clock = submitted(), Clock()
    for hours, page in enumerate((FIRST, OTHER_MONTH, HEADLINE)):
        press = Press(page, NOW + hours * HOUR)
        take_in("a", URL, Means(press, made, lambda press=press: press.at))  # type: ignore[misc]

    for number in (*order, *order):
        file_article("a", number, made, clock.now)

    found = made.edits.several("a", [1, 2, 3])
    assert {number: edit.classes for number, edit in found.items()} == {
        2: ("facts",),
        3: ("headline", "facts"),
    }


def test_a_takedown_deletes_the_edits_too() -> None:
    room = Newsroom()
    room.look(OTHER_MONTH)
    room.made.articles.take_down("a", room.clock.now)

    sweep(room.made, room.clock.now)
    sweep(room.made, room.clock.now + LEASE)

    assert versions(room.made) == captures(room.made) == 0
    assert room.made.edits.several("a", [2]) == {}


def test_a_flash_is_looked_at_again_until_it_is_a_story() -> None:
    room = Newsroom(FLASH)
    first = taken(room.made)
    assert (first.status, first.version, first.attempts) == ("failed", 0, 1)
    assert first.due_at == room.clock.now + FLASH_DELAYS[0]

    room.press.gives = FIRST
    room.wait(FLASH_DELAYS[0])

    grown = taken(room.made)
    assert (grown.status, grown.version, grown.reason) == ("stored", 1, None)


def test_a_flash_that_stays_one_is_let_alone() -> None:
    room = Newsroom(FLASH)

    room.wait(timedelta(days=1))

    assert room.outcomes == ["failed"] * (1 + len(FLASH_DELAYS))
    assert (taken(room.made).status, taken(room.made).due_at) == ("failed", None)


@pytest.mark.parametrize("text", ["", "<p>Soon.</p>"])
def test_a_page_that_does_not_say_that_it_is_a_story_fails_at_once(text: str) -> None:
    room = Newsroom(f"<title>Hm</title><h1>Hm</h1>{text}")

    assert (taken(room.made).status, taken(room.made).due_at) == ("failed", None)
