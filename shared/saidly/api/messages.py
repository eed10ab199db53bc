"""What comes in and what goes back, and the problem documents (RFC 9457) among the latter."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TITLES = {
    400: "Bad request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Conflict",
    413: "Request too large",
    415: "Unsupported media type",
    422: "Address refused",
    429: "Too many requests",
    500: "Internal error",
}
ALL_SCOPES = frozenset({"read", "write"})


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, already told apart by route.

    ``scopes`` are what its token allows; whoever calls in this process may do everything.
    """

    route: str  # "GET /articles/{id}"
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    id: str = "-"
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    suffix: str | None = None  # "md" of /articles/ID.md
    scopes: frozenset[str] = ALL_SCOPES
    token: str | None = None  # its name
    repeated: tuple[str, ...] = ()  # parameters that came more than once


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: ``body`` is text, ``headers`` have their names in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    def header(self, name: str) -> str | None:
        """Return the value of a header, None where it is not set."""
        return dict(self.headers).get(name)


def reply(status: int, body: Any, *headers: tuple[str, str]) -> Reply:
    """Return a reply in JSON, or in the type that ``headers`` name."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    names = {name for name, _ in headers}
    kind = () if "content-type" in names else (("content-type", "application/json"),)
    return Reply(status, (*kind, *headers), text)


def problem(status: int, detail: str, request_id: str, **more: Any) -> Reply:
    """Return an RFC 9457 problem document."""
    body = {"type": f"/problems/{status}", "title": TITLES[status], "status": status}
    body |= {"detail": detail, "requestId": request_id} | more
    return reply(status, body, ("content-type", "application/problem+json"))
