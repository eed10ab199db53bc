"""One address per story: canonical form, article id, host, and what may never be fetched."""

from saidly.urls.domains import registered_domain
from saidly.urls.identity import article_id, canonical
from saidly.urls.judge import check
from saidly.urls.parts import address, host, joined
from saidly.urls.variants import is_variant

__all__ = [
    "address",
    "article_id",
    "canonical",
    "check",
    "host",
    "is_variant",
    "joined",
    "registered_domain",
]
