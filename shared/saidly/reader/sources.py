"""The reader's page of sources: what is watched, how each fares, and what may be done about it."""

from saidly import api
from saidly.reader import pages
from saidly.reader.visits import JSON, Visit, cursor_of, failed, html, more, sent_to

_STATES = {
    "well": "well",
    "new": "not visited yet",
    "paused": "paused",
    "failing": "failing",
    "silent": "offers nothing any more",
}
# what may be asked for, and the route that does it
_ACTS = {
    "pause": "POST /sources/{id}/pause",
    "resume": "POST /sources/{id}/resume",
    "visit": "POST /sources/{id}/visit",
}


def sources(visit: Visit) -> api.Reply:
    """List the sources that are watched, with their health."""
    status, told = visit.asks("GET /sources", query=cursor_of(visit))
    if status != 200:
        return failed(visit, status, told, "./")
    page = pages.page(
        "sources",
        visit.frame(),
        sources=[_row(one) for one in told["sources"]],
        more=more("watched", visit, told["cursor"]),
    )
    return html(200, page)


def act(visit: Visit) -> api.Reply:
    """Pause a source, resume it or have it visited by the next run."""
    sent = visit.form()
    route = _ACTS.get(sent.get("act", ""))
    if route is None:
        detail = "A source can be paused, resumed and visited."
        return html(400, pages.problem(visit.frame(), "Nothing was done", detail))
    if not visit.may_write:
        refused = "This token may read, and not change what is watched."
        return html(403, pages.problem(visit.frame(), "Forbidden", refused))
    status, told = visit.asks(route, path={"id": sent.get("id", "")})
    return sent_to("watched") if status in (200, 202) else failed(visit, status, told, "./")


def _row(source: JSON) -> JSON:
    health = source["health"]
    taken = f"{health['offered']} offered, {health['new']} new"
    notes = [
        f"every {source['intervalMinutes']} min",
        *([taken] if health["lastRun"] else []),
        *([f"{health['waiting']} documents wait"] if health["waiting"] else []),
        *([f"{health['failures']} failures in a row"] if health["failures"] else []),
    ]
    return {
        "id": source["id"],
        "kind": source["kind"],
        "address": pages.web(source["address"] or next(iter(source["pages"]), None)),
        "state": health["state"],
        "says": _STATES[health["state"]],
        "last": pages.day(health["lastRun"]) or "never",
        "next": "paused" if source["paused"] else pages.day(health["nextRun"]),
        "notes": notes,
        "problem": health["problem"],
        "proposals": [one | {"address": pages.web(one["address"])} for one in source["proposals"]],
        "paused": source["paused"],
    }
