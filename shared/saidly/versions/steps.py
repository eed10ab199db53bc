"""One statement through the versions of its story, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from saidly.model import Article
from saidly.versions.changes import changes
from saidly.versions.text import normal
from saidly.versions.values import Said, StatementChange, StatementKind


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a statement from one version to the next.

    ``version`` counts from 0 in the sequence that was given and names the later of the two.
    """

    version: int
    kinds: tuple[StatementKind, ...]
    before: Said | None
    after: Said | None


def steps(articles: Sequence[Article], place: int) -> tuple[Step, ...]:
    """Follow a statement back from the last version.

    Args:
        articles: the readings of one story, oldest first.
        place: of the statement among the attributions of the last.

    Returns:
        The steps at which it changed, newest first, back to where it came or can't be followed.
    """
    found: list[Step] = []
    for number in range(len(articles) - 1, 0, -1):
        one, other = articles[number - 1], articles[number]
        change = _change(one, other, place)
        if change is None:
            earlier = _same(one, other, place)
        else:
            found.append(Step(number, change.kinds, change.before, change.after))
            earlier = change.before.index if change.before else None
        if earlier is None:
            break
        place = earlier
    return tuple(found)


def _change(one: Article, other: Article, place: int) -> StatementChange | None:
    told = (each for each in changes(one, other).statements if each.after)
    return next((each for each in told if each.after and each.after.index == place), None)


def _same(one: Article, other: Article, place: int) -> int | None:
    """Return where a statement that did not change stands in the version before."""
    wanted = _text(other, place)
    places = [n for n in range(len(one.attributions)) if _text(one, n) == wanted]
    # the same words twice: the one that stands about as far down
    return min(places, key=lambda n: abs(n - place), default=None)


def _text(article: Article, place: int) -> str:
    return normal(" ".join(piece.span.text for piece in article.attributions[place].content))
