"""What every shelf derives alike: keys, the order of lists, what a head shows."""

from datetime import UTC, datetime

from saidly.model import Article
from saidly.store.values import Ending, Head, Period, Showing, Version

MAX_AUTHORS = 10  # shown by a head, which is to stay below a write unit


def capture_key(article_id: str, digest: str, prefix: str = "captures") -> str:
    """Return the key of raw bytes: the article and the content, both hashes."""
    return f"{prefix}/{article_id}/{digest}"


def tombstone(article_id: str, at: datetime) -> Head:
    """Return what stays of an article that is taken down: its id, which is a hash, and when."""
    return Head(article_id, "", "removed", at, reason="taken down", gone_at=at, due_at=at)


def showing(version: Version) -> Showing:
    """Return what a head shows of a version; raise ``TypeError`` if it is not extracted."""
    article = version.reading
    if not isinstance(article, Article):
        raise TypeError(f"version {version.number} of {version.article_id} is not extracted")
    published = article.metadata.date_published
    publisher = article.metadata.publisher
    date = published.value if published and published.value.tzinfo else version.capture.fetched_at
    return Showing(
        article.metadata.headline,
        publisher.domain if publisher else None,
        date,
        article.metadata.article_section,
        article.metadata.in_language,
        tuple(author.name for author in article.metadata.authors[:MAX_AUTHORS]),
    )


def ending(head: Head) -> tuple[Ending, datetime] | None:
    """Return in which list over all publishers an article stands, and under which moment.

    None while it was never stored or failed; an address that leads to another's story is no
    failure.
    """
    if head.status == "removed":
        return "removed", head.gone_at or head.submitted_at
    if head.date is not None:
        return "stored", head.date
    if head.status == "failed" and head.checked_at is not None and head.same_as is None:
        return "failed", head.checked_at
    return None


def sort_key(article_id: str, date: datetime) -> str:
    """Return what lists are ordered by: the date in UTC to the second, then the id."""
    return f"{stamp(date)}#{article_id}"


def stamp(moment: datetime) -> str:
    """Return a moment in UTC as text that sorts by time: 2026-11-24T08:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def bounds(period: Period) -> tuple[str, str]:
    """Return the lowest and the highest sort key of a period."""
    # a key may not be empty; "0" sorts before every year, "~" behind "#" and all of an id
    low = stamp(period.start) if period.start else "0"
    high = f"{stamp(period.end)}~" if period.end else "~"
    return low, high
