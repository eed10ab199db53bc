"""Names in a text: runs of capitalised words with the roles that stand around them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from saidly.attribution.lexicon import Lexicon, bare, possessive
from saidly.attribution.roles import REACH, Post, post_of
from saidly.attribution.sentences import Word

_LINE = re.compile(r"[^\n]+")
MAX_NAME = 9  # words
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
# what may follow the role in an apposition; a verb shows that it is a subject instead
_FOLLOWERS = frozenset(["", "who", "whose", "and", "that"])
# roles that say less than any role behind the name
_MERE = frozenset(["dr", "prof", "professor", "doctor", "lord", "lady"])
_EDGES = ',;:.—–()"“”«»„'  # marks that end an apposition
_TITLE_SHARE = 0.7  # of capitalised words, from which a line is a title-case heading


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text: ``start`` to ``end`` covers the name alone, ``outer`` its role too."""

    start: int
    end: int
    outer: int
    name: tuple[str, ...]
    post: Post | None
    title: str | None
    owner: bool  # a possessive follows: "Smith's"
    definite: bool  # an article stands before it


def mentions(text: str, words: list[Word], lexicon: Lexicon) -> Iterator[Mention]:
    """Yield the names of a text in order."""
    lower = {word.text for word in words if word.text.islower()}
    headings = _headings(text)
    at = 0
    while at < len(words):
        end = _run_end(words, at, lexicon)
        if end == at:
            at += 1
            continue
        found = _mention(text, words, (at, end), (lexicon, lower))
        row = bisect_right(headings, words[at].start, key=lambda line: line[0]) - 1
        heading = row >= 0 and words[at].start < headings[row][1]
        if found is not None and not heading:
            yield found
        at = end


def _headings(text: str) -> list[tuple[int, int]]:
    """Return the lines in title case, where capitals mark no names."""
    out = []
    for line in _LINE.finditer(text):
        parts = [part for part in line.group().split() if part[0].isalpha()]
        if len(parts) > 4 and sum(p[0].isupper() for p in parts) >= _TITLE_SHARE * len(parts):
            out.append(line.span())
    return out


def _run_end(words: list[Word], at: int, lexicon: Lexicon) -> int:
    """Return the end of the run of words that may be a role and a name, ``at`` if none is."""
    end = at
    while end < len(words) and end - at < MAX_NAME + REACH:
        word = words[end]
        if end > at and _apart(words[end - 1], word):
            break
        known = word.capital or lexicon.role(word) or word.low in lexicon.modifiers
        joint = word.low in lexicon.particles and end > at and _next_capital(words, end)
        dot = word.text == "." and end > at and _abbreviated(words, end, lexicon)
        if not (known or joint or dot):
            break
        end += 1
        if possessive(word):
            break
    while end > at and not words[end - 1].capital:
        end -= 1
    return end


def _apart(one: Word, other: Word) -> bool:
    """Whether more than one space lies between two words."""
    return other.start - one.end > 1


def _next_capital(words: list[Word], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1].capital


def _abbreviated(words: list[Word], dot: int, lexicon: Lexicon) -> bool:
    """Whether the full stop belongs to the word before it, as in "Sen." or "J."."""
    before = words[dot - 1]
    short = len(before.text) == 1 or before.low in lexicon.titles | _SUFFIXES
    short = short or (lexicon.role(before) and len(before.text) <= 4)
    return before.end == words[dot].start and short and _next_capital(words, dot)


def _mention(
    text: str, words: list[Word], run: tuple[int, int], known: tuple[Lexicon, set[str]]
) -> Mention | None:
    lexicon, lower = known
    start, end = run
    while start < end and _opener(words, start, lexicon, lower):
        start += 1
    outer = start
    name = start
    for at in range(start, end - 1):
        if words[at].low in lexicon.titles or lexicon.role(words[at]) or _inner(words, at, lexicon):
            name = at + 1
    if words[end - 1].low in lexicon.organisations and name - start < end - 1 - start:
        name = _body_start(words, start, end, lexicon)
    while name < end - 1 and words[name].text == ".":
        name += 1
    if name >= end or not words[name].capital:
        return None
    parts = tuple(bare(word).replace("’", "'") for word in words[name:end] if word.text != ".")
    if len(parts) == 1 and parts[0].lower() in _common(lexicon):
        return None
    front = words[outer:name]
    title = front[-1].low if front and front[-1].text != "." else None
    title = front[-2].low if title is None and len(front) > 1 else title
    return Mention(
        words[name].start,
        words[end - 1].start + len(bare(words[end - 1])),
        words[outer].start,
        parts,
        _post(text, words, (outer, name, end), lexicon),
        title,
        possessive(words[end - 1]),
        outer > 0 and words[outer - 1].low == "the",
    )


@cache
def _common(lexicon: Lexicon) -> frozenset[str]:
    """Return the nouns that are no name when they stand alone."""
    people = lexicon.roles | lexicon.groups | lexicon.anonymous
    return lexicon.calendar | lexicon.documents | people


