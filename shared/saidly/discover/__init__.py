"""Feeds and sitemaps to addresses: bytes in, links out, whatever state the bytes are in."""

from saidly.discover.links import MAX_LINKS, Link, links

__all__ = ["MAX_LINKS", "Link", "links"]
