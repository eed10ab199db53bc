"""What a cue does: the lemma of its verb, its act, whether it denies and whether it hedges."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from saidly.attribution.draft import Draft, Range
from saidly.attribution.hedges import HEDGE, HEDGES, NOBODYS
from saidly.attribution.language import Language
from saidly.model import Act, Content

REACH = 40  # characters beside a cue that are looked at
_DENIALS = frozenset(
    [
        "deny",
        "reject",
        "dispute",
        "refute",
        "disavow",
        "dismiss",
        "repudiate",
        "rebut",
        "contradict",
    ]
) | frozenset(["rule out", "denial", "rejection", "dismissal"])
_WITHHELD = frozenset(["decline", "refuse", "refusal", "stop short"])
# what is not told where these are negated: "has not confirmed", "did not comment"
_UNTOLD = frozenset(["confirm", "verify", "comment", "respond", "reply", "answer", "disclose"])
_MODALS = frozenset(["would", "could", "can", "will", "cannot", "wouldn", "couldn", "can't", "won"])
_NEGATIONS = frozenset(["not", "never", "cannot"])
_NEITHER = frozenset(["neither", "nor"])
_NO_ONE = frozenset(["no", "nobody", "none", "neither"])  # at the head of a source
_ASKING = frozenset(["when", "whether", "if", "why", "how", "what", "who", "which", "where"])
_PASSIVES = frozenset(["is", "are", "was", "were", "be", "been", "being"])
_HELPERS = _PASSIVES | frozenset(
    ["do", "does", "did", "has", "have", "had", "would", "could", "will", "can", "should"]
)
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class Stance:
    """How a statement is made."""

    lemma: str
    act: Act
    polarity: Literal["affirmed", "denied"] = "affirmed"


def stance(text: str, draft: Draft, language: Language) -> Stance:
    """Return what the cue of a draft does, negations beside it included.

    ``denied`` is what the source denies, or is said not to have said. What a source keeps to
    itself ("refused to confirm", "neither confirmed nor denied", "would not say") has the act
    ``deny`` and counts as affirmed, as does what it "did not deny".
    """
    cue = draft.cue or (0, 0)
    words = _words(text[slice(*cue)])
    lemma, act = lemma_and_act(text[slice(*cue)], language, text[cue[1] : cue[1] + REACH])
    if lemma in _WITHHELD:
        return Stance(lemma, act)
    lead = _leading(text, cue)
    neither = not _NEITHER.isdisjoint(words + lead)
    nobody = draft.source is not None and _words(text[slice(*draft.source)])[:1]
    negated = neither or any(map(_negates, words + lead)) or bool(nobody and nobody[0] in _NO_ONE)
    if lemma in _DENIALS:
        return Stance(lemma, act, "affirmed" if negated else "denied")
    if not negated or not any(word in language.cues for word in words):
        return Stance(lemma, act)
    modal = any(word.removesuffix("n't") in _MODALS or word in _MODALS for word in words + lead)
    if lemma in _UNTOLD or (neither and act == "confirm") or (modal and act == "say"):
        return Stance(lemma, "deny")
    asked = _words(text[slice(*draft.content[0])])[:1]
    return Stance(lemma, act, "affirmed" if asked and asked[0] in _ASKING else "denied")


def lemma_and_act(cue: str, language: Language, behind: str = "") -> tuple[str, Act]:
    """Return the lemma of a cue's verb and the act it performs; unknown verbs say.

    A verb that denies or refuses goes before what it denies: "denied saying".
    """
    words = _words(cue)
    known = [language.cues[word] for word in words if word in language.cues]
    known += _phrasal(words + _words(behind)[:1], language)
    for lemma, act in known:
        if lemma in _DENIALS or lemma in _WITHHELD:
            return lemma, act
    for word in reversed(words):
        if not known and word in language.nouns:
            return language.nouns[word]
    return known[-1] if known else (words[-1] if words else "", "say")


def _phrasal(words: list[str], language: Language) -> list[tuple[str, Act]]:
    """Return the phrasal verbs among words: "called for"."""
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    return [language.phrases[pair] for pair in pairs if pair in language.phrases]


def hedged(text: str, draft: Draft, content: tuple[Content, ...]) -> bool:
    """Whether an adverb hedges a statement, or a passive names nobody: "is said to have"."""
    cue = draft.cue or draft.content[0]
    words = _words(text[slice(*cue)])
    beside = _words(text[max(0, cue[0] - REACH) : cue[0]])[-1:]
    beside += _words(text[cue[1] : cue[1] + REACH])[:1]
    if not HEDGES.isdisjoint(words + beside):
        return True
    if draft.source is None and not _PASSIVES.isdisjoint(words):
        return not NOBODYS.isdisjoint(words)
    return any(
        not _quoted(piece, hedge.start())
        for piece in content
        for hedge in HEDGE.finditer(text, piece.span.start, piece.span.end)
    )


def _quoted(piece: Content, place: int) -> bool:
    """Whether a place in a piece of content lies in its verbatim speech."""
    at = bisect_right(piece.quoted, place, key=lambda part: part.start) - 1
    return at >= 0 and place < piece.quoted[at].end


def _leading(text: str, cue: Range) -> list[str]:
    """Return the auxiliaries and negations right before a cue."""
    out: list[str] = []
    for word in reversed(_words(text[max(0, cue[0] - REACH) : cue[0]])):
        if not (word in _HELPERS | _NEITHER or _negates(word)):
            break
        out.append(word)
    return out


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


def _words(text: str) -> list[str]:
    return [word.replace("’", "'").lower() for word in _WORD.findall(text)]
