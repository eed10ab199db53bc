"""Names behind a description and a comma: "the mayor of Leeds, Ann Lee"."""

from saidly.attribution.draft import Range
from saidly.attribution.identity import Speaker, speaker_of
from saidly.attribution.lexicon import Lexicon, possessive
from saidly.attribution.people import People, Place
from saidly.attribution.sentences import Word

MAX_TITLE = 20  # characters before title and name in which their comma stands


def apposed(text: str, words: list[Word], places: list[Place], lexicon: Lexicon) -> Place | None:
    """Return the name that a source's description leads to: "her son, the composer Ann Lee"."""
    for place in places:
        comma = text.rfind(", ", max(words[0].start, place.outer - MAX_TITLE), place.start)
        front = [word for word in words if word.end <= comma]
        lead = [word for word in words if comma < word.start and word.end <= place.start]
        if comma < 0 or place.entity.kind != "person" or not _leads(lead, lexicon):
            continue
        own = places[0].entity.kind == "person" and places[0].end <= comma and not places[0].owner
        post = not own and any(map(lexicon.role, front))
        owned = bool(front) and possessive(front[0])
        listed = any(word.low in lexicon.conjunction for word in words[len(front) :])
        if (words[0].low in lexicon.articles or post or owned) and not listed:
            return place
    return None


def _leads(lead: list[Word], lexicon: Lexicon) -> bool:
    """Whether words may stand between the comma and the name: a title, "the food writer"."""
    if lead and lead[0].low in lexicon.articles:
        return all(word.text.islower() or _title(word, lexicon) for word in lead[1:])
    return all(_title(word, lexicon) for word in lead if word.text not in ",.")


def _title(word: Word, lexicon: Lexicon) -> bool:
    known = word.low in lexicon.titles or word.low in lexicon.roles
    return known or word.low in lexicon.modifiers or word.text[0].isdigit()


def beyond(text: str, words: list[Word], part: Range, people: People) -> Speaker | None:
    """Return who is named behind the comma where a source breaks off: "Its master, Ann Lee"."""
    near = people.after(part[1], 1)
    if not near or words[0].low not in people.lexicon.articles:
        return None
    place = near[0]
    between = text[part[1] - 1 : place.outer].rstrip()
    person = place.entity.kind == "person" and " " in place.entity.name
    enclosed = between[-1:] == "," and len(between) <= 2 and text[place.end : place.end + 1] == ","
    return speaker_of(place.entity) if person and enclosed else None
