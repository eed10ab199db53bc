"""The extract function's line: a stored page becomes a stored article."""

from dataclasses import replace
from datetime import datetime
from threading import Lock

from saidly.errors import NotFound
from saidly.extract import extract
from saidly.indexing import index
from saidly.looks import left
from saidly.model import Article, Page
from saidly.recording import record
from saidly.rereading import DAYS, next_look
from saidly.rights import facts_of
from saidly.store import Head, Shelves, Version, showing

# written into every version, so that a reading can be told from one by a later extractor
EXTRACTOR = "saidly/0.1"
AT_ONCE = 4  # orders beside each other: while one waits for the table, another computes
_alone = Lock()  # one text at a time: a processor reads no two at once, nor has memory for it


def file_article(
    article_id: str, number: int, shelves: Shelves, now: datetime, days: int = DAYS
) -> int:
    """Extract a version, put the article in place of its page, index it and record its edit.

    Again changes nothing.

    Args:
        article_id: of the article.
        number: of the version.
        shelves: where it lies.
        now: when edits are recorded.
        days: the age up to which the story is read again.

    Returns:
        How many statements the article holds.

    Raises:
        NotFound: there is no such version; the order was given before the version was put.
    """
    articles = shelves.articles
    stands, head = articles.file(article_id, number, _extracted), articles.head(article_id)
    if stands is None or head is None:
        if head is not None and head.status == "removed":
            return 0
        raise NotFound(f"no version {number} of article {article_id}")
    before = articles.version(article_id, number - 1) if number > 1 else None
    overtaken = index(stands, before, head, shelves)
    after = articles.version(article_id, number + 1) if overtaken else None
    record((before, stands, after), shelves, now)
    # last: what is shown as stored is found by its speakers, and the head learns the whole cost
    due_at = _next(stands, head, days)
    articles.show(stands, due_at, stays=due_at is not None and due_at == head.due_at)
    return len(stands.reading.attributions) if isinstance(stands.reading, Article) else 0


def _extracted(version: Version) -> Version:
    """Return a version with the article of its page, or with the facts of it."""
    if not isinstance(version.reading, Page):
        return version
    with _alone:
        article = extract(version.reading)
    if version.rights and version.rights.storage == "facts":
        article = facts_of(article)
    return replace(version, reading=article, extractor=EXTRACTOR)


def _next(filed: Version, head: Head, days: int) -> datetime | None:
    """Return when the story is read again, counted from when it was fetched."""
    fetched_at = filed.capture.fetched_at
    born = min(showing(filed).date, head.submitted_at)
    return left(head, next_look(head.id, born, fetched_at, fetched_at, days), fetched_at)
