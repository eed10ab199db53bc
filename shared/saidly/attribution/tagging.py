"""Run the tagger over a text in overlapping windows, and read spans and links off its scores.

Works on arrays alone: whoever calls says how a batch of windows is scored, so that training
(torch) and extraction (onnxruntime) decode alike.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from saidly.attribution.pieces import CLS, SEP, Words

# spelled out because numpy.typing, which has a name for it, stays out of the layer
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
# (ids, kinds), each (1, length) -> tag scores (1, length, 7), link vectors (1, length, 4 x size).
# One window at a time: windows differ in length, and padding costs more than batching saves.
Run = Callable[[Ints, Ints], tuple[Floats, Floats]]
Part = tuple[int, int]  # a range of words

TAGS = 7  # O, then begin and inside of source, cue, content
LAST = 510  # the last piece the encoder has a position for; only a freak word has more
RAMP = 32  # pieces from a window's inner edge over which its vote grows to full weight


@dataclass(frozen=True, slots=True)
class Windows:
    """How a text is cut: pieces to a window, pieces shared by neighbours."""

    pieces: int = 190  # on dev better than 254 and 126
    overlap: int = 32  # 48 is as good and costs a tenth more


@dataclass(frozen=True, slots=True)
class Linked:
    """The link vectors of one window; vectors of different windows do not compare."""

    start: int
    end: int
    vectors: Floats  # (words, 4, link size): content asks, cue answers, cue asks, source answers
    nobody: Floats  # (link size,): what "no source at all" answers


@dataclass(frozen=True, slots=True)
class Scores:
    """What the tagger says about the words of a text."""

    tags: Floats  # (words, 7) log probabilities
    windows: list[Linked]  # in order


def scores(words: Words, run: Run, cut: Windows) -> Scores:
    """Return the scores of all words; tags are averaged where neighbouring windows overlap."""
    tags = np.zeros((len(words.spans), TAGS), np.float32)
    seen = np.zeros((len(words.spans), 1), np.float32)
    windows: list[Linked] = []
    for start, end in _windows(words, cut):
        scored, linked = run(*_arrays(words, (start, end)))
        vectors = linked[0].reshape(linked.shape[1], 4, -1)
        places = np.minimum(np.array(words.first[start:end]) - words.first[start] + 1, LAST)
        weight = _weights(words, (start, end))[:, None]
        tags[start:end] += _log_softmax(scored[0, places]) * weight
        seen[start:end] += weight
        windows.append(Linked(start, end, vectors[places], vectors[0, 3]))
    return Scores(tags / seen, windows)


def _windows(words: Words, cut: Windows) -> Iterator[Part]:
    """Yield overlapping ranges of words whose pieces fit a window; one word always fits.

    Windows begin and end where a paragraph or sentence does, as in training, if one is near.
    """
    first, count, start = words.first, len(words.spans), 0
    while start < count:
        end = max(bisect_right(first, first[start] + cut.pieces) - 1, start + 1)
        if end < count:
            low = bisect_right(first, first[start] + cut.pieces * 3 // 4)
            end = max(range(low, end + 1), key=lambda at: (words.opens[at], at), default=end)
        yield start, end
        if end == count:
            return
        low = max(bisect_right(first, first[end] - cut.overlap) - 1, start + 1)
        start = max(range(low, end + 1), key=lambda at: (words.opens[at] > 0, -at))


def _arrays(words: Words, part: Part) -> tuple[Ints, Ints]:
    """Return the pieces of a window between their marks, and the kind of each piece's word."""
    start, end = part
    base = words.first[start]
    ids = words.ids[base : words.first[end]][:LAST]
    counts = np.diff(words.first[start : end + 1])
    kinds = np.zeros((1, len(ids) + 2), np.int64)
    kinds[0, 1:-1] = np.repeat(words.kinds[start:end], counts)[:LAST]
    return np.array([[CLS, *ids, SEP]], np.int64), kinds


def _weights(words: Words, part: Part) -> Floats:
    """Return each word's vote: less near an edge that the text goes on beyond."""
    start, end = part
    weight = np.ones(end - start, np.float32)
    ramp = np.minimum(np.arange(1, end - start + 1, dtype=np.float32) / RAMP, 1.0)
    if start:
        weight *= ramp
    if end < len(words.spans):
        weight *= ramp[::-1]
    return weight


def _log_softmax(values: Floats) -> Floats:
    values = values - values.max(-1, keepdims=True)
    out: Floats = values - np.log(np.exp(values).sum(-1, keepdims=True))
    return out
