"""``saidly redrive``: dead letters go back into their queue once the bug is mended."""

import json
from argparse import Namespace
from typing import Any

from saidly.cli.aws import client, place
from saidly.cli.desk import Desk, as_json

OUTPUTS = {"fetch": "FetchQueueUrl", "extract": "ExtractQueueUrl"}


def redrive(asked: Namespace, desk: Desk) -> str:
    """Send each dead letter to the queue it came from, then delete it; return how many."""
    variable = f"SAIDLY_{asked.queue.upper()}_QUEUE"
    queue, local = place(asked.queue_url, variable, OUTPUTS[asked.queue], desk)
    moved = _moved(client("sqs", desk, local=local), queue)
    return as_json({"moved": moved}) if asked.json else f"{moved} put back"


def _moved(sqs: Any, queue: str) -> int:
    """Move by receive, send, delete: a death in between doubles an order, which changes nothing.

    The service's own task for it (StartMessageMoveTask) is not known to the emulator.
    """
    told = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["RedrivePolicy"])
    arn = json.loads(told["Attributes"]["RedrivePolicy"])["deadLetterTargetArn"]
    letters = sqs.get_queue_url(QueueName=arn.rpartition(":")[2])["QueueUrl"]
    moved = 0
    while got := _received(sqs, letters):
        for letter in got:
            group = letter.get("Attributes", {}).get("MessageGroupId")
            grouped = {"MessageGroupId": group} if group else {}
            sqs.send_message(QueueUrl=queue, MessageBody=letter["Body"], **grouped)
            sqs.delete_message(QueueUrl=letters, ReceiptHandle=letter["ReceiptHandle"])
            moved += 1
    return moved


def _received(sqs: Any, queue: str) -> list[dict[str, Any]]:
    answer = sqs.receive_message(
        QueueUrl=queue,
        MaxNumberOfMessages=10,
        VisibilityTimeout=60,
        WaitTimeSeconds=1,
        MessageSystemAttributeNames=["MessageGroupId"],
    )
    messages: list[dict[str, Any]] = answer.get("Messages", [])
    return messages
