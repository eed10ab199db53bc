"""Who wrote it: what the page states, and the byline that readers see near the headline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from saidly.clean import lexicon
from saidly.clean.addresses import address
from saidly.clean.asides import is_aside
from saidly.clean.facts import Facts, Thing, plain, types
from saidly.clean.features import Scene, Sight, key
from saidly.clean.marked import Marked
from saidly.clean.moments import moment
from saidly.clean.names import (
    MAX_AUTHORS,
    announced,
    is_organisation,
    is_person,
    names,
    tells_office,
)
from saidly.clean.rendering import parted
from saidly.clean.tokens import NAMES
from saidly.clean.tree import Box
from saidly.model import Person

_METAS = (
    "author", "article:author", "articleauthor", "parsely-author", "dc.creator", "sailthru.author",
    "byl", "dcterms.creator", "citation_author", "cxenseparse:author", "article.author",
    "article_author", "dc.contributor", "mediator_author",
)  # fmt: skip
_AUTHOR = 1 << NAMES.index("author")
_CAPTION = 1 << NAMES.index("caption")
_COMMENT = 1 << NAMES.index("comment")
_WHO = 1 << lexicon.NAMES.index("who")
_PIECES = re.compile(r"\s*[|•·]\s*|\n|\s{2,}|\s[–—]\s")
_FIGURE_OR_ASIDE = 4 | 8 | 64
_BAR = re.compile(r"\s[-–—|]\s")
_THE = re.compile(r"^the ", re.IGNORECASE)
_NAME = 40  # letters
_OFFICE = 60  # letters of a line that says what somebody is
MAX_LINE = 200
_BEFORE, _AFTER = 6, 3  # runs around headline and first prose in which a byline may stand


@dataclass(frozen=True, slots=True)
class Authors:
    """Those who wrote the story, where that was read, and the line as readers see it."""

    people: tuple[Person, ...] = ()
    source: str | None = None
    byline: str | None = None


def authors(facts: Facts, marks: Marked, seen: Scene, place: int, base: str) -> Authors:
    """Return who wrote the story.

    Sources are asked in the order of how often each is right on the development pages; whoever
    names a person comes before all who name organisations only, for those are mostly the site.

    Args:
        facts: what the page states about itself.
        marks: the page's elements that say what they are.
        seen: its runs.
        place: where the headline stands among them.
        base: the page's address.
    """
    lines = _lines(seen, place)
    sites = _sites(facts)
    second: Authors | None = None
    for people, source in _candidates(facts, marks, lines, base):
        unique = {person.name.casefold(): person for person in reversed(people)}
        found = tuple(reversed(unique.values()))
        if any(p.kind == "person" and key(p.name) not in sites for p in found):
            found = tuple(p for p in found if p.kind == "person" or key(p.name) not in sites)
            return Authors(found, source, _byline(lines, found))
        if found and (second is None or (source[:4] == "meta" and _own(second, sites))):
            second = Authors(found, source, _byline(lines, found))
    if second is None or _own(second, sites):
        for people in _unannounced(lines, seen.first):
            if people:
                return Authors(tuple(people), "byline", _byline(lines, people))
    return second or Authors()


def _own(found: Authors, sites: set[str]) -> bool:
    return all(key(person.name) in sites for person in found.people)


def _sites(facts: Facts) -> set[str]:
    publisher = facts.article.get("publisher")
    named = plain(publisher.get("name")) if isinstance(publisher, dict) else None
    tail = _BAR.split(facts.title or "")[-1]  # as in: Town wins back its clock - Gazette News
    told = (named, facts.meta("og:site_name", "application-name"), tail)
    return {key(spelt) for name in told if name for spelt in (name, _THE.sub("", name))}


def _candidates(
    facts: Facts, marks: Marked, lines: Sequence[Sight], base: str
) -> Iterator[tuple[list[Person], str]]:
    yield _stated(facts.article.get("author"), facts, base), "json-ld"
    yield _stated(facts.article.get("creator"), facts, base), "json-ld"
    for name in _METAS:
        found = [person for value in facts.metas.get(name, ()) for person in _people(value, None)]
        yield found, f"meta[{name}]"
    yield _marked(marks, base), "rel=author"
    for line in lines:
        if announced(parted(line.run)):
            yield _read(line), "byline"


def _unannounced(lines: Sequence[Sight], first: int) -> Iterator[list[Person]]:
    """Read lines that only look like bylines: by their box's name, a date, their place."""
    for line in lines:
        if line.run.box.own & _AUTHOR:
            yield [person for person in _read(line) if is_person(person.name)]
    for line in lines:
        yield _dated(parted(line.run))
    for line, below in pairwise(lines):
        if _is_short(line) and below.run.index == line.run.index + 1 and _tells_office(below):
            yield _bare(parted(line.run))
    for line in lines:
        if line.run.index == first - 1 and not line.says & ~_WHO:
            yield _bare(parted(line.run))


