"""Text in columns of a terminal: how wide it is there, and where it may be broken."""

import unicodedata
from collections.abc import Iterator

_WIDE = ("W", "F")  # East Asian letters take two columns


def plain(text: str) -> str:
    """Return text on one line, without what a terminal would take for a command."""
    return "".join(
        letter for letter in " ".join(text.split()) if unicodedata.category(letter) != "Cc"
    )


def width(text: str) -> int:
    """Return how many columns a text takes; accents take none of their own."""
    if text.isascii():
        return len(text)
    return sum(_columns(letter) for letter in text)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1


def padded(text: str, columns: int) -> str:
    """Return text filled up to a width with spaces."""
    return text + " " * (columns - width(text))


def lines(text: str, columns: int) -> list[str]:
    """Return text broken into lines of a width, between words and between wide letters.

    A word that is wider than a line stays whole: an address or id that is cut is of no use.
    """
    found, line, taken = list[str](), "", 0
    for part in _parts(plain(text)):
        wide = width(part.rstrip())
        if line and taken + wide > columns:
            found.append(line.rstrip())
            line, taken = "", 0
        line += part
        taken += width(part)
    return [*found, line.rstrip()] if line else found


def _parts(text: str) -> Iterator[str]:
    """Yield what may not be broken: words with the space behind them, wide letters each."""
    word = ""
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in _WIDE
        # no line begins with a comma or a closing mark
        if wide and word and unicodedata.category(letter)[0] != "P":
            yield word
            word = ""
        word += letter
        if letter == " " or (wide and unicodedata.category(letter) not in ("Ps", "Pi")):
            yield word
            word = ""
    if word:
        yield word
