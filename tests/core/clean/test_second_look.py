"""Lines whose words or places leave no doubt, whichever forests are shipped."""

from selectolax.lexbor import LexborHTMLParser

from saidly.clean import features, judging, second_look
from saidly.clean.facts import facts
from saidly.clean.headlines import Headline
from saidly.clean.judging import Judges, Verdict
from saidly.clean.marked import marked
from saidly.clean.tree import runs
from saidly.publishers.rules import NONE
from tests.core.clean.stories import PARAGRAPHS

ENTRY = f"<section><h2>Entry {{}}</h2><p>{PARAGRAPHS[0]}</p></section>"


def scene(html: str) -> features.Scene:
    tree = LexborHTMLParser(f"<body>{html}")
    return features.scene(runs(tree.body), facts(marked(tree), ()))


def headings(html: str, kept: tuple[int, ...], known: frozenset[int] = frozenset()) -> list[str]:
    seen = scene(html)
    verdict = second_look.reviewed(Verdict(kept, known, -1, -1, ()), seen, NONE)
    return [seen.sights[place].run.text for place in sorted(verdict.headings)]


def test_headings_set_as_another_of_the_storys_are_headings() -> None:
    html = ENTRY.format(1) + ENTRY.format(2)

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


def test_a_standfirst_is_the_story_where_nothing_else_is_kept() -> None:
    seen = scene(f"<h1>Harbour</h1><p>{PARAGRAPHS[0]}")
    never, ever = (-9.0,), (9.0,)

    verdict = judging.judge(seen, Headline("Harbour", "h1", 0), Judges(ever, never, never, ever))

    assert (verdict.kept, verdict.dek_at) == ((1,), -1)
