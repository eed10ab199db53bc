import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidly.clean.names import is_byline, is_organisation, is_person, names


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("By Ada Lind", ("Ada Lind",)),
        ("Von Jana Holm und Tom Reuß", ("Jana Holm", "Tom Reuß")),
        ("Par Luc Fabre, Inès Marchal et Paul Roux", ("Luc Fabre", "Inès Marchal", "Paul Roux")),
        ("Ada Lind, Political Editor", ("Ada Lind",)),
        ("Ada Lind (Lindholm)", ("Ada Lind",)),
        ("By Ada Lind | Updated 12:30", ("Ada Lind",)),
        ("Ada Lind June 14, 2003", ("Ada Lind",)),
        ("Mia Sole/Hugo Berg", ("Mia Sole", "Hugo Berg")),
        ("Email the author", ()),
        ("https://www.facebook.com/ada", ()),
        ("admin", ()),
        ("Written by Ada Lind Email the author", ("Ada Lind",)),
        ("By Ada Lind For The Harbour Post", ("Ada Lind",)),
        ("Von unserem Redakteur Tom Reuß", ("Tom Reuß",)),
        ("Luc Fabre avec AFP", ("Luc Fabre",)),
        ("Propos recueillis par Luc Fabre", ("Luc Fabre",)),
        ("Texto: Ana Ruiz | Fotos: Luis Peña", ("Ana Ruiz",)),
        ("Text: Lars Holm Foto: Mia Ek", ("Lars Holm",)),
        ("dal nostro inviato Marco Sella", ("Marco Sella",)),
        ("Geschreven door Jan Holm", ("Jan Holm",)),
        ("松井はるか 記者", ("松井はるか",)),
        ("取材・文：松井はるか", ("松井はるか",)),
        ("来源：新华社 作者：王小明", ("王小明",)),
        ("記者王小明／台北報導", ("王小明",)),
        ("كتب: سامي حداد", ("سامي حداد",)),
        ("Letters To The Editor", ("Letters To The Editor",)),
        ("Chief Reporter", ("Chief Reporter",)),
        ("Ada Lind, Ada Lind", ("Ada Lind",)),
        ("Henry Sole, Jr.", ("Henry Sole, Jr",)),
        ("기자명 박서연 기자", ("박서연",)),
        ("Eingereicht von Ada Lind am Mo., 12.05.2025 - 14:30", ("Ada Lind",)),
        ("Submitted by Ada Lind on Mon, 12/05/2025", ("Ada Lind",)),
        ("Door onze redactie", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_names_come_out_of_a_byline(raw: str | None, expected: tuple[str, ...]) -> None:
    assert names(raw) == expected


@pytest.mark.parametrize(
    "name",
    ["dpa", "AFP", "Lindholm Courier Media", "MDR THÜRINGEN", "courier.com", "Harbour News"],
)
def test_organisations_are_told(name: str) -> None:
    assert is_organisation(name)
    assert not is_person(name)


@pytest.mark.parametrize(
    "name",
    ["Ada Lind", "Emily Post", "Post Malone", "ADA LIND", "Jan van der Holm", "Ana de la Cruz",
     "松井はるか", "سامي حداد", "J. R. Stone", "O’Brien Kelly"],
)  # fmt: skip
def test_persons_are_told(name: str) -> None:
    assert is_person(name) == (name != "Emily Post")


@pytest.mark.parametrize(
    "line", ["Lind", "says the harbour master", "Chief Reporter", "松", "Back to Top of the Page 1"]
)
def test_other_words_are_no_person(line: str) -> None:
    assert not is_person(line)


def test_a_byline_names_persons_and_nothing_else() -> None:
    assert is_byline("By Ada Lind")
    assert not is_byline("By the time the boat arrived, the quay was empty.")
    assert not is_byline("Ada Lind")


@given(st.text(max_size=400))
def test_any_line_gives_clean_names(line: str) -> None:
    for name in names(line):
        assert 0 < len(name) <= 60
        assert name == name.strip()
        assert "@" not in name
