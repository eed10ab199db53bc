"""Cues and the noun phrases beside them, on the words of one clause."""

from saidly.attribution.language import Language
from saidly.attribution.sentences import Word, words_in

MAX_PHRASE = 24  # words of the longest source taken, appositions included
MAX_HELPERS = 4  # words of a verb group before its cue
MAX_TIMES = 2  # words between a cue and its source that tell when
MAX_ASIDE = 10  # words from a cue to a source behind an aside
_LIST_ITEM = 5  # words between the commas of a list of sources
_PLURALS = frozenset(["both", "officials", "police", "people", "experts", "critics"])


def clause_words(text: str, start: int, end: int, language: Language) -> list[Word]:
    """Return the words of a clause, joined ones apart: "l'État", "explique-t-elle"."""
    out: list[Word] = []
    for word in words_in(text, start, end, language.elisions):
        out += _parted(word, language)
    return out


def _parted(whole: Word, language: Language) -> list[Word]:
    start, end, text = whole[:3]
    head, _, tail = text.rpartition("-")
    tail = tail.lower()
    if head and (tail in language.pronouns or tail in language.helpers):
        verb = head.removesuffix("-t")
        return [Word.of(start, start + len(verb), verb), Word.of(end - len(tail), end, tail)]
    return [whole]


def is_cue(word: Word, language: Language) -> bool:
    """Whether the word is a form of a known cue."""
    return word.low in language.cues


def cue_at(
    words: list[Word], at: int, language: Language, *, opening: bool = False
) -> tuple[int, int] | None:
    """Return the range of a cue whose verb group begins at ``at``, helpers included.

    A capital means a name, but at the ``opening`` of a sentence ("Selon la police").
    """
    end = at
    while end < len(words) and end - at < MAX_HELPERS and _helper(words[end], language):
        end += 1
    if end < len(words) and is_cue(words[end], language) and (opening or not words[end].capital):
        return at, end + 1
    return None


def _helper(word: Word, language: Language) -> bool:
    return word.low in language.helpers or (
        language.code == "en" and word.low.endswith("ly") and len(word.text) > 4
    )


def preface(words: list[Word], language: Language) -> int:
    """Return how many words at the head of a sentence lead to its source: "De acordo com"."""
    low = tuple(word.low for word in words)
    return next((len(one) for one in language.prefaces if low[: len(one)] == one), 0)


def phrase_before(words: list[Word], language: Language) -> tuple[int, int] | None:
    """Return the noun phrase that ends a clause's words, appositions included; None if none does.

    A leading adverbial that a comma closes ("In a statement,") stays outside.
    """
    end = len(words)
    while end and (_helper(words[end - 1], language) or words[end - 1].text in ",–—"):
        end -= 1
    low = 0
    while low < end and words[low].low in language.helpers - language.articles:
        low += 1  # "a-t-il déclaré": the auxiliary comes first
    closed = end < len(words) and words[end].text == ","
    start = _phrase_start(words, (low, end), language, closed=closed)
    if start is None or end - start > MAX_PHRASE:
        return None
    return start, end


def _phrase_start(
    words: list[Word], span: tuple[int, int], language: Language, *, closed: bool
) -> int | None:
    """Return the first word of the phrase that ends a span."""
    low, end = span
    begins = [low, *(at + 1 for at in range(low, end) if words[at].text in ",:;–—")]
    begins = [at for at in begins if at < end]
    if closed and len(begins) > 1:  # "Koo, spokesperson of the ministry, said": what stands first
        begins.pop()
    found = next((at for at in reversed(begins) if _heads(words[at], language)), None)
    if found is None or not any(word.low == "and" for word in words[found:end]):
        return found
    for at in reversed(
        [begin for begin in begins if begin < found]
    ):  # "the U.S., Japan and others"
        if found - at > _LIST_ITEM or not _heads(words[at], language):
            break
        found = at
    return found


