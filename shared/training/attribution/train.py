"""Train the tagger: ``python -m training.attribution.train --help``.

Checkpoints after each epoch hold the running average of the weights; ``log.jsonl`` holds the
learning curve.
"""

import argparse
import copy
import json
import random
import time
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from saidly.attribution.pieces import Vocabulary
from training.attribution.articles import NO_ANSWER, batches, examples, tensors
from training.attribution.network import Tagger, pretrained

HERE = Path(__file__).parent
CUE, SOURCE = 3, 1  # tags that begin a cue, a source
# half precision pays where the processor multiplies it; on AVX2 alone it costs five times as much
HALF = torch.backends.cpu.get_cpu_capability().startswith("AVX512")
# what --quick changes: minutes instead of hours, to see that every step runs
QUICK = {"epochs": 2, "batch_pieces": 512}
QUICK_ARTICLES = 16


def losses(model: Tagger, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """Return the cross entropies of tags, content-to-cue links and cue-to-source links."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
        tags, link = model(batch["ids"], batch["kinds"], batch["mask"], batch["annotators"])
    vectors = link.float().chunk(4, -1)
    return (
        functional.cross_entropy(
            tags.float().transpose(1, 2), batch["tags"], ignore_index=NO_ANSWER
        ),
        _pointer(vectors[0], vectors[1], batch["to_cue"], batch["tags"] == CUE),
        _pointer(vectors[2], vectors[3], batch["to_source"], batch["tags"] == SOURCE),
    )


def _pointer(ask: Tensor, answer: Tensor, goals: Tensor, possible: Tensor) -> Tensor:
    """Return the cross entropy of pointing at ``goals`` among the possible places and nobody."""
    possible = possible.clone()
    possible[:, 0] = True
    scores = ask @ answer.transpose(1, 2) * ask.shape[-1] ** -0.5
    scores = scores.masked_fill(~possible[:, None, :], -1e9)
    asked = (goals >= 0) & possible.gather(1, goals.clamp(min=0))
    if not asked.any():
        return scores.sum() * 0
    return functional.cross_entropy(scores[asked], goals[asked])


def optimizer(model: Tagger, settings: dict) -> torch.optim.Optimizer:
    """Return AdamW; the word embeddings stay as they are, heads learn faster."""
    model.words.weight.requires_grad_(False)
    heads = [model.tags, model.link, model.kinds, model.annotators]
    own = {id(p) for head in heads for p in head.parameters()}
    body = [p for p in model.parameters() if id(p) not in own and p.requires_grad]
    groups = [
        {"params": body, "lr": settings["learning_rate"]},
        {
            "params": [p for h in heads for p in h.parameters()],
            "lr": settings["head_learning_rate"],
        },
    ]
    return torch.optim.AdamW(groups, weight_decay=settings["weight_decay"])


def pace(step: int, total: int, settings: dict) -> float:
    """Return the share of the full learning rate: a short rise, then a straight fall."""
    rise = settings["warmup_share"] * total
    if step < rise:
        return (step + 1) / rise
    left = (total - step) / (total - rise)
    return (
        settings["final_learning_rate_share"] + (1 - settings["final_learning_rate_share"]) * left
    )


def average(into: nn.Module, model: nn.Module, decay: float) -> None:
    """Move the running average ``into`` a step towards ``model``."""
    with torch.no_grad():
        for mean, value in zip(into.parameters(), model.parameters(), strict=True):
            if value.requires_grad:
                mean.lerp_(value, 1 - decay)


def main() -> None:
    """Train and write checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="wheel that holds the encoder")
    parser.add_argument("--train", type=Path, required=True, help="annotated articles, .jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--settings", type=Path, default=HERE / "settings.json")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, help="stop early, to try things out")
    parser.add_argument("--quick", action="store_true", help="a few articles, a few steps")
    args = parser.parse_args()
    settings = json.loads(args.settings.read_text()) | (QUICK if args.quick else {})
    torch.set_num_threads(args.threads)
    torch.manual_seed(settings["seed"])
    chance = random.Random(settings["order_seed"])
    args.out.mkdir(parents=True, exist_ok=True)
    model, vocabulary = pretrained(args.base, settings["link_size"], settings["dropout"])
    (args.out / "vocabulary.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    data = examples(args.train, Vocabulary(vocabulary))[: QUICK_ARTICLES if args.quick else None]
    mean = copy.deepcopy(model)
    steps = optimizer(model, settings)
    total = settings["epochs"] * len(batches(data, settings, random.Random(0)))
    rate = torch.optim.lr_scheduler.LambdaLR(steps, lambda step: pace(step, total, settings))
    step, begun = 0, time.monotonic()
    for epoch in range(1, settings["epochs"] + 1):
        sums = torch.zeros(3)
        order = batches(data, settings, chance)
        for done, batch in enumerate(order, 1):
            model.train()
            parts = losses(model, tensors(batch, settings, chance))
            (parts[0] + settings["link_loss"] * (parts[1] + parts[2])).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            steps.step()
            rate.step()
            steps.zero_grad(set_to_none=True)
            step += 1
            average(mean, model, min(settings["average_decay"], step / (step + 10)))
            sums += torch.stack([part.detach() for part in parts])
            if step % 25 == 0:
                shown = " ".join(f"{value:.4f}" for value in sums / done)
                print(f"step {step}/{total} {time.monotonic() - begun:.0f} s {shown}", flush=True)
            if step == args.steps:
                return
        torch.save(mean.state_dict(), args.out / f"epoch-{epoch}.pt")
        if epoch == settings["epochs"]:
            torch.save(model.state_dict(), args.out / "last.pt")
        row = {
            "epoch": epoch,
            "seconds": round(time.monotonic() - begun),
            "loss": (sums / len(order)).tolist(),
        }
        with (args.out / "log.jsonl").open("a") as log:
            log.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
