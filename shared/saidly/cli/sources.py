"""``saidly sources``: what is watched, and how it fares."""

import time
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from saidly import urls
from saidly.cli import show
from saidly.cli.client import Client, Waiting
from saidly.cli.desk import Desk, as_json
from saidly.errors import BadRequest
from saidly.reader.pages import day

POLL_S = 1.0
_KINDS = ("feed", "sitemap", "section", "site")


def sources(asked: Namespace, desk: Desk) -> str:
    """Carry out one action on the registry."""
    client = desk.client(asked)
    if asked.action == "list":
        return _list(asked, desk, client)
    told: show.JSON = _ACTIONS[asked.action](asked, client)
    return as_json(told) if asked.json else _one(told, desk.paper)


def _list(asked: Namespace, desk: Desk, client: Client) -> str:
    kept = client.sources()
    if asked.json:
        return as_json(kept)
    rows = [_row(each) for each in kept]
    if not rows:
        return "no sources; `saidly sources propose https://…` finds a site's feeds"
    return show.table(("ID", "STATE", "NEXT", "NEW", "WATCHES"), rows, desk.paper)


def _row(source: show.JSON) -> tuple[str, str, str, str, str]:
    health = source["health"]
    what = source["address"] or f"{len(source['pages'])} addresses"
    told = f"{what} [{health['problem']}]" if health["problem"] else what
    new = f"{health['new']}/{health['offered']}"
    return source["id"], health["state"], _when(health["nextRun"]), new, told


def _one(source: show.JSON, paper: show.Paper) -> str:
    if "removed" in source:
        return f"{source['removed']} is watched no more"
    health = source["health"]
    facts = {
        "watches": source["address"] or ", ".join(source["pages"]),
        "kind": source["kind"],
        "include": " ".join(source["include"]),
        "exclude": " ".join(source["exclude"]),
        "every": f"{source['intervalMinutes']} min, {source['dailyBudget']} new addresses a day",
        "keeps": source["storageMode"],
        "state": health["state"],
        "problem": health["problem"],
        "failures": str(health["failures"]) if health["failures"] else None,
        "last run": _when(health["lastRun"]),
        "next run": _when(health["nextRun"]),
        "offered": f"{health['offered']}, {health['new']} of them new",
        "silent": _when(health["silentSince"]),
    }
    lines = [f"{name:9} {value}" for name, value in facts.items() if value]
    text = "\n".join([paper.strong(source["id"]), *lines])
    rows = [(each["kind"], each["found"], each["address"]) for each in source["proposals"]]
    return (
        f"{text}\n\n{show.table(('PROPOSED', 'FOUND', 'ADDRESS'), rows, paper)}" if rows else text
    )


def _when(moment: str | None) -> str:
    return (day(moment[:16]) or "") if moment else ""


def _add(asked: Namespace, client: Client) -> show.JSON:
    named = {kind: getattr(asked, kind) for kind in _KINDS if getattr(asked, kind)}
    if len(named) + bool(asked.page) != 1:
        raise BadRequest("address", "give one of --feed, --sitemap, --section, --site, or --page")
    settings: dict[str, Any] = {"kind": "pages", "pages": asked.page}
    for kind, address in named.items():
        settings = {"kind": kind, "address": address}
    more = {
        "include": asked.include,
        "exclude": asked.exclude,
        "intervalMinutes": asked.interval,
        "dailyBudget": asked.budget,
        "storageMode": asked.storage,
    }
    settings |= {name: value for name, value in more.items() if value is not None}
    return client.put_source(_id(asked), settings)


def _propose(asked: Namespace, client: Client) -> show.JSON:
    """Have a site looked at, and wait until it was."""
    home = asked.id or ""
    source_id = urls.host(home)
    client.put_source(source_id, {"kind": "site", "address": home, "intervalMinutes": 10_080})
    client.visit_source(source_id)
    deadline = time.monotonic() + asked.timeout
    while True:
        told = client.source(source_id)
        looked = told["health"]["lastRun"] is not None
        if looked and (told["proposals"] or not told["health"]["waiting"]):
            return told
        if time.monotonic() > deadline:
            raise Waiting(f"not looked at yet; `saidly sources show {source_id}` tells later")
        time.sleep(POLL_S)


def _id(asked: Namespace) -> str:
    if not asked.id:
        raise BadRequest("id", f"say which source to {asked.action}")
    name: str = asked.id
    return name


def _removed(asked: Namespace, client: Client) -> show.JSON:
    client.remove_source(_id(asked))
    return {"removed": asked.id}


_ACTIONS: dict[str, Callable[[Namespace, Client], show.JSON]] = {
    "add": _add,
    "show": lambda asked, client: client.source(_id(asked)),
    "pause": lambda asked, client: client.pause_source(_id(asked), paused=True),
    "resume": lambda asked, client: client.pause_source(_id(asked), paused=False),
    "visit": lambda asked, client: client.visit_source(_id(asked)),
    "remove": _removed,
    "propose": _propose,
}
