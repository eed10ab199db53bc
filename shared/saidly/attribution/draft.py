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


@dataclass(frozen=True, slots=True)
class Frame:
    """Source and cue that introduce speech, and where their words end."""

    source: Range
    cue: Range
    end: int
