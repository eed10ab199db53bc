"""Addresses come in: by hand over the API, or found in a source."""

from datetime import datetime

from saidly.store import LEASE, Head, Shelves


def submit(article_id: str, url: str, shelves: Shelves, now: datetime) -> Head:
    """Order an address to be fetched unless it was; return where its article stands.

    A failed article goes round again unless it is gone for good. What is there already costs one
    read and no write. An order that gets lost behind the head is due after its lease.
    """
    head = shelves.articles.head(article_id)
    if head is not None and head.status == "failed" and head.gone_at is None:
        head = shelves.articles.requeue(article_id, now)
    elif head is None:
        head = shelves.articles.submit(Head(article_id, url, "queued", now, due_at=now + LEASE))
    if head.status == "queued" and head.submitted_at == now:
        shelves.orders.fetch(article_id, head.url)
    return head
