"""Two wordings of one text: the words that differ, and how much that matters."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from typing import Literal

from saidly.versions.lexicon import FACTS, HEDGES
from saidly.versions.shown import Shown
from saidly.versions.text import normal, tokens
from saidly.versions.values import Piece

Weight = Literal["typo", "wording", "facts"]
WEIGHTS: tuple[Weight, ...] = ("typo", "wording", "facts")
# comparing takes the square of this at worst; a paragraph of a story has 60 words
MAX_TOKENS = 3000
_STARTS = frozenset('.:!?"([-•')


def edits(before: list[str], after: list[str]) -> Iterator[tuple[list[str], list[str], bool]]:
    """Give the runs of two texts in order: tokens before, tokens after, whether they are equal.

    What differs over more than 3,000 tokens is one run.
    """
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    one, other = before[head : len(before) - tail], after[head : len(after) - tail]
    if head:
        yield before[:head], after[:head], True
    if max(len(one), len(other)) > MAX_TOKENS:
        yield one, other, False
    else:
        for op, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            yield one[a:b], other[c:d], op == "equal"
    if tail:
        yield before[-tail:], after[-tail:], True


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many tokens two texts share at their start."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def pieces(before: str | None, after: str | None) -> tuple[Piece, ...]:
    """Return both texts as one run of words: kept, cut and added."""
    found: list[Piece] = []
    one, other = (before or "").split(), (after or "").split()
    for cut, added, same in edits(one, other):
        if same:
            found.append(Piece("same", " ".join(added)))
            continue
        if cut:
            found.append(Piece("cut", " ".join(cut)))
        if added:
            found.append(Piece("added", " ".join(added)))
    return tuple(found)


def weight(before: str, after: str, names: AbstractSet[str]) -> Weight | None:
    """Return how much the difference of two texts matters; None where there is none.

    Args:
        before: a text in normal form.
        after: the text in its place.
        names: words that are names in this story.
    """
    one, other = _undoubled(tokens(before)), _undoubled(tokens(after))
    found = {_weight(cut, added, names) for cut, added, same in edits(one, other) if not same}
    if not found and before != after:
        return "typo"
    return next((each for each in reversed(WEIGHTS) if each in found), None)


def _undoubled(found: list[str]) -> list[str]:
    """Return tokens without a word that stands there twice: "the the"."""
    return [
        token
        for n, token in enumerate(found)
        if n + 1 == len(found) or token.casefold() != found[n + 1].casefold()
    ]


def _weight(cut: list[str], added: list[str], names: AbstractSet[str]) -> Weight:
    one, other = _words(cut), _words(added)
    if "".join(one) == "".join(other):
        # marks, capitals and spaces; a quotation mark says who speaks
        return "wording" if ('"' in cut) != ('"' in added) else "typo"
    only = set(cut) ^ set(added)
    if any(_is_fact(token, names) for token in only):
        return "facts"
    if len(one) == len(other) and all(map(is_slip, one, other)):
        return "typo"
    return "wording"


def _words(found: list[str]) -> list[str]:
    return [token.casefold().replace("-", "") for token in found if token[0].isalnum()]


def _is_fact(token: str, names: AbstractSet[str]) -> bool:
    return (
        token in names
        or token.casefold() in FACTS
        or token.endswith("n't")
        or any(letter.isdigit() for letter in token)
    )


def is_slip(one: str, other: str) -> bool:
    """Say whether two words are the same but for a slip of the pen.

    Letters swapped, doubled or dropped, or another vowel in a long word. Another consonant is no
    slip: it makes "hired" of "fired" and "billion" of "million".
    """
    if one == other:
        return True
    if one[0] != other[0] or min(len(one), len(other)) < 3:
        return one in ("a", "an") and other in ("a", "an")
    if len(one) == len(other):
        unlike = [n for n in range(len(one)) if one[n] != other[n]]
        if len(unlike) == 2 and unlike[1] - unlike[0] == 1:
            return one[unlike[0]] == other[unlike[1]] and one[unlike[1]] == other[unlike[0]]
        vowels = "aeiouyäöüéè"
        return (
            len(unlike) == 1
            and len(one) >= 6
            and one[unlike[0]] in vowels
            and other[unlike[0]] in vowels
        )
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:n] + long[n + 1 :] == short for n in range(len(long))
    )


def names(shown: Shown) -> frozenset[str]:
    """Return the words that are names in a story: with a capital inside a sentence.

    German writes every noun with a capital; there two of them in a row are taken for a name.
    """
    found: set[str] = set()
    german = shown.language.startswith("de")
    for sentence in shown.sentences:
        before, capital = ".", False
        for token in tokens(sentence.text):
            inside = token[0].isupper() and before not in _STARTS
            if inside and capital:
                found.add(before)
            if inside and (capital or not german):
                found.add(token)
            before, capital = token, inside
    return frozenset(found)


def hedges(text: str) -> list[str]:
    """Return the words of doubt in a text; "May" is a month."""
    found = (word.casefold() for word in tokens(normal(text)) if word != "May")
    return [word for word in found if word in HEDGES]
