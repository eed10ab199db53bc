"""The runbook and the template tell of the same alarms, metrics, parameters and commands."""

import json
import re
import shlex
from pathlib import Path

from saidly.cli.commands import parser
from tests.functions.test_template import RESOURCES, TEMPLATE, of_type

ROOT = Path(__file__).parents[2]
RUNBOOK = (ROOT / "docs/RUNBOOK.md").read_text()
ALARMS = set(of_type("AWS::CloudWatch::Alarm"))


def failures() -> dict[str, str]:
    """Return the sections of the runbook that tell of a failure, by their titles."""
    parts = re.split(r"^### ", RUNBOOK, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0]: part for part in parts}


def test_every_alarm_of_the_template_stands_in_the_runbook() -> None:
    assert {name for name in ALARMS if name not in RUNBOOK} == set()


def test_every_alarm_of_the_runbook_stands_in_the_template() -> None:
    assert set(re.findall(r"`(\w+Alarm)`", RUNBOOK)) <= ALARMS


def test_every_failure_says_what_tells_it_and_what_to_do() -> None:
    told = failures()

    assert len(told) >= 20
    for title, text in told.items():
        assert "**Told by**" in text, title
        assert "**Do**" in text, title


def test_parameters_and_resources_of_the_runbook_stand_in_the_template() -> None:
    named = set(re.findall(r"`([A-Z][A-Za-z]+)=", RUNBOOK))
    functions = set(re.findall(r"`([A-Z]\w+(?:Function|Queue|DeadLetters))`", RUNBOOK))

    assert named
    assert named <= set(TEMPLATE["Parameters"])
    assert functions <= set(RESOURCES)


def test_every_command_of_the_runbook_is_one() -> None:
    lines = re.findall(r"`(saidly [^`]+)`|^    (saidly .+)$", RUNBOOK, flags=re.MULTILINE)
    commands = [shlex.split(one or two, comments=True)[1:] for one, two in lines]

    assert commands
    for command in commands:
        assert parser().parse_args(command)


def test_every_function_stands_on_the_dashboard() -> None:
    (board,) = of_type("AWS::CloudWatch::Dashboard").values()
    body = board["DashboardBody"]["Fn::Sub"]

    widgets = json.loads(body)["widgets"]
    assert len({(each["x"], each["y"]) for each in widgets}) == len(widgets)
    for name, resource in RESOURCES.items():
        if resource["Type"] in ("AWS::Serverless::Function", "AWS::DynamoDB::Table"):
            assert "${" + name + "}" in body, name
