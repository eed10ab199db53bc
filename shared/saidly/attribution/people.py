"""Everybody and every body that a text names, with all their mentions gathered."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

from saidly.attribution.lexicon import Lexicon
from saidly.attribution.names import Mention, mentions
from saidly.attribution.roles import Post
from saidly.attribution.sentences import Word
from saidly.model import SourceKind

Gender = Literal["m", "f"]
ALIASES = 8  # forms of a name that are kept
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_CLUBS = frozenset(["friends"])  # people who may be a body: "Friends of the Park"
_AGENCY = (" news agency", " press agency")
_ACRONYM = re.compile(r"[A-Z][A-Z.&]*[A-Z]$")


@dataclass(slots=True)
class Entity:
    """Somebody or something that a text names. Grows while the text is read."""

    name: str
    kind: SourceKind
    posts: list[Post] = field(default_factory=list)
    gender: Gender | None = None
    forms: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  # first places of each

    def meet(self, form: str, place: tuple[int, int]) -> None:
        """Remember where a form of the name stands: twice, since one place may be the source's."""
        if form in self.forms or len(self.forms) <= ALIASES:
            places = self.forms.setdefault(form, [])
            if len(places) < 2:
                places.append(place)

    def post(self) -> Post | None:
        """Return the fullest role known: the first with an affiliation, else the first."""
        ranks = sorted(self.posts, key=lambda post: (not post.role, not post.affiliation))
        return ranks[0] if ranks else None

    @property
    def junior(self) -> bool:
        """Whether the name ends in "Jr." or the like: a bare surname means somebody else."""
        return self.name.rsplit(" ", 1)[-1].lower() in _SUFFIXES


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of an entity."""

    start: int
    end: int
    entity: Entity
    owner: bool
    titled: bool  # "Mrs" tells which bearer of a surname is meant
    outer: int  # where the role in front of the name begins


class People:
    """The entities of one text, found by name, by part of a name and by place."""

    def __init__(self, text: str, words: list[Word], lexicon: Lexicon) -> None:
        """Read all names of the text; full names first, so that a surname finds its owner."""
        self.lexicon = lexicon
        self._text = text
        self.places: list[Place] = []
        self._by_name: dict[str, Entity] = {}
        self._by_part: dict[str, list[Entity]] = defaultdict(list)
        self._uses: dict[str, tuple[list[int], list[Entity]]] = {}
        found = [one for one in mentions(text, words, lexicon) if one.name]
        for mention in found:
            if len(_core(mention.name)) > 1 or kind_of(mention.name, lexicon) not in (
                "person",
                "unknown",
            ):
                self._add(mention)
        for mention in found:
            self._place(mention)
        self._starts = [place.start for place in self.places]
        self._embody(found)

    def _add(self, mention: Mention) -> None:
        """Make the entity of a name that stands for itself."""
        name = " ".join(mention.name)
        if name in self._by_name or (
            mention.name[0].lower() in self.lexicon.particles and name in self._by_part
        ):
            return
        entity = Entity(name, _kind(mention, self.lexicon))
        self._by_name[name] = entity
        core = _core(mention.name)
        if entity.kind in ("person", "unknown"):
            for at in range(1, len(core)):
                part = " ".join(core[at:])
                self._by_part[part].append(entity)
                if core[at].lower() in self.lexicon.particles:  # "Van den Berg said"
                    self._by_part[part[0].upper() + part[1:]].append(entity)
                if len(core) < len(mention.name):  # "Trump Jr."
                    self._by_part[" ".join(mention.name[at:])].append(entity)
        elif core[-1].lower() in self.lexicon.mastheads:  # "Leeds United": United
            self._by_part[core[-1]].append(entity)
        if core[0].lower() not in self.lexicon.countries | self.lexicon.modifiers:
            self._by_part[core[0]].append(entity)

    def _embody(self, found: list[Mention]) -> None:
        """Make bodies of names that nothing shows to be a person's: "Varex", whose CEO spoke."""
        bodies = {" ".join(mention.name) for mention in found if mention.body}
        for mention in found:
            if mention.post and mention.post.noun in self.lexicon.chiefs:
                bodies.add(mention.post.affiliation or "")
        for name in bodies:
            entity = self._by_name.get(name)
            if entity is None or entity.gender or any(post.role for post in entity.posts):
                continue
            if kind_of(tuple(name.split()), self.lexicon) == "unknown":
                entity.kind = "organisation"

    def _place(self, mention: Mention) -> None:
        """Enter one mention at its entity."""
        entity = self.named(mention.name, mention.start, mention.title)
        if entity is None:
            entity = Entity(" ".join(mention.name), _kind(mention, self.lexicon))
            self._by_name[entity.name] = entity
        self._learn(entity, mention)
        titled = bool(mention.title and _titled(mention.title, self.lexicon))
        self.places.append(
            Place(mention.start, mention.end, entity, mention.owner, titled, mention.outer)
        )
        starts, entities = self._uses.setdefault(mention.name[-1], ([], []))
        starts.append(mention.start)
        entities.append(entity)

    def _learn(self, entity: Entity, mention: Mention) -> None:
        form = self._text[mention.start : mention.end]
        entity.meet(form, (mention.start, mention.end))
        if mention.post and (entity.kind in ("person", "unknown")):
            entity.posts.append(mention.post)
            if mention.post.role and entity.kind == "unknown":
                entity.kind = "person"
        noun = mention.post.noun if mention.post else ""
        entity.gender = entity.gender or _gender(mention, noun, self.lexicon)

    def named(self, name: tuple[str, ...], at: int, title: str | None = None) -> Entity | None:
        """Return whom a full or partial name at a place means, None for a stranger."""
        whole = self._by_name.get(" ".join(name))
        owners = self._by_part.get(" ".join(name), [])
        known = whole is not None and whole.kind in ("organisation", "country", "newsAgency")
        if whole is not None and (known or len(name) > 1 or not owners):
            return whole
        gender = _titled(title, self.lexicon) if title else None
        owners = [one for one in owners if not one.junior] or owners
        fitting = [o for o in owners[:50] if gender is None or o.gender in (None, gender)] or owners
        if len(fitting) < 2:
            return fitting[0] if fitting else whole
        return self._recent(name[-1], at, fitting)

    def _recent(self, part: str, at: int, fitting: list[Entity]) -> Entity:
        """Return the owner of a surname who was named last before ``at``, else the first."""
        starts, entities = self._uses.get(part, ([], []))
        for row in range(bisect_left(starts, at) - 1, max(-1, bisect_left(starts, at) - 20), -1):
            if any(entities[row] is one for one in fitting):
                return entities[row]
        return fitting[0]

    def owners(self, name: tuple[str, ...]) -> list[Entity]:
        """Return all whom a partial name may mean."""
        return self._by_part.get(" ".join(name), [])

    def within(self, start: int, end: int) -> list[Place]:
        """Return the mentions that lie inside a range."""
        return self.places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, at: int, count: int) -> list[Place]:
        """Return up to ``count`` mentions that start before a place, in order."""
        row = bisect_right(self._starts, at - 1)
        return self.places[max(0, row - count) : row]

    def after(self, at: int, count: int) -> list[Place]:
        """Return up to ``count`` mentions that start at or after a place, in order."""
        row = bisect_left(self._starts, at)
        return self.places[row : row + count]


