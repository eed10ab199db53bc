"""One story, one id: the canonical form of an address, made from the address alone.

What differs in it is what may differ between two stories. Variants that only the page itself can
tell (AMP, mobile) are joined by its own canonical link, not here.
"""

import base64
import hashlib
import re
from urllib.parse import quote, quote_plus, unquote_to_bytes

from saidly.urls.parts import Parts, parts
from saidly.urls.tracking import ALWAYS, PREFIXES, USUALLY

ID_CHARS = 26  # 130 bits of SHA-256
_INDEX = re.compile(r"(?:index|default)\.(?:x?html?|shtml|php\d?|aspx?|jspx?|cfm)", re.IGNORECASE)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sessionid)=.*", re.IGNORECASE | re.DOTALL)
# a script that is told by its parameters which story to print
_SCRIPT = re.compile(
    r".*\.(?:php\d?|aspx?|ashx|jspx?|cfm|cgi|pl|do|dll|exe|nsf|action)", re.IGNORECASE | re.DOTALL
)
_SLUG = re.compile(r"[0-9_%-]")  # "view" and "article" name no story
_NUMBER = re.compile(r"[0-9]+")
_SEGMENT_CHARS = "!$&'()*+,:;=@~"
_NAME_CHARS = "!$'()*,/:;?@~"
_VALUE_CHARS = _NAME_CHARS + "="


def canonical(url: str) -> str:
    """Return the address that stands for a story, whatever way one came to it.

    The scheme becomes https where the port is the usual one; host in ASCII, lower case;
    fragments, default ports, trailing dots and slashes, dot segments, index pages, session ids
    and tracking parameters go; parameters are sorted; percent-encoding is made uniform.
    Canonical addresses are their own canonical form.

    Raises:
        InvalidUrl: the address is malformed (see ``parts``); whether it may be fetched is for
            ``check`` to say.
    """
    found = parts(url)
    segments = _segments(found.path)
    query = _query(found.query or "", _names_story(segments))
    port = 443 if found.port == 80 and found.scheme == "http" else found.port
    scheme = "https" if port == 443 else found.scheme
    return str(Parts(scheme, found.host, port, "/" + "/".join(segments), query))


def article_id(url: str) -> str:
    """Return the id of the story at an address: 26 characters of a to z and 2 to 7.

    Raises:
        InvalidUrl: as ``canonical``.
    """
    digest = hashlib.sha256(canonical(url).encode("ascii")).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:ID_CHARS]


def _segments(path: str) -> list[str]:
    kept: list[str] = []
    for written in path.split("/"):
        segment = _SESSION.sub("", quote(unquote_to_bytes(written), safe=_SEGMENT_CHARS))
        if segment == "..":
            kept = kept[:-1]
        elif segment not in {"", "."}:
            kept.append(segment)
    while kept and _INDEX.fullmatch(kept[-1]):
        kept.pop()
    return kept


def _names_story(segments: list[str]) -> bool:
    return (
        bool(segments) and bool(_SLUG.search(segments[-1])) and not _SCRIPT.fullmatch(segments[-1])
    )


def _query(query: str, path_names_story: bool) -> str | None:
    pairs = set[tuple[str, str, str]]()
    for pair in query.split("&"):
        name, equals, value = pair.replace("+", " ").partition("=")
        name = quote_plus(unquote_to_bytes(name), safe=_NAME_CHARS)
        value = quote_plus(unquote_to_bytes(value), safe=_VALUE_CHARS)
        if (name or value) and not _tracks(name.lower(), value, path_names_story):
            pairs.add((name, equals, value))
    return "&".join("".join(pair) for pair in sorted(pairs)) or None


def _tracks(name: str, value: str, path_names_story: bool) -> bool:
    if name in ALWAYS or name.startswith(PREFIXES):
        return True
    return name in USUALLY and path_names_story and not _NUMBER.fullmatch(value)
