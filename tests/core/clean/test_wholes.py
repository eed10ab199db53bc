"""Tables of figures, quotations and lists come whole, or not at all."""

import pytest

from saidly.clean import clean
from saidly.clean.reading import sighted
from saidly.clean.wholes import completed
from tests.core.clean.stories import PARAGRAPHS, URL, page, paragraphs

ROWS = (("Pier", "Cranes", "Ferries"), ("North", "7", "1"), ("South", "5", "4"), ("East", "9", "8"))
TABLE = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
TEXT = "\n".join("\t".join(row) for row in ROWS)
SAID = "We have waited for this day for twenty years, and we will not wait for another twenty."
SIGNED = "— Maria Olsen, mayor"


def among(middle: str) -> bytes:
    return page(paragraphs(*PARAGRAPHS[:3]), middle, paragraphs(*PARAGRAPHS[3:]))


def blocks(middle: str) -> list[tuple[str, str]]:
    read = clean(among(middle), URL)
    return [(block.type, block.text) for block in read.blocks if block.text not in PARAGRAPHS]


def whole(middle: str, *judged: str) -> list[str]:
    """Return what stays of a part of a story of which some texts were judged to be the story's."""
    seen = sighted(among(middle), URL, None).scene
    texts = [sight.run.text for sight in seen.sights]
    kept = [place for place, text in enumerate(texts) if text in {*PARAGRAPHS, *judged}]
    return [
        texts[place] for place in sorted(completed(kept, seen)) if texts[place] not in PARAGRAPHS
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<table>{}</table>",
        "<table><tbody>{}</tbody></table>",
        "<div class=table-wrapper><div><table>{}</table></div></div>",
        "<figure class=wp-block-table><table>{}</table></figure>",
    ],
)
def test_a_table_among_the_paragraphs_comes_whole(markup: str) -> None:
    assert blocks(markup.format(TABLE)) == [("table", TEXT)]


def test_a_table_elsewhere_goes_by_most_of_its_cells() -> None:
    aside = f"<aside><div><div><div><table>{TABLE}</table></div></div></div></aside>"
    cells = [cell for row in ROWS for cell in row]

    assert whole(aside, *cells[:7]) == cells
    assert whole(aside, *cells[:5]) == []


def test_a_table_that_leads_to_other_stories_is_left_out() -> None:
    told = (
        "<tr><td>{} May</td><td><a href=/more/{}>What the harbour master said later</a></td></tr>"
    )
    links = "".join(told.format(day, day) for day in range(1, 5))

    assert blocks(f"<table>{links}</table>") == []


def test_cells_as_long_as_paragraphs_are_judged_one_by_one() -> None:
    long = " ".join(PARAGRAPHS[:2])
    cells = f"<tr><td>{long}</td><td>Menu</td></tr><tr><td>More</td><td>Archive</td></tr>"

    assert whole(f"<table>{cells}</table>", long) == [long]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>{}</p><footer>{}</footer>",
        "<p>{}</p><p><cite>{}</cite></p>",
        "<p>{}</p><cite>{}</cite>",
        "{}<cite>{}</cite>",
    ],
)
def test_who_signs_a_quotation_goes_with_it(markup: str) -> None:
    quotation = f"<blockquote>{markup.format(SAID, SIGNED)}</blockquote>"

    assert whole(quotation, SAID) == [SAID, SIGNED]
    assert whole(quotation, SIGNED) == []


ITEMS = ["the north pier", "the fuel berth", "the fish market"]
LIST = f"<ul>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ul>"
LED = "Three berths are shut until the divers have searched the whole of the basin below them:"


