"""Where a story was filed and by which agency: "BERLIN (AP) —" before its first words."""

import re
from collections.abc import Iterator, Sequence

from saidly.clean.credits import agency
from saidly.model import Block, Credit

_PLACE = (
    r"[A-ZÀ-ÞА-ЯΑ-Ω][\w.'’/-]*(?:[ ,]+(?:[A-ZÀ-ÞА-ЯΑ-Ω][\w.'’/-]*|"
    r"\d{1,2}\.?(?: [a-zà-ÿа-яά-ώ]{3,10}\b)?|\d{4}|de|la|el|am|do|i|of))"
)
_DATELINE = re.compile(
    rf"^({_PLACE}{{0,5}}),?(?:\s*(?:--\s*)?[(\[/]([\w .,/&’'-]{{2,40}})[)\]/])?\s*"
    r"(?:--|[–—]|-(?=\s)|\.\s?[–—-]|:\s?[–—])\s*"
)
_BRACKETED = re.compile(rf"^({_PLACE}{{0,4}}),?\s*[(\[]([\w .,/&’'-]{{2,40}})[)\]][.:]?\s+")
_CJK = re.compile(
    r"^[【（(]?([^【】()（）]{2,12}?)\s*(?:[（(]?(新华社|新華社|共同|時事|연합뉴스|中央社)[)）]?)[^。]{0,20}?[】）)电電=＝]"
)
_SIGNED = re.compile(r"[(\[]\s*([\w .,/&–-]{2,40})\s*[)\]]\.?$")
MAX_CHARS = 80


def dateline(text: str) -> str | None:
    """Return the dateline at the beginning of a story's first paragraph, without its dash."""
    match = _DATELINE.match(text[:160])
    if match is None or (match[2] is None and not _is_loud(match[1])):
        match = _BRACKETED.match(text[:160])
        if match is None or agency(match[2]) is None:
            return _eastern(text)
    told = text[: match.end()].rstrip(" –—-:.")
    return told if len(told) <= MAX_CHARS else None


def _eastern(text: str) -> str | None:
    match = _CJK.match(text[:80])
    return match[0].strip("【】=＝") if match else None


def _is_loud(place: str) -> bool:
    """Tell whether the first word is in capitals, as places in datelines are without an agency."""
    first = re.split(r"[ ,]", place)[0]
    return len(first) > 2 and first.isupper()


def signatures(blocks: Sequence[Block]) -> Iterator[Credit]:
    """Yield the agency named in the dateline, or in brackets at the very end of the story."""
    if not blocks:
        return
    first = next((block.text for block in blocks if block.type == "paragraph"), "")
    last = blocks[-1].text
    told = dateline(first)
    inside = re.search(r"[(\[]([^()\[\]]{2,40})[)\]]", told or "")
    for match in (inside, _SIGNED.search(last)):
        name = agency(match[1]) if match else None
        if match is not None and name is not None:
            yield Credit(match[0].rstrip("."), name)
            return
