"""Cursors: where a list goes on, signed and bound to its query.

So nobody can make one up or carry one over to another list.
"""

import base64
import hashlib
import hmac

from saidly.errors import BadRequest


def signed(after: str, bound: str, key: bytes) -> str:
    """Return the cursor of a position.

    Args:
        after: the position, whatever the shelf understands.
        bound: the query that it belongs to, as text.
        key: the deployment's own.
    """
    seal = hmac.digest(key, f"{bound}\n{after}".encode(), hashlib.sha256)[:16]
    return base64.urlsafe_b64encode(seal + after.encode()).decode().rstrip("=")


def opened(cursor: str, bound: str, key: bytes) -> str:
    """Return the position in a cursor; raise ``BadRequest`` unless ``signed`` made it."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        after = raw[16:].decode()
    except ValueError:
        raise BadRequest("cursor", "is not one that this list gave") from None
    if not hmac.compare_digest(signed(after, bound, key), cursor):
        raise BadRequest("cursor", "is not one that this list gave")
    return after
