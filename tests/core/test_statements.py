import pytest

from saidly.statements import MemoryStatements, folded, holds, words
from tests.contract import StatementsContract


class TestMemoryStatements(StatementsContract):
    @pytest.fixture
    def statements(self) -> MemoryStatements:
        return MemoryStatements()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Ada Lind", "ada-lind"),
        ("  ÁDÁM  O’Neill-Szűcs ", "adam-o-neill-szucs"),
        ("Straße", "strasse"),
        ("李 明", "李-明"),
        ("…", ""),
        ("x" * 500, "x" * 80),
    ],
)
def test_names_are_looked_up_folded(name: str, wanted: str) -> None:
    assert folded(name) == wanted


@pytest.mark.parametrize(
    ("text", "wanted", "there"),
    [
        ("We lost two cranes.", "crane LOST", True),
        ("We lost two cranes.", "cranes three", False),
        ("The warning came late.", "arning", False),
        ("Die Häfen bleiben offen", "hafen", True),
        ("We don’t pay 4,500 euros.", "don't 4 500", True),
        ("港は再開します", "再開", True),
        ("وقال إن الميناء مفتوح", "ميناء", True),
        ("항구는 다시 열렸다", "항구", True),
        ("", "a", False),
    ],
)
def test_words_are_found_by_how_they_begin(text: str, wanted: str, there: bool) -> None:
    assert holds(text, words(wanted)) is there