def test_a_list_that_a_paragraph_leads_to_by_a_colon_comes_whole() -> None:
    assert whole(f"<p>{LED}</p>{LIST}", LED) == [LED, *ITEMS]
    assert whole(f"<p>{LED}</p>{LIST}") == ITEMS


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{LED[:-1]}.</p>{LIST}",
        f"<p>{LED}</p><div class=box><h4>Berths</h4>{LIST}</div>",
        f"<p>{LED}</p>{LIST}<h3>Berths</h3>",
        f"<p>{LED}</p>{LIST.replace('<li>', '<li><a href=/b>').replace('</li>', '</a></li>')}",
        f"<p>{LED}</p><aside>{LIST}</aside>",
    ],
)
def test_other_lists_are_judged_item_by_item(markup: str) -> None:
    assert whole(markup, ITEMS[1]) == [ITEMS[1]]


def test_a_list_in_a_list_comes_with_it() -> None:
    nested = LIST.replace("the fuel berth", "the fuel berth<ul><li>for diesel</li></ul>")

    assert whole(f"<p>{LED}</p>{nested}", LED) == [LED, *ITEMS[:2], "for diesel", ITEMS[2]]


TOLD = ["The north pier has sunk.", "Who pays is open!", "The quay holds."]
SENTENCES = f"<ul>{''.join(f'<li>{item}</li>' for item in TOLD)}</ul>"


def test_a_list_of_sentences_between_two_paragraphs_comes_whole() -> None:
    assert whole(SENTENCES) == TOLD


@pytest.mark.parametrize(
    "markup",
    [
        SENTENCES.replace("has sunk.", "has sunk. It lies deep"),
        SENTENCES.replace("The north pier", "The <a href=/n>north pier</a>"),
        f"<p>The piers</p>{SENTENCES}",
        f"{SENTENCES}<p>The piers</p>",
    ],
)
def test_fragments_links_and_lists_between_other_lines_are_judged_item_by_item(markup: str) -> None:
    assert whole(markup, TOLD[1]) == [TOLD[1]]


def test_a_list_below_a_heading_or_above_one_comes_whole() -> None:
    assert whole(f"<h3>Berths</h3>{LIST}", "Berths") == ["Berths", *ITEMS]
    assert whole(f"{LIST}<h3>Berths</h3>", "Berths") == [*ITEMS, "Berths"]


@pytest.mark.parametrize(
    "markup",
    [
        f"<h3>Berths</h3>{LIST}<h3>Cranes</h3>",
        f"<h3>Berths</h3>{LIST.replace('the fuel', '<a href=/f>the</a> fuel')}",
        f"<h3>Berths</h3>{LIST}<figure><figcaption>Cranes</figcaption></figure>",
        f"<h3>Berths</h3><div><p>Old</p><p>New</p>{LIST}</div>",
    ],
)
def test_a_list_between_headings_with_links_or_in_a_box_is_judged_item_by_item(markup: str) -> None:
    assert whole(markup, ITEMS[1]) == [ITEMS[1]]


def beginning(items: str, above: str = "") -> list[str]:
    """Return what stays of a list at the beginning of a story whose paragraphs are kept."""
    html = page(f"{above}<ul>{items}</ul>", paragraphs(*PARAGRAPHS))
    seen = sighted(html, URL, None).scene
    texts = [sight.run.text for sight in seen.sights]
    kept = [place for place, text in enumerate(texts) if text in PARAGRAPHS]
    return [texts[place] for place in sorted(completed(kept, seen) - {*kept})]


def test_a_text_may_begin_with_a_list() -> None:
    points = ["The north pier is open again", "Who pays for the wall is open"]
    items = "".join(f"<li>{point}</li>" for point in points)

    assert beginning(items) == points
    assert beginning(items.replace("north pier", "<a href=/n>north pier</a>")) == []
    assert beginning("<li>Print</li><li>Share</li>") == []
    assert beginning(items, "<p>By Ada Lind</p>") == []


def test_code_among_the_paragraphs_is_the_storys() -> None:
    code = "tide = 4"

    assert whole(f"<pre>{code}</pre>") == [code]
    assert whole(f"<aside><div><div><div><pre>{code}</pre></div></div></div></aside>") == []
