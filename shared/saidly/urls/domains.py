"""Registered domains, by the public suffix list.

The list comes with the package publicsuffixlist (388 KB, works offline); it takes 36 ms to build,
which only those pay who ask for a domain.
"""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from saidly.urls.parts import host

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


@lru_cache(maxsize=256)  # a page's own address is asked for six times
def registered_domain(url: str) -> str:
    """Return the domain that was registered: ``bbc.co.uk`` for ``https://www.bbc.co.uk/news``.

    A host that is itself a public suffix stands for itself.

    Raises:
        InvalidUrl: as ``parts``.

    Source: publicsuffix.org, with its private section (blogs are sites of their own).
    """
    name = host(url)
    return _suffixes().privatesuffix(name) or name


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - see above

    return PublicSuffixList()
