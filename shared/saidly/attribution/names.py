"""Names in a text: runs of capitalised words with the roles that stand around them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from saidly.attribution.bodies import (
    FIRMS,
    body_joint,
    body_start,
    joins,
    owned,
    told_body,
    told_to,
    venture,
)
from saidly.attribution.lexicon import Lexicon, bare, possessive
from saidly.attribution.posts import post_around
from saidly.attribution.roles import REACH, Post, past_office, trailing
from saidly.attribution.sentences import Word, next_capital

_LINE = re.compile(r"[^\n]+")
MAX_NAME = 9  # words
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_NICKNAME = frozenset("“”‘’\"'")
_LOOSE = frozenset(["of", "the", "and"])  # join the words of a body, never in pairs those of a name
_SENTENCE_ENDS = (".", ".”", '."', "!”", "?”", ".’")
_SENTENCE_SHARE = 0.85  # of a line that ends as a sentence does
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
    body: bool  # what stands around it says it is one: "the charity Shelter"


def mentions(text: str, words: list[Word], lexicon: Lexicon) -> Iterator[Mention]:
    """Yield the names of a text in order."""
    lower = {word.text for word in words if word.text.islower()}
    headings = [] if lexicon.capitals else _headings(text)
    at = 0
    while at < len(words):
        end = _run_end(words, at, lexicon)
        if end == at:
            at += 1
            continue
        row = bisect_right(headings, words[at].start, key=lambda line: line[0]) - 1
        heading = row >= 0 and words[at].start < headings[row][1]
        if not heading:
            yield from _bearers(text, words, (at, end), (lexicon, lower))
        at = end


def _bearers(
    text: str, words: list[Word], run: tuple[int, int], known: tuple[Lexicon, set[str]]
) -> Iterator[Mention]:
    """Yield the name of a run, or both names of a couple: "Tom and Rita Lee" are two Lees."""
    start, end = run[0], body_joint(words, run, known[0])
    joint = _joint(words, (start, end), known[0])
    parts = [(start, end)] if joint is None else [(start, joint), (joint + 1, end)]
    found = [_mention(text, words, part, known) for part in parts]
    if joint is not None and found[0] and found[1] and len(found[0].name) == 1:
        found[0] = replace(found[0], name=(*found[0].name, *found[1].name[1:]))
    yield from (one for one in found if one is not None)


def _joint(words: list[Word], run: tuple[int, int], lexicon: Lexicon) -> int | None:
    """Return where "and" joins the names of two people, both of a known first name."""
    start, end = run
    for at in range(start + 1, end - 1):
        if words[at].low in lexicon.conjunction and lexicon.first_name(words[at + 1]):
            low = at
            while low > start and words[low - 1].capital:
                low -= 1
            return at if any(lexicon.first_name(word) for word in words[low:at]) else None
    return None


def _headings(text: str) -> list[tuple[int, int]]:
    """Return the lines in title case, where capitals mark no names."""
    out = []
    for line in _LINE.finditer(text):
        parts = [part for part in line.group().split() if part[0].isalpha()]
        ends = line.group().rstrip().endswith(_SENTENCE_ENDS)
        share = _SENTENCE_SHARE if ends else _TITLE_SHARE
        if len(parts) > 4 and sum(p[0].isupper() for p in parts) >= share * len(parts):
            out.append(line.span())
    return out


def _run_end(words: list[Word], at: int, lexicon: Lexicon) -> int:
    """Return the end of the run of words that may be a role and a name, ``at`` if none is."""
    end = at
    while end < len(words) and end - at < MAX_NAME + REACH:
        word = words[end]
        if end > at and word.start - words[end - 1].end > 1:
            break
        if end > at and _nickname(words, end):
            end += 3  # the mark, one word, the mark
            continue
        known = word.capital or lexicon.role(word) or word.low in lexicon.modifiers
        led = word.low in lexicon.particles and _leads_on(words, end, lexicon)
        joint = end > at and (led or joins(words, (at, end), lexicon))
        dot = word.text == "." and end > at and _abbreviated(words, end, lexicon)
        part = end > at and (owned(words, end, lexicon) or trailing(words, end, lexicon))
        if not (known or joint or dot or part):
            break
        end += 1
        if possessive(word):
            break
    while end > at and not (words[end - 1].capital or words[end - 1].text in FIRMS):
        end -= 1
    return end


def _leads_on(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a particle, or two ("von der"), leads to a capital."""
    if next_capital(words, at):
        return True
    if not next_capital(words, at + 1):
        return False
    second = words[at + 1].low
    if words[at - 1].low in lexicon.organisations and second in lexicon.articles:
        return words[at].low == "of"  # "the Guild of the West"
    loose = words[at].low in _LOOSE or second in _LOOSE
    return second in lexicon.particles and not loose


def _nickname(words: list[Word], at: int) -> bool:
    """Whether a nickname in quotation marks stands between the parts of a name."""
    if words[at].text not in _NICKNAME or at + 3 >= len(words):
        return False
    closed = words[at + 2].text in _NICKNAME and words[at + 1].capital and words[at + 3].capital
    tight = words[at].end == words[at + 1].start and words[at + 1].end == words[at + 2].start
    return closed and tight and words[at - 1].capital


def _abbreviated(words: list[Word], dot: int, lexicon: Lexicon) -> bool:
    """Whether the full stop belongs to the word before it, as in "Sen." or "J."."""
    before = words[dot - 1]
    short = len(before.text) == 1 or before.low in lexicon.titles | _SUFFIXES
    short = short or (lexicon.role(before) and len(before.text) <= 4)
    return before.end == words[dot].start and short and next_capital(words, dot)


