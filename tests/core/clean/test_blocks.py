"""What kept runs become."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from saidly.clean import blocks, features
from saidly.clean.facts import facts
from saidly.clean.marked import marked
from saidly.clean.tree import runs
from tests.core.clean.stories import URL


def told(html: str, heading: str = "") -> blocks.Told:
    tree = LexborHTMLParser(f"<body>{html}")
    seen = features.scene(runs(tree.body), facts(marked(tree), ()))
    return blocks.told([(each, each.run.text == heading) for each in seen.sights], URL)


def kinds(html: str, heading: str = "") -> list[tuple[str, str, int | None]]:
    return [(each.type, each.text, each.level) for each in told(html, heading).blocks]


def test_each_kind_of_block_is_told() -> None:
    assert kinds(
        "<p>a</p><h2>Why</h2><blockquote>b</blockquote><ul><li>c<ol><li>d</ol></ul><pre>e  f</pre>",
        "Why",
    ) == [
        ("paragraph", "a", None),
        ("heading", "Why", 2),
        ("quote", "b", None),
        ("listItem", "c", 1),
        ("listItem", "d", 2),
        ("code", "e  f", None),
    ]


def test_a_strong_line_that_is_a_heading_is_of_the_third_level() -> None:
    assert kinds("<p><b>Why</b></p><p>a</p>", "Why")[0] == ("heading", "Why", 3)


def test_a_heading_with_nothing_below_is_no_heading_of_the_story() -> None:
    assert kinds("<p>a</p><h2>Why</h2>", "Why") == [("paragraph", "a", None)]


def test_a_table_of_data_is_one_block() -> None:
    html = (
        "<table><tr><th>Pier</th><th>Cranes</th></tr><tr><td>1</td><td><p>two</p></td></tr></table>"
    )

    assert kinds(html) == [("table", "Pier\tCranes\n1\ttwo", None)]


def test_a_table_that_lays_a_page_out_is_none() -> None:
    story = "The harbour reopened. " * 12
    html = f"<table><tr><td>Menu</td><td><p>{story}</p><p>b</p></td></tr><tr><td>c</table>"

    assert [kind for kind, _, _ in kinds(html)] == ["paragraph"] * 4


def test_a_table_with_one_row_is_none() -> None:
    assert [kind for kind, _, _ in kinds("<table><tr><td>a<td>b</table>")] == ["paragraph"] * 2


def test_an_embedded_post_keeps_its_author_and_address() -> None:
    post = (
        "<blockquote class='twitter-tweet'><p>We are open again.</p>— Port of Lindholm "
        "(@lindholmport) <a href='https://social.example/1'>March 4</a></blockquote>"
    )

    (block,) = told(post).blocks

    assert (block.type, block.text) == ("embed", "We are open again.")
    assert block.author == "Port of Lindholm (@lindholmport)"
    assert block.href == "https://social.example/1"


@pytest.mark.parametrize(
    ("inner", "text", "author"),
    [
        (
            "<blockquote class=tiktok-embed><section><a href='/u'>@port</a><p>Open</p>"
            "<a href='/m'>♬ original sound</a></section></blockquote>",
            "Open",
            "@port",
        ),
        (
            "<blockquote class=fb-xfbml-parse-ignore><p>Open</p>Posted by "
            "<a href='/p'>Port of Lindholm</a> on <a href='/1'>Tuesday</a></blockquote>",
            "Open",
            "Port of Lindholm",
        ),
        (
            "<blockquote class=mastodon-embed><a href='/1'><div>Post by @port@social.example</div>"
            "<div>View on Mastodon</div></a></blockquote>",
            "@port@social.example",
            "@port@social.example",
        ),
        (
            "<blockquote class=reddit-embed-bq><a href='/1'>Open</a><br> by<a href='/u'>u/port</a>"
            " in<a href='/r'>harbour</a></blockquote>",
            "Open",
            "u/port",
        ),
        (
            "<blockquote><p>Open</p><p>— Port (@port) <a href='/1'>March 4</a></p></blockquote>",
            "Open",
            "Port (@port)",
        ),
    ],
)
def test_each_network_names_the_author_in_its_own_way(inner: str, text: str, author: str) -> None:
    (block,) = told(inner).blocks

    assert (block.type, block.text, block.author) == ("embed", text, author)


def test_a_post_within_a_link_has_its_address() -> None:
    (block,) = told(
        "<a href='/1'><blockquote class=twitter-tweet><p>Open</p></blockquote></a>"
    ).blocks

    assert block.href == "https://www.gazette.example/1"


def test_entries_of_a_list_that_have_a_heading_hold_paragraphs() -> None:
    entry = "<li><h3>Ferry is back</h3><div><p>a</p></div></li>"

    assert kinds(f"<ul>{entry}<li>b</li></ul>", "Ferry is back") == [
        ("heading", "Ferry is back", 3),
        ("paragraph", "a", None),
        ("listItem", "b", 1),
    ]


@pytest.mark.parametrize("tag", ["amp-twitter", "amp-instagram", "amp-facebook", "amp-tiktok"])
def test_a_quotation_in_an_amp_post_is_the_post(tag: str) -> None:
    inner = "<p>Open</p>— Port (@port) <a href='https://social.example/1'>March 4</a>"
    (block,) = told(f"<{tag}><blockquote placeholder>{inner}</blockquote></{tag}>").blocks

    assert (block.type, block.text, block.author) == ("embed", "Open", "Port (@port)")


def test_a_posts_address_is_a_page() -> None:
    (block,) = told("<blockquote class=tiktok-embed cite='javascript:x()'><p>Open").blocks

    assert block.href is None


def test_credits_and_corrections_are_fields_of_their_own() -> None:
    found = told("<p>a</p><p>The Associated Press contributed to this report.</p><p>Correction: x")

    assert [each.text for each in found.blocks] == ["a"]
    assert [each.name for each in found.credits] == ["The Associated Press"]
    assert found.corrections == ["Correction: x"]


def test_runs_of_nothing_seen_are_left_out() -> None:
    assert kinds("<p>\u200b</p><p>a") == [("paragraph", "a", None)]
