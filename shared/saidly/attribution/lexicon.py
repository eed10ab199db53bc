"""What a language's data file knows about speakers: roles, kinds of nouns, names, pronouns."""

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from saidly.attribution.sentences import Word

_PHRASES = ("inner", "agencies", "countries")  # lists whose items have several words
# lists that finding cues needs too
_LABELS = ("questions", "answers")  # of an interview, which a data file need not name
_SHARED = ("articles", "elisions", "particles", "stopwords", "titles")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Word lists of one language, in lower case; empty where the data file has none."""

    code: str
    articles: frozenset[str]
    elisions: frozenset[str]
    particles: frozenset[str]
    stopwords: frozenset[str]
    titles: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    plural: frozenset[str]
    thing: frozenset[str]
    relative: frozenset[str]
    conjunction: frozenset[str]
    roles: frozenset[str]
    questions: frozenset[str]
    answers: frozenset[str]
    modifiers: frozenset[str]
    inner: frozenset[str]
    organisations: frozenset[str]
    agencies: frozenset[str]
    documents: frozenset[str]
    anonymous: frozenset[str]
    groups: frozenset[str]
    countries: frozenset[str]
    men: frozenset[str]
    women: frozenset[str]
    openers: frozenset[str]
    calendar: frozenset[str]
    parties: frozenset[str]
    always: frozenset[str]  # modifiers that belong to a role even with a capital
    endings: tuple[str, ...]  # of nouns that name a role
    generic: frozenset[str]  # nouns for the body spoken of last
    offices: frozenset[str]  # roles that are "of" a portfolio: "Minister of Finance"
    definite: frozenset[str]  # articles of whom was spoken of before
    his: frozenset[str]  # articles that tell a man
    her: frozenset[str]  # articles that tell a woman
    genitive: frozenset[str]  # words between an office and its portfolio
    distant: frozenset[str]  # prepositions that lead away from the head of a phrase
    ventures: frozenset[str]  # nouns before the name of a body: "energy giant Varex"
    honours: frozenset[str]  # letters behind a name
    mastheads: frozenset[str]  # last words of a body's name that say nothing elsewhere
    joint: frozenset[str]  # bodies that serve several places: "Dorset and Hale Police"
    trades: tuple[str, ...]  # endings of what somebody is who opens a sentence
    media: frozenset[str]
    demonyms: frozenset[str]  # nouns for somebody of a country: "the Swede"
    leading: frozenset[str]  # verbs whose object is whom somebody works for: "who chairs"
    chiefs: frozenset[str]  # roles that only bodies have
    compounds: tuple[str, ...]  # endings of adjectives that begin with a name: "Oslo-based"
    prepositions: frozenset[str]  # between a role and whom it is held for
    alike: dict[str, frozenset[str]]  # role -> roles that may stand for it
    capitals: bool  # whether all nouns have one
    compounding: bool  # whether a role may end a longer word
    trailing: bool  # whether adjectives stand behind: "delegado sindical"

    def role(self, word: Word) -> bool:
        """Whether the word names a role."""
        low = bare(word).lower()
        first, hyphen, last = low.partition("-")
        if hyphen and low not in self.roles:  # "vice-chancellor", "director-general"
            return last in self.roles or (
                last in ("general", "elect", "in-chief") and first in self.roles
            )
        return low in self.roles or low.endswith(self.endings)

    def first_name(self, word: Word) -> bool:
        """Whether the word is somebody's first name."""
        return word.low in self.men or word.low in self.women

    def demonym(self, word: Word) -> bool:
        """Whether the word means somebody by nationality."""
        return word.capital and word.low in self.demonyms

    def same_role(self, one: str, other: str) -> bool:
        """Whether two role nouns may mean the same person."""
        one, other = one.lower(), other.lower()
        compound = self.compounding and one.endswith(other)  # "Außenminister" is a "Minister"
        return one == other or other in self.alike.get(one, ()) or compound


def bare(word: Word) -> str:
    """Return the word without a possessive ending."""
    text = word.text
    return text[:-2] if text.endswith(("'s", "’s", "'S", "’S")) else text


def possessive(word: Word) -> bool:
    """Whether the word has a possessive ending."""
    return bare(word) != word.text


@cache
def lexicon_of(code: str) -> Lexicon:
    """Return the speaker words of a language that has a data file."""
    text = (files(__package__) / "languages" / f"{code}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    own = table.get("speakers", {})
    names = {field.name for field in fields(Lexicon)} - {
        "code",
        "alike",
        "endings",
        "trades",
        "compounds",
        "capitals",
        "trailing",
        "compounding",
    }
    lists = {name: frozenset(own.get(name, "").split()) for name in names}
    lists |= {name: frozenset(_phrases(own.get(name, ""))) for name in _PHRASES}
    lists |= {name: frozenset(table[name].split()) for name in _SHARED}
    lists |= {name: frozenset(table.get(name, "").split()) for name in _LABELS}
    if code != "en":
        _widen(lists, lexicon_of("en"))
    alike = _alike(own.get("synonyms", ""))
    endings, trades, compounds = (
        tuple(own.get(name, "").split()) for name in ("endings", "trades", "compounds")
    )
    return Lexicon(
        code=code,
        alike=alike,
        endings=endings,
        trades=trades,
        compounds=compounds,
        capitals=own.get("capitals", False),
        compounding=own.get("compounding", False),
        trailing=own.get("trailing", False),
        **lists,
    )


def _widen(lists: dict[str, frozenset[str]], english: Lexicon) -> None:
    """Add the first names that the English list has, but for words of the language."""
    words = frozenset[str]().union(*(own for name, own in lists.items() if name != "genitive"))
    lists["men"] |= english.men - english.women - words
    lists["women"] |= english.women - english.men - words


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip()]


def _alike(text: str) -> dict[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for phrase in _phrases(text):
        family = frozenset(phrase.split())
        for word in family:
            out[word] = out.get(word, frozenset()) | family
    return out
