"""Addresses come in: by hand over the API, or found in a source."""

from datetime import datetime

from saidly.store import Head, Shelves

# an order this old was lost on its way: the function died between the head and the queue. It is
# longer than the longest wait between two tries, so that a second order is the exception.
STALE_AFTER_S = 1800.0


def submit(article_id: str, url: str, shelves: Shelves, now: datetime) -> Head:
    """Order an address to be fetched unless it was; return where its article stands.

    A failed article goes round again. An order that seems lost is given anew. What is there
    already costs one read and no write.
    """
    head = shelves.articles.head(article_id)
    if head is not None and head.status == "failed":
        head = shelves.articles.requeue(article_id, now)
    elif head is None:
        head = shelves.articles.submit(Head(article_id, url, "queued", now))
    age_s = (now - head.submitted_at).total_seconds()
    if head.status == "queued" and (age_s == 0 or age_s > STALE_AFTER_S):
        shelves.orders.fetch(article_id, head.url)
    return head
