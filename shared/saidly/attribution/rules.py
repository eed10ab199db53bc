"""All statements that rules find in a text of a known language."""

from bisect import bisect_left

from saidly.attribution.direct import direct
from saidly.attribution.draft import Draft, Range
from saidly.attribution.indirect import indirect
from saidly.attribution.language import Language
from saidly.attribution.quotes import Quotation, quotations
from saidly.attribution.sentences import sentences

MAX_SENTENCE = 2000  # characters; what is longer is no sentence
_MIN_SPEECH = 4  # words; a shorter quotation without comma or colon around it is a scare quote


def drafts(text: str, language: Language) -> list[Draft]:
    """Return the statements in order of their content; English alone has indirect speech."""
    quotes = quotations(text, language.quotes)
    spans = sentences(text, quotes)
    starts = [start for start, _ in spans]
    long = [quote for quote in quotes if _speaks(text, quote)]
    out = direct(text, long, language)
    if language.code == "en":
        taken = {row for draft in out for row in _rows(draft, starts)}
        marks = [(quote.start, quote.end) for quote in quotes]
        edges = [start for start, _ in marks]
        for row, span in enumerate(spans):
            if row not in taken and span[1] - span[0] <= MAX_SENTENCE:
                near = marks[bisect_left(edges, span[0]) : bisect_left(edges, span[1])]
                out += indirect(text, span, near, language)
    return sorted(out, key=lambda draft: (draft.content[0], draft.cue or (0, 0)))


def _rows(draft: Draft, starts: list[int]) -> list[int]:
    """Return the sentences that a direct statement touches."""
    ranges: list[Range] = [*draft.content, *(r for r in (draft.source, draft.cue) if r)]
    return [
        row
        for start, end in ranges
        for row in range(bisect_left(starts, start + 1) - 1, bisect_left(starts, end))
    ]


def _speaks(text: str, quote: Quotation) -> bool:
    """Whether a quotation is speech of its own, not a few words inside somebody's sentence."""
    start, end = quote.inner
    around = text[max(0, quote.start - 2) : quote.start].strip() + text[max(start, end - 1) : end]
    return any(mark in ",:?!" for mark in around) or len(text[start:end].split()) >= _MIN_SPEECH
