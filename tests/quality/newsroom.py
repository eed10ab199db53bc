"""Simulated days of a press that edits: planned against found, and what watching it costs.

    python -m tests.quality.newsroom [DAYS]

All golden pairs of versions are lived through, beside stories that stay, move and vanish; the
real lines over the embedded AWS, under a clock that is moved by hand (``tests/newsroom.py``).
"""

import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from saidly.local.stack import LocalStack
from saidly.local.state import StateFolder
from tests.core.versions_golden import golden_pairs
from tests.newsroom import Clock, Newsroom, ScriptedPress, Story, script
from tests.stack.shelves import deployed

START = datetime(2026, 3, 2, 6, tzinfo=UTC)
STEADY = 60


def main(days: float) -> None:
    """Live so many days and print the tables."""
    pairs = [
        pair
        for pair in golden_pairs()
        if pair.before.metadata.headline and pair.after.metadata.headline
    ]
    clock = Clock(START)
    press = ScriptedPress(script(pairs, STEADY, START, days * 24 * 0.6), clock)
    with tempfile.TemporaryDirectory() as scratch:
        stack = LocalStack(StateFolder(Path(scratch) / "state"))
        stack.start()
        press.start()
        try:
            room = Newsroom(press, clock, deployed(stack.cloud))
            room.run(START + timedelta(days=days))
            _told(room, days)
        finally:
            press.stop()
            stack.stop()


def _told(room: Newsroom, days: float) -> None:
    planned, found = Counter[str](), Counter[str]()
    wrong, false = [], 0
    every = list(room.press.stories.values())
    for story in every:
        classes = [edit.classes for edit in room.edits(story)]
        planned.update(story.planned())
        found.update(kind for each in classes for kind in each if kind in story.planned())
        if classes != ([story.planned()] if story.planned() else []):
            wrong.append(f"{_named(story)}: planned {story.planned()}, found {classes}")
        false += len(classes) - bool(story.planned()) if classes else 0
    print(f"{'class':12} {'planned':>8} {'found':>6}")
    for kind, count in planned.most_common():
        print(f"{kind:12} {count:8} {found[kind]:6}")
    looks = room.outcomes["unchanged"]
    print(f"\n{len(every)} stories, {days:g} days: {sum(room.outcomes.values())} orders")
    print(", ".join(f"{name} {count}" for name, count in room.outcomes.most_common()))
    per = 100 * false / looks
    print(f"versions not planned, per 100 re-reads without a change: {per:.2f}")
    print(*wrong, sep="\n")
    print(f"\n{'call':28} {'in all':>8} {'a story a day':>14}")
    for name, count in room.calls.most_common():
        print(f"{name:28} {count:8} {count / len(every) / days:14.2f}")


def _named(story: Story) -> str:
    return story.pair.name if story.pair else f"{story.name} ({story.fate})"


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3)
