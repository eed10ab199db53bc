"""Rules by registered domain, read when first asked for."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from saidly.errors import InvalidUrl
from saidly.urls import registered_domain


@dataclass(frozen=True, slots=True)
class Rule:
    """What a publisher does that its pages don't tell.

    Attributes:
        month_first: dates in figures name the month before the day.
        house_lines: the lines that it sets into every story, as patterns that a line must match
            from its beginning.
    """

    month_first: bool = False
    house_lines: tuple[re.Pattern[str], ...] = ()

    def is_house_line(self, line: str) -> bool:
        """Tell whether a line is one that the publisher sets into every story."""
        return any(pattern.match(line) for pattern in self.house_lines)


NONE = Rule()


def rule(url: str) -> Rule:
    """Return the rule for a page's publisher; one that says nothing for most."""
    try:
        return _rules().get(registered_domain(url), NONE)
    except InvalidUrl:
        return NONE


@cache
def _rules() -> dict[str, Rule]:
    found = {}
    for entry in files("saidly.publishers").iterdir():
        domain, ending = entry.name.rpartition(".")[::2]
        if ending == "json":
            told = json.loads(entry.read_text("utf-8"))
            lines = tuple(re.compile(line) for line in told.get("houseLines", ()))
            found[domain] = Rule(bool(told.get("monthFirst", False)), lines)
    return found
