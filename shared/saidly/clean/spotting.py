"""Many words looked for at once: an index by their first characters, no regular expression.

An alternation of 300 words took 180 to 250 µs a line, this takes 5 to 15; names of elements and
words of lines are looked for on every page some hundred times.
"""

from collections.abc import Iterable

_LONG, _SHORT = 5, 3  # characters that words are found by, if they have so many


class Spotter:
    """Tells which groups of words a text has words of, as bits in the order of the groups."""

    def __init__(self, groups: Iterable[str]) -> None:
        """Index the words of each group.

        Args:
            groups: words of at least three characters, parted by ``|``. They are found anywhere
                in a text; what stands at their ends (a space, say) has to stand there too.
        """
        self._index: dict[str, list[tuple[str, int]]] = {}
        for number, words in enumerate(groups):
            for word in words.split("|"):
                start = word[: _LONG if len(word) >= _LONG else _SHORT]
                self._index.setdefault(start, []).append((word, 1 << number))

    def bits(self, text: str) -> int:
        """Return the groups that have a word in ``text``: bit ``n`` for group ``n``."""
        found = 0
        for place in range(len(text) - _SHORT + 1):
            for key in (text[place : place + _LONG], text[place : place + _SHORT]):
                if key in self._index:
                    found |= self._bits_of(key, text, place)
        return found

    def bits_at_words(self, text: str) -> int:
        """Return the same where every word sought begins with a space, or the text with it."""
        found = place = 0
        index = self._index
        while place >= 0:
            start = text[place : place + _LONG]
            for key in (start, start[:_SHORT]):
                if key in index:
                    found |= self._bits_of(key, text, place)
            place = text.find(" ", place + 1)
        return found

    def _bits_of(self, key: str, text: str, place: int) -> int:
        found = 0
        for word, bit in self._index[key]:
            if text.startswith(word, place):
                found |= bit
        return found
