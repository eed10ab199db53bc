"""Speech in lines that a dash opens: "—No hay barcos —dijo Ana Ruiz—. Ni uno" is one statement.

The words that say who speaks stand between two dashes, or between commas ("– Rien, dit-il.").
Languages whose data file names no dashes have no such lines: there a dash opens an item of a list.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from saidly.attribution.draft import Draft, Frame, Range
from saidly.attribution.language import Language
from saidly.attribution.phrases import clause_words, cue_at, noun_phrase
from saidly.attribution.quotes import Quotation
from saidly.attribution.sentences import Word

CONFIDENCE = 0.7  # no annotated articles tell; below quotations with marks
REACH = 160  # characters of the words that say who speaks
MAX_TRIES = 12  # dashes and commas of a line that are looked at
_NAME = re.compile(r"(?: [^\W\d_a-z][\w.’'-]*){1,4}(?=,)")
_LINE = re.compile(r"[^\n]+")


def dialogue(text: str, language: Language) -> list[Draft]:
    """Return the statements of lines that a dash opens and in which somebody is said to speak."""
    if not language.dashes:
        return []
    opening = re.compile(rf"\s*[{language.dashes}]\s*(?=\S)")
    lines = ((line.end(), opening.match(text, *line.span())) for line in _LINE.finditer(text))
    spoken = (_spoken(text, (mark.end(), end), language) for end, mark in lines if mark)
    return [draft for draft in spoken if draft is not None]


def incised(text: str, quotes: list[Quotation], language: Language) -> list[Draft]:
    """Return the statements of quotations inside which somebody is said to speak.

    « Le port, explique Ann Lee, rouvrira en mai. » Languages that open dialogue by a dash do so.
    """
    out = []
    for quote in quotes if language.dashes else ():
        said = _spoken(text, quote.inner, language, brief=True)
        if said is not None and len(said.content) > 1:
            first, last = said.content
            out.append(replace(said, content=((quote.start, first[1]), (last[0], quote.end))))
    return out


def _spoken(text: str, line: Range, language: Language, *, brief: bool = False) -> Draft | None:
    for at in _breaks(text, line, language):
        frame = _frame(text, at, _brief(text, at, line[1]) if brief else line[1], language)
        if frame is not None:
            dash = text[at] != ","
            first = _trimmed(text, line[0], at)
            rest = _rest(text, frame.end, line[1], language if dash else None)
            rest = _until_told(text, rest, language) if rest else None
            return Draft(frame.source, frame.cue, tuple(filter(None, (first, rest))), CONFIDENCE)
    return None


def _brief(text: str, at: int, end: int) -> int:
    """Return where words between two commas end: with whoever speaks, or the name of who does."""
    comma = text.find(",", at + 1, end)
    if text[at] != "," or comma < 0:
        return end
    name = _NAME.match(text, comma + 1, end)
    return name.end() if name else comma


def _breaks(text: str, line: Range, language: Language) -> Iterator[int]:
    """Yield the first places in a line where its speech may be interrupted."""
    marks = re.compile(rf"(?<=\S)\s?[{language.dashes}]|,(?=\s)|(?<=[?!…])\s")
    for tries, mark in enumerate(marks.finditer(text, line[0] + 1, line[1])):
        if tries == MAX_TRIES:
            return
        yield mark.end() - 1


def _frame(text: str, at: int, end: int, language: Language) -> Frame | None:
    """Return the cue and source that follow a break at once."""
    words = _clause(text, at, end, language)
    cue = cue_at(words, 0, language)
    source = noun_phrase(words, cue[1], language) if cue else None
    if cue is None or source is None:
        return None
    return Frame(
        (words[source[0]].start, words[source[1] - 1].end),
        (words[cue[0]].start, words[cue[1] - 1].end),
        words[source[1] - 1].end,
    )


def _clause(text: str, at: int, end: int, language: Language) -> list[Word]:
    """Return the words behind a break, up to a stop or a dash."""
    high = min(end, at + REACH)
    stop = re.compile(rf"[.!?…:;](?=\s|$)|[{language.dashes}]").search(text, at + 1, high)
    return clause_words(text, at + 1, stop.start() if stop else high, language)


def _rest(text: str, at: int, end: int, language: Language | None) -> Range | None:
    """Return the speech behind the words that say who speaks.

    Between dashes it begins at the next one (none: the line ends as a tale), between commas at
    the next mark.
    """
    marks = f"[{language.dashes}]" if language else "[,.!?…]"
    mark = re.compile(marks).search(text, at, end)
    return _trimmed(text, mark.end(), end) if mark else None


def _until_told(text: str, part: Range, language: Language) -> Range | None:
    """Return the speech up to where somebody is said to speak once more: ", fortsätter hon"."""
    for at in _breaks(text, part, language):
        words = _clause(text, at, part[1], language)
        cue = cue_at(words, 0, language)
        alone = cue is not None and cue[1] == len(words) and language.dropped
        if cue is not None and (alone or noun_phrase(words, cue[1], language)):
            return _trimmed(text, part[0], at)
    return part


def _trimmed(text: str, start: int, end: int) -> Range | None:
    """Return the range without spaces, dashes and lone stops around it; None if nothing is left."""
    while start < end and not (text[start].isalnum() or text[start] in "¿¡[("):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "—–―-"):
        end -= 1
    return (start, end) if start < end else None
