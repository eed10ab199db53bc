"""What a page of a site leads to: the stories of a section, the feeds of a home."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from saidly import urls
from saidly.discover.links import Link
from saidly.discover.tags import Tag, tags
from saidly.discover.text import text
from saidly.errors import InvalidUrl

MAX_TAGS = 20_000  # looked at on one page
MAX_STORIES = 1_000  # of one section page
MAX_FEEDS = 20
# tried where a home names no feed, or robots.txt no map; the commonest systems' places
WELL_KNOWN: dict[Literal["feed", "sitemap"], tuple[str, ...]] = {
    "feed": ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/feed.json"),
    "sitemap": ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml"),
}
_FEED_TYPES = re.compile(r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json)", re.IGNORECASE)
_OTHER = re.compile(
    r"/(?:tags?|topics?|themen?|authors?|autor(?:en)?|categor(?:y|ies)|search|suche|login|account|"
    r"abo|subscribe|newsletters?|contact|impressum|about|privacy|datenschutz|terms|jobs|shop|"
    r"events?|videos?|gallery|podcasts?|feeds?|rss|wp-admin|wp-content|share|print|page)(?:/|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|zip|css|js|xml|rss|ico)$",
    re.IGNORECASE,
)
_DATED = re.compile(r"/(?:19|20)\d\d/(?:\d{1,2}|[a-z]{3})/.*[a-z]", re.IGNORECASE)
_DAY = re.compile(r"(?:19|20)\d\d-?[01]\d-?[0-3]\d")
_NUMBER = re.compile(r"\d{5,}")
_WORDS, _TITLE_WORDS, _TITLE_CHARS = 4, 5, 25


def section_links(body: bytes, content_type: str | None, url: str) -> tuple[Link, ...]:
    """Return the stories that a section page leads to, in its order, each once.

    A link counts as a story's where its address looks like one (a slug of four words, a date, a
    long number) or its words read like a headline; links to other sites, to tags, authors, searches
    and files do not.

    Args:
        body: the page as it was fetched.
        content_type: the header, if there was one.
        url: where it came from, for relative links.

    Returns:
        At most 1,000 links.
    """
    site = urls.registered_domain(url)
    home = urls.canonical(url)
    found: dict[str, Link] = {}
    for tag, address in _leads(text(body, content_type), url):
        if tag.name != "a" or not _storylike(address, tag.text):
            continue
        if urls.registered_domain(address) != site or urls.canonical(address) == home:
            continue
        found.setdefault(urls.canonical(address), Link(address, tag.text[:500] or None))
        if len(found) == MAX_STORIES:
            break
    return tuple(found.values())


def home_feeds(body: bytes, content_type: str | None, url: str) -> tuple[Link, ...]:
    """Return the feeds that a page names in its head (``rel="alternate"``), 20 at most.

    Source: RSS Advisory Board and RFC 4287 autodiscovery.
    """
    found: dict[str, Link] = {}
    for tag, address in _leads(text(body, content_type), url):
        named = tag.attributes
        if (
            tag.name == "link"
            and "alternate" in named.get("rel", "").lower().split()
            and _FEED_TYPES.match(named.get("type", ""))
        ):
            title = " ".join(named.get("title", "").split())[:200] or None
            found.setdefault(address, Link(address, title, kind="map"))
    return tuple(islice(found.values(), MAX_FEEDS))


def _leads(document: str, url: str) -> Iterator[tuple[Tag, str]]:
    """Give tags with the absolute address that each leads to."""
    base = url
    for tag in islice(tags(document), MAX_TAGS):
        reference = tag.attributes.get("href")
        try:
            address = urls.joined(base, reference or "javascript:")
        except InvalidUrl:
            continue
        if tag.name == "base":
            base = address
        else:
            yield tag, address


def _storylike(address: str, words: str) -> bool:
    path = address.partition("://")[2].partition("/")[2].partition("?")[0]
    if not path or _OTHER.search(f"/{path}"):
        return False
    last = path.rstrip("/").rpartition("/")[2]
    slug = [word for word in re.split(r"[-_.,]", last) if word]
    if len(slug) > _WORDS - 1 or _DATED.search(f"/{path}") or _DAY.search(path):
        return True
    if _NUMBER.search(last):
        return True
    headline = len(words) >= _TITLE_CHARS and len(words.split()) >= _TITLE_WORDS
    return headline and len(last) > len("index")
