"""Quotations: where verbatim speech begins and ends, over paragraphs too."""

import re
from dataclasses import dataclass

MAX_QUOTE = 3000  # characters; a longer quotation is taken for a mark that was never closed
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation inside one paragraph, marks included.

    ``inner`` is the span without marks; ``continues`` says that the next quotation, which opens
    the next paragraph, belongs to the same speech (no closing mark stood here).
    """

    start: int
    end: int
    inner: tuple[int, int]
    continues: bool = False


def quotations(text: str, pairs: tuple[str, ...]) -> list[Quotation]:
    """Return all quotations in order, not overlapping, in linear time."""
    marks = re.compile("|".join(sorted({re.escape(m) for p in pairs for m in _ends(p)})))
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    out: list[Quotation] = []
    for at, (start, end) in enumerate(paragraphs):
        following = paragraphs[at + 1][0] if at + 1 < len(paragraphs) else len(text)
        out += _in_paragraph(text, (start, end), following, (marks, pairs))
    return out


def speeches(quotes: list[Quotation]) -> list[list[Quotation]]:
    """Join the quotations that run on over paragraphs."""
    groups: list[list[Quotation]] = []
    for quote in quotes:
        if groups and groups[-1][-1].continues:
            groups[-1].append(quote)
        else:
            groups.append([quote])
    return groups


def _ends(pair: str) -> tuple[str, str]:
    """Return opening and closing mark; the pair '' is a doubled apostrophe on both sides."""
    return (pair, pair) if pair == "''" else (pair[0], pair[1])


def _in_paragraph(
    text: str, span: tuple[int, int], following: int, rules: tuple[re.Pattern[str], tuple[str, ...]]
) -> list[Quotation]:
    marks, pairs = rules
    out: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in marks.finditer(text, *span):
        if opened is not None and _closes(text, opened, mark, pairs):
            if mark.end() - opened.start() <= MAX_QUOTE:
                inner = (opened.end(), mark.start())
                out.append(Quotation(opened.start(), mark.end(), inner))
            opened = None
        elif _opens(text, mark, pairs) and (opened is None or _restarts(opened, mark)):
            opened = mark
    if opened is not None and span[1] - opened.start() <= MAX_QUOTE and _carries(opened, pairs):
        continues = text.startswith(opened.group(), following)
        if continues or opened.group() == "“":
            inner = (opened.end(), span[1])
            out.append(Quotation(opened.start(), span[1], inner, continues))
    return out


def _restarts(opened: re.Match[str], mark: re.Match[str]) -> bool:
    """Whether a second opening mark shows that the first was never closed."""
    return mark.group() == opened.group() and mark.group() not in "‘'"


def _carries(opened: re.Match[str], pairs: tuple[str, ...]) -> bool:
    """Whether speech opened by this mark may run on into the next paragraph."""
    return opened.group() not in ("‘", "'") and any(_ends(p)[0] == opened.group() for p in pairs)


def _opens(text: str, mark: re.Match[str], pairs: tuple[str, ...]) -> bool:
    if not any(_ends(pair)[0] == mark.group() for pair in pairs):
        return False
    before = text[mark.start() - 1 : mark.start()]
    after = text[mark.end() : mark.end() + 1]
    if mark.group() in ("‘", "'"):
        return not before.isalnum() and after.isalnum()
    return True


def _closes(text: str, opened: re.Match[str], mark: re.Match[str], pairs: tuple[str, ...]) -> bool:
    if not any(_ends(pair) == (opened.group(), mark.group()) for pair in pairs):
        return False
    if mark.group() in ("’", "'"):  # an apostrophe closes nothing
        before = text[mark.start() - 1]
        after = text[mark.end() : mark.end() + 1]
        return not before.isspace() and not after.isalnum()
    return True
