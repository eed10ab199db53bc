"""API Gateway's proxy events to requests, and replies to what it expects back."""

import base64
import gzip
from collections.abc import Mapping
from typing import Any

from saidly.api import Reply, Request, located

MIN_GZIP_BYTES = 1_000  # below it, the header costs more than it saves


def request(event: dict[str, Any]) -> Request:
    """Return the request of a REST API proxy event (payload format 1.0)."""
    template, path, suffix = _located(event)
    context = event.get("requestContext") or {}
    token = context.get("authorizer") or {}
    several = event.get("multiValueQueryStringParameters") or {}
    return Request(
        route=f"{event['httpMethod']} {template}",
        path=path,
        query=event.get("queryStringParameters") or {},
        body=_body(event),
        id=context.get("requestId", "-"),
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
        suffix=suffix,
        scopes=frozenset(str(token.get("scopes", "")).split()),
        token=token.get("principalId"),
        repeated=tuple(name for name, values in several.items() if len(values) > 1),
    )


def _located(event: dict[str, Any]) -> tuple[str, dict[str, str], str | None]:
    """Return template, parameters and suffix; a resource that is not greedy tells its own."""
    if "+}" in event["resource"]:
        return located(event["path"])
    return event["resource"], event.get("pathParameters") or {}, None


def _body(event: dict[str, Any]) -> str | None:
    """Return the body as text; bytes that are no text come back as what JSON will refuse."""
    body: str | None = event.get("body")
    if not body or not event.get("isBase64Encoded"):
        return body
    try:
        return base64.b64decode(body, validate=True).decode()
    except ValueError:
        return ""


def response(reply: Reply, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the answer of a proxy integration, compressed where that helps.

    Args:
        reply: what goes back.
        asked: headers of the request, names in lower case. Without ``Accept`` API Gateway would
            hand out compressed bytes as base64.
    """
    headers = dict(reply.headers)
    body = reply.body.encode()
    if len(body) < MIN_GZIP_BYTES or "accept" not in asked or not _takes_gzip(asked):
        return {"statusCode": reply.status, "headers": headers, "body": reply.body}
    packed = base64.b64encode(gzip.compress(body, 6, mtime=0)).decode()
    headers["content-encoding"] = "gzip"
    return {
        "statusCode": reply.status,
        "headers": headers,
        "body": packed,
        "isBase64Encoded": True,
    }


def _takes_gzip(asked: Mapping[str, str]) -> bool:
    """Say whether ``Accept-Encoding`` allows gzip (RFC 9110, section 12.5.3)."""
    for coding in asked.get("accept-encoding", "").lower().replace(" ", "").split(","):
        name, _, weight = coding.partition(";q=")
        if name in ("gzip", "*"):
            return weight.strip("0.") != "" or not weight
    return False
