"""``saidly tokens``: what opens the API."""

import secrets
from argparse import Namespace
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from saidly import codec
from saidly.access import SCOPES, Token, check_name, digest
from saidly.aws.table import Table
from saidly.aws.tokens import DynamoTokens
from saidly.cli import show
from saidly.cli.aws import client, place
from saidly.cli.desk import Desk, as_json
from saidly.errors import BadRequest, NotFound
from saidly.reader.pages import day


def tokens(asked: Namespace, desk: Desk) -> str:
    """List, make, expire or revoke tokens."""
    shelf = DynamoTokens(_table(asked, desk))
    if asked.action == "add":
        return _added(asked, shelf)
    if asked.action == "revoke":
        name = check_name(_named(asked))
        if shelf.token(name) is None:
            raise NotFound(f"no token {name!r}")
        shelf.revoke(name)
        return as_json({"revoked": asked.name}) if asked.json else f"revoked {asked.name}"
    if asked.action == "expire":
        return _expired(asked, shelf)
    kept = shelf.all()
    if asked.json:
        return as_json([codec.encode(token) | {"digest": _prefix(token)} for token in kept])
    rows = [_row(token) for token in kept]
    heads = ("NAME", "SCOPES", "MADE", "HASH", "ENDS")
    return show.table(heads, rows, desk.paper) if rows else "no tokens: nothing is allowed"


def _prefix(token: Token) -> str:
    """Return as much of a token's hash as tells it from others, and no more."""
    return token.digest[:8]


def _expired(asked: Namespace, shelf: DynamoTokens) -> str:
    """Let a token end, now or in ``--days`` days."""
    token = shelf.token(check_name(_named(asked)))
    if token is None:
        raise NotFound(f"no token {asked.name!r}")
    ends = datetime.now(UTC) + timedelta(days=asked.days or 0)
    shelf.put(replace(token, expires_at=ends))
    told = ends.isoformat(timespec="seconds")
    return as_json({"name": token.name, "expiresAt": told}) if asked.json else f"ends {told}"


def _row(token: Token) -> tuple[str, str, str, str, str]:
    ends = day(token.expires_at.isoformat(timespec="minutes")) if token.expires_at else None
    made = day(token.created_at.isoformat(timespec="minutes"))
    return token.name, " ".join(token.scopes), made or "", _prefix(token), ends or "never"


def _added(asked: Namespace, shelf: DynamoTokens) -> str:
    secret = secrets.token_urlsafe(24)
    now = datetime.now(UTC)
    ends = now + timedelta(days=asked.days) if asked.days else None
    scopes = tuple(scope for scope in SCOPES if scope in asked.scopes.split(","))
    if not scopes:
        raise BadRequest("scopes", "must be read, write or read,write")
    token = Token(check_name(_named(asked)), digest(secret), scopes, now, ends)  # type: ignore[arg-type]
    stands = shelf.token(token.name)
    if stands is not None and (stands.expires_at is None or stands.expires_at > now):
        raise BadRequest("name", f"token {token.name!r} is there; revoke it first")
    shelf.put(token)
    whole = f"{token.name}.{secret}"
    if asked.json:
        return as_json({"name": token.name, "scopes": scopes, "token": whole})
    return f"{whole}\n\nThis is shown once; only its hash is kept."


def _named(asked: Namespace) -> str:
    if not asked.name:
        raise BadRequest("name", f"say which token to {asked.action}")
    name: str = asked.name
    return name


def _table(asked: Namespace, desk: Desk) -> Table:
    """Return the table that is named, or the local stack's."""
    name, local = place(asked.table, "SAIDLY_TABLE", "TableName", desk)
    return Table(client("dynamodb", desk, local=local), name)
