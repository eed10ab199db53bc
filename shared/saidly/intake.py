"""The fetch function's line: an address becomes a stored page, whatever goes wrong on the way.

An order waits for its host's turn first. A page that reads like the version that stands is a look
and no more; only one that a reader sees changed becomes a version. The order of writes is capture,
version, head, order to extract. Each is idempotent and keyed by content, so an order that is
delivered twice, late or beside another ends in the same state.
"""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from saidly import urls
from saidly.clean import clean
from saidly.errors import FetchFailed, InvalidUrl, NotAnArticle, NotFound, UnreadablePage
from saidly.looks import AHEAD, leased, left, next_of, seconds_until
from saidly.model import Article, Fetched, NotModified, Page, Validators
from saidly.pace import (
    MAX_SQS_DELAY_S,
    HostRules,
    MemorySlots,
    Slot,
    Slots,
    next_turn,
    note_trouble,
)
from saidly.rereading import DAYS
from saidly.rights import Storage, decided
from saidly.store import Capture, Failure, Head, Look, Shelves, Version
from saidly.submit import submit
from saidly.versions import Verdict, facts_verdict, text_digest, verdict

RETRY_DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
# "More soon": a page with a line of text may hold a story then
FLASH_DELAYS = (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
STRIKES, STRIKE_EVERY = 3, timedelta(hours=36)  # over three days
MISSING = 404
FOR_GOOD = frozenset({410, 451})  # gone, or withheld for legal reasons

Door = Callable[[str, Validators | None], Fetched | NotModified]
Outcome = Literal[
    "fetched", "unchanged", "outdated", "retried", "failed", "waiting", "gone", "merged"
]
Taken = tuple[Outcome, str | None]
# what may stand where a story was; found at three looks over three days, it ends the story
NOT_THE_STORY: dict[Verdict, str] = {
    "errorPage": "an error page stands in its place",
    "anotherStory": "another story stands in its place",
}


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
    days: int = DAYS  # the age up to which a story is read again
    # one page at a time: a tree takes ten times its page, and a processor reads no two at once
    alone: AbstractContextManager[Any] = field(default_factory=nullcontext)


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
        hours, or when the publisher says; behind that a story that is kept is read again as its
        age has it.

    Raises:
        NotFound: nobody submitted the article.
    """
    head = means.shelves.articles.head(article_id)
    if head is None:
        raise NotFound(f"no article {article_id}: the order came without one")
    if head.gone_at is not None:
        return "gone", head.reason
    host = urls.host(url)
    # an order whose turn its head keeps already has come again before it was acknowledged
    turn = next_turn(means.slots, host, means.rules(url).pause_s, slot or head.slot, means.now())
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
        return _same(head, Look(answer.checked_at, head.version), means)
    return _keep(answer, head, means)


def _wait(head: Head, url: str, means: Means, turn: Slot) -> Taken:
    """Send the order again, so that nobody is paid for waiting.

    A turn further ahead than SQS can delay is kept by the head: the sweep sends the order for it.
    """
    delay_s = seconds_until(turn.at, means.now())
    if delay_s > MAX_SQS_DELAY_S:
        if means.shelves.articles.postpone(head, turn.at - AHEAD, turn.at):
            return "waiting", None
        delay_s = MAX_SQS_DELAY_S  # another has moved the head: the order keeps its turn
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
        failure = Failure(error.reason, now, head.attempts + 1, next_of(head, now, means.days))
    return _noted(failure, head, means)


def _noted(failure: Failure, head: Head, means: Means) -> Taken:
    means.shelves.articles.failed(head.id, replace(failure, status=head.status))
    tried_again = failure.due_at and not failure.ended
    return "retried" if tried_again else "failed", failure.reason


def _no_story(error: NotAnArticle | UnreadablePage, head: Head, now: datetime) -> Failure:
    """Note that a page holds no story; what may be a flash of one is looked at again."""
    if getattr(error, "may_grow", False) and head.attempts < len(FLASH_DELAYS):
        due_at = now + FLASH_DELAYS[head.attempts]
        return Failure(error.reason, now, head.attempts + 1, due_at, ended=True)
    return Failure(error.reason, now)


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


def _same(head: Head, look: Look, means: Means) -> Taken:
    """Note that a page reads as it did; an extraction that is still to be done is ordered again."""
    if head.status == "fetched":
        means.shelves.orders.extract(head.id, head.version)
    else:
        due_at = left(head, next_of(head, look.at, means.days), look.at)
        means.shelves.articles.checked(head.id, replace(look, due_at=due_at))
    return "unchanged", None


def _keep(fetched: Fetched, head: Head, means: Means) -> Taken:
    if head.fetched_at is not None and fetched.fetched_at < head.fetched_at:
        return "outdated", None
    capture = _capture(fetched)
    if head.digest == capture.digest:
        return _same(head, _look(capture, head.version), means)
    try:
        with means.alone:
            page = clean(fetched.body, fetched.final_url, fetched.charset)
    except (NotAnArticle, UnreadablePage) as error:
        if head.version:
            return _noted(_strike(error.reason, head, means.now()), head, means)
        return _noted(_no_story(error, head, means.now()), head, means)
    other = page.metadata.canonical_url
    if not head.version and other and urls.is_variant(head.url, other):
        return _lead(other, head, means)
    host = means.rules(fetched.final_url)
    asked: Storage = "facts" if head.storage == "facts" else means.storage
    decision = decided(fetched, host.mining, asked, host.robots)
    version = Version(head.id, 0, capture, page, rights=decision)
    if decision.storage == "facts":
        version = replace(version, text_digest=text_digest(page))
    return _file(version, fetched.body, head, means)


def _look(capture: Capture, number: int) -> Look:
    said = capture.digest, capture.etag, capture.last_modified
    return Look(capture.fetched_at, number, None, *said)


def _lead(canonical: str, head: Head, means: Means) -> Taken:
    """Take in a story under its own address, and let the variant's lead to it for good."""
    story = urls.article_id(canonical)
    submit(story, urls.canonical(canonical), means.shelves, means.now(), head.storage)
    reason = f"the same story as article {story}"
    failure = Failure(reason, means.now(), gone=True, same_as=story)
    means.shelves.articles.failed(head.id, failure)
    return "merged", reason


def _capture(fetched: Fetched) -> Capture:
    headers = dict(fetched.headers)
    return Capture(
        digest=hashlib.sha256(fetched.body).hexdigest(),
        key=None,
        http_status=fetched.status,
        final_url=fetched.final_url,
        fetched_at=fetched.fetched_at,
        content_type=headers.get("content-type"),
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        headers=fetched.headers,
        sent=fetched.sent,
    )


def _file(version: Version, body: bytes, head: Head, means: Means) -> Taken:
    """Give the version the next free number, if a reader sees it changed beside the one there."""
    articles = means.shelves.articles
    stands = articles.version(head.id, head.version) if head.version else None
    while stands is None or stands.capture.digest != version.capture.digest:
        number = stands.number + 1 if stands else 1
        told = _beside(stands, version, head, means) if stands else None
        if told is not None:
            return told
        stands = articles.put_version(replace(_captured(version, body, means), number=number))
        # whoever put it may have died before moving the head
        articles.advance(stands, leased(head, means.now()))
    if stands.number == head.version:
        return _same(head, _look(version.capture, head.version), means)
    if isinstance(stands.reading, Page):
        means.shelves.orders.extract(head.id, stands.number)
    return "fetched", None


def _captured(version: Version, body: bytes, means: Means) -> Version:
    """Keep the bytes, unless facts alone are to be kept."""
    if version.rights and version.rights.storage == "facts":
        return version
    key, _ = means.shelves.captures.put(version.article_id, body)
    return replace(version, capture=replace(version.capture, key=key))


def _beside(stands: Version, version: Version, head: Head, means: Means) -> Taken | None:
    """Return what comes of a page that is no new version; None for one that is."""
    if stands.capture.fetched_at > version.capture.fetched_at:
        return "outdated", None
    judged = _judged(stands, version)
    if judged == "changed":
        return None
    if judged != "same":
        return _noted(_strike(NOT_THE_STORY[judged], head, means.now()), head, means)
    moved = replace(head, version=stands.number, fetched_at=stands.capture.fetched_at)
    waits = isinstance(stands.reading, Page)
    moved = replace(moved, status="fetched" if waits else "stored")
    return _same(moved, _look(version.capture, stands.number), means)


def _judged(stands: Version, version: Version) -> Verdict:
    before, after = stands.reading, version.reading
    if isinstance(before, Article) and isinstance(after, Page) and stands.text_digest is not None:
        return facts_verdict(before, stands.text_digest, after)
    return verdict(before, after)
