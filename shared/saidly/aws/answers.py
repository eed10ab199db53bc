"""Answers to requests with an ``Idempotency-Key``, in DynamoDB for a day."""

import gzip
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from saidly.api.desk import Kept
from saidly.aws.table import Table

KEPT_S = 86_400


@dataclass(frozen=True, slots=True)
class DynamoAnswers:
    """Answers in a table, under the hash of token, route and key."""

    table: Table

    def kept(self, key: str) -> Kept | None:
        """One read."""
        item = self.table.get(f"ANSWER#{key}", "ANSWER")
        if item is None:
            return None
        plain = json.loads(gzip.decompress(item["data"]))
        headers = tuple((name, value) for name, value in plain["headers"])
        return Kept(plain["digest"], plain["status"], headers, plain["body"])

    def keep(self, key: str, answer: Kept, now: datetime) -> None:
        """One conditional write."""
        data = gzip.compress(json.dumps(asdict(answer)).encode(), mtime=0)
        ttl = int(now.timestamp()) + KEPT_S
        self.table.put_if_absent({"pk": f"ANSWER#{key}", "sk": "ANSWER", "ttl": ttl, "data": data})
