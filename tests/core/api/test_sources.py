"""Sources over HTTP: set, read, listed, paused, each refusal naming what is wrong."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from saidly.api import Desk, Reply, Request, answer
from saidly.api.document import document
from saidly.sources import Health, Proposal, Source, Waiting
from tests.contract import NOW, in_memory

FEED = "https://paper.example/rss.xml"


@pytest.fixture
def desk() -> Desk:
    return Desk(in_memory(), lambda: b"k" * 32, lambda: NOW)


def ask(desk: Desk, route: str, name: str = "paper", body: Any = None, **headers: str) -> Reply:
    sent = body if isinstance(body, str) or body is None else json.dumps(body)
    path = {"id": name} if "{id}" in route else {}
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return answer(Request(route, path, {}, sent, headers=named), desk)


def put(desk: Desk, body: Any = None, name: str = "paper", **headers: str) -> Reply:
    return ask(desk, "PUT /sources/{id}", name, body or {"address": FEED}, **headers)


def plain(reply: Reply) -> Any:
    return json.loads(reply.body)


def test_a_source_is_made_and_comes_back(desk: Desk) -> None:
    made = put(desk, {"address": FEED, "exclude": ["/sport/**"], "intervalMinutes": 30})
    again = put(desk, {"address": FEED, "exclude": ["/sport/**"], "intervalMinutes": 30})

    assert (made.status, again.status) == (201, 200)
    assert made.header("location") == "/sources/paper"
    told = plain(ask(desk, "GET /sources/{id}"))
    assert told == plain(made) == plain(again)
    assert (told["kind"], told["address"], told["exclude"]) == ("feed", FEED, ["/sport/**"])
    assert told["health"]["state"] == "new"
    assert told["health"]["nextRun"] == NOW.isoformat()


def test_what_is_answered_fits_its_description(desk: Desk) -> None:
    put(desk)
    (watched,) = desk.sources.due(NOW)
    desk.sources.claim(watched, NOW, NOW)
    proposal = Proposal(FEED, "feed", "link", "All")
    waiting = (Waiting(FEED, 1),)
    health = Health(NOW, visited_at=NOW, proposals=(proposal,), waiting=waiting, silent_since=NOW)
    desk.sources.report("paper", NOW, health)
    told = plain(ask(desk, "GET /sources"))

    schema = document() | {"$ref": "#/components/schemas/Sources"}
    assert list(Draft202012Validator(schema).iter_errors(told)) == []
    (source,) = told["sources"]
    assert source["health"]["waiting"] == 1
    assert source["health"]["state"] == "silent"
    assert source["proposals"] == [
        {"address": FEED, "kind": "feed", "found": "link", "title": "All"}
    ]


@pytest.mark.parametrize(
    ("health", "state"),
    [
        (Health(NOW), "new"),
        (Health(NOW, visited_at=NOW), "well"),
        (Health(NOW, visited_at=NOW, failures=1, problem="status 500"), "failing"),
    ],
)
def test_the_state_says_in_a_word_how_it_fares(desk: Desk, health: Health, state: str) -> None:
    put(desk)
    (watched,) = desk.sources.due(NOW)
    desk.sources.claim(watched, NOW, NOW)
    desk.sources.report("paper", NOW, health)

    assert plain(ask(desk, "GET /sources/{id}"))["health"]["state"] == state


def test_sources_are_listed_page_by_page(desk: Desk) -> None:
    for name in ("b", "a", "c"):
        put(desk, name=name)
    first = plain(answer(Request("GET /sources", query={"limit": "2"}), desk))
    query = {"limit": "2", "cursor": first["cursor"]}
    second = plain(answer(Request("GET /sources", query=query), desk))

    assert [each["id"] for each in first["sources"]] == ["a", "b"]
    assert [each["id"] for each in second["sources"]] == ["c"]
    assert second["cursor"] is None


def test_a_source_is_paused_and_resumed_at_once(desk: Desk) -> None:
    put(desk)

    paused = plain(ask(desk, "POST /sources/{id}/pause"))
    assert desk.sources.due(NOW + timedelta(days=9)) == ()
    resumed = plain(ask(desk, "POST /sources/{id}/resume"))

    assert (paused["paused"], paused["health"]["state"]) == (True, "paused")
    assert (resumed["paused"], len(desk.sources.due(NOW))) == (False, 1)


def test_a_source_is_hurried(desk: Desk) -> None:
    desk.sources.put(Source("paper", "feed", FEED), NOW + timedelta(days=1))

    assert ask(desk, "POST /sources/{id}/visit").status == 202
    assert len(desk.sources.due(NOW)) == 1


def test_a_source_is_forgotten_once_and_for_all(desk: Desk) -> None:
    put(desk)

    assert ask(desk, "DELETE /sources/{id}").status == 204
    assert ask(desk, "DELETE /sources/{id}").status == 204
    assert ask(desk, "GET /sources/{id}").status == 404


@pytest.mark.parametrize("act", ["pause", "resume", "visit"])
def test_what_is_not_watched_cannot_be_acted_on(desk: Desk, act: str) -> None:
    assert ask(desk, f"POST /sources/{{id}}/{act}").status == 404


def test_a_change_of_what_was_not_seen_is_refused(desk: Desk) -> None:
    revision = plain(put(desk))["revision"]
    body = {"address": FEED, "dailyBudget": 5}

    assert put(desk, body, if_match=f'"{revision}"').status == 200
    refused = put(desk, {"address": FEED}, if_match=f'W/"{revision}"')
    assert (refused.status, plain(refused)["type"]) == (412, "/problems/412")
    assert ask(desk, "DELETE /sources/{id}", if_match=revision).status == 412
    assert ask(desk, "POST /sources/{id}/pause", if_match=revision).status == 412
    assert ask(desk, "DELETE /sources/{id}", if_match="*").status == 204


def test_pages_and_all_settings_are_taken(desk: Desk) -> None:
    body = {
        "id": "paper",
        "kind": "pages",
        "pages": ["https://paper.example/ä"],
        "include": ["**"],
        "intervalMinutes": 10_080,
        "storageMode": "facts",
        "dailyBudget": 0,
        "paused": True,
    }

    told = plain(put(desk, body))

    assert told["pages"] == ["https://paper.example/%C3%A4"]
    assert {name: told[name] for name in body if name != "pages"} == {
        name: value for name, value in body.items() if name != "pages"
    }


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("body", ""),
        ("body", "[]"),
        ("body", "[" * 100_000),
        ("body", '"' + "x" * 70_000 + '"'),
        ("colour", {"address": FEED, "colour": "red"}),
        ("id", {"id": "other", "address": FEED}),
        ("kind", {"kind": "film", "address": FEED}),
        ("address", {"kind": "site"}),
        ("address", {"address": 5}),
        ("address", {"address": "http://127.0.0.1/feed"}),
        ("address", {"address": "https://a.example:8443/"}),
        ("address", {"kind": "pages", "pages": [FEED], "address": FEED}),
        ("pages", {"address": FEED, "pages": [FEED]}),
        ("pages", {"kind": "pages"}),
        ("pages", {"kind": "pages", "pages": []}),
        ("pages", {"kind": "pages", "pages": [FEED] * 51}),
        ("pages[1]", {"kind": "pages", "pages": [FEED, "ftp://a.example/"]}),
        ("include", {"address": FEED, "include": "/a"}),
        ("include", {"address": FEED, "include": ["/a"] * 21}),
        ("exclude[0]", {"address": FEED, "exclude": [5]}),
        ("exclude[0]", {"address": FEED, "exclude": ["x" * 201]}),
        ("intervalMinutes", {"address": FEED, "intervalMinutes": 0}),
        ("intervalMinutes", {"address": FEED, "intervalMinutes": 1.5}),
        ("intervalMinutes", {"address": FEED, "intervalMinutes": True}),
        ("intervalMinutes", {"address": FEED, "intervalMinutes": 10_081}),
        ("dailyBudget", {"address": FEED, "dailyBudget": -1}),
        ("storageMode", {"address": FEED, "storageMode": "all"}),
        ("paused", {"address": FEED, "paused": "yes"}),
    ],
)
def test_a_wrong_setting_is_refused_by_its_name(desk: Desk, field: str, body: Any) -> None:
    reply = ask(desk, "PUT /sources/{id}", body=body)

    assert (reply.status, plain(reply)["field"]) == (400, field)
    assert desk.sources.page(1, None) == ((), None)


@pytest.mark.parametrize("name", ["", "A", "a/b", "-a", "a" * 65, "ä", "a b", "²"])
def test_a_wrong_id_is_refused(desk: Desk, name: str) -> None:
    assert put(desk, name=name).status == 400
    assert ask(desk, "GET /sources/{id}", name).status == 400


def test_unknown_parameters_are_refused_by_name(desk: Desk) -> None:
    put(desk)
    for route in ("GET /sources", "GET /sources/{id}", "POST /sources/{id}/pause"):
        reply = answer(Request(route, {"id": "paper"}, {"colour": "red"}), desk)
        assert (reply.status, plain(reply)["field"]) == (400, "colour")


def test_reading_needs_the_scope_read_and_changing_write(desk: Desk) -> None:
    put(desk)
    reader = frozenset({"read"})
    for route, status in (
        ("GET /sources", 200),
        ("PUT /sources/{id}", 403),
        ("DELETE /sources/{id}", 403),
        ("POST /sources/{id}/pause", 403),
    ):
        assert answer(Request(route, {"id": "paper"}, scopes=reader), desk).status == status


def test_names_of_the_sample_press_are_allowed_in_local_mode_only(desk: Desk) -> None:
    address = "http://lantern.test:8123/feed.xml"
    local = replace(desk, loopback=frozenset({"lantern.test:8123"}))

    assert put(desk, {"address": address}).status == 400
    assert put(local, {"address": address}).status == 201


@pytest.mark.parametrize("route", ["DELETE /sources/{id}", "POST /sources/{id}/pause"])
def test_a_revision_longer_than_any_is_refused_and_changes_nothing(desk: Desk, route: str) -> None:
    put(desk)

    assert ask(desk, route, if_match="x" * 101).status == 400
    assert plain(ask(desk, "GET /sources/{id}"))["paused"] is False
