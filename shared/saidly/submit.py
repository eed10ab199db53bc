"""Addresses come in: by hand over the API, or found in a source."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import batched

from saidly.rereading import first_look
from saidly.rights import Storage
from saidly.store import Head, Shelves

ORDERS = 10  # that go out in one call


def submit(
    article_id: str, url: str, shelves: Shelves, now: datetime, storage: Storage | None = None
) -> Head:
    """Order an address to be fetched unless it was; return where its article stands.

    A failed article goes round again unless it is gone for good. What is there already costs one
    read and no write. An order that gets lost behind the head is given anew after its lease.
    """
    head = shelves.articles.head(article_id)
    if head is not None and head.status == "failed" and head.gone_at is None:
        return ordered(shelves.articles.requeue(article_id, now), shelves, now)
    return ordered(head, shelves, now) if head else begin(article_id, url, shelves, now, storage)


def begin(
    article_id: str, url: str, shelves: Shelves, now: datetime, storage: Storage | None = None
) -> Head:
    """Order an address that nobody asked for yet, as far as is known; one write and one order."""
    due_at = first_look(article_id, now)
    head = Head(article_id, url, "queued", now, due_at=due_at, storage=storage)
    return ordered(shelves.articles.submit(head), shelves, now)


def begin_many(
    unseen: Iterable[tuple[str, str, int]],
    shelves: Shelves,
    now: datetime,
    storage: Storage | None = None,
) -> None:
    """Order addresses that nobody asked for yet, each after so many seconds at the earliest.

    Ten at a time: a write each, then one call for their orders.
    """
    for some in batched(unseen, ORDERS, strict=False):
        taken = []
        for article_id, url, delay_s in some:
            due_at = first_look(article_id, now + timedelta(seconds=delay_s))
            head = Head(article_id, url, "queued", now, due_at=due_at, storage=storage)
            if shelves.articles.submit(head).submitted_at == now:
                taken.append((article_id, url, delay_s, None))
        shelves.orders.fetch_many(taken)


def ordered(head: Head, shelves: Shelves, now: datetime) -> Head:
    """Send the order of a head that was put or requeued at ``now``."""
    if head.status == "queued" and head.submitted_at == now:
        shelves.orders.fetch(head.id, head.url)
    return head
