"""Several sources that one phrase names: "Canada, Norway and Sweden"."""

from saidly.attribution.identity import Speaker
from saidly.attribution.lexicon import Lexicon, bare
from saidly.attribution.people import People, kind_of
from saidly.attribution.sentences import Word
from saidly.model import SourceKind


def listed(text: str, words: list[Word], people: People, lexicon: Lexicon) -> Speaker | None:
    """Return the list of sources that the words are, None if they are one source."""
    parts = _members(words, lexicon)
    if len(parts) < 2 or all(lexicon.role(word) for word in parts[0]):  # "President and CEO"
        return None
    if _one_name(words, people, lexicon):
        return None  # "Police and Crime Commissioner Ann Lee", "Dorset and Hale Police"
    kinds = [_kind(part, people, lexicon) for part in parts]
    sure = sum(kind in ("country", "person", "newsAgency") for kind in kinds)
    if words[0].low != "both" and (sure < len(parts) - 1 or not sure):
        return None
    start = words[1] if words[0].low == "the" and len(words) > 1 else words[0]
    members = tuple(text[part[0].start : part[-1].end] for part in parts)
    return Speaker(text[start.start : words[-1].end], kinds[0], members=members)


def _one_name(words: list[Word], people: People, lexicon: Lexicon) -> bool:
    """Whether the words are a single name with the role in front of it."""
    found = people.within(words[0].start, words[-1].end)
    lead = words[1:] if words[0].low in lexicon.articles else words
    if len(found) != 1 or found[0].outer > lead[0].start or found[0].end < words[-1].end:
        return False
    name = [word.low for word in words if word.start >= found[0].start]
    return lexicon.conjunction.isdisjoint(name) or name[-1] in lexicon.organisations


def _kind(part: list[Word], people: People, lexicon: Lexicon) -> SourceKind:
    if part[0].low in lexicon.articles:
        part = part[1:] or part
    kind = kind_of(tuple(bare(word) for word in part if word.text != "."), lexicon)
    if kind == "unknown" and all(word.capital for word in part):
        places = people.within(part[0].start, part[-1].end)
        return places[0].entity.kind if places else kind
    return kind


def _members(words: list[Word], lexicon: Lexicon) -> list[list[Word]]:
    """Split "Both A, B and C" into its parts."""
    parts: list[list[Word]] = [[]]
    joined = False
    for at, word in enumerate(words):
        if at == 0 and word.low == "both":
            continue
        if word.low in lexicon.prepositions:
            return []
        joined = joined or word.low in lexicon.conjunction
        if word.text == "," or word.low in lexicon.conjunction:
            parts.append([])
        elif word.text[0].isalnum() or (parts[-1] and word.text == "."):
            parts[-1].append(word)
    return [part for part in parts if part] if joined else []
