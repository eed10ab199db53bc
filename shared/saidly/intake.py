"""The fetch function's line: an address becomes a stored page, whatever goes wrong on the way.

An order waits for its host's turn first. The order of writes is capture, version, head, order to
extract. Each is idempotent and keyed by content, so an order that is delivered twice, late or
beside another ends in the same state.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from saidly import urls
from saidly.clean import clean
from saidly.errors import FetchFailed, InvalidUrl, NotAnArticle, NotFound, UnreadablePage
from saidly.model import Fetched, NotModified, Page, Validators
from saidly.pace import HostRules, MemorySlots, Slot, Slots, next_turn, note_trouble
from saidly.rights import Storage, decided
from saidly.store import LEASE, Capture, Failure, Head, Shelves, Version
from saidly.submit import submit

RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
STRIKES, STRIKE_EVERY = 3, timedelta(hours=36)  # over three days
MISSING = 404
FOR_GOOD = frozenset({410, 451})  # gone, or withheld for legal reasons
MAX_SQS_DELAY_S = 900

Door = Callable[[str, Validators | None], Fetched | NotModified]
Outcome = Literal[
    "fetched", "unchanged", "outdated", "retried", "failed", "waiting", "gone", "merged"
]
Taken = tuple[Outcome, str | None]


def _no_rules(_url: str) -> HostRules:
    return HostRules()


@dataclass(frozen=True, slots=True)
class Means:
    """What an order is carried out with: the door, the shelves, the clock, and manners."""

    door: Door
    shelves: Shelves
    now: Callable[[], datetime]
    slots: Slots = field(default_factory=MemorySlots)
    rules: Callable[[str], HostRules] = _no_rules  # what is known of an address's host, unasked
    storage: Storage = "full"


def take_in(article_id: str, url: str, means: Means, slot: datetime | None = None) -> Taken:
    """Fetch and clean an address, keep it, and order its extraction.

    Args:
        article_id: of an article that was submitted.
        url: its address.
        means: what it is done with.
        slot: the moment at which its host may be asked, where the order has waited for one.

    Returns:
        What happened, and why where it is a failure. Failures are results: the permanent are
        stored with their reason, the transient due again after 1 and 5 and 30 minutes, 2 and 12
        hours, or when the publisher says.

    Raises:
        NotFound: nobody submitted the article.
    """
    head = means.shelves.articles.head(article_id)
    if head is None:
        raise NotFound(f"no article {article_id}: the order came without one")
    if head.gone_at is not None:
        return "gone", head.reason
    host = urls.host(url)
    turn = next_turn(means.slots, host, means.rules(url).pause_s, slot, means.now())
    if turn.at > means.now():
        return _wait(head, url, means, turn)
    validators = Validators(head.etag, head.last_modified) if head.version else None
    before = means.rules(url).pause_s
    try:
        answer = means.door(url, validators)
    except (InvalidUrl, FetchFailed) as error:
        note_trouble(means.slots, host, error, means.now())
        return _failed(error, head, means)
    if turn.failures:
        means.slots.calm(host)
    if means.rules(url).pause_s > before:  # learnt just now: slots before it came too close
        means.slots.hold(host, means.now() + timedelta(seconds=means.rules(url).pause_s))
    if isinstance(answer, NotModified):
        return _same(head, answer.checked_at, means), None
    return _keep(answer, head, means)


def _wait(head: Head, url: str, means: Means, turn: Slot) -> Taken:
    """Send the order again, so that nobody is paid for waiting."""
    wait = turn.at - means.now()
    if wait > LEASE / 2:  # or the sweep would take it for lost
        means.shelves.articles.postpone(head, turn.at + LEASE)
    delay_s = min(MAX_SQS_DELAY_S, -(-wait // timedelta(seconds=1)))
    means.shelves.orders.fetch(head.id, url, delay_s, turn.at)
    return "waiting", None


def _failed(error: InvalidUrl | FetchFailed, head: Head, means: Means) -> Taken:
    now, status = means.now(), getattr(error, "status", None)
    if status in FOR_GOOD:
        failure = Failure(error.reason, now, head.attempts + 1, gone=True)
    elif status == MISSING and head.version:
        failure = _strike(error.reason, head, now)
    elif error.retryable and head.attempts < len(RETRY_DELAYS):
        asked = timedelta(seconds=getattr(error, "retry_after_s", None) or 0.0)
        due_at = now + max(RETRY_DELAYS[head.attempts], asked)
        failure = Failure(error.reason, now, head.attempts + 1, due_at)
    else:
        failure = Failure(error.reason, now, head.attempts + 1)
    means.shelves.articles.failed(head.id, failure)
    return "retried" if failure.due_at else "failed", error.reason


def _strike(reason: str, head: Head, now: datetime) -> Failure:
    """Count a story that was there and is missing; a second look too soon counts nothing."""
    again = head.reason == reason and head.checked_at is not None
    if again and head.checked_at and now - head.checked_at < STRIKE_EVERY:
        due_at = head.checked_at + STRIKE_EVERY
        return Failure(reason, head.checked_at, head.attempts, due_at)
    strikes = head.attempts + 1 if again else 1
    if strikes >= STRIKES:
        return Failure(reason, now, strikes, gone=True)
    return Failure(reason, now, strikes, now + STRIKE_EVERY)


def _same(head: Head, checked_at: datetime, means: Means) -> Outcome:
    """Note that a page is as it was; an extraction that is still to be done is ordered again."""
    if head.status == "fetched":
        means.shelves.orders.extract(head.id, head.version)
    else:
        means.shelves.articles.checked(head.id, checked_at)
    return "unchanged"


def _keep(fetched: Fetched, head: Head, means: Means) -> Taken:
    articles, captures = means.shelves.articles, means.shelves.captures
    if head.fetched_at is not None and fetched.fetched_at < head.fetched_at:
        return "outdated", None
    host = means.rules(fetched.final_url)
    asked: Storage = "facts" if head.storage == "facts" else means.storage
    decision = decided(fetched, host.mining, asked, host.robots)
    page = _cleaned(fetched)
    other = page.metadata.canonical_url if isinstance(page, Page) else None
    if not head.version and other and urls.is_variant(head.url, other):
        return _lead(other, head, means)
    digest, key = hashlib.sha256(fetched.body).hexdigest(), None
    if decision.storage == "full":
        key, digest = captures.put(head.id, fetched.body)
    if isinstance(page, str):
        articles.failed(head.id, Failure(page, means.now()))
        return "failed", page
    capture = _capture(fetched, key, digest)
    return _file(Version(head.id, 0, capture, page, rights=decision), head, means.shelves), None


def _cleaned(fetched: Fetched) -> Page | str:
    """Return the page, or why it is none."""
    try:
        return clean(fetched.body, fetched.final_url, fetched.charset)
    except (NotAnArticle, UnreadablePage) as error:
        return error.reason


def _lead(canonical: str, head: Head, means: Means) -> Taken:
    """Take in a story under its own address, and let the variant's lead to it for good."""
    story = urls.article_id(canonical)
    submit(story, urls.canonical(canonical), means.shelves, means.now(), head.storage)
    reason = f"the same story as article {story}"
    failure = Failure(reason, means.now(), gone=True, same_as=story)
    means.shelves.articles.failed(head.id, failure)
    return "merged", reason


def _capture(fetched: Fetched, key: str | None, digest: str) -> Capture:
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
        headers=fetched.headers,
        sent=fetched.sent,
    )


def _file(version: Version, head: Head, shelves: Shelves) -> Outcome:
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
    elif unchanged:
        articles.checked(head.id, version.capture.fetched_at)
    return "unchanged" if unchanged else "fetched"
