"""What the types of problem documents lead to."""

from html import escape

from saidly.api.asked import known
from saidly.api.desk import Desk, Route
from saidly.api.messages import PROBLEMS, Reply, Request
from saidly.api.writing import written
from saidly.codec import JSON
from saidly.errors import NotFound
from saidly.formats import Format, as_json


def problem_type(request: Request, _desk: Desk) -> Reply:
    """Say what a kind of problem means and what to do about it."""
    known(request.query, ())
    for status, (title, about) in PROBLEMS.items():
        if request.path["status"] == str(status):
            return written(request, _FORMATS, {"status": status, "title": title, "about": about})
    raise NotFound(f"there is no problem of type {request.path['status'][:20]!r}")


def _page(plain: JSON) -> str:
    title = f"{plain['status']} {escape(plain['title'])}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<h1>{title}</h1><p>{escape(plain['about'])}</p></html>"
    )


_FORMATS = {
    "json": Format("application/json", as_json),
    "html": Format("text/html; charset=utf-8", _page),
}
ROUTES: dict[str, Route] = {"GET /problems/{status}": problem_type}
