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
