"""Stories that stand in no element."""

import json

import pytest

from saidly.clean import clean
from tests.core.clean.stories import PARAGRAPHS, URL, page


def read(html: bytes) -> list[str]:
    return [block.text for block in clean(html, URL).blocks]


def state(value: object, before: str = "", kind: str = "application/json") -> str:
    return f"<script type='{kind}'>{before}{json.dumps(value)}</script>"


STORY = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)


@pytest.mark.parametrize(
    "script",
    [
        state({"props": {"article": {"body": STORY, "teaser": STORY[:700]}}}),
        state({"article": {"body": STORY.replace("<", "&lt;").replace(">", "&gt;")}}),
        state({"blocks": [{"type": "p", "text": each} for each in PARAGRAPHS]}),
        state({"blocks": [*PARAGRAPHS, 7, {"id": 1}]}, "window.__STATE__ = ", "text/javascript"),
        state({"a": "b" * 500}, "broken = {'x; var y = ") + state({"body": STORY}),
        f"<script type='text/template'>{STORY}</script>",
        state(
            {"@type": "NewsArticle", "articleBody": "\n".join(PARAGRAPHS)},
            kind="application/ld+json",
        ),
    ],
    ids=["html", "escaped", "paragraphs", "assigned", "broken", "template", "json-ld"],
)
def test_a_story_that_stands_in_a_script_is_read(script: str) -> None:
    assert read(page("<div id=root></div>", after=script)) == list(PARAGRAPHS)


def test_headings_and_lists_of_a_stored_story_are_told_by_its_types() -> None:
    content = [
        {"type": "text", "content": PARAGRAPHS[0]},
        {"type": "interstitial_link", "content": "Another story of the harbour", "url": "/x"},
        {"type": "header", "level": 4, "content": "Divers"},
        {"type": "text", "content": PARAGRAPHS[1]},
        {"type": "list", "items": [{"type": "text", "content": "Ten barges."}, "Two cranes.", 3]},
        {"_type": "block", "style": "h2", "children": [{"text": "Money"}]},
        {"_type": "block", "style": "normal", "children": [{"text": PARAGRAPHS[2]}]},
        {"type": "text", "content": PARAGRAPHS[3]},
    ]

    told = clean(page("<div id=root></div>", after=state({"content_elements": content})), URL)

    assert [(block.type, block.level, block.text) for block in told.blocks] == [
        ("paragraph", None, PARAGRAPHS[0]),
        ("heading", 4, "Divers"),
        ("paragraph", None, PARAGRAPHS[1]),
        ("listItem", 1, "Ten barges."),
        ("listItem", 1, "Two cranes."),
        ("heading", 2, "Money"),
        ("paragraph", None, PARAGRAPHS[2]),
        ("paragraph", None, PARAGRAPHS[3]),
    ]


def test_a_story_that_is_shown_is_read_from_the_page() -> None:
    other = state({"body": "".join(f"<p>Not shown. {each}</p>" for each in PARAGRAPHS * 4)})

    assert read(page(STORY, after=other)) == list(PARAGRAPHS)


def test_a_state_nested_too_deep_or_without_sentences_is_no_story() -> None:
    deep: object = STORY
    for _ in range(60):
        deep = [deep]
    words = state({"body": "harbour " * 400, "code": "function() { return 1. } " * 90})

    with pytest.raises(Exception, match="no text that reads like a story"):
        clean(page("", after=state({"deep": deep}) + words), URL)


def test_a_stored_story_of_a_hostile_shape_is_not_parsed() -> None:
    hostile = state({"body": STORY + "<select>" + "<option>x. " * 10_050})

    with pytest.raises(Exception, match="no text that reads like a story"):
        clean(page("", after=hostile), URL)


def leaf(text: str, name: str = "text") -> dict[str, object]:
    return {"type": "text", name: text}


@pytest.mark.parametrize(("name", "kind"), [("text", "type"), ("value", "nodeType")])
def test_a_stored_story_may_be_a_tree_of_its_pieces(name: str, kind: str) -> None:
    def part(of: str, *inner: object, **more: object) -> dict[str, object]:
        return {kind: of, "content": inner, **more}

    first, _, last = PARAGRAPHS[0].partition(" reopened ")
    link = part("hyperlink", leaf("reopened", name), data={"uri": "/x"})
    items = (
        part("list-item", part("paragraph", leaf(item, name))) for item in ("Ten barges.", "Two.")
    )
    document = part(
        "doc",
        part("paragraph", leaf(f"{first} ", name), link, leaf(f" {last}", name)),
        part("heading", leaf("Divers", name), attrs={"level": 4}),
        part("paragraph", leaf(PARAGRAPHS[1], name)),
        part("bulletList", *items),
        part("paragraph", leaf(PARAGRAPHS[2], name)),
        part("image", {"src": "/a.jpg"}, 7),
        part("paragraph", leaf(PARAGRAPHS[3], name)),
    )

    told = clean(page("<div id=root></div>", after=state({"story": document})), URL)

    assert [(block.type, block.level, block.text) for block in told.blocks] == [
        ("paragraph", None, PARAGRAPHS[0]),
        ("heading", 4, "Divers"),
        ("paragraph", None, PARAGRAPHS[1]),
        ("listItem", 1, "Ten barges."),
        ("listItem", 1, "Two."),
        ("paragraph", None, PARAGRAPHS[2]),
        ("paragraph", None, PARAGRAPHS[3]),
    ]
