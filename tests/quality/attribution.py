"""How well and how fast statements are found, beside rules alone and a trivial baseline.

    python -m tests.quality.attribution

The annotated articles lie beside the project (``../shared/bench/attribution``); elsewhere there is
nothing to measure. No public tool for this task installs from PyPI alone (DECISIONS.md, "Who said
what").
"""

import gzip
import json
import random
import re
import resource
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from saidly.attribution import attributions
from saidly.attribution.direct import direct, spoken
from saidly.attribution.engine import tagger, vocabulary
from saidly.attribution.language import language_of
from saidly.attribution.pieces import CLS, SEP, words_of
from saidly.attribution.quotes import quotations
from saidly.attribution.stance import lemma_and_act
from saidly.attribution.tagging import Windows, scores
from saidly.model import Attribution
from training.attribution.scoring import scorer

BENCH = Path(__file__).parents[3] / "shared/bench/attribution"
STRIDE = 96  # of the experiment's windows
BAND = 1000  # resamples of articles behind a 95 % band
WORST = 20  # errors shown
MATCH = 0.5  # F1 of words from which the scorer's main criterion takes content for the same
EXPERIMENT = Windows(pieces=126, overlap=30)  # as the bench's experiment, cut at sentences
# verbs that report whatever the mood; the recall on them has its own target
REPORTING = (
    *("say", "tell", "add", "report", "claim", "announce", "confirm", "deny", "state", "note"),
    *("write", "according", "explain", "argue", "warn", "accuse", "insist"),
)

Row = dict[str, Any]
Finder = Callable[[str], list[Row]]

_SAID = re.compile(
    r"(?P<source>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}|[Hh]e|[Ss]he|[Tt]hey) "
    r"(?P<cue>said|says|told)"
)


def ours(text: str) -> list[Row]:
    """Return the statements of the package in the form that the scorer reads."""
    return [_plain(one) for one in attributions(text, "en")]


def _plain(one: Attribution) -> Row:
    source = one.source
    return {
        "source": [[source.span.start, source.span.end]] if source else [],
        "cue": [[one.cue.span.start, one.cue.span.end]] if one.cue else [],
        "content": [[piece.span.start, piece.span.end] for piece in one.content],
        "type": one.type,
        "confidence": one.confidence,
        "resolved_source": source.name if source else None,
        "role": source.role if source else None,
        "affiliation": source.affiliation if source else None,
    }


def rules(text: str) -> list[Row]:
    """Return what the rules for quotations find alone."""
    language = language_of("en")
    found = direct(text, spoken(text, quotations(text, language.quotes), language), language)
    return [
        {"source": [one.source] if one.source else [], "cue": [one.cue], "content": one.content}
        for one in found
    ]


def trivial(text: str) -> list[Row]:
    """Give each quotation to the nearest "X said" of its paragraph."""
    out: list[Row] = []
    for quote in quotations(text, language_of("en").quotes):
        low, high = text.rfind("\n", 0, quote.start) + 1, text.find("\n", quote.end)
        said = list(_SAID.finditer(text, low, high if high > 0 else len(text)))
        near = min(said, key=lambda one: abs(one.start() - quote.end), default=None)
        if near is not None and len(text[quote.start : quote.end].split()) > 2:
            row = {"source": [near.span("source")], "cue": [near.span("cue")]}
            out.append({**row, "content": [(quote.start, quote.end)]})
    return out


