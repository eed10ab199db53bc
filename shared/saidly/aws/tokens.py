"""The shelf of tokens in DynamoDB, all in one partition: there are few."""

from dataclasses import dataclass

from saidly import codec
from saidly.access import Token
from saidly.aws.table import Table

_PARTITION = "TOKENS"


@dataclass(frozen=True, slots=True)
class DynamoTokens:
    """Tokens in a table, by name."""

    table: Table

    def token(self, name: str) -> Token | None:
        """One read."""
        item = self.table.get(_PARTITION, name)
        return codec.decode(Token, item) if item else None

    def put(self, token: Token) -> None:
        """One write; an expired token is deleted by the table's time to live."""
        expires = int(token.expires_at.timestamp()) if token.expires_at else None
        item = {"pk": _PARTITION, "sk": token.name, "ttl": expires}
        self.table.put(item | codec.encode(token))

    def revoke(self, name: str) -> None:
        """One write."""
        self.table.delete(_PARTITION, name)

    def all(self) -> tuple[Token, ...]:
        """One query."""
        return tuple(codec.decode(Token, item) for item in self.table.partition(_PARTITION))
