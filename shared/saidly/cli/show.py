"""Articles and lists as text for a terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from saidly.cli import columns
from saidly.reader.pages import REASONS, day

JSON = dict[str, Any]

_BULLETS = {"listItem": "• ", "quote": "│ ", "code": "    "}
GAP = 2  # columns between two columns
_ID = 32  # columns that a word takes at the most without being cut; an article's id has 26


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed on: its width in columns, and whether it can show bold."""

    width: int = 88
    bold: bool = False

    def strong(self, text: str) -> str:
        """Return text in bold where the paper can."""
        return f"\x1b[1m{text}\x1b[0m" if self.bold and text else text

    def wrapped(self, text: str, first: str = "", rest: str | None = None) -> str:
        """Return text broken into lines; ``first`` and ``rest`` lead the lines."""
        later = first if rest is None else rest
        room = self.width - max(len(first), len(later))
        broken = columns.lines(text, room)
        return "\n".join((later if at else first) + line for at, line in enumerate(broken))


def article(plain: JSON, paper: Paper) -> str:
    """Return an article in full: headline, dek, sections, who said what, what was removed."""
    parts = [
        paper.strong(paper.wrapped(plain["headline"] or "(no headline)")),
        paper.wrapped(plain["dek"] or ""),
        _facts(plain, paper),
        *_sections(plain["sections"], paper),
        _statements(plain["attributions"], paper),
        _removed(plain["removed"], paper),
        _lines("CREDITS", (credit["text"] for credit in plain["credits"]), paper),
        _lines("CORRECTIONS", plain["corrections"], paper),
    ]
    return "\n\n".join(part for part in parts if part)


def _facts(plain: JSON, paper: Paper) -> str:
    publisher = plain["publisher"] or {}
    authors = ", ".join(author["name"] for author in plain["authors"])
    facts = [
        publisher.get("name") or publisher.get("domain"),
        day(plain["datePublished"]),
        plain["byline"] or (f"By {authors}" if authors else None),
        plain["inLanguage"],
    ]
    return "\n".join([paper.wrapped(" · ".join(fact for fact in facts if fact)), plain["url"]])


def _sections(sections: Sequence[JSON], paper: Paper) -> list[str]:
    parts = []
    for section in sections:
        if section["heading"]:
            parts.append(paper.strong(paper.wrapped(section["heading"], "## ")))
        for block in section["blocks"]:
            bullet = _BULLETS.get(block["type"], "")
            indent = "  " * ((block["level"] or 1) - 1) if block["type"] == "listItem" else ""
            rest = indent + (bullet if block["type"] == "quote" else " " * len(bullet))
            parts.append(paper.wrapped(block["text"], indent + bullet, rest))
    return parts


def _statements(attributions: Sequence[JSON], paper: Paper) -> str:
    heading = paper.strong(f"WHO SAID WHAT ({len(attributions)})")
    if not attributions:
        return f"{heading}\nno statement found"
    rows = [
        (_speaker(one), one["cue"]["text"] if one["cue"] else "–", one["type"], _said(one))
        for one in attributions
    ]
    return f"{heading}\n{table(('SOURCE', 'CUE', 'TYPE', 'STATEMENT'), rows, paper)}"


def _speaker(attribution: JSON) -> str:
    source = attribution["source"]
    if source is None:
        return "–"
    name: str = source["name"] or source["text"]
    return f"{name} ({source['role']})" if source["role"] else name


def _said(attribution: JSON) -> str:
    text = " … ".join(piece["text"] for piece in attribution["content"])
    notes = [f"via {relay['name']}" for relay in attribution["via"]]
    if attribution["hedged"]:
        notes.append("hedged")
    if attribution["polarity"] == "denied":
        notes.append("denied")
    return f"{text} [{', '.join(notes)}]" if notes else text


def _removed(removed: Sequence[JSON], paper: Paper) -> str:
    if not removed:
        return ""
    rows = [(str(REASONS.get(one["reason"], one["reason"])), one["text"]) for one in removed]
    heading = paper.strong(f"REMOVED ({len(removed)})")
    return f"{heading}\n{table(('REASON', 'TEXT'), rows, paper)}"


def _lines(heading: str, lines: Iterable[str], paper: Paper) -> str:
    wrapped = [paper.wrapped(line, rest="  ") for line in lines]
    return "\n".join([paper.strong(heading), *wrapped]) if wrapped else ""


def listing(heads: Sequence[JSON], paper: Paper) -> str:
    """Return heads of articles as a table."""
    rows = [
        (
            head["id"],
            head["status"],
            head["headline"] or " · ".join(filter(None, (head["url"], head["reason"]))),
        )
        for head in heads
    ]
    return table(("ID", "STATUS", "HEADLINE"), rows, paper) if rows else "no articles"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], paper: Paper) -> str:
    """Return rows in columns; the last column takes what is left of the width and wraps.

    The others are as wide as they must be, up to a quarter of the width, and wrap beyond; an id is
    never cut in two.
    """
    most = paper.width // 4
    widths = [_width(column, most) for column in list(zip(heads, *rows, strict=True))[:-1]]
    widths.append(max(24, paper.width - sum(width + GAP for width in widths)))
    lines = [paper.strong(_row(heads, widths))]
    lines.extend(_row(row, widths) for row in rows)
    return "\n".join(lines)


def _width(cells: Sequence[str], most: int) -> int:
    whole = max(columns.width(cell) for cell in cells)
    word = max(columns.width(word) for cell in cells for word in cell.split() or [""])
    return max(min(most, whole), min(_ID, word))


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    broken = [columns.lines(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(1, *(len(cell) for cell in broken))
    lines = []
    for index in range(height):
        parts = [
            columns.padded(cell[index] if index < len(cell) else "", width)
            for cell, width in zip(broken, widths, strict=True)
        ]
        lines.append((" " * GAP).join(parts).rstrip())
    return "\n".join(lines)
