import json
from datetime import UTC, datetime, timedelta, timezone
from math import isnan

from hypothesis import given
from hypothesis import strategies as st

from saidly import codec
from saidly.model import (
    Article,
    Attribution,
    Block,
    Content,
    Cue,
    Metadata,
    Moment,
    Page,
    Section,
    Source,
    Span,
)
from tests.core.strategies import articles

BODY = "“We will rebuild,” Mayor Ada Lind said."
SAID = Attribution(
    "direct",
    Source(Span(19, 33, "Mayor Ada Lind"), name="Ada Lind", kind="person", role="mayor"),
    Cue(Span(34, 38, "said"), "say", "say"),
    (Content(Span(0, 18, BODY[:18]), (Span(1, 17, BODY[1:17]),)),),
)
ARTICLE = Article(
    "https://paper.example/a",
    Metadata(
        headline="Lind: we will rebuild",
        date_published=Moment(datetime(2026, 3, 1), "1 March 2026", "day"),  # noqa: DTZ001
        date_modified=Moment(
            datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=1))), "…", "minute"
        ),
        field_sources=(("headline", "h1"),),
    ),
    BODY,
    (Section(None, None, (Block("paragraph", BODY, start=0),)),),
    (SAID,),
)


@given(articles())
def test_an_article_comes_back_as_it_went(article: Article) -> None:
    through = json.loads(json.dumps(codec.to_dict(article)))

    assert codec.from_dict(through) == article


# a probability that is no number equals nothing, not even itself
@given(st.from_type(Page).filter(lambda page: not isnan(page.probability)))
def test_a_page_comes_back_as_it_went(page: Page) -> None:
    through = json.loads(json.dumps(codec.encode(page)))

    assert codec.decode(Page, through) == page


def test_a_statement_comes_back_as_it_went() -> None:
    plain = codec.encode(SAID)

    assert codec.decode(Attribution, plain) == SAID


def test_metadata_stands_at_the_top_of_the_article() -> None:
    plain = codec.to_dict(ARTICLE)

    assert plain["headline"] == "Lind: we will rebuild"
    assert plain["articleBody"] == BODY
    assert plain["fieldSources"] == {"headline": "h1"}


def test_a_day_stays_a_day_and_a_time_keeps_its_zone() -> None:
    plain = codec.to_dict(ARTICLE)

    assert plain["datePublished"] == "2026-03-01"
    assert plain["datePublishedRaw"] == "1 March 2026"
    assert plain["dateModified"] == "2026-03-02T09:30:00+01:00"


def test_an_absent_date_is_null() -> None:
    plain = codec.to_dict(Article("https://paper.example/a", Metadata(), "", ()))

    assert plain["datePublished"] is None
    assert plain["datePublishedRaw"] is None


def test_source_and_content_carry_text_and_span_together() -> None:
    statement = codec.to_dict(ARTICLE)["attributions"][0]

    assert statement["source"]["text"] == "Mayor Ada Lind"
    assert statement["source"]["span"] == [19, 33]
    assert statement["content"][0]["quoted"] == [{"text": "We will rebuild,", "span": [1, 17]}]


def test_content_can_be_found_again_by_its_w3c_selectors() -> None:
    position, quote = codec.to_dict(ARTICLE)["attributions"][0]["content"][0]["selectors"]

    assert BODY[position["start"] : position["end"]] == "“We will rebuild,”"
    assert quote["prefix"] + quote["exact"] + quote["suffix"] == BODY


def test_a_field_that_an_older_writer_did_not_know_takes_its_default() -> None:
    plain = codec.to_dict(ARTICLE)
    del plain["probability"]

    assert codec.from_dict(plain).probability == 1.0


def test_keys_of_a_newer_writer_are_passed_over() -> None:
    plain = codec.to_dict(ARTICLE) | {"fromTheFuture": datetime.now(UTC).isoformat()}

    assert codec.from_dict(plain) == ARTICLE
