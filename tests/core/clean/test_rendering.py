"""Text right to the character, and its marks."""

from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from saidly.clean import rendering, tree
from saidly.clean.addresses import address
from saidly.model import Mark

BASE = "https://www.gazette.example/news/harbour"


def told(html: str, exact: bool = False) -> list[rendering.Rendered]:
    runs = tree.runs(LexborHTMLParser(f"<body>{html}").body)
    return rendering.rendered([(run, exact) for run in runs], BASE)


def text(html: str) -> str:
    return told(html)[0].text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Fish &amp; chips &lt;3 &eacute;&#x2019;s", "Fish & chips <3 é’s"),
        ("<p>Fish <i>&amp;</i> chips &lt;3", "Fish & chips <3"),
        ("<p>10&nbsp;000 <b>and</b> 5&nbsp;%", "10\u00a0000 and 5\u00a0%"),
        ("<p>har&shy;bour <b>mas&shy;ter</b>", "harbour master"),
        ("<p>zero\u200bwidth <b>a\u2060b\ufeff</b>", "zerowidth ab"),
        ("<p>\u200fשלום\u200e <b>a</b>", "\u200fשלום\u200e a"),
        ("<p>می\u200cخواهم <b>a</b>", "می\u200cخواهم a"),
        ("<p>  a\n  <b> b </b>  c  ", "a b c"),
        ("<p>a<b>b</b>c", "abc"),
        ("<p><span>T</span>he harbour", "The harbour"),
        ("<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>が", "港が"),
        ("<p>a<br>b <br> c", "a\nb\nc"),
        ("<p>“Yes”, said «Ada» „Lind“ 'x'", "“Yes”, said «Ada» „Lind“ 'x'"),
        ("<p>He said <q>yes</q>.", "He said “yes”."),
        ("<p>a\u00a0 b &nbsp; <i>c</i>", "a b c"),
        ("<p>a<i><!-- x -->b</i><b><span hidden>x</span></b>", "ab"),
        ("<p>a <i></i> b", "a b"),
        ("<p>a<i> </i>b", "a b"),
        ("<p><b><i></i><br>a</b>", "a"),
        ("<p><i> </i> <b> a </b><i>&shy;</i>", "a"),
        ("<p><span class=drop-cap>T</span> <span>he harbour", "The harbour"),
        ("<p><span class=drop-cap>A</span> harbour", "A harbour"),
        ("<p>H<sub>2</sub>O m<sup>2</sup>", "H2O m2"),
    ],
)
def test_text_stands_as_a_reader_sees_it(html: str, expected: str) -> None:
    assert text(html) == expected


@pytest.mark.parametrize(
    "label",
    [
        "<span class='u-visuallyHidden'>, opens</span>",
        "<span class='x screenreader-only'> Opent in nieuw venster</span>",
        "<span style='position:absolute; clip: rect(0 0 0 0)'>, opens new tab</span>",
        "<span style='left:-9999px'>x</span>",
        "<span class=x> (opens in a new window)</span>",
        "(öffnet im neuen Fenster)",
        " <i>(s’ouvre dans une <b>nouvelle fenêtre</b>)</i>",
        ", opens in new tab",
        " Abre en nueva ventana",
        " (откроется в новой вкладке)",
    ],
)
def test_what_a_link_says_to_screen_readers_alone_is_left_out(label: str) -> None:
    assert told(f"<p>See <a href=/plan>the plan{label}</a> of <b>May</b>.") == [
        rendering.Rendered(
            "See the plan of May.",
            (
                Mark("link", 4, 12, "https://www.gazette.example/plan"),
                Mark("strong", 16, 19),
            ),
        )
    ]


@pytest.mark.parametrize("sign", ["#", "¶", " § ", "🔗"])
def test_the_sign_that_links_a_heading_to_itself_is_left_out(sign: str) -> None:
    assert text(f"<h2>Edge cases <a href='#edge'>{sign}</a></h2>") == "Edge cases"
    assert text(f"<h2>Edge cases <a href='/edge'>{sign}</a></h2>") == f"Edge cases {sign.strip()}"
    assert text("<h2>Edge <a href='#edge'>cases #1</a></h2>") == "Edge cases #1"


