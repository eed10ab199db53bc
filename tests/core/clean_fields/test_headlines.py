import pytest

from tests.core.clean_fields.pages import fields, page_of

TOLD = "Harbour reopens after nine days"


def ld(headline: str) -> dict[str, str]:
    return {"@type": "NewsArticle", "headline": headline}


@pytest.mark.parametrize(
    ("above", "meta", "title", "stated"),
    [
        (f"<h1>{TOLD}</h1>", "", f"{TOLD} | Courier", None),
        (f'<h1><span class="kicker">Sea</span> {TOLD}</h1>', "", f"{TOLD} - Courier", None),
        (f'<h1><small>Sea</small><br>{TOLD}</h1>', "", TOLD, None),
        (f'<h1><a href="/"><svg></svg>Courier</a></h1><h2>{TOLD}</h2>', "", f"Courier: {TOLD}",
         TOLD),
        (f'<h1>{TOLD} <small class="subtitle">by Ada</small></h1>', "", TOLD, TOLD),
        ("<h1><em>Harbour</em> reopens <!-- x --> after nine days</h1>", "", "Courier", None),
        ("", f'<meta property="og:title" content="{TOLD} | Courier">', "Courier", TOLD),
        ("", f'<meta name="dc.title" content="{TOLD}">', f"{TOLD} · Courier", None),
        ("<h1></h1>", "", f"Courier | {TOLD}", TOLD),
        (f'<div class="breadcrumb"><h1>Ferry news from Lindholm</h1></div><h2>{TOLD}</h2>', "",
         "Ferry news from Lindholm", TOLD),
        (f"<nav><h1>Ferry news</h1></nav><h2>{TOLD}</h2>", "", TOLD, TOLD),
        (f'<h1>{"long " * 200}</h1>', "", TOLD, TOLD),
    ],
)  # fmt: skip
def test_the_headline_is_what_readers_see(
    above: str, meta: str, title: str, stated: str | None
) -> None:
    html = page_of(above=above, meta=meta, title=title, ld=ld(stated) if stated else None)

    assert fields(html).headline == TOLD


def test_a_page_may_have_no_headline() -> None:
    told = fields(page_of(above="", title=""))

    assert told.headline is None
    assert "headline" not in dict(told.field_sources)


def test_a_headline_told_in_other_words_still_has_its_standfirst_below_it() -> None:
    dek = "Ferries to the outer islands run again from Tuesday morning on."
    menu = "".join(f"<div>Entry {number}</div>" for number in range(40))
    html = page_of(
        above=f'{menu}<h2>After the storm, boats</h2><p class="intro">{dek}</p>',
        meta=f'<meta property="og:title" content="{TOLD}">',
        ld=ld(TOLD),
    )

    told = fields(html)

    assert (told.headline, told.dek) == (TOLD, dek)


def test_titles_without_spaces_are_cut_where_the_site_is_named() -> None:
    html = page_of(above="", title="港口九天后重新开放-时政-林德霍尔姆信使报")

    assert fields(html).headline == "港口九天后重新开放"


def test_the_spelling_that_most_sources_share_wins() -> None:
    html = page_of(
        above="<h1>Harbour:reopens after nine days</h1>",
        ld=ld("Harbour: reopens after nine days"),
        title="Harbour: reopens after nine days",
    )

    assert fields(html).headline == "Harbour: reopens after nine days"


@pytest.mark.parametrize(
    ("below", "dek"),
    [
        ('<h2 class="sub">Ferries to the outer islands run again from Tuesday morning on.</h2>',
         "Ferries to the outer islands run again from Tuesday morning on."),
        ("<h2>Sea</h2>", None),
    ],
)  # fmt: skip
def test_a_sentence_set_below_the_headline_is_the_dek(below: str, dek: str | None) -> None:
    assert fields(page_of(above=f"<h1>{TOLD}</h1>{below}")).dek == dek
