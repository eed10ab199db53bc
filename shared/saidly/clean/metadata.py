"""What a page says about its story, each field from the source most often right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from saidly.clean import dates, images, pagination, paywall
from saidly.clean.addresses import address
from saidly.clean.datelines import dateline
from saidly.clean.facts import Facts, plain, types
from saidly.clean.features import Scene
from saidly.clean.headlines import Headline
from saidly.clean.marked import Marked
from saidly.clean.people import Authors
from saidly.errors import InvalidUrl
from saidly.model import Block, Metadata, Publisher
from saidly.urls import registered_domain

_LANGUAGE = re.compile(
    r"^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?\b", re.IGNORECASE
)
_SECTION_METAS = (
    "article:section", "parsely-section", "section", "sailthru.section", "cxenseparse:category",
    "prism.section", "dc.subject",
)  # fmt: skip
_KEYWORD_METAS = ("news_keywords", "article:tag", "keywords", "parsely-tags", "sailthru.tags")
_HOME = re.compile(
    r"^(?:home(?:page)?|start(?:seite)?|accueil|inicio|início|hem|forside|главная|ホーム|トップ|首页)$",
    re.IGNORECASE,
)
MAX_KEYWORDS = 50
MAX_KEYWORD_CHARS = 80


@dataclass(frozen=True, slots=True)
class Story:
    """What was found on the page before its fields are read.

    Attributes:
        headline: the headline chosen.
        dek: the standfirst, as text.
        wrote: its authors.
        blocks: the story's blocks.
        last: place of its last run; -1 if it has none.
    """

    headline: Headline
    dek: str | None
    wrote: Authors
    blocks: tuple[Block, ...]
    last: int


def metadata(marks: Marked, seen: Scene, found: Facts, story: Story, url: str) -> Metadata:
    """Return the fields, and where each was read."""
    place = story.headline.place
    wrote = story.wrote
    dated = dates.dates(found, marks, seen, place, url)
    language, language_source = _language(found)
    section, section_source = _section(found, marks)
    keywords, keywords_source = _keywords(found)
    description, description_source = _description(found)
    canonical, canonical_source = _canonical(found, url)
    publisher, publisher_source = _publisher(found, url)
    free, free_source = paywall.stated(found)
    following, following_source = pagination.next_page(found, marks, url)
    first = next((block.text for block in story.blocks if block.type == "paragraph"), "")
    filed = dateline(first)
    pictures = images.images(found, marks, seen, story.last, url)
    prose = sum(len(block.text) for block in story.blocks)
    sources = {
        "headline": story.headline.source,
        "dek": "block" if story.dek else None,
        "description": description_source,
        "byline": "byline" if wrote.byline else None,
        "authors": wrote.source,
        "dateline": "paragraph" if filed else None,
        "datePublished": dated.published_source,
        "dateModified": dated.modified_source,
        "inLanguage": language_source,
        "articleSection": section_source,
        "keywords": keywords_source,
        "isAccessibleForFree": free_source,
        "canonicalUrl": canonical_source,
        "nextPageUrl": following_source,
        "publisher": publisher_source,
        "images": "page" if pictures else None,
    }
    return Metadata(
        headline=story.headline.text,
        dek=story.dek,
        description=description,
        byline=wrote.byline,
        authors=wrote.people,
        dateline=filed,
        date_published=dated.published,
        date_modified=dated.modified,
        in_language=language,
        article_section=section,
        keywords=keywords,
        is_accessible_for_free=free,
        paywalled=paywall.gated(free, seen.sights, story.last, prose),
        canonical_url=canonical,
        next_page_url=following,
        publisher=publisher,
        images=pictures,
        field_sources=tuple((field, source) for field, source in sources.items() if source),
    )


def _description(found: Facts) -> tuple[str | None, str | None]:
    for name in ("og:description", "description", "twitter:description", "dc.description"):
        text = found.meta(name)
        if text:
            return text, f"meta[{name}]"
    text = plain(found.article.get("description"))
    return text, "json-ld" if text else None


def _language(found: Facts) -> tuple[str | None, str | None]:
    stated = found.article.get("inLanguage")
    stated = stated.get("alternateName") if isinstance(stated, dict) else stated
    for raw, source in (
        (found.language, "html"),
        (plain(stated), "json-ld"),
        (found.meta("content-language", "dc.language", "language", "og:locale"), "meta"),
    ):
        match = _LANGUAGE.match((raw or "").strip())
        if match:
            language, script, region = match.groups()
            parts = [language.lower(), (script or "").title(), (region or "").upper()]
            return "-".join(part for part in parts if part), source
    return None, None


def _section(found: Facts, marks: Marked) -> tuple[str | None, str | None]:
    stated = found.article.get("articleSection")
    for each in stated if isinstance(stated, list) else [stated]:
        text = plain(each)
        if text:
            return text, "json-ld"
    for name in _SECTION_METAS:
        text = found.meta(name)
        if text and not text.startswith("http"):
            return text, f"meta[{name}]"
    for text in _named(marks, "articleSection"):
        return text, "itemprop"
    crumbs = [name for name in _crumbs(found, marks) if not _HOME.match(name)]
    headline = plain(found.article.get("headline"))
    # the last crumb is the story itself, unless it is named otherwise
    told = [name for name in crumbs if name != headline]
    if len(told) > 1 or (told and told != crumbs):
        return (told[-1] if told != crumbs else told[-2]), "breadcrumbs"
    return None, None


def _named(marks: Marked, name: str) -> Iterator[str]:
    """Yield what elements of a property say."""
    for each in marks.named:
        if name in each.properties:
            text = plain(each.node.attributes.get("content") or each.node.text())
            if text:
                yield text


def _crumbs(found: Facts, marks: Marked) -> Iterator[str]:
    for thing in found.things:
        items = thing.get("itemListElement")
        if "breadcrumblist" in types(thing) and isinstance(items, list):
            for item in items[:10]:
                inner = item.get("item") if isinstance(item, dict) else None
                name = item.get("name") if isinstance(item, dict) else None
                if name is None and isinstance(inner, dict):
                    name = inner.get("name")
                text = plain(name)
                if text:
                    yield text
            return
    yield from islice(_named(marks, "itemListElement"), 10)


def _keywords(found: Facts) -> tuple[tuple[str, ...], str | None]:
    stated = found.article.get("keywords")
    told = _words([text for each in _listed(stated) if (text := plain(each))])
    if told:
        return told, "json-ld"
    for name in _KEYWORD_METAS:
        told = _words(found.metas.get(name, []))
        if told:
            return told, f"meta[{name}]"
    return (), None


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _words(stated: list[str]) -> tuple[str, ...]:
    if len(stated) == 1:
        stated = re.split(r"\s*[,;、，；]\s*", stated[0])
    told = (word.strip() for word in stated)
    kept = dict.fromkeys(word for word in told if 0 < len(word) <= MAX_KEYWORD_CHARS)
    return tuple(kept)[:MAX_KEYWORDS]


def _canonical(found: Facts, url: str) -> tuple[str | None, str | None]:
    for raw, source in (
        (found.links.get("canonical"), "link[rel=canonical]"),
        (found.meta("og:url"), "og:url"),
        (plain(found.article.get("url")), "json-ld"),
    ):
        stated = address(raw, url)
        if stated is not None and _same_story(stated, url):
            return stated, source
    return None, None


def _same_story(stated: str, url: str) -> bool:
    """Tell whether an address is of the same site, and not just its front page."""
    try:
        same = registered_domain(stated) == registered_domain(url)
        return same and (len(urlsplit(stated).path) > 1 or len(urlsplit(url).path) <= 1)
    except (InvalidUrl, ValueError):
        return False


def _publisher(found: Facts, url: str) -> tuple[Publisher | None, str | None]:
    stated = found.article.get("publisher")
    if isinstance(stated, dict) and stated.get("name") is None:
        same = (o for o in found.things if o.get("@id") == stated.get("@id") and o.get("name"))
        stated = next(same, stated)
    name = plain(stated.get("name")) if isinstance(stated, dict) else plain(stated)
    source = "json-ld"
    if not name:
        name, source = found.meta("og:site_name", "application-name", "dc.publisher"), "meta"
    try:
        return Publisher(registered_domain(url), name), source if name else "url"
    except InvalidUrl:
        return None, None
