"""Section pages and homes: which links are stories, which are feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidly.discover import Link, home_feeds, section_links

PAGE = "https://www.paper.example/world/"


def anchor(href: str, words: str = "x") -> str:
    return f'<a class="teaser" href="{href}">{words}</a>'


STORIES = [
    ("/world/harbour-reopens-after-nine-days", "x"),
    ("/2026/11/24/quarry", "x"),
    ("/2026/nov/quarry", "x"),
    ("/a/20261124/quarry", "x"),
    ("/article-1234567.html", "x"),
    ("/nachrichten/id_812345678/sturm.html", "Sturm trifft die Küste im Norden"),
    ("https://news.paper.example/harbour-is-open-again", "x"),
    ("/harbour", "Harbour reopens after a storm of nine days"),
]
OTHERS = [
    ("/", "The front page of the paper, with all of its stories"),
    ("/world/", "x"),
    ("/sport", "x"),
    ("/tag/harbour-and-ferry-and-more", "x"),
    ("/author/ada-lind-of-the-harbour", "Ada Lind, our correspondent at the harbour"),
    ("/2026/11/", "November"),
    ("https://other.example/world/harbour-reopens-after-nine-days", "x"),
    ("mailto:desk@paper.example", "Write to the desk about this very story"),
    ("javascript:void(0)", "Show more of the stories of this very section"),
    ("/pictures/harbour-in-the-early-morning.jpg", "x"),
    ("/newsletter", "Subscribe to the newsletter of the harbour desk"),
    ("http://[::1", "x"),
    ("", "x"),
]


@pytest.mark.parametrize(("href", "words"), STORIES)
def test_what_looks_like_a_story_is_one(href: str, words: str) -> None:
    assert len(section_links(anchor(href, words).encode(), None, PAGE)) == 1


@pytest.mark.parametrize(("href", "words"), OTHERS)
def test_what_does_not_is_none(href: str, words: str) -> None:
    assert section_links(anchor(href, words).encode(), None, PAGE) == ()


def test_stories_come_in_order_each_once_with_their_words() -> None:
    story = "/world/harbour-reopens-after-nine-days"
    body = (
        f"<!-- {anchor('/a-story-in-a-comment')} --><script>'{anchor('/a-story-in-a-script')}'"
        f"</SCRIPT>{anchor(story, 'Harbour <b>re&shy;opens</b>')}{anchor(story + '/#comments')}"
        f"<a href=/no-quotes-around-this>x</a><a href='/single-quotes-around-this'>y"
    )

    assert section_links(body.encode(), "text/html; charset=utf-8", PAGE) == (
        Link("https://www.paper.example/world/harbour-reopens-after-nine-days",
             "Harbour re\xadopens"),
        Link("https://www.paper.example/no-quotes-around-this", "x"),
        Link("https://www.paper.example/single-quotes-around-this", "y"),
    )  # fmt: skip


def test_feeds_are_those_that_the_head_names() -> None:
    body = """<base href="https://www.paper.example/de/">
    <LINK REL="alternate home" TYPE="application/atom+xml" TITLE=" All  of it " HREF="all.atom">
    <link rel="alternate" type="application/feed+json" href="/feed.json">
    <link rel="alternate" type="application/feed+json" href="/feed.json">
    <link rel="alternate" type="text/html" hreflang="fr" href="/fr/">
    <link rel="stylesheet" type="application/rss+xml" href="/x.css">
    <link rel="alternate" type="application/rss+xml">
    <a rel="alternate" type="application/rss+xml" href="/no">no</a>"""

    assert home_feeds(body.encode(), None, PAGE) == (
        Link("https://www.paper.example/de/all.atom", "All of it", kind="map"),
        Link("https://www.paper.example/feed.json", kind="map"),
    )


@given(st.binary(max_size=300))
def test_any_bytes_end_in_an_answer(body: bytes) -> None:
    section_links(b"<a href='" + body, None, PAGE)
    home_feeds(b"<link rel=alternate " + body, None, PAGE)


@pytest.mark.parametrize(
    "body",
    [
        "<a " * 700_000,
        '<a href="' * 250_000,
        "<a href='x' " + "a=b " * 500_000,
        "<!--" * 500_000,
        "<script>" * 250_000,
        anchor("/a-story-of-many-words") * 40_000,
        "<a" + "\"'" * 1_000_000,
    ],
    ids=range(7),
)
@pytest.mark.timeout(60)  # what backtracks would take hours
def test_hostile_pages_end_in_an_answer(body: str) -> None:
    assert len(section_links(body.encode(), None, PAGE)) <= 1
