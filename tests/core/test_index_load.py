"""The index under simulated load, by counting; the large run is tests/quality/statements_load."""

from tests.quality.statements_load import OTHERS, STAR, UNIT_BYTES, counted

COUNT = 2_000


def test_each_speaker_of_an_article_costs_one_write_unit() -> None:
    table = counted(COUNT)

    rows = sum(units for pk, units in table.units.items() if pk.startswith("S#"))
    assert rows <= COUNT * (1 + OTHERS)
    assert max(table.sizes) <= UNIT_BYTES


def test_a_speaker_of_all_articles_is_spread_evenly_over_the_years() -> None:
    table = counted(COUNT)

    star = [units for pk, units in table.units.items() if pk.startswith(f"S#{STAR}#")]
    assert len(star) == 10
    assert max(star) <= 1.01 * COUNT / 10 + 1


def test_a_speaker_known_already_is_not_written_again() -> None:
    table = counted(COUNT)

    # the entries of the one who speaks everywhere: own and last name once, then a year each
    own = [key for key in table.items if key[1].endswith(f"#{STAR}")]
    assert len(own) == 2
    assert table.units[own[0][0]] + table.units[own[1][0]] < COUNT / 20
