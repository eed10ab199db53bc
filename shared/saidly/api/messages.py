"""What comes in and what goes back, and the problem documents (RFC 9457) among the latter."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# status -> title, and what its page says (GET /problems/{status})
PROBLEMS: dict[int, tuple[str, str]] = {
    400: ("Bad request", "A parameter or the body is wrong: field names which, detail says how."),
    401: ("Unauthorized", "Send a token that is known and not expired: Bearer name.secret."),
    403: ("Forbidden", "The token lacks the scope of this route: read, or write to change."),
    404: ("Not found", "Nothing is kept under that id or address, or there is no such route."),
    405: ("Method not allowed", "The path exists, the method does not: Allow lists those it has."),
    406: ("Not acceptable", "No format in Accept is one of this answer's: see available."),
    409: ("Conflict", "Somebody else was faster; read again and decide anew."),
    410: ("Gone", "It was taken down and is not taken in again."),
    412: ("Precondition failed", "If-Match names a revision that does not stand any more."),
    413: ("Request too large", "The request is longer than the API takes."),
    422: (
        "Cannot be processed",
        "The address may never be fetched, or an Idempotency-Key came with another body before.",
    ),
    429: ("Too many requests", "Wait as many seconds as Retry-After says, then try again."),
    500: ("Internal error", "A fault of ours; it is logged under requestId."),
    503: ("Busy", "The store is asked for more than it gives; wait as Retry-After says."),
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

    def also(self, *headers: tuple[str, str]) -> "Reply":
        """Return the reply with more headers; one of the same name gives way."""
        return Reply(self.status, tuple((dict(self.headers) | dict(headers)).items()), self.body)

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
    body = {"type": f"/problems/{status}", "title": PROBLEMS[status][0], "status": status}
    body |= {"detail": detail, "requestId": request_id} | more
    return reply(status, body, ("content-type", "application/problem+json"))
