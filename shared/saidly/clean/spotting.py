"""Many words looked for at once: an index by their first characters, no regular expression.

An alternation of 300 words took 180 to 250 µs a line, this takes 5 to 15; names of elements and
words of lines are looked for on every page some hundred times.
"""

from collections.abc import Iterable
from dataclasses import dataclass

type Table = dict[str, list[tuple[str, int]]]  # beginning -> words, each with its group's bit

_SIZES = 5, 3  # characters that words are found by, the first size that they have


@dataclass(slots=True)
class _Index:
    """Words with their bits, by as many of their first characters."""

    size: int
    words: Table
    has_ascii: bool  # a beginning in ASCII, that is

    def bits(self, text: str, place: int) -> int:
        """Return the bits of the words in ``text`` at ``place``, where some begin so."""
        found = 0
        for word, bit in self.words[text[place : place + self.size]]:
            if text.startswith(word, place):
                found |= bit
        return found


def indexed(groups: Iterable[str]) -> list[Table]:
    """Return the words of each group by their first characters.

    Args:
        groups: words of at least three characters, parted by ``|``. They are found anywhere in a
            text; what stands at their ends (a space, say) has to stand there too.
    """
    tables: list[Table] = [{} for _ in _SIZES]
    for number, words in enumerate(groups):
        for word in words.split("|"):
            place = next(place for place, size in enumerate(_SIZES) if size <= len(word))
            tables[place].setdefault(word[: _SIZES[place]], []).append((word, 1 << number))
    return tables


class Spotter:
    """Tells which groups of words a text has words of, as bits in the order of the groups."""

    def __init__(self, tables: list[Table]) -> None:
        """Look for the words that are ``indexed``."""
        self._indexes = [
            _Index(size, words, any(map(str.isascii, words)))
            for size, words in zip(_SIZES, tables, strict=True)
        ]
        self._starts = {start[: _SIZES[-1]] for words in tables for start in words}

    def bits(self, text: str) -> int:
        """Return the groups that have a word in ``text``: bit ``n`` for group ``n``."""
        found, size, starts = 0, _SIZES[-1], self._starts
        for place in range(len(text) - size + 1):
            if text[place : place + size] in starts:
                for index in self._indexes:
                    if text[place : place + index.size] in index.words:
                        found |= index.bits(text, place)
        return found

    def bits_at_words(self, text: str) -> int:
        """Return the same where every word sought begins with a space, or the text with it."""
        found = 0
        for index in self._indexes:
            if text.isascii() and not index.has_ascii:
                continue
            size, words = index.size, index.words
            place = 0
            while place >= 0:
                if text[place : place + size] in words:
                    found |= index.bits(text, place)
                place = text.find(" ", place + 1)
        return found
