"""The bytes of a feed or a map to text: unpacked with a bound, decoded by what they say.

What is unpacked is never held whole: it passes in pieces, once to find out the charset and once to
be read.
"""

import codecs
import re
import zlib
from collections.abc import Iterator
from itertools import islice

MAX_UNPACKED_BYTES = 50 * 2**20  # the bound of sitemaps.org
MAX_PAGE_CHARS = 8 * 2**20  # of what must be held whole
_GZIP = b"\x1f\x8b"
_STEP_BYTES, _PIECE_BYTES = 128, 2**16
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
    """Return a document's text, cut at 8 MiB; for what is not read in pieces."""
    return "".join(islice(texts(body, content_type), MAX_PAGE_CHARS // _PIECE_BYTES))


def texts(body: bytes, content_type: str | None) -> Iterator[str]:
    """Give a feed's text piece by piece; what cannot be decoded becomes U+FFFD.

    The byte order mark speaks first, then whether it is valid UTF-8, then the label of
    Content-Type, then the XML declaration; windows-1252 where nothing does.

    Args:
        body: the bytes, packed with gzip or not; of a packed one at most 50 MiB are unpacked,
            of one that is cut what is there.
        content_type: the header, if there was one.
    """
    charset = _charset(body, content_type or "")
    for number, piece in enumerate(_decoded(body, charset, "replace")):
        yield piece if number else piece.removeprefix("\ufeff")


def _charset(body: bytes, content_type: str) -> str:
    start = next(_unpacked(body), b"")[:512]
    for mark, charset in _BOMS:
        if start.startswith(mark):
            return charset
    try:
        for _ in _decoded(body, "utf-8", "strict"):
            pass
    except UnicodeDecodeError:
        return _labelled(body, start, content_type)
    return "utf-8"


def _labelled(body: bytes, start: bytes, content_type: str) -> str:
    declared = _DECLARED.search(start)
    labels = [label[1] for label in [_LABEL.search(content_type[:500])] if label]
    labels += [declared[1].decode("ascii")] if declared else []
    for label in labels:
        if _CHARSETS.fullmatch(label) and not label.lower().startswith("utf"):
            charset = _MEANT.get(label.lower(), label)
            try:
                codecs.lookup(charset)
            except LookupError:
                continue
            return charset
    # a cut or damaged UTF-8 text is mostly right still
    damaged = count = 0
    for piece in _decoded(body, "utf-8", "replace"):
        damaged, count = damaged + piece.count("\ufffd"), count + len(piece)
    return "utf-8" if damaged * 50 < count else "windows-1252"


def _decoded(body: bytes, charset: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(charset)(errors)
    for piece in _unpacked(body):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _unpacked(body: bytes) -> Iterator[bytes]:
    """Undo gzip piece by piece; of a body that breaks off, give what came out before."""
    if not body.startswith(_GZIP):
        yield from (body[at : at + _PIECE_BYTES] for at in range(0, len(body), _PIECE_BYTES))
        return
    left, held = MAX_UNPACKED_BYTES, bytearray()
    for piece in _inflated(body):
        held += piece[:left]
        left -= min(left, len(piece))
        if len(held) >= _PIECE_BYTES or not left:
            yield bytes(held)
            held.clear()
        if not left:
            return
    yield bytes(held)


def _inflated(body: bytes) -> Iterator[bytes]:
    member = zlib.decompressobj(wbits=31)
    # in small steps, for what would come out together with a break is lost
    for start in range(0, len(body), _STEP_BYTES):
        data = body[start : start + _STEP_BYTES]
        while data:
            try:
                yield member.decompress(data, _PIECE_BYTES)
            except zlib.error:
                return
            data = member.unconsumed_tail or member.unused_data
            if member.eof:
                member = zlib.decompressobj(wbits=31)
