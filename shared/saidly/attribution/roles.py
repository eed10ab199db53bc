"""Role and affiliation in the words around a name.

"Russian Foreign Ministry spokesperson", "the top Democrat on the House Intelligence Committee",
"Twitter's chief executive": a role noun with its modifiers, and whom it is held for.
"""

from dataclasses import dataclass

from saidly.attribution.lexicon import Lexicon, bare, possessive
from saidly.attribution.sentences import Word, next_capital

MAX_FIELD = 4  # words of "of infectious diseases"
REACH = 14  # words of an apposition that are read
_STOP = frozenset(["who", "which", "that", "and", "but", "was", "is", "has", "said", "where"])


@dataclass(frozen=True, slots=True)
class Post:
    """A role as the text states it; ``noun`` is its head in lower case."""

    role: str | None
    affiliation: str | None
    noun: str = ""
    follower: str = ""  # the word behind the role, in lower case


def post_of(text: str, words: list[Word], lexicon: Lexicon) -> Post | None:
    """Return the role in a noun phrase without its name, None where it has no role noun."""
    words = words[:REACH]
    if words and words[0].low in lexicon.articles:
        words = words[1:]
    head = _head(words, lexicon)
    if head is None:
        return None
    start = _group_start(text, words, head, lexicon)
    end = _group_end(words, head, lexicon)
    role = text[words[start].start : words[end - 1].end]
    if end == head + 1 and possessive(words[head]):
        role = role[:-2]
    after = _after(text, words[end:], lexicon)
    follower = words[end].low if end < len(words) else ""
    whose = after or _before(text, words[:start], lexicon)
    return Post(role, whose, bare(words[head]).lower(), follower)


