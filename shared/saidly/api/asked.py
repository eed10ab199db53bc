"""Parameters of a query, checked once, each refusal naming the parameter."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time

from saidly.errors import BadRequest
from saidly.store import Period

DEFAULT_LIMIT, MAX_LIMIT = 20, 100
MAX_TEXT_CHARS = 200


def known(query: Mapping[str, str], names: tuple[str, ...]) -> None:
    """Raise ``BadRequest`` for the first parameter that is not among ``names``."""
    for name in query:
        if name not in names:
            raise BadRequest(name[:100], "is not a parameter of this route")


def one_of(query: Mapping[str, str], name: str, values: Iterable[str]) -> str | None:
    """Return a parameter that must be one of ``values``, None where it is not given."""
    value = query.get(name)
    if value is not None and value not in values:
        raise BadRequest(name, f"must be one of {', '.join(values)}")
    return value


def text(query: Mapping[str, str], name: str) -> str | None:
    """Return a parameter that may be any text of reasonable length, None where it is not given."""
    value = query.get(name)
    if value is not None and not (0 < len(value) <= MAX_TEXT_CHARS and value.isprintable()):
        raise BadRequest(name, f"must be 1 to {MAX_TEXT_CHARS} printable characters")
    return value


def period(query: Mapping[str, str]) -> Period:
    """Return what ``from`` and ``to`` span."""
    span = Period(moment(query, "from"), moment(query, "to"))
    if span.start and span.end and span.start > span.end:
        raise BadRequest("to", "must not be before from")
    return span


def limit(query: Mapping[str, str]) -> int:
    """Return how many rows a page may have."""
    sent = query.get("limit")
    if sent is None:
        return DEFAULT_LIMIT
    digits = sent.isascii() and sent.isdecimal() and len(sent) <= len(str(MAX_LIMIT))
    if not digits or not 1 <= int(sent) <= MAX_LIMIT:
        raise BadRequest("limit", f"must be a whole number from 1 to {MAX_LIMIT}")
    return int(sent)


def moment(query: Mapping[str, str], name: str) -> datetime | None:
    """Return a date or a date and time; a bare day means its whole length."""
    sent = query.get(name)
    if sent is None:
        return None
    try:
        found = datetime.fromisoformat(sent)
        if len(sent) == len("2026-11-24") and name == "to":
            found = datetime.combine(found, time(23, 59, 59))
        # in UTC, which the first and the last day of the calendar may not be
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadRequest(name, "must be a date, 2026-11-24 or 2026-11-24T08:00:00Z") from None
