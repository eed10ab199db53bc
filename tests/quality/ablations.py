"""What each part of attribution adds on the development articles.

    python -m tests.quality.ablations

One part after another is left out, the others stay. The tagger reads each article once for all
rows.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

from saidly.attribution import modelled, reading, repair
from saidly.attribution.draft import Draft
from saidly.attribution.pieces import Words
from saidly.attribution.tagging import Run, Scores, Windows, scores
from tests.quality.attribution import BAND, BENCH, Finder, articles, ours, predicted, rules, trivial
from training.attribution.scoring import scorer

Parts = Mapping[tuple[Any, str], Any]  # module and name of a part -> what stands in for it


def unchanged(_text: str, drafts: list[Draft], *_more: object) -> list[Draft]:
    """Return the statements as they are."""
    return drafts


def nothing(*_told: object) -> list[Draft]:
    """Find no statement."""
    return []


MENDING: Parts = {(reading, "mended"): unchanged}
JOINING: Parts = {(reading, "joined"): unchanged}
BESIDE: Parts = {(reading, "named"): unchanged}
TURNS: Parts = {(reading, "laid_out"): nothing}
RULES: Parts = {(reading, "direct"): nothing}
HEDGES: Parts = {(reading, "hedged"): nothing}
RELAYS: Parts = {(reading, "relayed"): unchanged}
LEFT_OUT: dict[str, Parts] = {
    "all": {},
    "without leaving a quotation to its own cue": {(repair, "_own"): lambda draft, _framed: draft},
    "without dropping statements under 0.18": {(modelled, "MIN_CONFIDENCE"): 0.0},
    "without sources that stand beside their cue": BESIDE,
    "without letting speech go on as speech alone": {
        (repair, "_speech"): lambda _text, pieces, _cue, _quotes: pieces
    },
    "without mending lines and quotations": MENDING,
    "without joining quotations that go on": JOINING,
    "without interview turns and signed quotations": TURNS,
    "without rules for quotations": RULES,
    "without hedges": HEDGES,
    "without relays": RELAYS,
    "tagger alone": {**MENDING, **JOINING, **BESIDE, **TURNS, **RULES, **HEDGES, **RELAYS},
}


def without(parts: Parts) -> Finder:
    """Return a finder that does without some parts."""

    def find(text: str) -> list[dict[str, Any]]:
        with ExitStack() as stack:
            for (module, name), instead in parts.items():
                stack.enter_context(patch.object(module, name, instead))
            return ours(text)

    return find


def show() -> None:
    """Print main and strict F1 with 95 % bands, and recall by type, of every row."""
    if not BENCH.is_dir():
        print(f"no articles at {BENCH}: nothing to measure")
        return
    known: dict[tuple[int, ...], Scores] = {}

    def once(words: Words, run: Run, cut: Windows) -> Scores:
        key = tuple(words.ids)
        if key not in known:
            known[key] = scores(words, run, cut)
        return known[key]

    rows, score = articles(), scorer(BENCH)
    finders = {name: without(parts) for name, parts in LEFT_OUT.items()}
    finders |= {"rules for quotations alone": rules, 'nearest "X said"': trivial}
    kinds = ("direct", "mixed", "indirect")
    head = f"{'':<46}{'main':>5}  {'95 % band':<11}{'strict':>6}  {'95 % band':<11}"
    print(head + "  ".join(f"{kind:>8}" for kind in kinds) + "   (recall)")
    with patch.object(modelled, "scores", once):
        for name, find in finders.items():
            result = score.score(rows, predicted(rows, find), bootstrap=BAND)
            cells = [_banded(score.get(result, "attribution", row)) for row in ("main", "strict")]
            cells += [f"{100 * score.get(result, 'by type', kind)['r']:8.1f}" for kind in kinds]
            print(f"{name:<46}{'  '.join(cells)}")


def _banded(row: dict[str, Any]) -> str:
    low, high = (100 * edge for edge in row["f1_95"])
    return f"{100 * row['f1']:5.1f}  {f'{low:.1f}-{high:.1f}':<9}"


if __name__ == "__main__":
    show()
