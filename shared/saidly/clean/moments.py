"""Dates as pages state them: ISO 8601, RFC 2822, and day, month and year in words or figures."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from saidly.clean.months import MONTHS
from saidly.model import Moment, Precision

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*"
    r"(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"\b(20\d{2}|19\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?\b")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[年년./]\s*(\d{1,2})\s*[月월./]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"\b(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})\b")
_SLASHES = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_DAY_MONTH = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|º|\.|ª)?\s*(?:de\s+|d')?([^\W\d_]{3,12})\.?,?\s*(?:de[l]?\s+)?"
    r"(\d{4})\b",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?<![\d.,/-])(\d{1,2})[:.h時시](?:\s?)(\d{2})(?!\s?[./]\d)[分분]?(?::(\d{2}))?\s*([ap]\.?m\.?)?\s*(?:Uhr)?\s*"
    r"(Z|UTC|GMT|CET|CEST|MEZ|MESZ|BST|EDT|EST|CDT|CST|PDT|PST|ET|PT|[+-]\d{2}:?\d{2})?(?![\w])",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_MAIL = re.compile(r"[A-Za-z]{3}, \d")
_STAMP = re.compile(
    r"^\W*\d{1,2}[:.h時]\s?\d{2}\s*(?:[ap]\.?m\.?|uhr|h|[A-Z]{2,4})?\W*$", re.IGNORECASE
)
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "BST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EDT": -240, "EST": -300, "CDT": -300, "PDT": -420, "PST": -480,
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def moment(raw: str | None, *, month_first: bool = False) -> Moment | None:
    """Return the date that ``raw`` states, with the precision and time zone it states, or None.

    Figures with points or slashes are read day first, unless only month first is possible or the
    publisher is known for it.
    """
    if not raw:
        return None
    text = " ".join(raw.split())[:200]
    read = _SLASHES.sub(r"\2/\1/\3", text) if month_first else text
    for reader in (_iso, _epoch, _mail, _written, _compact):
        found = reader(read)
        if found is not None:
            value, precision = found
            return Moment(value, text, precision)
    return None


def is_stamp(line: str) -> bool:
    """Tell whether a line is nothing but a time of day, as over the entries of a live blog."""
    return len(line) < 20 and _STAMP.match(line) is not None


def undated(text: str) -> str:
    """Return ``text`` with a bar for each date in it."""
    if _DIGIT.search(text) is None:
        return text
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        text = pattern.sub(lambda match: "|" if _has_month(match) else match[0], text)
    for pattern in (_ISO, _YEAR_FIRST, _DAY_FIRST):
        text = pattern.sub("|", text)
    return text


def _has_month(match: re.Match[str]) -> bool:
    return any(each.lower() in MONTHS for each in match.groups() if each)


Found = tuple[datetime, Precision] | None


def _iso(text: str) -> Found:
    match = _ISO.search(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        return _dated(text, int(year), int(month), int(day))
    return _made((int(year), int(month), int(day)), (int(hour), int(minute), second), _zone(zone))


def _epoch(text: str) -> Found:
    if not text.isascii() or not text.isdecimal() or len(text) not in {10, 13}:
        return None
    value = datetime.fromtimestamp(int(text[:10]), UTC)
    return (value, "second") if _FIRST_YEAR <= value.year <= _LAST_YEAR else None


def _mail(text: str) -> Found:
    if _MAIL.match(text) is None:
        return None
    try:
        value = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (value, "second") if _FIRST_YEAR <= value.year <= _LAST_YEAR else None


def _written(text: str) -> Found:
    match = _YEAR_FIRST.search(text)
    if match:
        return _dated(text, *map(int, match.groups()))
    match = _DAY_MONTH.search(text)
    if match and match[2].lower() in MONTHS:
        return _dated(text, int(match[3]), MONTHS[match[2].lower()], int(match[1]))
    match = _MONTH_DAY.search(text)
    if match and match[1].lower() in MONTHS:
        return _dated(text, int(match[3]), MONTHS[match[1].lower()], int(match[2]))
    match = _DAY_FIRST.search(text)
    if match is None:
        return None
    day, month, year = map(int, match.groups())
    if month > 12 >= day:
        day, month = month, day
    return _dated(text, year + 2000 if year < 100 else year, month, day)


def _compact(text: str) -> Found:
    match = _COMPACT.search(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        return _made((int(year), int(month), int(day)), None, None)
    return _made((int(year), int(month), int(day)), (int(hour), int(minute), second), _zone(zone))


def _dated(text: str, year: int, month: int, day: int) -> Found:
    """Add the time of day where ``text`` states one."""
    match = _CLOCK.search(text)
    if match is None:
        return _made((year, month, day), None, None)
    hour, minute = int(match[1]), int(match[2])
    half = (match[4] or "")[:1].lower()
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return _made((year, month, day), (hour, minute, match[3]), _zone(match[5]))


def _made(
    date: tuple[int, int, int], time: tuple[int, int, str | None] | None, zone: timezone | None
) -> Found:
    if not _FIRST_YEAR <= date[0] <= _LAST_YEAR:
        return None
    try:
        if time is None:
            return datetime(*date), "day"  # noqa: DTZ001 - the page states no zone
        hour, minute, second = time
        value = datetime(*date, hour, minute, int(second or 0), tzinfo=zone)
    except ValueError:
        try:
            return datetime(*date), "day"  # noqa: DTZ001 - the page states no zone
        except ValueError:
            return None
    return value, "second" if second else "minute"


def _zone(label: str | None) -> timezone | None:
    if not label:
        return None
    label = label.upper()
    if label in _ZONES:
        return timezone(timedelta(minutes=_ZONES[label])) if _ZONES[label] else UTC
    if label[0] not in "+-":
        return None
    digits = label[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset > timedelta(hours=18):
        return None
    return timezone(offset if label[0] == "+" else -offset)
