"""Arbitrary values of the nouns, for property tests."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from saidly.model import Article, Attribution, Content, Cue, Metadata, Moment, Page, Source, Span

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    if draw(st.booleans()):
        day = draw(st.dates())
        return Moment(datetime(day.year, day.month, day.day), draw(TEXT), "day")  # noqa: DTZ001
    return Moment(draw(st.datetimes(timezones=st.just(UTC))), draw(TEXT), "second")


st.register_type_strategy(Moment, moments())
st.register_type_strategy(str, TEXT)
st.register_type_strategy(
    Metadata,
    st.builds(
        Metadata,
        field_sources=st.dictionaries(TEXT, TEXT, max_size=3).map(lambda d: tuple(d.items())),
    ),
)
st.register_type_strategy(
    datetime,
    st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article whose statements lie inside its body; the rest is arbitrary."""
    body = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))

    def span() -> Span:
        start = draw(st.integers(0, len(body) - 1))
        end = draw(st.integers(start + 1, len(body)))
        return Span(start, end, body[start:end])

    def attribution() -> Attribution:
        source = draw(st.none() | st.just(Source(span(), name="A. Speaker", members=("A", "B"))))
        cue = draw(st.none() | st.just(Cue(span(), "say", "say")))
        return Attribution("mixed", source, cue, (Content(span(), (span(),)),))

    drawn: Any = draw(st.from_type(Page))
    return Article(
        url=drawn.url,
        metadata=drawn.metadata,
        body=body,
        sections=draw(st.just(())),
        attributions=tuple(attribution() for _ in range(draw(st.integers(0, 3)))),
        removed=drawn.removed,
        credits=drawn.credits,
        corrections=drawn.corrections,
    )
