"""The room's one entry, on texts of our own making."""

from hypothesis import given, settings
from hypothesis import strategies as st

from saidly.attribution import attributions
from saidly.model import Attribution, Span


def spans(statement: Attribution) -> list[Span]:
    found = [piece.span for piece in statement.content]
    found += [part for piece in statement.content for part in piece.quoted]
    found += [relay.span for relay in statement.via]
    if statement.source is not None:
        found += [statement.source.span, *statement.source.coreferences]
    if statement.cue is not None:
        found.append(statement.cue.span)
    return found


@settings(deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                '"',
                "“",
                "”",
                "‘",
                "’",
                "«",
                "»",
                "''",
                "said",
                "told",
                "he",
                ",",
                ".",
                ":",
                "allegedly",
                "rains",
                "Ann",
                "Lee",
                "mayor",
                "the",
                "that",
                "to",
                "\n\n",
                "according to",
                "Dr.",
                "Jr.",
                "IV",
            ]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_every_span_slices_the_text_exactly(text: str) -> None:
    for statement in attributions(text, "en"):
        for span in spans(statement):
            assert text[span.start : span.end] == span.text != ""


@settings(deadline=None)
@given(
    st.sampled_from(["es", "fr", "it", "ja", "pt", "zh"]),
    st.text(
        alphabet="—–-«»“”「」『』‘’，。、：:,.!? \n\tAnadijodit述べた说はがと田中王x", max_size=60
    ),
)
def test_spans_slice_the_text_in_languages_without_a_model_too(language: str, text: str) -> None:
    for statement in attributions(text, language):
        for span in spans(statement):
            assert text[span.start : span.end] == span.text != ""


def test_a_language_without_data_file_gives_no_statements() -> None:
    assert attributions("„Juo dabar“, sakė Jonas.", "lt") == ()


def test_a_text_may_end_with_a_word_that_opens_sentences() -> None:
    assert attributions("“It is raining here,” said Ann Lee. Then", "en") != ()
    assert attributions("I", "en") == ()
