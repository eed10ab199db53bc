"""From the tagger's scores to statements: the best legal tags, then who introduces what."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np

from saidly.attribution.confidence import Evidence
from saidly.attribution.tagging import TAGS, Floats, Ints, Linked, Part, Scores

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


def _steps() -> Floats:
    """Return the score of each pair of neighbouring tags: inside must follow its like."""
    steps = np.zeros((TAGS, TAGS), np.float32)
    for inside in (2, 4, 6):
        for before in range(TAGS):
            if before not in (inside, inside - 1):
                steps[before, inside] = _NEVER
    return steps


STEPS = _steps()


def best_tags(tags: Floats) -> list[int]:
    """Return the legal path of the highest score."""
    if not len(tags):
        return []
    tags = tags.copy()
    tags[:, 3:5] += CUE_BIAS
    back: Ints = np.zeros(tags.shape, np.int64)
    best = tags[0].copy()
    best[[2, 4, 6]] = _NEVER
    for at in range(1, len(tags)):
        step = best[:, None] + STEPS
        back[at] = step.argmax(0)
        best = step.max(0) + tags[at]
    path = [int(best.argmax())]
    for at in range(len(tags) - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
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
            chances = _chances(_asked(scores, content, 0, cues)[:-1])
            pick = int(chances.argmax())
            groups.setdefault(cues[pick], []).append((content, float(chances[pick])))
    out = []
    for cue, contents in sorted(groups.items()):
        sources = _near(spans[_SOURCE], cue)
        chances = _chances(_asked(scores, cue, 2, sources))
        pick = int(chances.argmax())
        source = sources[pick] if pick < len(sources) else None
        pieces = tuple(content for content, _ in contents)
        evidence = Evidence(
            source_link=float(chances[pick]),
            content_link=min(chance for _, chance in contents),
            content=_mean(scores, pieces, _CONTENT),
            cue=_mean(scores, (cue,), _CUE),
            source=_mean(scores, (source,), _SOURCE) if source else None,
        )
        out.append(Found(source, cue, pieces, evidence))
    return out


def _near(spans: list[Part], to: Part) -> list[Part]:
    at = bisect_left(spans, to)
    return spans[max(0, at - NEAR) : at + NEAR]


def _asked(scores: Scores, part: Part, head: int, goals: list[Part]) -> Floats:
    """Return how strongly ``part`` points at the start of each goal, and last at nobody.

    A goal that no window shows together with ``part`` is far away: the nearest of those wins.
    """
    sums = np.zeros(len(goals) + 1, np.float32)
    seen = np.zeros(len(goals) + 1, np.float32)
    for window in _around(scores, part):
        low, high = max(part[0], window.start), min(part[1], window.end)
        ask = window.vectors[low - window.start : high - window.start, head].mean(0)
        ask = ask * ask.shape[-1] ** -0.5
        sums[-1] += window.nobody @ ask
        seen[-1] += 1
        for at, (goal, _) in enumerate(goals):
            if window.start <= goal < window.end:
                sums[at] += window.vectors[goal - window.start, head + 1] @ ask
                seen[at] += 1
    far = [-100.0 - abs(goal[0] - part[0]) / 1000 for goal in goals]
    return np.where(seen > 0, sums / np.maximum(seen, 1), np.array([*far, 0.0], np.float32))


def _around(scores: Scores, part: Part) -> list[Linked]:
    """Return the windows that share a word with ``part``; of very many the outermost ones."""
    windows = scores.windows
    low = bisect_right(windows, part[0], key=lambda window: window.end)
    high = bisect_left(windows, part[1], key=lambda window: window.start)
    near = windows[low:high]
    return near if len(near) <= 2 * NEAR else near[:NEAR] + near[-NEAR:]


def _chances(values: Floats) -> Floats:
    powers = np.exp(values - values.max())
    out: Floats = powers / powers.sum()
    return out


def _mean(scores: Scores, parts: tuple[Part, ...], role: int) -> float:
    """Return the mean probability that the words of the ranges have the role."""
    both = [scores.tags[start:end, 2 * role + 1 : 2 * role + 3] for start, end in parts]
    return float(np.exp(np.concatenate(both)).sum(-1).mean())
