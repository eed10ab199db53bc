"""The command line as its user meets it: what is printed where, and how it ends."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from saidly.__main__ import main
from saidly.cli.client import Client
from saidly.cli.tokens import tokens
from saidly.errors import BadRequest, NotFound
from saidly.local.stack import LocalStack
from tests.stack.test_corridor import WAIT_S, printed
from tests.stack.test_redrive import desk


@pytest.fixture
def environment(stack: LocalStack, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody has set who works on the stack."""
    for name, value in {
        "SAIDLY_URL": stack.client.base_url,
        "SAIDLY_TOKEN": stack.client.token,
        "SAIDLY_TABLE": stack.deployed.outputs["TableName"],
        "SAIDLY_BUCKET": stack.deployed.outputs["CapturesBucket"],
        "AWS_ENDPOINT_URL": stack.cloud.url,
        "AWS_ACCESS_KEY_ID": "000000000000",
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)


def asked(action: str, name: str | None = None, **more: Any) -> Namespace:
    plain = {"scopes": "read,write", "days": None, "table": None, "json": True}
    return Namespace(**plain | {"action": action, "name": name} | more)


def test_a_token_is_made_listed_expired_and_revoked(stack: LocalStack) -> None:
    room = desk(stack)
    made = json.loads(tokens(asked("add", "guest", scopes="read", days=3), room))
    client = Client.of(stack.client.base_url, made["token"])
    listed = {each["name"]: each for each in json.loads(tokens(asked("list"), room))}

    assert "articles" in client.articles()
    assert len(listed["guest"]["digest"]) == 8
    assert listed["guest"]["scopes"] == ["read"]
    assert made["token"].partition(".")[2] not in json.dumps(listed)
    with pytest.raises(BadRequest, match="revoke it first"):
        tokens(asked("add", "guest"), room)

    tokens(asked("expire", "guest"), room)
    again = json.loads(tokens(asked("add", "guest"), room))
    assert again["token"] != made["token"]
    assert json.loads(tokens(asked("revoke", "guest"), room)) == {"revoked": "guest"}
    with pytest.raises(NotFound, match="no token 'guest'"):
        tokens(asked("revoke", "guest"), room)


@pytest.mark.usefixtures("environment")
def test_of_several_addresses_each_is_waited_for(
    stack: LocalStack, capsys: pytest.CaptureFixture[str]
) -> None:
    good = stack.press.add("lantern.test", "/waited-for", printed("The bell is mended"))
    bad = stack.press.address("lantern.test", "/never-printed")

    code = main(["submit", "--wait", "--timeout", str(WAIT_S), bad, good])

    told = capsys.readouterr()
    assert code == 1
    assert told.out.startswith("The bell is mended\n")
    assert told.err == f"saidly: {bad}: status 404\n"


@pytest.mark.usefixtures("environment")
def test_json_is_whole_whatever_fails(
    stack: LocalStack, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = stack.press.address("lantern.test", "/never-printed-either")

    code = main(["submit", "--wait", "--timeout", str(WAIT_S), "--json", bad])

    told = capsys.readouterr()
    assert code == 1
    assert json.loads(told.out)["status"] == "failed"
    assert json.loads(told.err)["detail"] == f"{bad}: status 404"


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["statements"], 2, "name a speaker"),
        (["submit", "ftp://paper.example/"], 2, "not an http or https address"),
        (["get", "nothing"], 3, "no article 'nothing'"),
        (["get", "--token", "nobody.nothing"], 1, "send a token"),
        (["get", "--api", "paper.example"], 2, "no http or https address"),
        (["get", "--api", "http://127.0.0.1:9"], 4, "no answer"),
        (["capture", "nothing"], 3, "no capture of article 'nothing'"),
        (["tokens", "--table", "no-such-table"], 1, "AWS: "),
    ],
)
def test_what_goes_wrong_is_told_and_ends_as_documented(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, told: str
) -> None:
    assert main(arguments) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err
    assert said.err.startswith("saidly: ")


@pytest.mark.usefixtures("environment")
def test_a_file_that_cannot_be_written_is_named(
    stack: LocalStack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = stack.press.add("lantern.test", "/unwritten", printed("The page that is not written"))
    stack.client.stored(stack.client.submit(url)["id"], WAIT_S)
    file = tmp_path / "no-such-folder" / "page.warc.gz"

    assert main(["capture", url, "--warc", str(file)]) == 1
    assert capsys.readouterr().err == f"saidly: {file}: No such file or directory\n"
