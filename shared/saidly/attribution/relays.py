"""Relays in English: "The Kremlin said …, Reuters reported" is one statement, by the Kremlin.

The tagger gives the whole clause to the agency. Here the clause is read once more: if it is itself
somebody's statement, that one stays, and the agency becomes the one who passed it on.
"""

from saidly.attribution.draft import Draft, Range
from saidly.attribution.language import Language
from saidly.attribution.lexicon import Lexicon, bare, lexicon_of
from saidly.attribution.phrases import cue_at, phrase_before
from saidly.attribution.quotes import Quotation
from saidly.attribution.sentences import Word, words_in

MAX_CLAUSE = 1000  # characters
_PASSING = frozenset(["report", "say", "according", "write", "cite", "quote", "tell"])
# a form of a cue behind one of these is a noun, an infinitive or a passive
_NO_VERB = frozenset(["to", "the", "a", "of", "is", "are", "was", "were", "be", "been", "being"])
_TIMES = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"]
)


def relayed(
    text: str, drafts: list[Draft], quotes: list[Quotation], language: Language
) -> list[Draft]:
    """Return the drafts with each relayed statement given to its own source."""
    lexicon = lexicon_of(language.code)
    return [_relayed(text, draft, quotes, (language, lexicon)) for draft in drafts]


def _relayed(
    text: str, draft: Draft, quotes: list[Quotation], known: tuple[Language, Lexicon]
) -> Draft:
    if draft.source is None or draft.cue is None:
        return draft
    if not _passes(text, draft.source, draft.cue, known):
        return draft
    start, end = draft.content[0]
    if end - start > MAX_CLAUSE or len(draft.content) > 1:
        return draft
    inner = _inner(text, (start, end), quotes, known[0])
    if inner is None:
        return draft
    source, cue, content = inner
    relay = (draft.source, draft.cue)
    return Draft(source, cue, (content,), draft.confidence, draft.method, (*draft.via, relay))


def _passes(text: str, source: Range, cue_part: Range, known: tuple[Language, Lexicon]) -> bool:
    """Whether the source is a news medium and the cue a neutral one."""
    language, lexicon = known
    end = text.find(",", *source)  # "Mr. Lee, a lawyer of the agency" is no medium
    name_part = (source[0], end if end > 0 else source[1])
    words = [word for word in words_in(text, *name_part) if word.text[0].isalnum()]
    cue = text[slice(*cue_part)].lower().split()
    lemmas = {language.cues[word][0] for word in cue if word in language.cues}
    name = " ".join(bare(word).lower() for word in words).removeprefix("the ")
    medium = name in lexicon.agencies or (words and bare(words[-1]).lower() in lexicon.media)
    return bool(lemmas & _PASSING) and bool(medium)


def _inner(
    text: str, clause: Range, quotes: list[Quotation], language: Language
) -> tuple[Range, Range, Range] | None:
    """Return source, cue and content of a clause that is a statement itself."""
    words = words_in(text, *clause)
    if words and words[0].low in language.linkers:
        words = words[1:]
    spoken = [(quote.start, quote.end) for quote in quotes if quote.start < clause[1]]
    for at in range(1, len(words) - 1):
        cue = cue_at(words, at, language)
        if cue is None or any(start <= words[at].start < end for start, end in spoken[-8:]):
            continue
        if words[at - 1].low in _NO_VERB or not _states(words[cue[1] - 1], language):
            continue
        source = phrase_before(words[:at], language)
        start = _past_time(words, cue[1])
        if source is not None and start < len(words) and words[start].text[0] not in ",.;":
            return (
                (words[source[0]].start, words[source[1] - 1].end),
                (words[cue[0]].start, words[cue[1] - 1].end),
                (words[start].start, clause[1]),
            )
    return None


def _states(verb: Word, language: Language) -> bool:
    """Whether a form of a cue tells of a statement, and is no noun ("order") or participle."""
    lemma, act = language.cues[verb.low]
    noun = verb.low == lemma and lemma != "say"
    return act != "think" and not noun and not verb.low.endswith("ing")


def _past_time(words: list[Word], at: int) -> int:
    """Pass over "on Monday" between cue and content."""
    low = [word.low for word in words[at : at + 2]]
    if low[:1] == ["on"] and low[1:] and low[1] in _TIMES:
        return at + 2
    return at + 1 if low and low[0] in _TIMES else at