def articles(name: str = "dev.jsonl.gz") -> list[Row]:
    """Return the annotated articles of a file of the bench."""
    data = (BENCH / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    return [json.loads(line) for line in text.splitlines()]


def predicted(rows: Iterable[Row], find: Finder) -> list[Row]:
    """Return the predictions for articles."""
    return [{"id": row["id"], "attributions": find(row["text"])} for row in rows]


def measured() -> dict[str, float]:
    """Return our figures on the development articles, between 0 and 1."""
    score = scorer(BENCH)
    rows = articles()
    told = predicted(rows, ours)
    result = score.score(rows, told)
    figures = {
        name: score.get(result, "attribution", name)["f1"] for name in ("main", "strict", "content")
    }
    kinds = ("direct", "mixed", "indirect")
    figures |= {f"{kind} recall": score.get(result, "by type", kind)["r"] for kind in kinds}
    hits, total = _sums(_recalls(rows, told, score))["reporting verbs"]
    figures["reporting verbs recall"] = hits / total
    known = articles("resolved-dev.jsonl")
    extras = score.score(known, predicted(known, ours))
    for name in ("resolved_source", "role", "affiliation"):
        figures[name] = score.get(extras, "extras", name)["accuracy"]
    return figures


def _recalls(rows: list[Row], told: list[Row], score: ModuleType) -> list[dict[str, list[int]]]:
    """Return of each article, by type and family of cues, the statements found and annotated."""
    language = language_of("en")
    lemmas = {lemma for lemma, _ in language.cues.values()}
    out: list[dict[str, list[int]]] = []
    for row, one in zip(rows, told, strict=True):
        article = score.Article(row)
        gold = article.load(row["attributions"])
        matched = score.match("main", article.load(one["attributions"]), gold)
        found: dict[str, list[int]] = {}
        for at, statement in enumerate(gold):
            cue = " ".join(row["text"][start:end] for start, end in statement["raw"]["cue"])
            lemma, act = lemma_and_act(cue, language)
            families = [act if lemma in lemmas else "other", statement["type"]]
            for family in (*families, *["reporting verbs"] * (lemma in REPORTING)):
                counts = found.setdefault(family, [0, 0])
                counts[0] += at in matched
                counts[1] += 1
        out.append(found)
    return out


def _sums(recalls: list[dict[str, list[int]]]) -> dict[str, tuple[int, int]]:
    """Return by type and family what all articles have together."""
    names = {name for one in recalls for name in one}
    pairs = {name: [one.get(name, (0, 0)) for one in recalls] for name in names}
    return {
        name: (sum(p[0] for p in each), sum(p[1] for p in each)) for name, each in pairs.items()
    }


def show() -> None:
    """Print quality and speed, all finders in one run."""
    if not BENCH.is_dir():
        print(f"no articles at {BENCH}: nothing to measure")
        return
    score, rows = scorer(BENCH), articles()
    ours("It rains, Ann Lee said.")  # loads the model
    kept: dict[str, list[Row]] = {}
    print(f"{'finder':<16}{'main':>6}  95 % band {'strict':>7}{'ms':>7}   (CPU, an article)")
    for name, find in (("ours", ours), ("rules alone", rules), ("trivial", trivial)):
        spent = time.process_time()
        kept[name] = predicted(rows, find)
        spent = 1000 * (time.process_time() - spent) / len(rows)
        result = score.score(rows, kept[name], bootstrap=BAND)
        main, strict = (score.get(result, "attribution", row) for row in ("main", "strict"))
        band = "-".join(f"{100 * edge:.1f}" for edge in main["f1_95"])
        print(f"{name:<16}{100 * main['f1']:6.1f}  {band:<10}{100 * strict['f1']:7.1f}{spent:7.0f}")
    print()
    score.show(score.score(rows, kept["ours"], bootstrap=BAND))
    _show_recalls(_recalls(rows, kept["ours"], score))
    _show_worst(rows, kept["ours"], score)
    _show_reliability(rows, kept["ours"], score)
    known = articles("resolved-dev.jsonl")
    print("\nspeakers (resolved-dev)")
    score.show(score.score(known, predicted(known, ours)))
    _show_speed(rows)


def _show_recalls(recalls: list[dict[str, list[int]]]) -> None:
    """Print recall by type and family, with bands over resampled articles."""
    chance = random.Random(BAND)
    drawn = [_sums(chance.choices(recalls, k=len(recalls))) for _ in range(BAND)]
    print("\nrecall by type and family of cues   95 % band")
    for name, (hits, total) in sorted(_sums(recalls).items(), key=lambda item: -item[1][1]):
        shares = sorted(one[name][0] / one[name][1] for one in drawn if name in one)
        low, high = (100 * shares[int(edge * len(shares))] for edge in (0.025, 0.975))
        print(f"{name:<16}{100 * hits / total:6.1f} of {total:<10} {low:.1f}-{high:.1f}")


def _show_worst(rows: list[Row], told: list[Row], score: ModuleType) -> None:
    """Print the most confident statements that are wrong, without the words of the articles."""
    wrong: list[tuple[float, str, str, str]] = []
    for row, one in zip(rows, told, strict=True):
        article = score.Article(row)
        gold, found = article.load(row["attributions"]), article.load(one["attributions"])
        hits = set(score.match("main", found, gold).values())
        for at, each in enumerate(found):
            if at not in hits:
                cue = " ".join(row["text"][slice(*part)] for part in each["raw"]["cue"])
                lemma, _ = lemma_and_act(cue, language_of("en"))
                sure = each["raw"]["confidence"]
                wrong.append((sure, lemma, each["type"], _fault(each, gold, score)))
    print(f"\nthe most confident of {len(wrong)} that are wrong")
    for sure, lemma, kind, fault in sorted(wrong, reverse=True)[:WORST]:
        print(f"{sure:.3f}  {lemma:<14}{kind:<10}{fault}")


def _fault(each: Row, gold: list[Row], score: ModuleType) -> str:
    """Return in what a statement differs from the annotated one nearest to it."""
    near = max(gold, key=lambda one: score.f1(one["content"], each["content"]), default=None)
    if near is None or not near["content"] & each["content"]:
        return "nothing is annotated there"
    if score.f1(near["content"], each["content"]) < MATCH:
        return "its content has another extent"
    if score.admissible("main", each, near):
        return "another statement has the annotated one"
    if not near["source"] or not each["source"]:
        return "nobody annotated as source" if each["source"] else "a source is annotated"
    shared = near["source"] & each["source"]
    return "its source has another extent" if shared else "another source"


def _show_reliability(rows: list[Row], told: list[Row], score: ModuleType) -> None:
    """Print by tenths of confidence what is told and what is right, of all that is given."""
    pairs: list[tuple[float, bool]] = []
    for row, one in zip(rows, told, strict=True):
        article = score.Article(row)
        found = article.load(one["attributions"])
        hits = set(score.match("main", found, article.load(row["attributions"])).values())
        pairs += [(each["raw"]["confidence"], at in hits) for at, each in enumerate(found)]
    print("\nconfidence        told  right  statements")
    for tenth in range(10):
        group = [pair for pair in pairs if min(int(10 * pair[0]), 9) == tenth]
        if group:
            told_mean = sum(pair[0] for pair in group) / len(group)
            right = sum(pair[1] for pair in group) / len(group)
            print(f"from {tenth / 10:.1f}      {told_mean:10.2f} {right:6.2f} {len(group):8}")


def _show_speed(rows: list[Row]) -> None:
    """Print CPU ms a 750-word article: all, the tagger alone, and the bench's experiment.

    The experiment read windows of 126 pieces at every 96th; its tagger alone is counted, not what
    it did before and after.
    """
    some = rows[::6]
    count = sum(len(row["text"].split()) for row in some)

    def tagged(cut: Windows) -> Finder:
        def find(text: str) -> list[Row]:
            scores(words_of(text, vocabulary()), tagger(), cut)
            return []

        return find

    def strided(text: str) -> list[Row]:
        words, run = words_of(text, vocabulary()), tagger()
        for start in range(0, max(len(words.ids) - STRIDE, 1), STRIDE):
            ids = np.array([[CLS, *words.ids[start : start + EXPERIMENT.pieces], SEP]])
            run(ids, np.zeros_like(ids))
        return []

    print()
    finders = {"all": ours, "tagger": tagged(Windows()), "experiment": strided}
    finders["experiment's windows, cut at sentences"] = tagged(EXPERIMENT)
    spent = dict.fromkeys(finders, 0.0)
    for row in some:  # in turns, since the machine's pace changes
        for name, find in finders.items():
            begun = time.process_time()
            find(row["text"])
            spent[name] += time.process_time() - begun
    for name, seconds in spent.items():
        share = seconds / spent["experiment"]
        print(f"{name:<40}{1000 * seconds / count * 750:6.0f} CPU ms for 750 words {share:6.2f}")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


if __name__ == "__main__":
    show()
