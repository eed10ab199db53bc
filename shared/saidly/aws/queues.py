"""Orders over SQS: ids only, never text; and what was spent on the article and is not noted yet."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any

from saidly import urls
from saidly.aws.accounts import tally
from saidly.store import FetchOrder

BATCH = 10  # messages that SQS takes in one call


@dataclass(frozen=True, slots=True)
class SqsOrders:
    """Two standard queues; fetch orders are grouped by host, so that none holds up the others.

    Source: SQS developer guide, fair queues (``MessageGroupId`` on a standard queue).
    """

    client: Any
    fetch_queue: str
    extract_queue: str
    held: list[str] = field(default_factory=list)  # orders to extract, until they are sent

    def fetch(
        self, article_id: str, url: str, delay_s: int = 0, slot: datetime | None = None
    ) -> None:
        """One message."""
        message = _message((article_id, url, delay_s, slot))
        self.client.send_message(QueueUrl=self.fetch_queue, **message)

    def fetch_many(self, orders: Sequence[FetchOrder]) -> None:
        """A call for each ten messages, and one for each of them that was not taken."""
        self._send(self.fetch_queue, [_message(order) for order in orders])

    def extract(self, article_id: str, number: int) -> None:
        """Nothing yet; threads may do so beside each other."""
        self.held.append(_body({"id": article_id, "version": number}))

    def send(self) -> None:
        """A call for each ten messages, and one for each of them that was not taken."""
        bodies, self.held[:] = tuple(self.held), ()
        self._send(self.extract_queue, [{"MessageBody": body} for body in bodies])

    def _send(self, queue: str, messages: Sequence[dict[str, Any]]) -> None:
        for some in batched(messages, BATCH, strict=False):
            entries = [{"Id": str(place), **message} for place, message in enumerate(some)]
            answer = self.client.send_message_batch(QueueUrl=queue, Entries=entries)
            for refused in answer.get("Failed", ()):
                self.client.send_message(QueueUrl=queue, **some[int(refused["Id"])])

    def waiting(self) -> int:
        """One question; messages that are delayed or worked on do not count."""
        answer = self.client.get_queue_attributes(
            QueueUrl=self.fetch_queue, AttributeNames=["ApproximateNumberOfMessages"]
        )
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])


def _message(order: FetchOrder) -> dict[str, Any]:
    article_id, url, delay_s, slot = order
    told = {"id": article_id, "url": url} | ({"slot": slot.isoformat()} if slot else {})
    group = urls.host(url)[:128]
    return {"MessageBody": _body(told), "DelaySeconds": delay_s, "MessageGroupId": group}


def _body(order: dict[str, Any]) -> str:
    spent = tally().owed()
    tally().note(spent)
    return json.dumps(order | ({"spent": spent} if spent > 0 else {}))
