"""Lines whose words or places leave no doubt, whichever forests are shipped."""

from collections.abc import Sequence

import pytest
from selectolax.lexbor import LexborHTMLParser

from saidly.clean import features, judging, second_look
from saidly.clean.facts import facts
from saidly.clean.headlines import Headline
from saidly.clean.judging import Judges, Verdict
from saidly.clean.marked import marked
from saidly.clean.people import Authors
from saidly.clean.reading import sighted
from saidly.clean.tree import runs
from saidly.model import Person
from saidly.publishers.rules import NONE
from tests.core.clean.stories import PARAGRAPHS, URL, page, paragraphs

ENTRY = f"<section><h2>Entry {{}}</h2><p>{PARAGRAPHS[0]}</p></section>"


def scene(html: str) -> features.Scene:
    tree = LexborHTMLParser(f"<body>{html}")
    return features.scene(runs(tree.body), facts(marked(tree), ()))


def headings(html: str, kept: tuple[int, ...], known: frozenset[int] = frozenset()) -> list[str]:
    seen = scene(html)
    verdict = second_look.reviewed(Verdict(kept, known, -1, -1, ()), seen, NONE)
    return [seen.sights[place].run.text for place in sorted(verdict.headings)]


def test_headings_set_as_another_of_the_storys_are_headings() -> None:
    html = (ENTRY.format(1) + ENTRY.format(2)).replace("h2", "h3")

    assert headings(html, (0, 1, 3), frozenset({0})) == ["Entry 1", "Entry 2"]
    assert headings(html, (1, 3)) == []


def test_three_headings_set_alike_over_prose_are_headings_unless_they_are_links() -> None:
    entries = "".join(ENTRY.format(n) for n in (1, 2, 3))
    linked = entries.replace("<h2>", "<h2><a href=/x>").replace("</h2>", "</a></h2>")

    assert headings(entries, (1, 3, 5)) == ["Entry 1", "Entry 2", "Entry 3"]
    assert headings(linked, (1, 3, 5)) == []


def test_names_that_would_drop_all_of_a_story_are_not_believed() -> None:
    entries = "".join(f'<div class="comment">{text}</div>' for text in PARAGRAPHS)
    seen = scene(f'<div class="comments">{entries}</div>')
    places = tuple(range(len(PARAGRAPHS)))

    kept = second_look.reviewed(Verdict(places, frozenset(), -1, -1, ()), seen, NONE).kept

    assert kept == places


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our weekly letter and get the harbour straight to your inbox.",
        "Do you have a story from the harbour? Ring the desk in Lindholm.",
        "Get in touch with our reporters, day and night.",
        "Up next",
        "Comments are moderated and may take a day to appear.",
        "Suivez l’Écho et retrouvez nous sur Google News.",
        "Jetzt abonnieren und keine Ausgabe mehr verpassen.",
        "Suscríbete y recibe cada mañana las noticias del puerto.",
        "Подпишитесь на наш канал, чтобы узнавать о порте первыми.",
        '<a href="/ferry">The ferry that never sailed, and who paid for it</a>, read more',
        "Foto: Mara Quist / Hafenblatt",
    ],
)
def test_calls_on_readers_links_to_other_stories_and_credits_of_pictures_go(line: str) -> None:
    assert kept_of(line) == [PARAGRAPHS[0], PARAGRAPHS[1]]


@pytest.mark.parametrize(
    "line",
    [
        "The harbour master said on Telegram that the piers would stay shut until Monday.",
        "Lindholm wants to become a member of the league of northern ports next year.",
        "A photo of the storm hangs in the harbour master's office.",
        "The paper's newsletter lost a third of its readers after the storm.",
        "Grants of the county support local journalism and its printers.",
        "Shippers name methanol as a preferred source of heat.",
    ],
)
def test_stories_may_tell_of_networks_newsletters_and_pictures(line: str) -> None:
    assert kept_of(line) == [PARAGRAPHS[0], line, PARAGRAPHS[1]]


@pytest.mark.parametrize("rule", ["___", "* * *", "###", "– – –"])
def test_marks_that_part_a_story_from_its_credits_are_no_paragraph(rule: str) -> None:
    assert rule not in kept_of(rule)
    assert "“…”" in kept_of("“…”")


def kept_of(line: str) -> list[str]:
    """Return what is left of a story of two paragraphs with a line between them."""
    seen = scene(f"<p>{PARAGRAPHS[0]}</p><p>{line}</p><p>{PARAGRAPHS[1]}</p>")
    verdict = second_look.reviewed(Verdict((0, 1, 2), frozenset(), -1, -1, ()), seen, NONE)
    return [seen.sights[place].run.text for place in verdict.kept]


