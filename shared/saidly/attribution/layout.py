"""Statements that the layout of a text attributes: interview turns and signed quotations.

An interview sets the speaker before a colon at the head of each turn ("LEE: I am.", "A: I am."); a
collection of voices signs each quotation with a dash and a name on the next line ("― Ann Lee,
Leeds"), often without quotation marks.
"""

import re
from bisect import bisect_left
from collections import Counter
from itertools import pairwise

from saidly.attribution.blend import Taken
from saidly.attribution.draft import Draft, Range
from saidly.attribution.language import Language
from saidly.attribution.quotes import Quotation, speeches

CONFIDENCE = 0.93  # right 30 times of 32 on the annotated English articles
SIGNED = 0.7  # no annotated articles tell; below what has quotation marks
MAX_LINES = 6  # of one turn; more is prose between two parts of an interview
MIN_TURNS = 3  # turns in capitals or by one speaker; fewer may be captions or labels
_LINE = re.compile(r"[^\n]+")
_NAME = r"[^\W\d_a-z][\w.’'-]*(?: (?:(?:de|da|van|von|al|bin) )?[^\W\d_a-z][\w.’'-]*){0,3}"
_TURN = re.compile(rf"[“\"]?(?P<source>{_NAME})[ \u00a0]?(?P<cue>:) *(?=\S)")
_SIGNED = re.compile(
    rf"\s{{0,3}}(?P<cue>[―—–])[ \u00a0]?(?P<source>{_NAME}(?:[,(][^\n]{{0,100}}[^\n\s.])?)"
    r"[.\s]*(?:\n|$)"
)
_SIGNATURE = re.compile(
    rf"\s{{0,3}}(?P<cue>[―—–])[ \u00a0]?"
    rf"(?P<source>{_NAME} {_NAME}(?:[,(][^\n.]{{0,80}}[^\n\s.])?)\s*"
)
_SPEECH = re.compile(r"[^\W\d_―—–-].*[.!?…]\s*", re.DOTALL)
MIN_WORDS = 2  # of a turn
MIN_SIGNED = 4  # words of a paragraph that is signed without quotation marks
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
    ]
)


def laid_out(text: str, quotes: list[Quotation], language: Language) -> list[Draft]:
    """Return the turns and the signed quotations of a text, in order."""
    lines = [match.span() for match in _LINE.finditer(text)]
    signed = _signed(text, quotes) + _signatures(text, lines, quotes)
    return sorted(_turns(text, lines, language) + signed, key=lambda draft: draft.content)


def verbatim(quotes: list[Quotation], laid: list[Draft]) -> list[Quotation]:
    """Return all verbatim speech: what the layout gives to somebody needs no quotation marks."""
    marked = {(quote.start, quote.end) for quote in quotes}
    whole, taken = [], Taken()
    for part in sorted(part for draft in laid for part in draft.content):
        if part not in marked and not taken.meets(part):
            taken.add(part)
            whole.append(Quotation(*part, part))
    free = [quote for quote in quotes if not taken.meets((quote.start, quote.end))]
    return sorted([*free, *whole], key=lambda quote: quote.start)


def _turns(text: str, lines: list[Range], language: Language) -> list[Draft]:
    """Return the turns of an interview, a line each; its speakers take more than one turn."""
    heads = [_TURN.match(text, *line) for line in lines]
    pairs = zip(heads, lines, strict=True)
    heads = [head if head and _speaks(head, line) else None for head, line in pairs]
    counts = Counter(head.group("source") for head in heads if head)
    known = {name for name, count in counts.items() if count > 1}
    labels = {name: name.lower() for name in known}
    if not any(label in language.questions for label in labels.values()):
        known = {name for name in known if labels[name] not in language.answers}
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
    return name not in _LABELS and len(words) >= MIN_WORDS and words[0].lstrip("¿¡")[:1].isalpha()


def _signed(text: str, quotes: list[Quotation]) -> list[Draft]:
    """Return the quotations that a dash and a name sign, on their line or the next."""
    out = []
    for speech in speeches(quotes):
        sign = _SIGNED.match(text, speech[-1].end)
        if sign is not None:
            pieces = tuple((quote.start, quote.end) for quote in speech)
            out.append(Draft(sign.span("source"), sign.span("cue"), pieces, CONFIDENCE))
    return out


def _signatures(text: str, lines: list[Range], quotes: list[Quotation]) -> list[Draft]:
    """Return the paragraphs without quotation marks that a dash and a name alone sign."""
    out = []
    for before, line in pairwise(lines):
        sign = _SIGNATURE.fullmatch(text, *line) if text[line[0]] in " \u00a0―—–" else None
        if sign is None or _SPEECH.fullmatch(text, *before) is None:
            continue
        at = bisect_left(quotes, before[1], key=lambda quote: quote.start)
        marked = at > 0 and quotes[at - 1].end > before[0]
        if not marked and len(text[slice(*before)].split()) >= MIN_SIGNED:
            content = (before[0], before[0] + len(text[slice(*before)].rstrip()))
            out.append(Draft(sign.span("source"), sign.span("cue"), (content,), SIGNED))
    return out
