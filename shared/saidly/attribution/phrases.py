"""Cues and the noun phrases beside them, on the words of one clause."""

from saidly.attribution.language import Language
from saidly.attribution.sentences import Word

MAX_PHRASE = 24  # words of the longest source taken, appositions included
_ADVERBS = frozenset(
    [
        "also",
        "then",
        "later",
        "has",
        "have",
        "had",
        "not",
        "never",
        "officially",
        "again",
        "however",
        "recently",
        "previously",
        "once",
        "long",
        "already",
        "further",
        "publicly",
        "repeatedly",
    ]
)


def is_cue(word: Word, language: Language) -> bool:
    """Whether the word is a form of a known cue."""
    return word.low in language.cues


def cue_at(words: list[Word], at: int, language: Language) -> tuple[int, int] | None:
    """Return the range of a cue whose verb group covers ``at``, helpers and adverbs included."""
    end = at
    while end < len(words) and end - at < 4 and _helper(words[end]):
        end += 1
    if end < len(words) and is_cue(words[end], language) and not words[end].capital:
        return at, end + 1
    return None


def _helper(word: Word) -> bool:
    low = word.low
    return low in _ADVERBS or (low.endswith("ly") and len(low) > 4)


def phrase_before(words: list[Word], language: Language) -> tuple[int, int] | None:
    """Return the noun phrase that ends a clause's words, appositions included; None if none does.

    A leading adverbial that a comma closes ("In a statement,") stays outside.
    """
    end = len(words)
    while end and (_helper(words[end - 1]) or words[end - 1].text in ",–—"):
        end -= 1
    if not end:
        return None
    closed = end < len(words) and words[end].text == ","
    start = _phrase_start(words, end, language, closed)
    if start is None or end - start > MAX_PHRASE:
        return None
    return start, end


def _phrase_start(words: list[Word], end: int, language: Language, closed: bool) -> int | None:
    """Return the first word of the phrase that ends at ``end``."""
    commas = [at for at in range(end) if words[at].text in ",:;–—"]
    begins = [at + 1 for at in commas]
    if closed and commas:  # "Koo, spokesperson of the ministry, said": the name before the comma
        begins = begins[:-1]
    found = next((at for at in [*reversed(begins), 0] if _headed(words, at, end, language)), None)
    if found and any(word.low == "and" for word in words[found:end]):
        for at in [*(b for b in reversed(begins) if b < found), 0]:  # "the U.S., Japan and others"
            if found - at > 5 or not _headed(words, at, end, language):
                break
            found = at
    return found


def _headed(words: list[Word], start: int, end: int, language: Language) -> bool:
    return start < end and _heads(words[start], language)


def _heads(word: Word, language: Language) -> bool:
    """Whether a noun phrase may begin with the word."""
    low = word.low
    return (
        low in language.pronouns
        or low in language.articles
        or low in language.titles
        or low in ("both", "officials", "police", "people", "experts", "critics")
        or (word.capital and low not in language.stopwords - language.articles)
    )


def noun_phrase(words: list[Word], start: int, language: Language) -> tuple[int, int] | None:
    """Return the noun phrase that begins at ``start``, appositions included; None if none does."""
    if start >= len(words) or not _heads(words[start], language):
        return None
    if words[start].low in language.pronouns:
        return start, start + 1
    end = _name_end(words, start, language)
    if end < len(words) and words[end].text == "," and end + 1 < len(words):
        rest = words[end + 1 :]
        stop = next((at for at, word in enumerate(rest) if word.text == ","), len(rest))
        apposed = rest[0].low in language.articles or (not rest[0].capital and stop < 10)
        if apposed and not any(is_cue(word, language) for word in rest[:stop]):
            end = end + 1 + stop
    return start, min(end, start + MAX_PHRASE)


def _name_end(words: list[Word], start: int, language: Language) -> int:
    """Return the end of the run of words that make up a name or a described person."""
    end, seen_name = start, False
    while end < len(words):
        word = words[end]
        if not word.text[0].isalnum():
            break
        known = word.capital or word.low in language.particles
        if seen_name and not known:
            break
        seen_name = seen_name or (word.capital and word.low not in language.articles)
        end += 1
    while end > start + 1 and words[end - 1].low in language.particles:
        end -= 1
    return end
