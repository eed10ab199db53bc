"""What was made while the layer was built: patterns, the methods of dataclasses, tables of words.

Python compiles both anew in every process: 290 patterns and the methods of 120 dataclasses were two
fifths of the instructions that started fetch. ``prime.py`` writes down what they
became; here it is handed to Python where it would compile, and tables to the modules that would
make them. What is not in the file, or was written
by another Python, is compiled as ever; where there is no file, nothing is changed.
"""

import _sre  # type: ignore[import-not-found]
import dataclasses
import gc
import importlib
import marshal
from collections.abc import Callable
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType
from typing import Any

FILE = Path(__file__).with_name("primed.bin")
# new objects before the collector looks for dead ones: starting makes 100,000, and they all stay
THRESHOLD = 50_000
WRITTEN_BY = (MAGIC_NUMBER, _sre.MAGIC)  # the forms of code and of patterns

type Sources = dict[str, bytes]  # source -> its code object, marshalled
type Patterns = dict[tuple[str | bytes, int], bytes]  # pattern, flags -> arguments of _sre.compile
type Tables = dict[str, bytes]  # name -> what was made, marshalled

_tables: Tables = {}


def prime(file: Path = FILE) -> None:
    """Have Python take from a file what it would compile while modules are imported.

    In a layer the collector runs less often, too, and first when nearly all is imported that will
    stay: that is set aside instead of looked through.
    """
    if not file.exists():
        return
    gc.set_threshold(THRESHOLD)
    gc.callbacks.append(_set_aside)
    read = marshal.loads(file.read_bytes())  # noqa: S302 (our own layer)
    written_by, sources, patterns, tables = read
    if written_by == WRITTEN_BY:
        _prime_dataclasses(sources)
        _prime_patterns(patterns)
        _tables.update(tables)


def made[T](name: str, make: Callable[[], T]) -> T:
    """Return a table of strings and numbers from the layer's file; elsewhere ``make`` it.

    ``prime.py`` stands for this function while the file is written.
    """
    known = _tables.get(name)
    table: T = make() if known is None else marshal.loads(known)  # noqa: S302
    return table


def _set_aside(phase: str, _: dict[str, int]) -> None:
    """Put what there is at the first collection where none looks for it."""
    if phase == "start":
        gc.callbacks.remove(_set_aside)
        gc.freeze()


def _prime_dataclasses(sources: Sources) -> None:
    def execute(source: str, known: dict[str, Any], made: dict[str, Any]) -> None:
        written = sources.get(source)
        code: str | CodeType = source if written is None else marshal.loads(written)  # noqa: S302
        exec(code, known, made)  # noqa: S102 (as dataclasses does)

    vars(dataclasses)["exec"] = execute


def _prime_patterns(patterns: Patterns) -> None:
    compiler = importlib.import_module("re._compiler")
    compile_anew = compiler.compile

    def compiled(pattern: Any, flags: int = 0) -> Any:
        known = isinstance(pattern, str | bytes) and patterns.get((pattern, int(flags)))
        if not known:
            return compile_anew(pattern, flags)
        all_flags, codes, *rest = marshal.loads(known)  # noqa: S302
        return _sre.compile(pattern, all_flags, memoryview(codes).cast("I").tolist(), *rest)

    vars(compiler)["compile"] = compiled