def _body_start(words: list[Word], start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name of a body begins: "Republican National Committee" is no Republican."""
    at = end - 1
    while at > start and words[at - 1].capital and words[at - 1].low not in lexicon.titles:
        at -= 1
    return at


def _opener(words: list[Word], at: int, lexicon: Lexicon, lower: set[str]) -> bool:
    """Whether a capital only marks the start of a sentence."""
    word = words[at]
    if word.text == "." or word.low in lexicon.articles:
        return True
    if word.low in lexicon.openers and not _names_role(words, at + 1, lexicon):
        return True  # "Then Reuters"
    if _names_role(words, at, lexicon):
        return False
    first = at == 0 or not words[at - 1].text[0].isalnum()
    low = bare(word).lower().split("’")[0].split("'")[0]
    return (
        low in lexicon.stopwords
        or low in lexicon.openers
        or (first and word.low in lower and len(word.text) > 1)
    )


def _names_role(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word may belong to a role: "Then mayor", "First lady"."""
    if at == len(words):
        return False
    word = words[at]
    return lexicon.role(word) or word.low in lexicon.modifiers or word.low in lexicon.titles


def _inner(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether the word ends a role such as "Secretary of State"."""
    return at > 1 and f"{words[at - 1].low} {words[at].low}" in lexicon.inner


def _post(
    text: str, words: list[Word], places: tuple[int, int, int], lexicon: Lexicon
) -> Post | None:
    """Return the role in front of a name, behind it or before the comma in front of it."""
    outer, name, end = places
    front = [word for word in words[outer:name] if word.text != "."]
    low = outer
    if low and possessive(words[low - 1]):  # "Twitter's chief executive Jack Dorsey"
        low = _owner_start(words, low)
        front = words[low:outer] + front
    found = post_of(text, front, lexicon) if front else None
    behind = _behind(text, words, end, lexicon)
    if found is not None and found.noun in _MERE and behind is not None and behind.role:
        return behind  # "Dr. Lee, head of the hospital"
    if found is None:
        return behind or _ahead(text, words, outer, lexicon)
    if found.affiliation is None:
        place = _place(text, words, outer, lexicon)
        affiliation = behind.affiliation if behind else place
        return Post(found.role, affiliation, found.noun)
    return found


def _owner_start(words: list[Word], at: int) -> int:
    start = at
    while start and words[start - 1].capital and at - start < MAX_NAME:
        start -= 1
    return start


def _behind(text: str, words: list[Word], end: int, lexicon: Lexicon) -> Post | None:
    """Return the role in the apposition or the brackets behind a name."""
    if words[end : end + 1] and words[end].text == "(":
        inside = _until(words, end + 1, ")")
        post = post_of(text, inside, lexicon)
        if post is None and inside and inside[0].capital and len(inside) <= 4:
            last = inside[-2] if inside[-1].text == "." and len(inside) > 1 else inside[-1]
            return Post(None, text[inside[0].start : last.end])
        return post
    if words[end : end + 1] and words[end].text in ",—–":
        inside = _until(words, end + 1, _EDGES)
        if inside and inside[0].text.isdigit():  # an age
            inside = _until(words, end + 3, _EDGES)
        post = post_of(text, inside, lexicon) if inside else None
        return post if post and post.follower in _FOLLOWERS | lexicon.prepositions else None
    return None


def _until(words: list[Word], start: int, marks: str) -> list[Word]:
    """Return the words up to one of the marks; a full stop inside "U.S." is no mark."""
    out: list[Word] = []
    for at, word in enumerate(words[start : start + REACH], start):
        dotted = word.text == "." and out and len(out[-1].text) <= 3 and out[-1].capital
        if word.text in marks and not (dotted and _next_capital(words, at)):
            break
        out.append(word)
    return out


def _ahead(text: str, words: list[Word], outer: int, lexicon: Lexicon) -> Post | None:
    """Return the role before the comma in front of a name: "A Twitter spokesman, Ann Lee"."""
    if outer < 2 or words[outer - 1].text != ",":
        return None
    low, found = outer - 1, None
    while low and outer - low < REACH and words[low - 1].text[0].isalnum():
        low -= 1
        if words[low].low in lexicon.articles or possessive(words[low]):
            found = post_of(text, words[low : outer - 1], lexicon) or found
    return found


def _place(text: str, words: list[Word], outer: int, lexicon: Lexicon) -> str | None:
    """Return the town before a comma and a role: "Tulsa, Okla., police officer"."""
    at = outer - 1
    if at < 1 or words[at].text != "," or lexicon.code != "en":
        return None
    at -= 1
    if words[at].text == "." and at > 2 and words[at - 2].text == ",":
        at -= 3
    elif at > 1 and words[at - 1].text == "," and words[at].capital:
        at -= 2
    else:
        return None
    return text[words[at].start : words[at].end] if words[at].capital else None
