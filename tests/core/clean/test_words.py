from saidly.clean import lexicon, tokens
from saidly.clean.spotting import Spotter, indexed


def named(bits: int, names: tuple[str, ...]) -> set[str]:
    return {name for place, name in enumerate(names) if bits >> place & 1}


def test_a_spotter_finds_words_anywhere_and_minds_their_ends() -> None:
    spotter = Spotter(indexed(["harbour| sea ", "boat|har"]))

    assert spotter.bits("xharbourx") == 0b11
    assert spotter.bits("seaside") == 0
    assert spotter.bits("the sea is") == 0b01
    assert spotter.bits("bo") == 0


def test_names_are_told_in_every_spelling() -> None:
    for label in ("readMore", "read-more", "read_more box", "x READ-MORE"):
        assert "related" in named(tokens.groups(label), tokens.NAMES)
    assert named(tokens.groups("ad-slot"), tokens.NAMES) == {"ad"}
    assert named(tokens.groups("shadow"), tokens.NAMES) == set()
    assert tokens.groups("") == 0


def test_lines_are_told_by_their_ends_in_many_languages() -> None:
    def kinds(text: str) -> set[str]:
        return named(lexicon.kinds(text.casefold(), text), lexicon.NAMES)

    assert "more" in kinds("Read more about it")
    assert "more" in kinds("Lesen Sie auch")
    assert "more" in kinds("関連記事")
    assert "photo" in kinds("Foto Ada Lind")
    assert "photo" not in kinds("Die Fotografin lachte")
    assert "rights" in kinds("© Gazette")
    assert "who" in kinds("write to @ada")
    assert "letter" in kinds("words " * 60 + "our newsletter")
    assert "call" in kinds("Abonnez-vous à notre lettre".replace("-", " "))
    assert kinds("The harbour was closed") == set()
