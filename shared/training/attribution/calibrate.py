"""Fit the confidence of the tagger's statements on annotated articles that it was not trained on.

    python -m training.attribution.calibrate --gold dev.jsonl.gz --model MODEL

Prints the reliability table by seven-fold cross-validation over articles; writes the fit on all
to the model's ``confidence.json``.
"""

import argparse
import gzip
import json
from dataclasses import asdict, fields
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from saidly.attribution.confidence import Calibration, Evidence
from saidly.attribution.decoding import found
from saidly.attribution.engine import tagger, vocabulary
from saidly.attribution.pieces import words_of
from saidly.attribution.tagging import Windows, scores
from training.attribution.scoring import prediction, scorer

FOLDS = 7
RIDGE = 1.0
NAMES = [field.name for field in fields(Calibration)]
Table = NDArray[np.float64]


def judged(row: dict, score: ModuleType, model: Path) -> list[tuple[Evidence, bool]]:
    """Return each statement's evidence, and whether an annotated one matches it."""
    words = words_of(row["text"], vocabulary(model))
    every = found(scores(words, tagger(model), Windows()))
    plain = prediction(row, words, every)["attributions"]
    article = score.Article(row)
    told = article.load(plain)  # leaves out what was annotated as boilerplate
    matched = score.match("main", told, article.load(row["attributions"])).values()
    right = {id(told[at]["raw"]) for at in matched}
    counted = {id(one["raw"]) for one in told}
    pairs = zip(every, plain, strict=True)
    return [(one.evidence, id(raw) in right) for one, raw in pairs if id(raw) in counted]


def inputs(evidence: Evidence) -> list[float]:
    """Return the inputs of the regression in the order of ``NAMES``."""
    unit = dict.fromkeys(NAMES, 0.0)
    return [_logit(Calibration(**unit | {name: 1.0}).confidence(evidence)) for name in NAMES]


def _logit(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


def fitted(x: Table, y: Table) -> Table:
    """Return the weights of a ridge logistic regression, by Newton's method."""
    weights = np.zeros(x.shape[1])
    ridge = RIDGE * np.array([name != "bias" for name in NAMES])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + ridge * weights
        bend = (x.T * (p * (1 - p))) @ x + np.diag(ridge + 1e-9)
        weights -= np.linalg.solve(bend, slope)
    return weights


def reliability(p: Table, y: Table) -> list[dict[str, float]]:
    """Return for each tenth of confidence how many statements it holds and how many are right."""
    rows = []
    for low in np.arange(0, 1, 0.1):
        at = (p >= low) & (p < low + 0.1)
        if at.any():
            told, right = round(float(p[at].mean()), 3), round(float(y[at].mean()), 3)
            rows.append(
                {"from": round(float(low), 1), "n": int(at.sum()), "told": told, "right": right}
            )
    return rows


def main() -> None:
    """Fit, show and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="dev.jsonl.gz, beside score.py")
    parser.add_argument("--model", type=Path, required=True, help="folder that export wrote")
    parser.add_argument("--articles", type=int, help="how many articles, to try things out")
    args = parser.parse_args()
    score = scorer(args.gold.parent)
    with gzip.open(args.gold, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][: args.articles]
    folds = [(at % FOLDS, judged(row, score, args.model)) for at, row in enumerate(rows)]
    pairs = [(fold, *pair) for fold, found_in_row in folds for pair in found_in_row]
    if not pairs:
        parser.error(f"the model in {args.model} finds no statement to calibrate on")
    fold = np.array([pair[0] for pair in pairs])
    x = np.array([inputs(pair[1]) for pair in pairs])
    y = np.array([float(pair[2]) for pair in pairs])
    p = np.zeros_like(y)
    for at in range(FOLDS):
        p[fold == at] = 1 / (1 + np.exp(-x[fold == at] @ fitted(x[fold != at], y[fold != at])))
    table = reliability(p, y)
    error = sum(row["n"] * abs(row["told"] - row["right"]) for row in table) / len(y)
    for row in table:
        print(row)
    print(f"expected calibration error {error:.3f}, Brier score {np.mean((p - y) ** 2):.3f}")
    weights = Calibration(
        **{n: round(float(w), 3) for n, w in zip(NAMES, fitted(x, y), strict=True)}
    )
    told = {
        "fitted_on": f"{len(rows)} articles of {args.gold.name}, {len(y)} statements",
        "expected_calibration_error": round(error, 3),
        "reliability": table,
        "weights": asdict(weights),
    }
    (args.model / "confidence.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
