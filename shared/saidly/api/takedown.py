"""Takedown: what was stored is withdrawn at once, soon deleted, and never taken in again."""

from saidly.api.asked import known
from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request, reply
from saidly.errors import BadRequest
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


def take_down_publisher(request: Request, desk: Desk) -> Reply:
    """Put tombstones for a portion of a publisher's articles; ``more`` says whether to go on."""
    known(request.query, ("publisher",))
    publisher = request.query.get("publisher", "").lower()
    if not publisher:
        raise BadRequest("publisher", "name the domain whose articles are to be taken down")
    articles = desk.shelves.articles
    listing = articles.by_publisher(publisher, Period(), PORTION, None)
    for head in listing.heads:
        articles.take_down(head.id, desk.now())
    removed = [head.id for head in listing.heads]
    return reply(200, {"removed": removed, "more": listing.after is not None})


ROUTES: dict[str, Route] = {
    "DELETE /articles/{id}": take_down,
    "DELETE /articles": take_down_publisher,
}
