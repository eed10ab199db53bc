"""The shelf of sources in DynamoDB, all in one partition: a newsroom watches hundreds."""

from dataclasses import dataclass

from saidly import codec
from saidly.aws.table import Table
from saidly.store import Source

_PARTITION = "SOURCES"


@dataclass(frozen=True, slots=True)
class DynamoSources:
    """Sources in a table, by id."""

    table: Table

    def put(self, source: Source) -> None:
        """One write, in place of an older one of the same id."""
        self.table.put({"pk": _PARTITION, "sk": source.id} | codec.encode(source))

    def remove(self, source_id: str) -> None:
        """One write; again changes nothing."""
        self.table.delete(_PARTITION, source_id)

    def all(self) -> tuple[Source, ...]:
        """One query."""
        return tuple(codec.decode(Source, item) for item in self.table.partition(_PARTITION))
