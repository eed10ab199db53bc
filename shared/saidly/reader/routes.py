"""The reader's routes: pages made of what the API answers, for whoever holds a token.

The reader is a client of the API inside the same process: it asks the same routes with the same
parameters, so it can show nothing that the API would not. The token that a visitor signs in with
lives in a cookie of the browser's session, out of reach of scripts and of other sites.
"""

import json
import re
from collections.abc import Callable
from urllib.parse import quote

from saidly import api
from saidly.access import bearer
from saidly.errors import Throttled
from saidly.reader import edits, pages, sources
from saidly.reader.pages import Frame, Row
from saidly.reader.visits import (
    JSON,
    MAX_ASKED_CHARS,
    Lobby,
    Visit,
    cursor_of,
    failed,
    html,
    more,
    sent_to,
)

COOKIE = "saidly"
_COOKIE = f"{COOKIE}={{}}; HttpOnly; Secure; SameSite=Strict"
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
SEARCHED = 10  # pages at most, where words are looked for
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def answer(request: api.Request, lobby: Lobby) -> api.Reply:
    """Answer a request for a page; who is not signed in is asked to."""
    try:
        return _answer(request, lobby)
    except Throttled as error:
        page = pages.problem(_outside(request), "Busy", str(error))
        return html(503, page).also(("retry-after", str(error.retry_after_s)))


def _answer(request: api.Request, lobby: Lobby) -> api.Reply:
    route = ROUTES.get(request.route)
    if route is None:
        return html(404, pages.problem(Frame("./", signed_in=False), "No such page", ""))
    if request.route.startswith("POST ") and _from_elsewhere(request):
        return html(403, pages.problem(Frame("./"), "Refused", "The form came from another site."))
    credential = _cookie(request)
    token = bearer(f"Bearer {credential}", lobby.tokens, lobby.desk.now()) if credential else None
    if token is None and request.route not in OPEN:
        return html(401, pages.signin(_outside(request)))
    return route(Visit(request, lobby, token))


def _outside(request: api.Request) -> Frame:
    """Return what is around a page for whoever is not known to be signed in."""
    depth = request.route.partition(" ")[2].count("/") - 1
    return Frame("../" * depth or "./", signed_in=False)


def _from_elsewhere(request: api.Request) -> bool:
    """Say whether a browser tells that another site made the request.

    Source: Fetch Metadata Request Headers.
    """
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _cookie(request: api.Request) -> str | None:
    for part in request.headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and value:
            return value
    return None


def start(visit: Visit) -> api.Reply:
    """Ask what to look for, or for a token first."""
    page = pages.home if visit.token else pages.signin
    return html(200, page(visit.frame()))


def sign_in(visit: Visit) -> api.Reply:
    """Keep a good token in the browser's session."""
    sent = visit.form().get("token", "")
    if bearer(f"Bearer {sent}", visit.lobby.tokens, visit.lobby.desk.now()) is None:
        wrong = "This token is not known, or it has expired."
        return html(401, pages.signin(visit.frame(), wrong))
    return sent_to("./", ("set-cookie", _COOKIE.format(sent)))


def sign_out(_visit: Visit) -> api.Reply:
    """Forget the token; beside ``/session``, for a cookie's path is its folder."""
    return sent_to("./", ("set-cookie", f"{_COOKIE.format('')}; Max-Age=0"))


def find(visit: Visit) -> api.Reply:
    """Lead to a story by its address, list a publisher's or the newest, or speakers by name."""
    asked = visit.request.query.get("q", "").strip()[:MAX_ASKED_CHARS]
    if _ADDRESS.match(asked):
        status, told = visit.asks("GET /articles", query={"url": asked})
        if status == 404:
            return html(404, pages.unknown(visit.frame(), asked))
        if status == 422:
            return html(422, pages.problem(visit.frame(), "No such story", told["detail"]))
        return sent_to(f"read/{told['id']}") if status == 200 else failed(visit, status, told, "./")
    if not asked or _DOMAIN.fullmatch(asked):
        return _stories(visit, asked)
    return _speakers(visit, asked)


