from saidly.model import Block
from saidly.sections import sections


def heading(text: str, level: int = 2) -> Block:
    return Block("heading", text, level)


def test_no_blocks_are_no_sections() -> None:
    assert sections(()) == ()


def test_what_stands_before_the_first_heading_is_the_lead() -> None:
    lead, below = Block("paragraph", "a"), Block("paragraph", "b")

    found = sections([lead, heading("Why"), below])

    assert [(each.heading, each.level, each.blocks) for each in found] == [
        (None, None, (lead,)),
        ("Why", 2, (below,)),
    ]


def test_headings_in_a_row_and_at_the_ends_keep_their_place() -> None:
    found = sections([heading("A", 1), heading("B", 3), Block("listItem", "b"), heading("C")])

    assert [(each.heading, each.level, len(each.blocks)) for each in found] == [
        ("A", 1, 0),
        ("B", 3, 1),
        ("C", 2, 0),
    ]
