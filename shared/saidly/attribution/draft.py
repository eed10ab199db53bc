"""What a finder hands on: one statement as bare spans, before types and speakers are known."""

from dataclasses import dataclass
from typing import Literal

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """One statement found: spans in code points, end exclusive; content in order."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    confidence: float
    method: Literal["model", "rules"] = "rules"
    via: tuple[tuple[Range, Range], ...] = ()  # relays: source and cue of each
