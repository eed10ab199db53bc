"""What a language brings to attribution, read from one data file each in ``languages/``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from saidly.model import Act

_WORD = re.compile(r"[^\W\d_]+")
_LISTS = (
    *("stopwords", "pronouns", "articles", "titles", "particles", "linkers"),
    *("helpers", "borders", "elisions", "relatives"),
)
_OPTIONAL = ("topics", "asides", "prefixes", "questions", "answers", "labels")
_SAMPLE = 4000  # characters looked at to tell the language


@dataclass(frozen=True, slots=True)
class Language:
    """Cues, marks and small words of one language; words are in lower case."""

    code: str
    quotes: tuple[str, ...]  # pairs of opening and closing mark, the preferred one first
    stopwords: frozenset[str]
    pronouns: frozenset[str]
    articles: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    linkers: frozenset[str]  # words such as "that" between cue and content
    helpers: frozenset[str]  # auxiliary verbs and adverbs of a cue's verb group
    borders: frozenset[str]  # words that end the phrase of a source
    elisions: frozenset[str]  # what an apostrophe joins to the next word: "l'État"
    relatives: frozenset[str]  # articles that may begin a relative clause
    topics: frozenset[str]  # particles that mark the speaker; only where words are not spaced
    asides: frozenset[str]  # prepositions between cue and source: "explica al diario Ana Ruiz"
    # phrases at the head of a sentence that name its source, the longest first: "Selon"
    prefaces: tuple[tuple[str, ...], ...]
    prefixes: frozenset[str]  # what verbs leave at the end of a clause: "räumte Lee ein"
    questions: frozenset[str]  # labels of an interview's questions
    answers: frozenset[str]  # labels of its answers
    labels: frozenset[str]  # other codes of the language in BCP 47
    roles: frozenset[str]  # nouns that may begin a source without an article, nameless ones too
    bodies: frozenset[str]  # nouns for bodies, which an article leads
    spaced: bool  # whether spaces stand between words
    dashes: str  # marks that open a line of dialogue
    datives: bool  # whether whom it is said to may stand bare before the source
    dropped: bool  # whether a verb may hold its subject: "añadió"
    cues: Mapping[str, tuple[str, Act]]  # form -> lemma, act
    phrases: Mapping[str, tuple[str, Act]]  # the same of verbs with a particle: "called for"
    nouns: Mapping[str, tuple[str, Act]]  # the same of nouns: "denial"


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of all languages that have a data file."""
    folder = files(__package__) / "languages"
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def language_of(code: str) -> Language:
    """Return the language with this code, one of ``codes()``."""
    text = (files(__package__) / "languages" / f"{code}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    words = {name: frozenset(table[name].split()) for name in _LISTS}
    speakers = table["speakers"]
    words["roles"] = frozenset(f"{speakers['roles']} {speakers.get('anonymous', '')}".split())
    words["bodies"] = frozenset(speakers.get("organisations", "").split())
    if speakers.get("bare"):
        words["roles"] |= words["bodies"]
    words |= {name: frozenset(table.get(name, "").split()) for name in _OPTIONAL}
    return Language(
        code=code,
        quotes=tuple(table["quotes"]),
        cues=_forms(table["acts"]),
        phrases=_forms(table.get("phrases", {})),
        nouns=_forms(table.get("nouns", {})),
        prefaces=_phrases(table.get("prefaces", "")),
        spaced=table.get("spaced", True),
        dashes=table.get("dashes", ""),
        datives=table.get("datives", False),
        dropped=table.get("dropped", False),
        **words,
    )


def _forms(acts: dict[str, list[str]]) -> dict[str, tuple[str, Act]]:
    """Return lemma and act of each form; "_" stands for the space of a phrase."""
    out: dict[str, tuple[str, Act]] = {}
    for act, lines in acts.items():
        for line in lines:
            forms = [form.replace("_", " ") for form in line.split()]
            for form in forms:
                out.setdefault(form, (forms[0], cast("Act", act)))
    return out


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    phrases = (tuple(phrase.split()) for phrase in text.split(","))
    return tuple(sorted((phrase for phrase in phrases if phrase), key=len, reverse=True))


@cache
def _labelled() -> dict[str, str]:
    """Return the further labels of languages: Norwegian is called nb and nn, too."""
    return {label: code for code in codes() for label in sorted(language_of(code).labels)}


def told(text: str, label: str | None) -> str | None:
    """Return the code of the text's language, or None where no data file knows it.

    A label (BCP 47) is believed; without one the small words at the beginning decide, and a text
    that has none of any language counts as English.
    """
    if label:
        code = label.replace("_", "-").split("-")[0].lower()
        return code if code in codes() else _labelled().get(code)
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    hits = {code: _hits(sample, words, language_of(code)) for code in codes()}
    return max(codes(), key=lambda code: (hits[code], code == "en"))


def _hits(text: str, words: list[str], language: Language) -> int:
    if not language.spaced:
        return sum(text.count(word) for word in language.stopwords)
    return sum(word in language.stopwords for word in words)
