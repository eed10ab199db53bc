"""From a method and a path to a route, and from a request to its reply."""

from urllib.parse import unquote

from saidly.access import SCOPES
from saidly.api import (
    articles,
    changes,
    costs,
    document,
    health,
    problems,
    sources,
    statements,
    takedown,
    versions,
)
from saidly.api.desk import Desk, Route
from saidly.api.finishing import finished, options
from saidly.api.messages import Reply, Request, problem
from saidly.api.repeats import once
from saidly.errors import (
    BadRequest,
    Conflict,
    Gone,
    InvalidUrl,
    NotFound,
    Overloaded,
    SaidlyError,
    Throttled,
)
from saidly.formats import SUFFIXES

ROUTES: dict[str, Route] = {
    **health.ROUTES,
    **articles.ROUTES,
    **takedown.ROUTES,
    **statements.ROUTES,
    **versions.ROUTES,
    **changes.ROUTES,
    **sources.ROUTES,
    **costs.ROUTES,
    **problems.ROUTES,
    **document.ROUTES,
}
# answered without a token
OPEN = frozenset({"GET /health", *problems.ROUTES, *document.ROUTES})


def located(path: str) -> tuple[str, dict[str, str], str | None]:
    """Return the template of a path, its parameters, and the suffix that names a format.

    A path that fits no route comes back as it is.
    """
    segments = [unquote(part) for part in path.strip("/").split("/")]
    stem, dot, suffix = segments[-1].rpartition(".")
    tries: list[tuple[list[str], str | None]] = [(segments, None)]
    if dot and suffix in SUFFIXES and path not in _WHOLE:
        tries.insert(0, ([*segments[:-1], stem], suffix))
    for parts, ending in tries:
        for template, names in _TEMPLATES:
            if len(names) == len(parts) and all(
                name == part or (name.startswith("{") and part)
                for name, part in zip(names, parts, strict=True)
            ):
                pairs = zip(names, parts, strict=True)
                found = {name[1:-1]: part for name, part in pairs if name.startswith("{")}
                return template, found, ending
    return path, {}, None


_WHOLE = ("/openapi.json",)  # ends in no format, but is one
# those without parameters first: /articles/batch is no article
_TEMPLATES = sorted(
    {(path, tuple(path.strip("/").split("/"))) for _, path in map(str.split, ROUTES)},
    key=lambda entry: (entry[0].count("{"), entry[0]),
)


def answer(request: Request, desk: Desk) -> Reply:
    """Answer a request; expected failures become problem documents."""
    method, _, template = request.route.partition(" ")
    allowed = ", ".join(methods(template))
    if method == "OPTIONS" and allowed:
        return options(request, allowed, desk.origin)
    name = f"{'GET' if method == 'HEAD' else method} {template}"
    reply = _answer(request, name, desk)
    if reply.status == 405:
        reply = reply.also(("allow", allowed))
    return finished(request, reply, public=name in OPEN, origin=desk.origin)


def _answer(request: Request, name: str, desk: Desk) -> Reply:
    route = ROUTES.get(name)
    if route is None:
        return _no_route(request)
    try:
        refusal = None if name in OPEN else _refusal(request, desk)
        if refusal is not None:
            return refusal
        if request.repeated:
            raise BadRequest(request.repeated[0][:100], "must be given once")
        return once(request, route, desk)
    except SaidlyError as error:
        return _told(error, request)


def _told(error: SaidlyError, request: Request) -> Reply:
    """Return the problem document of an expected failure; any other rises."""
    match error:
        case BadRequest():
            return problem(400, str(error), request.id, field=error.field)
        case InvalidUrl():
            return problem(422, str(error), request.id, field="url")
        case NotFound():
            return problem(404, str(error), request.id)
        case Conflict():
            return problem(412, str(error), request.id)
        case Gone():
            return problem(410, str(error), request.id)
        case Overloaded() | Throttled():
            status = 429 if isinstance(error, Overloaded) else 503
            wait = ("retry-after", str(error.retry_after_s))
            return problem(status, str(error), request.id).also(wait)
    raise error


def _no_route(request: Request) -> Reply:
    template = request.route.partition(" ")[2]
    allowed = methods(template)
    if allowed:
        return problem(405, f"{template} takes {', '.join(allowed)}", request.id)
    return problem(404, f"there is no route {request.route[:200]}", request.id)


def methods(template: str) -> list[str]:
    """Return the methods that a path takes."""
    found = [method for method, path in map(str.split, ROUTES) if path == template]
    return [*found, *(["HEAD"] if "GET" in found else []), *(["OPTIONS"] if found else [])]


def _refusal(request: Request, desk: Desk) -> Reply | None:
    """Return 401 or 403 where the token does not allow the method, 429 where it has to wait.

    The gateway's authorizer has said so before; here it holds however the function is called.
    """
    method = request.route.partition(" ")[0]
    needed = next((scope for scope, allowed in SCOPES.items() if method in allowed), "write")
    if not request.scopes:
        return problem(401, "send a token: Authorization: Bearer name.secret", request.id)
    if needed not in request.scopes:
        return problem(403, f"the token lacks the scope {needed}", request.id)
    wait_s = desk.meter(request.token, desk.now()) if desk.meter and request.token else 0
    if not wait_s:
        return None
    told = problem(429, f"this token has used up its requests for {wait_s} s", request.id)
    return told.also(("retry-after", str(wait_s)))
