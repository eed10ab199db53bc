"""Articles: hand an address in, look one up, list a publisher's."""

import json
from typing import Any

from saidly import codec, urls
from saidly.api import pages
from saidly.api.asked import known, limit, period, text
from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request, reply
from saidly.errors import BadRequest, NotFound
from saidly.model import Article
from saidly.store import Head
from saidly.submit import submit

MAX_BODY_CHARS = 16_384
MAX_ID_CHARS = 64


def submit_article(request: Request, desk: Desk) -> Reply:
    """Take an address in; the same story gives the same article however often it is sent."""
    url = _submitted_url(request.body)
    urls.check(url, desk.loopback)
    canonical = urls.canonical(url)
    article_id = urls.article_id(url)
    head = submit(article_id, canonical, desk.shelves, desk.now())
    return reply(202, summary(head), ("location", f"/articles/{article_id}"))


def _submitted_url(body: str | None) -> str:
    if body is not None and len(body) > MAX_BODY_CHARS:
        raise BadRequest("body", f"is longer than {MAX_BODY_CHARS} characters")
    try:
        sent = json.loads(body or "")
    except (ValueError, RecursionError):
        raise BadRequest("body", 'must be JSON: {"url": "https://…"}') from None
    if not isinstance(sent, dict) or not isinstance(sent.get("url"), str):
        raise BadRequest("url", 'must be a string: {"url": "https://…"}')
    unknown = sorted(set(sent) - {"url"})
    if unknown:
        raise BadRequest(unknown[0][:100], "is not known here; send url alone")
    url: str = sent["url"]
    return url


def article_by_id(request: Request, desk: Desk) -> Reply:
    """Return one article, or where it stands while it is not stored."""
    known(request.query, ())
    return _article(request.path["id"], desk)


def articles(request: Request, desk: Desk) -> Reply:
    """Return the article of an address, or list the articles of a publisher."""
    if "url" in request.query:
        known(request.query, ("url",))
        return _article(urls.article_id(request.query["url"]), desk)
    if "publisher" not in request.query:
        raise BadRequest("publisher", "name a publisher's domain, or an article's url")
    return _listing(request, desk)


def _article(article_id: str, desk: Desk) -> Reply:
    head = desk.shelves.articles.head(article_id) if _may_be(article_id) else None
    if head is None:
        raise NotFound(f"no article {article_id[:100]!r}; submit its address first")
    version = desk.shelves.articles.version(article_id, head.version) if head.version else None
    body = summary(head)
    if version is None or not isinstance(version.reading, Article):
        return reply(200, body, ("cache-control", "no-store"))
    body |= {
        **codec.to_dict(version.reading),
        "version": version.number,
        "dateDownloaded": version.capture.fetched_at.isoformat(),
        "provenance": {
            "payloadDigest": f"sha256:{version.capture.digest}",
            "capture": version.capture.key,
            "httpStatus": version.capture.http_status,
            "extractor": version.extractor,
        },
    }
    return reply(200, body)


def _may_be(article_id: str) -> bool:
    """Say whether a text may be an id at all; others are not asked for."""
    return article_id.isascii() and article_id.isalnum() and len(article_id) <= MAX_ID_CHARS


def _listing(request: Request, desk: Desk) -> Reply:
    query = request.query
    known(query, ("publisher", "from", "to", "limit", "cursor"))
    span, rows = period(query), limit(query)
    after = pages.position(request, desk.cursor_key)
    publisher = (text(query, "publisher") or "").lower()
    listing = desk.shelves.articles.by_publisher(publisher, span, rows, after)
    cursor = pages.cursor(request, listing.after, desk.cursor_key)
    body = {"articles": [summary(head) for head in listing.heads], "cursor": cursor}
    return reply(200, body, *pages.links(request, cursor))


def summary(head: Head) -> dict[str, Any]:
    """Return what lists and replies show of a head."""
    plain = codec.encode(head)
    names = ("id", "url", "status", "headline", "publisher", "version", "reason")
    return {name: plain[name] for name in names} | {"dateSubmitted": plain["submittedAt"]}


ROUTES: dict[str, Route] = {
    "POST /articles": submit_article,
    "GET /articles": articles,
    "GET /articles/{id}": article_by_id,
}
