import pytest
from selectolax.lexbor import LexborHTMLParser

from saidly.clean import features, removal
from saidly.clean.facts import facts
from saidly.clean.marked import marked
from saidly.clean.tree import runs


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<figure>a", "caption"),
        ("<p>Sign up for our newsletter", "newsletter"),
        ("<p>© Gazette", "copyright"),
        ("<p>Read more: the storm", "relatedLink"),
        ("<p>Advertisement", "ad"),
        ("<p>Tags: harbour", "tags"),
        ("<p>Please enable javascript", "paywall"),
        ("<div class=comment-body><p>Well said", "comment"),
        ("<p class=share-bar>a", "share"),
        ("<div class=author-box><p>Writes on the sea", "bio"),
        ("<div class=related><p>a", "boilerplate"),
        ("<div class=related><p><a href=/x>a", "relatedLink"),
        ("<p><a href=/x>The storm", "relatedLink"),
        ("<p>By Ada Lind", "bio"),
        ("<p>Print", "share"),
        ("<ul class=share><li><a href=/x>Copy link", "share"),
        ("<p>Story continues below advertisement", "ad"),
        ("<p>Subscribe now to continue reading", "paywall"),
        ("<p>图为北码头。周文 摄", "caption"),
        ("<p>You have 2 free articles left", "paywall"),
        ("<p>Noch 3 kostenlose Artikel", "paywall"),
        ("<div class=premium-newsletter><p><a href=/x>The storm", "newsletter"),
        ("<p>Something else", "boilerplate"),
    ],
)
def test_a_dropped_line_has_its_reason(html: str, why: str) -> None:
    tree = LexborHTMLParser(f"<body>{html}")
    (sight,) = features.scene(runs(tree.body), facts(marked(tree), ())).sights

    assert removal.reason(sight, sight.link_density > 0.6) == why


def test_the_name_of_the_storys_box_tells_nothing_of_a_link_in_it() -> None:
    text = f"<p>{'The ferry sails. ' * 5}</p>"
    tree = LexborHTMLParser(
        f"<body><div class=subscriber>{text}<p><a href=/x>The storm</a></p></div>"
    )
    sight = features.scene(runs(tree.body), facts(marked(tree), ())).sights[-1]

    assert removal.reason(sight, linked=True) == "relatedLink"
