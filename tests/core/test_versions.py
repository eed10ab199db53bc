"""What changed between two readings, as a reader sees it."""

import pytest

from saidly.versions import changes, differs, verdict
from saidly.versions.values import StatementChange
from saidly.versions.wording import hedges
from tests.core.versions_golden import GoldenPair, article, golden_pairs

PAIRS = golden_pairs()


def fits(told: str, wanted: str) -> bool:
    """Compare kinds, and names as far as the pair gives them: the finder may add a role."""
    (kinds, _, who), (wanted_kinds, _, wanted_who) = told.partition(" "), wanted.partition(" ")
    sides = zip(who.split(" > "), wanted_who.split(" > "), strict=False)
    return kinds == wanted_kinds and all(two in one for one, two in sides)


def told(change: StatementChange) -> str:
    """Write a change of a statement the way the golden pairs do."""
    one, other = (
        (side.source or "nobody") if side else None for side in (change.before, change.after)
    )
    who = f"{one} > {other}" if "reattributed" in change.kinds else one or other
    return f"{'+'.join(change.kinds)} {who}"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_golden_pair_is_judged_as_a_reader_would(pair: GoldenPair) -> None:
    assert verdict(pair.before, pair.after) == pair.verdict
    if pair.verdict in ("same", "changed"):
        found = changes(article(pair.before), article(pair.after))

        assert found.classes == pair.classes
        left = [told(change) for change in found.statements]
        for wanted in pair.statements:
            left.remove(next(one for one in left if fits(one, wanted)))
        assert left == []
        assert differs(pair.before, pair.after) == bool(pair.classes)


def test_a_month_is_no_doubt() -> None:
    assert hedges("The next storm is due in May, not in June.") == []
    assert hedges("It may rain.") == ["may"]


def test_there_are_many_golden_pairs() -> None:
    assert len(PAIRS) >= 60
    assert len({pair.name for pair in PAIRS}) == len(PAIRS)