@pytest.mark.parametrize("line", ["Share this article", "Drucken", "Kommentare (12)"])
def test_buttons_above_the_text_go(line: str) -> None:
    seen = scene(f"<p>{line}</p><p>{PARAGRAPHS[0]}</p><p>{line}</p><p>{PARAGRAPHS[1]}</p>")
    verdict = second_look.reviewed(Verdict((0, 1, 2, 3), frozenset(), -1, -1, ()), seen, NONE)

    assert verdict.kept == (1, 2, 3)


@pytest.mark.parametrize("line", ["Share your bread.", f"Print {'the plan of the wall ' * 4}"])
def test_sentences_and_long_lines_are_no_buttons(line: str) -> None:
    seen = scene(f"<p>{line}</p><p>{PARAGRAPHS[0]}</p>")

    assert second_look.reviewed(Verdict((0, 1), frozenset(), -1, -1, ()), seen, NONE).kept == (0, 1)


GATE = "To continue reading, choose a pass."


def test_a_gate_ends_no_story() -> None:
    assert left(*PARAGRAPHS, GATE, "Only for subscribers of the harbour post.") == [*PARAGRAPHS]
    assert left(*PARAGRAPHS[:2], GATE, *PARAGRAPHS[2:]) == [
        *PARAGRAPHS[:2], GATE, *PARAGRAPHS[2:]
    ]  # fmt: skip


def test_a_gate_takes_its_box_along() -> None:
    assert boxed("You have 2 free articles left this month.") == []


@pytest.mark.parametrize("line", ["mq/tes/cdo", "ab/c"])
def test_desks_that_a_dispatch_went_through_are_no_paragraph(line: str) -> None:
    assert line not in kept_of(line)


@pytest.mark.parametrize("line", ["he/she", "and/or the", "Ada/Mo"])
def test_other_words_with_a_slash_stay(line: str) -> None:
    assert (line in kept_of(line)) is (line != "he/she")


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("28.03.2025 Traffic", False),
        ("4 March 2025, 12:30 Desk of the north", False),
        ("4 March 2025 was the day when it all began.", True),
        ("Traffic on 4 March 2025", True),
        (f"4 March 2025 {'and the days that came after it ' * 2}", True),
    ],
)
def test_a_label_that_begins_with_a_date_above_the_text_goes(line: str, stays: bool) -> None:
    seen = scene(f"<p>{line}</p><p>{PARAGRAPHS[0]}</p>")
    verdict = second_look.reviewed(Verdict((0, 1), frozenset(), -1, -1, ()), seen, NONE)

    assert (0 in verdict.kept) is stays


def test_a_heading_over_a_list_at_the_beginning_is_read() -> None:
    items = "<li>The north pier is open again</li><li>The wall is not yet</li>"
    top = f"<h2>In short</h2><ul>{items}</ul>"
    seen = scene(f"<article>{top}{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</article>")
    kept = tuple(range(3, 3 + len(PARAGRAPHS)))

    verdict = second_look.reviewed(Verdict(kept, frozenset(), -1, -1, ()), seen, NONE)

    assert verdict.kept == (0, 1, 2, *kept)
    assert verdict.headings == {0}


NOTE = "Correction: An earlier version of this story named the wrong quay."


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (f"<aside><p>{NOTE}</p></aside>", True),
        (f"<div><p>{NOTE}</p></div>", True),
        (f"<figure><figcaption>{NOTE}</figcaption></figure>", False),
        (f"<ul><li>{NOTE}</li></ul>", False),
        (f"<h3>{NOTE}</h3>", False),
        ("<div><p>Reporting by Ada Lind in Lindholm</p></div>", True),
        ("<aside><p>Reporting by Ada Lind in Lindholm</p></aside>", False),
    ],
)
def test_corrections_may_stand_in_an_aside_and_credits_not(markup: str, found: bool) -> None:
    seen = scene(f"<article><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{markup}</article>")
    verdict = second_look.reviewed(Verdict((0, 1), frozenset(), -1, -1, ()), seen, NONE)

    assert (2 in verdict.kept) is found


