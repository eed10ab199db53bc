"""Write down what Python compiles while the layer's modules are imported: ``prime.py SITE``.

Run once while the layer is built, last of all. The layer may be meant for another processor:
what is compiled of Python for that processor stands aside, the rest is the same everywhere.
"""

import _sre
import dataclasses
import importlib
import marshal
import os
import pkgutil
import re
import sys
from array import array
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

# libraries of the target's machine code; nothing of them is asked for while modules are imported
FOREIGN = ("brotli", "numpy", "onnxruntime", "selectolax", "selectolax.lexbor")
DEPLOYED = {
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
    "AWS_DEFAULT_REGION": "eu-west-1",
}


class Recorder:
    """Compiles as Python does, and writes down what comes of it."""

    def __init__(self) -> None:
        self.sources: dict[str, bytes] = {}
        self.patterns: dict[tuple[str | bytes, int], bytes] = {}
        self.tables: dict[str, bytes] = {}
        self._asked: list[tuple[Any, int]] = []
        self._compiler = importlib.import_module("re._compiler")
        self._compile = self._compiler.compile

    def execute(self, source: str, known: dict[str, Any], made: dict[str, Any]) -> None:
        """Stand for ``exec`` in dataclasses."""
        code = compile(source, "<string>", "exec")
        self.sources[source] = marshal.dumps(code)
        exec(code, known, made)  # noqa: S102 (as dataclasses does)

    def compiled(self, pattern: Any, flags: int = 0) -> Any:
        """Stand for ``re._compiler.compile``."""
        self._asked.append((pattern, int(flags)))
        try:
            return self._compile(pattern, flags)
        finally:
            self._asked.pop()

    def finished(self, pattern: Any, flags: int, codes: list[int], *rest: Any) -> Any:
        """Stand for ``_sre.compile``, which makes a pattern of codes."""
        groups, index, names = rest
        plain = marshal.dumps((int(flags), array("I", codes).tobytes(), groups, dict(index), names))
        self.patterns[self._asked[-1]] = plain
        return _sre.compile(pattern, flags, codes, *rest)

    def made(self, name: str, make: Callable[[], Any]) -> Any:
        """Stand for ``saidly.primed.made``."""
        table = make()
        self.tables[name] = marshal.dumps(table)
        return table

    def listen(self) -> None:
        """Write down from now on."""
        vars(dataclasses)["exec"] = self.execute
        vars(self._compiler)["compile"] = self.compiled
        vars(self._compiler)["_sre"] = SimpleNamespace(**vars(_sre) | {"compile": self.finished})


def record(site: Path) -> Recorder:
    """Import all of our modules from a folder, and make the clients they call."""
    os.environ.update(DEPLOYED)
    sys.path.insert(0, str(site))
    sys.modules.update({name: MagicMock(__path__=[]) for name in FOREIGN})
    heard = Recorder()
    heard.listen()
    re.purge()
    importlib.import_module("aws_lambda_powertools")
    ours = importlib.import_module("saidly")
    vars(importlib.import_module("saidly.primed"))["made"] = heard.made
    for module in pkgutil.walk_packages(ours.__path__, "saidly."):
        importlib.import_module(module.name)
    clients = importlib.import_module("saidly.aws.clients")
    for service in ("dynamodb", "s3", "sqs"):
        clients.client(service)
    return heard


def main(site: Path) -> None:
    """Write the file that ``saidly.primed`` reads."""
    heard = record(site)
    primed = importlib.import_module("saidly.primed")
    written = (primed.WRITTEN_BY, heard.sources, heard.patterns, heard.tables)
    primed.FILE.write_bytes(marshal.dumps(written))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
