"""The development pages and what their golds say of each run of text in them."""

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from saidly.clean import features
from saidly.clean.tree import UNSEEN

SETS = ("trafilatura", "fundus-fixtures")
# pages of the trafilatura set read line by line: the numbers of the story's runs, and of those
# on which two editors may differ; standfirsts are left open
_BY_HAND = Path(__file__).with_name("by_hand.tsv")
_SHORT = 12  # letters and digits; a shorter piece of a paragraph proves nothing


@dataclass(frozen=True, slots=True)
class Sample:
    """A page as it was fetched, and its gold."""

    html: bytes
    gold: dict[str, Any]

    @property
    def url(self) -> str:
        """Its address."""
        return str(self.gold["url"])

    @property
    def domain(self) -> str:
        """The registered domain: pages of one never stand on both sides of a split."""
        return str(self.gold["domain"])


@dataclass(frozen=True, slots=True)
class Labels:
    """What a run is, one entry a run: 1, 0, or None where the gold does not tell."""

    keep: list[int | None]
    heading: list[int | None]
    dek: list[int | None]


def samples(bench: Path) -> Iterator[Sample]:
    """Yield the pages of both sets in ``bench`` (a folder like ``shared/bench/extraction``)."""
    for name in SETS:
        with (bench / name / "gold.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                gold = json.loads(line)
                html = gzip.decompress((bench / name / gold["page"]).read_bytes())
                yield Sample(html, gold)


def labels(sample: Sample, texts: list[str]) -> Labels:
    """Return what the gold says of each of the page's runs.

    Args:
        sample: the page.
        texts: its runs' texts in order.
    """
    if "sections" in sample.gold:
        return _aligned(sample.gold, texts)
    return _found(sample.gold, texts)


@cache
def by_hand() -> dict[tuple[str, int], list[int | None]]:
    """Return what was told of each run by hand, by the page's id and how many runs it has.

    A page that is cut into other runs than it was is nobody's.
    """
    with _BY_HAND.open(encoding="utf-8", newline="") as lines:
        return {
            (row["id"], runs): _told(runs, _numbers(row["story"]), _numbers(row["open"]))
            for row in csv.DictReader(lines, delimiter="\t")
            for runs in [int(row["runs"])]
        }


def _told(runs: int, story: set[int], doubtful: set[int]) -> list[int | None]:
    return [None if place in doubtful else int(place in story) for place in range(runs)]


def _numbers(ranges: str) -> set[int]:
    """Return the numbers of a list like ``3-5,9``."""
    ends = [part.partition("-") for part in ranges.split(",") if part]
    return {n for first, _, last in ends for n in range(int(first), int(last or first) + 1)}


def _aligned(gold: dict[str, Any], texts: list[str]) -> Labels:
    """Label by the whole story: runs equal to its units in order, then pieces of what is left."""
    units: list[tuple[str, int]] = []
    for section in gold["sections"]:
        if section["heading"]:
            units.append((features.key(section["heading"]), 1))
        units.extend((features.key(text), 0) for text in section["paragraphs"])
    units = [unit for unit in units if unit[0]]
    keys = [features.key(text) for text in texts]
    keep: list[int | None] = [0] * len(keys)
    heading: list[int | None] = [0] * len(keys)
    matcher = SequenceMatcher(None, [unit[0] for unit in units], keys, autojunk=False)
    left = dict(enumerate(units))
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            keep[block.b + step] = 1
            heading[block.b + step] = units[block.a + step][1]
            left.pop(block.a + step, None)
    for place, key in enumerate(keys):
        if keep[place]:
            continue
        for text, is_heading in left.values():
            if key == text or (len(key) >= _SHORT and _overlap(key, text)):
                keep[place], heading[place] = 1, is_heading
                break
    deks = [features.key(text) for text in gold.get("dek_parts") or [gold.get("dek") or ""]]
    whole = features.key(gold.get("dek") or "")
    dek: list[int | None] = [
        int(bool(key) and not keep[place] and (key == whole or key in deks))
        for place, key in enumerate(keys)
    ]
    if sum(len(unit[0]) for unit in left.values()) > 0.6 * sum(len(u[0]) for u in units):
        return Labels([None] * len(keys), [None] * len(keys), dek)  # the body isn't in the markup
    return Labels(keep, heading, dek)


def _overlap(key: str, text: str) -> bool:
    return key in text or (len(text) > 0.6 * len(key) and text in key)


def _found(gold: dict[str, Any], texts: list[str]) -> Labels:
    """Label by the few segments that must, and must not, be in the text."""
    keep: list[int | None] = [None] * len(texts)
    squashed = [" ".join(text.split()) for text in texts]
    joined = " ".join(squashed)
    ends: list[int] = []
    for text in squashed:
        ends.append((ends[-1] + 1 if ends else 0) + len(text))
    for segments, label in ((gold["without"], 0), (gold["with"], 1)):
        for segment in segments:
            wanted = " ".join(UNSEEN.sub("", segment).split())
            at = joined.find(wanted)
            while wanted and at >= 0:
                for place, end in enumerate(ends):
                    size = len(squashed[place])
                    if end <= at or end - size >= at + len(wanted):
                        continue
                    if label or size < 3 * len(wanted) + 40:
                        keep[place] = label
                at = joined.find(wanted, at + 1) if not label else -1
    nothing: list[int | None] = [None] * len(texts)
    return Labels(keep, nothing, nothing)
