"""Whom the words beside a cue name, where the tagger linked somebody else or nobody."""

import pytest

from saidly.attribution.beside import named
from saidly.attribution.draft import Draft, Range
from saidly.attribution.language import language_of


def place(text: str, part: str) -> Range:
    start = text.index(part)
    return start, start + len(part)


def source_of(text: str, source: str | None, cue: str, content: str) -> str | None:
    """Return the source after the words beside the cue were read."""
    linked = place(text, source) if source else None
    draft = Draft(linked, place(text, cue), (place(text, content),), 0.9, "model")
    (found,) = named(text, [draft], language_of("en"))
    return text[slice(*found.source)] if found.source else None


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("The mayor heard that experts say the pier is safe.", "say", "experts"),
        (
            "The mayor knew it when the council wrongly said the pier is safe.",
            "wrongly said",
            "the council",
        ),
        ("The mayor knew that Sen. Ann Lee said the pier is safe.", "said", "Sen. Ann Lee"),
        ("The mayor knew: Bank of Leeds said the pier is safe.", "said", "Bank of Leeds"),
        ("The mayor knew of those who say the pier is safe.", "say", "who"),
        ("The mayor seized on Mr. Lee's claim that the pier is safe.", "claim", "Mr. Lee's"),
        (
            "The mayor cut the harbour office's report that the pier is safe.",
            "report",
            "the harbour office's",
        ),
        ("The mayor laughed at their claim that the pier is safe.", "claim", "their"),
    ],
)
def test_subject_and_owner_beside_the_cue_are_its_source(text: str, cue: str, source: str) -> None:
    assert source_of(text, "mayor", cue, "the pier is safe") == source


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The mayor, who called Lee on Monday, said the pier is safe.", "said"),
        ("The mayor of Leeds said the pier is safe.", "said"),
        ("The mayor told us on Monday the pier is safe.", "told"),
        ("The mayor said: that's proof that the pier is safe.", "proof"),
        ("The mayor spoke with Lee about how the pier is safe.", "about how"),
        ("The mayor wrote to Lee saying the pier is safe.", "saying"),
        ("The mayor thinks that the work appears done, the pier is safe.", "appears"),
        ("The mayor was on the pier\nSaid it was: the pier is safe.", "Said"),
        ("The mayor “is sure” said the note: the pier is safe.", "said"),
        ("The mayor heard from Lee said to hope the pier is safe.", "said"),
    ],
)
def test_what_stands_beside_a_cue_by_chance_is_not(text: str, cue: str) -> None:
    assert source_of(text, "mayor", cue, "the pier is safe") == "mayor"


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("“Low Tide” was written by Ann Lee in spring.", "was written", "Ann Lee"),
        ("“Low Tide” was announced by the office.", "was announced by", "the office"),
        ("“Low Tide” was written in spring.", "was written", None),
        ("“Low Tide” was written\nby Ann Lee.", "was written", None),
        ("“Low Tide” was loved by Ann Lee.", "was loved", None),
        ("“Low Tide” written by Ann Lee.", "written", None),
    ],
)
def test_a_passive_is_said_by_its_agent(text: str, cue: str, source: str | None) -> None:
    assert source_of(text, None, cue, "“Low Tide”") == source


def test_an_agent_gives_way_to_the_source_that_was_linked() -> None:
    text = "Koo says “Low Tide” was written by Ann Lee."

    assert source_of(text, "Koo", "was written", "“Low Tide”") == "Koo"


def test_a_subject_that_was_taken_for_content_is_cut_off_its_end() -> None:
    text = "The mayor spoke of a deal the senator said was dead."
    parts = (place(text, "a deal the senator"), place(text, "was dead"))
    draft = Draft(place(text, "The mayor"), place(text, "said"), parts, 0.9, "model")

    (found,) = named(text, [draft], language_of("en"))

    assert found.source is not None
    assert text[slice(*found.source)] == "the senator"
    assert [text[slice(*part)] for part in found.content] == ["a deal", "was dead"]


def test_content_that_would_be_lost_keeps_the_source_that_was_linked() -> None:
    text = "The mayor meant what the senator said."

    assert source_of(text, "The mayor", "said", "the senator") == "The mayor"


def test_a_statement_without_cue_stays_as_it_is() -> None:
    draft = Draft(None, None, ((0, 4),), 0.9)

    assert named("Ahoy", [draft], language_of("en")) == [draft]


@pytest.mark.parametrize(
    ("text", "source", "cue", "found"),
    [
        (
            "“We lost it,” read a statement from the bank.",
            "the bank",
            "read a statement from",
            "a statement from the bank",
        ),
        (
            "“We lost it,” read a statement from the bank.",
            None,
            "read a statement from the bank",
            "a statement from the bank",
        ),
        (
            "“We lost it,” read a statement from the bank.",
            None,
            "read a statement from",
            "a statement from the bank",
        ),
        ("“We lost it,” read a statement by: Lee.", None, "read a statement by", None),
        ("The bank wrote: “We lost it,” said a note.", "The bank", "said a note", "The bank"),
    ],
)
def test_what_a_cue_takes_in_is_the_source(
    text: str, source: str | None, cue: str, found: str | None
) -> None:
    assert source_of(text, source, cue, "We lost it") == found
