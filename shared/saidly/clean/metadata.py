"""What a page says about its story, each field from the source most often right."""

from typing import Any

from saidly.clean import headlines, people, rendering
from saidly.clean.facts import Facts, plain
from saidly.clean.features import Scene
from saidly.clean.moments import moment
from saidly.errors import InvalidUrl
from saidly.model import Metadata, Moment, Publisher
from saidly.urls import registered_domain


def metadata(
    tree: Any, seen: Scene, found: Facts, headline_at: int, dek_at: int, url: str
) -> Metadata:
    """Return the fields, and where each was read."""
    sources: dict[str, str] = {}
    headline, source, _ = headlines.headline(seen, found)
    _note(sources, "headline", source)
    runs = [s.run for s in seen.sights]
    authors, source = people.authors(found, tree, runs, url)
    _note(sources, "authors", source)
    published, source = _published(found, tree)
    _note(sources, "datePublished", source)
    dek = seen.sights[dek_at].run.text if dek_at >= 0 else None
    return Metadata(
        headline=headline,
        dek=dek,
        description=found.meta("og:description", "description"),
        authors=authors,
        date_published=published,
        date_modified=_modified(found),
        in_language=found.language,
        canonical_url=_canonical(found, url),
        publisher=_publisher(found, url),
        field_sources=tuple(sources.items()),
    )


def _note(sources: dict[str, str], field: str, source: str | None) -> None:
    if source is not None:
        sources[field] = source


_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.created", "parsely-pub-date", "pubdate",
    "publishdate", "publish-date", "sailthru.date", "article.published", "published_time",
    "og:published_time", "dc.date.created", "cxenseparse:recs:publishtime", "citation_date",
    "last-modified-x", "date.created", "created", "displaydate", "article_date_original",
)  # fmt: skip


def _published(found: Facts, tree: Any) -> tuple[Moment | None, str | None]:
    for name in ("datePublished", "dateCreated", "uploadDate"):
        stated = moment(plain(found.article.get(name)))
        if stated:
            return stated, "json-ld"
    for name in _PUBLISHED_METAS:
        stated = moment(found.meta(name))
        if stated:
            return stated, f"meta[{name}]"
    for node in tree.css("time,[itemprop~=datePublished]")[:10]:
        names = node.attributes
        raw = names.get("datetime") or names.get("content") or node.text()
        stated = moment(raw)
        if stated:
            return stated, "time"
    return None, None


def _modified(found: Facts) -> Moment | None:
    return moment(plain(found.article.get("dateModified"))) or moment(
        found.meta("article:modified_time", "og:updated_time", "datemodified", "last-modified")
    )


def _canonical(found: Facts, url: str) -> str | None:
    stated = rendering.address(found.links.get("canonical") or found.meta("og:url"), url)
    if stated is None:
        return None
    try:
        return stated if registered_domain(stated) == registered_domain(url) else None
    except InvalidUrl:
        return None


def _publisher(found: Facts, url: str) -> Publisher | None:
    stated = found.article.get("publisher")
    name = plain(stated.get("name")) if isinstance(stated, dict) else plain(stated)
    try:
        return Publisher(registered_domain(url), name or found.meta("og:site_name"))
    except InvalidUrl:
        return None
