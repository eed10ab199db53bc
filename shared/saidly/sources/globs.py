"""Patterns over addresses: globs, matched in time linear in the address, whatever they are.

``*`` stands for any characters but ``/``, ``**`` for any at all; all else stands for itself. A
pattern that begins with ``/`` is compared with path and query, any other with host, path and query:
``/sport/**``, ``*.example.com/2026/**``, ``/**?page=*``.

Source: shift-and with loops at the stars (Baeza-Yates and Gonnet, 1992); no regular expression
takes part, so none can run away.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from saidly.errors import BadRequest

MAX_PATTERN_CHARS = 200


def check_pattern(pattern: str, field: str) -> None:
    """Refuse what is no pattern, naming the field that it was sent in."""
    if not 0 < len(pattern) <= MAX_PATTERN_CHARS:
        raise BadRequest(field, f"must be 1 to {MAX_PATTERN_CHARS} characters")
    if not pattern.isprintable() or " " in pattern:
        raise BadRequest(field, "must be printable, without spaces")
    if "://" in pattern:
        raise BadRequest(field, "must begin with the host or with /, without a scheme")


@dataclass(frozen=True, slots=True)
class _Glob:
    """A pattern as bits: state n stands for n letters matched."""

    letters: dict[str, int]  # letter -> states that it leads on from
    within: int  # states that any letter but "/" leaves as they are
    across: int  # states that any letter leaves as they are
    end: int
    path_only: bool

    def fits(self, text: str) -> bool:
        states = 1
        for letter in text:
            stay = self.across if letter == "/" else self.across | self.within
            states = (states & self.letters.get(letter, 0)) << 1 | states & stay
            if not states:
                return False
        return bool(states & self.end)


def _read(pattern: str) -> _Glob:
    letters: dict[str, int] = {}
    within = across = place = at = 0
    while at < len(pattern):
        if pattern.startswith("**", at):
            across |= 1 << place
            at += 2
        elif pattern[at] == "*":
            within |= 1 << place
            at += 1
        else:
            letters[pattern[at]] = letters.get(pattern[at], 0) | 1 << place
            place, at = place + 1, at + 1
    return _Glob(letters, within, across, 1 << place, pattern.startswith("/"))


class Globs:
    """What a source takes: included, and not excluded."""

    def __init__(self, include: Iterable[str], exclude: Iterable[str]) -> None:
        """Read the patterns."""
        self._include = [_read(each) for each in include]
        self._exclude = [_read(each) for each in exclude]

    def take(self, url: str) -> bool:
        """Say whether an address, in its canonical form, is wanted."""
        whole = url.partition("://")[2]
        path = "/" + whole.partition("/")[2]
        included = not self._include or _any(self._include, whole, path)
        return included and not _any(self._exclude, whole, path)


def _any(globs: list[_Glob], whole: str, path: str) -> bool:
    return any(each.fits(path if each.path_only else whole) for each in globs)
