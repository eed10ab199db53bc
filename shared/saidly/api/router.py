"""From a request to its route; expected failures become problem documents."""

from saidly.api import articles, health
from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request, problem
from saidly.errors import BadRequest, InvalidUrl, NotFound

ROUTES: dict[str, Route] = {
    **health.ROUTES,
    **articles.ROUTES,
}


def answer(request: Request, desk: Desk) -> Reply:
    """Answer a request; expected failures become problem documents."""
    route = ROUTES.get(request.route)
    if route is None:
        return problem(404, f"there is no route {request.route}", request.id)
    try:
        return route(request, desk)
    except BadRequest as error:
        return problem(400, str(error), request.id, field=error.field)
    except InvalidUrl as error:
        return problem(422, str(error), request.id, field="url")
    except NotFound as error:
        return problem(404, str(error), request.id)
