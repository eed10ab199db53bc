"""Lists of articles: a publisher's or everybody's, newest first, kept to what is asked.

A page costs a query of keys and a batch read of their heads; a publisher's, which has a partition
of its own, twice that where a filter thins it out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, get_args

from saidly import codec, formats, urls
from saidly.api import pages
from saidly.api.asked import known, limit, one_of, period, text
from saidly.api.desk import Desk
from saidly.api.messages import Reply, Request
from saidly.api.writing import written
from saidly.errors import BadRequest
from saidly.model import ChangeClass
from saidly.spending import NANO
from saidly.statements import folded
from saidly.store import Ending, Head, Listing, Period, Status, bounds, sort_key

PARAMETERS = ("from", "to", "limit", "cursor")
QUERIES, ROWS = 2, 100  # of a publisher's index, for one page that a filter thins out
_LISTS: dict[str | None, Ending | None] = {
    None: "stored",
    "stored": "stored",
    "failed": "failed",
    "removed": "removed",
    "queued": None,
    "fetched": None,
}
_FORGOTTEN = ("publisher", "section", "language", "author", "change")  # by a takedown


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list keeps to; None leaves a side open."""

    publisher: str | None = None
    section: str | None = None
    language: str | None = None
    author: str | None = None
    change: str | None = None
    status: str | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wanted":
        """Return what the parameters ask for."""
        given = {name: text(query, name) for name in ("section", "language", "author")}
        publisher = text(query, "publisher")
        status = one_of(query, "status", get_args(Status))
        if status == "removed":
            for name in _FORGOTTEN:
                if name in query:
                    raise BadRequest(name, "is forgotten of what is taken down: id and hour stay")
        return cls(
            publisher=publisher.lower() if publisher else None,
            change=one_of(query, "change", get_args(ChangeClass)),
            status=status,
            **given,
        )

    @property
    def ending(self) -> Ending | None:
        """The list by date that is asked for; what is on its way stands in none."""
        return _LISTS[self.status]

    @property
    def by_publisher(self) -> bool:
        """Whether the publisher has a partition of its own; what failed is together."""
        return self.publisher is not None and self.ending == "stored"

    @property
    def filters(self) -> bool:
        """Whether what a list holds may be dropped."""
        sides = (self.section, self.language, self.author, self.change, self.status)
        return sides != (None,) * len(sides) or not (self.publisher is None or self.by_publisher)

    def fits(self, head: Head, period: Period) -> bool:
        """Say whether an article is wanted; "en" takes "en-GB" too, names are compared folded."""
        if self.ending is None and not _came_in(head, period):
            return False
        language = (head.language or "").lower()
        asked = (self.language or "").lower()
        return (
            self.status in (None, head.status)
            and (self.publisher is None or self.publisher == _publisher_of(head))
            and (self.section is None or folded(self.section) == folded(head.section or ""))
            and (self.language is None or language == asked or language.startswith(f"{asked}-"))
            and (self.author is None or folded(self.author) in map(folded, head.authors))
            and (self.change is None or self.change in head.changes)
        )


def listing(request: Request, desk: Desk) -> Reply:
    """List what is stored, of a publisher or of all, or what has another status."""
    known(request.query, (*(f.name for f in fields(Wanted)), *PARAMETERS))
    wanted, size = Wanted.of(request.query), limit(request.query)
    after = pages.position(request, desk.cursor_key)
    found, after = _found(wanted, (period(request.query), size), after, desk)
    cursor = pages.cursor(request, after, desk.cursor_key)
    body = {"articles": [summary(head) for head in found], "cursor": cursor}
    return written(request, formats.ARTICLES, body, *pages.links(request, cursor))


def _found(
    wanted: Wanted, asked: tuple[Period, int], after: str | None, desk: Desk
) -> tuple[list[Head], str | None]:
    """Return a page of at most so many articles of a period, and the position behind it."""
    span, size = asked
    rows = ROWS if wanted.filters else size
    found: list[Head] = []
    for _ in range(QUERIES if wanted.by_publisher else 1):
        portion = _portion(wanted, (span, rows), after, desk)
        for head, place in zip(portion.heads, portion.places, strict=True):
            if wanted.fits(head, span):
                if len(found) == size:
                    return found, after
                found.append(head)
            after = place
        after = portion.after
        if after is None or len(found) == size:
            break
    return found, after


def _portion(wanted: Wanted, asked: tuple[Period, int], after: str | None, desk: Desk) -> Listing:
    articles, (span, rows) = desk.shelves.articles, asked
    if wanted.publisher is not None and wanted.by_publisher:
        return articles.by_publisher(wanted.publisher, span, rows, after)
    if wanted.ending is None:
        return articles.on_its_way(rows, after)
    return articles.by_date(wanted.ending, span, rows, after)


def _came_in(head: Head, period: Period) -> bool:
    """Say whether an article was submitted in a period, by which no index lists it."""
    low, high = bounds(period)
    return low <= sort_key(head.id, head.submitted_at) <= high


def _publisher_of(head: Head) -> str:
    """Return the publisher's domain: the story's, or before it is stored its address's."""
    return head.publisher or urls.registered_domain(head.url)


def summary(head: Head) -> dict[str, Any]:
    """Return what lists and replies show of a head."""
    plain = codec.encode(head)
    names = ("id", "url", "status", "headline", "publisher", "date", "version", "reason")
    dates = {"dateSubmitted": "submittedAt", "dateChecked": "checkedAt", "dateDue": "dueAt"}
    shown = {name: plain[name] for name in (*names, "changes")}
    shown |= {name: plain[key] for name, key in dates.items()}
    shown["url"] = head.url or None  # forgotten by a takedown
    return shown | {"dateGone": plain["goneAt"], "costUsd": head.cost / NANO}
