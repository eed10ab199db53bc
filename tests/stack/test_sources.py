"""Sources over HTTP and the deployed discover function, with a press on loopback."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from saidly.local.press import Printed
from saidly.local.stack import LocalStack
from tests.stack.test_corridor import WAIT_S, printed, raw
from tests.stack.test_sweep import invoked

HOST = "old-mill-weekly.test"  # no other test makes it hold us off
JSON = dict[str, Any]


def rss(stack: LocalStack, *paths: str) -> bytes:
    items = "".join(f"<item><link>{stack.press.address(HOST, p)}</link></item>" for p in paths)
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def put(stack: LocalStack, name: str, **settings: Any) -> JSON:
    return stack.client.put_source(name, {"intervalMinutes": 10_080} | settings)


def seen(stack: LocalStack, name: str, holds: Callable[[JSON], bool]) -> JSON:
    """Run the function, as the schedule does beside it, until a source is as it should be."""
    deadline = time.monotonic() + WAIT_S
    while True:
        invoked(stack, "Discover", {"time": datetime.now(UTC).isoformat()})
        told = stack.client.source(name)
        if holds(told["health"]):
            return told
        assert time.monotonic() < deadline, told
        time.sleep(0.3)


def visited(health: JSON) -> bool:
    return health["lastRun"] is not None


@pytest.fixture
def asked(stack: LocalStack, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that the press is asked for."""
    paths: list[str] = []
    page = stack.press.page

    def noted(host: str, path: str) -> Printed:
        paths.append(path)
        return page(host, path)

    monkeypatch.setattr(stack.press, "page", noted)
    return paths


@pytest.fixture(autouse=True)
def removed(stack: LocalStack) -> Iterator[None]:
    before = {each["id"] for each in stack.client.sources()}
    yield
    for each in stack.client.sources():
        if each["id"] not in before:
            stack.client.remove_source(each["id"])


def test_a_source_put_over_http_is_visited_and_its_stories_are_read(stack: LocalStack) -> None:
    story = stack.press.add(HOST, "/put/one", printed("The source that was put"))
    feed = stack.press.add(HOST, "/put.xml", Printed(200, "text/xml", rss(stack, "/put/one")))

    made = put(stack, "put", address=feed)
    told = seen(stack, "put", visited)

    assert made["health"]["state"] == "new"
    assert (told["health"]["state"], told["health"]["new"]) == ("well", 1)
    assert told["health"]["nextRun"] > told["health"]["lastRun"]
    name = stack.client.submit(story)["id"]
    assert stack.client.stored(name, WAIT_S)["headline"] == "The source that was put"


def test_a_doubled_event_is_one_run(stack: LocalStack, asked: list[str]) -> None:
    feed = stack.press.add(HOST, "/twice.xml", Printed(200, "text/xml", rss(stack)))
    put(stack, "twice", address=feed)
    event = {"time": datetime.now(UTC).isoformat()}

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(invoked, stack, "Discover", event) for _ in range(3)]:
            done.result()
    seen(stack, "twice", visited)

    assert asked.count("/twice.xml") == 1


def test_what_did_not_change_is_asked_conditionally(stack: LocalStack, asked: list[str]) -> None:
    body = rss(stack, "/same/one")
    feed = stack.press.add(HOST, "/same.xml", Printed(200, "text/xml", body, '"v1"'))
    put(stack, "same", address=feed, dailyBudget=1)
    first = seen(stack, "same", visited)["health"]
    stack.press.add(HOST, "/same.xml", Printed(200, "text/xml", rss(stack), '"v1"'))

    stack.client.visit_source("same")
    told = seen(stack, "same", lambda health: health["lastRun"] > first["lastRun"])["health"]

    # the new body, which is empty, was not read
    assert (told["etag"], told["offered"], told["silentSince"]) == ('"v1"', 1, None)
    assert asked.count("/same.xml") == 2


def test_a_source_that_fails_backs_off_and_says_why(stack: LocalStack) -> None:
    feed = stack.press.add(HOST, "/broken.xml", Printed(500, "text/xml", b""))
    put(stack, "broken", address=feed, intervalMinutes=60)

    told = seen(stack, "broken", visited)["health"]

    assert (told["state"], told["problem"], told["failures"]) == ("failing", "status 500", 1)
    stack.press.add(HOST, "/broken.xml", Printed(200, "text/xml", rss(stack)))
    stack.client.visit_source("broken")
    assert seen(stack, "broken", lambda health: health["failures"] == 0)


