"""``saidly statements`` and ``export`` against the routes themselves, over an invented wire."""

import csv
import io
import json
from argparse import Namespace
from typing import Any

import httpx
import pytest

from saidly import api
from saidly.__main__ import main
from saidly.aws.gateway import request, response
from saidly.cli import show, statements
from saidly.cli.client import Client, Refused, Unreachable
from saidly.errors import BadRequest, NotFound
from tests.contract import said
from tests.core.api.test_statements import ADA, crowd, desk, store


class Desk:
    """The command line's desk with a client whose wire is a function."""

    def __init__(self, made: api.Desk) -> None:
        self.paper = show.Paper()
        self._made = made

    def client(self, _asked: Namespace) -> Client:
        wire = httpx.Client(transport=httpx.MockTransport(self._answer))
        return Client("https://api.example/v1", "desk.secret", wire)

    def _answer(self, sent: httpx.Request) -> httpx.Response:
        event = {
            "httpMethod": sent.method,
            "resource": "/{proxy+}",
            "path": sent.url.path.removeprefix("/v1"),
            "queryStringParameters": dict(sent.url.params),
            "headers": dict(sent.headers),
            "body": sent.content.decode() or None,
            "requestContext": {"authorizer": {"scopes": "read write"}},
        }
        asked = request(event)
        gone = response(api.answer(asked, self._made), {})
        return httpx.Response(gone["statusCode"], headers=gone["headers"], text=gone["body"])


def asked(**more: Any) -> Namespace:
    names = ("speaker", "publisher", "words", "act", "type", "start", "end", "cursor")
    plain = dict.fromkeys(names) | {"json": False, "what": "statements", "format": "csv"}
    return Namespace(**plain | more)


def listed(made: api.Desk, **more: Any) -> str:
    return statements.statements(asked(**more), Desk(made))  # type: ignore[arg-type]


def exported(made: api.Desk, **more: Any) -> str:
    return "".join(statements.export(asked(**more), Desk(made)))  # type: ignore[arg-type]


def test_statements_are_printed_as_a_table() -> None:
    text = listed(crowd(), speaker=ADA)

    assert text.splitlines()[0].split() == ["DATE", "WHO", "CUE", "STATEMENT"]
    assert "2026-03-01" in text
    assert "Body. [p0.example]" in text
    assert "more: --cursor " in text


def test_statements_are_printed_as_json() -> None:
    plain = json.loads(listed(crowd(), speaker=ADA, act="warn", json=True))

    assert [one["cue"]["act"] for one in plain["statements"]] == ["warn"] * 9


def test_words_narrow_a_list() -> None:
    assert "Body." in listed(crowd(), speaker=ADA, words="body")
    assert listed(crowd(), speaker=ADA, words="harbour") == "no statements"


def test_a_list_of_nothing_says_so() -> None:
    assert listed(crowd(), speaker="person:nobody") == "no statements"


def test_a_speaker_may_be_named_by_how_the_name_begins() -> None:
    assert "Ada Lind" in listed(crowd(), speaker="ada")


def test_a_name_that_is_nobodys_or_several_peoples_is_refused() -> None:
    made = desk()
    store(made, "a", *(said(f"Lind{letter} Ode") for letter in "abcdefghijkl"))

    with pytest.raises(NotFound, match="begins with 'zz'"):
        listed(made, speaker="zz")
    with pytest.raises(BadRequest, match=r"person:linda-ode, .* …"):
        listed(made, speaker="lind")


def test_a_statement_that_nobody_signed_is_printed_too() -> None:
    made = desk()
    store(made, "a", said(None, act=None))

    assert " – " in listed(made, publisher="paper.example")


def test_an_export_holds_the_whole_list_under_one_head() -> None:
    made = desk()
    for number in range(130):
        store(made, f"a{number}", said("Ada Lind"), days=-number)

    rows = list(csv.DictReader(io.StringIO(exported(made, speaker=ADA))))
    lines = exported(made, speaker=ADA, format="jsonl").splitlines()

    wanted = [f"a{number}.1.0" for number in range(130)]
    assert [row["id"] for row in rows] == wanted
    assert [json.loads(line)["id"] for line in lines] == wanted


def test_what_the_api_refuses_is_said() -> None:
    with pytest.raises(Refused, match=r"name a speaker by id.*\(status 400\)"):
        exported(desk())


def test_nobody_answering_is_said() -> None:
    def dead(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    client = Client("https://a.example", "t", httpx.Client(transport=httpx.MockTransport(dead)))

    with pytest.raises(Unreachable, match=r"https://a\.example"):
        client.statements()


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_shell_is_told_how_to_complete(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert "statements" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", ["read", "submit", "get", "statements", "export", "tokens", "completion"]
)
def test_help_shows_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert f"examples:\n  saidly {command} " in capsys.readouterr().out


def test_a_command_without_a_service_says_what_is_missing(
    tmp_path: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAIDLY_URL", raising=False)

    code = main(["statements", "--speaker", "x", "--state", str(tmp_path)])

    assert code == 2
    assert "SAIDLY_URL" in capsys.readouterr().err
