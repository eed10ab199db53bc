"""Annotated articles as targets for the tagger, cut into windows and batches."""

import gzip
import json
import random
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from saidly.attribution.pieces import CLS, MASK, SEP, Vocabulary, Words, words_of

ROLES = ("source", "cue", "content")
NOBODY, NO_ANSWER = -1, -100  # a cue without source; a word that no link starts from


@dataclass(frozen=True, slots=True)
class Example:
    """One article: its words, a tag for each, and whom each word points at (word indices)."""

    id: str
    row: dict
    words: Words
    tags: list[int]
    to_cue: list[int]
    to_source: list[int]
    annotator: int


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end`` of an example."""

    example: Example
    start: int
    end: int

    @property
    def pieces(self) -> int:
        """Return the number of pieces, marks at both ends included."""
        first = self.example.words.first
        return first[self.end] - first[self.start] + 2


def examples(path: Path, vocabulary: Vocabulary) -> list[Example]:
    """Return the articles of a ``.jsonl.gz`` file in the form of the attribution bench."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    people = sorted({row["annotator"] for row in rows})
    return [_example(row, vocabulary, people.index(row["annotator"]) + 1) for row in rows]


def _example(row: dict, vocabulary: Vocabulary, annotator: int) -> Example:
    words = words_of(row["text"], vocabulary)
    size = len(words.spans)
    tags, to_cue, to_source = [0] * size, [NO_ANSWER] * size, [NO_ANSWER] * size
    ends = [end for _, end in words.spans]
    for attribution in row["attributions"]:
        ranges = {role: _ranges(words, ends, attribution[role]) for role in ROLES}
        for place, role in enumerate(ROLES):
            for start, end in ranges[role]:
                tags[start] = 2 * place + 1
                tags[start + 1 : end] = [2 * place + 2] * (end - start - 1)
        cue = ranges["cue"][0][0] if ranges["cue"] else NOBODY
        source = ranges["source"][0][0] if ranges["source"] else NOBODY
        for start, end in ranges["content"]:
            to_cue[start:end] = [cue] * (end - start)
        for start, end in ranges["cue"]:
            to_source[start:end] = [source] * (end - start)
    return Example(row["id"], row, words, tags, to_cue, to_source, annotator)


def _ranges(words: Words, ends: list[int], spans: list[list[int]]) -> list[tuple[int, int]]:
    """Return the word ranges that the character spans cover."""
    out = []
    for start, end in spans:
        low = high = bisect_right(ends, start)
        while high < len(ends) and words.spans[high][0] < end:
            high += 1
        if low < high:
            out.append((low, high))
    return out


def windows(example: Example, size: int, phase: int) -> list[Window]:
    """Return consecutive windows of at most ``size`` pieces; the first ends by ``phase``.

    A cut falls on the start of a paragraph, else of a sentence, if the last quarter has one.
    """
    first, opens, count = example.words.first, example.words.opens, len(example.words.spans)
    out, start, limit = [], 0, phase
    while start < count:
        end = max(bisect_right(first, first[start] + limit) - 1, start + 1)
        if end < count:
            low = bisect_right(first, first[start] + limit * 3 // 4)
            cuts = sorted(range(low, end + 1), key=lambda at: (opens[at], at))
            end = cuts[-1] if cuts and opens[cuts[-1]] else end
        out.append(Window(example, start, end))
        start, limit = end, size
    return out


def batches(data: list[Example], settings: dict, chance: random.Random) -> list[list[Window]]:
    """Return one epoch of batches, each of windows of like length."""
    every = []
    for example in data:
        size = chance.choice(settings["window_pieces"])
        phase = chance.randrange(size // 4, size + 1)
        every += [w for w in windows(example, size, phase) if w.end - w.start > 3]
    chance.shuffle(every)
    out: list[list[Window]] = []
    for at in range(0, len(every), 256):
        batch: list[Window] = []
        for window in sorted(every[at : at + 256], key=lambda w: w.pieces):
            if batch and (len(batch) + 1) * _padded(window.pieces) > settings["batch_pieces"]:
                out.append(batch)
                batch = []
            batch.append(window)
        out.append(batch)
    chance.shuffle(out)
    return out


def _padded(pieces: int) -> int:
    return -(-pieces // 32) * 32  # few distinct shapes


def tensors(batch: list[Window], settings: dict, chance: random.Random) -> dict[str, Tensor]:
    """Return the padded arrays of a training batch; words are masked, annotators forgotten."""
    shape = (len(batch), _padded(max(window.pieces for window in batch)))
    out = {name: torch.zeros(shape, dtype=torch.long) for name in ("ids", "kinds", "mask")}
    out |= {name: torch.full(shape, NO_ANSWER) for name in ("tags", "to_cue", "to_source")}
    out["annotators"] = torch.tensor(
        [
            0 if chance.random() < settings["unknown_annotator"] else w.example.annotator
            for w in batch
        ]
    )
    for row, window in enumerate(batch):
        _fill(out, row, window, settings["masked_words"], chance)
    return out


def _fill(
    out: dict[str, Tensor], row: int, window: Window, masked: float, chance: random.Random
) -> None:
    words, start, end = window.example.words, window.start, window.end
    base, size = words.first[start], window.pieces
    ids = words.ids[base : words.first[end]]
    at = [words.first[word] - base + 1 for word in range(start, end)]
    kinds = [words.kinds[word] for word in range(start, end) for _ in _range(words, word)]
    for place in range(len(ids)):
        if chance.random() < masked:
            ids[place] = MASK
    out["ids"][row, :size] = torch.tensor([CLS, *ids, SEP])
    out["kinds"][row, 1 : size - 1] = torch.tensor(kinds)
    out["mask"][row, :size] = 1
    out["tags"][row, at] = torch.tensor(window.example.tags[start:end])
    for name in ("to_cue", "to_source"):
        goals = getattr(window.example, name)[start:end]
        out[name][row, at] = torch.tensor([_goal(goal, window, at) for goal in goals])


def _range(words: Words, word: int) -> range:
    return range(words.first[word], words.first[word + 1])


def _goal(goal: int, window: Window, at: list[int]) -> int:
    """Return the piece that a word points at; 0 means nobody."""
    if goal == NOBODY:
        return 0
    return at[goal - window.start] if window.start <= goal < window.end else NO_ANSWER
