"""Start-up of each built function: CPU milliseconds of a fresh process, and the layers' sizes.

    python -m tests.quality.start_up [RUNS]

It builds the template with SAM for this machine's processor and imports each handler from what was
built, as Lambda does: nothing but the layers, laid over each other, and the function's folder on
the path. For extraction it also measures the first statement, which loads the model.
"""

import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from saidly.local.package import template

ROOT = Path(__file__).parents[2]
PROCESSORS = {"x86_64": "X8664", "aarch64": "Arm64"}
FIRST = "from saidly.attribution import attributions as a; assert a('It rains, Ann Lee said.')"
# what only a deployment knows; the rest are the template's own defaults
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "SAIDLY_TABLE": "table",
    "SAIDLY_BUCKET": "bucket",
    "SAIDLY_FETCH_QUEUE": "https://sqs.eu-west-1.amazonaws.com/123456789012/fetch",
    "SAIDLY_EXTRACT_QUEUE": "https://sqs.eu-west-1.amazonaws.com/123456789012/extract",
}


def environment() -> dict[str, str]:
    """Return what a function finds in its environment, by the template."""
    loaded = template(ROOT / "template.yaml")
    defaults = {name: each.get("Default", "") for name, each in loaded["Parameters"].items()}
    told = {}
    for name, value in loaded["Globals"]["Function"]["Environment"]["Variables"].items():
        stated = defaults.get(value["Ref"], "") if isinstance(value, dict) else value
        if stated != "":
            told[name] = str(stated)
    return told | ENVIRONMENT


def built(folder: Path) -> Path:
    """Build the template into a folder with SAM; return it."""
    tools = ROOT / ".tools/sam/bin"
    path = f"{tools}:{Path(sys.executable).resolve().parent}:{os.environ['PATH']}"
    shell = {**os.environ, "PATH": path, "SAM_CLI_TELEMETRY": "0"}
    command = ["sam", "build", "--build-dir", str(folder), "--region", "eu-west-1"]
    subprocess.run(command, cwd=ROOT, env=shell, check=True, capture_output=True)
    return folder


def cpu_ms(function: Path, layers: Path, code: str = "import app") -> float:
    """Return the CPU milliseconds that a fresh process takes to run ``code``."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=function,
        env={**environment(), "PYTHONPATH": f"{function}:{layers}"},
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def megabytes(folder: Path) -> float:
    """Return the size of all files below a folder, in megabytes (1e6 bytes)."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def main(runs: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = built(Path(scratch))
        processor = PROCESSORS[platform.machine()]
        layer = folder / f"SharedLayer{processor}" / "python"
        both = folder / "both"  # what /opt/python holds for the function that extracts
        for name in ("Shared", "Attribution"):
            own = folder / f"{name}Layer{processor}" / "python"
            print(f"{name.lower()} layer: {megabytes(own):.1f} MB unzipped")
            shutil.copytree(own, both, dirs_exist_ok=True)
        for function in sorted(folder.glob("*Function")):
            path = both if function.name.startswith("Extract") else layer
            taken = [cpu_ms(function, path) for _ in range(runs)]
            print(f"{function.name:20} {statistics.median(taken):6.0f} CPU ms, median of {runs}")
        first = [cpu_ms(folder / "ExtractFunction", both, FIRST) for _ in range(runs)]
        print(f"{'first statement':20} {statistics.median(first):6.0f} CPU ms, package and model")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
