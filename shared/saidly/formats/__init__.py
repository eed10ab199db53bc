"""What others read: one table of formats for each kind of answer.

A format is a name (the suffix of an address: ``/articles/ID.md``), a media type and a function from
the JSON of the answer to text. The first of a table is given where nobody asks for another.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from saidly.codec import JSON
from saidly.formats import annotations, feeds, linked, prose, rows
from saidly.formats.negotiation import Render, best


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an answer."""

    media_type: str
    render: Render


Table = Mapping[str, Format]


def as_json(plain: JSON) -> str:
    """Return JSON without spaces."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _list(kind: rows.Kind) -> Table:
    return {
        "json": Format("application/json", as_json),
        "jsonl": Format("application/jsonl", partial(rows.json_lines, kind)),
        "csv": Format("text/csv; charset=utf-8; header=present", partial(rows.csv_text, kind)),
        "atom": Format("application/atom+xml", partial(feeds.atom, kind)),
        "feed": Format("application/feed+json", partial(feeds.json_feed, kind)),
    }


ARTICLE: Table = {
    "json": Format("application/json", as_json),
    "jsonld": Format("application/ld+json", linked.news_article),
    "md": Format("text/markdown; charset=utf-8", prose.markdown),
    "txt": Format("text/plain; charset=utf-8", prose.plain_text),
    "html": Format("text/html; charset=utf-8", prose.html),
    "anno": Format(
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', annotations.page
    ),
}
ARTICLES, STATEMENTS = _list(rows.ARTICLES), _list(rows.STATEMENTS)
CHANGES = _list(rows.CHANGES)
ONLY_JSON: Table = {"json": Format("application/json", as_json)}
SUFFIXES = tuple(dict.fromkeys([*ARTICLE, *ARTICLES]))


def chosen(table: Table, suffix: str | None, accept: str | None) -> Format | None:
    """Return the format that a suffix names, or else the one that ``Accept`` likes best.

    Returns:
        None where the table has nothing that was asked for.
    """
    if suffix is not None:
        return table.get(suffix)
    name = best({name: each.media_type for name, each in table.items()}, accept)
    return table[name] if name else None
