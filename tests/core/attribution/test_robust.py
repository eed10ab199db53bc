"""Hostile and freak texts: the rules do linear work and keep their promises."""

import re
import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest

from saidly.attribution import attributions, reading
from saidly.attribution.draft import Draft

MADE: dict[str, Callable[[int], str]] = {
    "straight marks": lambda size: '"' * size,
    "opening marks": lambda size: "“" * size,
    "apostrophes": lambda size: "''" * (size // 2),
    "marks and words": lambda size: '“a" he said ' * (size // 12),
    "no sentence ends": lambda size: "word " * (size // 5),
    "one word": lambda size: "x" * size,
    "capitals": lambda size: "Ann " * (size // 4),
    "cues": lambda size: "said " * (size // 5),
    "hedges": lambda size: "allegedly " * (size // 10),
    "turns": lambda size: "ANN: it is so\n" * (size // 14),
    "lists": lambda size: "the U.S., Japan and " * (size // 20) + "others said no",
    "labels": lambda size: "Q: is it so?\nA: it is so.\n" * (size // 26),
    "signatures": lambda size: "It is so, they say.\n— Ann Lee\n" * (size // 30),
    "nicknames": lambda size: "Ann “Al” " * (size // 9),
    "couples": lambda size: "Ann and Bob " * (size // 12),
    "particles": lambda size: "Ann van der " * (size // 12),
    "bodies": lambda size: "Ann Lee of the Bank of " * (size // 23),
    "ages": lambda size: "“It is so,” said the 26-year-old. " * (size // 33),
    "signed": lambda size: "“It is so.” — Ann Lee\n" * (size // 22),
}
# without a model, languages need nothing put in its place
ELSEWHERE: dict[str, Callable[[int], str]] = {
    "es dialogue": lambda size: "—No —dijo Ana—. No.\n" * (size // 20),
    "es dashes": lambda size: "—" * size,
    "es verbs": lambda size: "«Es así», añadió. " * (size // 18),
    "es verbs far away": lambda size: (
        "«Es así», dijo Ana. " + "Nada. " * 90 + "«Es así», añadió. " * (size // 18)
    ),
    "es asides": lambda size: "«Es así», dice a la radio " + "de la " * (size // 6),
    "es names": lambda size: "Ana de la Cruz: «Es así».\n" * (size // 26),
    "de prefixes": lambda size: "„Es ist so“, räumte Lee ein. " * (size // 29),
    "fr commas": lambda size: "– a, dit, " + "b, " * (size // 3),
    "sv turns": lambda size: "– Nej, säger Anna Ek. – Nej, säger hon.\n" * (size // 40),
    "sv verbs": lambda size: "– Nej, säger Anna Ek. – " + "Nej, säger. " * (size // 12),
    "pl dashes": lambda size: "„Tak” – " * (size // 8),
    "pt prefaces": lambda size: "De acordo com Ana, “é assim mesmo”. " * (size // 36),
    "fr descriptions": lambda size: "« Oui », dit la députée. " * (size // 25) + "Anne Roux",
    "ja quotations": lambda size: "田中氏は「雨」と述べた。" * (size // 12),
    "ja marks": lambda size: "「" * size,
    "ja particles": lambda size: "「雨だ」と" + "、はが" * (size // 3),
    "zh quotations": lambda size: "王丽说：“下雨了。”" * (size // 10),
    "zh commas": lambda size: "“下雨了。”" + "，说" * (size // 2),
}


def work(call: Callable[[], object]) -> int:
    """Return how many lines of the attribution room a call runs, a measure of its work."""
    counted = 0

    def local(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal counted
        counted += 1
        return local

    def entered(frame: FrameType, event: str, arg: Any) -> Any:
        return local(frame, event, arg) if "attribution" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        call()
    finally:
        sys.settrace(before)
    return counted


@pytest.mark.parametrize("kind", MADE)
def test_the_rules_do_linear_work(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_modelled", lambda _: [])  # its work is counted elsewhere
    texts = [MADE[kind](size) for size in (4000, 8000, 16000)]
    counts = [work(partial(attributions, text, "en")) for text in texts]

    assert all(later < 2.5 * earlier + 2000 for earlier, later in pairwise(counts))


@pytest.mark.parametrize(
    "text", ["Ann Lee said that it rains and ", 'Koo’s “no” was said by Ann, "so" ']
)
def test_mending_many_statements_of_one_line_is_linear_work(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drafts(whole: str) -> list[Draft]:
        places = (match.start() for match in re.finditer("said", whole))
        return [
            Draft((at - 4, at - 1), (at, at + 4), ((at + 5, at + 20),), 0.9, "model")
            for at in places
        ]

    monkeypatch.setattr(reading, "_modelled", drafts)
    counts = [work(partial(attributions, text * size, "en")) for size in (100, 200, 400)]

    assert all(later < 2.5 * earlier + 2000 for earlier, later in pairwise(counts))


@pytest.mark.parametrize("kind", ELSEWHERE)
def test_the_rules_of_other_languages_do_linear_work(kind: str) -> None:
    code = kind.split(maxsplit=1)[0]
    texts = [ELSEWHERE[kind](size) for size in (4000, 8000, 16000)]
    counts = [work(partial(attributions, text, code)) for text in texts]

    assert all(later < 2.5 * earlier + 2000 for earlier, later in pairwise(counts))


@pytest.mark.parametrize("kind", MADE)
def test_same_input_gives_the_same_output(kind: str) -> None:
    text = MADE[kind](1500) + ' Ann Lee said on Monday that "it rains".'

    assert attributions(text, "en") == attributions(text, "en")
