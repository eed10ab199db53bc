"""Whether the service answers."""

from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request, reply


def health(_request: Request, _desk: Desk) -> Reply:
    """Say that the service answers; open to all, touches nothing."""
    return reply(200, {"status": "ok"}, ("cache-control", "no-store"))


ROUTES: dict[str, Route] = {"GET /health": health}