def _mention(
    text: str, words: list[Word], run: tuple[int, int], known: tuple[Lexicon, set[str]]
) -> Mention | None:
    lexicon, lower = known
    outer, end = run
    while outer < end and (_opener(words, outer, lexicon, lower) or told_to(words, outer, lexicon)):
        outer += 1
    behind = end
    while end - outer > 2 and words[end - 1].low in lexicon.honours:
        end -= 1
    name = _name_start(words, outer, end, lexicon)
    if name >= end or not words[name].capital or _no_name(words, (name, end), lexicon):
        return None
    return Mention(
        words[name].start,
        words[end - 1].start + len(bare(words[end - 1])),
        words[outer].start,
        _parts(words[name:end]),
        post_around(text, words, (outer, name, behind), lexicon),
        _title(words[outer:name]) or _kinship(words, outer, lexicon),
        possessive(words[end - 1]),
        outer > 0 and words[outer - 1].low == "the",
        told_body(words, name, end, lexicon),
    )


def _name_start(words: list[Word], start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name begins behind its role."""
    name = start
    for at in range(start, end - 1):
        kind = words[at].text.islower() and words[at].low in lexicon.ventures
        title = words[at].low in lexicon.titles or lexicon.role(words[at])
        if kind or title or _inner(words, at, lexicon):
            name = at + 1
    name = past_office(words, (start, name, end), lexicon)
    if name == start and _trade(words, start, end, lexicon):
        name = start + 1
    general = name == end - 1 and name > start and words[name - 1].low in lexicon.modifiers
    if words[end - 1].low in lexicon.organisations and (name < end - 1 or general):
        name = body_start(words, start, end, lexicon)
    while name < end - 1 and not words[name].capital:
        name += 1
    return name


def _no_name(words: list[Word], run: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether capitalised words are a noun or a post alone: "the Ravonian Ambassador to Oman"."""
    start, end = run
    if len(_parts(words[start:end])) == 1:
        low = bare(words[start]).lower()
        return low in _common(lexicon) or low.endswith(lexicon.compounds)
    if lexicon.first_name(words[start]) or not lexicon.role(words[end - 1]):
        return False
    if all(word.low in lexicon.modifiers for word in words[start : end - 1]):
        return True  # "the Foreign Secretary"
    return end < len(words) and words[end].low in lexicon.prepositions


def _title(front: list[Word]) -> str | None:
    """Return the word right before a name, without its full stop."""
    said = [word.low for word in front if word.text != "."]
    return said[-1] if said else None


def _trade(words: list[Word], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a sentence opens with what somebody is: "Cartoonist Matt Lee", "Mum-of-two Ann"."""
    if end - start < 3 or (start and words[start - 1].text[0].isalnum()):
        return False
    trade = words[start].low.endswith(lexicon.trades) or "-of-" in words[start].low
    first = [lexicon.first_name(word) for word in words[start : start + 2]]
    return trade and first == [False, True]


def _kinship(words: list[Word], outer: int, lexicon: Lexicon) -> str | None:
    """Return the noun before a name that tells a gender and no role: "his daughter Ellen"."""
    low = words[outer - 1].low if outer else ""
    told = low in lexicon.feminine or low in lexicon.masculine
    return low if told and low not in lexicon.articles and low not in lexicon.openers else None


def _parts(words: list[Word]) -> tuple[str, ...]:
    """Return the words of a name without full stops and without a nickname in quotation marks."""
    out, quoted = list[str](), False
    for at, word in enumerate(words):
        if word.text in "'’" and at and word.start == words[at - 1].end and not quoted:
            out[-1] += "'"
        elif word.text in _NICKNAME:
            quoted = not quoted
        elif word.text != "." and not quoted:
            out.append(bare(word).replace("’", "'"))
    return tuple(out)


@cache
def _common(lexicon: Lexicon) -> frozenset[str]:
    """Return the nouns that are no name when they stand alone."""
    people = lexicon.roles | lexicon.groups | lexicon.anonymous
    people |= {role + "s" for role in lexicon.roles}
    only_parts = lexicon.modifiers - lexicon.organisations - lexicon.parties
    return lexicon.calendar | lexicon.documents | people | (only_parts - lexicon.men)


def _opener(words: list[Word], at: int, lexicon: Lexicon, lower: set[str]) -> bool:
    """Whether a capital only marks the start of a sentence."""
    word = words[at]
    if word.text == "." or word.low in lexicon.articles:
        return True
    if _initials(words, at):
        return False  # "US", "IT"
    limits = word.low in lexicon.modifiers and _names_role(words, at + 1, lexicon)
    if word.low in lexicon.openers and not limits:
        return True  # "Then Reuters", but "Then mayor Lee"
    if _names_role(words, at, lexicon):
        return False
    first = at == 0 or not words[at - 1].text[0].isalnum()
    if first and venture(words, at, lexicon):
        return True
    low = bare(word).lower().split("’")[0].split("'")[0]
    return (
        low in lexicon.stopwords
        or low in lexicon.openers
        or (first and word.low in lower and len(word.text) > 1)
    )


def _initials(words: list[Word], at: int) -> bool:
    """Whether a word is in capitals and the next is not."""
    loud = [word.text.isupper() and len(word.text) > 1 for word in words[at : at + 2]]
    return loud[0] and not all(loud[1:] or [False])


def _names_role(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word may belong to a role: "Then mayor", "First lady"."""
    if at == len(words):
        return False
    word = words[at]
    return lexicon.role(word) or word.low in lexicon.modifiers or word.low in lexicon.titles


def _inner(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether the word ends a role such as "Secretary of State"."""
    return at > 1 and f"{words[at - 1].low} {words[at].low}" in lexicon.inner
