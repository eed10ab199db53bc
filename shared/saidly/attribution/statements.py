"""Drafts to attributions: type, act, hedge, denial and verbatim parts."""

from bisect import bisect_left

from saidly.attribution.draft import Draft, Range
from saidly.attribution.hedges import HEDGES
from saidly.attribution.language import Language
from saidly.attribution.quotes import Quotation
from saidly.model import Act, Attribution, Content, Cue, Relay, Source, Span, StatementType

DIRECT_SHARE = 0.9  # of the letters of a content inside quotation marks
_NEGATIONS = frozenset(["not", "n't", "never", "no"])
_DENIALS = frozenset(["deny", "reject", "dispute", "refute", "disavow", "dismiss"])


def span(text: str, part: Range) -> Span:
    """Return the range as a span of ``text``."""
    return Span(part[0], part[1], text[part[0] : part[1]])


def attribution(
    text: str, draft: Draft, source: Source | None, quotes: list[Quotation], language: Language
) -> Attribution:
    """Return the finished statement of a draft whose speaker is known."""
    content = tuple(_content(text, part, quotes) for part in draft.content)
    lemma, act = lemma_and_act(text[slice(*draft.cue)] if draft.cue else "", language)
    return Attribution(
        type=_type(content),
        source=source,
        cue=Cue(span(text, draft.cue), lemma, act) if draft.cue else None,
        content=content,
        via=tuple(_relay(text, relay, language) for relay in draft.via),
        hedged=source is None and lemma in HEDGES,
        polarity="denied" if lemma in _DENIALS else "affirmed",
        confidence=draft.confidence,
        method=draft.method,
    )


def lemma_and_act(cue: str, language: Language) -> tuple[str, Act]:
    """Return the lemma of a cue's verb and the act it performs; unknown verbs say."""
    words = [word.strip(",:.") for word in cue.lower().split()]
    for word in reversed(words):
        if word in language.cues:
            return language.cues[word]
    return (words[-1] if words else "", "say")


def _relay(text: str, relay: tuple[Range, Range], language: Language) -> Relay:
    source, cue = (span(text, part) for part in relay)
    return Relay(source, source.text, lemma_and_act(cue.text, language)[0])


def _content(text: str, part: Range, quotes: list[Quotation]) -> Content:
    """Return a piece of content with the verbatim stretches inside it."""
    at = max(bisect_left(quotes, part[0], key=lambda quote: quote.start) - 1, 0)
    quoted = []
    while at < len(quotes) and quotes[at].start < part[1]:
        start, end = max(quotes[at].inner[0], part[0]), min(quotes[at].inner[1], part[1])
        if start < end:
            quoted.append(span(text, (start, end)))
        at += 1
    return Content(span(text, part), tuple(quoted))


def _type(content: tuple[Content, ...]) -> StatementType:
    inside = sum(_letters(part.text) for piece in content for part in piece.quoted)
    if not inside:
        return "indirect"
    total = sum(_letters(piece.span.text) for piece in content)
    return "direct" if inside >= DIRECT_SHARE * total else "mixed"


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)
