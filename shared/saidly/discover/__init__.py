"""Feeds, sitemaps and pages to addresses: bytes in, links out, whatever state the bytes are in."""

from saidly.discover.links import MAX_LINKS, Link, links
from saidly.discover.pages import WELL_KNOWN, home_feeds, section_links

__all__ = ["MAX_LINKS", "WELL_KNOWN", "Link", "home_feeds", "links", "section_links"]
