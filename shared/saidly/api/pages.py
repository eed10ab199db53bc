"""Pages of a list: the cursor of the next one in the body and as a link (RFC 8288)."""

from collections.abc import Callable
from urllib.parse import urlencode

from saidly.api.cursors import opened, signed
from saidly.api.messages import Request

Key = Callable[[], bytes]


def position(request: Request, key: Key) -> str | None:
    """Return where the request's cursor says that the page begins, None for the first page."""
    cursor = request.query.get("cursor")
    return None if cursor is None else opened(cursor, _bound(request), key())


def cursor(request: Request, after: str | None, key: Key) -> str | None:
    """Return the cursor that goes on behind a position, None at the end of the list."""
    return None if after is None else signed(after, _bound(request), key())


def links(request: Request, following: str | None) -> tuple[tuple[str, str], ...]:
    """Return the Link header to the first and the next page, relative to the request."""
    asked = {name: value for name, value in request.query.items() if name != "cursor"}
    found = [f'<?{urlencode(asked)}>; rel="first"']
    if following is not None:
        found.append(f'<?{urlencode(asked | {"cursor": following})}>; rel="next"')
    return (("link", ", ".join(found)),)


def _bound(request: Request) -> str:
    """Return what a cursor belongs to: the route, its path and all parameters but the limit."""
    asked = {name: value for name, value in request.query.items() if name not in _FREE}
    return urlencode([("", request.route), *request.path.items(), *sorted(asked.items())])


_FREE = ("cursor", "limit")
