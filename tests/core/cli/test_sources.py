"""``saidly sources`` against the routes themselves."""

import json
from typing import Any

import pytest

from saidly import api
from saidly.__main__ import main
from saidly.cli import sources
from saidly.cli.client import Waiting
from saidly.errors import BadRequest, NotFound
from saidly.sources import Health, Proposal
from tests.contract import NOW, in_memory
from tests.core.cli.test_statements import Desk, asked

FEED = "https://paper.example/rss.xml"
OPTIONS = (
    *("feed", "sitemap", "section", "site", "page", "include", "exclude"),
    *("interval", "budget", "storage", "id"),
)


@pytest.fixture
def made() -> api.Desk:
    return api.Desk(in_memory(), lambda: b"k" * 32, lambda: NOW)


def run(made: api.Desk, action: str, **more: Any) -> str:
    plain = dict.fromkeys(OPTIONS) | {"action": action, "timeout": 0.0} | more
    return sources.sources(asked(**plain), Desk(made))  # type: ignore[arg-type]


def visited(made: api.Desk, name: str, **more: Any) -> None:
    (watched,) = (each for each in made.sources.due(NOW) if each.source.id == name)
    made.sources.claim(watched, NOW, NOW)
    made.sources.report(name, NOW, Health(NOW, visited_at=NOW, **more))


def test_an_empty_list_says_how_to_begin(made: api.Desk) -> None:
    assert run(made, "list").startswith("no sources; `saidly sources propose")


def test_sources_are_listed_as_a_table_with_what_is_wrong(made: api.Desk) -> None:
    for number in range(120):
        run(made, "add", id=f"paper-{number:03}", feed=FEED)
    run(made, "add", id="loose", page=[FEED, "https://paper.example/a"])
    visited(made, "loose", problem="status 500", failures=2)

    lines = run(made, "list").splitlines()

    assert len(lines) == 122
    assert lines[0].split() == ["ID", "STATE", "NEXT", "NEW", "WATCHES"]
    assert lines[1].split()[:2] == ["loose", "failing"]
    assert lines[1].endswith("2 addresses [status 500]")
    assert len(json.loads(run(made, "list", json=True))) == 121


def test_a_source_is_added_with_its_settings_and_shown(made: api.Desk) -> None:
    more = {"include": ["/news/**"], "interval": 30, "budget": 5, "storage": "facts"}
    run(made, "add", id="paper", feed=FEED, **more)
    visited(made, "paper", proposals=(Proposal(FEED, "feed", "link"),))

    shown = run(made, "show", id="paper")

    assert "watches   https://paper.example/rss.xml" in shown
    assert "every     30 min, 5 new addresses a day" in shown
    assert "include   /news/**" in shown
    assert "exclude" not in shown
    assert shown.splitlines()[-1].split() == ["feed", "link", FEED]
    assert json.loads(run(made, "show", id="paper", json=True))["storageMode"] == "facts"


def test_a_source_is_paused_resumed_visited_and_removed(made: api.Desk) -> None:
    run(made, "add", id="paper", sitemap=FEED)

    assert "paused" in run(made, "pause", id="paper")
    assert "paused" not in run(made, "resume", id="paper")
    assert "next run" in run(made, "visit", id="paper")
    assert run(made, "remove", id="paper") == "paper is watched no more"
    with pytest.raises(NotFound):
        run(made, "show", id="paper")


def test_exactly_one_thing_is_watched(made: api.Desk) -> None:
    for named in ({}, {"feed": FEED, "site": FEED}, {"feed": FEED, "page": [FEED]}):
        with pytest.raises(BadRequest, match="give one of"):
            run(made, "add", id="paper", **named)
    with pytest.raises(BadRequest, match="say which source to show"):
        run(made, "show")


def test_a_site_is_looked_at_and_what_it_proposes_is_told(
    made: api.Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Waiting, match="saidly sources show www"):
        run(made, "propose", id="https://www.paper.example/")

    def looked(_seconds: float) -> None:
        visited(made, "www.paper.example", proposals=(Proposal(FEED, "feed", "link", "All"),))

    monkeypatch.setattr("saidly.cli.sources.time.sleep", looked)
    told = run(made, "propose", id="https://www.paper.example/", timeout=9.0)

    assert told.splitlines()[-1].split() == ["feed", "link", FEED]


def test_the_command_knows_its_actions_and_gives_examples(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["sources", "--help"])

    told = capsys.readouterr().out
    assert "saidly sources propose https://www.example.com/" in told
    assert all(action in told for action in ("list", *sources._ACTIONS))
