"""What each handler imports, and what it takes from the hour and the machine while it does.

Each is imported in a process of its own, as Lambda does. Whatever a handler imports costs CPU at
each cold start; whatever it takes in while it is imported is in every copy of a snapshot
(SnapStart) as it was: entropy, a socket and the hour must come with the request.
"""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.quality.start_up import environment

ROOT = Path(__file__).parents[2]
HANDLERS = sorted(path.parent.name for path in (ROOT / "functions").glob("*/app.py"))

# package or room -> the functions that need it when they start; nobody else may import it
NEEDED_BY = {
    "httpx": {"discover", "fetch"},
    "protego": {"discover", "fetch"},
    "selectolax": {"fetch"},
    "bs4": {"fetch"},
    # the first page, the first statement load these
    "jinja2": set[str](),
    "onnxruntime": set[str](),
    "numpy": set[str](),
    # the laptop's
    "ministack": set[str](),
    "yaml": set[str](),
    "warcio": set[str](),
    "asyncio": set[str](),
    "publicsuffixlist": set[str](),
    "saidly.api": {"api", "reader"},
    "saidly.formats": {"api", "reader"},
    "saidly.reader": {"reader"},
    "saidly.fetch": {"discover", "fetch"},
    "saidly.discover": {"discover"},
    "saidly.clean": {"fetch"},
    "saidly.intake": {"fetch"},
    "saidly.attribution": {"extract"},
    "saidly.filing": {"extract"},
    "saidly.cli": set[str](),
    "saidly.local": set[str](),
}


@cache
def started(handler: str) -> dict[str, Any]:
    """Import a handler afresh; return what it imported and what it took in."""
    done = subprocess.run(
        [sys.executable, ROOT / "tests/functions/watch.py"],
        env=environment() | {"PYTHONPATH": f"{ROOT / 'functions' / handler}:{ROOT / 'shared'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_function_imports_nothing_that_it_does_not_need(handler: str) -> None:
    imported = set(started(handler)["modules"])

    needless = {name for name, who in NEEDED_BY.items() if handler not in who} & imported

    assert not needless


@pytest.mark.parametrize("name", sorted(name for name, who in NEEDED_BY.items() if who))
def test_what_stands_in_the_list_as_needed_is_imported(name: str) -> None:
    for handler in NEEDED_BY[name]:
        assert name in started(handler)["modules"], handler


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_snapshot_of_a_function_freezes_no_entropy(handler: str) -> None:
    # the standard library's key for its own worker processes, which no function starts
    assert set(started(handler)["entropy"]) <= {"multiprocessing.process"}


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_snapshot_of_a_function_freezes_no_socket(handler: str) -> None:
    assert started(handler)["sockets"] == []


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_snapshot_of_a_function_freezes_no_hour(handler: str) -> None:
    assert started(handler)["hours"] == []
