"""An article in every format: valid, and nothing of a page's markup gets through."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from saidly.formats import ARTICLE
from tests.core.formats.sample import HOSTILE, bare, sample

# what schema.org says of the types that are used: property -> types that it may have
# (https://schema.org/NewsArticle and the pages of the others)
TEXT, URL, BOOL, NUMBER = ("string",), ("string",), ("boolean",), ("number",)
AGENT = ("Person", "Organization", "GovernmentOrganization")
VOCABULARY: dict[str, dict[str, tuple[str, ...]]] = {
    "NewsArticle": {
        "identifier": TEXT, "url": URL, "mainEntityOfPage": URL, "headline": TEXT,
        "alternativeHeadline": TEXT, "description": TEXT, "datePublished": TEXT,
        "dateModified": TEXT, "inLanguage": TEXT, "articleSection": TEXT, "keywords": TEXT,
        "isAccessibleForFree": BOOL, "author": AGENT, "publisher": ("NewsMediaOrganization",),
        "image": ("ImageObject",), "articleBody": TEXT, "wordCount": NUMBER, "version": NUMBER,
        "correction": TEXT, "hasPart": ("Quotation", "Claim"),
    },
    "Quotation": {"text": TEXT, "spokenByCharacter": AGENT, "isBasedOn": ("CreativeWork",)},
    "Claim": {
        "text": TEXT, "author": AGENT, "appearance": ("NewsArticle",),
        "isBasedOn": ("CreativeWork",),
    },
    "Person": {"name": TEXT, "url": URL, "jobTitle": TEXT, "affiliation": ("Organization",)},
    "Organization": {"name": TEXT, "url": URL},
    "GovernmentOrganization": {"name": TEXT},
    "NewsMediaOrganization": {"name": TEXT, "url": URL},
    "ImageObject": {"url": URL, "caption": TEXT, "creditText": TEXT},
    "CreativeWork": {"name": TEXT},
}  # fmt: skip


def one(kinds: tuple[str, ...]) -> dict[str, Any]:
    plain = [{"type": k} for k in kinds if k.islower()]
    return {"anyOf": plain + [{"$ref": f"#/$defs/{k}"} for k in kinds if not k.islower()]}


SCHEMA = {
    "$ref": "#/$defs/NewsArticle",
    "$defs": {
        kind: {
            "type": "object",
            "required": ["@type"],
            "additionalProperties": False,
            "properties": {"@type": {"const": kind}, "@context": {"const": "https://schema.org"}}
            | {
                name: {"anyOf": [one(kinds), {"type": "array", "minItems": 1, "items": one(kinds)}]}
                for name, kinds in properties.items()
            },
        }
        for kind, properties in VOCABULARY.items()
    },
}

ANNOTATIONS = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": {"type": "string", "pattern": "^urn:"},
        "type": {"const": "AnnotationPage"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "type", "target"],
                "properties": {
                    "type": {"const": "Annotation"},
                    "body": {
                        "type": "array",
                        "items": {"required": ["type", "value", "purpose"]},
                    },
                    "target": {
                        "type": "array",
                        "minItems": 2,
                        "items": {
                            "required": ["source", "selector"],
                            "properties": {
                                "selector": {
                                    "oneOf": [
                                        {
                                            "required": ["exact", "prefix", "suffix"],
                                            "properties": {"type": {"const": "TextQuoteSelector"}},
                                        },
                                        {
                                            "required": ["start", "end"],
                                            "properties": {
                                                "type": {"const": "TextPositionSelector"}
                                            },
                                        },
                                    ]
                                }
                            },
                        },
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("plain", [sample(), bare()], ids=["full", "bare"])
def test_json_ld_says_only_what_schema_org_knows(plain: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    found = json.loads(ARTICLE["jsonld"].render(plain))

    assert list(Draft202012Validator(SCHEMA).iter_errors(found)) == []
    assert found["@type"] == "NewsArticle"


def test_a_quotation_has_its_speaker_and_a_claim_its_author() -> None:
    parts = json.loads(ARTICLE["jsonld"].render(sample()))["hasPart"]

    assert parts[0]["@type"] == "Quotation"
    assert parts[0]["spokenByCharacter"] == {
        "@type": "Person", "name": "Ada Lind", "jobTitle": "harbour master",
        "affiliation": {"@type": "Organization", "name": "Harbour"},
    }  # fmt: skip
    assert (parts[1]["@type"], parts[1]["author"]["name"]) == ("Claim", "Ada Lind")
    assert [part["@type"] for part in parts[4:9]] == ["Quotation"] * 5


def test_annotations_follow_the_model() -> None:
    found = json.loads(ARTICLE["anno"].render(sample()))

    assert list(Draft202012Validator(ANNOTATIONS).iter_errors(found)) == []
    assert [body["value"] for body in found["items"][0]["body"]] == ["direct", "Ada Lind", "say"]
    assert found["items"][0]["target"][1]["source"] == "https://paper.example/a?b=1&c=2"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


ALLOWED = {
    *("article", "header", "section", "h1", "h2", "h6", "p", "a", "em", "strong"),
    *("blockquote", "ul", "li", "pre", "dl", "dt", "dd"),
}


def test_the_html_fragment_is_well_formed_and_holds_no_foreign_markup() -> None:
    parser = Tags()
    parser.feed(ARTICLE["html"].render(sample()))

    assert parser.open == []
    assert parser.seen <= ALLOWED
    hrefs = [value for name, value in parser.attributes if name == "href"]
    assert all((href or "").startswith("https://") for href in hrefs)
    assert {name for name, _ in parser.attributes} == {"href", "rel", "lang"}
    assert HOSTILE.replace("\x00", "")[:20] in parser.text


def test_markdown_keeps_structure_and_escapes_the_rest() -> None:
    text = ARTICLE["md"].render(sample())

    assert text.startswith("# \\=Harbour \\<script\\>")
    assert "*\\# A \\*dek\\**" in text
    assert "<script>" not in text.replace("\\<script\\>", "")
    assert "[W" in text
    assert "](<https://paper.example/x>)" in text
    assert "javascript" not in text
    assert "> One\n> Two" in text
    assert "  - \\- first" in text
    assert "````\na ``` b\n````" in text
    assert "## 1\\. Heading \\<b\\>" in text
    assert re.search(r"^- \*\*Ada Lind \(harbour master\)\*\*: “We lost", text, re.MULTILINE)


def test_plain_text_is_the_story() -> None:
    text = ARTICLE["txt"].render(sample())

    assert "The Paper · 2026-03-01T08:00:00+00:00 · Cy Moor, Desk\nhttps://paper.example/a" in text
    assert "The county denied it" in text


@pytest.mark.parametrize("name", ARTICLE)
def test_an_article_of_which_nothing_is_known_is_written_too(name: str) -> None:
    assert "Body." in ARTICLE[name].render(bare()) or name in ("md", "html", "anno")
