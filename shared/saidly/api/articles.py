"""Articles: hand an address in, look one up."""

import json
from typing import Any

from saidly import codec, formats, urls
from saidly.api.asked import known
from saidly.api.desk import Desk, Route
from saidly.api.listing import listing, summary
from saidly.api.messages import Reply, Request, reply
from saidly.api.writing import written
from saidly.errors import BadRequest, Gone, InvalidUrl, NotFound, Overloaded
from saidly.model import Article
from saidly.store import Head, Version
from saidly.submit import submit

RETRY_AFTER_S = 60  # a minute of the fetch function empties some hundred places
MAX_BODY_CHARS, MAX_BATCH_CHARS = 16_384, 300_000
MAX_BATCH = 100  # addresses
MAX_ID_CHARS = 64


def submit_article(request: Request, desk: Desk) -> Reply:
    """Take an address in; the same story gives the same article however often it is sent."""
    url = _sent(request.body, "url", MAX_BODY_CHARS)["url"]
    if not isinstance(url, str):
        raise BadRequest("url", 'must be a string: {"url": "https://…"}')
    urls.check(url, desk.loopback)
    _check_room(desk)
    canonical = urls.canonical(url)
    article_id = urls.article_id(url)
    head = submit(article_id, canonical, desk.shelves, desk.now())
    if head.status == "removed":
        raise Gone(f"article {article_id} is taken down")
    return reply(202, summary(head), ("location", f"/articles/{article_id}"))


def _check_room(desk: Desk) -> None:
    """Raise ``Overloaded`` where too many addresses wait to be fetched already."""
    waiting = desk.shelves.orders.waiting()
    if waiting > desk.max_waiting:
        raise Overloaded(waiting, RETRY_AFTER_S)


def submit_batch(request: Request, desk: Desk) -> Reply:
    """Take up to 100 addresses in; each has a result of its own, in the order they came in."""
    sent = _sent(request.body, "urls", MAX_BATCH_CHARS)["urls"]
    if not isinstance(sent, list) or not 0 < len(sent) <= MAX_BATCH:
        raise BadRequest("urls", f"must be a list of 1 to {MAX_BATCH} addresses")
    for place, url in enumerate(sent):
        if not isinstance(url, str):
            raise BadRequest(f"urls[{place}]", "must be a string")
    _check_room(desk)
    return reply(202, {"results": [_taken(url, desk) for url in sent]})


def _taken(url: str, desk: Desk) -> dict[str, Any]:
    try:
        urls.check(url, desk.loopback)
        article_id = urls.article_id(url)
    except InvalidUrl as error:
        return {"url": url[:2000], "accepted": False, "detail": str(error)}
    head = submit(article_id, urls.canonical(url), desk.shelves, desk.now())
    if head.status == "removed":
        return {"url": url, "accepted": False, "detail": f"article {article_id} is taken down"}
    return {"url": url, "accepted": True, "article": summary(head)}


def _sent(body: str | None, name: str, most: int) -> dict[str, Any]:
    """Return a JSON object that has one member, ``name``."""
    if body is not None and len(body) > most:
        raise BadRequest("body", f"is longer than {most} characters")
    try:
        sent = json.loads(body or "")
    except (ValueError, RecursionError):
        raise BadRequest("body", f'must be JSON: {{"{name}": …}}') from None
    if not isinstance(sent, dict) or name not in sent:
        raise BadRequest(name, f'must be given: {{"{name}": …}}')
    unknown = sorted(set(sent) - {name})
    if unknown:
        raise BadRequest(unknown[0][:100], f"is not known here; send {name} alone")
    return sent


def article_by_id(request: Request, desk: Desk) -> Reply:
    """Return one article, or where it stands while it is not stored."""
    known(request.query, ())
    return _article(request, request.path["id"], desk)


def articles(request: Request, desk: Desk) -> Reply:
    """Return the article of an address, or list articles."""
    if "url" in request.query:
        known(request.query, ("url",))
        return _article(request, urls.article_id(request.query["url"]), desk)
    return listing(request, desk)


def _article(request: Request, article_id: str, desk: Desk) -> Reply:
    head = head_of(article_id, desk)
    filed, body = newest_filed(head, desk), summary(head)
    if filed is None:
        return written(request, formats.ONLY_JSON, body, ("cache-control", "no-store"))
    return written(request, formats.ARTICLE, body | whole(*filed))


def newest_filed(head: Head, desk: Desk) -> tuple[Article, Version] | None:
    """Return the newest version that is extracted, None where none is.

    One read, and another for each newer version that still waits for its extraction.
    """
    for number in range(head.version, 0, -1):
        version = desk.shelves.articles.version(head.id, number)
        if version is not None and isinstance(version.reading, Article):
            return version.reading, version
    return None


def head_of(article_id: str, desk: Desk) -> Head:
    """Return where an article stands; raise ``NotFound``, or ``Gone`` where it is taken down."""
    head = desk.shelves.articles.head(article_id) if _may_be(article_id) else None
    if head is not None and head.same_as:  # an AMP or mobile address leads to its story
        head = desk.shelves.articles.head(head.same_as)
    if head is None:
        raise NotFound(f"no article {article_id[:100]!r}; submit its address first")
    if head.status == "removed":
        raise Gone(f"article {head.id} is taken down")
    return head


def whole(article: Article, version: Version) -> dict[str, Any]:
    """Return a stored article with its provenance."""
    return codec.to_dict(article) | {
        "version": version.number,
        "dateDownloaded": version.capture.fetched_at.isoformat(),
        "provenance": {
            "payloadDigest": f"sha256:{version.capture.digest}",
            "capture": version.capture.key,
            "httpStatus": version.capture.http_status,
            "extractor": version.extractor,
        },
        "rights": codec.encode(version.rights) if version.rights else None,
    }


def _may_be(article_id: str) -> bool:
    """Say whether a text may be an id at all; others are not asked for."""
    return article_id.isascii() and article_id.isalnum() and len(article_id) <= MAX_ID_CHARS


ROUTES: dict[str, Route] = {
    "POST /articles": submit_article,
    "POST /articles/batch": submit_batch,
    "GET /articles": articles,
    "GET /articles/{id}": article_by_id,
}
