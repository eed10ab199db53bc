"""One address per story: canonical form, article id, host, and what may never be fetched."""

from saidly.urls.domains import registered_domain
from saidly.urls.identity import article_id, canonical
from saidly.urls.judge import check
from saidly.urls.parts import address, host, joined

__all__ = [
    "address",
    "article_id",
    "canonical",
    "check",
    "host",
    "joined",
    "registered_domain",
]
