"""What ``sam local`` hands to a function lets it work against the embedded AWS.

SAM itself needs Docker; what it passes does not: the template's variables with the values of the
``--env-vars`` file, and the caller's credentials.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from saidly.local.cloud import ACCOUNT, REGION
from saidly.local.package import template
from saidly.local.press import SHOWN
from saidly.local.stack import LocalStack
from tests.stack.test_corridor import WAIT_S

ROOT = Path(__file__).parents[2]
INVOKE = """
import json, sys, types, app
context = types.SimpleNamespace(
    function_name="f", memory_limit_in_mb=512, invoked_function_arn="arn", aws_request_id="1",
    get_remaining_time_in_millis=lambda: 15_000,
)
print(json.dumps(app.lambda_handler(json.load(sys.stdin), context)))
"""


def variables(stack: LocalStack) -> dict[str, str]:
    """Return a function's environment as SAM makes it: declared variables alone."""
    loaded = template(ROOT / "template.yaml")
    defaults = {name: each.get("Default", "") for name, each in loaded["Parameters"].items()}
    file = stack.folder.path / "sam-env.json"
    told: dict[str, str] = json.loads(file.read_text())["Parameters"]
    declared = loaded["Globals"]["Function"]["Environment"]["Variables"]
    assert set(told) <= set(declared)  # SAM would drop the others without a word
    stated = {
        name: str(defaults.get(value["Ref"], "") if isinstance(value, dict) else value)
        for name, value in declared.items()
    }
    return stated | told


def invoked(stack: LocalStack, function: str, event: dict[str, object]) -> dict[str, object]:
    credentials = {
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "local",
        "AWS_DEFAULT_REGION": REGION,
    }
    done = subprocess.run(
        [sys.executable, "-c", INVOKE],
        cwd=ROOT / "functions" / function,
        env={"PATH": os.environ["PATH"], **variables(stack), **credentials},
        input=json.dumps(event),
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_a_round_of_the_sources_takes_the_sample_event(stack: LocalStack) -> None:
    event = json.loads((ROOT / "events/discover-round.json").read_text())

    # nothing was due so long ago
    assert invoked(stack, "discover", event) == {"visited": []}


def test_a_lookup_finds_what_the_running_stack_stored(stack: LocalStack) -> None:
    stored = stack.client.stored(stack.client.submit(stack.press.address(*SHOWN))["id"], WAIT_S)
    event = json.loads((ROOT / "events/api-get.json").read_text())
    event |= {"path": f"/articles/{stored['id']}"}
    event["pathParameters"] = {"proxy": f"articles/{stored['id']}"}

    answer = invoked(stack, "api", event)

    assert answer["statusCode"] == 200
    assert json.loads(str(answer["body"]))["headline"] == stored["headline"]
