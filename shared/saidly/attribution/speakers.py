"""Who stands behind the words of a source: name, kind, role, affiliation, other mentions."""

from dataclasses import replace

from saidly.attribution.appositions import apposed, beyond
from saidly.attribution.descriptions import (
    agrees,
    alike_in,
    article_gender,
    bare_end,
    bodies,
    gender_of,
    may_hold,
    noun_kind,
    nouns_of,
    personal,
    same_document,
    several,
)
from saidly.attribution.draft import Draft, Range
from saidly.attribution.identity import Speaker, speaker_id, speaker_of
from saidly.attribution.lexicon import Lexicon, bare
from saidly.attribution.lists import listed
from saidly.attribution.people import ALIASES, Entity, People, Place
from saidly.attribution.pronouns import LOOK_BACK, Known, label, last_of, person, pronoun
from saidly.attribution.roles import Post, post_of
from saidly.attribution.sentences import Word, words_in
from saidly.model import Source, SourceKind, Span

NEARBY = 400  # characters from a name to a description that means its bearer
_AND = frozenset(["and", "or", "who", "that", "which"])


class Speakers:
    """Resolves the sources of one text; asked in the order of the text, it remembers who spoke."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        """Read the names of the text once."""
        self._text = text
        self._lexicon = lexicon
        self._elisions = lexicon.elisions - {"d"}  # "d'Artagnan"
        self._people = People(text, words_in(text, 0, len(text), self._elisions), lexicon)
        self._spoke: list[tuple[int, Speaker]] = []  # in the order asked
        self._known = Known(text, lexicon, self._people, self._spoke)

    def sources(self, drafts: list[Draft]) -> list[Source | None]:
        """Return the source of each draft; asks in the order of the text."""
        known: dict[Range, Source] = {}
        for part in sorted({draft.source for draft in drafts if draft.source}):
            known[part] = self._source(part)
        return [known[draft.source] if draft.source else None for draft in drafts]

    def relays(self, draft: Draft) -> tuple[str, ...]:
        """Return the names of those who passed a statement on; they do not count as speakers."""
        parts = [part for part, _ in draft.via]
        return tuple(self._speaker(part).name or self._text[slice(*part)] for part in parts)

    def _source(self, part: Range) -> Source:
        speaker = self._speaker(part)
        self._spoke.append((part[0], speaker))
        name = speaker.name
        return Source(
            span=Span(part[0], part[1], self._text[part[0] : part[1]]),
            name=name,
            kind=speaker.kind,
            role=speaker.role,
            affiliation=speaker.affiliation,
            coreferences=self._coreferences(speaker.entity, part),
            members=speaker.members,
            speaker_id=speaker_id(speaker),
        )

    def _coreferences(self, entity: Entity | None, part: Range) -> tuple[Span, ...]:
        """Return the first places of each form that names the same speaker elsewhere."""
        if entity is None:
            return ()
        out = []
        for form, places in entity.forms.items():
            outside = [place for place in places if not part[0] <= place[0] < part[1]]
            out += [Span(*place, form) for place in outside[:1]]
        return tuple(out[:ALIASES])

    def _speaker(self, part: Range) -> Speaker:
        words = words_in(self._text, *part, self._elisions)
        while words and not words[0].text[0].isalnum():
            words = words[1:]
        if not words:
            return Speaker(None, "unknown")
        low = words[0].low
        if len(words) == 1 or low in self._lexicon.relative:
            meant = label(self._known, low, part) or pronoun(self._known, low, part[0])
            if meant is not None:
                return meant
        alone = self._lexicon.demonym(words[-1]) or not self._people.within(*part)
        if personal(words, self._lexicon) and alone:
            somebody = person(
                self._known, part[0], gender_of([word.text for word in words], self._lexicon)
            )
            if somebody.entity:
                return somebody
        listing = listed(self._text, words, self._people, self._lexicon)
        return listing or self._named(words, part) or self._described(words, part)

    # names

    def _named(self, words: list[Word], part: Range) -> Speaker | None:
        """Return the bearer of the name in a source, if the source is that bearer."""
        places = self._people.within(*part)
        if not places:
            return self._unplaced(words) or beyond(self._text, words, part, self._people)
        behind = apposed(self._text, words, places, self._lexicon)
        place = behind or self._first(words, places)
        head = "own" if behind else self._head(words, place)
        if head == "other":
            return None
        owned = [one for one in places if not one.owner]
        if place.owner and owned and head == "own":
            inner = speaker_of(owned[0].entity)
            kin = self._lexicon.feminine | self._lexicon.masculine
            related = any(word.low in kin for word in words if word.start >= place.end)
            return (
                inner
                if inner.affiliation or related
                else replace(inner, affiliation=self._plain(place))
            )
        if place.owner and words[-1].end > place.end + 2:
            return None
        if place.owner is False and self._body(words, place):
            return None
        people = [one for one in places if one.entity.kind == "person"]
        if people and (place.entity.kind == "country" or _town(place, people[0])):
            place = people[0]
        return self._short(words, place) or speaker_of(self._namesake(place))

    def _short(self, words: list[Word], place: Place) -> Speaker | None:
        """Return the body of before that "the Foundation" means."""
        low = place.entity.name.lower()
        if words[0].low != "the" or len(words) != 2 or low not in self._lexicon.organisations:
            return None
        for before in reversed(self._people.before(place.start, 4 * LOOK_BACK)):
            for name in bodies(before.entity):
                if name.lower().endswith(f" {low}"):
                    return Speaker(name, "organisation")
        return None

    def _first(self, words: list[Word], places: list[Place]) -> Place:
        """Return the name a phrase is about: "Rail operator Lee" is about what comes second."""
        if len(places) < 2 or places[0].owner or places[0].entity.kind == "person":
            return places[0]
        between = [word for word in words if places[0].end <= word.start < places[1].start]
        plain = all(
            word.text.islower() and word.low not in self._lexicon.prepositions | _AND
            for word in between
            if word.text not in "’'"
        )
        return places[1] if between and plain else places[0]

    def _unplaced(self, words: list[Word]) -> Speaker | None:
        """Return the bearer of a name in a heading, where names were not looked for."""
        name = tuple(bare(word).replace("’", "'") for word in words)
        entity = self._people.named(name, words[0].start)
        return speaker_of(entity) if entity else None

    def _namesake(self, place: Place) -> Entity:
        """Return which bearer of a surname is meant: the one who spoke last."""
        part = self._text[place.start : place.end].replace("’", "'")
        owners = [one for one in self._people.owners((part,)) if not one.junior]
        if len(owners) > 1 and not place.titled:
            for _, speaker in reversed(self._spoke[-LOOK_BACK:]):
                if speaker.entity is not None and any(speaker.entity is one for one in owners):
                    return speaker.entity
        return place.entity

    def _head(self, words: list[Word], place: Place) -> str:
        """Say whether the phrase is about its first name, or about what stands before it."""
        lexicon = self._lexicon
        front = [word for word in words if word.end <= place.start]
        if front and front[0].low in lexicon.articles:
            front = front[1:]  # German "der" means "of the" elsewhere: "Chef der Polizei"
        name = place.entity.name.lower().split()[0]
        person = name in lexicon.men | lexicon.women and lexicon.code != "en"
        if person and front and place.outer <= front[0].start:
            return "own"  # "la ministre de la Santé Ana Ruiz"
        if any(word.text == "," for word in front) and front[-1].text != ",":
            return "other"  # "the country, a party to the Paris agreement"
        made = not lexicon.documents.isdisjoint(word.low for word in front)
        if made and any(word.low == "by" for word in front):
            return "own"  # "a study by Yale"
        far = lexicon.prepositions | lexicon.distant - {"of"}
        if any(word.low in far and word.low != "of" for word in front):
            return "other"
        if any(word.low == "of" for word in front) and not place.entity.posts:
            return "other"
        return "own"

    def _body(self, words: list[Word], place: Place) -> bool:
        """Whether lower-case words after a name make it a body's: "the Trump campaign"."""
        behind = [word for word in words if word.start >= place.end]
        if behind and behind[0].text in "'’" and behind[0].start == place.end:
            behind = behind[1:]  # "Patients' groups"
        tail = behind[:2]
        if tail and not tail[0].text[0].isalnum():
            return False
        if several(behind, self._lexicon):
            return True
        known = self._lexicon.organisations | self._lexicon.documents | self._lexicon.groups
        known = known | self._lexicon.anonymous
        return any(word.low in known and not word.capital for word in tail) or any(
            self._lexicon.role(word) and not word.capital for word in tail[:1]
        )

    def _plain(self, place: Place) -> str:
        return self._text[place.start : place.end]

    # descriptions

    def _described(self, words: list[Word], part: Range) -> Speaker:
        """Return the speaker that a description means, else the description itself."""
        post = post_of(self._text, words, self._lexicon)
        low = words[0].low
        definite = low in self._lexicon.definite or low not in self._lexicon.articles
        if post and definite:
            holder = self._holder(post, part[0], forward=words[0].capital and len(words) < 6)
            holder = holder or self._near(words, part[0])
            if holder is not None:
                return speaker_of(holder)
        counted = len(words) > 1 and words[1].low in self._lexicon.prepositions  # "one of them"
        start = 1 if words[0].low in self._lexicon.articles and len(words) > 1 else 0
        start = 0 if counted else start
        name = self._text[words[start].start : part[1]].rstrip(" ,;:")
        nouns = nouns_of(words, self._lexicon)
        kind = noun_kind(nouns, words, self._lexicon)
        if kind == "unknown" and (counted or words[0].low in self._lexicon.openers):
            last = max((n for n, w in enumerate(words) if w.low in ("in", "of")), default=0)
            kind = noun_kind(nouns_of(words[last + 1 :], self._lexicon), words, self._lexicon)
        if words[0].low == "the" or kind == "document":
            same = self._same(nouns, kind, part[0])
            if same is not None:
                return same
        spokes = post is not None and post.noun.startswith("spokes")
        if kind == "anonymous" and words[0].low == "the" and len(nouns) == len(words) - 1 == 1:
            met = self._met(nouns[0])
            if met is not None:
                return met
        role, affiliation = (post.role, post.affiliation) if post and spokes else (None, None)
        return Speaker(bare_end(name), kind, role, affiliation)

    def _near(self, words: list[Word], at: int) -> Entity | None:
        """Return whom "la députée" means, of whom no role is known: the last of that gender."""
        gender = article_gender(words[0].low, self._lexicon) if len(words) == 2 else None
        for place in reversed(self._people.before(at, LOOK_BACK) if gender else []):
            if at - place.end > NEARBY:
                return None
            post = place.entity.post()
            if place.entity.kind == "person" and place.entity.gender == gender:
                return place.entity if post is None or not post.role else None
        return None

    def _holder(self, post: Post, at: int, *, forward: bool) -> Entity | None:
        """Return the last person before ``at`` who holds a role."""
        holders: list[Entity] = []
        for _, speaker in reversed(self._spoke[-LOOK_BACK:]):
            entity = speaker.entity
            if entity is not None and may_hold(entity, post, self._lexicon):
                holders.append(entity)
        named = reversed(self._people.before(at, 4 * LOOK_BACK))
        holders += [p.entity for p in named if may_hold(p.entity, post, self._lexicon)]
        if not holders and forward:
            later = self._people.after(at, LOOK_BACK)
            holders = [p.entity for p in later if may_hold(p.entity, post, self._lexicon)]
        holders = alike_in(holders, post, self._lexicon)
        fits = [one for one in holders if agrees(one, post)]
        alone = all(one is holders[0] for one in holders)
        return fits[0] if fits else holders[0] if holders and alone else None

    def _same(self, nouns: list[str], kind: SourceKind, at: int) -> Speaker | None:
        """Return the body or document named before that "the ministry", "the study" means."""
        wanted = set(nouns)
        for _, speaker in reversed(self._spoke[-LOOK_BACK:]):
            held = set((speaker.name or "").lower().split())
            if speaker.kind in ("organisation", "document") and wanted <= held:
                return speaker
            if kind == speaker.kind == "document" and same_document(wanted, held):
                return speaker
        for place in reversed(self._people.before(at, 4 * LOOK_BACK)):
            for name in bodies(place.entity):
                if wanted <= set(name.lower().split()) and kind == "organisation":
                    return Speaker(name, "organisation", entity=None)
        if wanted <= self._lexicon.generic and wanted:
            last = last_of(self._known, at, ("organisation",))
            return last if last.entity else self._only_body(at)
        return None

    def _met(self, noun: str) -> Speaker | None:
        """Return the nameless speaker of before that "the spokesperson" means."""
        for _, speaker in reversed(self._spoke[-LOOK_BACK:]):
            if speaker.kind == "anonymous" and noun in (speaker.name or "").lower().split():
                return speaker
        return None

    def _only_body(self, at: int) -> Speaker | None:
        """Return the one organisation that was named before a place, if it is one alone."""
        named = [place.entity for place in self._people.before(at, LOOK_BACK)]
        found = [entity for entity in named if entity.kind == "organisation"]
        alone = found and all(entity is found[0] for entity in found)
        return speaker_of(found[0]) if alone else None


def _town(place: Place, person: Place) -> bool:
    """Whether a place stands before somebody who is posted there: "Tulsa, police officer Lee"."""
    post = person.entity.post()
    return (
        place.entity.kind == "unknown"
        and post is not None
        and (post.affiliation == place.entity.name)
    )
