import pytest

from saidly.clean.judging import Verdict
from saidly.errors import NotAnArticle
from saidly.publishers.rules import NONE, rule
from tests.core.clean_fields.pages import PARAGRAPHS, URL, page_of, read


def bare(title: str, body: str, head: str = "") -> bytes:
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><main>{body}</main></body></html>"
    ).encode()


TEASERS = "".join(
    f'<div class="t"><h2><a href="/{n}">A story about boat number {n}</a></h2>'
    f"<p>The boat number {n} left the harbour on Monday and came back in the evening.</p></div>"
    for n in range(12)
)


LONG_TEASERS = "".join(
    f"<section><h2><a href='/{n}'>Boat number {n}</a></h2><p>{text}</p></section>"
    for n, text in enumerate(PARAGRAPHS * 4)
)
SIGN_IN = (
    "<p>Type in the address that you gave us. We will send you a letter with a link in it.</p>"
)
FRONT = "https://www.lindholm-courier.example/"


@pytest.mark.parametrize(
    ("html", "url", "reason"),
    [
        (bare("404", "<h1>Oops</h1>"), URL, "an error page"),
        (bare("Seite nicht gefunden", "<p>Diese Seite gibt es nicht.</p>"), URL, "an error page"),
        (bare("We value your privacy", "<h1>Hello</h1>"), URL, "a consent wall"),
        (bare("502 Bad Gateway", SIGN_IN), URL, "an error page"),
        (bare("Gateway time-out", SIGN_IN), URL, "an error page"),
        (bare("Service unavailable", SIGN_IN), URL, "an error page"),
        (bare("503 Service Temporarily Unavailable", SIGN_IN), URL, "an error page"),
        (bare("Barcos", TEASERS), "https://x.example/buscador/?q=barcos", "a search page"),
        (bare("Sign in - Courier", SIGN_IN), URL, "a log-in page"),
        (bare("Anmelden", SIGN_IN), URL, "a log-in page"),
        (bare("Courier", TEASERS), FRONT, "a front page"),
        (bare("Courier", LONG_TEASERS), FRONT, "a front page"),
        (bare("Sea", TEASERS), "https://www.lindholm-courier.example/sea", "a section front"),
        (bare("Boats", TEASERS), "https://x.example/search/?q=boats", "a search page"),
        (bare("Boats", TEASERS), "https://x.example/?s=boats", "a search page"),
        (bare("Films", "<h1>Film</h1>", '<meta property="og:type" content="video">'), URL,
         "a video page"),
        (bare("Nothing", "<p>Hello.</p>"), URL, "no text that reads like a story"),
    ],
)  # fmt: skip
def test_a_page_that_is_no_story_is_named(html: bytes, url: str, reason: str) -> None:
    with pytest.raises(NotAnArticle) as caught:
        read(html, url)

    assert caught.value.reason == reason


def test_a_short_text_is_too_little() -> None:
    html = bare("Notice", "<h1>Notice</h1><p>The harbour office is closed on Monday, says Ada.</p>")

    with pytest.raises(NotAnArticle):
        read(html)


def test_a_front_page_whose_prose_stands_in_one_box_is_a_story() -> None:
    links = "".join(f"<h2><a href='/{n}'>Boat number {n}</a></h2>" for n in range(20))
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)

    assert len(read(bare("Courier", f"<article>{text}</article>{links}"), FRONT).blocks) == 4


def test_a_story_may_tell_of_signing_in() -> None:
    ld = {"@type": "NewsArticle", "headline": "Sign in, says the harbour master"}
    html = page_of(ld=ld, above="<h1>Sign in, says the harbour master</h1>")

    assert read(html).probability > 0.9


def test_a_story_is_very_likely_one() -> None:
    assert read(page_of(ld={"@type": "NewsArticle", "headline": "x"})).probability > 0.9


def test_a_story_may_tell_of_something_not_found() -> None:
    page = read(
        page_of(ld={"@type": "NewsArticle", "headline": "Black box not found"}, title="Not found")
    )

    assert [block.text for block in page.blocks] == list(PARAGRAPHS)


def test_most_publishers_have_no_rule() -> None:
    assert rule(URL) == NONE
    assert rule("not an address") == NONE
    assert not NONE.is_house_line("Any line")


def test_a_publishers_rule_is_found_by_its_domain() -> None:
    found = rule("https://www.stonefield-post.test/x")

    assert found.month_first
    assert found.is_house_line("The Stonefield Post belongs to its readers, all of them.")


def test_a_verdict_that_keeps_nothing_stays_so() -> None:
    from saidly.clean import features, second_look
    from saidly.clean.facts import Facts

    seen = features.scene([], Facts({}, {}, (), {}, None, None))

    assert second_look.reviewed(Verdict((), frozenset(), -1, -1, ()), seen, NONE).kept == ()
