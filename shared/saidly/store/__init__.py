"""What a shelf must do, and what it keeps.

A shelf keeps *heads* (one per article: where it stands), *versions* (one per reading), captures
(the raw bytes) and hands on orders. Every write is idempotent: puts are put-if-absent under keys
made of content, and heads only move forward. ``saidly.store.memory`` is the executable
specification; ``saidly.aws`` holds the shelves on DynamoDB, S3 and SQS.
"""

from saidly.store.keys import (
    bounds,
    capture_key,
    ending,
    showing,
    sort_key,
    stamp,
    tombstone,
)
from saidly.store.protocols import Articles, Captures, Orders, Shelves
from saidly.store.values import (
    LEASE,
    Capture,
    Ending,
    Failure,
    FetchOrder,
    Head,
    Listing,
    Look,
    Period,
    Showing,
    Status,
    Version,
)

__all__ = [
    "LEASE",
    "Articles",
    "Capture",
    "Captures",
    "Ending",
    "Failure",
    "FetchOrder",
    "Head",
    "Listing",
    "Look",
    "Orders",
    "Period",
    "Shelves",
    "Showing",
    "Status",
    "Version",
    "bounds",
    "capture_key",
    "ending",
    "showing",
    "sort_key",
    "stamp",
    "tombstone",
]