def test_words_of_a_new_window_outside_of_links_or_within_their_sentence_stay() -> None:
    html = "<p>It got <a href=/w>a new window</a> (and a new tab). <a>(new window)</a>"

    assert text(html) == "It got a new window (and a new tab)."
    assert text("<p>x <a href=/w>The shop, a new window on the sea</a>").endswith("on the sea")


def test_space_counts_in_code() -> None:
    assert told("<pre>if  a:\n    <b>b</b>  c</pre>", exact=True)[0].text == "if  a:\n    b  c"
    assert told("<pre>if  a:\n    b</pre>", exact=True)[0].text == "if  a:\n    b"


def test_links_and_emphasis_are_marks_on_the_text() -> None:
    found = told("<p> See <a href='/x'> the <em>port</em> </a>, <b>now</b> <a href='#'></a>")[0]

    assert found.text == "See the port , now"
    assert [(m.kind, found.text[m.start : m.end], m.href) for m in found.marks] == [
        ("link", "the port", "https://www.gazette.example/x"),
        ("emphasis", "port", None),
        ("strong", "now", None),
    ]


@pytest.mark.parametrize("href", ["javascript:x()", "", "mailto:a@b.example", "http://[", None])
def test_an_address_that_is_no_page_is_no_link(href: str | None) -> None:
    assert address(href, BASE) is None
    assert told(f"<p>a <a href='{href or ''}'>b</a>")[0].marks in {
        (),
        (Mark("link", 2, 3, BASE),),
    }


@pytest.mark.parametrize("base", [BASE, "http://gazette.example", "https://g.example:8080?q=/a/b"])
@pytest.mark.parametrize(
    "href", ["/x", "/x/y.html", "/x;a/b;c", "/x//y", "/x/../y", "/x/.", "/", "y/z", "?q=1", "//h/x"]
)
def test_an_address_is_joined_as_the_standard_says(base: str, href: str) -> None:
    assert address(href, base) == urljoin(base, href)


def test_markup_nested_deeper_than_most_reads_as_flatter_markup_does() -> None:
    deep = "<p>a <a href=/x><b><i><span><u>b</u><!-- c --> d</span></i></b></a> e"
    flat = "<p>a <a href=/x><b><i><!-- c -->b d</i></b></a> e"

    assert told(deep) == told(flat)
    assert told(flat)[0].text == "a b d e"
    assert [mark.kind for mark in told(flat)[0].marks] == ["emphasis", "strong", "link"]


def test_plain_runs_and_marked_ones_keep_their_order() -> None:
    assert [each.text for each in told("<p>a<p><b>b</b><p>c<p><i>d</i>")] == ["a", "b", "c", "d"]


def test_marks_end_where_the_markup_grows_beyond_all_measure() -> None:
    long = "<a href=/x>harbour</a> " * (rendering.MAX_MARKUP // 20)
    found = told(f"<p><b>a</b> b<p>{long}<p><b>c</b><p>d")

    assert [bool(each.marks) for each in found] == [True, False, False, False]
    assert [each.text[:15] for each in found] == ["a b", "harbour harbour", "c", "d"]


INLINE = st.recursive(
    st.text("ab \u00a0é&<\u200b\n", max_size=8),
    lambda inner: st.tuples(
        st.sampled_from(["a href=/x", "b", "em", "i", "span", "q", "strong"]),
        st.lists(inner, max_size=3),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.lists(INLINE, max_size=4).map("".join))
def test_marks_lie_inside_the_text_and_hold_no_space_at_their_ends(html: str) -> None:
    for each in told(f"<p>x{html}"):
        assert each.text == each.text.strip()
        for mark in each.marks:
            assert 0 <= mark.start < mark.end <= len(each.text)
            marked = each.text[mark.start : mark.end]
            assert marked == marked.strip()
