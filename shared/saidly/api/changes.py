"""The feed of changes: which stories were edited, and how, oldest first.

Oldest first, so that whoever follows goes on where the list ended: ``until`` is the moment up to
which it is complete, and the next request's ``since``. A page asks the index for a day at a time,
ten days at most; quiet years are passed by their cursors.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import get_args

from saidly import codec, formats
from saidly.api import pages
from saidly.api.asked import known, limit, moment, one_of, text
from saidly.api.desk import Desk, Route
from saidly.api.messages import Reply, Request
from saidly.api.writing import written
from saidly.edits import Edit
from saidly.model import ChangeClass
from saidly.store import stamp

SINCE = timedelta(days=1)  # where nobody says since when
QUERIES, ROWS = 10, 100
# the index is a moment behind, and so may be a writer's clock
SETTLED_S = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list keeps to; None leaves a side open."""

    publisher: str | None
    kind: str | None

    def fits(self, edit: Edit) -> bool:
        """Say whether an edit is wanted."""
        return self.publisher in (None, edit.publisher) and (
            self.kind is None or self.kind in edit.classes
        )


def changed(request: Request, desk: Desk) -> Reply:
    """List what was edited since a moment."""
    known(request.query, ("since", "publisher", "class", "limit", "cursor"))
    publisher = text(request.query, "publisher")
    wanted = Wanted(
        publisher and publisher.lower(), one_of(request.query, "class", get_args(ChangeClass))
    )
    now, size = desk.now(), limit(request.query)
    until = _until(now)
    since = stamp(moment(request.query, "since") or now - SINCE)
    position = pages.position(request, desk.cursor_key)
    # "\0" sorts right behind the key that a cursor names
    span = (f"{position}\0" if position else since, until)
    found, following = _listed(span, wanted, size, desk)
    cursor = pages.cursor(request, following, desk.cursor_key)
    body = {"changes": [told(edit) for edit in found], "cursor": cursor, "until": until}
    return written(request, formats.CHANGES, body, *pages.links(request, cursor))


def _until(now: datetime) -> str:
    """Return up to when the index is complete; one moment in ten seconds, so that ETags last."""
    settled = now.astimezone(UTC) - timedelta(seconds=SETTLED_S)
    return stamp(settled - timedelta(seconds=settled.second % SETTLED_S))


def _listed(
    span: tuple[str, str], wanted: Wanted, size: int, desk: Desk
) -> tuple[list[Edit], str | None]:
    """Return a page of edits, and the key behind which the list goes on."""
    low, until = span
    rows = size if wanted == Wanted(None, None) else ROWS
    found: list[Edit] = []
    for _ in range(QUERIES):
        if low >= until:
            return found, None
        # what was recorded in the very second of ``until`` belongs to the next list
        page, more = desk.shelves.edits.page(low[:10], (low, until), rows)
        for edit in page:
            if wanted.fits(edit):
                found.append(edit)
            if len(found) == size:
                return found, edit.key
        low = f"{page[-1].key}\0" if more else _next_day(low)
    return found, low


def _next_day(key: str) -> str:
    return (date.fromisoformat(key[:10]) + timedelta(days=1)).isoformat()


def told(edit: Edit) -> codec.JSON:
    """Return an edit as lists show it."""
    plain = codec.encode(edit)
    names = ("classes", "fields", "blocks", "statements", "statementCount")
    return {
        "id": f"{edit.article_id}.{edit.version}",
        "date": plain["at"],
        "dateDownloaded": plain["seenAt"],
        "from": edit.version - 1,
        "to": edit.version,
        **{name: plain[name] for name in names},
        "article": {
            "id": edit.article_id,
            "url": edit.url,
            "headline": edit.headline,
            "publisher": edit.publisher,
        },
    }


ROUTES: dict[str, Route] = {"GET /changes": changed}
