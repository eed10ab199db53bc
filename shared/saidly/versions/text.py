"""Text as a reader takes it in: quotation marks, dashes and spaces of one style; sentences."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_OPENING = re.compile(r"[«‹]\s*")
_CLOSING = re.compile(r"\s*[»›]")
_DOUBLE = re.compile("[“”„‟″❝❞〝〞「」『』]|''|``|,,")
_SINGLE = re.compile("[‘’‚‛′`´]")
_RANGE = re.compile(r"(?<=\d)\s?[‐‑‒–—−-]\s?(?=\d)")
_HYPHEN = re.compile("[‐‑−]")
_DASH = re.compile(r"\s*[‒–—―]\s*|\s+--?\s+|--")
_BEFORE_STOP = re.compile(r"\s+(?=[,.;:!?)\]%])")
_TOKEN = re.compile(r"\w+(?:['.,-]\w+)*|[^\w\s]")
_END = re.compile(r"""[.!?…]+["'”’»“)\]]*(?=\s+\S)|\n+""")

_MIN_GROWN_WORDS = 4


def normal(text: str) -> str:
    """Return text with one style of marks, dashes and spaces; idempotent."""
    text = _DOUBLE.sub('"', _SINGLE.sub("'", _INVISIBLE.sub("", text)))
    text = _CLOSING.sub('"', _OPENING.sub('"', unicodedata.normalize("NFKC", text)))
    text = _HYPHEN.sub("-", _DASH.sub(" - ", _RANGE.sub("-", text)))
    return _BEFORE_STOP.sub("", " ".join(text.split()))


def tokens(text: str) -> list[str]:
    """Return the words and marks of normal text; a number keeps its points and commas."""
    return _TOKEN.findall(text)


def words(text: str) -> Counter[str]:
    """Return how often each word of normal text stands there, in lower case, marks left out."""
    return Counter(token.casefold() for token in tokens(text) if token[0].isalnum())


def alike(one: Counter[str], other: Counter[str]) -> float:
    """Return how alike two texts are by their words, from 0 to 1.

    Dice's measure; a text that is nearly all in a longer one is alike to it, too: a flash grows.
    """
    shared = (one & other).total()
    size, least = one.total() + other.total(), min(one.total(), other.total())
    if not least:
        return float(not size)
    grown = 0.7 * shared / least if least >= _MIN_GROWN_WORDS else 0.0
    return max(2 * shared / size, grown)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of each sentence; abbreviations may part one, in every version alike."""
    start = 0
    for match in _END.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)
