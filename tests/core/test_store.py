import pytest

from saidly.edits import MemoryEdits
from saidly.store.memory import MemoryArticles, MemoryCaptures
from tests.contract import ArticlesContract, CapturesContract
from tests.contract_versions import EditedContract, EditsContract


class TestMemoryArticles(ArticlesContract, EditedContract):
    @pytest.fixture
    def articles(self) -> MemoryArticles:
        return MemoryArticles()


class TestMemoryCaptures(CapturesContract):
    @pytest.fixture
    def captures(self) -> MemoryCaptures:
        return MemoryCaptures()


class TestMemoryEdits(EditsContract):
    @pytest.fixture
    def edits(self) -> MemoryEdits:
        return MemoryEdits()
