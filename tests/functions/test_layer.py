"""What the layer leaves out is not called, and what it brings compiled is what Python compiles."""

import marshal
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import botocore
import botocore.session
import httpcore
import pytest
from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.loaders import Loader
from urllib3 import HTTPResponse

from saidly import primed
from slim_packages import NO_TASKS, ROOTS, slim
from slim_sdk import CALLED
from slim_sdk import slim as slim_data

ROOT = Path(__file__).parents[2]
BY_SDK = {"head_bucket"}  # what botocore calls by itself
USE = """
import dataclasses, re, sys
from pathlib import Path
from saidly.primed import prime
prime(Path(sys.argv[1]))
@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    name: str
print(re.compile("a+").match("bb") is not None, Place("x") == Place("x"))
"""


def used(file: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", USE, file], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_sdk_keeps_just_the_operations_that_our_code_calls() -> None:
    code = "".join(file.read_text() for file in (ROOT / "shared/saidly/aws").glob("*.py"))
    called = set(re.findall(r'client\.get_paginator\("(\w+)"\)', code))
    called |= set(re.findall(r"client\.(\w+)\(", code)) - {"get_paginator"}

    kept = {xform_name(name) for names in CALLED.values() for name in names}

    assert kept - BY_SDK == called


def test_a_package_that_changed_ends_the_build(tmp_path: Path) -> None:
    (tmp_path / "boto3").mkdir()
    (tmp_path / "boto3/compat.py").write_text("import sys\n")

    with pytest.raises(ValueError, match="0 times, not once"):
        slim(tmp_path)


def test_no_alias_concerns_a_service_that_is_called() -> None:
    aliases = botocore.utils.EVENT_ALIASES

    assert not CALLED.keys() & {*aliases, *aliases.values()}


def test_a_pattern_is_taken_from_the_file(tmp_path: Path) -> None:
    recorded = tmp_path / "recorded"
    # written as "a+", but made of what "b+" became: so one sees where it came from
    script = (
        "import sys; sys.argv[1:] = []\n"
        "from pathlib import Path\nfrom prime import Recorder\nimport re, marshal\n"
        "heard = Recorder(); heard.listen(); re.compile('b+')\n"
        "from saidly import primed\n"
        "made = {('a+', 0): heard.patterns[('b+', 0)]}\n"
        "written = primed.WRITTEN_BY, {}, made, {}\n"
        f"Path({str(recorded)!r}).write_bytes(marshal.dumps(written))\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT / "shared")

    assert used(recorded) == "True True"


def test_a_table_is_taken_from_the_file(tmp_path: Path) -> None:
    file, table = tmp_path / "primed.bin", marshal.dumps({"harbour": [1]})
    file.write_bytes(marshal.dumps((primed.WRITTEN_BY, {}, {}, {"words": table})))
    script = (
        "import sys\nfrom pathlib import Path\nfrom saidly.primed import made, prime\n"
        "prime(Path(sys.argv[1]))\n"
        "print(made('words', dict), made('others', lambda: {'made': 'anew'}))"
    )

    told = subprocess.run([sys.executable, "-c", script, file], capture_output=True, check=True)

    assert told.stdout.split(b"\n")[0] == b"{'harbour': [1]} {'made': 'anew'}"


def test_what_stays_is_set_aside_at_the_first_collection_alone(tmp_path: Path) -> None:
    file = tmp_path / "primed.bin"
    file.write_bytes(marshal.dumps((primed.WRITTEN_BY, {}, {}, {})))
    script = (
        "import gc, sys\nfrom pathlib import Path\nfrom saidly.primed import prime\n"
        "prime(Path(sys.argv[1]))\n"
        "before = gc.get_freeze_count()\n"
        "gc.collect(); first = gc.get_freeze_count()\n"
        "later = [[] for _ in range(100)]\n"
        "gc.collect(); print(before, first > 1_000, gc.get_freeze_count() <= first)"
    )

    told = subprocess.run([sys.executable, "-c", script, file], capture_output=True, check=True)

    assert told.stdout.split() == [b"0", b"True", b"True"]


def test_the_roots_of_tls_are_where_certifi_has_them(tmp_path: Path) -> None:
    (tmp_path / "core.py").write_text(ROOTS)
    (tmp_path / "cacert.pem").write_text("roots")
    script = "from core import contents, where; print(where(), contents())"

    told = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert told.stdout.split() == [str(tmp_path / "cacert.pem"), "roots"]


def test_httpcore_finds_all_asynchronous_names_that_it_hands_on() -> None:
    stub: dict[str, object] = {}

    exec(NO_TASKS, stub)

    assert {name for name in httpcore.__all__ if hasattr(httpcore._async, name)} <= stub.keys()


def test_what_another_python_wrote_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "primed.bin"
    file.write_bytes(marshal.dumps(((b"other", 0), {}, {("a+", 0): b"broken"}, {})))

    assert used(file) == "False True"


def test_without_a_file_nothing_changes(tmp_path: Path) -> None:
    assert used(tmp_path / "none") == "False True"
    assert not primed.FILE.exists()


def trimmed(folder: Path) -> Loader:
    """Trim the SDK's descriptions into a folder; return what reads them there."""
    whole = Path(botocore.__file__).with_name("data")
    for part in (*whole.glob("*.json"), *(whole / service for service in CALLED)):
        (shutil.copytree if part.is_dir() else shutil.copy)(part, folder / part.name)
    slim_data(folder)
    return Loader(extra_search_paths=[str(folder)], include_default_search_paths=False)


def addresses(region: str, loader: Loader | None) -> dict[str, str]:
    """Return where each service that we call is asked for, with the whole SDK or with a loader."""
    session = botocore.session.get_session()
    if loader is not None:
        session.register_component("data_loader", loader)
    session.set_credentials("none", "none")
    asked: dict[str, str] = {}

    def answer(request: Any, **_: Any) -> AWSResponse:
        asked[service] = request.url
        return AWSResponse(
            request.url, 200, {}, HTTPResponse(BytesIO(b"{}"), preload_content=False)
        )

    calls: dict[str, Callable[[Any], Any]] = {
        "s3": lambda s3: s3.get_object(Bucket="pages", Key="page"),
        "dynamodb": lambda table: table.get_item(TableName="table", Key={}),
        "sqs": lambda queue: queue.send_message(QueueUrl="https://sqs/q", MessageBody="x"),
    }
    for service, call in calls.items():
        client = session.create_client(service, region)
        client.meta.events.register("before-send", answer)
        call(client)
    return asked


def test_what_is_left_of_the_sdk_asks_where_the_whole_asks(tmp_path: Path) -> None:
    loader = trimmed(tmp_path)

    assert addresses("eu-west-1", loader)["s3"] == ("https://pages.s3.eu-west-1.amazonaws.com/page")
    for region in ("eu-west-1", "us-east-1", "cn-north-1", "us-gov-west-1"):
        assert addresses(region, loader) == addresses(region, None)
