"""Things done beside each other come back in order, in the caller's context."""

from contextvars import ContextVar
from threading import Barrier

import pytest

from saidly.abreast import abreast
from tests.core.test_intake import Killed

_word: ContextVar[str] = ContextVar("word", default="none")


def test_what_is_done_beside_each_other_comes_in_order_with_the_callers_context() -> None:
    together = Barrier(3, timeout=10)

    def told(thing: int) -> tuple[int, str]:
        together.wait()  # breaks unless three are at work at once
        return thing, _word.get()

    mark = _word.set("ours")
    try:
        assert abreast(told, range(6), 3) == [(thing, "ours") for thing in range(6)]
    finally:
        _word.reset(mark)


def test_an_error_rises_once_those_beside_it_are_done() -> None:
    done, both = list[int](), Barrier(2, timeout=10)

    def fail(thing: int) -> None:
        if thing < 2:
            both.wait()
        if thing == 0:
            raise Killed
        done.append(thing)

    with pytest.raises(Killed):
        abreast(fail, range(4), 2)

    assert 1 in done
    assert abreast(str, [], 2) == []
