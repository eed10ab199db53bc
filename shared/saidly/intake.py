"""The fetch function's line: an address becomes a stored page, whatever goes wrong on the way.

The order of writes is capture, version, head, order to extract. Each is idempotent and keyed by
content, so an order that is delivered twice, late or beside another ends in the same state.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from saidly.clean import clean
from saidly.errors import FetchFailed, InvalidUrl, NotAnArticle, NotFound, UnreadablePage
from saidly.model import Fetched, Page
from saidly.store import Capture, Head, Shelves, Version

RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))

Door = Callable[[str], Fetched]
Outcome = Literal["fetched", "unchanged", "outdated", "retried", "failed"]


@dataclass(frozen=True, slots=True)
class Means:
    """What an order is carried out with: the door, the shelves, the clock."""

    door: Door
    shelves: Shelves
    now: Callable[[], datetime]


def take_in(article_id: str, url: str, means: Means) -> tuple[Outcome, str | None]:
    """Fetch and clean an address, keep it, and order its extraction.

    Returns:
        What happened, and why where it is a failure. Failures are results: the permanent are
        stored with their reason, the transient due again after 1 and 5 and 30 minutes, 2 and 12
        hours, or when the publisher says.

    Raises:
        NotFound: nobody submitted the article.
    """
    shelves = means.shelves
    head = shelves.articles.head(article_id)
    if head is None:
        raise NotFound(f"no article {article_id}: the order came without one")
    try:
        fetched = means.door(url)
    except (InvalidUrl, FetchFailed) as error:
        return _put_off(error, head, means)
    key, digest = shelves.captures.put(article_id, fetched.body)
    capture = _capture(fetched, key, digest)
    try:
        page = clean(fetched.body, fetched.final_url, fetched.charset)
    except (NotAnArticle, UnreadablePage) as error:
        shelves.articles.failed(article_id, error.reason, 0)
        return "failed", error.reason
    return _keep(Version(article_id, 0, capture, page), head, shelves), None


def _put_off(error: InvalidUrl | FetchFailed, head: Head, means: Means) -> tuple[Outcome, str]:
    articles, attempts = means.shelves.articles, head.attempts + 1
    if not error.retryable or attempts > len(RETRY_DELAYS):
        articles.failed(head.id, error.reason, attempts)
        return "failed", error.reason
    asked = timedelta(seconds=getattr(error, "retry_after_s", None) or 0.0)
    due_at = means.now() + max(RETRY_DELAYS[head.attempts], asked)
    articles.failed(head.id, error.reason, attempts, due_at)
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
