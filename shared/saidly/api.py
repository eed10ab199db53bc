"""Routes as plain functions over the shelves: a request in, a reply out.

Errors leave as problem documents (RFC 9457); lists are paged by signed cursors that are bound to
their query, so that nobody can make one up or carry one over to another list.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from saidly import codec, urls
from saidly.errors import BadRequest, InvalidUrl, NotFound
from saidly.model import Article
from saidly.store import Head, Period, Shelves
from saidly.submit import submit

MAX_BODY_CHARS = 16_384
DEFAULT_LIMIT, MAX_LIMIT = 20, 100

_TITLES = {
    400: "Bad request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not found",
    413: "Request too large",
    422: "Address refused",
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


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: ``body`` is text, ``headers`` have their names in lower case."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What the routes work with: the shelves, the key that signs cursors, and the clock."""

    shelves: Shelves
    cursor_key: Callable[[], bytes]
    now: Callable[[], datetime]
    loopback: frozenset[str] = frozenset()  # host:port names of local mode's sample press


def answer(request: Request, desk: Desk) -> Reply:
    """Answer a request; expected failures become problem documents."""
    route = ROUTES.get(request.route)
    if route is None:
        return problem(404, f"there is no route {request.route}", request.id)
    try:
        return route(request, desk)
    except BadRequest as error:
        return problem(400, str(error), request.id, field=error.field)
    except InvalidUrl as error:
        return problem(422, str(error), request.id, field="url")
    except NotFound as error:
        return problem(404, str(error), request.id)


def problem(status: int, detail: str, request_id: str, **more: str) -> Reply:
    """Return an RFC 9457 problem document."""
    body = {"type": f"/problems/{status}", "title": _TITLES[status], "status": status}
    body |= {"detail": detail, "requestId": request_id} | more
    return _reply(status, body, ("content-type", "application/problem+json"))


def _reply(status: int, body: Any, *headers: tuple[str, str]) -> Reply:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    names = {name for name, _ in headers}
    kind = () if "content-type" in names else (("content-type", "application/json"),)
    return Reply(status, (*kind, *headers), text)


def health(_request: Request, _desk: Desk) -> Reply:
    """Say that the service answers; open to all, touches nothing."""
    return _reply(200, {"status": "ok"}, ("cache-control", "no-store"))


def submit_article(request: Request, desk: Desk) -> Reply:
    """Take an address in; the same story gives the same article however often it is sent."""
    url = _submitted_url(request.body)
    urls.check(url, desk.loopback)
    canonical = urls.canonical(url)
    article_id = urls.article_id(url)
    head = submit(article_id, canonical, desk.shelves, desk.now())
    return _reply(202, _summary(head), ("location", f"/articles/{article_id}"))


def _submitted_url(body: str | None) -> str:
    if body is not None and len(body) > MAX_BODY_CHARS:
        raise BadRequest("body", f"is longer than {MAX_BODY_CHARS} characters")
    try:
        sent = json.loads(body or "")
    except (ValueError, RecursionError):
        raise BadRequest("body", 'must be JSON: {"url": "https://…"}') from None
    if not isinstance(sent, dict) or not isinstance(sent.get("url"), str):
        raise BadRequest("url", 'must be a string: {"url": "https://…"}')
    unknown = sorted(set(sent) - {"url"})
    if unknown:
        raise BadRequest(unknown[0][:100], "is not known here; send url alone")
    url: str = sent["url"]
    return url


def article_by_id(request: Request, desk: Desk) -> Reply:
    """Return one article, or where it stands while it is not stored."""
    _known(request.query, ())
    return _article(request.path["id"], desk)


def articles(request: Request, desk: Desk) -> Reply:
    """Return the article of an address, or list the articles of a publisher."""
    if "url" in request.query:
        _known(request.query, ("url",))
        return _article(urls.article_id(request.query["url"]), desk)
    if "publisher" not in request.query:
        raise BadRequest("publisher", "name a publisher's domain, or an article's url")
    return _listing(request.query, desk)


def _article(article_id: str, desk: Desk) -> Reply:
    head = desk.shelves.articles.head(article_id)
    if head is None:
        raise NotFound(f"no article {article_id[:100]!r}; submit its address first")
    version = desk.shelves.articles.version(article_id, head.version) if head.version else None
    body = _summary(head)
    if version is None or not isinstance(version.reading, Article):
        return _reply(200, body, ("cache-control", "no-store"))
    body |= {
        **codec.to_dict(version.reading),
        "version": version.number,
        "dateDownloaded": version.capture.fetched_at.isoformat(),
        "provenance": {
            "payloadDigest": f"sha256:{version.capture.digest}",
            "capture": version.capture.key,
            "httpStatus": version.capture.http_status,
            "extractor": version.extractor,
        },
    }
    return _reply(200, body)


def _listing(query: Mapping[str, str], desk: Desk) -> Reply:
    _known(query, ("publisher", "from", "to", "limit", "cursor"))
    period = Period(_moment(query, "from"), _moment(query, "to"))
    limit = _limit(query.get("limit"))
    bound = "\n".join(query.get(name, "") for name in ("publisher", "from", "to"))
    after = _opened(query["cursor"], bound, desk.cursor_key()) if "cursor" in query else None
    publisher = query["publisher"].lower()
    listing = desk.shelves.articles.by_publisher(publisher, period, limit, after)
    body: dict[str, Any] = {"articles": [_summary(head) for head in listing.heads]}
    body["cursor"] = _signed(listing.after, bound, desk.cursor_key()) if listing.after else None
    return _reply(200, body)


def _known(query: Mapping[str, str], names: tuple[str, ...]) -> None:
    for name in query:
        if name not in names:
            raise BadRequest(name[:100], "is not a parameter of this route")


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_LIMIT))
    if not digits or not 1 <= int(text) <= MAX_LIMIT:
        raise BadRequest("limit", f"must be a whole number from 1 to {MAX_LIMIT}")
    return int(text)


def _moment(query: Mapping[str, str], name: str) -> datetime | None:
    """Read a date or a date and time; a bare day means its whole length."""
    text = query.get(name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadRequest(name, "must be a date, 2026-11-24 or 2026-11-24T08:00:00Z") from None
    if len(text) == len("2026-11-24") and name == "to":
        moment = datetime.combine(moment, time(23, 59, 59))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _summary(head: Head) -> dict[str, Any]:
    plain = codec.encode(head)
    names = ("id", "url", "status", "headline", "publisher", "version", "reason")
    return {name: plain[name] for name in names} | {"dateSubmitted": plain["submittedAt"]}


def _signed(after: str, bound: str, key: bytes) -> str:
    seal = hmac.digest(key, f"{bound}\n{after}".encode(), hashlib.sha256)[:16]
    return base64.urlsafe_b64encode(seal + after.encode()).decode().rstrip("=")


def _opened(cursor: str, bound: str, key: bytes) -> str:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        after = raw[16:].decode()
    except ValueError:
        raise BadRequest("cursor", "is not one that this list gave") from None
    if not hmac.compare_digest(_signed(after, bound, key), cursor):
        raise BadRequest("cursor", "is not one that this list gave")
    return after


ROUTES: dict[str, Callable[[Request, Desk], Reply]] = {
    "GET /health": health,
    "POST /articles": submit_article,
    "GET /articles": articles,
    "GET /articles/{id}": article_by_id,
}
