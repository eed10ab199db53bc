import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from saidly.clean import clean
from saidly.clean.credits import agency, correction, credit
from saidly.clean.datelines import dateline, signatures
from saidly.clean.facts import Facts, facts, parsed, plain
from saidly.clean.guard import split_scripts
from saidly.clean.marked import marked
from saidly.errors import SaidlyError
from saidly.model import Block, Page
from tests.core.clean_fields.pages import page_of


def stated(ld: str, head: str = "") -> Facts:
    markup, scripts = split_scripts(
        f'<html><head>{head}<script type="application/ld+json">{ld}</script></head></html>'
    )
    return facts(marked(LexborHTMLParser(markup)), scripts)


@pytest.mark.parametrize(
    "ld",
    [
        '{"@type": "NewsArticle", "headline": "Told"}',
        '[{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "Told"}]',
        '{"@graph": [{"@type": ["Thing", "http://schema.org/Article"], "headline": "Told"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Report", "headline": "Told"}}',
        '<!-- {"@type": "NewsArticle", "headline": "Told",} -->',
        '{"@type": "NewsArticle", "headline": "Told"};',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Told&quot;}",
        '{"@type": "NewsArticle", "headline": "To\\u006cd", "text": "a\tb"}',
    ],
)
def test_the_story_is_found_in_json_ld(ld: str) -> None:
    assert stated(ld).article.get("headline") == "Told"


def test_hopeless_json_is_nothing() -> None:
    assert parsed("{never") is None
    assert parsed("[" * 200_000) is None


def test_deep_and_endless_json_ld_is_cut() -> None:
    deep: Any = {"@type": "NewsArticle", "headline": "Deep"}
    for _ in range(20):
        deep = {"@graph": [deep]}

    assert stated(json.dumps(deep)).article == {}
    assert len(stated(json.dumps([{"@type": "Thing"}] * 2_000)).things) <= 500


def test_scripts_of_other_kinds_state_nothing() -> None:
    markup, scripts = split_scripts('<html><script>{"@type": "NewsArticle"}</script></html>')

    assert facts(marked(LexborHTMLParser(markup)), scripts).things == ()


def test_metas_without_content_are_skipped() -> None:
    head = (
        '<link rel="icon" href="x"><meta name="a"><meta name="b" content=" ">'
        '<meta content="x"><meta name="c" content="y">'
    )

    assert stated("", head).metas == {"c": ["y"]}


def test_statements_become_plain_text() -> None:
    assert plain("  A &amp;amp; B <b>bold</b>\n ") == "A & B bold"
    assert plain(3) is None
    assert plain(" ") is None


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ("The Associated Press contributed to this report.", "The Associated Press", "newsAgency"),
        ("(AP)", "AP", "newsAgency"),
        ("dpa/AFP", "dpa", "newsAgency"),
        ("avec AFP", "AFP", "newsAgency"),
        ("Ada Lind, avec AFP", "AFP", "newsAgency"),
        ("（共同）", "共同", "newsAgency"),
        ("المصدر: رويترز", "رويترز", "newsAgency"),
        ("Ada Lind contributed reporting.", "Ada Lind contributed reporting", "person"),
        ("Met medewerking van Jan Holm", "Met medewerking van Jan Holm", "person"),
        ("Reporting by Ada Lind in Lindholm", "Reporting by Ada Lind in Lindholm", "person"),
        ("SOURCE Lind Pumps Inc.", "SOURCE Lind Pumps Inc", "person"),
    ],
)
def test_credits_are_told(line: str, name: str, kind: str) -> None:
    found = credit(line)

    assert found is not None
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    "line",
    [
        "The mayor told AP that he would stay.",
        "x" * 400,
        "(Lindholm)",
        "A plain line",
        "Avec la nuit, le port se vide.",
        "She helped with a smile.",
        "Source Lind bottles its water in Lindholm.",
        "SOURCE of the river",
        f"She helped with the story {'of the long winter ' * 8}",
    ],
)
def test_other_lines_are_no_credits(line: str) -> None:
    assert credit(line) is None


