"""What is left when an article is taken down: a tombstone, and nothing that tells of the story."""

from dataclasses import replace
from typing import Any

import pytest

from saidly.aws.statements import DynamoStatements
from saidly.aws.table import Table
from saidly.local.cloud import Cloud
from saidly.local.press import Printed
from saidly.local.stack import LocalStack
from saidly.statements import Mark, Row, Speaker
from tests.contract import NOW
from tests.stack.shelves import deployed
from tests.stack.test_corridor import WAIT_S, raw
from tests.stack.test_sweep import invoked

# a name and words that stand nowhere else in the sample press
PAGE = b"""<!doctype html><html lang="en"><head><title>Lighthouse sold | The Lantern</title>
<meta property="article:published_time" content="2026-11-21T10:00:00Z"></head><body><article>
<h1>Lighthouse sold</h1><p>The lighthouse at Tarn was sold on Friday after a short auction in the
old customs house, the town clerk said, and nobody from the village had made an offer for it.</p>
<p>"I shall paint it yellow," said buyer Zephyrine Quillfeather, who keeps nine boats in the bay
and had first seen the tower from the sea. She promised to leave its lamp alone.</p>
</article></body></html>"""
WORDS = ("uillfeather", "ighthouse", "zephyrine", "/lighthouse")


def scanned(stack: LocalStack) -> list[dict[str, Any]]:
    pages = stack.cloud.client("dynamodb").get_paginator("scan")
    table = stack.deployed.outputs["TableName"]
    return [item for page in pages.paginate(TableName=table) for item in page["Items"]]


def objects(stack: LocalStack) -> list[str]:
    pages = stack.cloud.client("s3").get_paginator("list_objects_v2")
    bucket = stack.deployed.outputs["CapturesBucket"]
    return [each["Key"] for page in pages.paginate(Bucket=bucket) for each in page["Contents"]]


def waiting(stack: LocalStack) -> list[str]:
    """Read what waits in the queues, and let it go on waiting."""
    sqs, bodies = stack.cloud.client("sqs"), []
    for queue in sqs.list_queues()["QueueUrls"]:
        got = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=0)
        bodies += [message["Body"] for message in got.get("Messages", [])]
    return bodies


def test_a_takedown_leaves_a_tombstone_and_nothing_else(stack: LocalStack) -> None:
    url = stack.press.add("lantern.test", "/lighthouse", Printed(200, "text/html", PAGE))
    name = stack.client.submit(url)["id"]
    story = stack.client.stored(name, WAIT_S)
    before = [item for item in scanned(stack) if name in str(item) or WORDS[0] in str(item)]

    assert raw(stack, "DELETE", f"/articles/{name}").status_code == 200
    invoked(stack, "Sweep", {})

    left = scanned(stack)
    kinds = {item["pk"]["S"].partition("#")[0] for item in before}
    assert "uillfeather" in str(story["attributions"])
    assert kinds >= {"A", "S", "N"}  # there was a head, rows and speakers to be deleted
    tombstones = [item for item in left if name in str(item)]
    assert [(item["pk"]["S"], item["sk"]["S"]) for item in tombstones] == [(f"A#{name}", "HEAD")]
    assert tombstones[0]["status"]["S"] == "removed"
    assert not [word for word in WORDS if word in str(left)]
    assert not [key for key in objects(stack) if name in key]
    assert not [body for body in waiting(stack) if name in body]


def test_a_speaker_who_spoke_meanwhile_is_remembered(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = deployed(cloud)
    shelf = DynamoStatements(made.table(made.client("dynamodb")))
    speaker = Speaker("person:ada-lind", "Ada Lind", "person", NOW, years=("2026",))
    row = Row(speaker.id, NOW, "a" * 26, 1, None, (Mark(0, "direct", None),))
    shelf.replace((), (row,), (speaker,))
    shelf.replace((row,), (), ())
    delete = Table.delete

    def filed_meanwhile(table: Table, pk: str, sk: str) -> None:
        shelf.replace((), (replace(row, article_id="b" * 26),), ())
        delete(table, pk, sk)

    monkeypatch.setattr(Table, "delete", filed_meanwhile)
    shelf.forget([speaker.id, "person:nobody"])

    assert shelf.speaker(speaker.id) == speaker
    assert shelf.speakers("lind", 9, None)[0] == (speaker,)
    assert shelf.speakers("ad", 9, None)[0] == (speaker,)
