"""Pages of invented publishers, read from end to end."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidly.clean import clean, reading
from saidly.errors import NotAnArticle, SaidlyError, UnreadablePage
from saidly.extract import extract
from saidly.model import Page
from tests.core.clean.stories import HEADLINE, PARAGRAPHS, URL, page, paragraphs


def texts(found: Page) -> list[str]:
    return [block.text for block in found.blocks]


def test_a_story_is_read_without_what_stands_around_it() -> None:
    found = clean(page(paragraphs(*PARAGRAPHS)), URL)

    assert texts(found) == list(PARAGRAPHS)
    assert found.metadata.headline == HEADLINE


def test_headings_part_the_story() -> None:
    found = clean(
        page(
            paragraphs(*PARAGRAPHS[:2]),
            "<h2>What the council decides</h2>",
            paragraphs(*PARAGRAPHS[2:4]),
            "<h2>What the storm cost</h2>",
            paragraphs(*PARAGRAPHS[4:]),
        ),
        URL,
    )

    assert [section.heading for section in extract(found, lambda _: ()).sections] == [
        None,
        "What the council decides",
        "What the storm cost",
    ]


def test_paragraphs_parted_by_breaks_alone_are_read() -> None:
    assert texts(clean(page("<br><br>".join(PARAGRAPHS)), URL)) == list(PARAGRAPHS)


def test_a_story_in_a_layout_of_tables_is_read() -> None:
    html = (
        f"<html><title>{HEADLINE}</title><body><table><tr><td width=150><a href=/a>News</a><br>"
        f"<a href=/b>Sport</a></td><td><table><tr><td><h1>{HEADLINE}</h1>"
        f"{paragraphs(*PARAGRAPHS)}</td></tr></table></td></tr></table>"
    )

    assert texts(clean(html.encode(), URL)) == list(PARAGRAPHS)


def test_a_body_split_over_sibling_containers_is_read_whole() -> None:
    html = page(
        *(f"<div class=part>{paragraphs(*PARAGRAPHS[n : n + 2])}</div>" for n in range(0, 6, 2))
    )

    assert texts(clean(html, URL)) == list(PARAGRAPHS)


def test_paragraphs_each_in_wrappers_of_their_own_are_read() -> None:
    html = page(*(f"<div><div class=x1><span>{text}</span></div></div>" for text in PARAGRAPHS))

    assert texts(clean(html, URL)) == list(PARAGRAPHS)


def test_a_line_that_is_only_a_link_to_another_story_is_removed_with_its_reason() -> None:
    promo = "<p><a href='/storm'><strong>READ MORE: STORM COSTS TO TOP A MILLION</strong></a></p>"
    found = clean(page(paragraphs(*PARAGRAPHS[:3]), promo, paragraphs(*PARAGRAPHS[3:])), URL)

    assert texts(found) == list(PARAGRAPHS)
    assert [(each.reason, each.href) for each in found.removed] == [
        ("relatedLink", "https://www.gazette.example/storm")
    ]


def test_what_is_removed_tells_after_how_many_blocks_it_stood() -> None:
    promo = "<p><a href='/{0}'><strong>READ MORE: STORM {0} COSTS A MILLION</strong></a></p>"
    first, second, third = (paragraphs(*PARAGRAPHS[n : n + 2]) for n in (0, 2, 4))
    credit = "<p>(AP)</p>"  # stands in its own field and is no block
    heading = "<h2>What the storm left behind</h2>"
    parts = (first, promo.format("one"), heading, second, credit, promo.format("two"), third)
    found = clean(page(*parts), URL)

    assert [block.type for block in found.blocks].index("heading") == 2
    assert [each.blocks_before for each in found.removed] == [2, 5]


def test_a_caption_is_removed_with_its_reason() -> None:
    figure = "<figure><img src=/a.jpg><figcaption>The pier on Monday. Photo: Ada Lind</figcaption>"
    found = clean(
        page(paragraphs(*PARAGRAPHS[:3]), figure + "</figure>", paragraphs(*PARAGRAPHS[3:])), URL
    )

    assert texts(found) == list(PARAGRAPHS)
    assert [each.reason for each in found.removed] == ["caption"]


@pytest.mark.parametrize(
    ("html", "why"),
    [
        (b"%PDF-1.7 <p>", "a PDF"),
        (b"no markup here", "no markup"),
        (b"<p>" + b"x" * reading.MAX_BYTES, "bytes, more than"),
        (b"<div>" * 25_000, "deeper"),
        (b"<frameset><frame src=/a></frameset>", "no body|no text"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(html: bytes, why: str) -> None:
    with pytest.raises(SaidlyError, match=why):
        clean(html, URL)


def test_a_page_without_a_story_is_not_an_article() -> None:
    with pytest.raises(NotAnArticle):
        clean(b"<body><ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul>", URL)


def test_nul_and_broken_statements_harm_nothing() -> None:
    head = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", </script>\x00'

    assert texts(clean(page(paragraphs(*PARAGRAPHS), head=head), URL)) == list(PARAGRAPHS)


def test_reading_a_page_twice_tells_the_same() -> None:
    html = page(paragraphs(*PARAGRAPHS))

    assert clean(html, URL) == clean(html, URL)


PIECES = st.sampled_from(
    [
        b"<p>", b"</p>", b"<div class='a b'>", b"</div>", b"<a href=/x>", b"</a>", b"<br>", b"<b>",
        b"<table><tr><td>", b"</table>", b"<h1>", b"<h2>", b"<script>", b"</script>", b"<!--",
        b"-->", b"<svg>", b"<li>", b"<blockquote>", b"&amp;", b"&#0;", b"\x00", b"\xff", b"<", b">",
        b"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":", b'"',
        b"<meta charset=koi8-r>", b"<template>", b"<noscript>", b"<html lang=ja>", b"\xe3\x81\x82",
        PARAGRAPHS[0].encode(), PARAGRAPHS[1].encode(), b"<title>x</title>", b"<time datetime=x>",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=400), st.lists(PIECES, max_size=40).map(b"".join)))
def test_any_bytes_give_a_page_or_an_error_of_ours(html: bytes) -> None:
    try:
        found = clean(html, URL)
    except (NotAnArticle, UnreadablePage):
        return
    for block in found.blocks:
        assert block.text
        for mark in block.marks:
            assert 0 <= mark.start < mark.end <= len(block.text)
    article = extract(found, lambda _: ())
    for section in article.sections:
        for block in section.blocks:
            assert block.start is not None
            assert article.body[block.start :].startswith(block.text)


@settings(deadline=None)
@given(st.recursive(st.none() | st.text(max_size=20), lambda x: st.lists(x) | st.dictionaries(
    st.sampled_from(["@type", "articleBody", "headline", "@graph", "author", "image"]), x,
), max_leaves=8))  # fmt: skip
def test_any_json_ld_leaves_the_story_as_it_is(stated: object) -> None:
    script = f"<script type='application/ld+json'>{json.dumps(stated)}</script>"

    found = clean(page(paragraphs(*PARAGRAPHS), head=script), URL)

    assert texts(found)[-5:] == list(PARAGRAPHS[-5:])
