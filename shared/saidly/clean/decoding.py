"""Bytes to text: byte order mark, valid UTF-8, the HTTP label, the page's own label, a guess.

Valid UTF-8 beats both labels: text of another encoding is practically never valid UTF-8 by
chance, while servers that label UTF-8 as something else are common.
"""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w:.-]{2,40})[\"']", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<html[^>]{0,400}?\blang\s*=\s*[\"']?([a-z]{2})", re.IGNORECASE)
_HEAD_BYTES = 8192
# WHATWG: labels that mean a larger encoding than their name says
_LABELS = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "x-cp1252": "cp1252",
    "iso-8859-9": "cp1254",
    "latin5": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "windows-949": "cp949",
    "koi8": "koi8-r",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "iso-8859-8-i": "iso-8859-8",
    "unicode-1-1-utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-8",  # a page that can be read as ASCII up to its label isn't UTF-16
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
}
# the encodings that pages without any label were written in, by the language they state
_BY_LANGUAGE = {
    "uk": ("cp1251",),
    "bg": ("cp1251",),
    "sr": ("cp1251",),
    "pl": ("iso-8859-2", "cp1250"),
    "cs": ("cp1250", "iso-8859-2"),
    "sk": ("cp1250",),
    "hu": ("iso-8859-2",),
    "ro": ("iso-8859-2",),
    "tr": ("cp1254",),
    "el": ("iso-8859-7",),
    "he": ("cp1255",),
    "ar": ("cp1256",),
    "fa": ("cp1256",),
    "th": ("cp874",),
    "ja": ("euc_jp", "cp932"),  # EUC-JP is valid, if senseless, as Shift_JIS too
    "zh": ("gb18030", "big5hkscs"),
    "ko": ("cp949",),
}
_CJK = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]{3,}")
_EAST = ("gb18030", "cp932", "euc_jp", "cp949", "big5hkscs")
# a page may be cut or hold one broken comment and still be UTF-8
_BROKEN_SHARE = 0.02


def decode(html: bytes, charset: str | None = None) -> str:
    """Return the page as text, without its byte order mark.

    Args:
        html: the page as it came.
        charset: the label of ``Content-Type``, if it had one.

    Returns:
        The text; bytes that mean nothing in the chosen encoding become U+FFFD.

    Source: WHATWG Encoding Standard, names and labels; HTML, 13.2.3.2.
    """
    for mark, encoding in _MARKS:
        if html.startswith(mark):
            return html[len(mark) :].decode(encoding, "replace")
    try:
        return html.decode("utf-8")
    except UnicodeDecodeError:
        pass
    head = html[:_HEAD_BYTES]
    for label in (charset, _label(_META, head), _label(_XML, head)):
        found = encoding_of(label)
        if found is not None and not (found == "utf-8" and not _nearly_utf8(html)):
            return html.decode(found, "replace")
    return _guess(html)


def encoding_of(label: str | None) -> str | None:
    """Return Python's name of the encoding a web label means; None for an unknown one."""
    name = (label or "").strip(" \t\"'").lower()
    name = _LABELS.get(name, name)
    try:
        return name if name.isascii() and codecs.lookup(name)._is_text_encoding else None
    except (LookupError, ValueError):
        return None


def _label(pattern: re.Pattern[bytes], head: bytes) -> str | None:
    found = pattern.search(head)
    return found[1].decode("ascii", "replace") if found else None


def _nearly_utf8(html: bytes) -> bool:
    """Tell whether few of the bytes beyond ASCII are broken as UTF-8."""
    text = html.decode("utf-8", "replace")
    return text.count("\ufffd") < _BROKEN_SHARE * max(1, _beyond_ascii(html))


def _beyond_ascii(html: bytes) -> int:
    return len(html.translate(None, bytes(range(128))))


def _guess(html: bytes) -> str:
    if _nearly_utf8(html):
        return html.decode("utf-8", "replace")
    found = _LANGUAGE.search(html[:_HEAD_BYTES])
    language = found[1].decode().lower() if found else ""
    for encoding in _BY_LANGUAGE.get(language, ()):
        try:
            return html.decode(encoding)
        except UnicodeDecodeError:
            continue
    # Russian pages without a label are in either of two encodings, and both fit any bytes
    return _guess_script(html) if language in {"", "ru"} else html.decode("cp1252", "replace")


def _guess_script(html: bytes) -> str:
    """Tell eastern scripts and Cyrillic from western text by what most characters become."""
    beyond = _beyond_ascii(html)
    # western text has single bytes beyond ASCII inside its words; other scripts have them in runs
    if sum(map(len, _HIGH_RUNS.findall(html))) < beyond * 0.6:
        return html.decode("cp1252", "replace")
    for encoding in _EAST:
        try:
            text = html.decode(encoding)
        except UnicodeDecodeError:
            continue
        # two bytes a character, nearly all of them common ones
        if len(_CJK.findall(text)) * 2 > beyond * 0.85:
            return text
    # Cyrillic words are runs of letters
    runs = re.findall(rb"[\xc0-\xff]{4,}", html)
    if sum(map(len, runs)) > beyond * 0.6:
        lower = sum(1 for run in runs for byte in run if byte >= 0xE0)
        # KOI8-R has its small letters where windows-1251 has its capitals
        mostly_small = lower * 2 > sum(map(len, runs))
        return html.decode("cp1251" if mostly_small else "koi8-r", "replace")
    return html.decode("cp1252", "replace")
