"""Articles: hand an address in, look one up, list a publisher's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, get_args

from saidly import codec, formats, urls
from saidly.api import pages
from saidly.api.asked import known, limit, one_of, period, text
from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request, reply
from saidly.api.writing import written
from saidly.errors import BadRequest, Gone, InvalidUrl, NotFound, Overloaded
from saidly.model import Article
from saidly.statements import folded
from saidly.store import Head, Status, Version, sort_key
from saidly.submit import submit

RETRY_AFTER_S = 60  # a minute of the fetch function empties some hundred places
MAX_BODY_CHARS, MAX_BATCH_CHARS = 16_384, 300_000
MAX_BATCH = 100  # addresses
MAX_ID_CHARS = 64
PARAMETERS = ("from", "to", "limit", "cursor")
QUERIES, ROWS = 2, 100  # of the index, for one page that a filter thins out


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
    """Return the article of an address, or list the articles of a publisher."""
    if "url" in request.query:
        known(request.query, ("url",))
        return _article(request, urls.article_id(request.query["url"]), desk)
    if "publisher" not in request.query:
        raise BadRequest("publisher", "name a publisher's domain, or an article's url")
    return _listing(request, desk)


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a publisher's list keeps to; None leaves a side open."""

    section: str | None
    language: str | None
    author: str | None
    status: str | None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wanted":
        """Return what the parameters ask for."""
        given = {name: text(query, name) for name in ("section", "language", "author")}
        return cls(**given, status=one_of(query, "status", get_args(Status)))

    def fits(self, head: Head) -> bool:
        """Say whether an article is wanted; "en" takes "en-GB" too, names are compared folded."""
        language = (head.language or "").lower()
        asked = (self.language or "").lower()
        return (
            self.status in (None, head.status)
            and (self.section is None or folded(self.section) == folded(head.section or ""))
            and (self.language is None or language == asked or language.startswith(f"{asked}-"))
            and (self.author is None or folded(self.author) in map(folded, head.authors))
        )


def _listing(request: Request, desk: Desk) -> Reply:
    known(request.query, ("publisher", *(f.name for f in fields(Wanted)), *PARAMETERS))
    publisher = (text(request.query, "publisher") or "").lower()
    span, size, wanted = period(request.query), limit(request.query), Wanted.of(request.query)
    after = pages.position(request, desk.cursor_key)
    rows = size if wanted == Wanted(None, None, None, None) else ROWS
    found: list[Head] = []
    for _ in range(QUERIES):
        listing = desk.shelves.articles.by_publisher(publisher, span, rows, after)
        after = listing.after
        for head in filter(wanted.fits, listing.heads):
            if len(found) == size:
                last = found[-1]
                after = sort_key(last.id, last.date) if last.date else after
                break
            found.append(head)
        if after is None or len(found) == size:
            break
    cursor = pages.cursor(request, after, desk.cursor_key)
    body = {"articles": [summary(head) for head in found], "cursor": cursor}
    return written(request, formats.ARTICLES, body, *pages.links(request, cursor))


def summary(head: Head) -> dict[str, Any]:
    """Return what lists and replies show of a head."""
    plain = codec.encode(head)
    names = ("id", "url", "status", "headline", "publisher", "date", "version", "reason")
    dates = {"dateSubmitted": "submittedAt", "dateChecked": "checkedAt", "dateDue": "dueAt"}
    shown = {name: plain[name] for name in names}
    return shown | {name: plain[key] for name, key in dates.items()} | {"dateGone": plain["goneAt"]}


ROUTES: dict[str, Route] = {
    "POST /articles": submit_article,
    "POST /articles/batch": submit_batch,
    "GET /articles": articles,
    "GET /articles/{id}": article_by_id,
}
