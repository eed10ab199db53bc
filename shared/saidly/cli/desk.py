"""What every command needs from outside."""

import json
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TextIO

from saidly.cli import show
from saidly.cli.client import Client
from saidly.errors import SettingMissing


@dataclass(frozen=True, slots=True)
class Desk:
    """The environment, what the local stack published, and what is printed on."""

    environment: Mapping[str, str]
    facts: Mapping[str, Any]
    paper: show.Paper

    def client(self, asked: Namespace) -> Client:
        """Return the API that options or environment name, or the local stack's."""
        api = asked.api or self.environment.get("SAIDLY_URL") or self.facts.get("api")
        if not api:
            raise SettingMissing("SAIDLY_URL", "is not set, and no local stack has run here")
        token = asked.token or self.environment.get("SAIDLY_TOKEN") or self.facts.get("token")
        if not token:
            raise SettingMissing("SAIDLY_TOKEN", "is not set; `saidly tokens add NAME` makes one")
        return Client.of(api, token)


def terminal(environment: Mapping[str, str] = os.environ) -> show.Paper:
    """Return the terminal as paper: 60 to 100 columns, bold where it is one and allows it."""
    columns = shutil.get_terminal_size((96, 24)).columns
    bold = sys.stdout.isatty() and "NO_COLOR" not in environment
    return show.Paper(max(60, min(100, columns)), bold)


def progress(url: str, out: TextIO = sys.stderr) -> Callable[[show.JSON], None]:
    """Return what tells each step of an address, where standard error is a terminal."""
    told: list[str] = []

    def note(standing: show.JSON) -> None:
        status = standing["status"]
        if out.isatty() and status not in told[-1:]:
            told.append(status)
            print(f"· {status:7} {url}", file=out, flush=True)

    return note


def as_json(value: Any) -> str:
    """Return a value as JSON for people and for jq."""
    return json.dumps(value, ensure_ascii=False, indent=2)
