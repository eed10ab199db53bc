"""Articles: hand an address in, look one up, list a publisher's."""

import json
from collections.abc import Mapping
from typing import Any

from saidly import codec, urls
from saidly.api.asked import known, limit, moment
from saidly.api.cursors import opened, signed
from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request, reply
from saidly.errors import BadRequest, Gone, NotFound, Overloaded
from saidly.model import Article
from saidly.store import Head, Period
from saidly.submit import submit

MAX_BODY_CHARS = 16_384
RETRY_AFTER_S = 60  # a minute of the fetch function empties some hundred places


def submit_article(request: Request, desk: Desk) -> Reply:
    """Take an address in; the same story gives the same article however often it is sent."""
    url = _submitted_url(request.body)
    urls.check(url, desk.loopback)
    waiting = desk.shelves.orders.waiting()
    if waiting > desk.max_waiting:
        raise Overloaded(waiting, RETRY_AFTER_S)
    canonical = urls.canonical(url)
    article_id = urls.article_id(url)
    head = submit(article_id, canonical, desk.shelves, desk.now())
    if head.status == "removed":
        raise Gone(f"article {article_id} is taken down")
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
    return _listing(request.query, desk)


def _article(article_id: str, desk: Desk) -> Reply:
    head = desk.shelves.articles.head(article_id)
    if head is None:
        raise NotFound(f"no article {article_id[:100]!r}; submit its address first")
    if head.status == "removed":
        raise Gone(f"article {article_id} is taken down")
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
        "rights": codec.encode(version.rights) if version.rights else None,
    }
    return reply(200, body)


def _listing(query: Mapping[str, str], desk: Desk) -> Reply:
    known(query, ("publisher", "from", "to", "limit", "cursor"))
    period = Period(moment(query, "from"), moment(query, "to"))
    rows = limit(query)
    bound = "\n".join(query.get(name, "") for name in ("publisher", "from", "to"))
    after = opened(query["cursor"], bound, desk.cursor_key()) if "cursor" in query else None
    publisher = query["publisher"].lower()
    listing = desk.shelves.articles.by_publisher(publisher, period, rows, after)
    body: dict[str, Any] = {"articles": [summary(head) for head in listing.heads]}
    body["cursor"] = signed(listing.after, bound, desk.cursor_key()) if listing.after else None
    return reply(200, body)


def summary(head: Head) -> dict[str, Any]:
    """Return what lists and replies show of a head."""
    plain = codec.encode(head)
    names = ("id", "url", "status", "headline", "publisher", "version", "reason")
    dates = {"dateSubmitted": "submittedAt", "dateChecked": "checkedAt", "dateDue": "dueAt"}
    shown = {name: plain[name] for name in names}
    return shown | {name: plain[key] for name, key in dates.items()} | {"dateGone": plain["goneAt"]}


ROUTES: dict[str, Route] = {
    "POST /articles": submit_article,
    "GET /articles": articles,
    "GET /articles/{id}": article_by_id,
}
