"""The description says what the routes do, and the other way round."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from saidly.api import OPEN, ROUTES, Desk, Request, answer
from saidly.api.document import document
from saidly.formats import ARTICLE, STATEMENTS
from tests.contract import NOW, in_memory
from tests.core.formats.sample import sample
from tests.core.formats.test_lists import articles, statements

OPERATIONS = {
    f"{method.upper()} {path}": told
    for path, methods in document()["paths"].items()
    for method, told in methods.items()
}


def test_every_route_is_described_and_the_other_way_round() -> None:
    assert set(OPERATIONS) == set(ROUTES)


def test_what_is_open_is_said_to_be_open() -> None:
    assert {name for name, told in OPERATIONS.items() if told.get("security") == []} == OPEN


def test_every_reference_leads_somewhere() -> None:
    def references(plain: Any) -> list[str]:
        if isinstance(plain, list):
            return [ref for each in plain for ref in references(each)]
        if not isinstance(plain, dict):
            return []
        own = [plain["$ref"]] if "$ref" in plain else []
        return own + [ref for each in plain.values() for ref in references(each)]

    for reference in references(document()):
        _, _, group, name = reference.split("/")
        assert name in document()["components"][group]


def test_formats_are_described() -> None:
    told = OPERATIONS["GET /articles/{id}"]["responses"]["200"]["content"]
    assert set(told) == {each.media_type.partition(";")[0] for each in ARTICLE.values()}
    told = OPERATIONS["GET /statements"]["responses"]["200"]["content"]
    assert set(told) == {each.media_type.partition(";")[0] for each in STATEMENTS.values()}


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Article", sample()), ("Statements", statements()), ("Articles", articles())],
)
def test_what_is_answered_fits_its_description(name: str, plain: Any) -> None:
    schema = document() | {"$ref": f"#/components/schemas/{name}"}

    assert list(Draft202012Validator(schema).iter_errors(plain)) == []


@pytest.mark.parametrize("route", ["GET /openapi.json", "GET /docs"])
def test_the_description_is_open_to_all(route: str) -> None:
    made = Desk(in_memory(), lambda: b"k", lambda: NOW)

    reply = answer(Request(route, scopes=frozenset()), made)

    assert reply.status == 200
    assert "/speakers/{id}/statements" in reply.body
