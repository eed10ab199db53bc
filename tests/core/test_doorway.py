"""The deployment's door: what discovery learns of a host serves fetch, too."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from saidly import doorway, urls
from saidly.doorway import Doorway
from saidly.intake import Means, take_in
from saidly.outing import MAP_BYTES
from saidly.rounds import Walk, go_round
from saidly.sources import MemorySources, Source
from tests.contract import in_memory
from tests.core.publisher_server import Publisher, page

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RESERVING = b'[{"location": "/", "tdm-reservation": 1}]'
STORY = (
    "<title>The pier reopens</title><article><h1>The pier reopens</h1>"
    + "<p>The pier of Lindholm reopened on Monday, after nine days in which no ferry came.</p>" * 12
    + "</article>"
)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Publisher:
    made = Publisher()
    monkeypatch.setenv("SAIDLY_LOOPBACK", ",".join(made.loopback))
    monkeypatch.delenv("AWS_EXECUTION_ENV", raising=False)
    monkeypatch.setattr(doorway, "robots", lambda near: near)
    return made


def test_a_host_that_discovery_meets_first_is_asked_what_it_reserves(publisher: Publisher) -> None:
    with publisher:
        story, feed = publisher.url("/one"), publisher.url("/feed.xml")
        rss = f"<rss><channel><item><link>{story}</link></item></channel></rss>".encode()
        publisher.answers |= {
            "/.well-known/tdmrep.json": page(RESERVING, "Content-Type: application/json"),
            "/feed.xml": page(rss, "Content-Type: text/xml"),
            "/one": page(STORY.encode()),
        }
        way, shelves, sources = Doorway.of(MAP_BYTES), in_memory(), MemorySources()
        sources.put(Source("paper", "feed", feed), NOW)
        walk = Walk(way.door, shelves, sources, lambda: NOW, rules=way.rules, maps=way.maps)

        (visit,) = go_round(replace(walk, loopback=way.loopback), NOW)
        met = publisher.asked()
        means = Means(way.door, shelves, lambda: NOW, rules=way.rules)
        outcome = take_in(urls.article_id(story), story, means)

        version = shelves.articles.version(urls.article_id(story), 1)
        assert (visit.problem, visit.new, way.maps(feed)) == (None, 1, ())
        assert met == ["/.well-known/tdmrep.json", "/feed.xml"]
        assert publisher.asked() == [*met, "/one"]
        assert outcome == ("fetched", None)
        assert version is not None
        assert version.rights is not None
        assert (version.rights.reserved, version.rights.storage) == (True, "facts")
