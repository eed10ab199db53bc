"""Orders over SQS: ids only, never text."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saidly import urls


@dataclass(frozen=True, slots=True)
class SqsOrders:
    """Two standard queues; fetch orders are grouped by host, so that none holds up the others.

    Source: SQS developer guide, fair queues (``MessageGroupId`` on a standard queue).
    """

    client: Any
    fetch_queue: str
    extract_queue: str

    def fetch(
        self, article_id: str, url: str, delay_s: int = 0, slot: datetime | None = None
    ) -> None:
        """One message."""
        order = {"id": article_id, "url": url} | ({"slot": slot.isoformat()} if slot else {})
        self.client.send_message(
            QueueUrl=self.fetch_queue,
            MessageBody=json.dumps(order),
            DelaySeconds=delay_s,
            MessageGroupId=urls.host(url)[:128],
        )

    def extract(self, article_id: str, number: int) -> None:
        """One message."""
        self.client.send_message(
            QueueUrl=self.extract_queue,
            MessageBody=json.dumps({"id": article_id, "version": number}),
        )

    def waiting(self) -> int:
        """One question; messages that are delayed or worked on do not count."""
        answer = self.client.get_queue_attributes(
            QueueUrl=self.fetch_queue, AttributeNames=["ApproximateNumberOfMessages"]
        )
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])
