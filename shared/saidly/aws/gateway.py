"""API Gateway's proxy events to requests, and replies to what it expects back."""

from typing import Any

from saidly.api import Reply, Request


def request(event: dict[str, Any]) -> Request:
    """Return the request of a REST API proxy event (payload format 1.0)."""
    return Request(
        route=f"{event['httpMethod']} {event['resource']}",
        path=event.get("pathParameters") or {},
        query=event.get("queryStringParameters") or {},
        body=_body(event),
        id=event.get("requestContext", {}).get("requestId", "-"),
        headers={name.lower(): value for name, value in (event.get("headers") or {}).items()},
    )


def _body(event: dict[str, Any]) -> str | None:
    """Return the body as text; bytes that are no text come back as what JSON will refuse."""
    body: str | None = event.get("body")
    return "" if body and event.get("isBase64Encoded") else body


def response(reply: Reply) -> dict[str, Any]:
    """Return the answer of a proxy integration."""
    return {"statusCode": reply.status, "headers": dict(reply.headers), "body": reply.body}


def header(event: dict[str, Any], name: str) -> str | None:
    """Return a header by its name in lower case, however the client wrote it."""
    headers: dict[str, str] = event.get("headers") or {}
    return next((value for key, value in headers.items() if key.lower() == name), None)
