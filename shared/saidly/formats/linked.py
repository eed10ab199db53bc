"""An article as schema.org sees it: a NewsArticle with Quotations and Claims in JSON-LD.

Source: https://schema.org/NewsArticle, /Quotation, /Claim.
"""

import json
from typing import Any

from saidly.codec import JSON

_SPEAKERS = {
    "person": "Person",
    "anonymous": "Person",
    "unknown": "Person",
    "country": "GovernmentOrganization",
}


def news_article(plain: JSON) -> str:
    """Return a stored article as JSON-LD."""
    publisher = plain["publisher"] or {}
    domain = publisher.get("domain")
    found = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": plain["id"],
        "url": plain["url"],
        "mainEntityOfPage": plain["canonicalUrl"] or plain["url"],
        "headline": plain["headline"],
        "alternativeHeadline": plain["dek"],
        "description": plain["description"],
        "datePublished": plain["datePublished"],
        "dateModified": plain["dateModified"],
        "inLanguage": plain["inLanguage"],
        "articleSection": plain["articleSection"],
        "keywords": ", ".join(plain["keywords"]),
        "isAccessibleForFree": plain["isAccessibleForFree"],
        "author": [_author(one) for one in plain["authors"]],
        "publisher": domain
        and _thing(
            "NewsMediaOrganization",
            name=publisher.get("name") or domain,
            url=f"https://{domain}/",
        ),
        "image": [
            _thing(
                "ImageObject", url=one["url"], caption=one["caption"], creditText=one["creditText"]
            )
            for one in plain["images"]
        ],
        "articleBody": plain["articleBody"],
        "wordCount": len(plain["articleBody"].split()),
        "version": plain["version"],
        "correction": plain["corrections"],
        "hasPart": [_statement(one, plain["url"]) for one in plain["attributions"]],
    }
    return json.dumps(_there(found), ensure_ascii=False)


def _statement(said: JSON, url: str) -> JSON:
    """Return a Quotation where words are quoted, a Claim where they are told in other words."""
    text = " … ".join(piece["text"] for piece in said["content"])
    speaker = _speaker(said["source"])
    if said["type"] == "indirect":
        article = _thing("NewsArticle", url=url)
        return _thing("Claim", text=text, appearance=article, **speaker)
    if "author" in speaker:
        speaker = {"spokenByCharacter": speaker["author"]}
    return _thing("Quotation", text=text, **speaker)


def _speaker(source: JSON | None) -> JSON:
    if source is None:
        return {}
    name = source["name"] or source["text"]
    if source["kind"] == "document":
        return {"isBasedOn": _thing("CreativeWork", name=name)}
    kind = _SPEAKERS.get(source["kind"], "Organization")
    more: JSON = {}
    if kind == "Person":
        body = source["affiliation"]
        more = {
            "jobTitle": source["role"],
            "affiliation": body and _thing("Organization", name=body),
        }
    return {"author": _thing(kind, name=name, **more)}


def _author(author: JSON) -> JSON:
    kind = "Organization" if author["kind"] == "organisation" else "Person"
    return _thing(kind, name=author["name"], url=author["url"])


def _thing(kind: str, **properties: Any) -> JSON:
    return {"@type": kind} | _there(properties)


def _there(properties: JSON) -> JSON:
    return {name: value for name, value in properties.items() if value not in (None, "", [])}
