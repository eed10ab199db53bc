"""The extract function's line: a stored page becomes a stored article."""

from dataclasses import replace
from datetime import datetime
from threading import Lock

from saidly.errors import NotFound
from saidly.extract import extract
from saidly.indexing import index
from saidly.looks import left
from saidly.model import Article
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
    version, head = articles.version(article_id, number), articles.head(article_id)
    if version is None or head is None:
        if head is not None and head.status == "removed":
            return 0
        raise NotFound(f"no version {number} of article {article_id}")
    reading = version.reading
    with _alone:
        article = reading if isinstance(reading, Article) else extract(reading)
    if version.rights and version.rights.storage == "facts":
        article = facts_of(article)
    filed = replace(version, reading=article, extractor=version.extractor or EXTRACTOR)
    stands = articles.file(filed)
    before = articles.version(article_id, number - 1) if number > 1 else None
    overtaken = index(stands, before, head, shelves)
    after = articles.version(article_id, number + 1) if overtaken else None
    record((before, stands, after), shelves, now)
    # last: what is shown as stored is found by its speakers, and the head learns the whole cost
    due_at = _next(stands, head, days)
    articles.show(stands, due_at, stays=due_at is not None and due_at == head.due_at)
    return len(article.attributions)


def _next(filed: Version, head: Head, days: int) -> datetime | None:
    """Return when the story is read again, counted from when it was fetched."""
    fetched_at = filed.capture.fetched_at
    born = min(showing(filed).date, head.submitted_at)
    return left(head, next_look(head.id, born, fetched_at, fetched_at, days), fetched_at)
