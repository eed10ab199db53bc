"""The dates of feeds: RFC 822, ISO 8601, and what lies between."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")


def moment(raw: str) -> datetime | None:
    """Return the moment a feed states, in UTC where it gives no zone; None where it is none."""
    words = " ".join(raw[:80].split())
    for read in (datetime.fromisoformat, parsedate_to_datetime, _coarse):
        try:
            found = read(words)
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def _coarse(words: str) -> datetime:
    match = _YEAR_OR_MONTH.fullmatch(words)
    if match is None:
        raise ValueError(words)
    return datetime(int(match[1]), int(match[2] or 1), 1, tzinfo=UTC)