def _is_short(line: Sight) -> bool:
    return line.length < _NAME and line.run.text[:1].isupper() and not line.stops


def _tells_office(line: Sight) -> bool:
    return line.length <= _OFFICE and not line.stops and tells_office(line.run.text)


def _lines(seen: Scene, place: int) -> list[Sight]:
    """Return the short lines near the headline and the first prose, captions left out."""
    start = place + 1 if place >= 0 else max(0, seen.first - _BEFORE)
    stop = max(seen.first + _AFTER, start + _AFTER) if place < seen.first else place + _BEFORE
    around = [*seen.sights[start : min(stop, start + 40)], *seen.sights[max(0, start - 4) : start]]
    return [
        sight
        for sight in around
        if len(sight.run.text) <= MAX_LINE
        and not sight.run.box.flags & _FIGURE_OR_ASIDE
        and not sight.heading
        and not _named(sight.run.box) & (_CAPTION | _COMMENT)
    ]


def _named(box: Box) -> int:
    return box.own | (box.parent.own if box.parent is not None else 0)


def _read(line: Sight) -> list[Person]:
    """Return the names in a line; organisations only where nobody else is, and in no sentence."""
    found = _people(parted(line.run), None)
    persons = [person for person in found if is_person(person.name)]
    return persons or ([] if line.prose else found)


def _dated(line: str) -> list[Person]:
    """Return the persons in a line of few pieces, one of them a date."""
    pieces = [piece for piece in _PIECES.split(line) if piece]
    if not 2 <= len(pieces) <= 4 or not any(moment(piece) for piece in pieces):
        return []
    return [Person(n, line) for piece in pieces for n in names(piece) if is_person(n)]


def _bare(line: str) -> list[Person]:
    """Return the persons in a line that holds nothing but their names."""
    found = names(line)
    return (
        [Person(name, line if line != name else None) for name in found if is_person(name)]
        if (found and all(map(is_person, found)) and len(line) < 40 * len(found))
        else []
    )


def _byline(lines: Sequence[Sight], people: Sequence[Person]) -> str | None:
    """Return the line that names an author, or else one that begins as bylines do."""
    wanted = [key(person.name) for person in people]
    for line in lines:
        if any(name and name in line.key for name in wanted):
            return parted(line.run)
    return next((told for line in lines if announced(told := parted(line.run))), None)


def _nodes(marks: Marked) -> Iterator[Any]:
    """Yield the elements that are marked as an author, or as the name of one."""
    for each in marks.named:
        told = "author" in each.relations or "author" in each.properties
        if told or ("name" in each.properties and _within_author(each.node)):
            yield each.node


def _within_author(node: Any) -> bool:
    while (node := node.parent) is not None:
        if "author" in (node.attributes.get("itemprop") or "").split():
            return True
    return False


def _marked(marks: Marked, base: str) -> list[Person]:
    found: list[Person] = []
    for node in islice(_nodes(marks), MAX_AUTHORS):
        if not is_aside(node):
            href = address(node.attributes.get("href"), base) if node.tag == "a" else None
            found.extend(_people(node.attributes.get("content") or node.text(separator=" "), href))
    return found


def _people(raw: str | None, url: str | None) -> list[Person]:
    return [_person(name, raw, url) for name in names(raw)]


def _person(name: str, raw: str | None, url: str | None) -> Person:
    kind = "organisation" if is_organisation(name) else "person"
    return Person(name, raw if raw != name else None, url, kind)  # type: ignore[arg-type]


def _stated(value: object, facts: Facts, base: str) -> list[Person]:
    found: list[Person] = []
    for each in _flat(value):
        if isinstance(each, str):
            found.extend(_people(plain(each), None))
        elif isinstance(each, dict):
            found.extend(_thing(each, facts, base))
    return found[:MAX_AUTHORS]


def _flat(value: object, depth: int = 0) -> Iterator[object]:
    if isinstance(value, list) and depth < 4:
        for each in value[:MAX_AUTHORS]:
            yield from _flat(each, depth + 1)
    else:
        yield value


def _thing(thing: Thing, facts: Facts, base: str) -> list[Person]:
    if thing.get("name") is None and "@id" in thing:
        same = (o for o in facts.things if o.get("@id") == thing["@id"] and o.get("name"))
        thing = next(same, thing)
    name = thing.get("name")
    if name is None:
        parts = (plain(thing.get("givenName")), plain(thing.get("familyName")))
        name = " ".join(part for part in parts if part)
    url = address(thing.get("url"), base)
    people = [p for each in _flat(name) for p in _people(plain(each), url)]
    if {"organization", "newsmediaorganization"} & set(types(thing)):
        whole = plain(name)
        if len(people) == 1 and whole is not None and whole.startswith(people[0].name):
            return [Person(whole, None, url, "organisation")]
        return [Person(p.name, p.name_raw, p.url, "organisation") for p in people]
    return people
