"""Cue and source beside a quotation in languages that put no spaces between words.

Japanese marks the speaker by a particle and ends with the verb (田中氏は「…」と述べた); Chinese
puts the verb right behind the speaker (王丽说：“…”). What is a particle, a linker, a border or a
verb stands in the data file.
"""

import re
from functools import cache
from itertools import pairwise

from saidly.attribution.draft import Frame, Range
from saidly.attribution.language import Language, language_of

REACH = 80  # characters beside a quotation
MAX_SOURCE = 40
MAX_TAIL = 8  # characters between a verb and the quotation it leads to
_EDGE = re.compile(r"[。！？!?\n」』”]")
_COMMA = re.compile(r"[、，,]")
_LEAD = " 　，,：:"


def framed(text: str, speech: Range, room: Range, language: Language) -> Frame | None:
    """Return who says a speech by which verb; ``room`` bounds where to look."""
    before = _before(text, speech[0], room[0])
    after = _after(text, speech[1], room[1])
    led = text[speech[0] - 1 : speech[0]] in ("：", ":")
    frames = (_following(text, after, before, language), _leading(text, before, language))
    return frames[led] or frames[not led]


def _following(text: str, after: Range, before: Range, language: Language) -> Frame | None:
    """Return the frame whose verb follows; its source may stand on either side."""
    if language.linkers and not text.startswith(tuple(language.linkers), after[0]):
        return None
    verb = _marks(language.code, "cues").search(text, *after)
    if verb is None:
        return None
    start = after[0] + (1 if language.linkers else 0)
    source = _source(text, (start, verb.start()), language)
    if source is None and language.topics:
        source = _source(text, before, language)
    return Frame(source, verb.span(), verb.end()) if source else None


def _leading(text: str, before: Range, language: Language) -> Frame | None:
    """Return the frame whose verb stands before the quotation, right behind its source."""
    if language.topics:
        return None  # the verb comes last
    last = None
    for verb in _marks(language.code, "cues").finditer(text, *before):
        last = verb
    if last is None or before[1] - last.end() > MAX_TAIL:
        return None
    source = _source(text, (before[0], last.start()), language)
    return Frame(source, last.span(), last.end()) if source else None


def _source(text: str, part: Range, language: Language) -> Range | None:
    """Return the source in a clause: what a particle marks, else what stands before a border."""
    mark = _marks(language.code, "topics" if language.topics else "borders")
    cuts = [part[0], *(comma.end() for comma in _COMMA.finditer(text, *part)), part[1] + 1]
    pieces = [(start, end - 1) for start, end in pairwise(cuts)]
    for begin, end in pieces if language.topics else pieces[-1:]:
        found = mark.search(text, begin, end)
        stop = found.start() if found else begin if language.topics else end
        start = begin + len(text[begin:stop]) - len(text[begin:stop].lstrip())
        if start < stop <= start + MAX_SOURCE:
            return start, stop
    return None


def _before(text: str, start: int, low: int) -> Range:
    """Return the clause that leads to a quotation, without the mark right before it."""
    begin = max(low, start - REACH)
    for edge in _EDGE.finditer(text, begin, start):
        begin = edge.end()
    while start > begin and text[start - 1] in _LEAD:
        start -= 1
    return begin, start


def _after(text: str, start: int, high: int) -> Range:
    """Return the clause that follows a quotation."""
    high = min(high, start + REACH)
    while start < high and text[start] in _LEAD:
        start += 1
    edge = _EDGE.search(text, start, high)
    return start, edge.start() if edge else high


@cache
def _marks(code: str, kind: str) -> re.Pattern[str]:
    """Return what finds the words of a list of a language, the longest first."""
    words = sorted(getattr(language_of(code), kind), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)) or "(?!)")
