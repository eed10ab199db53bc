"""Lines known by how they are set: sentences among paragraphs, headings, links to other stories."""

import pytest

from saidly.clean import alike
from saidly.clean.features import Scene
from saidly.clean.reading import sighted
from tests.core.clean.stories import PARAGRAPHS, URL

SENTENCE = "The ferry stayed in port."


def scene(html: str) -> Scene:
    return sighted(f"<body><main>{html}</main>".encode(), URL, None).scene


def told(html: str, *kept: int) -> tuple[list[str], list[str]]:
    """Return the sentences and the headings that are found where some places are kept."""
    seen = scene(html)
    found = alike.between(kept, seen), alike.headings((), kept, seen)
    sentences, headings = ([seen.sights[at].run.text for at in sorted(each)] for each in found)
    return sentences, headings


def test_a_sentence_between_two_paragraphs_set_alike_is_the_storys() -> None:
    html = f"<p>{PARAGRAPHS[0]}</p><p>{SENTENCE}</p><p>{PARAGRAPHS[1]}</p>"

    assert told(html, 0, 2)[0] == [SENTENCE]
    assert told(html, 0)[0] == []


@pytest.mark.parametrize(
    "line",
    [
        "<p class=note>The ferry stayed in port.</p>",
        "<p>The ferry stayed in port</p>",
        "<p><a href=/ferry>The ferry stayed in port.</a></p>",
        "<ul><li>The ferry stayed in port.</li></ul>",
        "<h3>The ferry stayed in port.</h3>",
        "<figure><figcaption>The ferry stayed in port.</figcaption></figure>",
    ],
)
def test_a_line_set_otherwise_than_the_paragraphs_around_it_is_left_alone(line: str) -> None:
    assert told(f"<p>{PARAGRAPHS[0]}</p>{line}<p>{PARAGRAPHS[1]}</p>", 0, 2)[0] == []


def test_nothing_is_found_where_nothing_is_kept() -> None:
    assert told(f"<p>{PARAGRAPHS[0]}</p><p>{SENTENCE}</p><p>{PARAGRAPHS[1]}</p>") == ([], [])


def below(markup: str, likely: float = 0.4) -> list[str]:
    """Return what is found below a text of which only the first box is kept."""
    html = f"<div class=text><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>{markup}"
    seen = scene(html)
    places = alike.below((0, 1), seen, [0.9, 0.9, *[likely] * (len(seen.sights) - 2)])
    return [seen.sights[place].run.text for place in sorted(places)]


def test_sentences_in_a_box_named_as_the_texts_is_are_its_end() -> None:
    end = f"<div class=text><p>{SENTENCE}</p><p>{PARAGRAPHS[2]}</p></div>"

    assert below(end) == [SENTENCE, PARAGRAPHS[2]]
    assert below(end, 0.2) == []
    assert below("<div class=ad>Advertisement</div>" + end) == [SENTENCE, PARAGRAPHS[2]]
    assert below("<div class=ad>Advertisement</div>" * 3 + end) == []
    assert below(end.replace("class=text", "class=more")) == []
    assert below(end.replace("stayed in port.", "in port")) == [PARAGRAPHS[2]]


def test_boxes_without_a_name_tell_nothing_of_the_end() -> None:
    html = f"<div><p>{PARAGRAPHS[0]}</p></div><div><p>{PARAGRAPHS[1]}</p></div>"

    assert alike.below((0,), scene(html), [0.9, 0.4]) == set()
    assert alike.below((), scene(html), [0.4, 0.4]) == set()


def bold(*lines: str) -> list[str]:
    """Return the headings among lines in bold, each over a paragraph of a story."""
    under = zip(lines, PARAGRAPHS[1:], strict=False)
    parts = "".join(f"<p><b>{line}</b></p><p>{text}</p>" for line, text in under)
    return told(f"<p>{PARAGRAPHS[0]}</p>{parts}", *range(1 + 2 * len(lines)))[1]


def test_three_lines_in_bold_over_prose_are_headings() -> None:
    lines = ["Under the pier", "Who pays?", "The wall"]

    assert bold(*lines) == lines
    assert bold(*lines[:2]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Nobody was hurt.",
        "The council names three:",
        "9h05 - The ferry sails",
        "<a href=/x>Under the pier</a>",
        f"{'Under the pier and over the wall ' * 4}",
    ],
)
def test_sentences_entries_of_a_ticker_and_links_in_bold_are_no_headings(line: str) -> None:
    assert bold(line, "Who pays?", "The wall", line) == []


def test_bold_lines_in_lists_and_quotations_are_no_headings() -> None:
    items = "".join(f"<li><b>Pier {n}</b></li><li>{PARAGRAPHS[n]}</li>" for n in (1, 2, 3))
    quoted = f"<blockquote>{items.replace('li>', 'p>')}</blockquote>"

    assert told(f"<p>{PARAGRAPHS[0]}</p><ul>{items}</ul>", *range(7))[1] == []
    assert told(f"<p>{PARAGRAPHS[0]}</p>{quoted}", *range(7))[1] == []


