"""The few tags of an HTML page that lead elsewhere, found in one pass; nothing is parsed."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from saidly.discover.scan import behind

_MAX_TAG_CHARS = 8_000
_MAX_TEXT_CHARS = 600
# quotation marks are only closed before the next "<", so no text is looked at twice
_TAG = re.compile(
    r"""<(?:(a|link|base)(?=[\s/>])((?:[^<>"']++|"[^"<]*+"|'[^'<]*+'|["'])*+)>"""
    r"""|(!--)|(script|style)(?=[\s>]))""",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""([a-z:-]{1,30}+)\s{0,20}+=\s{0,20}+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag that leads elsewhere, and the words of its link."""

    name: str
    attributes: dict[str, str]
    text: str = ""


def tags(document: str) -> Iterator[Tag]:
    """Give the tags ``a``, ``link`` and ``base`` outside comments and scripts."""
    position = 0
    blind: set[str] = set()
    folded: str | None = None
    while (found := _TAG.search(document, position)) is not None:
        position = found.end()
        if found[3]:
            position = behind(document, position, "-->", blind)
        elif found[4]:
            folded = document.lower() if folded is None else folded
            end = f"</{found[4].lower()}"
            # where letters change their number in lower case, places would differ
            text = folded if len(folded) == len(document) else document
            position = behind(text, position, end, blind)
        else:
            name = found[1].lower()
            text = _text(document, position) if name == "a" else ""
            yield Tag(name, _attributes(found[2][:_MAX_TAG_CHARS]), text)


def _text(document: str, start: int) -> str:
    window = document[start : start + _MAX_TEXT_CHARS]
    written = window[: end if (end := window.lower().find("</a")) >= 0 else len(window)]
    return " ".join(html.unescape(_MARKUP.sub(" ", written)).split())


def _attributes(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), html.unescape(double or single or bare).strip())
    return found
