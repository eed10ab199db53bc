"""The index under simulated load, by counting; the large run is tests/quality/statements_load."""

from tests.quality.statements_load import OTHERS, STAR, UNIT_BYTES, counted

COUNT = 2_000


def test_each_speaker_of_an_article_costs_one_write_unit() -> None:
    table = counted(COUNT)

    rows = sum(units for pk, units in table.units.items() if pk.startswith("S#"))
    assert rows <= COUNT * (1 + OTHERS)
    assert max(table.held.values()) <= UNIT_BYTES


def test_who_speaks_in_every_article_takes_one_write_of_each() -> None:
    table = counted(COUNT)

    # at a hundred articles a second that is a tenth of what a partition takes
    assert table.units[f"S#{STAR}"] == COUNT


def test_a_speaker_known_already_is_not_written_again() -> None:
    table = counted(COUNT)

    # the entries of the one who speaks everywhere: own and last name once, then a year each
    own = [key for key in table.items if key[1].endswith(f"#{STAR}")]
    assert len(own) == 2
    assert table.units[own[0][0]] + table.units[own[1][0]] < COUNT / 20