def test_a_heading_over_a_list_is_set_as_those_over_prose() -> None:
    html = f"<p>{PARAGRAPHS[0]}</p><h2>Piers</h2><p>{PARAGRAPHS[1]}</p><h2>Cranes</h2><ul><li>Two"
    seen = scene(html)

    assert alike.headings({1}, (0, 1, 2, 3, 4), seen) == {3}
    assert alike.headings({1}, (0, 1, 2, 3), seen) == set()


@pytest.mark.parametrize(
    ("markup", "leads"),
    [
        ("<h2><a href=/sawmill>The sawmill gets a quay</a></h2>", True),
        ("<a href=/sawmill><h3>The sawmill gets a quay</h3></a>", True),
        ("<h2><a href=#sawmill>The sawmill gets a quay</a></h2>", False),
        ("<h2><a name=sawmill>The sawmill gets a quay</a></h2>", False),
        ("<h2>The <a href=/sawmill>sawmill</a> gets a quay</h2>", False),
        ("<p><a href=/sawmill>The sawmill gets a quay</a></p>", False),
    ],
)
def test_a_heading_that_is_a_link_to_another_page_leads_away(markup: str, leads: bool) -> None:
    assert alike.leads_away(scene(markup).sights[0]) is leads


def entry(time: str, heading: str, text: str) -> str:
    return f"<div class=entry><div>{time}</div><h3>{heading}</h3><div><p>{text}</p></div></div>"


@pytest.mark.parametrize("times", [("17:41 Uhr", "15.20"), ("9:05 am", "2 hours ago")])
def test_headings_beside_a_time_of_day_are_those_of_a_live_blogs_entries(
    times: tuple[str, str],
) -> None:
    first, second = times
    one = entry(first, "Ferry is back", PARAGRAPHS[0])

    assert told(one + entry(second, "Wall holds", PARAGRAPHS[1]), 2, 5)[1] == [
        "Ferry is back",
        "Wall holds",
    ]
    assert told(one, 2)[1] == []
    assert told(one + entry("Harbour", "Wall holds", PARAGRAPHS[1]), 2, 5)[1] == []
    assert told(one + entry(second, "<a href=/x>Wall holds</a>", PARAGRAPHS[1]), 2, 5)[1] == []


def within(markup: str, *kept: int) -> list[str]:
    """Return the headings of a text that begins with a paragraph and goes on with some markup."""
    return told(f"<div><p>{PARAGRAPHS[0]}</p>{markup}</div>", 0, *kept)[1]


UNDER = f"<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
ITEMS = "<ul><li>the north pier</li><li>the fuel berth</li></ul>"
CELLS = "<table><tr><td>Pier</td><td>7</td></tr><tr><td>Quay</td><td>9</td></tr></table>"


@pytest.mark.parametrize("below", [UNDER, ITEMS, CELLS])
def test_a_heading_of_the_second_level_within_the_text_is_one(below: str) -> None:
    assert within(f"<h2>Under the pier</h2>{below}", 2, 3) == ["Under the pier"]


def test_headings_of_lower_levels_are_two_or_none() -> None:
    one = f"<h3>Under the pier</h3>{UNDER}"

    assert within(one, 2, 3) == []
    assert within(one + f"<h3>The wall</h3><p>{PARAGRAPHS[3]}</p>", 2, 3, 5) == [
        "Under the pier",
        "The wall",
    ]


@pytest.mark.parametrize(
    "markup",
    [
        f"<h2>Advertisement</h2>{UNDER}",
        f"<h2>More of <a href=/x>the pier</a></h2>{UNDER}",
        f"<h2>{'Under the pier and over the wall ' * 4}</h2>{UNDER}",
        f"<h2>Under the pier</h2><div class=box>{UNDER}</div>",
        "<h2>Under the pier</h2><p>7</p><p>9</p>",
    ],
)
def test_labels_links_long_lines_and_headings_of_other_boxes_are_no_headings(markup: str) -> None:
    assert within(markup, 2, 3) == []


def test_a_heading_above_the_text_is_one_over_a_list_alone() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:3])

    assert told(f"<div><h2>In short</h2>{ITEMS}{text}</div>", 1, 2, 3, 4, 5)[1] == ["In short"]
    assert told(f"<div><h2>In short</h2>{text}</div>", 1, 2, 3)[1] == []


def test_lines_between_dashes_are_the_headings_of_dispatches() -> None:
    assert within(f"<p>- The day after -</p>{UNDER}", 1, 2, 3) == ["- The day after -"]
    assert within(f"<p>- The day after</p>{UNDER}", 1, 2, 3) == []
    assert within(f"<p>The day after -</p>{UNDER}", 1, 2, 3) == []
