"""From a request to its route; expected failures become problem documents."""

from dataclasses import replace

from saidly.api import articles, health, takedown
from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request, problem
from saidly.errors import BadRequest, Gone, InvalidUrl, NotFound, Overloaded, SaidlyError

ROUTES: dict[str, Route] = {
    **health.ROUTES,
    **articles.ROUTES,
    **takedown.ROUTES,
}


def answer(request: Request, desk: Desk) -> Reply:
    """Answer a request; expected failures become problem documents."""
    route = ROUTES.get(request.route)
    if route is None:
        return problem(404, f"there is no route {request.route}", request.id)
    try:
        return route(request, desk)
    except SaidlyError as error:
        return _refusal(error, request)


def _refusal(error: SaidlyError, request: Request) -> Reply:
    """Return the problem document of an expected failure; any other rises."""
    match error:
        case BadRequest():
            return problem(400, str(error), request.id, field=error.field)
        case InvalidUrl():
            return problem(422, str(error), request.id, field="url")
        case NotFound():
            return problem(404, str(error), request.id)
        case Gone():
            return problem(410, str(error), request.id)
        case Overloaded():
            told = problem(429, str(error), request.id)
            wait = ("retry-after", str(error.retry_after_s))
            return replace(told, headers=(*told.headers, wait))
    raise error
