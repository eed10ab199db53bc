"""Takedown: what was stored is withdrawn at once, soon deleted, and never taken in again."""

from saidly.api.asked import known
from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request, reply
from saidly.errors import BadRequest
from saidly.statements import MAX_ID_CHARS
from saidly.store import Period

# one request withdraws this many of a publisher's articles; the caller goes on while there are more
PORTION = 100


def take_down(request: Request, desk: Desk) -> Reply:
    """Put a tombstone for an article, known or not; again changes nothing that can be seen."""
    known(request.query, ())
    article_id = request.path["id"]
    if not (len(article_id) <= 64 and article_id.isascii() and article_id.isalnum()):
        raise BadRequest("id", "is no article's id")
    desk.shelves.articles.take_down(article_id, desk.now())
    return reply(200, {"removed": [article_id], "more": False})


def take_down_many(request: Request, desk: Desk) -> Reply:
    """Put tombstones for a portion of a publisher's or a speaker's articles.

    ``more`` says whether to go on: the next request withdraws the next portion.
    """
    known(request.query, ("publisher", "speaker"))
    if len(request.query) != 1:
        raise BadRequest("publisher", "name a publisher's domain, or else a speaker's id")
    if "publisher" in request.query:
        removed, more = _publisher(request.query["publisher"].lower(), desk)
    else:
        removed, more = _speaker(request.query["speaker"], desk)
    return reply(200, {"removed": removed, "more": more})


def _publisher(publisher: str, desk: Desk) -> tuple[list[str], bool]:
    if not publisher:
        raise BadRequest("publisher", "is empty")
    articles = desk.shelves.articles
    listing = articles.by_publisher(publisher, Period(), PORTION, None)
    for head in listing.heads:
        articles.take_down(head.id, desk.now())
    return [head.id for head in listing.heads], listing.after is not None


def _speaker(speaker_id: str, desk: Desk) -> tuple[list[str], bool]:
    """Withdraw by the rows of the index; each goes with its article, so the next come first."""
    statements = desk.shelves.statements
    if not 0 < len(speaker_id) <= MAX_ID_CHARS:
        return [], False
    rows, _ = statements.rows(speaker_id, ("0", "~"), PORTION)
    for row in rows:
        desk.shelves.articles.take_down(row.article_id, desk.now())
    statements.replace(rows, (), ())
    return [row.article_id for row in rows], bool(rows)


ROUTES: dict[str, Route] = {
    "DELETE /articles/{id}": take_down,
    "DELETE /articles": take_down_many,
}
