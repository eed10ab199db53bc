"""What kind of thing an answer is: by its label, and by its first bytes."""

import re

HTML = frozenset({"text/html", "application/xhtml+xml"})
PAGES = HTML | {"text/plain"}
FEEDS = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "application/xml",
        "text/xml",
        "text/json",
        "application/gzip",
        "application/x-gzip",
        "application/x-rss+xml",
    }
)
READABLE = PAGES | FEEDS
PACKED = frozenset({"application/gzip", "application/x-gzip"})

_CHARSET = re.compile(
    r";\s*charset\s*=\s*[\"']?([A-Za-z0-9][A-Za-z0-9_.:()+-]{0,39})", re.IGNORECASE
)
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}")
_GZIP = b"\x1f\x8b"
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "picture"),
    (b"GIF8", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"Rar!\x1a", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"BZh", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (_GZIP, "archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\x00asm", "program"),
    (b"OggS", "recording"),
    (b"ID3", "recording"),
    (b"fLaC", "recording"),
    (b"\x1aE\xdf\xa3", "recording"),
    (b"RIFF", "recording or picture"),
    (b"\xd0\xcf\x11\xe0", "office document"),
    (b"{\\rtf", "office document"),
    (b"SQLite format 3", "database"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # UTF-16 and UTF-32 hold NULs rightly


def media_type(content_type: str | None) -> str | None:
    """Return the media type of a Content-Type in lower case; None where there is none."""
    first = (content_type or "").partition(";")[0].partition(",")[0].strip().lower()
    return first if _MEDIA_TYPE.fullmatch(first) else None


def charset(content_type: str | None) -> str | None:
    """Return the charset label of a Content-Type in lower case; None where it has none."""
    label = _CHARSET.search((content_type or "")[:500])
    return label[1].lower() if label else None


def label_problem(content_type: str | None, kinds: frozenset[str]) -> str | None:
    """Say why an answer of this label is not read; None where it may be.

    An answer without a readable label is judged by its bytes alone.
    """
    kind = media_type(content_type)
    if kind is None or kind in kinds:
        return None
    if kind == "application/octet-stream" and kinds & PACKED:
        return None
    return f"{kind} is no page"


def bytes_problem(start: bytes, kinds: frozenset[str]) -> str | None:
    """Say why a body that begins so is not read; None where it may be text.

    Args:
        start: its first bytes, some hundred where there are so many.
        kinds: what is taken; a packed map counts as text where packed ones are.
    """
    if start.startswith(_GZIP) and kinds & PACKED:
        return None
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return f"the bytes are those of a {name}"
    if start[4:8] == b"ftyp":
        return "the bytes are those of a recording"
    # two NULs and more in the first bytes are no text in any charset of the web but the wide ones
    if start[:512].count(0) > 1 and not start.startswith(_WIDE):
        return "the bytes are no text"
    return None
