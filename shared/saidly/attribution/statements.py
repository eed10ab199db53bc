"""Drafts to attributions: type, act, hedge, denial and verbatim parts."""

from bisect import bisect_left
from typing import NamedTuple

from saidly.attribution.draft import Draft, Range
from saidly.attribution.language import Language
from saidly.attribution.quotes import Quotation
from saidly.attribution.stance import hedged, lemma_and_act, stance
from saidly.model import Attribution, Content, Cue, Relay, Source, Span, StatementType

DIRECT_SHARE = 0.9  # of the letters of a content inside quotation marks


class Voices(NamedTuple):
    """Who speaks in a statement, and the names of those who passed it on."""

    source: Source | None
    relays: tuple[str, ...] = ()


def span(text: str, part: Range) -> Span:
    """Return the range as a span of ``text``."""
    return Span(part[0], part[1], text[part[0] : part[1]])


def attribution(
    text: str, draft: Draft, voices: Voices, quotes: list[Quotation], language: Language
) -> Attribution:
    """Return the finished statement of a draft whose speaker is known."""
    content = tuple(_content(text, part, quotes) for part in draft.content)
    made = stance(text, draft, language)
    return Attribution(
        type=_type(content),
        source=voices.source,
        cue=Cue(span(text, draft.cue), made.lemma, made.act) if draft.cue else None,
        content=content,
        via=tuple(
            _relay(text, relay, name, language)
            for relay, name in zip(draft.via, voices.relays, strict=True)
        ),
        hedged=hedged(text, draft, content),
        polarity=made.polarity,
        confidence=draft.confidence,
        method=draft.method,
    )


def _relay(text: str, relay: tuple[Range, Range], name: str, language: Language) -> Relay:
    source, cue = (span(text, part) for part in relay)
    return Relay(source, name, lemma_and_act(cue.text, language)[0])


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