def _heads(word: Word, language: Language) -> bool:
    """Whether a noun phrase may begin with the word."""
    low = word.low
    if low in language.pronouns or low in language.articles or low in language.titles:
        return True
    if low in language.roles or (low in _PLURALS and language.code == "en"):
        return True
    return word.capital and low not in language.stopwords and low not in language.borders


def source_behind(words: list[Word], start: int, language: Language) -> tuple[int, int] | None:
    """Return the source behind a cue that ends at ``start``, past when and to whom it was said.

    "a déclaré lundi le ministre", "explica a este diario el economista Ramón Vidal".
    """
    at = start
    skipped = language.borders | (language.helpers - language.articles)
    while at < min(len(words), start + MAX_TIMES) and words[at].low in skipped - language.asides:
        at += 1
    if at < len(words) and words[at].low in language.asides:
        return _beyond(words, at, language)
    near = noun_phrase(words, at, language)
    if near is None:
        return _beyond(words, at, language) if language.asides else None
    told = words[at].low in language.articles and language.datives
    return (_beyond(words, at, language, names=False) if told else None) or near


def _beyond(
    words: list[Word], start: int, language: Language, *, names: bool = True
) -> tuple[int, int] | None:
    """Return the source that follows an aside: one with a role, or a name of several words."""
    inside = language.borders | language.asides | language.particles | language.articles
    for at in range(start + 1, min(len(words), start + MAX_ASIDE)):
        word, before = words[at], words[at - 1]
        if not word.text[0].isalnum() or (word.low in language.roles and at == start + 1):
            return None
        if before.low in inside:
            continue
        front = [one.low for one in words[at : at + 2]]
        full = [one.capital for one in words[at + 2 : at + 4]] == [True, True]
        role = front[0] in language.roles or (
            front[0] in language.articles
            and (front[-1] in language.roles or front[-1] in language.bodies or full)
        )
        apart = not before.capital or (before.text.isupper() and len(before.text) > 1)  # "a EFE"
        behind = [one for one in words[at + 1 : at + 4] if one.low not in language.particles]
        name = names and word.capital and apart and behind[:1]
        if role or (name and name[0].capital):
            return noun_phrase(words, at, language)
    return None


def noun_phrase(words: list[Word], start: int, language: Language) -> tuple[int, int] | None:
    """Return the noun phrase that begins at ``start``, appositions included; None if none does."""
    if start >= len(words) or not _heads(words[start], language):
        return None
    if words[start].low in language.pronouns - language.articles:
        return start, start + 1
    end = _name_end(words, start, language)
    described = words[start].low in language.articles
    while end + 1 < len(words) and words[end].text == ",":
        rest = words[end + 1 :]
        rest = rest[: next((at for at, word in enumerate(rest) if word.text == ","), len(rest))]
        if not _apposed(rest, language, described=described):
            break
        end += 1 + len(rest)
        if not any(word.text.isdigit() for word in rest[:2]):  # an age; a role may follow
            break
    return start, min(end, start + MAX_PHRASE)


def _apposed(rest: list[Word], language: Language, *, described: bool) -> bool:
    """Whether the words behind a comma describe the name before it, or name the described."""
    if not rest or any(is_cue(word, language) for word in rest):
        return False
    if rest[0].low in language.articles:
        return rest[0].low not in language.relatives or rest[-1].capital
    if rest[0].capital:
        return described and len(rest) <= 4 and all(word.capital for word in rest[-1:])
    return len(rest) < 10 and rest[0].low not in language.borders | language.linkers


def _name_end(words: list[Word], start: int, language: Language) -> int:
    """Return the end of the run of words that make up a name or a described person."""
    end, named = start, False
    while end < len(words):
        word = words[end]
        known = word.capital or word.low in language.particles
        border = end > start and word.low in language.borders - language.particles
        if not word.text[0].isalnum() or border or (named and not known):
            break
        post = word.text.isupper() and word.low in language.roles  # "le PDG du groupe Varex"
        named = named or (word.capital and word.low not in language.articles and not post)
        end += 1
    small = language.particles, language.prefixes
    while end > start + 1 and any(words[end - 1].low in group for group in small):
        end -= 1
    return end
