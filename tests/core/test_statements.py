import pytest

from saidly.statements import MemoryStatements, folded
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
