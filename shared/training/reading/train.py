"""Train the reader's forests, and measure them on publishers they never saw.

Run as ``python -m training.reading.train BENCH``;
``make train-reading`` does. BENCH is a folder like ``shared/bench/extraction`` beside the project.
It prints the tables of a cross-validation by domain, then fits on all pages and writes
``shared/saidly/clean/forests.py``. Seeds are fixed and one thread is used, so that the same pages
give the same weights.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, pstdev
from typing import Any

import lightgbm
import numpy as np
from sklearn.model_selection import GroupKFold

from saidly.clean import closer, forest, judging, reading, vectors
from saidly.clean.features import Scene
from saidly.errors import SaidlyError
from training.reading import forests, pages, scoring

Pairs = list[tuple[list[float], int | None, float]]  # a row, its label, its weight
FOLDS = 5
# what a line told by hand counts beside one of the gold; a long page says no more than this many
HAND_WEIGHT, HAND_LINES = 0.1, 150
_LINE = len(closer.LINE)
SHIPPED = Path(forest.__file__).with_name("forests.py")
_COMMON = {
    "objective": "binary",
    "verbosity": -1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "bagging_freq": 1,
    "bagging_fraction": 0.8,
    "feature_fraction": 0.4,
    "lambda_l2": 5.0,
}
_SHAPES: dict[str, dict[str, Any]] = {
    "scout": {"rounds": 16, "num_leaves": 8, "learning_rate": 0.3, "min_data_in_leaf": 30},
    "keep": {"rounds": 90, "num_leaves": 26, "learning_rate": 0.1, "min_data_in_leaf": 20},
    "heading": {"rounds": 30, "num_leaves": 12, "learning_rate": 0.13, "min_data_in_leaf": 10},
    "dek": {
        "rounds": 40,
        "num_leaves": 4,
        "learning_rate": 0.16,
        "min_data_in_leaf": 20,
        "scale_pos_weight": 2.0,
    },
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it is seen, its rows of the first glance and its labels."""

    sample: pages.Sample
    scene: Scene
    rows: list[vectors.Row]
    labels: pages.Labels
    by_hand: list[int | None]  # what was told of each run by hand; empty where nothing was

    def kept(self, place: int) -> tuple[int | None, float]:
        """Return whether a run is the story's, and how much that counts."""
        label = self.labels.keep[place]
        if label is not None or not self.by_hand:
            return label, 1.0
        lines = sum(map(bool, self.rows))
        return self.by_hand[place], HAND_WEIGHT * min(1.0, HAND_LINES / lines)


def main() -> None:
    """Cross-validate, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--only-validate", action="store_true")
    parser.add_argument("--pages", type=Path, help="write each page's scores here")
    options = parser.parse_args()
    seen = [each for each in map(_seen, pages.samples(options.bench)) if each is not None]
    score = scoring.Scorer(options.bench)
    _validate(seen, score, options.pages)
    if options.only_validate:
        return
    judges = fit(seen)
    print("\nfitted on all pages (they know these pages: no figure to quote)")
    score.show([score.tables(scoring.predictions([each.sample for each in seen], _judges(judges)))])
    SHIPPED.write_text(forests.module(judges), "utf-8")


def _seen(sample: pages.Sample) -> Seen | None:
    try:
        scene = reading.sighted(sample.html, sample.url, None).scene
    except SaidlyError:
        return None
    texts = [sight.run.text for sight in scene.sights]
    by_hand = pages.by_hand().get((sample.gold["id"], len(texts)), [])
    return Seen(sample, scene, vectors.first_glance(scene), pages.labels(sample, texts), by_hand)


def _validate(seen: list[Seen], score: scoring.Scorer, out: Path | None) -> None:
    """Print the tables of pages read by forests that saw no page of their domain."""
    domains = [each.sample.domain for each in seen]
    found: list[dict[str, Any]] = []
    folds, agreed = [], []
    for train, test in GroupKFold(FOLDS, shuffle=True, random_state=7).split(seen, groups=domains):
        judges = fit([seen[place] for place in train])
        unseen = [seen[place].sample for place in test]
        held = scoring.predictions(unseen, _judges(judges))
        agreed += scoring.agreement(unseen, _judges(judges))
        folds.append(score.tables(held))
        found += held
    print(f"cross-validated by domain, {FOLDS} folds")
    score.show([score.tables(found)])
    print("\nspread over the folds (mean, standard deviation)")
    for name, column in scoring.COLUMNS:
        values = [fold[name][column] for fold in folds]
        print(f"{name:16s} {column:10s} {fmean(values):.3f} {pstdev(values):.3f}")
    print(f"\nlines kept as by hand, F1 of {len(agreed)} pages: {fmean(agreed):.3f}")
    if out is not None:
        score.write_pages(found, out)


def fit(seen: list[Seen]) -> dict[str, list[Any]]:
    """Return the forests fitted on ``seen``, as nested lists, by name.

    Those of headings and standfirsts see no more than the line and what is around it: told what
    kind of page it is, they invented headings on .086 to .143 of the pages for .057.
    """
    scouts = _scouts(seen)
    pairs: dict[str, Pairs] = {"keep": [], "heading": [], "dek": []}
    for page, thought in zip(seen, scouts, strict=True):
        looks = closer.Closer(page.scene, page.rows, thought)
        for place in judging.worth_a_look(thought):
            row = looks.row(place)
            pairs["keep"].append((row, *page.kept(place)))
            pairs["heading"].append((row[:_LINE], page.labels.heading[place], 1.0))
        for place in judging.near_headline(page.scene, page.scene.headline_at):
            pairs["dek"].append((looks.row(place)[:_LINE], page.labels.dek[place], 1.0))
    return {"scout": _forest("scout", _first(seen))} | {
        name: _forest(name, told) for name, told in pairs.items()
    }


def _scouts(seen: list[Seen]) -> list[list[float]]:
    """Return what scouts that never saw a page's domain think of its runs."""
    thought: list[list[float]] = [[] for _ in seen]
    domains = [page.sample.domain for page in seen]
    for train, test in GroupKFold(4, shuffle=True, random_state=3).split(seen, groups=domains):
        scout = forests.planted(_forest("scout", _first([seen[place] for place in train])))
        for place in test:
            thought[place] = [
                forest.probability(scout, row) if row else 0.0 for row in seen[place].rows
            ]
    return thought


def _first(seen: list[Seen]) -> Pairs:
    return [(row, *page.kept(place)) for page in seen for place, row in enumerate(page.rows) if row]


def _forest(name: str, pairs: Pairs) -> list[Any]:
    told = [pair for pair in pairs if pair[1] is not None]
    shape = dict(_SHAPES[name])
    rounds = shape.pop("rounds")
    rows, wanted, weights = zip(*told, strict=True)
    data = lightgbm.Dataset(
        np.asarray(rows, dtype=np.float64), np.asarray(wanted), weight=np.asarray(weights)
    )
    model = lightgbm.train({**_COMMON, **shape}, data, rounds)
    return [_nested(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]


def _judges(trees: dict[str, list[Any]]) -> judging.Judges:
    return judging.Judges(*(forests.planted(trees[name]) for name in _SHAPES))


def _nested(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return round(node["leaf_value"], 4)
    threshold = round(node["threshold"], 4)
    sides = _nested(node["left_child"]), _nested(node["right_child"])
    return [node["split_feature"], threshold, *sides]


if __name__ == "__main__":
    main()
