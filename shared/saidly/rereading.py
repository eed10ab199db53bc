"""When a story is read again: often while it is young, ever less, and at last no more.

| younger than | looked at every |
|---|---|
| an hour | 10 minutes |
| 6 hours | hour |
| a day | 3 hours |
| 3 days | 12 hours |
| a week | day |
| 30 days | week |

That is 30 looks at a story that stays as it is, give or take three. Each interval is up to a tenth
longer or shorter, by the id: stories that came together are not read together.

A story that changed is looked at for a while as if it were no older than that change (an hour at
least): where one edit was made the next is likely, and a correction follows within the day.
"""

import zlib
from datetime import datetime, timedelta

STEPS = (
    (timedelta(hours=1), timedelta(minutes=10)),
    (timedelta(hours=6), timedelta(hours=1)),
    (timedelta(days=1), timedelta(hours=3)),
    (timedelta(days=3), timedelta(hours=12)),
    (timedelta(days=7), timedelta(days=1)),
    (timedelta.max, timedelta(days=7)),
)
DAYS = 30  # the age at which a story is let alone, where the operator says nothing else
SPREAD = 0.2  # of an interval: how far apart stories may drift that came together


def next_look(
    article_id: str, born: datetime, changed: datetime, now: datetime, days: int = DAYS
) -> datetime | None:
    """Return when a story is read again, None where it is no more.

    Args:
        article_id: spreads stories that came together, each always the same way.
        born: when the story appeared.
        changed: when it last read differently, or was first read.
        now: the moment of this look.
        days: the age up to which it is read again; 0 for never.
    """
    age = now - born
    youth = min(age, max(now - changed, STEPS[0][0]))
    due_at = now + _spread(article_id, next(wait for below, wait in STEPS if youth < below))
    return due_at if due_at - born <= timedelta(days=days) else None


def first_look(article_id: str, at: datetime) -> datetime:
    """Return when a story is read again that is first read, while it is news, at a moment."""
    return at + _spread(article_id, STEPS[0][1])


def _spread(article_id: str, interval: timedelta) -> timedelta:
    share = zlib.crc32(article_id.encode()) / 2**32
    return interval * (1 - SPREAD / 2 + SPREAD * share)
