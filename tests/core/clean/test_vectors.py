"""What forests see of a run."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from saidly.clean import closer, features, vectors
from saidly.clean.facts import facts
from saidly.clean.guard import Script
from saidly.clean.marked import marked
from saidly.clean.tree import runs
from tests.core.clean.stories import PARAGRAPHS, page, paragraphs


def scene(html: str, *scripts: Script) -> features.Scene:
    tree = LexborHTMLParser(html)
    return features.scene(runs(tree.body), facts(marked(tree), scripts))


STORY = page(paragraphs(*PARAGRAPHS)).decode()


def test_rows_are_as_long_as_their_names() -> None:
    seen = scene(STORY)
    rows = vectors.first_glance(seen)
    looks = closer.Closer(seen, rows, [0.6] * len(rows))

    assert {len(row) for row in rows if row} == {len(vectors.FIRST)}
    assert {len(looks.row(place)) for place, row in enumerate(rows) if row} == {len(closer.CLOSER)}


def test_a_run_that_is_no_more_than_a_link_has_no_row_unless_it_is_a_heading() -> None:
    seen = scene("<body><p><a href=/a>Quay</a><p>The <a href=/b>quay</a><h2><a href=/c>Quay</a>")

    assert [row is None for row in vectors.first_glance(seen)] == [True, False, False]


def test_a_page_without_a_run_has_no_row() -> None:
    seen = scene("<body>")

    assert vectors.first_glance(seen) == []
    assert (seen.top, seen.headline_at) == (None, -1)


def test_the_box_with_most_prose_is_the_top_and_its_prose_the_range() -> None:
    seen = scene(STORY)

    assert seen.top is not None
    assert seen.top.tag == "div"
    assert [s.prose for s in seen.sights[seen.first : seen.last + 1]] == [True] * len(PARAGRAPHS)
    assert seen.sights[seen.headline_at].heading == 1


def test_the_headline_is_told_by_the_title_where_headings_are_many() -> None:
    seen = scene(
        "<title>The harbour reopens</title><body><h2>Weather and sea</h2>"
        "<h3>The harbour reopens</h3>"
    )

    assert seen.sights[seen.headline_at].run.text == "The harbour reopens"


def test_the_headline_stated_beats_a_larger_heading() -> None:
    stated = "<meta property='og:title' content='The harbour reopens'>"
    seen = scene(f"{stated}<body><h1>Gazette</h1><h2>The harbour reopens</h2>")

    assert seen.sights[seen.headline_at].heading == 2


def test_a_heading_unlike_the_title_is_no_headline() -> None:
    assert (
        scene("<title>The harbour</title><body><h2>Weather and sea</h2><h1>»«</h1>").headline_at < 0
    )


def test_characters_that_are_words_weigh_more() -> None:
    seen = scene("<body><p>港が九日ぶりに再開した。</p>")

    assert seen.sights[0].length > len(seen.sights[0].run.text)
    assert seen.sights[0].stops == 1


def test_wrappers_around_one_run_are_not_its_home() -> None:
    seen = scene(f"<body><main>{'<div><div><span>a</span></div></div>' * 3}</main><p>b")

    assert {sight.home.tag for sight in seen.sights[:3]} == {"main"}


def test_prose_below_the_top_counts_to_the_storys_range() -> None:
    nested = f"<section><div>{paragraphs(*PARAGRAPHS[4:])}</div></section>"
    seen = scene(page(paragraphs(*PARAGRAPHS[:4]), nested).decode())

    assert seen.last - seen.first == len(PARAGRAPHS) - 1


def test_distance_counts_steps_up_and_down() -> None:
    seen = scene("<body><div><p>a<p>b</div><div><section><p>c<p>d</section><p>e</div>")
    first, second = seen.sights[0].home, seen.sights[2].home

    assert vectors.distance(first, first) == (0, 0)
    assert vectors.distance(second, first) == (1, 2)
    assert vectors.distance(first, second) == (2, 1)


def test_what_the_scout_keeps_is_near_or_far() -> None:
    seen = scene("<body>" + "<p>a</p>" * 5)
    looks = closer.Closer(seen, vectors.first_glance(seen), [0.9, 0.1, 0.1, 0.9, 0.1])
    before, after = (closer.CLOSER.index(f"to_kept_{side}") for side in ("before", "after"))

    found = [(looks.row(place)[before], looks.row(place)[after]) for place in range(5)]

    assert found == [(30, 3), (1, 2), (2, 1), (3, 30), (1, 30)]


def test_a_closer_look_knows_what_kind_of_page_it_is() -> None:
    story = f"<main>{paragraphs(*PARAGRAPHS)}</main>"
    html = f"<body><p><a href=/a>Quay</a></p>{story}<div><ul><li>Tea, 5 g<li>Salt, 2 g</ul></div>"
    seen = scene(html, Script("<script type=application/ld+json>", '{"@type": "NewsArticle"}'))
    scouts = [0.0, *[0.9] * len(PARAGRAPHS), 0.1, 0.1]
    looks = closer.Closer(seen, vectors.first_glance(seen), scouts)

    row = dict(zip(closer.CLOSER, looks.row(1), strict=True))
    listed = dict(zip(closer.CLOSER, looks.row(len(scouts) - 1), strict=True))

    assert (row["states_news"], row["states_story"], row["states_anything"]) == (1, 1, 1)
    assert (row["page_links"], row["page_listed"]) == (1 / len(scouts), 2 / len(scouts))
    assert row["scouts_listed"] == pytest.approx(0.2 / sum(scouts))
    assert (row["home_rank"], listed["home_rank"]) == (0, 1)
    assert row["best_home"] == row["home_mass"] == pytest.approx(1 - listed["home_mass"])


@pytest.mark.parametrize(
    ("kind", "stated"),
    [
        ("LiveBlogPosting", (True, True, True)),
        ("Recipe", (False, True, True)),
        ("WebSite", (False, False, True)),
    ],
)
def test_what_a_page_states_that_it_is(kind: str, stated: tuple[bool, ...]) -> None:
    script = Script("<script type=application/ld+json>", f'{{"@type": "{kind}"}}')

    assert scene("<body><p>Tea", script).stated == stated
    assert scene("<body><p>Tea").stated == (False, False, False)
