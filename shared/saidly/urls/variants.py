"""AMP, mobile and print variants: addresses under which a publisher shows a story once more.

Only the page itself can say which story it shows (its canonical link), and many say it wrongly: a
front page for each story, one address for a whole series. So a canonical link is followed only from
an address that is marked as a variant to one on the same site that is not.
"""

import re

from saidly.errors import InvalidUrl
from saidly.urls.domains import registered_domain
from saidly.urls.parts import Parts, parts

_HOST = re.compile(r"(?:.*\.)?(?:amp|m|mobi|mobil|mobile|wap|touch|lite|print)\.", re.IGNORECASE)
_PATH = re.compile(
    r"/(?:amp|mobile|m|mobil|print|lite)(?=/|$)"
    r"|[._-](?:amp|print)(?=\.x?html?$|$|/)|\.amphtml$|/amp[-_][^/]*$",
    re.IGNORECASE,
)
_QUERY = re.compile(
    r"(?:^|&)(?:amp(?:=|&|$)|outputtype=amp|output=amp|view=(?:amp|mobile|print)|mobile=|print=|"
    r"usqp=|amp_js_v=|m=1(?:&|$))",
    re.IGNORECASE,
)


def is_variant(url: str, canonical: str) -> bool:
    """Say whether an address is marked as another showing of the story at ``canonical``.

    Args:
        url: the address that was asked for.
        canonical: what the page there states as its canonical address.

    Returns:
        True where both are of one registered domain, ``url`` is marked as AMP, mobile or print,
        and ``canonical`` names a path and is not marked so.
    """
    try:
        here, there = parts(url), parts(canonical)
        same_site = registered_domain(url) == registered_domain(canonical)
    except InvalidUrl:
        return False
    return same_site and there.path != "/" and _marked(here) and not _marked(there)


def _marked(found: Parts) -> bool:
    return bool(
        _HOST.match(f"{found.host}")
        or _PATH.search(found.path.rstrip("/"))
        or _QUERY.search(found.query or "")
    )
