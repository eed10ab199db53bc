"""Words of a text as the tagging model reads them: word pieces, offsets and side features.

Training and extraction share this module, so that both see the very same input. A *word* is a run
of letters and digits or one other printable character; a *piece* is a part of a word that the
vocabulary knows. Spans are code points, end exclusive.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

UNKNOWN, CLS, SEP, MASK = 100, 101, 102, 103  # rows of the BERT vocabulary
KINDS = 54  # 6 shapes x 3 states of quotation x 3 positions
MAX_WORD = 100  # longer words become one unknown piece, as in the reference tokenizer
MAX_QUOTE = 3000  # characters; a longer quotation is taken for a mark that was never closed
OPENING = ("“", "„", "«", "``")

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_MARK = re.compile(r"[\"“”„«»]|''|``")  # the last two: plain-text wires
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text; all lists but ``ids`` and ``first`` have one entry a word."""

    spans: list[tuple[int, int]]
    kinds: list[int]  # below KINDS
    ids: list[int]  # vocabulary rows of all pieces in order
    first: list[int]  # index into ``ids`` of each word's first piece, plus the total at the end
    opens: list[int]  # 2 first of a paragraph, 1 first of a sentence, else 0


class Vocabulary:
    """Greedy longest-match word pieces over an uncased vocabulary."""

    def __init__(self, lines: Iterable[str]) -> None:
        """``lines``: one piece a line, in the order of the embedding's rows."""
        self._rows = {line.rstrip("\n"): row for row, line in enumerate(lines)}
        self.read = lru_cache(maxsize=1 << 15)(self._read)

    def _read(self, word: str) -> tuple[tuple[int, ...], int]:
        """Return the rows of ``word``'s pieces, and its shape."""
        return self._pieces(word), _shape(word)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """Return the rows of ``word``'s pieces, or the unknown piece alone."""
        plain = _plain(word)
        if not plain or len(plain) > MAX_WORD:
            return (UNKNOWN,)
        rows, start = [], 0
        while start < len(plain):
            end = self._longest(plain, start)
            if end == start:
                return (UNKNOWN,)
            rows.append(self._rows[("##" if start else "") + plain[start:end]])
            start = end
        return tuple(rows)

    def _longest(self, plain: str, start: int) -> int:
        """Return the end of the longest known piece at ``start``; ``start`` if none is known."""
        prefix = "##" if start else ""
        for end in range(len(plain), start, -1):
            if prefix + plain[start:end] in self._rows:
                return end
        return start


def words_of(text: str, vocabulary: Vocabulary) -> Words:
    """Return the words of ``text`` with pieces and side features, in linear time."""
    spans = [match.span() for match in _WORD.finditer(text)]
    quotes = quote_states(text)
    words = Words(spans, [], [], [0], [])
    sentence, last = True, None
    for start, end in spans:
        word = text[start:end]
        paragraph = last is None or "\n" in text[last:start]
        place = 2 if paragraph else int(sentence)
        pieces, shape = vocabulary.read(word)
        words.kinds.append(shape * 9 + quotes[start] * 3 + place)
        words.opens.append(place)
        words.ids.extend(pieces)
        words.first.append(len(words.ids))
        sentence = word in ".!?" or ((place > 0 or sentence) and not word[0].isalnum())
        last = end
    return words


def quote_states(text: str) -> bytearray:
    """Return for each character 0 outside, 1 inside a closed, 2 inside an unclosed quotation.

    Paragraphs stand alone: a quotation left open at a paragraph's end reaches to that end, which
    is what the newspaper habit of re-opening each paragraph amounts to.
    """
    states = bytearray(len(text))
    for paragraph in _PARAGRAPH.finditer(text):
        opened: int | None = None
        for mark in _MARK.finditer(text, paragraph.start(), paragraph.end()):
            if mark.group() in OPENING or (opened is None and mark.group() in ('"', "''")):
                opened = mark.start()
            elif opened is not None:
                _fill(states, opened, mark.end(), 1)
                opened = None
        if opened is not None and text[opened] not in "„«":
            _fill(states, opened, paragraph.end(), 2)
    return states


def _fill(states: bytearray, start: int, end: int, state: int) -> None:
    if end - start <= MAX_QUOTE:
        states[start:end] = bytes([state]) * (end - start)


def _plain(word: str) -> str:
    """Return ``word`` in lower case without accents."""
    if word.isascii():
        return word.lower()
    split = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in split if unicodedata.category(char) != "Mn")


def _shape(word: str) -> int:
    """Return 0 lower case, 1 Title, 2 CAPITALS, 3 mixed, 4 digits, 5 no letter or digit."""
    if not word[0].isalnum():
        return 5
    if not word.isalpha():
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3
