"""Sources: what is watched, set as a whole, and how each fares.

A site is discovered by the discover function, because nothing here reaches the network: put a
source of the kind ``site``, and what its home, its robots.txt and the usual places have stands
under ``proposals`` when it was visited.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, get_args

from saidly import codec, formats, urls
from saidly.api import pages
from saidly.api.asked import known, limit
from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request, reply
from saidly.api.writing import written
from saidly.errors import BadRequest, InvalidUrl, NotFound
from saidly.sources import (
    DAILY_BUDGET,
    INTERVAL_MINUTES,
    Kind,
    Source,
    Watched,
    check_pattern,
    revision,
)

MAX_BODY_CHARS = 64_000
MAX_REVISION_CHARS = 100
MAX_ID_CHARS, MAX_PAGES, MAX_PATTERNS = 64, 50, 20
INTERVALS = (1, 10_080)  # minutes: a week
BUDGETS = (0, 50_000)
MODES = ("full", "facts")
_ID = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-._")


def put_source(request: Request, desk: Desk) -> Reply:
    """Set a source; what it was set to before changes nothing."""
    known(request.query, ())
    source = _sent(request, desk)
    watched, made = desk.sources.put(source, desk.now(), _seen(request))
    location = ("location", f"/sources/{source.id}")
    return reply(201 if made else 200, shown(watched), location)


def get_source(request: Request, desk: Desk) -> Reply:
    """Return a source and how it fares."""
    known(request.query, ())
    return written(request, formats.ONLY_JSON, shown(_watched(request, desk)))


def delete_source(request: Request, desk: Desk) -> Reply:
    """Forget a source; its articles stay."""
    known(request.query, ())
    desk.sources.remove(_id(request), _seen(request))
    return Reply(204, (), "")


def list_sources(request: Request, desk: Desk) -> Reply:
    """List sources by id."""
    known(request.query, ("limit", "cursor"))
    size, after = limit(request.query), pages.position(request, desk.cursor_key)
    found, following = desk.sources.page(size, after)
    cursor = pages.cursor(request, following, desk.cursor_key)
    paused = desk.budget.spent_up(desk.now())
    body = {"sources": [shown(each) for each in found], "cursor": cursor, "budgetSpent": paused}
    return written(request, formats.ONLY_JSON, body, *pages.links(request, cursor))


def pause(request: Request, desk: Desk) -> Reply:
    """Have a source visited no more until it is resumed."""
    return _paused(request, desk, paused=True)


def resume(request: Request, desk: Desk) -> Reply:
    """Have a paused source visited again, at once."""
    return _paused(request, desk, paused=False)


def visit(request: Request, desk: Desk) -> Reply:
    """Have a source visited by the next run."""
    known(request.query, ())
    if not desk.sources.hurry(_id(request), desk.now()):
        raise NotFound(f"no source {_id(request)!r}")
    return reply(202, shown(_watched(request, desk)))


def _paused(request: Request, desk: Desk, *, paused: bool) -> Reply:
    known(request.query, ())
    source = _watched(request, desk).source
    # the revision seen goes along: a change of other settings meanwhile is not undone
    changed = replace(source, paused=paused)
    watched, _ = desk.sources.put(changed, desk.now(), _seen(request) or revision(source))
    return reply(200, shown(watched))


def shown(watched: Watched) -> dict[str, Any]:
    """Return a source as the API shows it: settings, revision, health."""
    health = codec.encode(watched.health)
    words = {"dueAt": "nextRun", "visitedAt": "lastRun", "yieldedAt": "lastYield"}
    names = ("problem", "failures", "offered", "new", "refused", "silentSince", "etag")
    told = {words[name]: health[name] for name in words}
    told |= {name: health[name] for name in (*names, "lastModified")}
    told |= {"takenOn": health["day"], "taken": health["taken"]}
    told |= {"waiting": len(watched.health.waiting), "state": _state(watched)}
    plain: dict[str, Any] = codec.encode(watched.source)
    revised = {"revision": revision(watched.source), "health": told}
    return plain | revised | {"proposals": health["proposals"]}


def _state(watched: Watched) -> str:
    """Return in one word how a source fares."""
    health = watched.health
    for word, holds in (
        ("paused", watched.source.paused),
        ("failing", health.failures > 0),
        ("silent", health.silent_since is not None),
        ("new", health.visited_at is None),
    ):
        if holds:
            return word
    return "well"


def _watched(request: Request, desk: Desk) -> Watched:
    found = desk.sources.get(_id(request))
    if found is None:
        raise NotFound(f"no source {_id(request)!r}; PUT /sources/{{id}} makes one")
    return found


def _id(request: Request) -> str:
    sent = request.path["id"]
    if not (0 < len(sent) <= MAX_ID_CHARS and set(sent) <= _ID and sent[0].isalnum()):
        raise BadRequest("id", f"must be 1 to {MAX_ID_CHARS} of a-z, 0-9, -, . and _")
    return sent


def _seen(request: Request) -> str | None:
    """Return the revision of ``If-Match`` (RFC 9110, section 13.1.1); "*" asks for none."""
    sent = request.headers.get("if-match", "").strip()
    if len(sent) > MAX_REVISION_CHARS:
        raise BadRequest("If-Match", f"is longer than {MAX_REVISION_CHARS} characters")
    sent = sent.removeprefix("W/").strip('"')
    return sent if sent not in ("", "*") else None


# ---- what is sent ----


def _sent(request: Request, desk: Desk) -> Source:
    plain = _object(request.body)
    names = {codec.camel(field.name) for field in fields(Source)}
    for name in plain:
        if name not in names:
            raise BadRequest(name[:100], "is not a setting of a source")
    source_id = _id(request)
    if plain.get("id", source_id) != source_id:
        raise BadRequest("id", "must be that of the path")
    kind = plain.get("kind", "feed")
    if kind not in get_args(Kind):
        raise BadRequest("kind", f"must be one of {', '.join(get_args(Kind))}")
    source = Source(
        id=source_id,
        kind=kind,
        address=_address(plain.get("address"), "address", desk) if kind != "pages" else None,
        pages=_pages(plain, desk) if kind == "pages" else (),
        include=_patterns(plain, "include"),
        exclude=_patterns(plain, "exclude"),
        interval_minutes=_whole(plain, "intervalMinutes", INTERVALS, INTERVAL_MINUTES),
        storage_mode=_mode(plain),
        daily_budget=_whole(plain, "dailyBudget", BUDGETS, DAILY_BUDGET),
        paused=_flag(plain, "paused"),
    )
    other = "address" if kind == "pages" else "pages"
    if plain.get(other):
        raise BadRequest(other, f"is not for a source of the kind {kind}")
    return source


def _object(body: str | None) -> dict[str, Any]:
    if body is not None and len(body) > MAX_BODY_CHARS:
        raise BadRequest("body", f"is longer than {MAX_BODY_CHARS} characters")
    try:
        plain = json.loads(body or "")
    except (ValueError, RecursionError):
        raise BadRequest("body", 'must be JSON: {"address": "https://…"}') from None
    if not isinstance(plain, dict):
        raise BadRequest("body", 'must be an object: {"address": "https://…"}')
    return plain


def _address(sent: Any, field: str, desk: Desk) -> str:
    if not isinstance(sent, str):
        raise BadRequest(field, "must be given, an http or https address")
    try:
        urls.check(sent, desk.loopback)
        return urls.address(sent)
    except InvalidUrl as error:
        raise BadRequest(field, error.reason) from None


def _pages(plain: Mapping[str, Any], desk: Desk) -> tuple[str, ...]:
    sent = plain.get("pages")
    if not isinstance(sent, list) or not 0 < len(sent) <= MAX_PAGES:
        raise BadRequest("pages", f"must be a list of 1 to {MAX_PAGES} addresses")
    return tuple(_address(each, f"pages[{place}]", desk) for place, each in enumerate(sent))


def _patterns(plain: Mapping[str, Any], name: str) -> tuple[str, ...]:
    sent = plain.get(name, [])
    if not isinstance(sent, list) or len(sent) > MAX_PATTERNS:
        raise BadRequest(name, f"must be a list of at most {MAX_PATTERNS} patterns")
    for place, each in enumerate(sent):
        if not isinstance(each, str):
            raise BadRequest(f"{name}[{place}]", "must be a string")
        check_pattern(each, f"{name}[{place}]")
    return tuple(sent)


def _whole(plain: Mapping[str, Any], name: str, between: tuple[int, int], default: int) -> int:
    sent = plain.get(name, default)
    if type(sent) is not int or not between[0] <= sent <= between[1]:
        raise BadRequest(name, f"must be a whole number from {between[0]} to {between[1]}")
    return sent


def _mode(plain: Mapping[str, Any]) -> Any:
    sent = plain.get("storageMode")
    if sent is not None and sent not in MODES:
        raise BadRequest("storageMode", f"must be one of {', '.join(MODES)}, or null")
    return sent


def _flag(plain: Mapping[str, Any], name: str) -> bool:
    sent = plain.get(name, False)
    if not isinstance(sent, bool):
        raise BadRequest(name, "must be true or false")
    return sent


ROUTES: dict[str, Route] = {
    "GET /sources": list_sources,
    "GET /sources/{id}": get_source,
    "PUT /sources/{id}": put_source,
    "DELETE /sources/{id}": delete_source,
    "POST /sources/{id}/pause": pause,
    "POST /sources/{id}/resume": resume,
    "POST /sources/{id}/visit": visit,
}
