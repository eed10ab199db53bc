"""Each field of a reading, from small pages that state it in one way or another."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from saidly.clean import paywall
from saidly.clean.asides import is_aside
from tests.core.clean_fields.pages import PARAGRAPHS, URL, fields, page_of, read


def article(**more: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": "Harbour reopens after nine days", **more}


@pytest.mark.parametrize(
    ("meta", "ld", "expected"),
    [
        ("", article(inLanguage="de"), "en"),
        ('<meta name="content-language" content="de">', None, "en"),
    ],
)
def test_the_language_of_the_html_element_comes_first(meta: str, ld: Any, expected: str) -> None:
    assert fields(page_of(meta=meta, ld=ld)).in_language == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [("de_DE", "de-DE"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"), ("PT", "pt")],
)
def test_languages_are_written_as_bcp_47(label: str, expected: str) -> None:
    html = page_of(ld=article(inLanguage={"alternateName": label})).replace(b' lang="en"', b"")

    assert fields(html).in_language == expected


def test_no_language_is_invented() -> None:
    assert fields(page_of().replace(b' lang="en"', b' lang="?"')).in_language is None


@pytest.mark.parametrize(
    ("meta", "ld", "expected", "source"),
    [
        ("", article(articleSection=["Sea", "World"]), "Sea", "json-ld"),
        ('<meta property="article:section" content="Sea">', None, "Sea", "meta[article:section]"),
        ('<meta property="article:section" content="https://x.example/sea">', None, None, None),
    ],
)
def test_sections_are_read(meta: str, ld: Any, expected: str | None, source: str | None) -> None:
    told = fields(page_of(meta=meta, ld=ld))

    assert told.article_section == expected
    assert dict(told.field_sources).get("articleSection") == source


@pytest.mark.parametrize(
    ("crumbs", "expected"),
    [
        ([{"name": "Home"}, {"name": "Sea"}, {"name": "Harbour reopens after nine days"}], "Sea"),
        ([{"name": "Home"}, {"item": {"name": "Sea"}}, {"name": "Harbour"}], "Sea"),
        ([{"name": "Home"}, "junk", {"item": 3}], None),
        ([], None),
        ("junk", None),
    ],
)
def test_breadcrumbs_tell_the_section(crumbs: Any, expected: str | None) -> None:
    ld = [article(), {"@type": "BreadcrumbList", "itemListElement": crumbs}]

    assert fields(page_of(ld=ld)).article_section == expected


@pytest.mark.parametrize(
    ("meta", "ld", "expected"),
    [
        ("", article(keywords=["sea", " ferry ", "sea"]), ("sea", "ferry")),
        ("", article(keywords="sea, ferry"), ("sea", "ferry")),
        ('<meta name="keywords" content="sea;ferry">', None, ("sea", "ferry")),
        (
            '<meta property="article:tag" content="Sea"><meta property="article:tag" content="B">',
            None,
            ("Sea", "B"),
        ),
        ("", article(keywords={"odd": 1}), ()),
    ],
)
def test_keywords_are_read(meta: str, ld: Any, expected: tuple[str, ...]) -> None:
    assert fields(page_of(meta=meta, ld=ld)).keywords == expected


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ('<link rel="canonical" href="/harbour/story">', "/harbour/story"),
        ('<link rel="canonical" href="https://lindholm-courier.example/s">', None),
        ('<link rel="canonical" href="https://www.lindholm-courier.example/">', None),
        ('<link rel="canonical" href="https://other.example/story">', None),
        ('<link rel="canonical" href="http://127.0.0.1/story">', None),
        ('<link rel="canonical" href="http://[broken">', None),
        ('<meta property="og:url" content="/harbour/story">', "/harbour/story"),
    ],
)
def test_a_canonical_address_is_of_the_same_site(meta: str, expected: str | None) -> None:
    told = fields(page_of(meta=meta)).canonical_url

    if "lindholm-courier.example/s" in meta:
        assert told == "https://lindholm-courier.example/s"
    else:
        assert told == (expected and f"https://www.lindholm-courier.example{expected}")


def test_a_canonical_address_may_stand_in_json_ld() -> None:
    told = fields(page_of(ld=article(url=URL)))

    assert told.canonical_url == URL
    assert dict(told.field_sources)["canonicalUrl"] == "json-ld"


@pytest.mark.parametrize(
    ("ld", "meta", "name"),
    [
        (article(publisher={"name": "Courier"}), "", "Courier"),
        (article(publisher="Courier"), "", "Courier"),
        ([article(publisher={"@id": "#p"}), {"@id": "#p", "name": "Courier"}], "", "Courier"),
        (None, '<meta property="og:site_name" content="Courier">', "Courier"),
        (article(publisher={"@id": "#p"}), "", None),
    ],
)
def test_publishers_are_named(ld: Any, meta: str, name: str | None) -> None:
    publisher = fields(page_of(ld=ld, meta=meta)).publisher

    assert publisher is not None
    assert (publisher.domain, publisher.name) == ("lindholm-courier.example", name)


def test_an_address_without_a_domain_has_no_publisher() -> None:
    assert fields(page_of(), "saved-page.html").publisher is None


@pytest.mark.parametrize(
    ("ld", "meta", "description"),
    [
        (None, '<meta name="description" content="Ferries run again.">', "Ferries run again."),
        (article(description="Ferries <b>run</b>"), "", "Ferries run"),
        (None, "", None),
    ],
)
def test_descriptions_are_read(ld: Any, meta: str, description: str | None) -> None:
    assert fields(page_of(ld=ld, meta=meta)).description == description


@pytest.mark.parametrize(
    ("ld", "meta", "below", "free", "paywalled"),
    [
        (article(isAccessibleForFree=True), "", "", True, False),
        (article(isAccessibleForFree="False"), "", "", False, True),
        (article(hasPart=[{"isAccessibleForFree": False}, 3]), "", "", False, True),
        (None, '<meta property="article:content_tier" content="metered">', "", True, False),
        (None, '<meta property="article:content_tier" content="locked">', "", False, True),
        (None, "", "<p>Subscribe now to continue reading.</p>", None, True),
        (None, "", "<p>Write to the editor.</p>", None, False),
        (article(isAccessibleForFree="perhaps"), "", "", None, False),
    ],
)
def test_access_is_told(ld: Any, meta: str, below: str, free: bool | None, paywalled: bool) -> None:
    told = fields(page_of(ld=ld, meta=meta, below=below))

    assert (told.is_accessible_for_free, told.paywalled) == (free, paywalled)


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to unlock the tide tables", "Please sign in to keep reading",
        "Log in now to read the letter", "Login to continue", "Register to read on the quay",
        "Continue reading with a harbour pass", "Only for subscribers", "Already a subscriber?",
        "Vollen Zugriff mit Hafenpass", "Alle Artikel lesen", "Jetzt weiterlesen",
        "Nur für Abonnenten", "Sie haben bereits ein Abo?", "Article réservé à nos abonnés",
        "Contenido exclusivo para suscriptores", "¿Ya eres suscriptor?",
        "Matéria exclusiva para assinantes", "Sei già abbonato?", "Alleen voor abonnees",
        "Kun for abonnenter", "För prenumeranter", "Tilaajille", "Tylko dla subskrybentów",
        "Только для подписчиков", "この記事は有料会員の方へ", "会員限定", "구독자 전용",
    ],
)  # fmt: skip
def test_a_gate_is_heard_in_many_languages(line: str) -> None:
    assert paywall.asks(line)


@pytest.mark.parametrize("line", ["Subscribers wrote to us", "The talks continue", "Ein Abonnent"])
def test_a_word_of_gates_alone_is_none(line: str) -> None:
    assert not paywall.asks(line)


@pytest.mark.parametrize(
    ("url", "meta", "below", "expected"),
    [
        ("/a/story", '<link rel="next" href="/a/story?page=2">', "", "/a/story?page=2"),
        ("/a/story?page=2", '<link rel="next" href="/a/story?page=3">', "", "/a/story?page=3"),
        ("/a/story", '<link rel="next" href="/a/another-story">', "", None),
        ("/a/story", '<link rel="next" href="https://other.example/a/story?page=2">', "", None),
        ("/a/story", '<link rel="next" href="http://10.0.0.1/a/story?page=2">', "", None),
        ("/a/story.html", "", '<div class="pager"><a href="/a/story-2.html">2</a></div>',
         "/a/story-2.html"),
        ("/a/story/", "", '<ul class="pagination"><li><a href="/a/story/2/">2</a></li></ul>',
         "/a/story/2/"),
        ("/a/story", "", '<div class="pager"><a href="/b?page=2">2</a><a>3</a></div>', None),
        ("/a/story-4711.html", "", '<a rel="next" href="/a/story-4712.html">Next</a>', None),
    ],
)  # fmt: skip
def test_only_the_same_storys_next_page_follows(
    url: str, meta: str, below: str, expected: str | None
) -> None:
    site = "https://www.lindholm-courier.example"
    told = fields(page_of(meta=meta, below=below), site + url).next_page_url

    assert told == (expected and site + expected)


@pytest.mark.parametrize(
    ("above", "published", "modified"),
    [
        ('<time datetime="2025-03-04T09:00:00Z">4 March</time>', "2025-03-04T09:00:00+00:00", None),
        (
            'Updated <time datetime="2025-03-05">5 March</time>',
            None,
            "2025-03-05T00:00:00",
        ),
        (
            '<span>Last update</span><time datetime="2025-03-05">5 March</time>',
            None,
            "2025-03-05T00:00:00",
        ),
        (
            "<p>4 March 2025 | Updated: 5 March 2025</p>",
            "2025-03-04T00:00:00",
            "2025-03-05T00:00:00",
        ),
        ("<p>Published 4 March 2025</p>", "2025-03-04T00:00:00", None),
        (
            "<p>Ferries to the outer islands run again from Tuesday morning on, it says.</p>"
            '<time datetime="2025-03-04">4 March</time>',
            "2025-03-04T00:00:00",
            None,
        ),
        ('<aside><time datetime="2025-03-09">9 March</time></aside>', None, None),
        ("<p>Filed under: weather | Updated: never</p>", None, None),
    ],
)
def test_dates_near_the_headline_are_read(
    above: str, published: str | None, modified: str | None
) -> None:
    told = fields(page_of(above=f"<h1>Harbour reopens after nine days</h1>{above}"))

    assert (told.date_published and told.date_published.value.isoformat()) == published
    assert (told.date_modified and told.date_modified.value.isoformat()) == modified


def test_dates_without_a_headline_are_found_above_the_story() -> None:
    told = fields(page_of(above="<p>4 March 2025</p>", title=""))

    assert told.headline is None
    assert told.date_published is not None


@pytest.mark.parametrize(
    ("ld", "above", "names"),
    [
        (article(author="By Ada Lind"), "", ["Ada Lind"]),
        (article(author=[["Ada Lind"], {"name": ["Tom Reed"]}, 7]), "", ["Ada Lind", "Tom Reed"]),
        ([article(author={"@id": "#a"}), {"@id": "#a", "name": "Ada Lind"}], "", ["Ada Lind"]),
        (article(author={"@id": "#a"}), "<p>By Ada Lind</p>", ["Ada Lind"]),
        (None, '<p class="author">Ada Lind</p>', ["Ada Lind"]),
        (None, "<p>Ada Lind | 4 March 2025</p>", ["Ada Lind"]),
        (None, "<p>Ada Lind</p>", ["Ada Lind"]),
        (None, "<p>Harbour of Lindholm</p>", []),
        (None, '<a rel="author" href="/ada">Ada Lind</a>', ["Ada Lind"]),
        (None, '<aside class="related"><a rel="author" href="/x">Tom Reed</a></aside>', []),
    ],
)
def test_authors_are_found(ld: Any, above: str, names: list[str]) -> None:
    told = fields(page_of(ld=ld, above=f"<h1>Harbour reopens after nine days</h1>{above}"))

    assert [person.name for person in told.authors] == names


def test_an_agency_in_a_meta_element_comes_before_the_sites_own_name() -> None:
    ld = article(author={"@type": "Organization", "name": "Courier"}, publisher={"name": "Courier"})
    told = fields(page_of(ld=ld, meta='<meta name="author" content="AFP">'))

    assert [(person.name, person.kind) for person in told.authors] == [("AFP", "organisation")]
    assert dict(told.field_sources)["authors"] == "meta[author]"


def test_an_announced_line_is_the_byline_even_where_others_are_authors() -> None:
    told = fields(
        page_of(
            ld=article(author={"@type": "Person", "name": "Tom Reed"}),
            above="<h1>Harbour reopens after nine days</h1><p>By our own reporters</p>",
        )
    )

    assert told.byline == "By our own reporters"
    assert [person.name for person in told.authors] == ["Tom Reed"]


def test_pictures_of_json_ld_keep_their_words() -> None:
    ld = article(
        image=[{"url": "/a.jpg?x=1&amp;y=2", "caption": "The quay.", "creditText": "Mo Falk"}, 5]
    )

    (image,) = fields(page_of(ld=ld)).images

    assert image.url == "https://www.lindholm-courier.example/a.jpg?x=1&y=2"
    assert (image.caption, image.credit_text) == ("The quay.", "Mo Falk")


@pytest.mark.parametrize(
    "figure",
    [
        '<div class="wp-caption alignleft"><img src="/a.jpg"><p class="wp-caption-text">A boat '
        "at the quay. Photo: Mo Falk</p></div>",
        '<figure><picture><img src="/a.jpg"></picture><div class="caption">A boat at the quay. '
        '<span class="credit">Photo: Mo Falk</span></div></figure>',
        '<figure><img src="/placeholder.png"><img src="/a.jpg"><figcaption>A boat at the quay. '
        "<cite>(Photo: Mo Falk)</cite></figcaption></figure>",
    ],
)
def test_captions_and_credits_are_read_where_publishers_set_them(figure: str) -> None:
    (image,) = fields(page_of(inside=figure)).images

    assert (image.url[-6:], image.caption) == ("/a.jpg", "A boat at the quay.")
    assert image.credit_text == "Photo: Mo Falk"


@pytest.mark.parametrize(
    ("figure", "count"),
    [
        ('<figure><img src="/a.jpg"></figure>', 1),
        ('<figure><img src="/logo.svg"></figure>', 0),
        ("<figure><table></table></figure>", 0),
        ('<figure><figure><img src="/a.jpg"></figure></figure>', 1),
        ('<figure><img srcset="/a.jpg 400w, /b.jpg 800w"><figcaption></figcaption></figure>', 1),
        ('<figure><img src="ftp://x/a.jpg"></figure>', 0),
    ],
)
def test_pictures_come_from_figures(figure: str, count: int) -> None:
    assert len(fields(page_of(inside=figure)).images) == count


def test_a_credit_may_stand_inside_the_caption() -> None:
    figure = (
        '<figure><img src="/a.jpg"><figcaption>Seen by <span class="credit">Mo Falk</span> from '
        "the quay.</figcaption></figure>"
    )

    (image,) = fields(page_of(above=f"<h1>Harbour reopens</h1>{figure}")).images

    assert (image.caption, image.credit_text) == ("Seen by Mo Falk from the quay.", "Mo Falk")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<aside><p>x</p></aside>", True),
        ('<div class="related-stories"><p>x</p></div>', True),
        ("<article><p>x</p></article>", False),
        ("<div>" * 20 + "<p>x</p>", False),
    ],
)
def test_what_stands_beside_the_story_is_told_by_its_containers(
    markup: str, expected: bool
) -> None:
    assert is_aside(LexborHTMLParser(markup).css_first("p")) is expected


def test_a_picture_below_the_story_is_anothers() -> None:
    below = (
        '<div><figure><img src="/b.jpg"><figcaption>Another story’s picture of a boat on the lake.'
        "</figcaption></figure></div>"
    )

    assert fields(page_of(below=below)).images == ()


def test_a_correction_and_a_credit_are_no_paragraphs() -> None:
    note = "Correction: An earlier version of this story named the wrong quay."
    page = read(page_of(inside=f"<p>{note}</p><p>Reporting by Ada Lind; editing by Tom Reed</p>"))

    assert [block.text for block in page.blocks] == list(PARAGRAPHS)
    assert page.corrections == (note,)
    assert [credit.kind for credit in page.credits] == ["person"]


def test_a_bare_agency_is_a_credit() -> None:
    page = read(page_of(inside="<p>(dpa/AFP)</p>"))

    assert [(credit.text, credit.name) for credit in page.credits] == [("(dpa/AFP)", "dpa")]


def test_a_post_keeps_its_author_and_address() -> None:
    tweet = (
        '<blockquote class="twitter-tweet"><p>The quay is open again, and the first boat is full.'
        "</p><p>A second line for those who could not get on board this morning.</p>&mdash; Ada "
        'Lind (@adalind) <a href="https://twitter.com/adalind/status/1">March 4, 2025</a>'
        "</blockquote>"
    )
    html = page_of(inside=tweet + f"<p>{PARAGRAPHS[0]} And so it did.</p>")

    embeds = [block for block in read(html).blocks if block.type == "embed"]

    assert [embed.text[:26] for embed in embeds] == [
        "The quay is open again, an",
        "A second line for those wh",
    ]
    assert {(embed.author, embed.href) for embed in embeds} == {
        ("Ada Lind (@adalind)", "https://twitter.com/adalind/status/1")
    }


def test_a_name_marked_inside_an_author_is_an_author_and_no_other_name_is() -> None:
    above = (
        "<h1>Harbour reopens after nine days</h1><div itemprop=author>"
        "<p itemprop=name class=n>Ada Lind</p></div><p itemprop=name>Lindholm Harbour Inn</p>"
    )

    people = read(page_of(above=above)).metadata.authors

    assert [person.name for person in people] == ["Ada Lind"]


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("Department for Coasts", "Organization", "Department for Coasts"),
        ("Lind Pumps Inc.", "Organization", "Lind Pumps Inc."),
        ("Ada Lind.", "Person", "Ada Lind"),
        ("Ada Lind and Mo Falk", "Organization", "Ada Lind"),
    ],
)
def test_stated_organisations_and_shortened_words_keep_their_names(
    name: str, kind: str, told: str
) -> None:
    stated = {"@type": "NewsArticle", "author": {"@type": kind, "name": name}}

    assert fields(page_of(ld=stated)).authors[0].name == told


def test_a_role_behind_a_link_to_the_author_is_no_part_of_the_name() -> None:
    line = (
        "<h1>Harbour reopens</h1><p>By <a href=/a>Ada Lind</a> <span>Chief Harbour Writer</span> "
        "and <a href=/m>Mo Falk</a> <span>Ferry Correspondent</span></p>"
    )

    assert [each.name for each in fields(page_of(above=line)).authors] == ["Ada Lind", "Mo Falk"]


def test_a_name_over_an_office_is_the_author_where_only_the_site_is_stated() -> None:
    stated = {"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Quay News"}}
    above = (
        "<h1>Harbour reopens</h1><div><span>Ada Lind</span></div><div>Northern correspondent</div>"
        "<p>The harbour was shut for nine days and ferries went elsewhere.</p>"
    )

    told = fields(page_of(ld=stated, above=above, title="Harbour reopens - Quay News"))

    assert [each.name for each in told.authors] == ["Ada Lind"]


@pytest.mark.parametrize(
    "markup",
    [
        "<span itemprop=articleSection>Harbour</span>",
        "<ol><li itemprop=itemListElement><a itemprop=item>Home</a></li>"
        "<li itemprop=itemListElement><a itemprop=item>Harbour</a></li>"
        "<li itemprop=itemListElement>The harbour is open</li></ol>",
    ],
)
def test_a_section_may_be_marked_on_the_page(markup: str) -> None:
    told = fields(page_of(above=f"<h1>Harbour reopens</h1>{markup}"))

    assert told.article_section == "Harbour"


@pytest.mark.parametrize(
    ("told", "credit"),
    [
        ("Photograph: <span class=credit>Mo Falk</span>", "Photograph: Mo Falk"),
        ("<span class=credit>Credit...Mo Falk</span>", "Mo Falk"),
        ("(QN Photo/Mo Falk)", "QN Photo/Mo Falk"),
        ("Photo by Mo Falk / Quay Archive", "Photo by Mo Falk / Quay Archive"),
        ("© ANP", "© ANP"),
        ("(Reuters)", "Reuters"),
        ("<span class=CaptionCredit>Seen by Mo Falk</span>", "Seen by Mo Falk"),
        ("<cite>Mo Falk / Quay Archive</cite>", "Mo Falk / Quay Archive"),
    ],
)
def test_the_label_of_a_credit_goes_with_it_but_for_the_word_credit(told: str, credit: str) -> None:
    figure = f"<figure><img src=/a.jpg><figcaption>A boat at the quay. {told}</figcaption></figure>"

    (image,) = fields(page_of(inside=figure)).images

    assert (image.caption, image.credit_text) == ("A boat at the quay.", credit)


def test_entries_of_a_live_blog_in_a_list_are_paragraphs() -> None:
    html = page_of(inside="".join(f"<li><article><p>{p}</p></article></li>" for p in PARAGRAPHS))

    assert {block.type for block in read(html).blocks} == {"paragraph"}


@pytest.mark.parametrize("told", ["A photo by the quay.", "A boat (the first) (of many)"])
def test_captions_may_tell_of_photos_and_end_in_brackets(told: str) -> None:
    figure = f"<figure><img src=/a.jpg><figcaption>{told}</figcaption></figure>"

    (image,) = fields(page_of(above=f"<h1>Harbour reopens</h1>{figure}")).images

    assert (image.caption, image.credit_text) == (told, None)


def test_a_caption_may_be_in_an_element_of_any_spelling() -> None:
    figure = "<figure><img src=/a.jpg><div class=leadCaption>A boat at the quay</div></figure>"
    above = f"<h1>Harbour reopens</h1>{figure}"

    assert fields(page_of(above=above)).images[0].caption == "A boat at the quay"


DAY = article(datePublished="2025-03-04")


@pytest.mark.parametrize(
    ("ld", "above", "published", "source"),
    [
        (DAY, "<p>4 March 2025, 9:12</p>", "2025-03-04T09:12:00", "line"),
        (DAY, "<p>5 March 2025, 9:12</p>", "2025-03-04T00:00:00", "json-ld"),
        (DAY, "<time datetime='2025-03-04T09:12:00Z'>9:12</time>", "2025-03-04T09:12:00+00:00",
         "time"),
        (DAY, "<p>Updated 4 March 2025, 9:12</p>", "2025-03-04T00:00:00", "json-ld"),
        (None, "<abbr itemprop=datePublished title='2025-03-04T09:12:00Z'>9:12</abbr>",
         "2025-03-04T09:12:00+00:00", "time"),
    ],
)  # fmt: skip
def test_a_stated_day_takes_the_time_that_is_shown_for_it(
    ld: Any, above: str, published: str, source: str
) -> None:
    told = fields(page_of(ld=ld, above=f"<h1>Harbour reopens after nine days</h1>{above}"))

    assert told.date_published is not None
    assert told.date_published.value.isoformat() == published
    assert dict(told.field_sources)["datePublished"] == source


@pytest.mark.parametrize("name", ["cXenseParse:publishtime", "cXenseParse:recs:publishtime"])
def test_the_time_that_a_recommender_is_told_is_read(name: str) -> None:
    told = fields(page_of(meta=f'<meta name="{name}" content="2025-03-04T09:00:00Z">'))

    assert told.date_published is not None


def test_an_author_may_be_told_to_a_recommender() -> None:
    told = fields(page_of(meta='<meta name="mediator_author" content="Ada Lind">'))

    assert [each.name for each in told.authors] == ["Ada Lind"]


def test_the_site_is_no_author_beside_people_and_another_paper_is() -> None:
    told = fields(
        page_of(
            ld=article(
                author="Ada Lind, Quay Post, Strandby Times", publisher={"name": "The Quay Post"}
            )
        )
    )

    assert [each.name for each in told.authors] == ["Ada Lind", "Strandby Times"]
