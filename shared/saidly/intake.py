"""The fetch function's line: an address becomes a stored page, whatever goes wrong on the way.

The order of writes is capture, version, head, order to extract. Each is idempotent and keyed by
content, so an order that is delivered twice, late or beside another ends in the same state.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from saidly.clean import clean
from saidly.errors import FetchFailed, InvalidUrl, NotAnArticle, NotFound, UnreadablePage
from saidly.model import Fetched, Page
from saidly.store import Capture, Head, Shelves, Version

# SQS delays a message by 15 minutes at most
RETRY_DELAYS_S = (60, 300, 900, 900, 900)

Door = Callable[[str], Fetched]
Outcome = Literal["fetched", "unchanged", "outdated", "retried", "failed"]


def take_in(article_id: str, url: str, door: Door, shelves: Shelves) -> tuple[Outcome, str | None]:
    """Fetch and clean an address, keep it, and order its extraction.

    Returns:
        What happened, and why where it is a failure. Failures are results: the permanent are
        stored with their reason, the transient ordered again after 1, 5, 15, 15 and 15 minutes.

    Raises:
        NotFound: nobody submitted the article.
    """
    head = shelves.articles.head(article_id)
    if head is None:
        raise NotFound(f"no article {article_id}: the order came without one")
    try:
        fetched = door(url)
    except (InvalidUrl, FetchFailed) as error:
        return _put_off(url, error, head, shelves)
    key, digest = shelves.captures.put(article_id, fetched.body)
    capture = _capture(fetched, key, digest)
    try:
        page = clean(fetched.body, fetched.final_url, fetched.charset)
    except (NotAnArticle, UnreadablePage) as error:
        shelves.articles.failed(article_id, error.reason, 0, final=True)
        return "failed", error.reason
    return _keep(Version(article_id, 0, capture, page), head, shelves), None


def _put_off(
    url: str, error: InvalidUrl | FetchFailed, head: Head, shelves: Shelves
) -> tuple[Outcome, str]:
    final = not error.retryable or head.attempts >= len(RETRY_DELAYS_S)
    shelves.articles.failed(head.id, error.reason, head.attempts + 1, final=final)
    if final:
        return "failed", error.reason
    asked_s = getattr(error, "retry_after_s", None) or 0.0
    delay_s = min(900, max(RETRY_DELAYS_S[head.attempts], int(asked_s)))
    shelves.orders.fetch(head.id, url, delay_s)
    return "retried", error.reason


def _capture(fetched: Fetched, key: str, digest: str) -> Capture:
    headers = dict(fetched.headers)
    return Capture(
        digest=digest,
        key=key,
        http_status=fetched.status,
        final_url=fetched.final_url,
        fetched_at=fetched.fetched_at,
        content_type=headers.get("content-type"),
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
    )


def _keep(version: Version, head: Head, shelves: Shelves) -> Outcome:
    """Give the version the next free number, unless it is there or older than what is there."""
    articles = shelves.articles
    unchanged = head.digest == version.capture.digest
    number = head.version if unchanged else head.version + 1
    while (stands := articles.put_version(replace(version, number=number))).capture.digest != (
        version.capture.digest
    ):
        articles.advance(stands)  # whoever put it may have died before moving the head
        if stands.capture.fetched_at > version.capture.fetched_at:
            return "outdated"
        number += 1
    articles.advance(stands)
    if isinstance(stands.reading, Page):
        shelves.orders.extract(version.article_id, number)
    return "unchanged" if unchanged else "fetched"
