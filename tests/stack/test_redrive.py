"""What a person does to the deployment: dead letters put back, captures exported and proven."""

import json
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from saidly.aws.articles import DynamoArticles
from saidly.aws.captures import S3Captures
from saidly.aws.table import Table
from saidly.cli.capture import Unproven, capture, checks
from saidly.cli.desk import Desk
from saidly.cli.redrive import redrive
from saidly.cli.show import Paper
from saidly.cli.takedown import takedown
from saidly.errors import BadRequest, NotFound, SettingMissing
from saidly.local.stack import LocalStack
from saidly.store import Version
from tests.stack.test_corridor import WAIT_S, printed, raw
from tests.stack.test_sweep import invoked


def desk(stack: LocalStack) -> Desk:
    return Desk({}, stack.folder.facts(), Paper())


def wanted(article: str, **more: Any) -> Namespace:
    usual = {"version": None, "warc": None, "verify": False, "table": None, "bucket": None}
    return Namespace(article=article, json=True, **(usual | more))


@pytest.fixture(scope="module")
def article_id(stack: LocalStack) -> str:
    url = stack.press.add("lantern.test", "/proof", printed("The bridge that was proven"))
    reply = stack.client.submit(url)
    stack.client.stored(reply["id"], WAIT_S)
    name: str = reply["id"]
    return name


def kept(stack: LocalStack, article_id: str) -> tuple[Version, bytes]:
    outputs, s3 = stack.deployed.outputs, stack.cloud.client("s3")
    table = Table(stack.cloud.client("dynamodb"), outputs["TableName"])
    version = DynamoArticles(table, S3Captures(s3, outputs["CapturesBucket"], "readings")).version(
        article_id, 1
    )
    assert version is not None
    return version, S3Captures(s3, outputs["CapturesBucket"]).get(version.capture.key or "")


@pytest.mark.parametrize("queue", ["fetch", "extract"])
def test_dead_letters_go_back_into_their_queue(stack: LocalStack, queue: str) -> None:
    sqs, name = stack.cloud.client("sqs"), f"redriven-{queue}"
    letters = sqs.create_queue(QueueName=f"{name}-letters")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=letters, AttributeNames=["QueueArn"])
    policy = {"deadLetterTargetArn": arn["Attributes"]["QueueArn"], "maxReceiveCount": 5}
    url = sqs.create_queue(QueueName=name, Attributes={"RedrivePolicy": json.dumps(policy)})
    bodies = {json.dumps({"id": f"a{n}"}) for n in range(12)}
    for body in bodies:
        sqs.send_message(QueueUrl=letters, MessageBody=body, MessageGroupId="paper.example")
    facts = {"aws": stack.cloud.url, f"{queue.capitalize()}QueueUrl": url["QueueUrl"]}
    at_home = Desk({}, facts, Paper())

    first = redrive(Namespace(queue=queue, queue_url=None, json=True), at_home)
    second = redrive(Namespace(queue=queue, queue_url=None, json=False), at_home)

    back = set()
    while got := sqs.receive_message(QueueUrl=url["QueueUrl"], MaxNumberOfMessages=10).get(
        "Messages"
    ):
        back |= {message["Body"] for message in got}
    assert json.loads(first) == {"moved": 12}
    assert second == "0 put back"
    assert back == bodies


def test_a_capture_is_described(stack: LocalStack, article_id: str) -> None:
    told = json.loads(capture(wanted(article_id), desk(stack)))

    assert told["status"] == 200
    assert told["digest"].startswith("sha256:")


def test_an_exported_warc_is_valid_and_holds_the_whole_exchange(
    stack: LocalStack, article_id: str, tmp_path: Path
) -> None:
    file = tmp_path / "page.warc.gz"
    capture(wanted(article_id, warc=file), desk(stack))

    records, checked = {}, []
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests=True):
            body = record.content_stream().read()
            checked.append(record.digest_checker.passed is not False)
            records[record.rec_type] = (record, body)

    response, body = records["response"]
    request, _ = records["request"]
    assert all(checked)
    assert body == stack.press.page("lantern.test", "/proof").body
    assert response.http_headers.get_statuscode() == "200"
    assert response.http_headers.get_header("content-type") == "text/html; charset=utf-8"
    assert request.http_headers.get_header("User-Agent").startswith("Saidly/")
    assert request.http_headers.get_header("Host", "").startswith("lantern.test")
    assert response.rec_headers.get_header("WARC-Target-URI").endswith("/proof")


