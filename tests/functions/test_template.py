"""Template, routes, handlers and events agree."""

import ast
import json
import os
import platform
import subprocess
import sys
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from saidly.api import OPEN, ROUTES, located
from saidly.aws.table import INDEXES
from saidly.codec import camel
from saidly.edits import Edit
from saidly.local.package import template
from saidly.reader.routes import ROUTES as PAGES
from saidly.rounds import asked, moment
from tests.quality.costs.bills import SHEET
from tests.quality.start_up import PROCESSORS, cpu_ms

ROOT = Path(__file__).parents[2]
TEMPLATE = template(ROOT / "template.yaml")
RESOURCES: dict[str, Any] = TEMPLATE["Resources"]
FUNCTIONS = {
    name: resource["Properties"]
    for name, resource in RESOURCES.items()
    if resource["Type"] == "AWS::Serverless::Function"
}
EXTRACT_MB = 180  # unzipped, all layers of the function that extracts; Lambda's own limit is 250
HANDLERS = sorted((ROOT / "functions").glob("*/app.py"))


def megabytes(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def of_type(kind: str) -> dict[str, Any]:
    return {name: each["Properties"] for name, each in RESOURCES.items() if each["Type"] == kind}


def test_the_template_takes_every_method_of_every_route() -> None:
    events = FUNCTIONS["ApiFunction"]["Events"].values()
    greedy = {e["Properties"]["Method"].upper() for e in events if "proxy" in str(e)}

    assert {route.split()[0] for route in ROUTES} <= greedy
    assert "HEAD" in greedy


def test_the_template_routes_the_pages_and_no_others() -> None:
    events = FUNCTIONS["ReaderFunction"]["Events"].values()
    routes = {f"{e['Properties']['Method'].upper()} {e['Properties']['Path']}" for e in events}

    assert routes == set(PAGES)


def test_what_is_open_stands_in_the_template_by_itself() -> None:
    events = [event["Properties"] for event in FUNCTIONS["ApiFunction"]["Events"].values()]
    open_routes = {
        f"{event['Method'].upper()} {event['Path']}"
        for event in events
        if event.get("Auth", {}).get("Authorizer") == "NONE"
    }

    assert {route for route in open_routes if route.startswith("GET")} == OPEN
    assert {event["Path"] for event in events} == {"/{proxy+}"} | {r.split()[1] for r in OPEN}
    assert of_type("AWS::Serverless::Api")["Api"]["Auth"]["DefaultAuthorizer"]


def test_the_gateway_tells_the_origin_with_each_answer_of_its_own() -> None:
    (api,) = of_type("AWS::Serverless::Api").values()

    for name, response in api["GatewayResponses"].items():
        told = response["ResponseParameters"]["Headers"]["Access-Control-Allow-Origin"]
        assert told["Fn::If"][:2] == ["AllowsCors", {"Fn::Sub": "'${CorsOrigin}'"}], name


def test_every_handler_has_its_function_and_the_other_way_round() -> None:
    code = {Path(function["CodeUri"]).name for function in FUNCTIONS.values()}

    assert code == {handler.parent.name for handler in HANDLERS}


def test_the_model_travels_with_extraction_alone() -> None:
    carriers = {name for name, function in FUNCTIONS.items() if "Layers" in function}

    assert carriers == {"ExtractFunction"}
    assert "AttributionLayer" in str(FUNCTIONS["ExtractFunction"]["Layers"])


def test_every_function_has_a_log_group_that_ends() -> None:
    groups = of_type("AWS::Logs::LogGroup")
    used = {function["LoggingConfig"]["LogGroup"]["Ref"] for function in FUNCTIONS.values()}

    assert used == set(groups)
    assert all(group["RetentionInDays"] for group in groups.values())


def test_an_order_is_out_of_sight_six_times_as_long_as_its_function_may_run() -> None:
    default = TEMPLATE["Globals"]["Function"]["Timeout"]
    for name, function in FUNCTIONS.items():
        for event in function.get("Events", {}).values():
            if event["Type"] == "SQS":
                queue = RESOURCES[event["Properties"]["Queue"]["Fn::GetAtt"][0]]["Properties"]

                assert queue["VisibilityTimeout"] >= 6 * function.get("Timeout", default), name
                assert "ReportBatchItemFailures" in event["Properties"]["FunctionResponseTypes"]


def test_provisioned_capacity_follows_the_load_of_the_table_and_of_each_index() -> None:
    (table,) = of_type("AWS::DynamoDB::Table").values()
    places = {
        "table/${Table}": table,
        **{
            f"table/${{Table}}/index/{index['IndexName']}": index
            for index in table["GlobalSecondaryIndexes"]
        },
    }
    wanted = {
        (place, f"dynamodb:{'index' if 'index/' in place else 'table'}:{kind}CapacityUnits", kind)
        for place in places
        for kind in ("Read", "Write")
    }
    targets = {
        name: (each["ResourceId"]["Fn::Sub"], each["ScalableDimension"])
        for name, each in of_type("AWS::ApplicationAutoScaling::ScalableTarget").items()
    }
    followed = {
        (
            *targets[each["ScalingTargetId"]["Ref"]],
            measured.removeprefix("DynamoDB").removesuffix("CapacityUtilization"),
        )
        for each in of_type("AWS::ApplicationAutoScaling::ScalingPolicy").values()
        for tracking in [each["TargetTrackingScalingPolicyConfiguration"]]
        for measured in tracking["PredefinedMetricSpecification"].values()
        if tracking["TargetValue"] == 100 * SHEET["capacity"]["used"]
    }

    assert followed == wanted
    assert all(
        each["ProvisionedThroughput"]["Fn::If"][0] == "Provisioned" for each in places.values()
    )
    scaled = [each for each in RESOURCES.values() if "AutoScaling" in each["Type"]]
    assert {each.get("Condition") for each in scaled} == {"Provisioned"}


@pytest.mark.parametrize("kind", ["Read", "Write"])
def test_throttles_of_the_table_and_of_each_index_raise_an_alarm(kind: str) -> None:
    (table,) = of_type("AWS::DynamoDB::Table").values()
    watched = {
        tuple(each["Value"] for each in alarm["Dimensions"][1:])
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        if alarm["MetricName"] == f"{kind}ThrottleEvents"
    }

    assert watched == {(), *((index["IndexName"],) for index in table["GlobalSecondaryIndexes"])}


def test_those_who_are_waited_for_give_up_before_their_time_is_over() -> None:
    (api,) = of_type("AWS::Serverless::Api").values()
    authorizer = api["Auth"]["Authorizers"]["TokenAuthorizer"]["FunctionArn"]["Ref"]
    asked = {
        name
        for name, function in of_type("AWS::Serverless::Function").items()
        for event in function.get("Events", {}).values()
        if event["Type"] == "Api"
    }
    for name in {*asked, authorizer.removesuffix(".Alias")}:
        function = RESOURCES[name]["Properties"]
        tries = int(function["Environment"]["Variables"]["AWS_MAX_ATTEMPTS"])
        # botocore's legacy mode, DynamoDB: 50 ms, doubled each time; a request makes six calls
        waits_s = sum(0.05 * 2**n for n in range(tries - 1))

        assert 6 * waits_s < function["Timeout"], name


def test_no_policy_allows_everything() -> None:
    for name, function in FUNCTIONS.items():
        for policy in function["Policies"]:
            for statement in policy["Statement"]:
                actions = statement["Action"]
                assert "*" not in "".join([actions] if isinstance(actions, str) else actions), name
                assert statement["Resource"] != "*", name


def test_every_queue_of_work_has_dead_letters_and_an_alarm_for_them() -> None:
    watched = {
        dimension["Value"]["Fn::GetAtt"][0]
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        for dimension in alarm["Dimensions"]
        if "Fn::GetAtt" in dimension["Value"]
    }
    queues = of_type("AWS::SQS::Queue")
    letters = {
        queue["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        for queue in queues.values()
        if "RedrivePolicy" in queue
    }

    assert letters == {"FetchDeadLetters", "ExtractDeadLetters"}
    assert watched == set(queues)


def test_what_functions_read_from_the_environment_is_declared() -> None:
    declared = set(TEMPLATE["Globals"]["Function"]["Environment"]["Variables"])
    read = {
        node.value
        for source in [*HANDLERS, *(ROOT / "shared/saidly").rglob("*.py")]
        if "local" not in source.parts and "cli" not in source.parts
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value.startswith("SAIDLY_") and node.value.isupper()
    }

    # the sample press is reached in local mode only: the template must not be able to open it;
    # SAIDLY_STATE, SAIDLY_URL and SAIDLY_TOKEN are the command line's
    assert read - {"SAIDLY_LOOPBACK", "SAIDLY_STATE", "SAIDLY_URL", "SAIDLY_TOKEN"} <= declared
    assert "SAIDLY_LOOPBACK" not in (ROOT / "template.yaml").read_text()


@pytest.mark.parametrize("handler", HANDLERS, ids=lambda path: path.parent.name)
def test_handlers_are_thin(handler: Path) -> None:
    text = handler.read_text()
    (entry,) = (
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and node.name == "lambda_handler"
    )

    assert len(text.splitlines()) <= 30
    assert (entry.end_lineno or 0) - entry.lineno <= 12


@pytest.mark.parametrize("handler", HANDLERS, ids=lambda path: path.parent.name)
def test_handlers_know_nothing_of_each_other(handler: Path) -> None:
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name) or ""
        for node in ast.walk(ast.parse(handler.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert not {name for name in imported if name.split(".")[0] in ("functions", "app")}


@pytest.mark.parametrize("file", sorted((ROOT / "events").glob("*.json")), ids=lambda p: p.stem)
def test_events_belong_to_a_function(file: Path) -> None:
    event = json.loads(file.read_text())

    assert file.stem.split("-")[0] in {handler.parent.name for handler in HANDLERS}
    if "resource" in event and event.get("type") != "REQUEST":
        known = f"{event['httpMethod']} {located(event['path'])[0]}" in ROUTES
        assert known or f"{event['httpMethod']} {event['resource']}" in PAGES


# what EventBridge Scheduler puts in place of the attribute (its user guide, context attributes)
SCHEDULED = ("<aws.scheduler.scheduled-time>", "2026-11-24T08:00:00Z")


def test_a_round_is_told_the_time_for_which_it_was_scheduled() -> None:
    (schedule,) = FUNCTIONS["DiscoverFunction"]["Events"].values()
    sent = schedule["Properties"]["Input"]
    sample = json.loads((ROOT / "events/discover-round.json").read_text())
    now = datetime(2026, 11, 24, 8, 0, 59, tzinfo=UTC)

    assert json.loads(sent.replace(*SCHEDULED)) == sample
    assert moment(sample, now) == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert asked(sample) == ()
    # an emulator that puts nothing in its place, and an event of another clock
    assert moment(json.loads(sent), now) == now
    assert moment(sample, now - timedelta(hours=1)) == now - timedelta(hours=1)


def test_every_function_has_an_event() -> None:
    named = {file.stem.split("-")[0] for file in (ROOT / "events").glob("*.json")}

    assert named == {handler.parent.name for handler in HANDLERS}


@pytest.fixture(scope="module")
def sam() -> dict[str, str]:
    """Return the environment in which SAM CLI runs: python3.13 first, no telemetry."""
    tools = ROOT / ".tools/sam/bin"
    assert (tools / "sam").exists(), "make .tools/sam/ready makes it"
    real = Path(sys.executable).resolve().parent
    path = f"{tools}:{real}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "SAM_CLI_TELEMETRY": "0", "AWS_DEFAULT_REGION": "eu-west-1"}


def test_sam_finds_nothing_wrong_with_the_template(sam: dict[str, str]) -> None:
    done = subprocess.run(
        ["sam", "validate", "--lint"],
        cwd=ROOT,
        env=sam,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


# the number of a processor in the header of each ELF file (System V ABI, e_machine)
@pytest.mark.parametrize(("architecture", "machine"), [("arm64", 0xB7), ("x86_64", 0x3E)])
def test_sam_builds_for_both_processors(
    sam: dict[str, str], tmp_path: Path, architecture: str, machine: int
) -> None:
    done = subprocess.run(
        ["sam", "build", "--build-dir", str(tmp_path), "--parameter-overrides",
         f"Architecture={architecture}"],
        cwd=ROOT, env=sam, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    layer = tmp_path / f"SharedLayer{'Arm64' if architecture == 'arm64' else 'X8664'}" / "python"
    libraries = list(layer.rglob("*.so"))
    assert libraries
    assert {library.read_bytes()[18] for library in libraries} == {machine}
    assert (layer / "saidly/api/__pycache__/router.cpython-313.pyc").exists()
    assert not (layer / "saidly/local").exists()
    assert not (layer / "saidly/attribution/model").exists()
    model = tmp_path / layer.parent.name.replace("Shared", "Attribution") / "python"
    assert (model / "saidly/attribution/model/tagger.onnx").exists()
    assert {library.read_bytes()[18] for library in model.rglob("*.so")} == {machine}
    assert megabytes(layer) + megabytes(model) <= EXTRACT_MB
    for function in tmp_path.glob("*Function"):
        if PROCESSORS[platform.machine()] in layer.parent.name:
            assert cpu_ms(function, layer) > 0  # it starts from the layer alone, by itself
    assert {path.name for path in tmp_path.iterdir()} >= set(FUNCTIONS)


def test_the_index_that_edits_are_shown_from_holds_them_whole() -> None:
    indexes = of_type("AWS::DynamoDB::Table")["Table"]["GlobalSecondaryIndexes"]
    (held,) = [each["Projection"] for each in indexes if each["IndexName"] == "gsi4"]

    assert set(held["NonKeyAttributes"]) == {camel(field.name) for field in fields(Edit)}


def test_a_look_moves_nothing_that_a_list_holds() -> None:
    moved = {"checkedAt", "dueAt", "attempts", "reason", "digest", "etag", "lastModified", "cost"}
    for index in of_type("AWS::DynamoDB::Table")["Table"]["GlobalSecondaryIndexes"]:
        assert not moved & set(index["Projection"].get("NonKeyAttributes", ())), index["IndexName"]
        assert index["Projection"]["ProjectionType"] != "ALL"


def test_whatever_changes_how_a_published_function_runs_has_it_published_anew() -> None:
    """SAM sees neither the value of a parameter nor a layer behind a condition."""
    published = {name for name, each in FUNCTIONS.items() if "AutoPublishAlias" in each}
    assert published == {"ApiFunction", "ReaderFunction", "AuthorizeFunction"}
    settles = named(TEMPLATE["Globals"]["Function"])
    for name in published:
        each = FUNCTIONS[name]
        text, with_layer = each["VersionDescription"]["Fn::Sub"]
        parts = text.split()
        wanted = (settles | named(each["SnapStart"])) & TEMPLATE["Parameters"].keys()

        # a layer is of one architecture; whom publishers may write to is told by fetch alone
        assert {part.strip("${}") for part in parts[1:]} == wanted - {"Architecture", "Contact"}
        assert with_layer["Layer"] == TEMPLATE["Globals"]["Function"]["Layers"][0]
        assert sum(map(longest, parts)) + len(parts) - 1 <= 256, name


def named(part: Any) -> set[str]:
    """Return whatever a part of the template refers to."""
    if isinstance(part, dict):
        mine = {part["Ref"]} if "Ref" in part else set()
        return mine.union(*map(named, part.values()))
    return set().union(*map(named, part)) if isinstance(part, list) else set()


def longest(part: str) -> int:
    """Return how many letters a part of a description may take; on AWS no endpoint is named."""
    if part == "${Layer}":
        return len("arn:aws-us-gov:lambda:us-gov-west-1:123456789012:layer:SharedLayerArm64:9999")
    stated = TEMPLATE["Parameters"][part.strip("${}")]
    if stated["Type"] == "Number":
        return len("100000000")
    return max(map(len, stated.get("AllowedValues", ["x" * stated.get("MaxLength", 0)])))


def test_the_indexes_that_are_asked_are_those_of_the_template() -> None:
    indexes = of_type("AWS::DynamoDB::Table")["Table"]["GlobalSecondaryIndexes"]

    keys = {
        each["IndexName"]: [key["AttributeName"] for key in each["KeySchema"]] for each in indexes
    }
    assert keys == {name: list(pair) for name, pair in INDEXES.items()}
