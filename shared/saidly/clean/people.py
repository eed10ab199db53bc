"""Who wrote it: names out of statements and bylines, people apart from organisations."""

import re
from collections.abc import Iterator
from typing import Any

from saidly.clean.facts import Facts, Thing, plain, types
from saidly.clean.rendering import address
from saidly.clean.tree import Run
from saidly.model import Person

_BY = re.compile(
    r"^(?:(?:written|reported|posted|published|text|story|words|report|reporting|ein|beitrag|"
    r"artikel|interview|kommentar|redigiert|fotos?|testo|texto|texte|tekst)\s+)*"
    r"(?:by|von|par|por|di|de|door|av|af|przez|da|oleh|autor(?:en|in|a|es)?|auteurs?|author|"
    r"text|redaktion|kirjoittanut)\b[:\s]+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[;|•·]|\s/\s|,(?!\s*(?:jr|sr|ph\.?d|m\.?d)\b)|\s+&\s+|\s+(?:and|und|et|y|e|og|och|en|i|ve|dan|und)\s+)\s*",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{2}|\b(?:updated|published|aktualisiert|email|e-mail|follow|view|profile|"
    r"posts?|articles|minutes?|reading|read|share|comments?|subscribe|facebook|twitter|undefined|"
    r"null|none)\b|^(?:admin|administrator|editor|staff|guest|author|anonymous|unknown|user)$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:news|media|press|agency|agentur|agence|agencia|redaktion|redaction|rédaction|redacción|"
    r"redazione|redakce|redakcja|redação|desk|team|staff|editors?|editorial|times|post|herald|"
    r"tribune|zeitung|online|digital|verlag|gmbh|inc|ltd|group|network|radio|tv|ajansı|haber|"
    r"correspondents?|writers?|contributors?|associated|bureau|office|university|institute)\b|"
    r"\.(?:com|de|net|org|tv|tr|is|co)\b|^[A-ZÀ-Þ]{2,6}(?:[/-][A-Za-z]{2,6})*$|新聞|通信|通讯|编辑部|뉴스|日刊",
    re.IGNORECASE,
)
_ROLE_TAIL = re.compile(r"\s+(?:[-–—(<\[]|in\s+[A-Z]|aus\s+[A-Z]|\bfor\s+[A-Z]).*$")
_BYLINE = "[rel~=author],[itemprop~=author] [itemprop~=name],[itemprop~=author]"
MAX_AUTHORS = 20


def names(raw: str | None) -> tuple[str, ...]:
    """Return the names in a byline: no "by", no dates, no titles, no invitations to write."""
    if not raw:
        return ()
    text = " ".join(raw.split())[:400]
    text = _BY.sub("", text).strip(" .,:;-–—|/")
    found: list[str] = []
    for part in _SPLIT.split(text):
        name = _ROLE_TAIL.sub("", _BY.sub("", part)).strip(" .,:;-–—|/()[]\"'")
        if not name or len(name) > 60 or len(name.split()) > 6 or _NOT_A_NAME.search(name):
            continue
        if name not in found:
            found.append(name)
    return tuple(found[:MAX_AUTHORS])


def kind(name: str) -> str:
    """Tell an organisation's name from a person's."""
    return "organisation" if _ORGANISATION.search(name) else "person"


def authors(
    facts: Facts, tree: Any, runs: list[Run], base: str
) -> tuple[tuple[Person, ...], str | None]:
    """Return who wrote the story, and where that stands.

    The order of sources is by how often each was right on the development pages.
    """
    for found, source in _candidates(facts, tree, runs, base):
        unique = {person.name.casefold(): person for person in reversed(found)}
        if unique:
            return tuple(reversed(unique.values())), source
    return (), None


def _candidates(
    facts: Facts, tree: Any, runs: list[Run], base: str
) -> Iterator[tuple[list[Person], str]]:
    yield _stated(facts.article.get("author"), facts, base), "json-ld"
    yield _stated(facts.article.get("creator"), facts, base), "json-ld"
    for name in (
        "author",
        "article:author",
        "parsely-author",
        "dc.creator",
        "sailthru.author",
        "byl",
        "dcterms.creator",
        "citation_author",
        "cxenseparse:author",
    ):
        found = [person for value in facts.metas.get(name, ()) for person in _people(value, None)]
        yield found, f"meta[{name}]"
    found = []
    for node in tree.css(_BYLINE)[:MAX_AUTHORS]:
        href = address(node.attributes.get("href"), base) if node.tag == "a" else None
        found.extend(_people(node.text(), href))
    yield found, "rel=author"
    for run in runs:
        if (run.box.own | run.box.inherited) >> 5 & 1 and len(run.text) < 120:
            yield _people(run.text, None), "byline"


def _people(raw: str | None, url: str | None) -> list[Person]:
    return [
        Person(name, raw if raw != name else None, url, kind(name))  # type: ignore[arg-type]
        for name in names(raw)
    ]


def _stated(value: object, facts: Facts, base: str) -> list[Person]:
    found: list[Person] = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            found.extend(_people(plain(each), None))
        elif isinstance(each, dict):
            found.extend(_thing(each, facts, base))
    return found[:MAX_AUTHORS]


def _thing(thing: Thing, facts: Facts, base: str) -> list[Person]:
    name = thing.get("name")
    if name is None and "@id" in thing:
        for other in facts.things:
            if other.get("@id") == thing["@id"] and other.get("name"):
                thing, name = other, other["name"]
                break
    if isinstance(name, list):
        return [person for each in name for person in _people(plain(each), None)]
    url = address(thing.get("url"), base)
    people = _people(plain(name), url)
    if "organization" in types(thing) or "newsmediaorganization" in types(thing):
        return [Person(p.name, p.name_raw, p.url, "organisation") for p in people]
    return people
