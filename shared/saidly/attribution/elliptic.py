"""Quotations that leave out their subject or their verb: «…», añadió. Ana Ruiz: «…»."""

import re

from saidly.attribution.draft import Draft, Frame, Range
from saidly.attribution.language import Language
from saidly.attribution.phrases import cue_at
from saidly.attribution.sentences import Word

MAX_REST = 8  # words behind a verb that holds its subject: "añadió ayer en Madrid"
MAX_PAUSE = 400  # characters from the last speaker's words to such a quotation
MAX_BREAKS = 2  # of paragraphs between them
_BREAK = re.compile(r"\n+")
_PART = r"[^\W\d_a-zà-ÿ][\w.’'-]*"
_HEAD = re.compile(
    rf"\s*(?P<source>{_PART}"
    rf"(?: (?:(?:de|del|da|di|van|von|la|den|der|el|al) ){{0,2}}{_PART}){{1,3}}"
    r"(?:, [^\n,:;.()]{2,60}[^\s,:;.()]| ?\([^\n()]{2,40}\))?)\s?(?P<cue>:)\s*"
)


def dropped(words: list[Word], language: Language) -> Range | None:
    """Return the cue of the words behind a quotation, if its verb holds its subject."""
    cue = cue_at(words, 0, language) if language.dropped else None
    if cue is None:
        return None
    rest = words[cue[1] : cue[1] + MAX_REST + 1]
    stop = next((at for at, word in enumerate(rest) if not word.text[0].isalnum()), len(rest))
    around = language.borders | language.helpers | language.asides
    if stop > MAX_REST or (stop and rest[0].low not in around):
        return None
    return words[cue[0]].start, words[cue[1] - 1].end


def led(words: list[Word], language: Language) -> Range | None:
    """Return the cue that leads to a quotation, if its verb holds its subject: Y añadió: «…»."""
    at = 0
    while at < len(words) and words[at].low in language.stopwords | language.helpers:
        at += 1
    cue = cue_at(words, at, language, opening=at == 0) if language.dropped else None
    if cue is None or cue[1] < len(words):
        return None
    return words[cue[0]].start, words[cue[1] - 1].end


def same_voice(text: str, last: Draft, start: int) -> bool:
    """Whether whoever spoke last is near enough to be the subject that a verb holds."""
    end = max(last.content[-1][1], last.cue[1] if last.cue else 0)
    return start - end <= MAX_PAUSE and len(_BREAK.findall(text[end:start])) <= MAX_BREAKS


def headed(text: str, low: int, start: int) -> Frame | None:
    """Return the frame of a name and a colon alone that lead from ``low`` to a quotation."""
    head = _HEAD.fullmatch(text, low, start)
    if head is None:
        return None
    return Frame(head.span("source"), head.span("cue"), head.end("cue"))