def test_a_standfirst_is_the_story_where_nothing_else_is_kept() -> None:
    seen = scene(f"<h1>Harbour</h1><p>{PARAGRAPHS[0]}")

    def never(_: Sequence[float]) -> float:
        return -9.0

    def ever(_: Sequence[float]) -> float:
        return 9.0

    verdict = judging.judge(seen, Headline("Harbour", "h1", 0), Judges(ever, never, never, ever))

    assert (verdict.kept, verdict.dek_at) == ((1,), -1)


@pytest.mark.parametrize(("level", "kept"), [("h1", (2,)), ("h2", (0, 2))])
def test_nothing_above_a_headline_of_the_first_level_is_the_story(
    level: str, kept: tuple[int, ...]
) -> None:
    notice = f"<div><p>{PARAGRAPHS[1]}</p></div>"
    seen = scene(
        f"{notice}<main><{level}>Harbour shut</{level}><p>{' '.join(PARAGRAPHS)}</p></main>"
    )

    assert second_look.reviewed(Verdict((0, 2), frozenset(), 1, -1, ()), seen, NONE).kept == kept


def test_a_headline_below_the_prose_leaves_the_story_above_it() -> None:
    seen = scene(f"<main><p>{' '.join(PARAGRAPHS)}</p><h1>More from Lindholm</h1></main>")

    assert second_look.reviewed(Verdict((0,), frozenset(), 1, -1, ()), seen, NONE).kept == (0,)


def test_what_stands_above_the_headline_stays_where_no_prose_is_kept_below() -> None:
    notice = f"<div><p>{PARAGRAPHS[1]}</p></div>"
    seen = scene(f"{notice}<main><h1>Harbour shut</h1><p>{' '.join(PARAGRAPHS)}</p></main>")

    assert second_look.reviewed(Verdict((0,), frozenset(), 1, -1, ()), seen, NONE).kept == (0,)


ANN = Authors((Person("Ann Holt"),))


def left(*texts: str, wrote: Authors = ANN, head: str = "") -> list[str]:
    """Return what is left of a story by Ann Holt in which all of some paragraphs are kept."""
    seen = sighted(page(paragraphs(*texts), head=head), URL, None).scene
    lines = [sight.run.text for sight in seen.sights]
    places = tuple(lines.index(text) for text in texts)
    verdict = second_look.reviewed(Verdict(places, frozenset(), -1, -1, ()), seen, NONE, wrote)
    return [lines[place] for place in verdict.kept]


BIO = "Ann Holt has written about harbours, cranes and the men who mend them since 2009."


def test_what_begins_with_an_authors_name_below_the_text_or_above_it_goes() -> None:
    assert left(*PARAGRAPHS, BIO) == list(PARAGRAPHS)
    assert left(BIO, *PARAGRAPHS) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "texts",
    [
        (*PARAGRAPHS[:2], BIO, *PARAGRAPHS[2:]),
        (*PARAGRAPHS, "Ann Holt: Will the harbour wall be raised before the winter?"),
        (*PARAGRAPHS, BIO.replace("Ann Holt", "Tom Reed")),
        (BIO,),
    ],
)
def test_an_authors_name_in_mid_story_and_turns_of_an_interview_stay(
    texts: tuple[str, ...],
) -> None:
    assert left(*texts) == list(texts)


def test_a_line_with_an_address_to_write_to_goes_from_a_page_that_states_a_story() -> None:
    line = "Write to the desk at harbour@gazette.example or ring the office in Lindholm."
    states = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'

    assert left(*PARAGRAPHS, line, head=states) == list(PARAGRAPHS)
    assert left(*PARAGRAPHS, line) == [*PARAGRAPHS, line]


def boxed(last: str, around: str = "<div>{}</div>") -> list[str]:
    """Return what is kept of a box in mid-story that ends with a line."""
    box = around.format(f"<h3>The morning post</h3><p>Five stories from the quay.</p><p>{last}</p>")
    story = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{box}<p>{PARAGRAPHS[2]}</p>"
    seen = scene(f"<article>{story * 2}</article>")
    places = tuple(range(len(seen.sights)))
    verdict = second_look.reviewed(Verdict(places, frozenset(), -1, -1, ()), seen, NONE)
    texts = [seen.sights[place].run.text for place in verdict.kept]
    return [text for text in texts[: len(texts) // 2] if text not in PARAGRAPHS]


def test_a_line_that_calls_on_readers_takes_its_box_along() -> None:
    others = ["The morning post", "Five stories from the quay."]

    assert boxed("Sign up here for the letter.") == []
    assert boxed("It is free for all.") == [*others, "It is free for all."]
    assert boxed("Sign up here for the letter.", "{}") == others
