"""The standfirst that the page's description repeats."""

import pytest

from saidly.clean import deks
from saidly.clean.reading import sighted
from tests.core.clean.stories import PARAGRAPHS, URL

DEK = "Two cranes in the water, nine days without a ferry, and a wall that may grow by a metre"


def found(body: str, described: str = DEK) -> str | None:
    """Return what is read as dek where no forest sees one."""
    head = f'<title>Harbour</title><meta name="description" content="{described}">'
    html = f"<html><head>{head}</head><body><main>{body}</main></body></html>"
    seen = sighted(html.encode(), URL, None).scene
    headline = next((n for n, sight in enumerate(seen.sights) if sight.heading == 1), -1)
    place = deks.dek(seen, [0.0] * len(seen.sights), headline)
    return seen.sights[place].run.text if place >= 0 else None


STORY = f"<div><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>"


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Harbour</h1><p>Monday</p><div>{DEK}</div>{STORY}",
        f"<div>{DEK}</div><h1>Harbour</h1>{STORY}",
        f"<h1>Harbour</h1><div><p class=first>{DEK}</p><p>{PARAGRAPHS[0]}</p></div>",
    ],
)
def test_a_line_that_the_description_repeats_is_the_dek_where_the_prose_is_set_otherwise(
    body: str,
) -> None:
    assert found(body) == DEK


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Harbour</h1><div><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>",
        f"<h1>Harbour</h1><ul><li>{PARAGRAPHS[0]}</li></ul>{STORY}",
        f"<h1>Harbour</h1><p>{PARAGRAPHS[0]}</p>",
        f"<h1>Harbour</h1>{'<p>Pier</p>' * 13}<div>{PARAGRAPHS[0]}</div>{STORY}",
        f"<div>{PARAGRAPHS[0]}</div>{STORY}",
    ],
)
def test_a_paragraph_among_others_an_item_and_what_stands_far_off_are_no_dek(body: str) -> None:
    assert found(body, PARAGRAPHS[0]) is None


BOLD = f"<p><b>{PARAGRAPHS[0]}</b></p>"
PLAIN = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:3])


def test_a_first_paragraph_that_alone_is_all_in_bold_is_the_dek() -> None:
    assert found(f"<h1>Harbour</h1><div>{BOLD}{PLAIN}</div>", "") == PARAGRAPHS[0]


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{BOLD}{PLAIN.replace('<p>', '<p><b>Yes.</b> ')}</div>",
        f"<div>{BOLD}</div><div>{PLAIN}</div>",
        f"<div>{BOLD}</div>",
        f"<div>{PLAIN}{BOLD}</div>",
        f"<div><p><b>{' '.join(PARAGRAPHS[:3])}</b></p>{PLAIN}</div>",
        f"<div><p><b>{' '.join(PARAGRAPHS[:2]).replace('.', '')}</b></p>{PLAIN}</div>",
        f"<div><p><b>Correction: {PARAGRAPHS[0]}</b></p>{PLAIN}</div>",
        f"<ul><li><b>{PARAGRAPHS[0]}</b></li><li>{PARAGRAPHS[1]}</li></ul>",
    ],
)
def test_bold_among_bold_in_another_box_or_without_a_story_below_is_no_dek(body: str) -> None:
    assert found(f"<h1>Harbour</h1>{body}", "") is None


def test_a_large_first_letter_makes_no_dek() -> None:
    dropped = PLAIN.replace("<p>", "<p class='has-drop-cap'>", 1)

    assert found(f"<h1>Harbour</h1><div>{dropped}</div>", PARAGRAPHS[1]) is None
    assert found(f"<h1>Harbour</h1><div>{dropped.replace('has-drop-cap', 'large')}</div>",
                 PARAGRAPHS[1]) == PARAGRAPHS[1]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "is_dek"),
    [
        ("<p class=standfirst>Ferries to the islands run again.</p>", True),
        ("<p class=standfirst>Ferries to the islands run again</p>", False),
        ("<p class=standfirst>Ferries run again.</p>", False),
        ("<p class=other>Ferries to the islands run again.</p>", False),
    ],
)
def test_a_short_line_named_as_a_standfirst_is_the_dek_where_it_is_a_sentence(
    line: str, is_dek: bool
) -> None:
    assert (found(f"<h1>Harbour</h1>{line}{STORY}", "") is not None) is is_dek


SHORT = "<h2>Unions say four hundred jobs are at risk</h2>"


@pytest.mark.parametrize("line", ["<p>By Ada Lind</p>", "<p>4 March 2025</p>"])
def test_a_short_line_set_below_the_headline_is_the_dek_over_who_wrote_it_or_when(
    line: str,
) -> None:
    assert found(f"<h1>Pumps</h1>{SHORT}{line}{STORY}", "") is not None
    assert found(f"<h1>Pumps</h1>{SHORT}{STORY}", "") is None
    assert found(f"<h1>Pumps</h1>{line}{SHORT}{STORY}", "") is None


def test_a_standfirst_by_its_name_may_stand_below_who_wrote_it() -> None:
    named = "<p class=standfirst>Ferries to the islands run again.</p>"

    assert found(f"<h1>Harbour</h1><p>By Ada Lind</p>{named}{STORY}", "") is not None
    assert found(f"<h1>Harbour</h1><p>By Ada Lind</p><p>Pier</p>{named}{STORY}", "") is None
    assert found(f"<h1>Harbour</h1>{'<p>4 March 2025</p>' * 4}{named}{STORY}", "") is None