def test_every_statement_is_proven_from_the_stored_bytes(
    stack: LocalStack, article_id: str
) -> None:
    done = json.loads(capture(wanted(article_id, verify=True), desk(stack)))

    assert all(each["holds"] for each in done)
    assert len(done) > 3


def test_a_forged_byte_or_statement_breaks_the_chain(stack: LocalStack, article_id: str) -> None:
    version, body = kept(stack, article_id)
    reading: Any = version.reading
    forged = replace(version, reading=replace(reading, body=reading.body.replace("row", "fly")))
    page = replace(version, reading=replace(reading, body="x"))

    assert all(good for _, good, _ in checks(version, body))
    assert [good for _, good, _ in checks(version, body.replace(b"row", b"fly"))][:2] == [
        False, False,
    ]  # fmt: skip
    assert not all(good for _, good, _ in checks(forged, body))
    assert not all(good for _, good, _ in checks(page, body))


def test_a_forgery_in_the_bucket_is_reported_with_an_error(stack: LocalStack) -> None:
    url = stack.press.add("lantern.test", "/forged", printed("The page that was forged"))
    name = stack.client.submit(url)["id"]
    stack.client.stored(name, WAIT_S)
    version, body = kept(stack, name)
    s3, bucket = stack.cloud.client("s3"), stack.deployed.outputs["CapturesBucket"]
    s3.delete_object(Bucket=bucket, Key=version.capture.key)
    forged = S3Captures(s3, bucket)
    other, _ = forged.put(name, body + b"<!-- forged -->")
    bytes_ = s3.get_object(Bucket=bucket, Key=other)["Body"].read()
    s3.put_object(Bucket=bucket, Key=version.capture.key, Body=bytes_, ContentEncoding="gzip")

    with pytest.raises(Unproven, match="stored bytes have the digest"):
        capture(wanted(name, verify=True), desk(stack))


def test_what_is_not_there_cannot_be_exported(stack: LocalStack) -> None:
    with pytest.raises(NotFound):
        capture(wanted("nobody"), desk(stack))
    with pytest.raises(NotFound):
        capture(wanted("https://nobody.example/"), desk(stack))
    with pytest.raises(SettingMissing):
        capture(wanted("nobody"), Desk({}, {}, Paper()))


def test_a_takedown_purges_table_and_bucket(stack: LocalStack) -> None:
    url = stack.press.add("lantern.test", "/regret", printed("A story to be regretted"))
    name = stack.client.submit(url)["id"]
    stack.client.stored(name, WAIT_S)
    asked = Namespace(article=url, publisher=None, speaker=None, api=None, token=None, json=True)

    assert json.loads(takedown(asked, desk(stack))) == {"removed": [name]}
    withdrawn = raw(stack, "GET", f"/articles/{name}")
    invoked(stack, "Sweep", {})

    outputs, s3 = stack.deployed.outputs, stack.cloud.client("s3")
    table = Table(stack.cloud.client("dynamodb"), outputs["TableName"])
    left = s3.list_objects_v2(Bucket=outputs["CapturesBucket"], Prefix=f"captures/{name}/")
    assert withdrawn.status_code == 410
    removed = raw(stack, "GET", "/articles?status=removed&limit=100").json()["articles"]
    assert (name, None) in [(each["id"], each["url"]) for each in removed]
    assert [item["sk"] for item in table.partition(f"A#{name}")] == ["HEAD"]
    assert left.get("KeyCount", 0) == 0
    assert raw(stack, "POST", "/articles", json={"url": url}).status_code == 410


def test_a_publisher_is_taken_down_whole(stack: LocalStack) -> None:
    asked = Namespace(
        article=None, publisher="nobody.test", speaker=None, api=None, token=None, json=False
    )

    assert takedown(asked, desk(stack)).startswith("0 withdrawn")
    with pytest.raises(BadRequest, match="give an id"):
        takedown(
            Namespace(article=None, publisher=None, speaker=None, api=None, token=None), desk(stack)
        )
