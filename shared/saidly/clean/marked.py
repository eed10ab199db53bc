"""Elements that say by name what they are, found by the parser in one walk over the page.

A query costs the parser a walk over the whole tree whatever it asks for, 0.2 ms a page; twelve
of them cost as much as all that is made of their answers.
"""

from dataclasses import dataclass, field
from typing import Any

_PAGERS = ("paginat", "pager", "page-link", "pagenav", "pages")
# "pag" is how all pagers begin: asking for each of them takes half the time of the whole query
_QUERY = (
    "html,title,meta,link,h1,h2,h3,time,figure,div.wp-caption,[itemprop],[rel~=author],a[rel~=next],"
    "[aria-label*=agina],[class*=pag]"
)


@dataclass(frozen=True, slots=True)
class Named:
    """An element that has a property or a relation, each in words."""

    node: Any
    properties: tuple[str, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Nodes in the order of the page.

    Attributes:
        tags: the elements asked for by tag.
        named: those with ``itemprop`` or ``rel``.
        pagers: those named as links to a story's other pages are.
    """

    tags: dict[str, list[Any]] = field(default_factory=dict)
    named: list[Named] = field(default_factory=list)
    pagers: list[Any] = field(default_factory=list)

    def all(self, tag: str) -> list[Any]:
        """Return the elements of a tag."""
        return self.tags.get(tag, [])

    def first(self, tag: str) -> Any | None:
        """Return the first element of a tag."""
        return next(iter(self.all(tag)), None)


def marked(tree: Any) -> Marked:
    """Return the elements of a parsed page that say what they are."""
    found = Marked()
    last = None
    for node in tree.css(_QUERY):
        if node.mem_id == last:
            continue  # it is told once for each part of the query that it matches
        last = node.mem_id
        tag, names = node.tag, node.attributes
        found.tags.setdefault(tag, []).append(node)
        if "itemprop" in names or "rel" in names:
            found.named.append(Named(node, _words(names, "itemprop"), _words(names, "rel")))
        if tag not in {"meta", "link"} and _is_pager(names):
            found.pagers.append(node)
    return found


def _words(names: dict[str, str | None], name: str) -> tuple[str, ...]:
    return tuple((names.get(name) or "").split())


def _is_pager(names: dict[str, str | None]) -> bool:
    classes = names.get("class") or ""
    if "pag" in classes and any(name in classes for name in _PAGERS):
        return True
    return "agina" in (names.get("aria-label") or "")
