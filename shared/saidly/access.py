"""Who may do what: bearer tokens ``name.secret``, kept as hashes, with scopes read and write.

Nothing configured means nothing allowed. Tokens end by themselves or are revoked.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from saidly.errors import BadRequest

Scope = Literal["read", "write"]
SCOPES: dict[str, tuple[str, ...]] = {
    "read": ("GET", "HEAD"),
    "write": ("POST", "PUT", "DELETE"),
}
MAX_NAME_CHARS = 64


@dataclass(frozen=True, slots=True)
class Token:
    """What is kept of a token: never its secret."""

    name: str
    digest: str  # SHA-256 of the secret, hex
    scopes: tuple[Scope, ...]
    created_at: datetime
    expires_at: datetime | None = None


class Tokens(Protocol):
    """The shelf of tokens."""

    def token(self, name: str) -> Token | None:
        """Return the token of that name."""
        ...

    def put(self, token: Token) -> None:
        """Keep a token, in place of an older one of the same name."""
        ...

    def revoke(self, name: str) -> None:
        """Forget a token; again changes nothing."""
        ...

    def all(self) -> tuple[Token, ...]:
        """Return every token, by name."""
        ...


def digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def check_name(name: str) -> str:
    """Return a token's name; raise ``BadRequest`` unless it is letters, digits, "-" and "_"."""
    plain = name.replace("-", "").replace("_", "")
    if not (name.isascii() and plain.isalnum() and len(name) <= MAX_NAME_CHARS):
        raise BadRequest("name", f"must be at most {MAX_NAME_CHARS} of a-z, A-Z, 0-9, - and _")
    return name


def bearer(authorization: str | None, tokens: Tokens, now: datetime) -> Token | None:
    """Return the token that an Authorization header proves, None where it proves nothing.

    Source: RFC 6750, section 2.1; the comparison takes the same time whatever is wrong.
    """
    scheme, _, credential = (authorization or "").strip().partition(" ")
    name, _, secret = credential.strip().partition(".")
    if scheme.lower() != "bearer" or not (0 < len(name) <= MAX_NAME_CHARS):
        return None
    token = tokens.token(name)
    matches = hmac.compare_digest(token.digest if token else digest(""), digest(secret))
    if token is None or not matches:
        return None
    return None if token.expires_at and token.expires_at <= now else token


def policy(token: Token, method_arn: str) -> dict[str, Any]:
    """Return what an API Gateway authorizer answers: the methods that the scopes allow.

    It speaks for every route of the stage, because API Gateway keeps it for the next request.

    Source: API Gateway developer guide, output of a Lambda authorizer.
    """
    stage = "/".join(method_arn.split("/")[:2])
    allowed = [f"{stage}/{method}/*" for scope in token.scopes for method in SCOPES[scope]]
    statement = {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": allowed}
    if not allowed:
        statement |= {"Effect": "Deny", "Resource": f"{stage}/*"}
    return {
        "principalId": token.name,
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement]},
        "context": {"scopes": " ".join(token.scopes)},
    }