def test_a_source_that_falls_silent_raises_the_alarms_metric(stack: LocalStack) -> None:
    feed = stack.press.add(HOST, "/mute.xml", Printed(200, "text/xml", rss(stack, "/mute/1")))
    put(stack, "mute", address=feed, dailyBudget=1)
    seen(stack, "mute", visited)
    stack.press.add(HOST, "/mute.xml", Printed(200, "text/xml", rss(stack)))
    stack.client.visit_source("mute")

    assert seen(stack, "mute", lambda health: health["state"] == "silent")

    # the emulator does not read metrics from logs, so the metric is put by hand for the alarm
    cloudwatch = stack.cloud.client("cloudwatch")
    (alarm,) = (
        each
        for each in cloudwatch.describe_alarms()["MetricAlarms"]
        if each["MetricName"] == "SourcesSilent"
    )
    metric = {"MetricName": "SourcesSilent", "Dimensions": alarm["Dimensions"], "Value": 1}
    cloudwatch.put_metric_data(Namespace=alarm["Namespace"], MetricData=[metric])
    deadline = time.monotonic() + WAIT_S
    while alarm["StateValue"] != "ALARM":
        assert time.monotonic() < deadline
        time.sleep(0.5)
        (alarm,) = cloudwatch.describe_alarms(AlarmNames=[alarm["AlarmName"]])["MetricAlarms"]


def test_a_daily_budget_holds_across_runs(stack: LocalStack) -> None:
    paths = [f"/much/{n}" for n in range(5)]
    feed = stack.press.add(HOST, "/much.xml", Printed(200, "text/xml", rss(stack, *paths)))
    put(stack, "much", address=feed, dailyBudget=2)
    first = seen(stack, "much", visited)["health"]
    stack.client.visit_source("much")

    told = seen(stack, "much", lambda health: health["lastRun"] > first["lastRun"])["health"]

    assert (first["new"], told["new"], told["taken"]) == (2, 0, 2)


def test_a_site_proposes_its_feeds_and_maps(stack: LocalStack) -> None:
    home = b'<html><link rel="alternate" type="application/rss+xml" href="/feed.xml"></html>'
    stack.press.add(HOST, "/", Printed(200, "text/html", home))
    sitemap = f"<urlset><url><loc>{stack.press.address(HOST, '/live/x')}</loc></url></urlset>"
    stack.press.add(HOST, "/sitemap.xml", Printed(200, "text/xml", sitemap.encode()))
    put(stack, "site", kind="site", address=stack.press.address(HOST, "/"))

    told = seen(stack, "site", lambda health: visited(health) and not health["waiting"])

    assert [(each["kind"], each["found"]) for each in told["proposals"]] == [
        ("feed", "link"),
        ("sitemap", "wellKnown"),
    ]


def test_an_amp_address_answers_with_its_story(stack: LocalStack) -> None:
    story = stack.press.address(HOST, "/joined")
    page = printed("One story, one id")
    amp = page.body.replace(b"<head>", f'<head><link rel="canonical" href="{story}">'.encode())
    stack.press.add(HOST, "/joined", page)
    variant = stack.press.add(HOST, "/joined/amp", Printed(200, page.content_type, amp))

    name = stack.client.submit(variant)["id"]
    deadline = time.monotonic() + WAIT_S
    while (told := stack.client.article(name))["id"] == name:
        assert time.monotonic() < deadline
        time.sleep(0.3)

    assert told["id"] == stack.client.submit(story)["id"]
    assert stack.client.stored(name, WAIT_S)["headline"] == "One story, one id"


def test_wrong_settings_are_problems_of_the_sender(stack: LocalStack) -> None:
    for body in ("", "[]", '{"address": "http://127.0.0.1/"}', '{"x": 1}', '{"address": null}'):
        answer = raw(stack, "PUT", "/sources/wrong", content=body)
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/400")
    assert raw(stack, "PATCH", "/sources/wrong").status_code in (403, 405)
