"""The reader's pages of change: a story's versions, two side by side, and who was edited lately."""

from datetime import timedelta
from urllib.parse import quote

from saidly import api
from saidly.reader import pages
from saidly.reader.comparing import cards, label, rows
from saidly.reader.visits import JSON, Visit, cursor_of, failed, html, more

SPANS = ((1, "a day"), (7, "a week"), (30, "a month"))
_ROOT = "../../"
_CLASSES = {
    "headline": "headline",
    "statement": "statements",
    "facts": "facts",
    "wording": "wording",
    "typo": "typing errors",
    "correction": "correction",
    "removal": "removal",
    "paywall": "pay wall",
}


def versions(visit: Visit) -> api.Reply:
    """List the versions of a story, newest first, each with what it changed."""
    status, told = visit.asks(
        "GET /articles/{id}/versions", path=visit.request.path, query=cursor_of(visit)
    )
    if status != 200:
        return failed(visit, status, told, _ROOT)
    listed = [
        {
            "version": one["version"],
            "day": pages.day(one["dateDownloaded"]),
            "headline": one["headline"],
            "classes": _classes(one["changes"]["classes"]) if one["changes"] else [],
            "statements": one["changes"]["statementCount"] if one["changes"] else 0,
        }
        for one in told["versions"]
    ]
    newest = listed[0]["version"] if listed and not visit.request.query.get("cursor") else 0
    following = more("versions", visit, told["cursor"])
    headline = next((one["headline"] for one in listed if one["headline"]), "A story")
    page = pages.page(
        "versions",
        visit.frame(_ROOT),
        id=_id(visit),
        headline=headline,
        versions=listed,
        newest=newest,  # 0 where the list does not begin with it
        more=following,
    )
    return html(200, page)


def compare(visit: Visit) -> api.Reply:
    """Show two versions of a story side by side; the newest beside the one before it if unasked."""
    query = {name: text for name, text in visit.request.query.items() if name in ("from", "to")}
    status, told = visit.asks("GET /articles/{id}/changes", path=visit.request.path, query=query)
    if status != 200:
        return failed(visit, status, told, _ROOT)
    sides = []
    for end in ("from", "to"):
        path = {**visit.request.path, "n": str(told[end]["version"])}
        status, side = visit.asks("GET /articles/{id}/versions/{n}", path=path)
        if status != 200:
            return failed(visit, status, side, _ROOT)
        sides.append(side)
    earlier, later = (
        {"version": told[end]["version"], "day": pages.day(told[end]["dateDownloaded"])}
        for end in ("from", "to")
    )
    page = pages.page(
        "compare",
        visit.frame(_ROOT),
        id=_id(visit),
        headline=told["to"]["headline"] or "A story",
        earlier=earlier,
        later=later,
        classes=_classes(told["classes"]),
        statements=cards(told["statements"]),
        rows=rows(sides[0], sides[1], told),
    )
    return html(200, page)


def edited(visit: Visit) -> api.Reply:
    """List the stories that were changed lately, over all publishers."""
    asked = visit.request.query.get("days", "")
    span = int(asked) if asked in {str(days) for days, _ in SPANS} else SPANS[0][0]
    since = visit.lobby.desk.now() - timedelta(days=span)
    query = {"since": f"{since:%Y-%m-%dT%H:%M:00Z}"} | cursor_of(visit)
    status, told = visit.asks("GET /changes", query=query)
    if status != 200:
        return failed(visit, status, told, "./")
    listed = [_edit(one) for one in told["changes"]]
    following = more("edits", visit, told["cursor"])
    page = pages.page("edits", visit.frame(), spans=SPANS, span=span, edits=listed, more=following)
    return html(200, page)


def _edit(one: JSON) -> JSON:
    article = one["article"]
    return {
        "id": article["id"],
        "earlier": one["from"],
        "later": one["to"],
        "headline": article["headline"] or article["url"],
        "notes": [
            *([article["publisher"]] if article["publisher"] else []),
            pages.day(one["dateDownloaded"]),
            *_classes(one["classes"]),
        ],
        "said": [
            {
                "label": label(
                    {"kinds": each["kinds"], "after": {"source": each["speaker"]}, "before": None}
                ),
                "before": each["before"],
                "after": each["after"],
            }
            for each in one["statements"]
        ],
    }


def _classes(classes: list[str]) -> list[str]:
    return [_CLASSES[kind] for kind in classes]


def _id(visit: Visit) -> str:
    return quote(visit.request.path["id"])
