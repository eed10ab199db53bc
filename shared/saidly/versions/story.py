"""What stands at an address now: the story we know, an error page, or another story."""

import hashlib
from dataclasses import replace
from typing import Literal

from saidly.model import Article, Page
from saidly.versions.changes import differs
from saidly.versions.lexicon import ERROR
from saidly.versions.shown import Reading, Shown
from saidly.versions.text import words

Verdict = Literal["same", "changed", "errorPage", "anotherStory"]

_MAX_ERROR_WORDS = 250  # the texts of such pages are short
_SHARED_SENTENCES = 0.1
_SHARED_HEADLINE = 0.4
_SHARED_WORDS = 0.4  # of 3,000 pairs of different stories two shared so many
_LONG_WORD = 5  # shorter ones stand in every story


def verdict(before: Reading, after: Reading) -> Verdict:
    """Return what a new reading of an address is to the one before.

    Only ``changed`` makes a version. A page that says it has failed, though it came with status
    200, and a story that shares neither sentences nor headline nor its long words with the one
    we know are none.
    """
    one, other = Shown(before), Shown(after)
    if _is_error(other) and not _is_error(one):
        return "errorPage"
    if not _same_story(one, other):
        return "anotherStory"
    return "changed" if differs(before, after) else "same"


def text_digest(reading: Reading) -> str:
    """Return a digest of what a reader reads of the text, for stories whose text is not kept."""
    shown = Shown(reading)
    told = "\n".join((*(sentence.text for sentence in shown.sentences), *shown.corrections))
    return hashlib.sha256(told.encode()).hexdigest()


def facts_verdict(before: Article, text: str, after: Page) -> Verdict:
    """Return the same as ``verdict`` where of the one before only facts were kept.

    Args:
        before: what was kept; it has no text.
        text: the ``text_digest`` of the page that it was made of.
        after: the new page.
    """
    if text != text_digest(after):
        return verdict(before, after)
    told = replace(after.metadata, dek=None, paywalled=False)
    bare = replace(after, metadata=told, blocks=(), corrections=())
    return "changed" if differs(before, bare) else "same"


def _is_error(shown: Shown) -> bool:
    text = f"{shown.headline or ''}\n{shown.sentences[0].text if shown.sentences else ''}"
    return ERROR.search(text) is not None and shown.words.total() <= _MAX_ERROR_WORDS


def _same_story(one: Shown, other: Shown) -> bool:
    left, right = _long_sentences(one), _long_sentences(other)
    if len(left & right) > _SHARED_SENTENCES * min(len(left), len(right)):
        return True
    if _overlap(one.headline, other.headline) >= _SHARED_HEADLINE:
        return True
    return _overlap(_text(one), _text(other)) >= _SHARED_WORDS


def _long_sentences(shown: Shown) -> set[str]:
    """Return the sentences that no other story has by chance."""
    return {text for text in shown.texts if text.count(" ") >= 4}


def _text(shown: Shown) -> str:
    return " ".join((shown.headline or "", *(sentence.text for sentence in shown.sentences)))


def _overlap(one: str | None, other: str | None) -> float:
    """Return how many long words of the text with fewer stand in the other, from 0 to 1."""
    left, right = (
        {word for word in words(text or "") if len(word) >= _LONG_WORD} for text in (one, other)
    )
    least = min(len(left), len(right))
    return len(left & right) / least if least else 0.0
