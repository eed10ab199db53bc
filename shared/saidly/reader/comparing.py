"""Two versions of a story side by side: blocks in rows, words that went and came, statements.

Everything comes from the API's JSON: two versions, and what changed between them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]
_KINDS = {
    "added": "new statement",
    "cut": "statement gone",
    "reworded": "reworded",
    "reattributed": "somebody else said it",
    "hedgeAdded": "now hedged",
    "hedgeGone": "no longer hedged",
    "quotationAltered": "quotation altered",
}
_FIELDS = {
    "headline": "Headline",
    "dek": "Standfirst",
    "authors": "Authors",
    "credits": "Credits",
    "corrections": "Corrections",
    "isAccessibleForFree": "Free to read",
}


@dataclass(slots=True)
class Row:
    """One line of the comparison; a side is None where its block is not there."""

    kind: str  # same, changed, added, cut, moved, field
    left: Sequence[JSON] | None  # pieces: op, text
    right: Sequence[JSON] | None
    label: str | None = None  # of a field; of a heading "heading"
    statements: list[str] = field(default_factory=list)  # what happened to those in the block


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    heading: bool
    start: int

    def holds(self, place: int) -> bool:
        return self.start <= place <= self.start + len(self.text)


def rows(before: JSON, after: JSON, changes: JSON) -> list[Row]:
    """Return the story in lines, fields first, in the order of the later version.

    Args:
        before: the earlier version as the API gives it.
        after: the later one.
        changes: what changed, from the first to the second.
    """
    old, new = _blocks(before), _blocks(after)
    edits = {each["after"]: each for each in changes["blocks"] if each["after"] is not None}
    cut = {each["before"]: each for each in changes["blocks"] if each["after"] is None}
    spoken = _spoken(changes["statements"], "after", new)
    silenced = _spoken(changes["statements"], "before", old, but="after")
    standing = defaultdict[str, list[int]](list)
    for number in sorted(set(range(len(old))) - set(cut) - {e["before"] for e in edits.values()}):
        standing[old[number].text].append(number)

    told: list[tuple[int, Row]] = []  # each with the earlier block behind which it stands
    at = -1
    for number, block in enumerate(new):
        edit = edits.get(number)
        if edit is not None:
            row = _edited(edit, block)
            at = edit["before"] if edit["kind"] == "changed" else at
        else:
            twins = standing.get(block.text)
            at = twins.pop(0) if twins else at
            whole = [{"op": "same", "text": block.text}]
            row = Row("same", whole, whole)
        row.label = "heading" if block.heading else None
        row.statements = spoken[number]
        told.append((at, row))
    for number, edit in sorted(cut.items()):
        row = Row("cut", edit["words"], None, "heading" if old[number].heading else None)
        row.statements = silenced[number]
        behind = [n for n, (at, one) in enumerate(told) if at < number and one.kind != "added"]
        told.insert(behind[-1] + 1 if behind else 0, (number, row))
    return [*_fields(changes["fields"]), *(row for _, row in told)]


def _edited(edit: JSON, block: _Block) -> Row:
    if edit["kind"] == "moved":
        whole = [{"op": "same", "text": block.text}]
        return Row("moved", whole, whole)
    left = None if edit["kind"] == "added" else edit["words"]
    return Row(edit["kind"], left, edit["words"])


def _fields(fields: Sequence[JSON]) -> Iterator[Row]:
    for each in fields:
        label = _FIELDS[each["name"]]
        if each["words"]:
            yield Row("field", each["words"], each["words"], label)
            continue
        before, after = (
            [{"op": op, "text": each[side]}] if each[side] else None
            for side, op in (("before", "cut"), ("after", "added"))
        )
        yield Row("field", before, after, label)


def _blocks(told: JSON) -> list[_Block]:
    found, start = [], 0
    for section in told["sections"]:
        heading = [(section["heading"], True)] if section["heading"] is not None else []
        for text, is_heading in heading + [(block["text"], False) for block in section["blocks"]]:
            found.append(_Block(text, is_heading, start))
            start += len(text) + len("\n\n")
    return found


def _spoken(
    statements: Sequence[JSON], side: str, blocks: Sequence[_Block], but: str | None = None
) -> defaultdict[int, list[str]]:
    """Return what happened to statements by the number of the block in which they begin."""
    found = defaultdict[int, list[str]](list)
    for change in statements:
        said = change[side]
        if not said or not said["span"] or (but and change[but]):
            continue
        place = said["span"][0]
        number = next((n for n, block in enumerate(blocks) if block.holds(place)), None)
        if number is not None:
            found[number].append(label(change))
    return found


def label(change: JSON) -> str:
    """Return what happened to a statement, with who says it: "quotation altered: Ada Lind"."""
    who = next((side["source"] for side in (change["after"], change["before"]) if side), None)
    what = ", ".join(_KINDS[kind] for kind in change["kinds"])
    return f"{what}: {who}" if who else what


def cards(statements: Sequence[JSON]) -> list[JSON]:
    """Return the statements that changed, as the page lists them."""
    return [
        {
            "label": label(change),
            "before": _side(change, "before", "added"),
            "after": _side(change, "after", "cut"),
        }
        for change in statements
    ]


def _side(change: JSON, side: str, but: str) -> list[JSON] | None:
    """Return one side's words, without those of the other."""
    if change[side] is None:
        return None
    kept = [piece for piece in change["words"] if piece["op"] != but]
    return kept or [{"op": "same", "text": change[side]["text"]}]
