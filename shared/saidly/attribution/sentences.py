"""Paragraphs, sentences and words with their places, for rules."""

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from saidly.attribution.draft import Range
from saidly.attribution.quotes import Quotation

_PARAGRAPH = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?…][\"”’»)\]']*(?=\s|$)|[。！？]")
# words whose full stop ends no sentence
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Rev|Hon|St|Jr|Sr|No|vs|etc|Inc|Co|Corp|Ltd"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|[A-Z])|\.[A-Za-z])\.$"
)
_WORD = re.compile(r"[^\W_](?:[\w’'.&-]*[^\W_])?|[^\w\s]|_")
_JOINED = re.compile(r"(?:al|el|ul|ad|as|ash|ar|an|az|at|de|d|l|dell|dall|t)[-’'][^\W\d_a-zà-ÿ]")
_SHORT_REACH = 8  # characters before a full stop that decide whether it ends a sentence


class Word(NamedTuple):
    """One word or mark; a named tuple, since thousands are made of each text."""

    start: int
    end: int
    text: str
    low: str  # in lower case
    capital: bool  # whether it begins with a capital letter, "al-" and "d'" apart

    @classmethod
    def of(cls, start: int, end: int, text: str) -> "Word":
        """Return the word that ``text`` is."""
        capital = text[0].isupper()
        if not capital and not text.isalpha():
            capital = _JOINED.match(text) is not None
        return cls(start, end, text, text.lower(), capital)


def sentences(text: str, quotes: list[Quotation]) -> list[Range]:
    """Return the sentences in order; a quotation is never cut, except right at its end."""
    starts = [quote.start for quote in quotes]
    out: list[Range] = []
    for paragraph in _PARAGRAPH.finditer(text):
        cuts = [paragraph.start()]
        for end in _END.finditer(text, *paragraph.span()):
            at = bisect_right(starts, end.start()) - 1
            inside = at >= 0 and end.end() < quotes[at].end
            if not inside and not _abbreviation(text, end.start() + 1) and _begins(text, end.end()):
                cuts.append(end.end())
        cuts.append(paragraph.end())
        out += [(a, b) for a, b in (_trimmed(text, c) for c in pairwise(cuts)) if a < b]
    return out


def _abbreviation(text: str, end: int) -> bool:
    return bool(_SHORT.search(text[max(0, end - _SHORT_REACH) : end]))


def _begins(text: str, at: int) -> bool:
    """Whether what follows looks like the start of a sentence."""
    rest = text[at : at + 4].lstrip()
    return not rest or not rest[0].islower()


def _trimmed(text: str, span: Range) -> Range:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def words_in(text: str, start: int, end: int, elisions: frozenset[str] = frozenset()) -> list[Word]:
    """Return the words between two places, a noun apart from what is elided before it.

    "l'économiste" and "l'Élysée" are two words in French; "L'Oréal" stays a name.
    """
    words = [Word.of(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, start, end)]
    if not elisions:
        return words
    return [part for word in words for part in _parted(word, elisions)]


def _parted(word: Word, elisions: frozenset[str]) -> tuple[Word, ...]:
    mark = max(word.low.find("'"), word.low.find("’"))
    if mark < 1 or word.low[:mark] not in elisions:
        return (word,)
    if word.capital and word.text[mark + 1].isupper():
        return (word,)
    cut = word.start + mark
    return (
        Word.of(word.start, cut, word.text[:mark]),
        Word.of(cut + 1, word.end, word.text[mark + 1 :]),
    )


def next_capital(words: list[Word], at: int) -> bool:
    """Whether the next word begins with a capital letter."""
    return at + 1 < len(words) and words[at + 1].capital
