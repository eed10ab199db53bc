"""From two versions to the edit between them, whichever is extracted last."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from saidly.edits import Edit, in_brief
from saidly.model import Article
from saidly.store import Shelves, Version, showing
from saidly.versions import changes


def record(row: Sequence[Version | None], shelves: Shelves, now: datetime) -> None:
    """Keep the edits between versions that follow each other, where both are filed.

    Versions may be filed in any order: the edit between two is kept by whichever is filed while
    the other is there. Both read the other after they put their own, so one of them finds it.
    The head comes to know the classes, by which lists are asked.
    """
    for one, other in pairwise(row):
        if one is None or other is None:
            continue
        if isinstance(one.reading, Article) and isinstance(other.reading, Article):
            found = edit(one, other, now)
            shelves.edits.put(found)
            shelves.articles.note_changes(found.article_id, found.classes)


def edit(before: Version, after: Version, now: datetime) -> Edit:
    """Return what changed between two filed versions, in brief.

    Where only facts are kept, a change of the text that touches no statement is told as
    ``wording``: it was seen, but nothing is left to compare.

    Raises:
        TypeError: one of them is not extracted.
    """
    one, other = before.reading, after.reading
    if not (isinstance(one, Article) and isinstance(other, Article)):
        raise TypeError(f"versions of {after.article_id} are not extracted")
    found, show = changes(one, other), showing(after)
    return Edit(
        article_id=after.article_id,
        version=after.number,
        at=now,
        seen_at=after.capture.fetched_at,
        url=other.url,
        headline=show.headline,
        publisher=show.publisher,
        classes=found.classes or ("wording",),
        fields=tuple(field.name for field in found.fields),
        blocks=len(found.blocks),
        statement_count=len(found.statements),
        statements=in_brief(found),
    )
