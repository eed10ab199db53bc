"""Score a checkpoint on annotated articles with the scorer of the attribution bench."""

import argparse
import gzip
import json
from pathlib import Path
from types import ModuleType

import torch

from saidly.attribution.decoding import found
from saidly.attribution.pieces import Vocabulary, words_of
from saidly.attribution.tagging import Floats, Ints, Run, Windows, scores
from training.attribution.network import Tagger, pretrained
from training.attribution.scoring import prediction, scorer
from training.attribution.train import HALF


def runner(model: Tagger) -> Run:
    """Return the model as a function on arrays."""

    def run(ids: Ints, kinds: Ints) -> tuple[Floats, Floats]:
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
            tags, link = model(torch.from_numpy(ids), torch.from_numpy(kinds))
        return tags.float().numpy(), link.float().numpy()

    return run


def line(result: dict, score: ModuleType) -> str:
    """Return the headline figures of a result."""
    rows = [("attribution", "main"), ("attribution", "strict"), ("attribution", "content")]
    shown = [f"{name} {100 * score.get(result, block, name)['f1']:.1f}" for block, name in rows]
    for name in ("direct", "mixed", "indirect"):
        row = score.get(result, "by type", name)
        shown.append(f"{name} R {100 * row['r']:.1f} F {100 * row['f1']:.1f}")
    return " | ".join(shown)


def main() -> None:
    """Print the headline figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True, help="dev.jsonl.gz, beside score.py")
    parser.add_argument("--pieces", type=int, default=190)
    parser.add_argument("--overlap", type=int, default=32)
    parser.add_argument("--articles", type=int, help="how many articles, to try things out")
    args = parser.parse_args()
    torch.set_num_threads(1)
    model, vocabulary = pretrained(args.base, 96, 0.0)
    model.load_state_dict(torch.load(args.checkpoint))
    model.eval()
    score = scorer(args.gold.parent)
    with gzip.open(args.gold, "rt", encoding="utf-8") as lines:
        rows = [json.loads(row) for row in lines][: args.articles]
    known = Vocabulary(vocabulary)
    every = [words_of(row["text"], known) for row in rows]
    cut = Windows(args.pieces, args.overlap)
    told = [
        prediction(row, words, found(scores(words, runner(model), cut)))
        for row, words in zip(rows, every, strict=True)
    ]
    print(line(score.score(rows, told), score))


if __name__ == "__main__":
    main()
