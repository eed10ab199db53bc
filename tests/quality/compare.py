"""Two commits side by side: ``python -m tests.quality.bench --compare A B``, for a pull request.

Each commit's package is checked out into a folder of its own and measured by this commit's code, by
turns, so that whatever else the machine does meets both. What a commit cannot do is left out.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).parents[2]
TURNS = 3
STRIDE = 12  # every twelfth page and article
Figures = dict[str, float]
# what a start of the API and of fetch imports
STARTS = {"start of api": "saidly.aws.desk", "start of fetch": "saidly.errand"}


def reading() -> Figures:
    """Return how fast pages are read: the golden ones, and the development pages where they are."""
    from saidly.clean import clean
    from saidly.errors import SaidlyError
    from saidly.extract import extract
    from tests.quality.extraction import BENCH
    from training.reading import pages

    golden = [file.read_bytes() for file in sorted((ROOT / "tests/golden").glob("*/*/page.html"))]
    some = islice(pages.samples(BENCH), 0, None, STRIDE) if BENCH.is_dir() else ()
    html = [*golden, *(page.html for page in some)]
    start = process_time()
    for each in html:
        with suppress(SaidlyError):
            extract(clean(each, "https://paper.example/a"), lambda _: ())
    return {"CPU ms a page read": 1000 * (process_time() - start) / len(html)}


def attributing() -> Figures:
    """Return how fast and how well statements are found; nothing without the annotated articles."""
    from tests.quality import attribution as bench
    from training.attribution.scoring import scorer

    if not bench.BENCH.is_dir():
        return {}
    rows, score = bench.articles()[::STRIDE], scorer(bench.BENCH)
    bench.ours("It rains, Ann Lee said.")  # loads the model
    start = process_time()
    told = bench.predicted(rows, bench.ours)
    spent = 1000 * (process_time() - start) / len(rows)
    main = score.get(score.score(rows, told), "attribution", "main")["f1"]
    return {"CPU ms an article attributed": spent, "main F1 on these": 100 * main}


def looking_up() -> Figures:
    """Return the medians of warm lookups."""
    from tests.quality import lookups

    return {f"{name} ms": median for name, (median, _) in lookups.measured().items()}


def starting() -> Figures:
    """Return the CPU milliseconds that imports take in a fresh process."""
    import resource

    found = {}
    for name, module in STARTS.items():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", f"import {module}"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found[f"{name}, CPU ms"] = 1000 * spent
    return found


MEASURES: tuple[Callable[[], Figures], ...] = (reading, attributing, looking_up, starting)


def figures() -> Figures:
    """Return all figures of the package that is on the path; those that fail are left out."""
    found: Figures = {}
    for measure in MEASURES:
        try:
            found |= measure()
        except Exception as error:
            print(f"{measure.__name__} is left out: {error!r}", file=sys.stderr)
    return found


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """Yield a folder with a commit's files; it is gone afterwards."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "tree"
        git: list[Any] = ["git", "worktree"]
        added = [*git, "add", "--quiet", "--detach", folder, commit]
        subprocess.run(added, cwd=ROOT, check=True, capture_output=True)
        try:
            yield folder
        finally:
            subprocess.run([*git, "remove", "--force", folder], cwd=ROOT, check=True)


def measured(tree: Path) -> Figures:
    """Return the figures of a tree's package, from a process of its own."""
    path = os.pathsep.join([str(tree / "shared"), str(ROOT)])
    code = "import json; from tests.quality import compare; print(json.dumps(compare.figures()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def show(one: str, other: str) -> None:
    """Print the figures of two commits, medians of some turns, and their ratio."""
    taken: dict[str, dict[str, list[float]]] = {one: defaultdict(list), other: defaultdict(list)}
    with checked_out(one) as first, checked_out(other) as second:
        for _ in range(TURNS):
            for name, tree in ((one, first), (other, second)):
                for figure, value in measured(tree).items():
                    taken[name][figure].append(value)
    print(f"{'':34}{one[:12]:>12}{other[:12]:>12}{'ratio':>8}   medians of {TURNS} turns")
    for figure in dict.fromkeys([*taken[one], *taken[other]]):
        pair = [statistics.median(taken[name].get(figure) or [0.0]) for name in (one, other)]
        ratio = f"{pair[1] / pair[0]:8.2f}" if all(pair) else f"{'-':>8}"
        print(f"{figure:34}{pair[0]:12.3f}{pair[1]:12.3f}{ratio}")
