"""The next page of a story that runs over several, told from the next story."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from saidly.clean.addresses import address
from saidly.clean.facts import Facts
from saidly.clean.marked import Marked
from saidly.errors import InvalidUrl
from saidly.urls import registered_domain

# the page's number in an address: ?page=2, /page/2/, /2, -2.html, _p2.htm, ,seite2.html
_NUMBER = re.compile(
    r"(?:(?<=[?&])(?:page|pagenum|seite|pagina|p|pg|s)=|/(?:page|seite|pagina|p)[/-]?|/|"
    r"[-_,](?:page|seite|p|s)?[-_]?)(\d{1,3})(?=/?$|\.html?$|\.php$|&)",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:/|\.html?|\.php)$", re.IGNORECASE)
MAX_LINKS = 60


def next_page(facts: Facts, found: Marked, url: str) -> tuple[str | None, str | None]:
    """Return the address of the story's next page, and where it stands."""
    stated = address(facts.links.get("next"), url)
    if stated and _follows(stated, url):
        return stated, "link[rel=next]"
    for node in islice(_links(found), MAX_LINKS):
        other = address(node.attributes.get("href"), url)
        if other and _follows(other, url):
            return other, "a"
    return None, None


def _links(found: Marked) -> Iterator[Any]:
    yield from (e.node for e in found.named if e.node.tag == "a" and "next" in e.relations)
    for pager in found.pagers:
        yield from pager.css("a")


def _follows(other: str, url: str) -> bool:
    """Tell whether ``other`` is the page after ``url``: same site, same path, next number."""
    try:
        if registered_domain(other) != registered_domain(url):
            return False
    except InvalidUrl:
        return False
    (stem, number), (next_stem, next_number) = _numbered(url), _numbered(other)
    return stem == next_stem and next_number == number + 1


def _numbered(url: str) -> tuple[str, int]:
    """Return an address without its page's number, and that number; the first page has none."""
    parts = urlsplit(url)
    whole = parts.path + (f"?{parts.query}" if "page" in parts.query or "=" in parts.query else "")
    match = _NUMBER.search(whole)
    # a story's id is no page: pages of one story are few
    if match is None or int(match[1]) > 40:
        return _ENDING.sub("", whole.partition("?")[0]), 1
    stem = whole[: match.start()].partition("?")[0]
    return _ENDING.sub("", stem), int(match[1])
