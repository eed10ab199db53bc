"""What the words of a description say: its nouns, the members of a list, whom it may mean."""

import re

from saidly.attribution.lexicon import Lexicon, bare
from saidly.attribution.people import Entity, Gender, kind_of
from saidly.attribution.roles import Post
from saidly.attribution.sentences import Word
from saidly.model import SourceKind

_AGED = re.compile(r"\d{1,3}-?(?:year-olds?|jährigen?r?|jarige|enne)")
_PARENT = re.compile(
    r"(?:\w+ )?(?:father|mother|mum|mom|dad|parent|grandfather|grandmother)[ -]of[ -]"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d)"
)
_WOMEN = frozenset(["mum", "mom", "grandmother", "woman", "girl", "aunt"])
_MEN = frozenset(["dad", "grandfather", "man", "boy", "uncle"])
_WIDE = frozenset(["chief", "state", "national", "vice", "co"])  # say little of which role it is
_STUDIES = frozenset(
    ["study", "survey", "poll", "research", "report", "analysis", "data", "polls", "surveys"]
)


def may_hold(entity: Entity, post: Post, lexicon: Lexicon) -> bool:
    """Whether somebody has a role that a description may mean."""
    own = [one for one in entity.posts if one.noun and lexicon.same_role(one.noun, post.noun)]
    return any(_alike(one, post, lexicon) for one in own)


def alike_in(holders: list[Entity], post: Post, lexicon: Lexicon) -> list[Entity]:
    """Return those who hold a role as a description says, all if none: "the former minister"."""
    wanted = lexicon.always.intersection((post.role or "").lower().split())
    own = [
        one
        for one in holders
        if any(wanted.issubset((other.role or "").lower().split()) for other in one.posts)
    ]
    return own or holders


def agrees(entity: Entity, post: Post) -> bool:
    """Whether a description's affiliation fits somebody's posts."""
    if not post.affiliation:
        return True
    wanted = post.affiliation.lower()
    known = " ".join(f"{p.affiliation} {p.role}" for p in entity.posts).lower()
    return wanted in known or (
        len(entity.posts) > 0 and not any(p.affiliation for p in entity.posts)
    )


def _alike(one: Post, other: Post, lexicon: Lexicon) -> bool:
    """Whether two roles may be one: "general secretary" is no "transport secretary"."""
    limits = [
        set((post.role or "").lower().split()) - {post.noun} - lexicon.always - _WIDE
        for post in (one, other)
    ]
    return not all(limits) or bool(limits[0] & limits[1])


def personal(words: list[Word], lexicon: Lexicon) -> bool:
    """Whether a description tells somebody's age or children alone: "the mother of two"."""
    low = [word.low for word in words]
    if low[0] in lexicon.articles:
        low = low[1:]
    if len(low) == 1 < len(words) and lexicon.demonym(words[-1]):
        return True  # "the Swede"
    aged = any(_AGED.fullmatch(word) for word in low[:2])
    return aged or _PARENT.match(" ".join(low)) is not None


def article_gender(article: str, lexicon: Lexicon) -> Gender | None:
    """Return the gender that an article tells."""
    return "f" if article in lexicon.her else "m" if article in lexicon.his else None


def gender_of(words: list[str], lexicon: Lexicon) -> Gender | None:
    """Return the gender that the nouns of a description tell."""
    told = article_gender(words[0].lower(), lexicon) if words else None
    if told:
        return told
    for word in words:
        noun = word.lower().rsplit("-", maxsplit=2)[0]
        if noun in lexicon.feminine or noun in _WOMEN:
            return "f"
        if noun in lexicon.masculine or noun in _MEN:
            return "m"
    return None


def bodies(entity: Entity) -> list[str]:
    """Return the names of bodies that a mention brings along."""
    own = [entity.name] if entity.kind == "organisation" else []
    return own + [post.affiliation for post in entity.posts if post.affiliation]


def nouns_of(words: list[Word], lexicon: Lexicon) -> list[str]:
    """Return the lower-case words of a phrase before its first preposition or comma."""
    out: list[str] = []
    for at, word in enumerate(words):
        if (
            word.low in lexicon.prepositions
            or not word.text[0].isalnum()
            or word.low in ("who", "that")
        ):
            if at and word.text in "'’" and word.start == words[at - 1].end:
                continue  # "the teachers' union"
            if at and (word.text != "." or len(words[at - 1].text) > 3):
                break
            continue
        if at or word.low not in ("the", "a", "an", "this", "that", "both"):
            out.append(bare(word).lower())
    return out


def noun_kind(nouns: list[str], words: list[Word], lexicon: Lexicon) -> SourceKind:
    """Return what kind of source a description is, by the last of its nouns that tells."""
    tables: tuple[tuple[frozenset[str], SourceKind], ...] = (
        (lexicon.documents, "document"),
        (lexicon.organisations, "organisation"),
        (lexicon.anonymous, "anonymous"),
        (lexicon.groups, "group"),
        (lexicon.roles, "anonymous"),
    )
    for noun in reversed(nouns):
        for known, kind in tables:
            if noun in known:
                return kind
        if noun.endswith("s") and (
            noun[:-1] in lexicon.roles | lexicon.demonyms or noun[:-1].endswith(lexicon.endings)
        ):
            return "group"
    kind = kind_of(tuple(bare(word) for word in words if word.text[0].isalnum()), lexicon)
    owned = any(word.capital for word in words[:-1]) and several(words[-1:], lexicon)
    return "group" if owned and kind == "unknown" else kind


def same_document(nouns: set[str], name: set[str]) -> bool:
    """Whether a document spoken of again may be the one named: a poll is a survey."""
    return bool(nouns & _STUDIES and name & _STUDIES)


def several(words: list[Word], lexicon: Lexicon) -> bool:
    """Whether what stands behind a name is a noun in the plural: "Apple growers of Kent"."""
    ends = (at for at, word in enumerate(words) if word.low in lexicon.prepositions)
    words = words[: next(ends, len(words))]
    plain = bool(words) and all(word.text.isalpha() and word.text.islower() for word in words)
    low = words[-1].low if plain else ""
    small = lexicon.stopwords | lexicon.openers | lexicon.particles
    return (
        low.endswith("s") and not low.endswith(("ss", "us", "ways", "wards")) and low not in small
    )


def bare_end(name: str) -> str:
    """Return a name without a possessive at its end."""
    return name[:-2] if name.endswith(("'s", "’s")) else name
