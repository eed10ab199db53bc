from selectolax.lexbor import LexborHTMLParser

from saidly.clean.marked import marked


def test_an_element_asked_for_in_several_ways_is_told_once() -> None:
    found = marked(LexborHTMLParser("<body><h1 itemprop=headline class=pages>a</h1><h2>b</h2>"))

    assert [node.text() for node in found.all("h1")] == ["a"]
    assert [(each.properties, each.relations) for each in found.named] == [(("headline",), ())]
    assert [node.tag for node in found.pagers] == ["h1"]
    assert (found.all("figure"), found.first("figure")) == ([], None)
