"""When a source is visited next: at its own place in its interval, later after failures.

Chance is a hash of the source's id, so that a doubled run comes to the same time.
"""

import zlib
from datetime import UTC, datetime, timedelta

MAX_BACKOFF = timedelta(days=1)
JITTER = 0.2  # a wait after a failure differs by a tenth up or down
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def after_success(source_id: str, interval: timedelta, now: datetime) -> datetime:
    """Return the source's next moment: half an interval away at least, one and a half at most.

    A source keeps its place in the interval, so visits neither drift nor come all at once.
    """
    phase = interval * (_hash(source_id) / 2**32)
    earliest = now + interval / 2
    passed = (earliest - _EPOCH - phase) % interval
    return earliest + (interval - passed) % interval


def after_failure(
    source_id: str, interval: timedelta, failures: int, asked_s: float | None, now: datetime
) -> datetime:
    """Return when a source that failed is tried again: each failure in a row doubles the wait.

    Args:
        source_id: whose wait it is.
        interval: its own.
        failures: in a row, this one included.
        asked_s: the wait that the host asked for, if it did.
        now: the present.

    Returns:
        An interval away at least, a day (or the interval, where that is longer) at most, give or
        take a tenth.
    """
    wait = min(interval * 2.0 ** min(failures - 1, 16), max(MAX_BACKOFF, interval))
    chance = _hash(f"{source_id} {failures}") / 2**32
    wait *= 1 + JITTER * (chance - 0.5)
    return now + max(wait, timedelta(seconds=asked_s or 0.0))


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())
