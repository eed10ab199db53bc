"""Headers of API Gateway's events; apart from the gateway, for the authorizer needs no routes."""

from typing import Any


def header(event: dict[str, Any], name: str) -> str | None:
    """Return a header by its name in lower case, however the client wrote it."""
    headers: dict[str, str] = event.get("headers") or {}
    return next((value for key, value in headers.items() if key.lower() == name), None)
