"""``saidly doctor`` on the local stack: well, and with one thing after another broken."""

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from saidly.access import Token, digest
from saidly.cli.desk import Desk
from saidly.cli.doctor import doctor
from saidly.cli.show import Paper
from saidly.local.stack import LocalStack

Report = dict[str, dict[str, str]]


def report(local: LocalStack, **more: Any) -> tuple[Report, bool]:
    asked = Namespace(**({"api": None, "token": None, "stack": None, "json": True} | more))
    text, well = doctor(asked, Desk({}, local.folder.facts(), Paper()))
    told = json.loads(text)
    assert told["well"] == well
    return {each["what"]: each for each in told["findings"]}, well


def resources(stack: LocalStack) -> dict[str, str]:
    pages = stack.cloud.client("cloudformation").get_paginator("list_stack_resources")
    return {
        each["LogicalResourceId"]: each["PhysicalResourceId"]
        for page in pages.paginate(StackName="saidly")
        for each in page["StackResourceSummaries"]
    }


def test_a_deployment_that_is_well_gives_no_advice_but_nothing_hides(stack: LocalStack) -> None:
    found, well = report(stack)

    assert well
    assert {name for name, each in found.items() if each["state"] != "ok"} == set()
    assert found["token"]["told"] == "may read and write"
    assert found["version"]["told"] == "service 0.1.0, command 0.1.0"
    assert set(found) == {
        "api", "clock", "token", "version", "contact", "table", "bucket", "sources", "visits",
        "sweep", "fetch queue", "fetch dead letters", "extract queue", "extract dead letters",
        "alarms",
    }  # fmt: skip


def test_on_paper_each_thing_has_its_line(stack: LocalStack) -> None:
    asked = Namespace(api=None, token=None, stack=None, json=False)

    text, _ = doctor(asked, Desk({}, stack.folder.facts(), Paper()))

    assert text.splitlines()[0].split() == ["STATE", "WHAT", "FOUND"]
    assert "may read and write" in text


@pytest.mark.parametrize(("scopes", "told"), [(("read",), "may read"), (("write",), "may write")])
def test_the_scopes_of_a_token_are_told(
    stack: LocalStack, scopes: tuple[Any, ...], told: str
) -> None:
    stack.shelf.tokens.put(Token("some", digest("secret"), scopes, datetime.now(UTC)))

    found, well = report(stack, token="some.secret")

    assert (well, found["token"]["told"]) == (True, told)


def test_a_token_that_is_expired_fails(stack: LocalStack) -> None:
    now = datetime.now(UTC)
    stack.shelf.tokens.put(Token("old", digest("secret"), ("read",), now, now))

    found, well = report(stack, token="old.secret")

    assert not well
    assert found["token"]["state"] == "fail"
    assert "saidly tokens add" in found["token"]["advice"]


def test_an_api_that_nobody_answers_at_fails_once(stack: LocalStack) -> None:
    found, well = report(stack, api="http://127.0.0.1:9/v1", stack="saidly")

    assert not well
    assert "no answer" in found["api"]["told"]
    assert "token" not in found


@contextmanager
def switched_off(stack: LocalStack, logical: str) -> Iterator[None]:
    scheduler = stack.cloud.client("scheduler")
    told = scheduler.get_schedule(Name=resources(stack)[logical].rpartition("/")[2])
    names = ("Name", "ScheduleExpression", "FlexibleTimeWindow", "Target")
    kept = {name: told[name] for name in names}
    scheduler.update_schedule(**kept, State="DISABLED")
    yield
    scheduler.update_schedule(**kept, State="ENABLED")


@pytest.mark.parametrize(
    ("logical", "what", "state"),
    [
        ("DiscoverFunctionSchedule", "visits", "warn"),
        ("SweepFunctionEveryMinute", "sweep", "fail"),
    ],
)
def test_a_schedule_that_is_off_is_told(
    stack: LocalStack, logical: str, what: str, state: str
) -> None:
    with switched_off(stack, logical):
        found, well = report(stack)

    assert found[what]["state"] == state
    assert well == (state == "warn")


def test_dead_letters_fail_and_name_the_way_back(stack: LocalStack) -> None:
    sqs, url = stack.cloud.client("sqs"), resources(stack)["ExtractDeadLetters"]
    sqs.send_message(QueueUrl=url, MessageBody="{}")

    found, well = report(stack)
    sqs.purge_queue(QueueUrl=url)

    assert not well
    assert found["extract dead letters"]["told"] == "1 orders failed five times"
    assert "saidly redrive extract" in found["extract dead letters"]["advice"]
    assert found["fetch dead letters"]["state"] == "ok"


def test_an_alarm_that_rings_fails_by_its_name_in_the_template(stack: LocalStack) -> None:
    watch, name = stack.cloud.client("cloudwatch"), resources(stack)["FetchErrorsAlarm"]
    other = {"MetricName": "X", "Namespace": "Y", "Period": 60, "EvaluationPeriods": 1}
    rule = {"Threshold": 1.0, "ComparisonOperator": "GreaterThanThreshold", "Statistic": "Sum"}
    watch.put_metric_alarm(AlarmName="a-neighbours", **other, **rule)
    for each in (name, "a-neighbours"):
        watch.set_alarm_state(AlarmName=each, StateValue="ALARM", StateReason="tested")

    found, well = report(stack)
    watch.set_alarm_state(AlarmName=name, StateValue="OK", StateReason="tested")
    watch.delete_alarms(AlarmNames=["a-neighbours"])

    assert not well
    assert found["FetchErrorsAlarm"]["told"] == "is in ALARM"
    assert not {each for each in found if "neighbour" in each}


def test_orders_that_wait_too_long_are_told(stack: LocalStack) -> None:
    queue = resources(stack)["FetchQueue"].rpartition("/")[2]
    stack.cloud.client("cloudwatch").put_metric_data(
        Namespace="AWS/SQS",
        MetricData=[
            {
                "MetricName": "ApproximateAgeOfOldestMessage",
                "Dimensions": [{"Name": "QueueName", "Value": queue}],
                "Value": 7200.0,
                "Timestamp": datetime.now(UTC),
            }
        ],
    )

    found, _ = report(stack)  # its alarm may ring already

    assert found["fetch queue"]["state"] == "warn"
    assert "the oldest for 7200 s" in found["fetch queue"]["told"]


def test_a_stack_that_is_not_there_leaves_aws_unseen(stack: LocalStack) -> None:
    facts = stack.folder.facts()
    elsewhere = Desk({}, {**facts, "aws": "http://127.0.0.1:9"}, Paper())
    asked = Namespace(api=None, token=None, stack=None, json=True)

    text, well = doctor(asked, elsewhere)

    found = {each["what"]: each for each in json.loads(text)["findings"]}
    assert well  # what nobody may see says nothing
    assert found["aws"]["state"] == "warn"
    assert "--stack" in found["aws"]["advice"]
