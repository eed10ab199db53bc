"""The scorer of the attribution bench, and statements in the form that it reads."""

import importlib.util
from pathlib import Path
from types import ModuleType

from saidly.attribution.decoding import Found
from saidly.attribution.pieces import Words


def scorer(folder: Path) -> ModuleType:
    """Return ``score.py`` of the bench as a module."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def prediction(row: dict, words: Words, statements: list[Found]) -> dict:
    """Return the statements of one article in the form the scorer reads."""

    def chars(part: tuple[int, int]) -> list[int]:
        return [words.spans[part[0]][0], words.spans[part[1] - 1][1]]

    return {
        "id": row["id"],
        "attributions": [
            {
                "source": [chars(one.source)] if one.source else [],
                "cue": [chars(one.cue)],
                "content": [chars(part) for part in one.content],
            }
            for one in statements
        ],
    }
