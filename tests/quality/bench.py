"""Quality, speed and costs on this machine, written to a page: ``python -m tests.quality.bench``.

Each section prints its tables and takes the place of those of its last run in
``docs/BENCHMARKS.md``; the other sections stay as they are.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from tests.quality import ablations, attribution, compare, extraction, lookups, start_up
from tests.quality.costs import report
from tests.quality.growth import tables

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/BENCHMARKS.md"
HEAD = """# Measured

`make bench` writes this page; `python -m tests.quality.bench SECTION` measures a section anew and
keeps the others. Wall times vary with what else the machine does; CPU times less, ratios least.
DECISIONS.md tells what follows from them.
"""


def looked_up() -> None:
    """Print both tables of lookups."""
    lookups.in_process()
    print("\nover HTTP, from the whole stack in the embedded AWS")
    lookups.through_emulator()


# a section is a name, what it is about, and what prints its tables
SECTIONS: dict[str, tuple[str, Callable[[], None]]] = {
    "reading": ("Pages read, beside four other readers", extraction.show),
    "attribution": ("Who said what, beside rules alone and a trivial baseline", attribution.show),
    "ablations": ("Who said what, one part left out after another", ablations.show),
    "start-up": ("A fresh process of each built function", lambda: start_up.main(5)),
    "lookups": ("Warm lookups, in one process and through the embedded AWS", looked_up),
    "costs": ("What AWS bills", lambda: report.show(36, ["development", "invented"])),
    "growth": ("From a thousand articles to a million", tables.main),
}
_SECTION = re.compile(r"^## ([a-z-]+): .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def machine() -> str:
    """Return in general words what a section was measured on, and of which commit."""
    asked = ["git", "describe", "--always", "--dirty=, changed"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    cores = f"{os.cpu_count()} {platform.machine()} cores, {platform.system()}"
    python = f"Python {platform.python_version()}"
    return f"{cores}, {python}, {datetime.now(UTC):%Y-%m-%d}, commit {commit.strip() or 'unknown'}"


def section(name: str, text: str) -> str:
    """Return a section of the page; a path of this machine is cut to where the project begins."""
    plain = text.replace(str(ROOT.parent), "..").strip("\n")
    return f"## {name}: {SECTIONS[name][0]}\n\n{machine()}\n\n```text\n{plain}\n```\n"


def page(before: str, fresh: Mapping[str, str]) -> str:
    """Return the page with fresh sections in place of those of the same name."""
    kept = {match[1]: match[0].rstrip("\n") + "\n" for match in _SECTION.finditer(before)}
    told = {**kept, **fresh}
    return "\n".join([HEAD, *(told[name] for name in SECTIONS if name in told)])


def measure(name: str) -> str:
    """Run a section in a process of its own, showing what it prints; return it."""
    print(f"\n# {name}")
    command = [sys.executable, "-u", "-m", "tests.quality.bench", "--print", name]
    lines = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    if running.returncode:
        raise SystemExit(f"the section {name} failed; its old figures stay")
    return "".join(lines)


def main() -> None:
    """Measure the sections asked for, or all, and write the page after each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--compare", nargs=2, metavar=("A", "B"), help="two commits, side by side")
    parser.add_argument("--print", choices=SECTIONS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.print:
        SECTIONS[asked.print][1]()
        return
    for name in asked.sections:
        if name not in SECTIONS:
            parser.error(f"no section {name!r}; there are {', '.join(SECTIONS)}")
    if asked.compare:
        compare.show(*asked.compare)
        return
    for name in asked.sections or SECTIONS:
        text = section(name, measure(name))
        before = PAGE.read_text("utf-8") if PAGE.is_file() else ""
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(before, {name: text}), "utf-8")


if __name__ == "__main__":
    main()