def test_an_agency_is_named_alone_or_not_at_all() -> None:
    assert agency("AP") == "AP"
    assert agency("AP reporters in Lindholm") is None
    assert agency("Lindholm") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Correction: The quay is in Lindholm.", True),
        ("An earlier version of this story named the wrong quay.", True),
        ("Anm. d. Red.: Der Kai liegt in Lindholm.", True),
        ("Transparenzhinweis: In einer früheren Fassung stand ein falscher Name.", True),
        ("In een eerdere versie van dit artikel stond een andere kade.", True),
        ("Mise à jour : une version précédente de cet article disait autre chose.", True),
        ("【訂正】埠頭の名前に誤りがありました。", True),
        ("تنويه: تم تحديث الخبر.", True),
        ("От редакции: текст был обновлён.", True),
        ("In einer früheren Version des Plans war die Mauer niedriger.", False),
        ("Una versión anterior de este puente cayó en 1911.", False),
        ("Correction officers told non-members to wait.", False),
        ("Update: the quay is open.", False),
    ],
)
def test_corrections_are_told(line: str, expected: bool) -> None:
    assert correction(line) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PORT HALDEN (AP) — The government", "PORT HALDEN (AP)"),
        ("LINDHOLM, March 4 (Reuters) - Ferries", "LINDHOLM, March 4 (Reuters)"),
        ("Berlin (dpa) - Die Regierung", "Berlin (dpa)"),
        ("BERLIN – Die Regierung", "BERLIN"),
        ("Wien (APA). Die Regierung", "Wien (APA)"),
        ("（新华社北京4月24日电）柳河市", None),
        ("新华社柳河4月24日电 柳河市图书馆", None),
        ("【柳河共同】図書館は", "柳河共同"),
        ("LINDHOLM, May 5, 2025 – Pumps", "LINDHOLM, May 5, 2025"),
        ("LINDHOLM, 5. maj 2025 – Pumper", "LINDHOLM, 5. maj 2025"),
        ("LINDHOLM, 5 mayo (EFE) – Bombas", "LINDHOLM, 5 mayo (EFE)"),
        ("LINDHOLM, May 5 /Portwire/ -- Pumps", "LINDHOLM, May 5 /Portwire/"),
        ("LINDHOLM, May 5 -- (PORT WIRE) -- Pumps", "LINDHOLM, May 5 -- (PORT WIRE)"),
        ("Harbour – the old word", None),
        ("He left (again) and came back", None),
        ("A plain sentence.", None),
        ("", None),
    ],
)
def test_datelines_are_read(text: str, expected: str | None) -> None:
    assert dateline(text) == expected


def test_a_story_may_be_signed_by_an_agency_at_its_end() -> None:
    def signed(*texts: str) -> list[str]:
        return [credit.name for credit in signatures([Block("paragraph", t) for t in texts])]

    assert signed("A plain sentence.", "And so it ended. (dpa)") == ["dpa"]
    assert signed("A plain sentence.", "And so it ended. (again)") == []
    points = Block("heading", "In short"), Block("listItem", "Ferries sail")
    found = signatures([*points, Block("paragraph", "LINDHOLM (AP) — Ferries sail.")])
    assert [credit.name for credit in found] == ["AP"]
    assert signed() == []


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["@type", "@id", "@graph", "headline", "author", "name", "datePublished", "image",
             "url", "publisher", "keywords", "hasPart", "itemListElement", "inLanguage",
             "articleSection", "isAccessibleForFree", "articleBody", "mainEntity", "description"]
        ),
        inner | st.sampled_from(["NewsArticle", "Person", "BreadcrumbList", "http://[", "//x"]),
        max_size=8,
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ld=junk, attribute=st.text(max_size=40))
def test_no_statement_breaks_the_reading(ld: Any, attribute: str) -> None:
    quoted = attribute.replace('"', "'").replace(">", "")
    meta = (
        "".join(
            f'<meta property="{name}" content="{quoted}">'
            for name in ("og:title", "og:url", "article:published_time", "og:image", "author")
        )
        + f'<link rel="canonical" href="{quoted}"><link rel="next" href="{quoted}">'
    )

    page = clean(page_of(ld=ld, meta=meta), "https://www.lindholm-courier.example/a")

    assert isinstance(page, Page)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.binary(max_size=400)
    | st.lists(
        st.sampled_from(
            ["<h1>", "</h1>", "<p>", "<time datetime='x'>", "<figure><img src='data:,'>", "By ",
             "<a rel=author>", "Ada Lind", "2025-01-01", "<script type=application/ld+json>{",
             "</script>", "<blockquote class=twitter-tweet>", "<nav>", "—", "\x00", "&#0;",
             "<ruby>"]
        ),
        max_size=60,
    ).map(lambda pieces: "".join(pieces).encode())
)  # fmt: skip
def test_no_bytes_raise_anything_but_our_own_errors(html: bytes) -> None:
    try:
        page = clean(html, "https://www.lindholm-courier.example/a")
    except SaidlyError:
        return

    assert page.blocks
