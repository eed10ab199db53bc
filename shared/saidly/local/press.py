"""The sample press: small fictional newspapers, served on loopback by this process.

Each folder of ``pages/`` is a host; ``harbour-gazette.test:PORT`` and the others stand for public
addresses, and ``fetch`` is told in local mode that they are on loopback. Their layouts differ on
purpose: a server-rendered portal with advertisements and capital-letter promos, linked JSON-LD,
tables of 1999 in windows-1252, a live blog.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from saidly.sources import Source

PAGES = Path(__file__).with_name("pages")
STORIES = (
    ("harbour-gazette.test", "/world/velmark-envoy-visits-ostra-bay-amid-ferry-dispute"),
    ("harbour-gazette.test", "/local/library-reopens-after-flood"),
    ("stonefield-post.test", "/2026/11/bakery-wins-county-prize"),
    ("stonefield-post.test", "/2026/11/quarry-vote-postponed"),
    ("stonefield-post.test", "/2026/11/market-hall-clock-runs-again"),
    ("old-mill-weekly.test", "/a1123.html"),
    ("lantern.test", "/live/harbour-fire"),
)
SHOWN = STORIES[0]  # in full by the demonstration
FEEDS = {
    "harbour-gazette.test": "/feed.xml",
    "stonefield-post.test": "/atom.xml",
    "old-mill-weekly.test": "/rss.xml",
    "lantern.test": "/feed.xml",
}
_CHARSETS = {"old-mill-weekly.test": "windows-1252"}


@dataclass(frozen=True, slots=True)
class Printed:
    """One answer of the press."""

    status: int
    content_type: str
    body: bytes
    etag: str | None = None


Edition = Mapping[tuple[str, str], Printed]  # (host, path) to answer


def edition(port: int) -> Edition:
    """Return every page of the sample press; links and canonicals carry the port."""
    printed: dict[tuple[str, str], Printed] = {}
    for file in sorted(PAGES.rglob("*.*ml")):
        host, *parts = file.relative_to(PAGES).parts
        charset = _CHARSETS.get(host, "utf-8") if file.suffix == ".html" else "utf-8"
        kind = "text/html" if file.suffix == ".html" else "application/xml"
        body = file.read_text(encoding="utf-8").replace("{{port}}", str(port)).encode(charset)
        page = Printed(200, f"{kind}; charset={charset}", body)
        path = "/" + "/".join(parts)
        printed[host, path] = page
        printed[host, path.removesuffix(".html")] = page
    for host in FEEDS:
        printed[host, "/robots.txt"] = Printed(200, "text/plain", b"User-agent: *\nAllow: /\n")
    return printed


class Press:
    """A web server on loopback that tells its newspapers apart by the Host header."""

    def __init__(self, port: int) -> None:
        """Print the edition; more pages may be added to ``pages`` before or while it serves.

        Args:
            port: where to serve; 0 takes a free one.
        """
        press = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = self.headers.get("Host", "").partition(":")[0]
                printed = press.page(host, self.path.partition("?")[0])
                if printed.etag and self.headers.get("If-None-Match") == printed.etag:
                    printed = Printed(304, printed.content_type, b"", printed.etag)
                self.send_response(printed.status)
                if printed.etag:
                    self.send_header("ETag", printed.etag)
                self.send_header("Content-Type", printed.content_type)
                self.send_header("Content-Length", str(len(printed.body)))
                self.end_headers()
                self.wfile.write(printed.body)

            def log_message(self, *_: object) -> None:
                """Say nothing: the terminal belongs to the demonstration."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.port: int = self._server.server_address[1]
        self.pages = dict(edition(self.port))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def page(self, host: str, path: str) -> Printed:
        """Return what a host answers under a path; 404 where it has nothing."""
        missing = Printed(404, "text/html; charset=utf-8", b"<h1>Not found</h1>")
        return self.pages.get((host, path), missing)

    def add(self, host: str, path: str, printed: Printed) -> str:
        """Have a host answer under one more path; return the address."""
        self.pages[host, path] = printed
        return f"http://{host}:{self.port}{path}"

    def address(self, host: str, path: str) -> str:
        """Return the address of a page."""
        return f"http://{host}:{self.port}{path}"

    @property
    def names(self) -> tuple[str, ...]:
        """The host:port names that ``fetch`` may reach on loopback."""
        return tuple(f"{host}:{self.port}" for host in FEEDS)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The feeds, to be registered for the schedule."""
        return tuple(
            Source(host.removesuffix(".test"), "feed", self.address(host, path), interval_minutes=1)
            for host, path in FEEDS.items()
        )

    @property
    def stories(self) -> tuple[str, ...]:
        """The addresses of the articles that the feeds offer."""
        return tuple(self.address(*story) for story in STORIES)

    def start(self) -> None:
        """Serve until ``stop``."""
        self._thread.start()

    def stop(self) -> None:
        """Close the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