def _core(name: tuple[str, ...]) -> list[str]:
    """Return a name without "Jr." and the like; all of one that is nothing else ("IV")."""
    return [part for part in name if part.lower().strip(".") not in _SUFFIXES] or list(name)


def kind_of(name: tuple[str, ...], lexicon: Lexicon) -> SourceKind:
    """Return what kind of bearer the words of a name suggest."""
    low = " ".join(name).lower().removeprefix("the ").rstrip(".")
    parts = [part.lower().strip(".") for part in name]
    body = any(part in lexicon.organisations for part in parts)
    body = body or (len(name) > 1 and name[-1][0].isupper() and parts[-1] in lexicon.mastheads)
    body = body or low.replace(" ", "-") in lexicon.organisations
    first = len(name) > 1 and (parts[0] in lexicon.men or parts[0] in lexicon.women)
    tests: tuple[tuple[bool, SourceKind], ...] = (
        (low in lexicon.agencies or low.endswith(_AGENCY), "newsAgency"),
        (low in lexicon.countries, "country"),
        (body or (len(name) == 1 and bool(_ACRONYM.match(name[0]))), "organisation"),
        (parts[0] in lexicon.groups - _CLUBS and "of" in parts, "group"),
        (first, "person"),
        (len(name) > 1 and parts[-1] in lexicon.documents, "document"),
        (parts[-1] in lexicon.groups or parts[-1] in lexicon.anonymous, "group"),
    )
    return next((kind for holds, kind in tests if holds), "unknown")


def _kind(mention: Mention, lexicon: Lexicon) -> SourceKind:
    kind = kind_of(mention.name, lexicon)
    if kind != "unknown":
        return kind
    title = mention.title if mention.title not in lexicon.ventures else None
    if title or (mention.post and mention.post.role):
        return "person"
    if mention.body:
        return "organisation"
    if len(mention.name) > 1 and mention.name[0].lower() in lexicon.countries:
        return "organisation"  # "China Geo"
    joined = any(part in ("of", "and", "the", "for", "&") for part in mention.name)
    if mention.definite or joined:
        return "organisation" if len(mention.name) > 1 or mention.definite else "unknown"
    return "person" if len(mention.name) > 1 else "unknown"


def _titled(title: str, lexicon: Lexicon) -> Gender | None:
    if title in lexicon.feminine:
        return "f"
    return "m" if title in lexicon.masculine else None


def _gender(mention: Mention, noun: str, lexicon: Lexicon) -> Gender | None:
    for word in (mention.title or "", noun):
        known = _titled(word, lexicon)
        if known:
            return known
    first = mention.name[0].lower()
    if len(mention.name) > 1 and (first in lexicon.men) != (first in lexicon.women):
        return "m" if first in lexicon.men else "f"
    return None
