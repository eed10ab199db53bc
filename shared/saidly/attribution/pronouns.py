"""Whom pronouns, ages and labels of an interview mean, by who was named and who spoke before."""

from dataclasses import dataclass

from saidly.attribution.descriptions import gender_of
from saidly.attribution.draft import Range
from saidly.attribution.identity import Speaker, speaker_of
from saidly.attribution.lexicon import Lexicon
from saidly.attribution.people import Entity, Gender, People, Place
from saidly.attribution.salience import NEAR, salience
from saidly.model import SourceKind

ANTECEDENT = 80  # characters before "who" in which its name stands
STRANGER = 0.5  # what a name loses of which nothing tells that it is a person's
LOOK_BACK = 40  # mentions looked at for a pronoun or a role


@dataclass(slots=True)
class Known:
    """What a text has told up to a place: who is named, and who spoke, in order."""

    text: str
    lexicon: Lexicon
    people: People
    spoke: list[tuple[int, Speaker]]
    guest: Speaker | None = None  # of an interview whose answers are labelled


def label(known: Known, low: str, part: Range) -> Speaker | None:
    """Return whom the label of an interview's answer or question means."""
    if known.text[part[1] : part[1] + 2].strip()[:1] != ":":
        return None
    if low in known.lexicon.questions:
        return Speaker(None, "unknown")
    return _interviewed(known, part[0]) if low in known.lexicon.answers else None


def _interviewed(known: Known, at: int) -> Speaker:
    """Return the person named most often before the first answer of an interview."""
    if known.guest is None:
        named = [place.entity for place in known.people.before(at, LOOK_BACK)]
        people = [entity for entity in named if entity.kind == "person"]
        most = max(people, key=lambda one: sum(one is other for other in people), default=None)
        known.guest = speaker_of(most) if most else Speaker(None, "unknown")
    return known.guest


def pronoun(known: Known, low: str, at: int) -> Speaker | None:
    """Return whom a pronoun at a place means, None if the word is no pronoun."""
    lexicon = known.lexicon
    if low in lexicon.relative:
        near = [place for place in known.people.before(at, 3) if at - place.end < ANTECEDENT]
        near = [place for place in near if place.entity.kind in ("person", "unknown")]
        return speaker_of(near[-1].entity) if near else Speaker(None, "unknown")
    if low in lexicon.feminine or low in lexicon.masculine:
        return person(known, at, "f" if low in lexicon.feminine else "m")
    if low in lexicon.plural:
        return last_of(known, at, ("group", "country", "organisation", "anonymous"), plural=True)
    if low in lexicon.thing:
        return last_of(known, at, ("organisation", "document", "country", "newsAgency"))
    return Speaker(None, "unknown") if low in ("i", "we", "you", "that", "this") else None


def person(known: Known, at: int, gender: Gender | None) -> Speaker:
    """Return the person that "he", "she" or "the 26-year-old" most likely means."""
    best: tuple[float, Entity] | None = None
    for place in known.people.before(at, LOOK_BACK):
        score = _score(known, place, at, gender)
        if score is not None and (best is None or score >= best[0]):
            best = (score, place.entity)
    spoke = known.spoke[-1] if known.spoke else None
    if spoke and spoke[1].entity and spoke[1].kind == "person":
        entity = spoke[1].entity
        score = 1.6 - (at - spoke[0]) / NEAR / 2
        fits = None in (entity.gender, gender) or entity.gender == gender
        if fits and (best is None or score >= best[0]):
            best = (score, entity)
    elif spoke and spoke[1].kind == "anonymous" and gender:
        nameless = gender_of((spoke[1].name or "").split(), known.lexicon)
        score = 1.6 - (at - spoke[0]) / NEAR / 2
        if nameless == gender and (best is None or score >= best[0]):
            return spoke[1]
    if best is None:
        return Speaker(None, "unknown")
    best[1].gender = best[1].gender or gender
    return speaker_of(best[1])


def _score(known: Known, place: Place, at: int, gender: Gender | None) -> float | None:
    """Return how likely a mention is what a pronoun means, None if it cannot be."""
    entity = place.entity
    if known.lexicon.capitals and not (entity.gender or entity.posts):
        return None  # a capital makes no name of a noun, nor a person of a name
    score = salience(known.text, place, at, gender)
    if score is None or _met(known, entity):
        return score
    # a word with a capital at the start of a sentence, a firm
    return None if entity.kind == "unknown" else score - STRANGER


def _met(known: Known, entity: Entity) -> bool:
    """Whether anything tells that a name is a person's."""
    heard = any(speaker.entity is entity for _, speaker in known.spoke[-LOOK_BACK:])
    return bool(heard or entity.gender or entity.posts)


def last_of(
    known: Known, at: int, kinds: tuple[SourceKind, ...], *, plural: bool = False
) -> Speaker:
    """Return the last speaker of one of the kinds."""
    for start, speaker in reversed(known.spoke[-LOOK_BACK:]):
        if speaker.kind in kinds and start < at:
            many = speaker.members or speaker.kind in ("group", "anonymous")
            if many or not plural or speaker.kind == "organisation":
                return speaker
    return Speaker(None, "unknown")
