"""Names of bodies that hold more than capitalised words: "Dorset and Hale Police"."""

from saidly.attribution.lexicon import Lexicon
from saidly.attribution.sentences import Word, next_capital


def owned(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a mark makes several the owners of a body: "the Teachers' Union"."""
    if words[at].text not in "'’" or words[at].start != words[at - 1].end:
        return False
    owners = words[at - 1].low
    ahead = [word.low for word in words[at + 1 : at + 4]]
    several = owners.endswith("s") and owners not in lexicon.groups
    return several and next_capital(words, at) and not lexicon.organisations.isdisjoint(ahead)


def body_start(words: list[Word], start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name of a body begins: "Republican National Committee" is no Republican."""
    at = _body_part(words, start, end - 1, lexicon)
    if end - at < 2 or at - 2 < start or words[at - 1].low not in lexicon.conjunction:
        return at  # "Lee and Parliament"
    first = _body_part(words, start, at - 1, lexicon)
    one = words[first - 1].low in lexicon.articles if first else False
    apart = any(_alone(word, lexicon) for word in words[first : at - 1])
    named = first < at - 1 and not apart and (one or words[end - 1].low in lexicon.joint)
    return first if named else at  # "Dorset and Hale Police"


def _body_part(words: list[Word], start: int, at: int, lexicon: Lexicon) -> int:
    """Return where the capitalised words before a place begin."""
    while at > start:
        low = words[at - 1].low
        if low in lexicon.titles and low not in lexicon.modifiers:
            break
        mark = words[at - 1].text in "'’" and at - 1 > start
        if not (words[at - 1].capital or mark):
            break
        at -= 1
    return at


def _alone(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word is a name by itself, or part of a person's."""
    body = word.low in lexicon.countries or word.low in lexicon.organisations
    return body or lexicon.first_name(word) or lexicon.role(word)
