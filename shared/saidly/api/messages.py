"""What comes in and what goes back, and the problem documents (RFC 9457) among the latter."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_TITLES = {
    400: "Bad request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not found",
    410: "Gone",
    413: "Request too large",
    422: "Address refused",
    429: "Too many requests",
    500: "Internal error",
}


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, already told apart by route."""

    route: str  # "GET /articles/{id}"
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    id: str = "-"
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: ``body`` is text, ``headers`` have their names in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


def reply(status: int, body: Any, *headers: tuple[str, str]) -> Reply:
    """Return a reply in JSON, or in the type that ``headers`` name."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    names = {name for name, _ in headers}
    kind = () if "content-type" in names else (("content-type", "application/json"),)
    return Reply(status, (*kind, *headers), text)


def problem(status: int, detail: str, request_id: str, **more: str) -> Reply:
    """Return an RFC 9457 problem document."""
    body = {"type": f"/problems/{status}", "title": _TITLES[status], "status": status}
    body |= {"detail": detail, "requestId": request_id} | more
    return reply(status, body, ("content-type", "application/problem+json"))
