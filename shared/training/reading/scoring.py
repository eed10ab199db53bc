"""Pages read by given forests, and their scores by the benchmark's own script."""

import importlib.util
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from saidly.clean import headlines, judging, reading
from saidly.errors import SaidlyError
from saidly.extract import extract
from saidly.model import Article
from training.reading.pages import SETS, Sample, by_hand

COLUMNS = [
    ("trafilatura", "F"),
    *(
        ("fundus-fixtures", column)
        for column in ("body.F1", "para.F1", "head.F1", "invented", "dek", "strict")
    ),
]


class Scorer:
    """The benchmark's ``score.py``."""

    def __init__(self, bench: Path) -> None:
        """Load the script and the golds of ``bench``."""
        spec = importlib.util.spec_from_file_location("score", bench / "score.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(bench / "score.py")
        self.script: Any = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.script)
        self.golds = {
            gold["id"]: gold
            for name in SETS
            for gold in self.script.read_lines(bench / name / "gold.jsonl")
        }

    def pages(self, found: Iterable[dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
        """Return each page's values, by set and id."""
        values: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in SETS}
        for prediction in found:
            name = prediction["id"].partition("/")[0]
            judge = self.script.DATASETS[name][0]
            gold = self.golds[prediction["id"]]
            values[name][prediction["id"]] = judge(gold, prediction, None)
        return values

    def tables(self, found: Iterable[dict[str, Any]]) -> dict[str, dict[str, float]]:
        """Return the figures of each set."""
        return {
            name: self.script.DATASETS[name][1](list(pages.values()))
            for name, pages in self.pages(found).items()
        }

    def show(self, tables: list[dict[str, dict[str, float]]]) -> None:
        """Print figures as the script does."""
        for name in SETS:
            self.script.print_table(name, [("saidly", table[name]) for table in tables])

    def write_pages(self, found: list[dict[str, Any]], out: Path) -> None:
        """Write a line for each page: its values and what was read."""
        values = self.pages(found)
        with out.open("w", encoding="utf-8") as lines:
            for prediction in found:
                name = prediction["id"].partition("/")[0]
                row = {**values[name][prediction["id"]], "read": prediction}
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def predictions(samples: Iterable[Sample], judges: judging.Judges) -> list[dict[str, Any]]:
    """Read pages with ``judges``, and return what the benchmark scores."""
    return [_prediction(sample, judges) for sample in samples]


def _prediction(sample: Sample, judges: judging.Judges) -> dict[str, Any]:
    try:
        page = reading.read(sample.html, sample.url, None, judges)
    except SaidlyError:
        return {"id": sample.gold["id"]}
    return told(sample.gold["id"], extract(page, lambda _: ()))


def told(name: str, article: Article) -> dict[str, Any]:
    """Return an article as a line that the benchmark reads.

    Segments are looked for in what readers of the text get: the standfirst, which the trafilatura
    set counts as text, and the body.
    """
    stated = article.metadata
    published = stated.date_published
    return {
        "id": name,
        "headline": stated.headline,
        "dek": stated.dek,
        "authors": [each.name for each in stated.authors],  # the gold names organisations too
        "published": published.value.isoformat() if published else None,
        "sections": [
            {"heading": each.heading, "paragraphs": [block.text for block in each.blocks]}
            for each in article.sections
        ],
        "text": "\n\n".join(filter(None, (stated.dek, article.body))),
    }


def agreement(samples: Iterable[Sample], judges: judging.Judges) -> list[float]:
    """Return for each page that was read by hand the F1 of the runs that ``judges`` keep.

    It is 1 where the story's runs, as told by hand, are kept and no others; the few segments of
    the gold say nothing of most lines. Standfirsts and what editors may differ on do not count.
    """
    told = by_hand()
    found = []
    for sample in samples:
        try:
            page = reading.sighted(sample.html, sample.url, None)
        except SaidlyError:
            continue
        lines = told.get((sample.gold["id"], len(page.scene.sights)))
        if lines is not None:
            headline = headlines.headline(page.marks, page.scene, page.facts)
            kept = {*judging.judge(page.scene, headline, judges).kept}
            story = {place for place, line in enumerate(lines) if line}
            judged = {place for place in kept if lines[place] is not None}
            found.append(2 * len(kept & story) / max(1, len(judged) + len(story)))
    return found
