"""A key of the deployment's own, made once and kept in its table."""

import base64
from collections.abc import Callable
from dataclasses import dataclass

from saidly.aws.table import Table


@dataclass(frozen=True, slots=True)
class DynamoKey:
    """The key that signs cursors: whoever needs it first makes it, all others find it."""

    table: Table
    name: str
    entropy: Callable[[int], bytes]

    def __call__(self) -> bytes:
        """One conditional write, which mostly answers with the key that is there."""
        fresh = base64.b64encode(self.entropy(32)).decode()
        item = self.table.put_if_absent({"pk": "KEYS", "sk": self.name, "secret": fresh})
        return base64.b64decode(item["secret"])
