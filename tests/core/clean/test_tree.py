from selectolax.lexbor import LexborHTMLParser

from saidly.clean import tree


def read(html: str) -> list[tree.Run]:
    return tree.runs(LexborHTMLParser(f"<body>{html}").body)


def texts(html: str) -> list[str]:
    return [run.text for run in read(html)]


def test_boxes_part_runs_and_inline_markup_does_not() -> None:
    assert texts("a <b>b</b>c<div>d<i>e</i></div>f<p>g") == ["a bc", "de", "f", "g"]


def test_one_break_is_space_and_two_part_paragraphs() -> None:
    assert texts("<p>a<br>b<br><br>c<br> <br>d<hr>e") == ["a b", "c", "d", "e"]
    assert texts("<p><span>a<br>b</span>") == ["a b"]
    assert texts("<p><span>a<br> <br>b</span>") == ["a", "b"]


def test_an_inline_element_that_holds_a_box_is_a_box() -> None:
    assert texts("<span>a<div>b</div></span><span><i><table><tr><td>c</table></i></span>") == [
        "a",
        "b",
        "c",
    ]


def test_what_is_no_text_is_passed_over() -> None:
    assert texts(
        "a<!-- b --><svg><title>c</title></svg><button>d</button><p><img src=x></p>e<nav>f</nav>"
    ) == ["a", "e"]


def test_a_drawing_in_a_link_does_not_part_its_paragraph() -> None:
    runs = read("<p>a <a href=/x>b<svg><title>t</title><use href=#i></use></svg></a> c</p>")

    assert [run.text for run in runs] == ["a b c"]
    assert (runs[0].links, runs[0].link_chars, runs[0].href) == (1, 1, "/x")


def test_what_is_for_screen_readers_or_hidden_is_not_read() -> None:
    assert texts(
        "<p>a<span class='x sr-only'>b</span><b>c<span hidden>d</span></b>"
        "<span style='display: none'>e</span><span class=plain>f</span><span>g</span>"
    ) == ["acfg"]


def test_links_and_strong_text_are_counted() -> None:
    run = read("<p><b>ab</b><i><a href=/x>cd</a><b>e</b></i><a>f</a><picture></picture>")[0]

    assert (run.text, run.links, run.link_chars, run.strong_chars) == ("abcdef", 2, 3, 3)
    assert (run.href, run.images) == ("/x", 1)


def test_boxes_pass_on_what_they_are() -> None:
    run = read("<blockquote class=pull><div><ul><li id=c itemprop=articleBody>a")[0]

    assert run.box.flags & tree.FLAGS["blockquote"]
    assert run.box.flags & tree.FLAGS["li"]
    assert run.box.own
    assert run.box.inherited


def test_runs_beyond_the_most_are_not_read() -> None:
    assert len(read("<p>a" * (tree.MAX_RUNS + 9))) == tree.MAX_RUNS


def test_below_the_deepest_box_text_is_taken_flat() -> None:
    depth = tree.MAX_DEPTH + 50

    assert texts("<div>" * depth + "a<p>b</p>" + "</div>" * depth) == ["ab"]


def test_a_break_before_any_text_breaks_nothing() -> None:
    assert [run.text for run in read("<p><br>a<br>b")] == ["a b"]
