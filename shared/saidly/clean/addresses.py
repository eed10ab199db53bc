"""Addresses that a page names, made whole."""

import re
from urllib.parse import urljoin, urlsplit

# an address that joining it to another would not change, but for what stands before its path: no
# "..", nothing empty at its end
_PLAIN = re.compile(r"(https?://[a-zA-Z0-9_.-]+)?(/[a-zA-Z0-9_%=&+,;:@~/.-]+(?<!\.))")
_JOINTS = ("//", "/.", "./", "..")


def address(href: object, base: str) -> str | None:
    """Return an absolute http(s) address; None for any other, or none."""
    if not isinstance(href, str) or not href.strip():
        return None
    parts = _PLAIN.fullmatch(href)
    whole = parts is not None and not any(map(parts[2].__contains__, _JOINTS))
    if parts and whole and parts[1]:
        return href
    try:
        if whole:
            site = urlsplit(base)
            found = f"{site.scheme}://{site.netloc}{href}"
        else:
            found = urljoin(base, href.strip())
    except ValueError:
        return None
    return found if found.startswith(("http://", "https://")) and " " not in found else None
