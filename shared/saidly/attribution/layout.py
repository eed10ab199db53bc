"""Statements that the layout of a text attributes: interview turns and signed quotations.

An interview sets the speaker before a colon at the head of each turn ("LEE: I am."); a collection
of voices signs each quotation with a dash and a name on the next line ("― Ann Lee, Leeds").
"""

import re
from collections import Counter

from saidly.attribution.draft import Draft, Range
from saidly.attribution.quotes import Quotation, speeches

CONFIDENCE = 0.93  # right 30 times of 32 on the annotated English articles
MAX_LINES = 6  # of one turn; more is prose between two parts of an interview
MIN_TURNS = 3  # turns in capitals or by one speaker; fewer may be captions or labels
_LINE = re.compile(r"[^\n]+")
_NAME = r"[^\W\d_a-z][\w.’'-]*(?: (?:(?:de|da|van|von|al|bin) )?[^\W\d_a-z][\w.’'-]*){0,3}"
_TURN = re.compile(rf"[“\"]?(?P<source>{_NAME})(?P<cue>:) *(?=\S)")
_SIGNED = re.compile(
    rf"\s{{0,3}}(?P<cue>[―—–])[ \u00a0]?(?P<source>{_NAME}(?:[,(][^\n]{{0,100}}[^\n\s.])?)"
    r"[.\s]*(?:\n|$)"
)
MIN_WORDS = 2  # of a turn
_LABELS = frozenset(
    [
        "note",
        "update",
        "correction",
        "editor",
        "photo",
        "image",
        "video",
        "source",
        "read",
        "related",
        "watch",
        "more",
        "tip",
        "date",
        "time",
        "place",
        "location",
        "price",
        "where",
        "when",
        "what",
        "who",
        "why",
        "how",
        "question",
        "answer",
        "contact",
        "email",
        "phone",
        "warning",
        "q",
        "a",
    ]
)


def laid_out(text: str, quotes: list[Quotation]) -> list[Draft]:
    """Return the turns and the signed quotations of a text, in order."""
    lines = [match.span() for match in _LINE.finditer(text)]
    return sorted(_turns(text, lines) + _signed(text, quotes), key=lambda draft: draft.content)


def _turns(text: str, lines: list[Range]) -> list[Draft]:
    """Return the turns of an interview, a line each; its speakers take more than one turn."""
    heads = [_TURN.match(text, *line) for line in lines]
    pairs = zip(heads, lines, strict=True)
    heads = [head if head and _speaks(head, line) else None for head, line in pairs]
    counts = Counter(head.group("source") for head in heads if head)
    known = {name for name, count in counts.items() if count > 1}
    if sum(counts[name] for name in known) < MIN_TURNS:
        return []
    turns = [(at, h) for at, h in enumerate(heads) if h and h.group("source") in known]
    ends = [*(at for at, _ in turns[1:]), turns[-1][0] + 1]
    return [_turn(head, lines[at:end]) for (at, head), end in zip(turns, ends, strict=True)]


def _turn(head: re.Match[str], lines: list[Range]) -> Draft:
    """Return one turn; the lines up to the next turn go on with it."""
    rest = lines[1:] if len(lines) <= MAX_LINES else []
    content = ((head.end(), lines[0][1]), *rest)
    return Draft(head.span("source"), head.span("cue"), content, CONFIDENCE)


def _speaks(head: re.Match[str], line: Range) -> bool:
    """Whether a line with a colon is a turn: words follow, and the name is no label."""
    name = head.group("source").lower().split()[0].rstrip(".")
    words = head.string[head.end() : line[1]].split(None, MIN_WORDS)
    return name not in _LABELS and len(words) >= MIN_WORDS and words[0][0].isalpha()


def _signed(text: str, quotes: list[Quotation]) -> list[Draft]:
    """Return the quotations that a dash and a name sign, on their line or the next."""
    out = []
    for speech in speeches(quotes):
        sign = _SIGNED.match(text, speech[-1].end)
        if sign is not None:
            pieces = tuple((quote.start, quote.end) for quote in speech)
            out.append(Draft(sign.span("source"), sign.span("cue"), pieces, CONFIDENCE))
    return out
