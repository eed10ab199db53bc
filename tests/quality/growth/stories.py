"""Articles by the thousand: real readings of invented stories, told by ever other people."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate

from saidly import urls
from saidly.clean import clean
from saidly.extract import extract
from saidly.model import Article, Attribution, Page, Publisher
from saidly.store import Capture, Version
from tests.quality.costs.papers import invented

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
STORIES = 6  # readings that all articles are made of
PUBLISHERS = 500
KNOWN = 50_000  # people who are heard again and again, the first of them in a tenth of all articles
SPEAKERS = 14  # in each of these stories, about
FRESH = 0.1  # of those who speak are heard for the first time


@dataclass(frozen=True, slots=True)
class Story:
    """What comes in: the page, and the article that extraction makes of it."""

    id: str
    url: str
    page: Version
    article: Version


@cache
def readings() -> tuple[tuple[Page, Article], ...]:
    """Return pages and their articles, by the real reader and the real tagger."""
    pages = [clean(html, "https://paper.example/a") for html in invented(STORIES, random.Random(7))]
    return tuple((page, extract(page)) for page in pages)


_WEIGHTS: list[float] = list(accumulate(1 / (rank + 9) for rank in range(1, KNOWN + 1)))


def voices(number: int, count: int) -> list[tuple[str, int | None]]:
    """Return who speaks in an article, with the rank of those who are known."""
    chance = random.Random(number)
    ranks = chance.choices(range(KNOWN), cum_weights=_WEIGHTS, k=count)
    fresh = (f"{_word(chance)} {_word(chance)}" for _ in ranks)
    return [
        (name, None) if chance.random() < FRESH else (known(rank), rank)
        for name, rank in zip(fresh, ranks, strict=True)
    ]


@cache
def known(rank: int) -> str:
    """Return the name of a known person."""
    chance = random.Random(rank)
    return f"{_word(chance)} {_word(chance)}"


def _word(chance: random.Random) -> str:
    """Return a name that begins like any other: they spread over the alphabet as names do."""
    return "".join(chance.choice("bdfghklmnprstvw") + chance.choice("aeiou") for _ in range(4))


def stories(numbers: range) -> Iterator[Story]:
    """Yield the articles of some numbers."""
    for number in numbers:
        page, article = readings()[number % STORIES]
        publisher = Publisher(f"paper{number % PUBLISHERS}.example")
        url = f"https://{publisher.domain}/a/{number}"
        name, at = urls.article_id(url), NOW + timedelta(seconds=number % 86_400)
        told = replace(page, url=url, metadata=replace(page.metadata, publisher=publisher))
        capture = Capture(f"{number:064x}", f"captures/{name}/{number:064x}", 200, url, at)
        spoken = replace(
            article,
            url=url,
            metadata=told.metadata,
            attributions=_retold(article.attributions, number),
        )
        yield Story(name, url, Version(name, 1, capture, told), Version(name, 1, capture, spoken))


def _retold(said: tuple[Attribution, ...], number: int) -> tuple[Attribution, ...]:
    """Return statements with other speakers in place of each."""
    ids = dict.fromkeys(one.source.speaker_id for one in said if one.source)
    ids.pop(None, None)
    others = {id_: name for id_, (name, _) in zip(ids, voices(number, len(ids)), strict=True)}

    def told(one: Attribution) -> Attribution:
        if one.source is None or one.source.speaker_id is None:
            return one
        name = others[one.source.speaker_id]
        source = replace(one.source, speaker_id=f"person:{name}", name=name.title())
        return replace(one, source=source)

    return tuple(map(told, said))


def heard_before(rank: int, articles: int) -> bool:
    """Say whether a known person spoke in so many articles before: a draw with its probability."""
    share = 1 / (rank + 10) / _WEIGHTS[-1]
    draws = articles * SPEAKERS * (1 - FRESH)
    return random.Random(rank).random() < 1 - math.pow(1 - share, draws)