def trailing(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether an adjective stands between a role and a first name: "el delegado sindical Ana"."""
    around = lexicon.role(words[at - 1]) and next_capital(words, at)
    return lexicon.trailing and around and lexicon.first_name(words[at + 1])


def past_office(words: list[Word], run: tuple[int, int, int], lexicon: Lexicon) -> int:
    """Return where a name begins behind a role and its office: "ministre de la Santé Ana Ruiz"."""
    outer, start, end = run
    led = start > outer and lexicon.role(words[start - 1]) and lexicon.code != "en"
    if not led or lexicon.first_name(words[start]):
        return start
    named = (at for at in range(start + 1, end - 1) if lexicon.first_name(words[at]))
    return next(named, start)


def _head(words: list[Word], lexicon: Lexicon) -> int | None:
    """Return the last role noun of the first run of role words."""
    for first, word in enumerate(words):
        joint = word.low in lexicon.conjunction and _partial(words, first, lexicon)
        if not joint and (word.low in _STOP or (word.low in lexicon.prepositions and first)):
            return None
        if lexicon.role(word) and not possessive(word):
            at = _last_of_group(words, first, lexicon)
            if at + 1 < len(words) and words[at + 1].low in lexicon.organisations:
                continue  # "the police chief union": the role belongs to a body's name
            return at
    return None


def _partial(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word stands between parts of a role: "Police and Crime Commissioner"."""
    around = words[at - 1 : at] + words[at + 1 : at + 2]
    return len(around) == 2 and all(
        lexicon.role(word) or word.low in lexicon.modifiers for word in around
    )


def _last_of_group(words: list[Word], at: int, lexicon: Lexicon) -> int:
    """Return the last role noun of a run of role nouns and modifiers."""
    end = at
    while at + 1 < len(words):
        at += 1
        if lexicon.role(words[at]):
            end = at
        elif words[at].low not in lexicon.modifiers | lexicon.conjunction:
            break
    return end


def _group_start(text: str, words: list[Word], head: int, lexicon: Lexicon) -> int:
    """Return where the role's own modifiers begin."""
    start = head
    while start:
        word = words[start - 1]
        before = words[start - 2] if start > 1 else None
        joined = before is not None and word.low in lexicon.conjunction
        if joined and before and (lexicon.role(before) or before.low in lexicon.modifiers):
            start -= 2  # "President and CEO", "Police and Crime Commissioner"
            continue
        body = word.low in lexicon.organisations and (
            word.capital or word.low not in lexicon.modifiers
        )
        body = body and start > 1 and words[start - 2].capital
        own = word.low in lexicon.modifiers or lexicon.role(word)
        cased = not word.capital or words[start].capital or word.low in lexicon.always
        cased = cased or _opens(text, word)
        party = word.low in lexicon.parties
        if body or party or not own or not cased or possessive(word):
            break
        start -= 1
    return start


def _opens(text: str, word: Word) -> bool:
    """Whether a word owes its capital to the start of a sentence."""
    before = text[max(0, word.start - 2) : word.start]
    return not before.strip() or before.strip()[-1] in ".!?“”‘’\"'" or before[0].isdigit()


def _group_end(words: list[Word], head: int, lexicon: Lexicon) -> int:
    """Return where the role ends: "Secretary of State", "professor of law"."""
    rest = [word.low for word in words[head + 1 : head + 4]]
    for size in (3, 2):
        if len(rest) >= size and " ".join(rest[:size]) in lexicon.inner:
            return head + 1 + size
    if rest[:1] == ["general"]:
        return head + 2
    if words[head].low in lexicon.offices and (end := _portfolio(words, head + 1, lexicon)):
        return end
    if lexicon.trailing and len(words) == head + 2 and words[-1].text.islower():
        return head + 2  # "delegado sindical"
    field = _field(words, head + 1, lexicon) or _office(words, head + 1, lexicon)
    return field or head + 1


def _field(words: list[Word], at: int, lexicon: Lexicon) -> int | None:
    """Return where "of infectious diseases" ends, None where another thing follows "of"."""
    if at + 1 >= len(words) or words[at].low != "of" or words[at + 1].low in lexicon.articles:
        return None
    end = at + 1
    while end < len(words) and words[end].text.islower() and words[end].low not in _STOP:
        if words[end].low in lexicon.prepositions:
            break
        end += 1
    ends = end == len(words) or words[end].low in lexicon.prepositions
    return end if at + 1 < end <= at + MAX_FIELD and ends else None


def _portfolio(words: list[Word], at: int, lexicon: Lexicon) -> int | None:
    """Return where "of Foreign Affairs and Trade" ends; a country is no portfolio."""
    start = at
    while start < len(words) and words[start].low in lexicon.genitive:
        start += 1
    if start in (at, len(words)) or not words[start].capital:
        return None
    end = start
    while end < len(words) and (words[end].capital or _joins(words, end, lexicon)):
        end += 1
    said = " ".join(word.low for word in words[start:end])
    return None if said in lexicon.countries or end - at > 2 * MAX_FIELD else end


def _joins(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether "and" or a comma stands between capitalised words."""
    mark = words[at].low in lexicon.conjunction or words[at].text == ","
    return mark and next_capital(words, at)


def _office(words: list[Word], at: int, lexicon: Lexicon) -> int | None:
    """Return where "of Engineering" ends, if "at" names the body behind it."""
    if at + 1 >= len(words) or words[at].low != "of" or not words[at + 1].capital:
        return None
    end = at + 1
    while (
        end < len(words)
        and end - at <= 2 * MAX_FIELD
        and (words[end].capital or _joins(words, end, lexicon))
    ):
        end += 1
    ends = end < len(words) and words[end].low in ("at", "for") and end + 1 < len(words)
    body = words[end - 1].low in lexicon.organisations
    return end if ends and not body else None


def _after(text: str, words: list[Word], lexicon: Lexicon) -> str | None:
    """Return the affiliation behind a role: "of the Kremlin", "at Yale"."""
    if not words or words[0].low not in lexicon.prepositions:
        return None
    start = 1
    while start < len(words) and words[start].low in lexicon.articles:
        start += 1
    start = _past_kind(words, start, lexicon)
    end = start
    while end < len(words) and _belongs(words, end, lexicon):
        end += 1
    while end > start and words[end - 1].low in lexicon.prepositions | lexicon.articles:
        end -= 1
    return text[words[start].start : words[end - 1].end] if end > start else None


def _past_kind(words: list[Word], start: int, lexicon: Lexicon) -> int:
    """Return where a body's name begins behind what it is: "at Danish drug maker Varex"."""
    at = start
    while at < len(words) and at - start < MAX_FIELD and _worded(words[at]):
        kind = words[at].low in lexicon.organisations or words[at].low in lexicon.ventures
        if kind and words[at].text.islower() and next_capital(words, at):
            return at + 1
        if words[at].low in _STOP or words[at].low in lexicon.prepositions:
            break
        at += 1
    return start


def _worded(word: Word) -> bool:
    """Whether a word is one, or the mark of several owners: "the dockers' union"."""
    return word.text[0].isalpha() or word.text in "'’"


def _belongs(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    word = words[at]
    if not word.text[0].isalnum() or word.low in _STOP - {"and"} or word.text.isdigit():
        return (
            word.text == "." and at > 0 and len(words[at - 1].text) <= 3 and words[at - 1].capital
        )
    if word.low == "and":
        return at + 1 < len(words) and words[at + 1].capital
    return (
        word.capital or word.low in lexicon.prepositions | lexicon.articles | lexicon.organisations
    )


def _owns(word: Word, lexicon: Lexicon) -> bool:
    """Whether a capital only opens a sentence: "Our guide", but "US President"."""
    return word.low in lexicon.openers and not word.text.isupper()


def _before(text: str, words: list[Word], lexicon: Lexicon) -> str | None:
    """Return the affiliation in front of a role: "White House", "Twitter's"."""
    end = len(words)
    start = end
    while start and (
        words[start - 1].capital or words[start - 1].low in lexicon.particles | {"'", "’"}
    ):
        start -= 1
    if start == end and start and bare(words[start - 1]).lower() in lexicon.organisations:
        start -= 1
        while start and words[start - 1].capital:
            start -= 1
    small = lexicon.particles | lexicon.articles | lexicon.titles | lexicon.always
    while start < end and (words[start].low in small or _owns(words[start], lexicon)):
        start += 1
    if start == end:
        return None
    return text[words[start].start : words[end - 1].start + len(bare(words[end - 1]))]
