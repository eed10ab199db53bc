"""The reader's page of sources: how each fares, and what may be done about it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from saidly import api
from saidly.reader.visits import Lobby
from saidly.sources import Health, MemorySources, Proposal, Source
from tests.core.reader.test_reader import NOW, SCRIPT, asked, header, lobby

FEED = Source("gazette", "feed", "https://gazette.example/feed.xml")


def watching(*sources: Source, room: Lobby | None = None, health: Health | None = None) -> Lobby:
    made = room or lobby()
    shelf = MemorySources()
    for source in sources:
        shelf.put(source, NOW)
        if health is not None:
            assert shelf.claim(shelf.due(NOW)[0], NOW, NOW + timedelta(hours=1))
            shelf.report(source.id, NOW, replace(health, run=NOW))
    return Lobby(replace(made.desk, sources=shelf), made.tokens)


def act(room: Lobby, **fields: str) -> api.Reply:
    body = "&".join(f"{name}={text}" for name, text in fields.items())
    return asked("POST /watched", room, body=body)


def test_a_source_that_was_never_visited_says_so() -> None:
    reply = asked("GET /watched", watching(FEED))

    assert reply.status == 200
    assert "not visited yet" in reply.body
    assert "<dd>never</dd>" in reply.body
    assert 'href="https://gazette.example/feed.xml"' in reply.body


def test_a_source_that_fails_says_why_and_when_it_is_tried_again() -> None:
    health = Health(
        NOW + timedelta(minutes=30),
        visited_at=NOW,
        problem=f"status 503 {SCRIPT}",
        failures=2,
        offered=12,
        new=3,
    )

    page = asked("GET /watched", watching(FEED, health=health)).body

    assert "failing" in page
    assert "2 failures in a row" in page
    assert "12 offered, 3 new" in page
    assert "status 503 &lt;script&gt;" in page
    assert SCRIPT not in page
    assert "24 November 2026, 12:30 UTC" in page


def test_a_sites_proposals_are_listed() -> None:
    found = Proposal("https://gazette.example/rss", "feed", "link", "All news")
    hostile = Proposal("javascript:alert(1)", "sitemap", "robots")
    health = Health(NOW, visited_at=NOW, proposals=(found, hostile))
    site = Source("gazette", "site", "https://gazette.example/")

    page = asked("GET /watched", watching(site, health=health)).body

    assert '<a href="https://gazette.example/rss"' in page
    assert "All news" in page
    assert "javascript:" not in page


def test_a_source_is_paused_and_resumed() -> None:
    room = watching(FEED)

    paused = act(room, id="gazette", act="pause")
    page = asked("GET /watched", room).body
    resumed = act(room, id="gazette", act="resume")

    assert (paused.status, header(paused, "location")) == (303, "watched")
    assert "Resume gazette" in page
    assert resumed.status == 303
    assert "Pause gazette" in asked("GET /watched", room).body


def test_a_source_is_visited_by_the_next_run() -> None:
    later = Health(NOW + timedelta(hours=3), visited_at=NOW)
    room = watching(FEED, health=later)

    assert act(room, id="gazette", act="visit").status == 303
    assert [each.source.id for each in room.desk.sources.due(NOW)] == ["gazette"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"id": "nobody", "act": "visit"}, 404),
        ({"id": "", "act": "pause"}, 400),
        ({"id": "gazette", "act": "delete"}, 400),
        ({}, 400),
    ],
)
def test_what_cannot_be_done_is_a_page_that_says_so(fields: dict[str, str], status: int) -> None:
    reply = act(watching(FEED), **fields)

    assert reply.status == status
    assert "Back to the start" in reply.body


def test_a_reading_token_sees_sources_and_changes_none() -> None:
    room = watching(FEED, room=lobby("read"))

    page = asked("GET /watched", room).body

    assert "gazette" in page
    assert "Pause" not in page
    assert act(room, id="gazette", act="pause").status == 403
    assert not room.desk.sources.get("gazette").source.paused  # type: ignore[union-attr]


def test_a_form_from_another_site_changes_nothing() -> None:
    room = watching(FEED)

    reply = asked(
        "POST /watched",
        room,
        body="id=gazette&act=pause",
        headers={"sec-fetch-site": "cross-site"},
    )

    assert reply.status == 403


def test_nothing_watched_says_how_to_begin() -> None:
    assert "saidly sources add" in asked("GET /watched", watching()).body
