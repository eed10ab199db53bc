"""Learn the weights of ``saidly.clean.headlines`` from the development pages.

    python shared/training/fields/headlines.py DIR   # DIR holds <dataset>/gold.jsonl and pages/

Prints the share of headlines exactly right, cross-validated by domain, and the weights to paste
into ``WEIGHTS``. A softmax over a page's tellings, so that only their order counts.
"""

import gzip
import hashlib
import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from saidly.clean import features, headlines, reading

FOLDS = 5
PENALTY = 0.003  # 0.01 costs a point on the fixtures, cross-validated
STEPS = 300
RATE = 0.3
_FOLD = str.maketrans("‘’‚“”„«»–—", '\'\'\'"""""--')


def folded(text: str) -> str:
    """Return ``text`` with quotes, dashes, width and space folded, as the benchmark compares."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_FOLD).split())


def pages(data: Path) -> Iterator[tuple[str, str, str, list[headlines.Telling]]]:
    """Yield data set, domain, gold headline and tellings of each page that has a gold headline."""
    for dataset in ("fundus-fixtures", "trafilatura"):
        for line in (data / dataset / "gold.jsonl").open(encoding="utf-8"):
            gold = json.loads(line)
            if gold.get("headline"):
                html = gzip.decompress((data / dataset / gold["page"]).read_bytes())
                page = reading.sighted(html, gold["url"], None)
                told = headlines.tellings(page.marks, page.scene, page.facts)
                yield dataset, gold["domain"], gold["headline"], told


def learned(rows: list[tuple[np.ndarray, np.ndarray]], size: int) -> np.ndarray:
    """Return the weights: rows are a page's traits and which of its tellings are right."""
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    rows = [(traits, right) for traits, right in rows if right.any()]
    for step in range(1, STEPS + 1):
        slope = PENALTY * weights
        for traits, right in rows:
            logits = traits @ weights
            chance = np.exp(logits - logits.max())
            chance /= chance.sum()
            wanted = chance * right / (chance @ right)
            slope = slope + traits.T @ (chance - wanted) / len(rows)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = RATE * (1 - step / STEPS) / (1 - 0.9**step)
        weights = weights - rate * first / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def main() -> None:
    """Cross-validate, then learn from all."""
    seen = list(pages(Path(sys.argv[1])))
    names = sorted({trait for *_, told in seen for telling in told for trait in telling.traits})
    rows = []
    for *_, gold, told in seen:
        traits = np.array([[name in telling.traits for name in names] for telling in told], float)
        right = [features.key(telling.spelling()[0]) == features.key(gold) for telling in told]
        rows.append((traits, np.array(right, float)))
    folds = [hashlib.md5(domain.encode()).digest()[0] % FOLDS for _, domain, *_ in seen]
    hits: dict[str, list[bool]] = {}
    for fold in range(FOLDS):
        kept = [row for row, other in zip(rows, folds, strict=True) if other != fold]
        weights = learned(kept, len(names))
        for (dataset, _, gold, told), row, other in zip(seen, rows, folds, strict=True):
            if other == fold:
                text = told[int(np.argmax(row[0] @ weights))].spelling()[0]
                hits.setdefault(dataset, []).append(folded(text) == folded(gold))
    for dataset, right in hits.items():
        print(f"{dataset}: {sum(right) / len(right):.3f} of {len(right)}")
    final = learned(rows, len(names))
    for name, weight in sorted(zip(names, final, strict=True), key=lambda each: -each[1]):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
