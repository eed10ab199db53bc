"""Dates as pages state them: ISO 8601, RFC 2822, and day, month and year in words or figures."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from unicodedata import normalize

from saidly.clean.months import MONTHS
from saidly.model import Moment, Precision

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*"
    r"(Z|UTC|GMT|[ECMP][DS]?T\b|[+-]\d{2}:?\d{2}|[+-]\d{2}\b)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"\b(20\d{2}|19\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?\b")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[年년./]\s*(\d{1,2})\s*[月월./]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"\b(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})\b")
_SLASHES = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
# letters with the vowel signs of Indian scripts, which are none; "ม.ค." as Thai shortens months
_NAME = r"([^\s\d_.,:;|/()\[\]–—-]{2,14}(?:\.[\u0e01-\u0e2e])?)"
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|º|\.|ª)?\s*(?:de\s+|d')?{_NAME}\.?,?\s*(?:de[l]?\s+)?"
    r"(\d{4})\b",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?:^|(?<=[\s\d_.,:;|/()\[\]–—-])){_NAME}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(rf"\b(\d{{4}})[.,]?\s+{_NAME}\.?\s+(\d{{1,2}})\b(?![:h]\d)")
# each with its groups of year, month and day
_NAMED = ((_DAY_MONTH, 3, 2, 1), (_MONTH_DAY, 3, 1, 2), (_YEAR_MONTH, 1, 2, 3))
_COUNTED = re.compile(r"\b(\d{1,2}) tháng (\d{1,2})(?:,| năm)? (\d{4})\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d.,/-])(?:(오전|오후|午前|午後|上午|下午|晚上)\s?)?(\d{1,2})(?:[:h時시点]\s?|\.)(\d{2})(?!\s?[./]\d)[分분]?(?::(\d{2}))?\s*"
    r"([ap]\.?m\.?|[صم]|صباحا|مساء|[قب]\.ظ|[πμ]\.?μ\.?|SA|CH)?\s*(?:Uhr)?\s*"
    r"(Z|UTC|GMT|CET|CEST|MEZ|MESZ|BST|[ECMP][DS]?T|(?:Eastern|Central|Mountain|Pacific)"
    r"(?: (?:Daylight|Standard))? Time|JST|KST|MSK|МСК|WIB|WITA?|HKT|A[EC][DS]T|AWST|NZ[DS]T|SGT|"
    r"IST|PKT|SAST|WAT|EAT|EES?T|[+-]\d{2}:?\d{2})?(?![\w])",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_MAIL = re.compile(r"[A-Za-z]{3}, \d")
_STAMP = re.compile(
    r"^\W*\d{1,2}[:.h時]\s?\d{2}\s*(?:[ap]\.?m\.?|uhr|h|[A-Z]{2,4})?\W*$", re.IGNORECASE
)
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "BST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "JST": 540, "KST": 540, "MSK": 180, "МСК": 180, "WIB": 420, "HKT": 480,
    "EDT": -240, "EST": -300, "CDT": -300, "MDT": -360, "MST": -420, "PDT": -420, "PST": -480,
    "AEST": 600, "AEDT": 660, "ACST": 570, "AWST": 480, "NZST": 720, "NZDT": 780, "SGT": 480,
    "IST": 330, "PKT": 300, "SAST": 120, "WAT": 60, "EAT": 180, "EET": 120, "EEST": 180,
    "WITA": 480, "WIT": 540,
}  # fmt: skip
# minutes in winter; those who write so mean the time that clocks show
_LONGER = 2007
_SEASONAL = {"ET": -300, "CT": -360, "MT": -420, "PT": -480}
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_AFTERNOON = frozenset({"p", "م", "ب", "μ", "c", "오후", "午後", "下午", "晚上"})
_MORNING = frozenset({"a", "ص", "ق", "π", "s", "오전", "午前", "上午"})
# years counted from an emperor's accession, or from the founding of a republic: what they lack
_ERA = re.compile(r"(令和|平成|民國|民国)\s?(\d{1,3}|元)(?=\s?年)")
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
_BUDDHIST = range(2533, 2644)  # years since the Buddha's passing, as Thailand counts them
_BUDDHIST_AHEAD = 543
# Persian years that none of the Islamic moon's are taken for before 2031
_PERSIAN = range(1369, 1410)
_NOWRUZ_1404 = 739_331  # 21 March 2025, as `toordinal` counts
_PERSIAN_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})  # of 33 years
# months of the Levant that have two names
_PAIRED = {
    "كانون الثاني": "يناير", "تشرين الأول": "أكتوبر", "تشرين الثاني": "نوفمبر",
    "كانون الأول": "ديسمبر",
}  # fmt: skip


def moment(raw: str | None, *, month_first: bool = False) -> Moment | None:
    """Return the date that ``raw`` states, with the precision and time zone it states, or None.

    Figures with points or slashes are read day first, unless only month first is possible or the
    publisher is known for it.
    """
    if not raw:
        return None
    text = " ".join(raw.split())[:200]
    read = _SLASHES.sub(r"\2/\1/\3", text) if month_first else text
    if not read.isascii():
        read = _in_our_years(read)
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
    for pattern, *_ in _NAMED:
        text = pattern.sub(lambda match: "|" if _has_month(match) else match[0], text)
    for pattern in (_ISO, _YEAR_FIRST, _DAY_FIRST):
        text = pattern.sub("|", text)
    return text


def _has_month(match: re.Match[str]) -> bool:
    return any(_month(each) for each in match.groups() if each)


def _month(name: str) -> int | None:
    return MONTHS.get(name.lower() if name.isascii() else normalize("NFC", name).lower())


def _in_our_years(text: str) -> str:
    """Return a text with the years of eras, and months of two names, as others write them."""
    if "年" in text:
        text = _ERA.sub(
            lambda era: str(_ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))), text
        )
    if "كانون" in text or "تشرين" in text:
        for pair, name in _PAIRED.items():
            text = text.replace(pair, name)
    return text


Found = tuple[datetime, Precision] | None


def _iso(text: str) -> Found:
    match = _ISO.search(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None:
        return _dated(text, int(year), int(month), int(day))
    date = int(year), int(month), int(day)
    return _made(date, (int(hour), int(minute), second), _shown(zone, *date))


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
    for pattern, year, name, day in _NAMED:
        match = pattern.search(text)
        if match and (month := _month(match[name])):
            return _dated(text, int(match[year]), month, int(match[day]))
    match = _COUNTED.search(text)
    if match:
        return _dated(text, int(match[3]), int(match[2]), int(match[1]))
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
    before, hours, minutes, seconds, behind, zone = match.groups()
    hour, minute = int(hours), int(minutes)
    half = before or (behind or "")[:1].lower()
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half in _MORNING and hour == 12:
        hour = 0
    return _made((year, month, day), (hour, minute, seconds), _shown(zone, year, month, day))


def _shown(label: str | None, year: int, month: int, day: int) -> timezone | None:
    """Return the zone of a clock's label; "ET" and "Pacific Time" are what clocks show that day.

    Source: in the United States summer time lasts from the second Sunday of March to the first of
    November, since 2007; before, from the first of April to the last of October.
    """
    words = (label or "").upper().split()
    if words[-1:] == ["TIME"]:
        label = f"{words[0][0]}{words[1][0] if len(words) > 2 else ''}T"
    winter = _SEASONAL.get((label or "").upper())
    if winter is None:
        return _zone(label)
    try:
        before = datetime(year, month, day).isoweekday() % 7  # noqa: DTZ001 - days since Sunday
    except ValueError:
        return None
    starts, ends = ((3, 8), (11, 1)) if year >= _LONGER else ((4, 1), (10, 25))
    sunday = (month, day - before)  # the last one; below 1 it lies in the month before
    return timezone(timedelta(minutes=winter + 60 * (starts <= sunday < ends)))


def _made(
    date: tuple[int, int, int], time: tuple[int, int, str | None] | None, zone: timezone | None
) -> Found:
    if date[0] in _PERSIAN:
        date = _from_persian(*date)
    elif date[0] in _BUDDHIST:
        date = (date[0] - _BUDDHIST_AHEAD, *date[1:])
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


def _from_persian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """Return a day of the Persian calendar as year, month and day of ours.

    Source: six months of 31 days, five of 30, the last of 29 or 30; leap years by the cycle of 33.
    """
    passed = range(min(year, 1404), max(year, 1404))
    days = sum(365 + (each % 33 in _PERSIAN_LEAPS) for each in passed)
    days = days if year > 1404 else -days
    days += 31 * (month - 1) - max(0, month - 7) + day - 1
    told = datetime.fromordinal(_NOWRUZ_1404 + days)
    return told.year, told.month, told.day


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
