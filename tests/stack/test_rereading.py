"""The life of a story through the real template: read again, edited, flickering, taken down."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saidly import urls
from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.table import Table
from saidly.intake import NOT_THE_STORY
from saidly.local.press import Printed
from saidly.local.stack import LocalStack
from saidly.store import Head
from tests.core.test_rereads import ANOTHER
from tests.stack.test_corridor import JSON, PAGE, WAIT_S, raw
from tests.stack.test_sweep import invoked

HOST, PATH = "lantern.test", "/bell-of-tarn"
FIRST = "The bell of Tarn rings again"
SECOND = "Tarn hears its bell after a silent year"


@dataclass
class Life:
    """What was seen of the story after each of its pages, by name."""

    id: str
    heads: dict[str, Head] = field(default_factory=dict)
    replies: dict[str, JSON] = field(default_factory=dict)


def head_of(stack: LocalStack, name: str) -> Head:
    head = stack_articles(stack).head(name)
    assert head is not None
    return head


def page(headline: str, *edits: tuple[str, str]) -> Printed:
    html = PAGE.format(headline=headline, date=datetime.now(UTC).isoformat())
    for before, after in edits:
        assert before in html
        html = html.replace(before, after)
    return Printed(200, "text/html; charset=utf-8", html.encode())


def waited(seen: Callable[[], Any], what: str) -> Any:
    deadline = time.monotonic() + WAIT_S
    while not (found := seen()):
        assert time.monotonic() < deadline, f"{what} never came"
        time.sleep(0.2)
    return found


@pytest.fixture(scope="module")
def life(stack: LocalStack) -> Life:
    """Publish, edit, flicker, put another story in its place, test a headline."""
    shelf = stack_articles(stack)
    url = stack.press.add(HOST, PATH, page(FIRST))
    name = stack.client.submit(url)["id"]
    made = Life(name)
    made.replies["first"] = stack.client.stored(name, WAIT_S)

    def reread(step: str, printed: Printed, seen: Callable[[Head, Head], bool]) -> None:
        stack.press.add(HOST, PATH, printed)
        before = shelf.head(name)
        assert before is not None
        assert before.due_at is not None
        invoked(stack, "Sweep", {"at": (before.due_at + timedelta(seconds=1)).isoformat()})

        def looked() -> Head | None:
            head = shelf.head(name)
            return head if head is not None and seen(before, head) else None

        made.heads[step] = waited(looked, step)

    def next_version(before: Head, head: Head) -> bool:
        return head.version == before.version + 1 and head.status == "stored"

    def another_look(before: Head, head: Head) -> bool:
        return head.checked_at != before.checked_at

    altered = ("row home,", "walk round,")
    reread("edited", page(FIRST, altered), next_version)
    reread("flicker", page(FIRST, altered, ("</article>", "<p>12:31</p></article>")), another_look)
    reread("replaced", Printed(200, "text/html; charset=utf-8", ANOTHER.encode()), another_look)
    reread("headline", page(SECOND, altered), next_version)
    return made


def stack_articles(stack: LocalStack) -> DynamoArticles:
    outputs, cloud = stack.deployed.outputs, stack.cloud
    readings = S3Captures(cloud.client("s3"), outputs["CapturesBucket"], "readings")
    return DynamoArticles(Table(cloud.client("dynamodb"), outputs["TableName"]), readings)


def test_an_edit_is_found_by_the_due_time_alone(stack: LocalStack, life: Life) -> None:
    body = raw(stack, "GET", f"/articles/{life.id}/changes?from=1&to=2").json()

    assert "statement" in body["classes"]
    (change,) = [one for one in body["statements"] if "quotationAltered" in one["kinds"]]
    assert "row home" in change["before"]["text"]
    assert "walk round" in change["after"]["text"]
    assert "Greta Hald" in change["after"]["source"]


def test_flicker_makes_no_version_and_keeps_no_capture(stack: LocalStack, life: Life) -> None:
    s3, bucket = stack.cloud.client("s3"), stack.deployed.outputs["CapturesBucket"]
    kept = s3.list_objects_v2(Bucket=bucket, Prefix=f"captures/{life.id}/")["Contents"]

    head = life.heads["flicker"]
    assert (head.version, head.status, head.reason) == (2, "stored", None)
    assert head.due_at is not None
    assert head.digest != life.heads["edited"].digest
    assert len(kept) == 3


def test_another_story_in_its_place_is_shown_as_a_reason(life: Life) -> None:
    head = life.heads["replaced"]

    assert (head.version, head.status) == (2, "stored")
    assert head.reason == NOT_THE_STORY["anotherStory"]


def test_a_headline_under_test_makes_a_version_of_its_class(stack: LocalStack, life: Life) -> None:
    body = raw(stack, "GET", f"/articles/{life.id}/versions").json()

    assert [row["version"] for row in body["versions"]] == [3, 2, 1]
    assert body["versions"][0]["changes"]["classes"] == ["headline"]
    assert stack.client.article(life.id)["headline"] == SECOND
    first = raw(stack, "GET", f"/articles/{life.id}/versions/1").json()
    assert first["articleBody"] == life.replies["first"]["articleBody"]


def test_a_statement_tells_its_history(stack: LocalStack, life: Life) -> None:
    said = stack.client.article(life.id)["attributions"]
    place = next(n for n, one in enumerate(said) if "walk round" in one["content"][0]["text"])

    body = raw(stack, "GET", f"/articles/{life.id}/statements/{place}/history").json()

    assert [step["version"] for step in body["steps"]] == [2]
    assert "row home" in body["steps"][0]["before"]["text"]


def test_the_feed_of_changes_brings_both_edits(stack: LocalStack, life: Life) -> None:
    def listed() -> list[Any]:
        rows = stack.client.changes(publisher="lantern.test", limit="100")["changes"]
        mine = [row for row in rows if row["article"]["id"] == life.id]
        return mine if len(mine) == 2 else []

    rows = waited(listed, "the feed")

    assert [(row["from"], row["to"]) for row in rows] == [(1, 2), (2, 3)]
    atom = raw(stack, "GET", "/changes.atom?publisher=lantern.test&class=headline")
    assert f"headline: {SECOND}" in atom.text


def test_a_takedown_leaves_nothing_of_any_version(stack: LocalStack) -> None:
    shelf = stack_articles(stack)
    url = stack.press.add(HOST, "/withdrawn", page("A story to be withdrawn"))
    name = urls.article_id(url)
    stack.client.submit(url)
    stack.client.stored(name, WAIT_S)
    stack.press.add(HOST, "/withdrawn", page("A story withdrawn soon"))
    due_at = head_of(stack, name).due_at
    assert due_at is not None
    invoked(stack, "Sweep", {"at": (due_at + timedelta(seconds=1)).isoformat()})
    waited(lambda: stack.client.article(name)["headline"] == "A story withdrawn soon", "an edit")

    stack.client.take_down(name)
    # what is extracted meanwhile goes with the second purge
    for hours in (0, 1, 2):
        invoked(stack, "Sweep", {"at": (datetime.now(UTC) + timedelta(hours=hours)).isoformat()})

    outputs, s3 = stack.deployed.outputs, stack.cloud.client("s3")
    left = list(shelf.table.partition(f"A#{name}"))
    assert [item["sk"] for item in left] == ["HEAD"]
    assert (
        s3.list_objects_v2(Bucket=outputs["CapturesBucket"], Prefix=f"captures/{name}/")["KeyCount"]
        == 0
    )
    assert raw(stack, "GET", f"/articles/{name}/versions").status_code == 410
