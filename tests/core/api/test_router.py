"""From paths to routes, and who may use them."""

import json

import pytest

from saidly.api import Desk, Request, answer, located
from tests.contract import NOW, in_memory


def desk() -> Desk:
    return Desk(in_memory(), lambda: b"k" * 32, lambda: NOW)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/articles", ("/articles", {}, None)),
        ("/articles/", ("/articles", {}, None)),
        ("/articles/abc", ("/articles/{id}", {"id": "abc"}, None)),
        ("/articles/abc.json", ("/articles/{id}", {"id": "abc"}, "json")),
        ("/articles/abc.exe", ("/articles/{id}", {"id": "abc.exe"}, None)),
        ("/speakers/person%3Aad%C3%A1", ("/speakers/{id}", {"id": "person:adá"}, None)),
        ("/speakers/a/statements.json", ("/speakers/{id}/statements", {"id": "a"}, "json")),
        ("/speakers//statements", ("/speakers//statements", {}, None)),
        ("/", ("/", {}, None)),
        ("/openapi.json", ("/openapi.json", {}, None)),
        ("/nowhere/at/all", ("/nowhere/at/all", {}, None)),
    ],
)
def test_a_path_leads_to_its_route(path: str, wanted: tuple[str, dict[str, str], str]) -> None:
    assert located(path) == wanted


def test_a_method_that_a_path_does_not_take_is_refused_with_those_it_takes() -> None:
    reply = answer(Request("PATCH /articles"), desk())

    assert reply.status == 405
    assert reply.header("allow") == "POST, GET, DELETE, HEAD, OPTIONS"


def test_an_unknown_path_is_not_found() -> None:
    reply = answer(Request("GET /nowhere"), desk())

    assert (reply.status, json.loads(reply.body)["title"]) == (404, "Not found")


@pytest.mark.parametrize(
    ("route", "scopes", "status"),
    [
        ("GET /articles", (), 401),
        ("HEAD /articles", (), 401),
        ("GET /articles", ("write",), 403),
        ("POST /articles", ("read",), 403),
        ("POST /articles", ("write",), 400),
        ("GET /articles", ("read",), 200),
        ("GET /health", (), 200),
        ("HEAD /health", (), 200),
    ],
)
def test_scopes_are_asked_for_here_too(route: str, scopes: tuple[str, ...], status: int) -> None:
    assert answer(Request(route, scopes=frozenset(scopes)), desk()).status == status


def test_a_parameter_may_come_once() -> None:
    reply = answer(Request("GET /articles", query={"url": "x"}, repeated=("url",)), desk())

    assert (reply.status, json.loads(reply.body)["field"]) == (400, "url")
