"""From the tagger's scores to statements: the best legal tags, then who introduces what."""

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np

from saidly.attribution.confidence import Evidence
from saidly.attribution.tagging import TAGS, Floats, Linked, Part, Scores

NEAR = 8  # spans on each side that a link may reach; more never won on dev
# Added to the score of cues: content whose cue is missed is lost to another statement. On dev, main
# and strict F1 were 77.5 and 59.9 with 0, 77.8 and 61.0 with 1, 77.2 and 60.2 with 2.
CUE_BIAS = 1.0
_NEVER = -1e9
_SOURCE, _CUE, _CONTENT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Found:
    """One statement as ranges of words, with what its confidence is judged by."""

    source: Part | None
    cue: Part
    content: tuple[Part, ...]
    evidence: Evidence


def best_tags(tags: Floats) -> list[int]:
    """Return the legal path of the highest score: an inside tag must follow its like.

    Plain Python over lists: on seven tags numpy's calls cost ten times the sums.
    """
    if not len(tags):
        return []
    biased = tags.copy()
    biased[:, 3:5] += CUE_BIAS
    rows: list[list[float]] = biased.tolist()
    best = [0.0] + [_NEVER] * (TAGS - 1)  # as if nothing stood before the text
    back = []
    for row in rows:
        top = max(best)
        from_any = best.index(top)
        before = [from_any] * TAGS
        scored = [top + score for score in row]
        for inside in (2, 4, 6):
            before[inside] = inside if best[inside] > best[inside - 1] else inside - 1
            scored[inside] = best[before[inside]] + row[inside]
        back.append(before)
        best = scored
    path = [best.index(max(best))]
    for before in reversed(back[1:]):
        path.append(before[path[-1]])
    return path[::-1]


def spans_of(path: list[int]) -> tuple[list[Part], list[Part], list[Part]]:
    """Return the ranges of sources, cues and contents in a path of tags."""
    out: tuple[list[Part], list[Part], list[Part]] = ([], [], [])
    at = 0
    while at < len(path):
        end = at + 1
        if path[at]:
            inside = (path[at] + 1) // 2 * 2
            while end < len(path) and path[end] == inside:
                end += 1
            out[inside // 2 - 1].append((at, end))
        at = end
    return out


def found(scores: Scores) -> list[Found]:
    """Return the statements, in order of their cues."""
    spans = spans_of(best_tags(scores.tags))
    groups: dict[Part, list[tuple[Part, float]]] = {}
    for content in spans[_CONTENT]:
        cues = _near(spans[_CUE], content)
        if cues:
            pick, chance = _picked(_asked(scores, content, 0, cues)[:-1])
            groups.setdefault(cues[pick], []).append((content, chance))
    sums = _roles(scores.tags)
    out = []
    for cue, contents in sorted(groups.items()):
        sources = _near(spans[_SOURCE], cue)
        pick, chance = _picked(_asked(scores, cue, 2, sources))
        source = sources[pick] if pick < len(sources) else None
        pieces = tuple(content for content, _ in contents)
        evidence = Evidence(
            source_link=chance,
            content_link=min(chance for _, chance in contents),
            content=_mean(sums, pieces, _CONTENT),
            cue=_mean(sums, (cue,), _CUE),
            source=_mean(sums, (source,), _SOURCE) if source else None,
        )
        out.append(Found(source, cue, pieces, evidence))
    return out


def _near(spans: list[Part], to: Part) -> list[Part]:
    at = bisect_left(spans, to)
    return spans[max(0, at - NEAR) : at + NEAR]


def _asked(scores: Scores, part: Part, head: int, goals: list[Part]) -> list[float]:
    """Return how strongly ``part`` points at the start of each goal, and last at nobody.

    A goal that no window shows together with ``part`` is far away: the nearest of those wins.
    """
    starts = [goal[0] for goal in goals]
    told: list[list[float]] = [[] for _ in starts]
    nobody: list[float] = []
    for window in _around(scores, part):
        low, high = max(part[0], window.start), min(part[1], window.end)
        asks = window.vectors[low - window.start : high - window.start, head]
        ask = np.add.reduce(asks) / (len(asks) * math.sqrt(asks.shape[1]))
        first, last = bisect_left(starts, window.start), bisect_left(starts, window.end)
        rows = [start - window.start for start in starts[first:last]]
        for at, value in enumerate((window.vectors[rows, head + 1] @ ask).tolist(), first):
            told[at].append(value)
        nobody.append(float(window.nobody @ ask))
    far = [-100.0 - abs(start - part[0]) / 1000 for start in starts]
    return [_average(told[at] or [away]) for at, away in enumerate(far)] + [_average(nobody)]


def _around(scores: Scores, part: Part) -> list[Linked]:
    """Return the windows that share a word with ``part``; of very many the outermost ones."""
    windows = scores.windows
    low = bisect_right(windows, part[0], key=lambda window: window.end)
    high = bisect_left(windows, part[1], key=lambda window: window.start)
    near = windows[low:high]
    return near if len(near) <= 2 * NEAR else near[:NEAR] + near[-NEAR:]


def _average(values: list[float]) -> float:
    return sum(values) / len(values)


def _picked(values: list[float]) -> tuple[int, float]:
    """Return which value is the highest, and its share of the softmax."""
    most = max(values)
    return values.index(most), 1 / sum(math.exp(value - most) for value in values)


def _roles(tags: Floats) -> Floats:
    """Return the probability of each role, summed over all words before each word."""
    each = np.exp(tags[:, 1:], dtype=np.float64).reshape(-1, 3, 2).sum(-1)
    return np.concatenate((np.zeros((1, 3)), each.cumsum(0)))


def _mean(sums: Floats, parts: tuple[Part, ...], role: int) -> float:
    """Return the mean probability that the words of the ranges have the role."""
    held = sum(sums[end, role] - sums[start, role] for start, end in parts)
    return float(held / sum(end - start for start, end in parts))
