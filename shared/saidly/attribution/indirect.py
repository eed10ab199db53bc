"""Indirect speech in English by rules: X said that …, …, X said, according to X, allegedly."""

from dataclasses import dataclass

from saidly.attribution.draft import Draft, Range
from saidly.attribution.language import Language
from saidly.attribution.phrases import MAX_PHRASE, cue_at, phrase_before
from saidly.attribution.sentences import Word, words_in

CONFIDENCE = 0.6
HEDGES = frozenset(["allegedly", "reportedly", "supposedly", "purportedly"])
_TIMES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
    ]
)
_TRAILING = ",.;:–—"
# forms that are nouns, or verbs of another sense, more often than cues of indirect speech
_WEAK = frozenset(
    [
        "report",
        "reports",
        "question",
        "charge",
        "order",
        "orders",
        "plan",
        "plans",
        "show",
        "shows",
        "shown",
        "find",
        "call",
        "calls",
        "see",
        "read",
        "point",
        "points",
        "go",
        "goes",
        "want",
        "know",
        "answer",
        "post",
        "comment",
        "attack",
        "support",
        "state",
        "states",
        "understand",
        "appeal",
        "request",
        "demand",
        "demands",
        "hear",
        "knew",
        "saw",
        "wants",
        "appear",
        "seem",
        "see",
        "seen",
        "found",
    ]
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence as words, with quotations known by their places."""

    words: list[Word]
    quoted: frozenset[int]  # indices of words inside quotations


def indirect(text: str, sentence: Range, quotes: list[Range], language: Language) -> list[Draft]:
    """Return the indirect statements of one sentence, in order of their cues."""
    words = words_in(text, *sentence)
    inside = frozenset(
        at
        for at, word in enumerate(words)
        if any(start <= word.start < end for start, end in quotes)
    )
    clause = Clause(words, inside)
    return (
        _according(clause)
        or _after_comma(clause, language)
        or _main(clause, language)
        or _hedged(clause)
    )


def _according(clause: Clause) -> list[Draft]:
    """Return the statement of "…, according to X" or "According to X, …"."""
    words = clause.words
    for at in range(len(words) - 2):
        if words[at].low == "according" and words[at + 1].low == "to" and at not in clause.quoted:
            comma = next(
                (k for k in range(at + 2, len(words)) if words[k].text in ",." and k > at + 2),
                len(words),
            )
            source = (at + 2, comma)
            content = (comma + 1, len(words)) if at == 0 else (0, at)
            return _drafts(clause, source, (at, at + 2), content)
    return []


def _after_comma(clause: Clause, language: Language) -> list[Draft]:
    """Return the statement of "…, X said", with a relay where a second one follows."""
    words = clause.words
    end = _content_end(words)
    commas = [at for at in range(end) if words[at].text == "," and at not in clause.quoted]
    for comma in reversed(commas[-3:]):
        for at in range(comma + 2, min(end, comma + MAX_PHRASE)):
            cue = cue_at(words, at, language)
            if not cue or at in clause.quoted or not _tail(words[cue[1] : end]):
                continue
            source = phrase_before(words[comma + 1 : at], language)
            if source and source[0] == 0 and comma > 2:
                start = comma + 1
                inner = Clause(words[:comma], clause.quoted)
                relayed = _main(inner, language)
                if relayed:
                    relay = (_chars(words, (start, start + source[1])), _chars(words, cue))
                    return [_relayed(draft, relay) for draft in relayed[:1]] + relayed[1:]
                return _drafts(clause, (start, start + source[1]), cue, (0, comma))
    return []


def _relayed(draft: Draft, relay: tuple[Range, Range]) -> Draft:
    return Draft(draft.source, draft.cue, draft.content, draft.confidence, via=(relay,))


def _main(clause: Clause, language: Language) -> list[Draft]:
    """Return the statements of "X said (that) …" and of ", saying …" behind it."""
    words = clause.words
    for at in range(1, len(words)):
        cue = cue_at(words, at, language)
        if not cue or at in clause.quoted or not _finite(words[cue[1] - 1], words, at):
            continue
        source = phrase_before(words[:at], language)
        end = _content_end(words)
        if not source or cue[1] >= end or words[cue[1]].text in _TRAILING:
            continue
        start = _skip_time(words, cue[1])
        second = _participle(clause, start, end, language)
        first = _drafts(clause, source, cue, (start, second[0] - 1 if second else end))
        return first + (_drafts(clause, source, second, (second[1], end)) if second else [])
    return []


def _participle(clause: Clause, start: int, end: int, language: Language) -> tuple[int, int] | None:
    """Return the cue of ", saying …", "…, adding that …"."""
    for at in range(start + 1, end - 1):
        word = clause.words[at]
        if (
            clause.words[at - 1].text == ","
            and word.low.endswith("ing")
            and at not in clause.quoted
        ) and word.low in language.cues:
            return at, at + 1
    return None


def _hedged(clause: Clause) -> list[Draft]:
    """Return the statement around "allegedly", which nobody is named for."""
    words = clause.words
    for at, word in enumerate(words):
        if word.low in HEDGES and at not in clause.quoted:
            comma = [k for k in range(at) if words[k].text == ","]
            start = comma[-1] + 1 if comma else 0
            end = _content_end(words)
            pieces = [_chars(words, r) for r in ((start, at), (at + 1, end)) if r[0] < r[1]]
            if pieces:
                cue = _chars(words, (at, at + 1))
                return [Draft(None, cue, tuple(pieces), CONFIDENCE)]
    return []


def _finite(cue: Word, words: list[Word], at: int) -> bool:
    """Whether the cue is the verb of a clause, not a noun or a participle."""
    return not cue.low.endswith("ing") and cue.low not in _WEAK and words[at - 1].low not in (
        "to", "the", "a", "by", "of",
    )  # fmt: skip


def _skip_time(words: list[Word], at: int) -> int:
    """Pass over "on Monday" between cue and content."""
    if at + 2 < len(words) and words[at].low == "on" and words[at + 1].low in _TIMES:
        return at + 2
    if at + 1 < len(words) and words[at].low in _TIMES:
        return at + 1
    return at


def _tail(words: list[Word]) -> bool:
    """Whether nothing but a time or place follows the cue."""
    return not words or (len(words) < 8 and words[0].low in {*_TIMES, "on", "in", "at", "during"})


def _content_end(words: list[Word]) -> int:
    end = len(words)
    while end and words[end - 1].text in _TRAILING:
        end -= 1
    return end


def _drafts(
    clause: Clause, source: tuple[int, int], cue: tuple[int, int], content: tuple[int, int]
) -> list[Draft]:
    words = clause.words
    start, end = content
    while end > start and words[end - 1].text in _TRAILING:
        end -= 1
    while start < end and words[start].text in ",:;":
        start += 1
    if start >= end or source[0] >= source[1]:
        return []
    spans = (_chars(words, source), _chars(words, cue), _chars(words, (start, end)))
    return [Draft(spans[0], spans[1], (spans[2],), CONFIDENCE)]


def _chars(words: list[Word], part: tuple[int, int]) -> Range:
    return words[part[0]].start, words[part[1] - 1].end
