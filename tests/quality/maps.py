"""How far a process grows that fetches and reads a map of 50,000 addresses.

    python -m tests.quality.maps

Each map is served by one process and fetched and read by another, on the terms of the discover
function; growth is the peak of resident memory above what stood before the first byte.
"""

import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from saidly.discover import links
from saidly.fetch import MemoryRobots, Outside, Terms, fetch
from saidly.outing import MAP_BYTES
from tests.core.publisher_server import Publisher, page

COUNT = 50_000
XML, ZIPPED = "Content-Type: application/xml", "Content-Encoding: gzip"
ENTRY = (
    "<url><loc>https://paper.example/news/2026/11/{number}-the-council-votes-on-the-harbour</loc>"
    "<lastmod>2026-11-24T12:00:00Z</lastmod>{more}</url>\n"
)


def sitemap(more: str = "") -> bytes:
    """Return a map; ``more`` stands in each entry."""
    entries = "".join(ENTRY.format(number=n * 7919, more=more) for n in range(COUNT))
    return f"<urlset>{entries}</urlset>".encode()


def served() -> dict[str, bytes]:
    """Return the answers by path."""
    plain = sitemap()
    longest = sitemap("<image:title>" + "harbour " * 100 + "</image:title>")
    return {
        "/plain.xml": page(plain, XML),
        "/coded.xml": page(gzip.compress(plain), XML, ZIPPED),
        "/packed.xml.gz": page(gzip.compress(plain), "Content-Type: application/gzip"),
        "/48-MB.xml.gz": page(gzip.compress(longest), "Content-Type: application/gzip"),
        "/48-MB-coded.xml": page(gzip.compress(longest), XML, ZIPPED),
    }


@contextmanager
def serving() -> Iterator[tuple[str, list[str]]]:
    """Serve the maps from another process; give its origin and the paths."""
    command = [sys.executable, "-m", __spec__.name, "--serve"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        origin, *paths = json.loads(server.stdout.readline())
        try:
            yield origin, paths
        finally:
            server.communicate("")


def serve() -> None:
    """Serve until standard input ends."""
    with Publisher() as publisher:
        publisher.answers |= served()
        print(json.dumps([publisher.url(""), *served()]), flush=True)
        sys.stdin.read()


def read(url: str) -> None:
    """Fetch and read one map; print what it took as JSON."""
    host = url.partition("://")[2].partition("/")[0]
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    terms = Terms(stream_bytes=MAP_BYTES)
    got = fetch(
        url, loopback=frozenset({host}), terms=terms, outside=Outside(robots=MemoryRobots())
    )
    fetched_s, kept = time.process_time() - start, len(got.body)
    found = links(got.body, dict(got.headers).get("content-type"), url)
    grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb
    whole_s = time.process_time() - start
    print(json.dumps([len(found), kept / 2**20, fetched_s, whole_s, grown_kb / 1024]))


def main() -> None:
    """Print a line for each map."""
    print(
        f"{'map':20}{'addresses':>10}{'kept MiB':>10}{'fetch s':>9}{'CPU s':>7}{'growth MiB':>12}"
    )
    with serving() as (origin, paths):
        for path in paths:
            command = [sys.executable, "-m", __spec__.name, origin + path]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            count, kept, fetch_s, cpu_s, grown = json.loads(done.stdout)
            print(f"{path:20}{count:10,}{kept:10.1f}{fetch_s:9.1f}{cpu_s:7.1f}{grown:12.0f}")


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    elif sys.argv[1] == "--serve":
        serve()
    else:
        read(sys.argv[1])
