"""The fetch door's cases by group: how many hold, the slowest, and how far the process grew.

    python -m tests.quality.door [--sweep]

Each group runs in a process of its own, against the misbehaving publisher on loopback. Growth is
the peak of resident memory above what stood when the first case began; the publisher is in the
same process, so it counts its side as well. ``--sweep`` prints instead, for each function's line,
its calls to AWS one by one, and what became of each fault at each of them.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
GROUPS = {
    "addresses judged": ["tests/core/test_urls.py"],
    "hosts and their addresses": ["tests/core/test_fetch_guard.py"],
    "exchanges, broken or too large": ["tests/core/test_fetch.py"],
    "content codings": ["tests/core/test_fetch_decoding.py"],
    "robots.txt": ["tests/core/test_robots.py"],
    "pace and manners": ["tests/core/test_pace.py", "tests/core/test_manners.py"],
    "rights": ["tests/core/test_rights.py"],
    "feeds and maps": ["tests/core/test_discover.py"],
    "writes cut short": ["tests/core/test_intake.py"],
    "anything at all": ["tests/core/test_fuzz.py"],
}
SWEEP = "tests/stack/test_crashes.py"


class Recorder:
    """A pytest plugin that notes each case: outcome, seconds, memory."""

    def __init__(self) -> None:
        """Note nothing yet."""
        self.cases: list[tuple[str, str, float]] = []
        self.noted: dict[str, object] = {}  # what tests say about themselves, by node
        self.before_kb = 0
        self._began_s = 0.0

    def pytest_collection_finish(self) -> None:
        """Take the memory that stands before the first case."""
        self.before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self._began_s = time.process_time()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a case once it was called, or failed before."""
        if report.when == "call" or report.failed:
            self.cases.append((report.nodeid, report.outcome, report.duration))
            self.noted[report.nodeid] = dict(report.user_properties)

    def told(self) -> dict[str, Any]:
        """Return what was noted, as JSON takes it."""
        peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return {
            "cases": self.cases,
            "noted": self.noted,
            "growthMb": (peak_kb - self.before_kb) / 1024,
            "cpuS": time.process_time() - self._began_s,
        }


def recorded(paths: list[str]) -> dict[str, Any]:
    """Run tests in a process of their own and return what was noted."""
    command = [sys.executable, "-m", "tests.quality.door", "--record", *paths]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def groups() -> None:
    """Print a line for each group."""
    print(f"{'group':32} {'cases':>6} {'hold':>6} {'slowest s':>10} {'CPU s':>7} {'growth MB':>10}")
    for name, paths in GROUPS.items():
        told = recorded(paths)
        hold = sum(outcome == "passed" for _, outcome, _ in told["cases"])
        slowest = max(seconds for *_, seconds in told["cases"])
        figures = f"{len(told['cases']):6} {hold:6} {slowest:10.2f} {told['cpuS']:7.1f}"
        print(f"{name:32} {figures} {told['growthMb']:10.1f}", flush=True)


def sweep() -> None:
    """Print each line's calls to AWS, and which faults were mended at each."""
    told = recorded([SWEEP])
    cells: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    calls = {
        node.partition("[")[2].rstrip("]"): said["calls"]
        for node, said in told["noted"].items()
        if "calls" in said
    }
    for node, outcome, _ in told["cases"]:
        if "test_a_fault_at_any_call" in node:
            name, call, fault = node.partition("[")[2].rstrip("]").rsplit("-", 2)
            cells[name, int(call)][fault] = "mended" if outcome == "passed" else "NOT MENDED"
    faults = sorted({fault for row in cells.values() for fault in row})
    print(f"{'line':26} {'call':>4}  " + "  ".join(f"{fault:14}" for fault in faults))
    for (name, call), row in cells.items():
        results = "  ".join(f"{row.get(fault, '-'):14}" for fault in faults)
        print(f"{name:26} {call:4}  {results}  {calls[name][call - 1]}")


def main() -> None:
    """Read the arguments and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sweep", action="store_true", help="the calls to AWS, fault by fault")
    parser.add_argument("--record", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.record:
        recorder = Recorder()
        pytest.main([*asked.record], plugins=[recorder])
        print(json.dumps(recorder.told()))
    elif asked.sweep:
        sweep()
    else:
        groups()


if __name__ == "__main__":
    main()
