"""How well and how fast pages are read, beside four other readers.

The development pages lie beside the project (``../shared/bench/extraction``); elsewhere there is
nothing to measure. The other readers come with the dependency group ``bench``.
"""

import contextlib
import importlib
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from saidly.clean import clean
from saidly.clean.judging import shipped
from saidly.errors import SaidlyError
from saidly.extract import extract
from training.reading import pages, scoring

BENCH = Path(__file__).parents[3] / "shared/bench/extraction"
STRIDE = 12  # every twelfth page is read by all; newspaper4k alone would take minutes otherwise
Reader = Callable[[bytes, str], str]


def measured() -> dict[str, dict[str, float]]:
    """Return the figures of all development pages, by set."""
    found = scoring.predictions(pages.samples(BENCH), shipped())
    return scoring.Scorer(BENCH).tables(found)


def show() -> None:
    """Print quality on all pages, then quality and speed beside the others on every twelfth."""
    if not BENCH.is_dir():
        print(f"no pages at {BENCH}: nothing to measure")
        return
    scorer = scoring.Scorer(BENCH)
    print("all development pages; the forests were fitted on them, DECISIONS.md has the")
    print("cross-validated figures (make train-reading)")
    scorer.show([measured()])
    sample = list(islice(pages.samples(BENCH), 0, None, STRIDE))
    _beside(sample, scorer)
    _hostile()
    print(f"\nmemory: {_memory_mb():.0f} MB at most in a fresh process that reads these pages")


def _beside(sample: list[pages.Sample], scorer: scoring.Scorer) -> None:
    readers = {name: reader for name, make in READERS.items() if (reader := make()) is not None}
    spent = dict.fromkeys(readers, 0.0)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in readers}
    for reader in readers.values():
        _timed(reader, sample[0])  # what is made once at the first page is not the page's time
    for page in sample[1:]:
        for name, reader in readers.items():
            took, text = _timed(reader, page)
            spent[name] += took
            found[name].append({"id": page.gold["id"], "text": text})
    # once each: some readers keep what they made of a page, and a second reading is no news
    print(f"\n{len(sample) - 1} pages, CPU ms a page, interleaved")
    print(f"{'':18s}{'ms':>8s}{'ratio':>8s}{'F':>8s}{'body.F1':>9s}")
    for name in readers:
        tables = scorer.tables(found[name])
        print(
            f"{name:18s}{1000 * spent[name] / (len(sample) - 1):8.1f}"
            f"{spent[name] / spent['saidly']:8.2f}{tables['trafilatura']['F']:8.3f}"
            f"{tables['fundus-fixtures']['body.F1']:9.3f}"
        )


def _timed(reader: Reader, page: pages.Sample) -> tuple[float, str]:
    text = ""
    start = time.process_time()
    with contextlib.suppress(Exception):  # another reader's crash is its empty answer
        text = reader(page.html, page.url)
    return time.process_time() - start, text


def _saidly() -> Reader:
    def read(html: bytes, url: str) -> str:
        try:
            return extract(clean(html, url), lambda _: ()).body
        except SaidlyError:
            return ""

    return read


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name} is not installed: left out")
        return None


def _trafilatura() -> Reader | None:
    module = _module("trafilatura")

    def read(html: bytes, url: str) -> str:
        document = module.bare_extraction(html, url=url, with_metadata=True)
        return (document.text or "") if document is not None else ""

    return read if module else None


def _readability() -> Reader | None:
    module, lxml = _module("readability"), _module("lxml.html")

    def read(html: bytes, url: str) -> str:
        summary = module.Document(html.decode("utf-8", "replace"), url=url).summary()
        return str(lxml.fromstring(summary).text_content())

    return read if module else None


def _newspaper() -> Reader | None:
    module, domains = _module("newspaper"), _module("tldextract")
    if module is None:
        return None
    # it would fetch pictures, and a list of domains, while it is timed
    domains.tldextract.TLD_EXTRACTOR = domains.TLDExtract(suffix_list_urls=(), cache_dir=None)
    offline = module.Config()
    offline.fetch_images = False

    def read(html: bytes, url: str) -> str:
        article = module.Article(url, config=offline)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return str(article.text)

    return read if module else None


def _resiliparse() -> Reader | None:
    module, parse = _module("resiliparse.extract.html2text"), _module("resiliparse.parse.html")

    def read(html: bytes, url: str) -> str:
        tree = parse.HTMLTree.parse_from_bytes(html)
        return str(module.extract_plain_text(tree, main_content=True))

    return read if module else None


READERS: dict[str, Callable[[], Reader | None]] = {
    "saidly": _saidly,
    "resiliparse": _resiliparse,
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
}


def _hostile() -> None:
    """Print how long shapes take that make parsers hang, and a long but honest page."""
    print("\nCPU ms of hard pages")
    for name, html in HARD.items():
        start = time.process_time()
        try:
            clean(html, "https://gazette.example/hard")
            outcome = "read"
        except SaidlyError as error:
            outcome = type(error).__name__
        print(f"{name:34s}{1000 * (time.process_time() - start):8.0f}  {outcome}")


_STORY = "<p>On day {n} of the storm the harbour of Lindholm stayed shut, its master said at {n}."
_STORIES = "".join(_STORY.format(n=n) for n in range(55_000))
HARD = {
    "5 MB of paragraphs": f"<body><h1>Harbour</h1>{_STORIES}".encode(),
    "5 MB in one paragraph": f"<body><p>{_STORIES.replace('<p>', ' ')}".encode(),
    "5 MB of links": f"<body>{_STORIES[:900]}{'<a href=/x>Harbour</a> ' * 210_000}".encode(),
    "50,000 attributes": f"<body><p {' '.join(f'a{n}=1' for n in range(50_000))}>x".encode(),
    "50,000 options": b"<body><select>" + b"<option>x" * 50_000,
    "100,000 nested elements": b"<body>" + b"<div>" * 100_000,
    "20,000 open formatting elements": b"<body>" + b"<b><p>x" * 20_000,
    "400 KB of opened comments": b"<body>" + b"<!--" * 100_000,
    "1 MB of broken tags": b"<body>" + b"<a<b" * 250_000,
}


def _memory_mb() -> float:
    """Return the most memory that a fresh process holds while it reads the pages."""
    script = "from tests.quality.extraction import peak; peak()"
    told = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    return float(told.stdout)


def peak() -> None:
    """Read every twelfth page, and print how many megabytes the process held at its peak."""
    read = _saidly()
    for page in islice(pages.samples(BENCH), 0, None, STRIDE):
        read(page.html, page.url)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
