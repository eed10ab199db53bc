"""Every page of ``tests/golden/<publisher>/<slug>`` is read as its ``article.json`` expects.

A folder's name tells the trait that it guards. ``article.json`` holds only what matters there.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from saidly import errors
from saidly.clean import clean
from saidly.extract import extract
from saidly.model import Article, Attribution, Moment

GOLDEN = Path(__file__).parents[2] / "golden"
PAGES = sorted(GOLDEN.glob("*/*/page.html"))


def read(folder: Path, expected: dict[str, Any]) -> Article:
    html = (folder / "page.html").read_bytes()
    return extract(clean(html, expected["url"], expected.get("charset")), nobody)


def nobody(text: str) -> tuple[Attribution, ...]:
    return ()


def when(moment: Moment | None) -> str | None:
    return moment.value.isoformat() if moment else None


def found(article: Article) -> dict[str, Any]:
    """Return an article in the form of ``article.json``."""
    told = article.metadata
    return {
        "headline": told.headline,
        "dek": told.dek,
        "description": told.description,
        "byline": told.byline,
        "authors": [{"name": person.name, "kind": person.kind} for person in told.authors],
        "dateline": told.dateline,
        "datePublished": when(told.date_published),
        "datePrecision": told.date_published.precision if told.date_published else None,
        "dateModified": when(told.date_modified),
        "inLanguage": told.in_language,
        "articleSection": told.article_section,
        "keywords": list(told.keywords),
        "isAccessibleForFree": told.is_accessible_for_free,
        "paywalled": told.paywalled,
        "canonicalUrl": told.canonical_url,
        "nextPageUrl": told.next_page_url,
        "publisher": told.publisher.name if told.publisher else None,
        "images": [[each.url, each.caption, each.credit_text] for each in told.images],
        "sections": [
            {"heading": section.heading, "blocks": [[b.type, b.text] for b in section.blocks]}
            for section in article.sections
        ],
        "text": [text for s in article.sections for text in _lines(s)],
        "marks": [
            [mark.kind, block.text[mark.start : mark.end], mark.href]
            for section in article.sections
            for block in section.blocks
            for mark in block.marks
        ],
        "embeds": [
            [block.text, block.author, block.href]
            for section in article.sections
            for block in section.blocks
            if block.type == "embed"
        ],
        "removed": [[each.text, each.reason] for each in article.removed],
        "credits": [[each.text, each.name, each.kind] for each in article.credits],
        "corrections": list(article.corrections),
        "fieldSources": dict(told.field_sources),
    }


def _lines(section: Any) -> list[str]:
    return [*([section.heading] if section.heading else []), *(b.text for b in section.blocks)]


def wanted(expected: dict[str, Any]) -> dict[str, Any]:
    """Return what is expected; an author given by name alone is a person."""
    kept = {name: value for name, value in expected.items() if name not in {"url", "charset"}}
    if "authors" in kept:
        kept["authors"] = [
            {"name": each, "kind": "person"} if isinstance(each, str) else each
            for each in kept["authors"]
        ]
    return kept


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parts[-3]}/{page.parts[-2]}")
def test_a_golden_page_is_read_as_expected(page: Path) -> None:
    expected = json.loads((page.parent / "article.json").read_text("utf-8"))
    if "error" in expected:
        with pytest.raises(getattr(errors, expected["error"])) as caught:
            read(page.parent, expected)

        assert caught.value.reason == expected["reason"]
        return

    told = found(read(page.parent, expected))

    for name, value in wanted(expected).items():
        assert told[name] == value, name


def test_every_publisher_rule_has_a_golden_folder() -> None:
    rules = Path(errors.__file__).parent / "publishers"
    ruled = {path.stem for path in rules.glob("*.json")}

    missing = {domain for domain in ruled if not list((GOLDEN / domain).glob("*/page.html"))}

    assert not missing


def test_golden_pages_stand_in_many_layouts_and_languages() -> None:
    languages = {
        json.loads(page.with_name("article.json").read_text("utf-8")).get("inLanguage")
        for page in PAGES
    }

    assert len(PAGES) >= 40
    assert len(languages - {None}) >= 8
