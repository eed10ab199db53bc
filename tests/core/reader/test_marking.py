from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from saidly.reader.marking import COLOURS, colours, pieces, speaker_name

BODY = "“We open on Tuesday,” said harbour master Ada Lind."


def said(name: str | None = "Ada Lind", content: tuple[int, int] = (0, 21)) -> dict[str, Any]:
    source = {"text": "harbour master Ada Lind", "name": name, "span": [27, 50]}
    cue = {"text": "said", "span": [22, 26]}
    return {"source": source, "cue": cue, "content": [{"span": list(content)}]}


def block(text: str = BODY, start: int = 0, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"text": text, "start": start, "marks": list(marks)}


def test_the_parts_of_a_statement_are_told_apart() -> None:
    found = pieces(block(), [said()])

    assert [(piece.text, piece.role) for piece in found] == [
        ("“We open on Tuesday,”", "content"),
        (" ", None),
        ("said", "cue"),
        (" ", None),
        ("harbour master Ada Lind", "source"),
        (".", None),
    ]
    assert [piece.first for piece in found] == [True, False, False, False, False, False]


def test_offsets_count_from_the_body_not_from_the_block() -> None:
    (piece,) = pieces(block("We open", start=1), [said()])

    assert (piece.text, piece.statement, piece.first) == ("We open", 1, False)


def test_inside_a_longer_statement_the_shorter_one_shows() -> None:
    found = pieces(block(), [said(content=(0, 50)), said(content=(1, 8))])

    assert next(piece for piece in found if piece.text == "We open").statement == 2


def test_links_and_emphasis_survive() -> None:
    marks = (
        {"kind": "link", "start": 4, "end": 8, "href": "https://paper.example/"},
        {"kind": "emphasis", "start": 1, "end": 3, "href": None},
        {"kind": "strong", "start": 1, "end": 3, "href": None},
    )

    found = {piece.text: piece for piece in pieces(block(BODY, 0, *marks), [])}

    assert found["open"].href == "https://paper.example/"
    assert (found["We"].emphasis, found["We"].strong) == (True, True)


def test_a_speaker_keeps_one_colour() -> None:
    names = [f"Speaker {n}" for n in range(COLOURS)]

    found = colours([said(name) for name in (*names, names[0], "One More")])

    assert found == [*range(1, COLOURS + 1), 1, 1]


def test_the_words_stand_in_for_a_name_that_is_not_known() -> None:
    assert speaker_name(said(None)) == "harbour master Ada Lind"
    assert speaker_name({"source": None}) is None


@given(st.data())
def test_the_pieces_joined_are_the_text(data: st.DataObject) -> None:
    text = data.draw(st.text(max_size=30))
    start = data.draw(st.integers(0, 20))
    places = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)
    statements = [
        said(content=(low, high)) for low, high in data.draw(st.lists(places, max_size=4))
    ]

    found = pieces(block(text, start), statements)

    assert "".join(piece.text for piece in found) == text
