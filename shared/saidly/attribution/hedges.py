"""Hedges in English that nobody is named for: "allegedly", "reportedly"."""

import re
from bisect import bisect_left
from dataclasses import replace

from saidly.attribution.draft import Draft, Range
from saidly.attribution.quotes import Quotation
from saidly.attribution.sentences import sentences

CONFIDENCE = 0.4  # right 16 times of 43 on the annotated English articles
HEDGES = frozenset(["allegedly", "reportedly", "supposedly", "purportedly"])
MAX_VERB = 40  # characters of "has long been reported"
MAX_SENTENCE = 1000  # characters; what is longer is no sentence
HEDGE = re.compile(r"\b(?:" + "|".join(sorted(HEDGES)) + r")\b", re.IGNORECASE)
# what is said, believed or thought by nobody who is named
NOBODYS = frozenset(
    ["said", "alleged", "believed", "understood", "thought", "reported", "rumoured", "rumored"]
) | frozenset(["suspected", "claimed", "feared", "presumed", "assumed", "expected", "estimated"])
_PASSIVE = re.compile(
    r"(?P<verb>(?:is|are|was|were|(?:has|have|had) been) (?:\w+ly )?"
    rf"(?:{'|'.join(sorted(NOBODYS))}))"
    r"(?P<to> to)?\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"[^,]{0,40}, ")


def impersonal(text: str, drafts: list[Draft], adverbs: list[Draft]) -> list[Draft]:
    """Return the drafts with what the tagger breaks off of statements that name nobody.

    The cue goes on behind "It" ("It is said that"), the subject of "is said to" is no source but
    belongs to the content, as does all else of a sentence whose cue is an adverb.
    """
    places = [draft.cue for draft in adverbs if draft.cue]
    out = []
    for draft in drafts:
        cue = draft.cue or (0, 0)
        at = bisect_left(places, cue)
        if at < len(places) and places[at][1] <= cue[1] and draft.source is None:
            out.append(replace(draft, cue=places[at], content=adverbs[at].content))
        else:
            out.append(_impersonal(text, draft, cue))
    return out


def free(adverbs: list[Draft], drafts: list[Draft]) -> list[Draft]:
    """Return the statements around adverbs that stand beside nobody's cue: "allegedly told"."""
    cues = [draft.cue for draft in drafts if draft.cue]
    edges = {start - 1 for start, _ in cues}, {end + 1 for _, end in cues}
    places = ((draft, draft.cue or (0, 0)) for draft in adverbs)
    return [
        draft for draft, (start, end) in places if end not in edges[0] and start not in edges[1]
    ]


def _impersonal(text: str, draft: Draft, cue: Range) -> Draft:
    words = _PASSIVE.match(text, *cue)
    if words and draft.source and 0 <= cue[0] - draft.source[1] <= 1:
        start, end = draft.content[-1]
        if not 0 <= start - cue[1] <= 1:
            return draft
        start = (
            words.end("verb") + 1 if words["to"] else start
        )  # "is understood to favour | a deal"
        verb = (cue[0], words.end("verb"))
        return replace(draft, source=None, cue=verb, content=(draft.source, (start, end)))
    if draft.source or text[slice(*cue)].lower() != "it":
        return draft
    gap = text[cue[1] : min(draft.content[0][0], cue[1] + MAX_VERB)].rstrip()
    return draft if "\n" in gap else replace(draft, cue=(cue[0], cue[1] + len(gap)))


def hedged(text: str, quotes: list[Quotation]) -> list[Draft]:
    """Return a statement without source for each sentence with such an adverb outside quotes."""
    if not HEDGE.search(text):
        return []
    return [
        draft
        for start, end in sentences(text, quotes)
        if end - start <= MAX_SENTENCE
        for draft in _around(text, start, end)
    ]


def _around(text: str, start: int, end: int) -> list[Draft]:
    """Return the statement around the first hedge of a sentence."""
    hedge = HEDGE.search(text, start, end)
    if hedge is None or any(mark in text[start : hedge.start()] for mark in '"“«'):
        return []
    lead = _LEAD.match(text, start, hedge.start())
    pieces = ((lead.end() if lead else start, hedge.start()), (hedge.end(), end))
    trimmed = [_trim(text, *piece) for piece in pieces]
    content = tuple((low, high) for low, high in trimmed if low < high)
    return [Draft(None, hedge.span(), content, CONFIDENCE)] if content else []


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out spaces and stops at both ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:"):
        end -= 1
    return start, end
