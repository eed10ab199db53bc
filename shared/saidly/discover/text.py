"""The bytes of a feed or a map to text: unpacked with a bound, decoded by what they say."""

import re
import zlib

MAX_UNPACKED_BYTES = 50 * 2**20  # the bound of sitemaps.org
_GZIP = b"\x1f\x8b"
_STEP_BYTES = 128
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding\s{0,5}=\s{0,5}["']([A-Za-z0-9._:-]{1,40})""")
_LABEL = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
# names that Python knows and the web uses; its codecs that are no charsets stay out
_CHARSETS = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|(?:iso|windows|cp|koi8|ibm|mac)[a-z0-9_:-]{1,30}|latin-?[0-9]{1,2}|"
    r"shift[_-]?jis|sjis|euc[_-](?:jp|kr|cn)|big5(?:-hkscs)?|gb(?:2312|k|18030)|tis-620|"
    r"ks_c_5601-1987|us-ascii|ascii",
    re.IGNORECASE,
)
# what the web means by these labels (WHATWG)
_MEANT = {
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-9": "windows-1254",
    "tis-620": "windows-874",
}


def text(body: bytes, content_type: str | None) -> str:
    """Return a feed's text; what cannot be decoded becomes U+FFFD.

    The byte order mark speaks first, then whether it is valid UTF-8, then the label of
    Content-Type, then the XML declaration; windows-1252 where nothing does.

    Args:
        body: the bytes, packed with gzip or not; of a packed one at most 50 MiB are unpacked,
            of one that is cut what is there.
        content_type: the header, if there was one.
    """
    plain = _unpacked(body)
    for mark, charset in _BOMS:
        if plain.startswith(mark):
            return plain.decode(charset, "replace").removeprefix("\ufeff")
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        return _labelled(plain, content_type or "")


def _labelled(plain: bytes, content_type: str) -> str:
    declared = _DECLARED.search(plain[:512])
    labels = [label[1] for label in [_LABEL.search(content_type[:500])] if label]
    labels += [declared[1].decode("ascii")] if declared else []
    for label in labels:
        if _CHARSETS.fullmatch(label) and not label.lower().startswith("utf"):
            try:
                return plain.decode(_MEANT.get(label.lower(), label), "replace")
            except LookupError:
                continue
    # a cut or damaged UTF-8 text is mostly right still
    damage = plain.decode("utf-8", "replace")
    if damage.count("\ufffd") * 50 < len(damage):
        return damage
    return plain.decode("windows-1252", "replace")


def _unpacked(body: bytes) -> bytes:
    """Undo gzip; of a body that breaks off, return what came out before."""
    if not body.startswith(_GZIP):
        return body
    plain = bytearray()
    member = zlib.decompressobj(wbits=31)
    # in small steps, for what would come out together with a break is lost
    for start in range(0, len(body), _STEP_BYTES):
        data = body[start : start + _STEP_BYTES]
        while data and len(plain) < MAX_UNPACKED_BYTES:
            try:
                plain += member.decompress(data, MAX_UNPACKED_BYTES - len(plain))
            except zlib.error:
                return bytes(plain)
            data = member.unused_data
            if member.eof:
                member = zlib.decompressobj(wbits=31)
    return bytes(plain)
