"""Lists as rows: CSV that no spreadsheet runs, and JSON Lines; what feeds show of a row."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from saidly.codec import JSON

# a cell that begins so is a formula to Excel, LibreOffice and Sheets (OWASP, CSV injection)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TITLE_CHARS = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as an entry of a feed."""

    id: str
    title: str
    url: str | None
    date: str  # ISO 8601 with time zone
    text: str
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of list: where its rows are, how it is called, its columns and its entries."""

    key: str
    title: str
    columns: Mapping[str, Callable[[JSON], Any]]
    entry: Callable[[JSON], Entry]


def json_lines(kind: Kind, plain: JSON) -> str:
    """Return a row a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in plain[kind.key])


def csv_text(kind: Kind, plain: JSON) -> str:
    """Return a table with a head, lines ended as RFC 4180 has it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(kind.columns)
    for row in plain[kind.key]:
        writer.writerow([cell(column(row)) for column in kind.columns.values()])
    return out.getvalue()


def cell(value: Any) -> str:
    """Return a value as a cell that is never run: what looks like a formula gets an apostrophe."""
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    dangerous = isinstance(value, str) and text.lstrip(" ").startswith(_FORMULA)
    return f"'{text}" if dangerous else text


def text_of(said: JSON) -> str:
    """Return what was said, its pieces joined."""
    return " … ".join(piece["text"] for piece in said["content"])


def speaker_of(said: JSON) -> str | None:
    """Return who said it, as well as is known."""
    source = said["source"]
    return (source["name"] or source["text"]) if source else None


def _of_source(name: str) -> Callable[[JSON], Any]:
    return lambda said: said["source"][name] if said["source"] else None


def _of_article(name: str) -> Callable[[JSON], Any]:
    return lambda said: said["article"][name]


def _column(name: str) -> Callable[[JSON], Any]:
    return lambda row: row[name]


def _statement_entry(said: JSON) -> Entry:
    who, what = speaker_of(said) or "Somebody", text_of(said)
    title = f"{who}: {what}"
    short = title if len(title) <= TITLE_CHARS else f"{title[: TITLE_CHARS - 1]}…"
    article = said["article"]
    url = said["link"] or article["url"]
    return Entry(f"urn:saidly:{said['id']}", short, url, article["date"], what, who)


def _article_entry(row: JSON) -> Entry:
    title = row["headline"] or row["url"] or f"{row['id']}: {row['reason']}"
    date = row["date"] or row["dateSubmitted"]
    return Entry(f"urn:saidly:{row['id']}", title, row["url"], date, title, row["publisher"])


def _change_entry(row: JSON) -> Entry:
    article = row["article"]
    title = f"{', '.join(row['classes'])}: {article['headline'] or article['url']}"
    lines = [_edited(said) for said in row["statements"]] or [f"version {row['to']}"]
    url, text = article["url"], "\n".join(lines)
    return Entry(f"urn:saidly:{row['id']}", title, url, row["date"], text, article["publisher"])


def _edited(said: JSON) -> str:
    texts = " → ".join(text for text in (said["before"], said["after"]) if text)
    return f"{' + '.join(said['kinds'])}: {said['speaker'] or 'somebody'}: {texts}"


ARTICLES = Kind(
    "articles",
    "Articles",
    {
        name: _column(name)
        for name in ("id", "url", "status", "headline", "publisher", "date", "version", "reason")
    }
    | {"changes": lambda row: " ".join(row["changes"])},
    _article_entry,
)
STATEMENTS = Kind(
    "statements",
    "Who said what",
    {
        "id": _column("id"),
        "date": _of_article("date"),
        "speaker": _column("speaker"),
        "name": speaker_of,
        "role": _of_source("role"),
        "affiliation": _of_source("affiliation"),
        "type": _column("type"),
        "act": lambda said: said["cue"]["act"] if said["cue"] else None,
        "cue": lambda said: said["cue"]["text"] if said["cue"] else None,
        "text": text_of,
        "via": lambda said: "; ".join(relay["name"] for relay in said["via"]),
        "hedged": _column("hedged"),
        "polarity": _column("polarity"),
        "confidence": _column("confidence"),
        "headline": _of_article("headline"),
        "publisher": lambda said: (said["article"]["publisher"] or {}).get("domain"),
        "url": _of_article("url"),
        "link": _column("link"),
    },
    _statement_entry,
)
CHANGES = Kind(
    "changes",
    "What was edited",
    {
        "id": _column("id"),
        "date": _column("date"),
        "dateDownloaded": _column("dateDownloaded"),
        "from": _column("from"),
        "to": _column("to"),
        "classes": lambda row: " ".join(row["classes"]),
        "fields": lambda row: " ".join(row["fields"]),
        "blocks": _column("blocks"),
        "statementCount": _column("statementCount"),
        "statements": lambda row: "; ".join(map(_edited, row["statements"])),
        "article": _of_article("id"),
        "headline": _of_article("headline"),
        "publisher": _of_article("publisher"),
        "url": _of_article("url"),
    },
    _change_entry,
)
