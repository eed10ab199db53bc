"""``saidly statements`` and ``saidly export``: who said what, on paper or for other tools."""

from argparse import Namespace
from collections.abc import Iterator

from saidly.cli import show
from saidly.cli.asking import chosen, filled
from saidly.cli.client import Client
from saidly.cli.desk import Desk, as_json
from saidly.errors import BadRequest, NotFound

MAX_SHOWN = 10  # speakers to choose from


def statements(asked: Namespace, desk: Desk) -> str:
    """Print a page of what a speaker, or a publisher's articles, said."""
    client = desk.client(asked)
    reply = filled(client.statements, "statements", _query(asked, client))
    if asked.json:
        return as_json(reply)
    rows = [_row(said) for said in reply["statements"]]
    heads = ("DATE", "WHO", "CUE", "STATEMENT")
    text = show.table(heads, rows, desk.paper) if rows else "no statements"
    return f"{text}\n\nmore: --cursor {reply['cursor']}" if reply["cursor"] else text


def export(asked: Namespace, desk: Desk) -> Iterator[str]:
    """Return a whole list, page by page, as CSV or JSON Lines."""
    client = desk.client(asked)
    query = {"limit": "100"} | _query(asked, client) | chosen(asked)
    for number, page in enumerate(client.pages(f"/{asked.what}.{asked.format}", query)):
        head, end, rest = page.partition("\r\n")
        # each page of CSV has a head of its own; one is enough
        yield rest if number and asked.format == "csv" else head + end + rest


def _query(asked: Namespace, client: Client) -> dict[str, str]:
    named = {
        "speaker": _speaker(getattr(asked, "speaker", None), client),
        "publisher": asked.publisher,
        "words": getattr(asked, "words", None),
        "act": getattr(asked, "act", None),
        "type": getattr(asked, "type", None),
        "from": asked.start,
        "to": asked.end,
        "cursor": getattr(asked, "cursor", None),
    }
    return {name: value for name, value in named.items() if value}


def _speaker(text: str | None, client: Client) -> str | None:
    """Return the id of a speaker: an id as it is, a name where it means one speaker alone."""
    if text is None or ":" in text:
        return text
    found = client.speakers(text)
    if len(found) == 1:
        speaker: str = found[0]["id"]
        return speaker
    if not found:
        raise NotFound(f"no speaker's name begins with {text!r}")
    shown = ", ".join(one["id"] for one in found[:MAX_SHOWN])
    raise BadRequest("speaker", f"{text!r} may be {shown}{' …' if len(found) > MAX_SHOWN else ''}")


def _row(said: show.JSON) -> tuple[str, str, str, str]:
    source, cue = said["source"], said["cue"]
    who = (source["name"] or source["text"]) if source else "–"
    text = " … ".join(piece["text"] for piece in said["content"])
    outlet = (said["article"]["publisher"] or {}).get("domain") or said["article"]["url"]
    return said["article"]["date"][:10], who, cue["text"] if cue else "–", f"{text} [{outlet}]"
