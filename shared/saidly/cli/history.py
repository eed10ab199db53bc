"""``saidly changes``, ``versions`` and ``diff``: what was edited, and how, on paper or as JSON."""

from argparse import Namespace
from collections.abc import Iterable

from saidly.cli import show
from saidly.cli.desk import Desk, as_json

_SIGNS = {"cut": ("[-", "-]"), "added": ("{+", "+}")}
_KEPT_CHARS = 60  # of what stayed, shown before and behind a change


def changes(asked: Namespace, desk: Desk) -> str:
    """Print a page of what was edited."""
    names = {
        "since": asked.since,
        "publisher": asked.publisher,
        "class": asked.kind,
        "cursor": asked.cursor,
    }
    query = {name: value for name, value in names.items() if value}
    reply = desk.client(asked).changes(**query)
    if asked.json:
        return as_json(reply)
    rows = [
        (row["date"][:16].replace("T", " "), row["article"]["id"], _classes(row), _told(row))
        for row in reply["changes"]
    ]
    heads = ("DATE", "ID", "CHANGED", "HEADLINE")
    text = show.table(heads, rows, desk.paper) if rows else "no changes"
    more = f"more: --cursor {reply['cursor']}"
    return f"{text}\n\n{more if reply['cursor'] else f'go on: --since {reply["until"]}'}"


def versions(asked: Namespace, desk: Desk) -> str:
    """Print the versions of an article, newest first."""
    client = desk.client(asked)
    reply = client.versions(client.id_of(asked.article))
    if asked.json:
        return as_json(reply)
    rows = [
        (
            str(row["version"]),
            row["dateDownloaded"][:16].replace("T", " "),
            _classes(row["changes"]) if row["changes"] else "–",
            row["headline"] or "–",
        )
        for row in reply["versions"]
    ]
    return show.table(("VERSION", "FETCHED", "CHANGED", "HEADLINE"), rows, desk.paper)


def diff(asked: Namespace, desk: Desk) -> str:
    """Print what changed between two versions of an article."""
    client = desk.client(asked)
    names = {"from": asked.earlier, "to": asked.later}
    query = {name: str(value) for name, value in names.items() if value is not None}
    reply = client.differences(client.id_of(asked.article), **query)
    return as_json(reply) if asked.json else differences(reply, desk.paper)


def differences(plain: show.JSON, paper: show.Paper) -> str:
    """Return what changed: statements first, then fields, then blocks; [-cut-] and {+added+}."""
    sides = (f"version {plain[side]['version']}" for side in ("from", "to"))
    title = f"{' to '.join(sides)}: {_classes(plain) or 'nothing that a reader sees'}"
    statements = [
        paper.wrapped(f"{' + '.join(one['kinds'])}: {_speaker(one)}: {_marked(one)}", rest="  ")
        for one in plain["statements"]
    ]
    fields = [paper.wrapped(f"{one['name']}: {_marked(one)}", rest="  ") for one in plain["fields"]]
    blocks = [
        paper.wrapped(f"{one['kind']} {_place(one)}: {_marked(one)}", rest="  ")
        for one in plain["blocks"]
    ]
    parts = [
        paper.strong(paper.wrapped(title)),
        *_part("STATEMENTS", statements, paper),
        *_part("FIELDS", fields, paper),
        *_part("BLOCKS", blocks, paper),
    ]
    return "\n\n".join(parts)


def _part(heading: str, lines: list[str], paper: show.Paper) -> list[str]:
    return ["\n".join([paper.strong(f"{heading} ({len(lines)})"), *lines])] if lines else []


def _classes(plain: show.JSON) -> str:
    return ", ".join(plain["classes"])


def _told(row: show.JSON) -> str:
    notes = [f"{' + '.join(one['kinds'])}: {one['speaker'] or '–'}" for one in row["statements"]]
    headline = row["article"]["headline"] or row["article"]["url"]
    return f"{headline} [{'; '.join(notes)}]" if notes else headline


def _speaker(change: show.JSON) -> str:
    names: Iterable[str | None] = (
        side["source"] for side in (change["before"], change["after"]) if side
    )
    return " > ".join(dict.fromkeys(name or "nobody" for name in names))


def _place(change: show.JSON) -> str:
    places = [change[side] for side in ("before", "after") if change[side] is not None]
    return " > ".join(dict.fromkeys(str(place + 1) for place in places))


def _marked(change: show.JSON) -> str:
    """Return words with marks around what was cut and added; long runs of what stayed are cut."""
    parts = []
    for piece in change["words"]:
        if piece["op"] == "same":
            parts.append(_middle(piece["text"]))
        else:
            opening, closing = _SIGNS[piece["op"]]
            parts.append(f"{opening}{piece['text']}{closing}")
    return " ".join(parts)


def _middle(text: str) -> str:
    if len(text) <= 2 * _KEPT_CHARS:
        return text
    return f"{text[:_KEPT_CHARS]} … {text[-_KEPT_CHARS:]}"
