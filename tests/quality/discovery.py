"""What an address costs on its way through discovery and identity, as their number grows.

``python -m tests.quality.discovery [COUNT]`` has one source offer maps of 10,000 addresses each, a
quarter of them variants of one another, first unseen and then seen, over shelves in memory that
count what would be calls to AWS; prints CPU microseconds and calls per address for each tenth.
"""

import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from saidly.model import Fetched, NotModified, Validators
from saidly.rounds import Walk, go_round
from saidly.rounds.handing import MAX_NEW
from saidly.sources import MemorySources, Source
from tests.contract import NOW, in_memory

COUNT, PORTION = 100_000, 10_000


@dataclass
class Counted:
    """A shelf whose every call counts as one to AWS."""

    inner: Any
    calls: Counter[str] = field(default_factory=Counter)

    def __getattr__(self, name: str) -> Any:
        kept = getattr(self.inner, name)

        def counted(*given: Any, **named: Any) -> Any:
            self.calls[name] += 1
            return kept(*given, **named)

        return counted


def sitemap(first: int) -> bytes:
    """Return a map of as many addresses as a portion has, three of four stories of their own."""
    lines = []
    for n in range(first, first + PORTION):
        story = n - 1 if n % 4 == 3 else n
        tracked = "?utm_source=map&amp;fbclid=x" if story != n else ""
        lines.append(
            f"<url><loc>https://paper.example/news/2026/story-number-{story}{tracked}</loc>"
        )
        lines.append("<lastmod>2026-02-01T00:00:00Z</lastmod></url>")
    return f"<urlset>{''.join(lines)}</urlset>".encode()


def main(count: int = COUNT) -> None:
    """Print a line for each portion."""
    made, sources = in_memory(), Counted(MemorySources())
    articles, orders = Counted(made.articles), Counted(made.orders)
    shelves: Any = replace(made, articles=articles, orders=orders)
    now, body = NOW, b""

    def door(url: str, _validators: Validators | None) -> Fetched | NotModified:
        return Fetched(url, url, 200, (), body, now, None)

    print(
        f"{'addresses':>10} {'new':>7} {'µs/unseen':>10} {'calls':>6} {'µs/seen':>9} {'calls':>6}"
    )
    for first in range(0, count, PORTION):
        body = sitemap(first)
        source = Source(
            "paper", "sitemap", f"https://paper.example/{first}.xml", daily_budget=50_000
        )
        sources.inner.put(source, now)
        figures: list[str] = []
        new = 0
        for _ in ("unseen", "seen"):
            before = sum((s.calls for s in (articles, orders, sources)), Counter()).total()
            start, visits = time.process_time(), 0
            more = True
            while more:
                now += timedelta(days=1) if not visits else timedelta(minutes=1)
                walk = Walk(door, shelves, sources, lambda now=now: now)  # type: ignore[misc]
                (visit,) = go_round(walk, now)
                more, new, visits = visit.waits, new + visit.new, visits + 1
            spent = 1e6 * (time.process_time() - start) / PORTION
            calls = sum((s.calls for s in (articles, orders, sources)), Counter()).total() - before
            figures.append(f"{spent:10.1f} {calls / PORTION:6.3f}")
            sources.inner.hurry("paper", now)
        print(f"{first + PORTION:10,} {new:7,} {' '.join(figures)}", flush=True)
    print(f"a visit hands in {MAX_NEW} at most, so an unseen map is read once for each {MAX_NEW}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
