"""One request to the reader: who makes it, what the API says to it, how it is answered."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode

from saidly import api
from saidly.access import Token, Tokens
from saidly.reader import pages
from saidly.reader.pages import Frame

MAX_FORM_CHARS = 8_192
MAX_ASKED_CHARS = 2_048  # as long as an address may be
_HEADERS = (
    ("content-security-policy", pages.POLICY),
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
)
JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lobby:
    """What the reader works with: the API's desk and the shelf of tokens."""

    desk: api.Desk
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to the reader, and the token of whoever makes it."""

    request: api.Request
    lobby: Lobby
    token: Token | None

    @property
    def may_write(self) -> bool:
        """Whether the visitor's token may change anything."""
        return self.token is not None and "write" in self.token.scopes

    def form(self) -> dict[str, str]:
        """Return the fields of the form that was sent; of two of one name the first."""
        fields = parse_qs((self.request.body or "")[:MAX_FORM_CHARS], max_num_fields=10)
        return {name: values[0].strip() for name, values in fields.items()}

    def frame(self, root: str = "./") -> Frame:
        """Return what stands around the page."""
        asked = self.request.query.get("q", "")[:MAX_ASKED_CHARS]
        return Frame(root, self.token is not None, self.may_write, asked or None)

    def asks(self, route: str, **more: Any) -> tuple[int, JSON]:
        """Ask the API with what the visitor's token allows; return status and body."""
        scopes = frozenset(self.token.scopes if self.token else ())
        name = self.token.name if self.token else None
        request = api.Request(route, id=self.request.id, scopes=scopes, token=name, **more)
        told = api.answer(request, self.lobby.desk)
        return told.status, json.loads(told.body)


def html(status: int, body: str) -> api.Reply:
    """Return a page as the browser is to take it."""
    kind = ("content-type", "text/html; charset=utf-8")
    return api.Reply(status, (kind, ("cache-control", "no-store"), *_HEADERS), body)


def sent_to(where: str, *headers: tuple[str, str]) -> api.Reply:
    """Send the browser on to another page."""
    return api.Reply(303, (("location", where), ("cache-control", "no-store"), *headers), "")


def failed(visit: Visit, status: int, told: JSON, root: str = "../") -> api.Reply:
    """Return the API's problem as a page."""
    frame = visit.frame(root)
    return html(status, pages.problem(frame, told["title"], told.get("detail", "")))


def cursor_of(visit: Visit) -> dict[str, str]:
    """Return the cursor of a request, to be handed on to the API."""
    cursor = visit.request.query.get("cursor")
    return {"cursor": cursor} if cursor else {}


def more(path: str, visit: Visit, cursor: str | None) -> str | None:
    """Return where a list goes on, None at its end."""
    query = {name: text for name, text in visit.request.query.items() if name != "cursor"}
    return f"{path}?{urlencode(query | {'cursor': cursor})}" if cursor else None
