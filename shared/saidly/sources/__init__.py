"""What is watched: sources as data, how they fare, when they are visited next, and their shelf."""

from saidly.sources.globs import MAX_PATTERN_CHARS, Globs, check_pattern
from saidly.sources.shelf import LEASE, MemorySources, Sources
from saidly.sources.times import after_failure, after_success
from saidly.sources.values import (
    DAILY_BUDGET,
    INTERVAL_MINUTES,
    Health,
    Kind,
    Proposal,
    Source,
    Waiting,
    Watched,
    revision,
)

__all__ = [
    "DAILY_BUDGET",
    "INTERVAL_MINUTES",
    "LEASE",
    "MAX_PATTERN_CHARS",
    "Globs",
    "Health",
    "Kind",
    "MemorySources",
    "Proposal",
    "Source",
    "Sources",
    "Waiting",
    "Watched",
    "after_failure",
    "after_success",
    "check_pattern",
    "revision",
]
