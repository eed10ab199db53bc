"""The fetch door: the only room that opens a socket to a publisher.

``door`` walks the redirects, ``robots`` asks first, ``client`` holds the HTTP library, ``wire``
the sockets, ``guard`` the addresses, ``decoding`` and ``kinds`` judge what comes.
"""

from saidly.fetch.door import fetch
from saidly.fetch.outside import MemoryRobots, Outside, Terms
from saidly.fetch.robots import known, named_maps

__all__ = ["MemoryRobots", "Outside", "Terms", "fetch", "known", "named_maps"]
