"""Feed the reader broken pages: ``python -m tests.quality.fuzz [PAGES] [SEED]``.

Invented pages are cut, doubled, shuffled and sprinkled with bytes. Each must give a page or an
error of ours, in time; the first that does not is written to ``.saidly/fuzz.html``.
"""

import random
import sys
import time
from pathlib import Path

from saidly.clean import clean
from saidly.errors import SaidlyError
from tests.core.clean.stories import PARAGRAPHS, URL, page, paragraphs

SLOW_S = 2.0
OUT = Path(".saidly/fuzz.html")
SEEDS = (
    page(paragraphs(*PARAGRAPHS)),
    page("<br><br>".join(PARAGRAPHS), head="<script type='application/ld+json'>{\"a\":[</script>"),
    page("<table><tr><td>", paragraphs(*PARAGRAPHS), "<ul><li>a<li><b>b</b></ul></table>"),
    page("<blockquote class=twitter-tweet><p>a</p>— b (@c) <a href=/d>e</a></blockquote>"),
)
SPICE = (
    b"<", b">", b'"', b"'", b"<!--", b"-->", b"\x00", b"\xff\xfe", b"&#x110000;", b"<svg>",
    b"<template>", b"<plaintext>", b"<frameset>", b"<select><option>", b"]]>", b"<![CDATA[",
    b"<script>", b"</script>", b"<math><mi>", b"<table><p>", b"<b><p>", b"<a href=", b"</body>",
)  # fmt: skip


def broken(chance: random.Random) -> bytes:
    """Return a page broken in a few ways."""
    html = chance.choice(SEEDS)
    for _ in range(chance.randint(1, 12)):
        start, end = sorted(chance.randrange(len(html) + 1) for _ in range(2))
        piece = html[start:end]
        html = (
            chance.choice(
                [
                    html[:start] + html[end:],
                    html[:end] + piece * chance.choice([1, 2, 50]) + html[end:],
                    html[:start] + chance.choice(SPICE) * chance.choice([1, 9, 999]) + html[start:],
                    html[end:] + piece,
                    html[:start] + chance.randbytes(8) + html[end:],
                ]
            )[:2_000_000]
            or b"<"
        )
    return html


def main(pages: int, seed: int) -> None:
    """Read so many broken pages."""
    chance = random.Random(seed)
    slowest = 0.0
    for number in range(pages):
        html = broken(chance)
        start = time.process_time()
        try:
            clean(html, URL)
        except SaidlyError:
            pass
        except BaseException:
            _keep(html, number)
            raise
        spent = time.process_time() - start
        slowest = max(slowest, spent)
        if spent > SLOW_S:
            _keep(html, number)
    print(f"{pages} pages read or refused; the slowest took {1000 * slowest:.0f} ms of CPU")


def _keep(html: bytes, number: int) -> None:
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(html)
    print(f"page {number} is in {OUT}")


if __name__ == "__main__":
    main(*map(int, [*sys.argv[1:], *("2000", "1")[len(sys.argv) - 1 :]][:2]))
