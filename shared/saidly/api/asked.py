"""Parameters of a query, checked once, each refusal naming the parameter."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from saidly.errors import BadRequest

DEFAULT_LIMIT, MAX_LIMIT = 20, 100


def known(query: Mapping[str, str], names: tuple[str, ...]) -> None:
    """Raise ``BadRequest`` for the first parameter that is not among ``names``."""
    for name in query:
        if name not in names:
            raise BadRequest(name[:100], "is not a parameter of this route")


def limit(query: Mapping[str, str]) -> int:
    """Return how many rows a page may have."""
    text = query.get("limit")
    if text is None:
        return DEFAULT_LIMIT
    digits = text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_LIMIT))
    if not digits or not 1 <= int(text) <= MAX_LIMIT:
        raise BadRequest("limit", f"must be a whole number from 1 to {MAX_LIMIT}")
    return int(text)


def moment(query: Mapping[str, str], name: str) -> datetime | None:
    """Return a date or a date and time; a bare day means its whole length."""
    text = query.get(name)
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadRequest(name, "must be a date, 2026-11-24 or 2026-11-24T08:00:00Z") from None
    if len(text) == len("2026-11-24") and name == "to":
        found = datetime.combine(found, time(23, 59, 59))
    return found if found.tzinfo else found.replace(tzinfo=UTC)