def _stories(visit: Visit, domain: str) -> api.Reply:
    query = ({"publisher": domain} if domain else {}) | cursor_of(visit)
    status, told = visit.asks("GET /articles", query=query)
    if status != 200:
        return failed(visit, status, told, "./")
    rows = [
        Row(f"read/{head['id']}", head["headline"] or head["url"], pages.day(head.get("date")))
        for head in told["articles"]
    ]
    nothing = "No story of this publisher is kept." if domain else "No story is kept yet."
    heading = f"Stories of {domain}" if domain else "The newest stories"
    following = more("read", visit, told["cursor"])
    return html(200, pages.listing(visit.frame(), heading, rows, nothing, following))


def _speakers(visit: Visit, name: str) -> api.Reply:
    query = {"prefix": name} | cursor_of(visit)
    status, told = visit.asks("GET /speakers", query=query)
    if status != 200:
        return failed(visit, status, told, "./")
    rows = [
        Row(f"people/{quote(one['id'], safe=':')}", one["name"], one["kind"])
        for one in told["speakers"]
    ]
    nothing = "Nobody of this name has said anything that is kept."
    following = more("read", visit, told["cursor"])
    return html(200, pages.listing(visit.frame(), f"Speakers: {name}", rows, nothing, following))


def submit(visit: Visit) -> api.Reply:
    """Hand an address in and lead to its progress."""
    if not visit.may_write:
        refused = "This token may read, and not hand in addresses."
        return html(403, pages.problem(visit.frame(), "Forbidden", refused))
    body = json.dumps({"url": visit.form().get("url", "")})
    status, told = visit.asks("POST /articles", body=body)
    return sent_to(f"read/{told['id']}") if status == 202 else failed(visit, status, told, "./")


def story(visit: Visit) -> api.Reply:
    """Show a story, or how far it is."""
    status, told = visit.asks("GET /articles/{id}", path=visit.request.path)
    if status != 200:
        return failed(visit, status, told)
    page = pages.article if "articleBody" in told else pages.waiting
    return html(200, page(visit.frame("../"), told))


def speaker(visit: Visit) -> api.Reply:
    """Show everything a speaker said, or what of it holds some words, newest first."""
    words = visit.request.query.get("words", "").strip()
    status, told = _statements(visit, words)
    if status != 200:
        return failed(visit, status, told)
    who = visit.asks("GET /speakers/{id}", path=visit.request.path)[1]
    rows = [_said(one) for one in told["statements"]]
    following = more(quote(visit.request.path["id"], safe=":"), visit, told["cursor"])
    return html(200, pages.speaker(visit.frame("../"), who, words, rows, following))


def _statements(visit: Visit, words: str) -> tuple[int, JSON]:
    """Return the next page of a speaker's statements on which there is any."""
    query = ({"words": words} if words else {}) | cursor_of(visit)
    for _ in range(SEARCHED):
        route = "GET /speakers/{id}/statements"
        status, told = visit.asks(route, path=visit.request.path, query=query)
        if status != 200 or told["statements"] or not told["cursor"]:
            break
        query["cursor"] = told["cursor"]
    return status, told


def _said(statement: JSON) -> JSON:
    """Return a statement as the timeline shows it; it leads to its words in the story."""
    article = statement["article"]
    outlet = (article["publisher"] or {}).get("domain") or article["url"]
    number = int(statement["id"].rpartition(".")[2]) + 1  # the story's marks count from 1
    return {
        "date": article["date"],
        "publisher": outlet,
        "href": f"../read/{article['id']}#s{number}",
        "said": pages.said(statement),
        "notes": [outlet, *pages.notes(statement)],
    }


def _static(name: str) -> Callable[[Visit], api.Reply]:
    def told(_visit: Visit) -> api.Reply:
        headers = (("content-type", pages.STATIC[name]), ("cache-control", "max-age=3600"))
        return api.Reply(200, (*headers, ("x-content-type-options", "nosniff")), pages.static(name))

    return told


ROUTES: dict[str, Callable[[Visit], api.Reply]] = {
    "GET /": start,
    "GET /reader.css": _static("reader.css"),
    "GET /reader.js": _static("reader.js"),
    "POST /session": sign_in,
    "POST /signout": sign_out,
    "GET /read": find,
    "POST /read": submit,
    "GET /read/{id}": story,
    "GET /read/{id}/versions": edits.versions,
    "GET /read/{id}/changes": edits.compare,
    "GET /people/{id}": speaker,
    "GET /edits": edits.edited,
    "GET /watched": sources.sources,
    "POST /watched": sources.act,
}
OPEN = frozenset({"GET /", "GET /reader.css", "GET /reader.js", "POST /session", "POST /signout"})
