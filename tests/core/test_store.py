import pytest

from saidly.store.memory import MemoryArticles, MemoryCaptures
from tests.contract import ArticlesContract, CapturesContract


class TestMemoryArticles(ArticlesContract):
    @pytest.fixture
    def articles(self) -> MemoryArticles:
        return MemoryArticles()


class TestMemoryCaptures(CapturesContract):
    @pytest.fixture
    def captures(self) -> MemoryCaptures:
        return MemoryCaptures()
