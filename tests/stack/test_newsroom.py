"""A simulated day: what the press edits is found, and nothing else is."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from saidly import urls
from saidly.local.cloud import Cloud
from tests.core.versions_golden import golden_pairs
from tests.newsroom import PAUSE_S, Clock, Newsroom, ScriptedPress, Story, script
from tests.stack.shelves import deployed

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
HOURS, STEADY = 24, 12
# every seventh pair; all of them are lived through by tests.quality.newsroom
PAIRS = [
    pair
    for pair in golden_pairs()
    if pair.before.metadata.headline and pair.after.metadata.headline
][::7]


@pytest.fixture(scope="module")
def lived(cloud: Cloud) -> Iterator[Newsroom]:
    clock = Clock(START)
    press = ScriptedPress(script(PAIRS, STEADY, START, HOURS * 0.6), clock)
    press.start()
    room = Newsroom(press, clock, deployed(cloud))
    try:
        room.run(START + timedelta(hours=HOURS))
        yield room
    finally:
        press.stop()


def stories(room: Newsroom, *fates: str) -> list[Story]:
    return [story for story in room.press.stories.values() if story.fate in fates]


def test_every_planned_change_is_found_and_rightly_classed(lived: Newsroom) -> None:
    found = {s.name: tuple(e.classes for e in lived.edits(s)) for s in stories(lived, "edited")}

    assert found == {
        story.name: (story.planned(),) if story.planned() else ()
        for story in stories(lived, "edited")
    }


def test_nothing_is_invented(lived: Newsroom) -> None:
    steady = stories(lived, "stays", "gone", "missing", "moved")

    assert len(steady) == STEADY
    assert [lived.edits(story) for story in steady] == [[]] * STEADY
    assert lived.outcomes["unchanged"] > 10 * len(steady)


def test_each_story_ends_as_its_press_has_it(lived: Newsroom) -> None:
    for story in lived.press.stories.values():
        head = lived.shelves.articles.head(urls.article_id(lived.press.url(story)))
        assert head is not None, story.name
        assert (head.status, head.version) == ("stored", 2 if story.planned() else 1), story.name
        assert (head.gone_at is not None) == (story.fate == "gone"), story.name


def test_no_host_is_hurried(lived: Newsroom) -> None:
    asked = defaultdict(list)
    for each in lived.press.asked:
        # robots.txt belongs to the page that it is asked for, and a redirect's end to its start
        if each.path != "/robots.txt" and not each.path.endswith("-moved"):
            asked[each.host].append(each.at)

    gaps = [later - one for times in asked.values() for one, later in pairwise(times)]
    assert len(gaps) > 200
    assert min(gaps) >= timedelta(seconds=PAUSE_S)
