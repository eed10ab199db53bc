"""Relays in English: "The Kremlin said …, Reuters reported" is one statement, by the Kremlin.

The tagger gives the whole clause to the agency. Here the clause is read once more: if it is itself
somebody's statement, that one stays, and the agency becomes the one who passed it on. So does an
agency that cites ("citing two officials"), quotes ("was quoted by Xinhua as saying") or carries
("in a statement carried by Tass") somebody. Whoever is told something ("told Reuters", "in an
interview with the BBC") passes nothing on: that is where it was said.
"""

import re
from dataclasses import replace

from saidly.attribution.descriptions import noun_kind, nouns_of
from saidly.attribution.draft import Draft, Range
from saidly.attribution.language import Language
from saidly.attribution.lexicon import Lexicon, bare, lexicon_of
from saidly.attribution.phrases import cue_at, noun_phrase, phrase_before
from saidly.attribution.quotes import Quotation
from saidly.attribution.sentences import Word, words_in

MAX_CLAUSE = 1000  # characters
REACH = 160  # characters of a citation, or of the words that say who carried a statement
_PASSING = frozenset(["report", "say", "according", "write", "cite", "quote", "tell"])
# a form of a cue behind one of these is a noun, an infinitive or a passive
_NO_VERB = frozenset(["to", "the", "a", "of", "is", "are", "was", "were", "be", "been", "being"])
_TIMES = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"]
)
_INTENTIONS = frozenset(["agree", "plan", "accept", "commit", "decline", "refuse"])  # with "to"
_WHEN = r"(?: on)?(?: [A-Z]\w+day)?"
_CITING = re.compile(rf"{_WHEN},? (?P<cue>citing|quoting) (?P<source>[^,.;:\n“”\"]+)")
_CITED_FIRST = re.compile(r"(?P<cue>Citing|Quoting) (?P<source>[^,.;:\n“”\"]+), ")
_ACCORDING = re.compile(r",? ?(?P<cue>according to) (?P<source>[^,.;:\n“”\"]+),?")
_CARRIED = re.compile(
    r"\b(?P<cue>carried|reported|published|broadcast|aired|quoted|relayed|released) (?:by|on|in) "
    r"(?P<source>[^,.;:\n“”\"]+?)"
    r"(?= (?:on|in|at|that|as|late|early|last|this|saying)\b|[,.;:\n“”\"])"
)
_REPORTED = re.compile(r",? (?P<source>[^,.;:\n“”\"]+?) (?P<cue>reported|reports|said|says)\b")
_STOP = re.compile(r"[.;\n“”\"]")
_QUOTING = re.compile(r"\bquoted (?:as saying )?by (?P<source>.+)")
_AS_SAYING = re.compile(r"as (?:saying|telling \w+) ")
_QUOTED_SAYING = re.compile(r"(?P<source>[^,.;:\n“”\"]+?) (?P<cue>as saying)\b")


def relayed(
    text: str, drafts: list[Draft], quotes: list[Quotation], language: Language
) -> list[Draft]:
    """Return the drafts with each relayed statement given to its own source."""
    known = (language, lexicon_of(language.code))
    out = [_relayed(text, draft, quotes, known) for draft in drafts]
    cited = {draft.cue for draft in out if draft.via}
    return [draft for draft in out if draft.via or draft.cue not in cited]


def _relayed(
    text: str, draft: Draft, quotes: list[Quotation], known: tuple[Language, Lexicon]
) -> Draft:
    cue = draft.cue
    source = draft.source or _quoting(text, cue)
    if cue is None or source is None:
        return draft
    if not _passes(text, source, cue, known):
        return _carried(text, draft, cue, known[1]) if draft.source else draft
    relay = (source, cue)
    found = _quoted(text, draft, relay, known[0]) or _cited(text, draft, relay, known)
    found = found or _beside(text, draft, relay, known[0])
    start, end = draft.content[0]
    if found is None and end - start <= MAX_CLAUSE and len(draft.content) == 1:
        found = _inner(text, (start, end), quotes, known[0])
    if found is None:
        return draft
    source, cue, content = found
    return replace(draft, source=source, cue=cue, content=content, via=(*draft.via, relay))


def _quoting(text: str, cue: Range | None) -> Range | None:
    """Return the medium that a cue without source names: "was quoted by Tass"."""
    match = _QUOTING.search(text, *cue) if cue else None
    return match.span("source") if match else None


_Found = tuple[Range, Range, tuple[Range, ...]]  # source, cue and content


def _passes(text: str, source: Range, cue_part: Range, known: tuple[Language, Lexicon]) -> bool:
    """Whether the source is a news medium and the cue a neutral one."""
    language, lexicon = known
    cue = text[slice(*cue_part)].lower().split()
    lemmas = {language.cues[word][0] for word in cue if word in language.cues}
    return bool(lemmas & _PASSING) and _medium(text, source, lexicon)


def _medium(text: str, part: Range, lexicon: Lexicon) -> bool:
    """Whether a phrase names a news medium."""
    end = text.find(",", *part)  # "Mr. Lee, a lawyer of the agency" is no medium
    name_part = (part[0], end if end > 0 else part[1])
    words = [word for word in words_in(text, *name_part) if word.text[0].isalnum()]
    name = " ".join(bare(word).lower() for word in words).removeprefix("the ")
    last = bare(words[-1]).lower() if words else ""
    return name in lexicon.agencies or last in lexicon.agencies or last in lexicon.media


def _quoted(
    text: str, draft: Draft, relay: tuple[Range, Range], language: Language
) -> _Found | None:
    """Return what a medium quotes somebody as saying."""
    cue = relay[1]
    words = text[slice(*cue)].lower().split()
    if not {"quoted", "cited", "quotes", "quoting"} & set(words):
        return None
    front = [part for part in draft.content if 0 <= cue[0] - part[1] <= 1]
    rest = [_behind(text, part, _AS_SAYING) for part in draft.content if part not in front]
    if not _NO_VERB.isdisjoint(words) and front and rest:
        return front[0], cue, tuple(rest)  # "Lee was quoted by Tass as saying"
    match = _QUOTED_SAYING.match(text, cue[1] + 1, min(len(text), cue[1] + REACH))
    if match is None or noun_phrase(words_in(text, *match.span("source")), 0, language) is None:
        return None
    pieces = [
        (max(part[0], match.end() + 1) if part[0] < match.end() < part[1] else part[0], part[1])
        for part in draft.content
    ]
    kept = tuple(part for part in pieces if part[0] >= match.end() or part[1] <= cue[0])
    return (match.span("source"), match.span("cue"), kept) if kept else None


def _behind(text: str, part: Range, opening: re.Pattern[str]) -> Range:
    match = opening.match(text, *part)
    return (match.end(), part[1]) if match else part


def _cited(
    text: str, draft: Draft, relay: tuple[Range, Range], known: tuple[Language, Lexicon]
) -> _Found | None:
    """Return the statement as that of whom a medium cites: "citing two officials"."""
    cue = relay[1]
    own = text[slice(*cue)].lower() in ("citing", "quoting")
    if own and len(draft.content) > 1 and 0 < draft.content[0][0] - cue[1] <= 1:
        first, *rest = draft.content  # "Reuters reported, citing two officials, that"
        return (first[0], first[1] - (text[first[1] - 1] == ",")), cue, tuple(rest)
    ends = {draft.content[-1][1], *(part[1] for part in relay)}
    found = [_CITING.match(text, end, min(len(text), end + REACH)) for end in sorted(ends)]
    start = min(part[0] for part in (*relay, draft.content[0]))
    low = max(0, start - REACH)
    found += [
        match
        for match in _CITED_FIRST.finditer(text, low, start)
        if match.end() in (start, start - len("the "))
    ]
    for match in found:
        if match and _speaks(words_in(text, *match.span("source")), known[1]):
            return match.span("source"), match.span("cue"), draft.content
    return None


def _speaks(words: list[Word], lexicon: Lexicon) -> bool:
    """Whether a phrase is for somebody or something that can speak, and no reason."""
    kind = noun_kind(nouns_of(words, lexicon), words, lexicon)
    return kind != "unknown" or words[-1].capital


def _beside(
    text: str, draft: Draft, relay: tuple[Range, Range], language: Language
) -> _Found | None:
    """Return whose statement a clause is by what stands behind it: "…, the ministry said, …"."""
    (start, end), *more = draft.content
    stop = min(part[0] for part in relay)
    if more or not 0 < stop - end <= REACH or "\n" in text[end:stop]:
        return None
    cuts = (end, text.rfind(", according to ", start, end), text.rfind(", ", start, end))
    for cut in cuts:
        tail = _tail(text, (cut, stop), language) if cut > start else None
        if tail is not None:
            return *tail, ((start, cut - (text[cut - 1] == ",")),)
    return None


def _tail(text: str, part: Range, language: Language) -> tuple[Range, Range] | None:
    """Return source and cue of words that are nothing else: ", the ministry said on Monday,"."""
    match = _ACCORDING.match(text, *part)
    if match is not None:
        return match.span("source"), match.span("cue")
    words = words_in(text, *part)
    words = words[1:] if words and words[0].text == "," else words
    words = words[:-1] if words and words[-1].text == "," else words
    cue = next((cue for at in range(1, len(words)) if (cue := cue_at(words, at, language))), None)
    if cue is None or phrase_before(words[: cue[0]], language) != (0, cue[0]):
        return None
    if _past_time(words, cue[1]) < len(words):
        return None
    subject = (words[0].start, words[cue[0] - 1].end)
    return subject, (words[cue[0]].start, words[cue[1] - 1].end)


def _carried(text: str, draft: Draft, cue: Range, lexicon: Lexicon) -> Draft:
    """Return the draft with the medium that carried it: "in a statement carried by Tass"."""
    end = max(part[1] for part in (draft.source or cue, cue))
    high = min(len(text), end + REACH)
    stop = _STOP.search(text, cue[1], high)
    told = _CARRIED.finditer(text, cue[0], stop.end() if stop else high)
    for match in (_REPORTED.match(text, end, high), *told):
        if match and _medium(text, match.span("source"), lexicon):
            return replace(draft, via=(*draft.via, (match.span("source"), match.span("cue"))))
    return draft


def _inner(text: str, clause: Range, quotes: list[Quotation], language: Language) -> _Found | None:
    """Return source, cue and content of a clause that is a statement itself."""
    words = words_in(text, *clause)
    if words and words[0].low in language.linkers:
        words = words[1:]
    spoken = [(quote.start, quote.end) for quote in quotes if quote.start < clause[1]]
    for at in range(1, len(words) - 1):
        cue = cue_at(words, at, language)
        if cue is None or any(start <= words[at].start < end for start, end in spoken[-8:]):
            continue
        if words[at - 1].low in _NO_VERB or not _states(words[cue[1] - 1 :], language):
            continue
        source = phrase_before(words[:at], language)
        start = _past_time(words, cue[1])
        if source is not None and start < len(words) and words[start].text[0] not in ",.;":
            return (
                (words[source[0]].start, words[source[1] - 1].end),
                (words[cue[0]].start, words[cue[1] - 1].end),
                ((words[start].start, clause[1]),),
            )
    return None


def _states(words: list[Word], language: Language) -> bool:
    """Whether a form of a cue tells of a statement, and is no noun ("order") or participle."""
    verb, behind = words[0], words[1].low if len(words) > 1 else ""
    lemma, act = language.cues[verb.low]
    noun = verb.low == lemma and lemma != "say"
    meant = lemma in _INTENTIONS and behind == "to"
    return act != "think" and not (noun or meant or verb.low.endswith("ing"))


def _past_time(words: list[Word], at: int) -> int:
    """Pass over "on Monday" between cue and content."""
    low = [word.low for word in words[at : at + 2]]
    if low[:1] == ["on"] and low[1:] and low[1] in _TIMES:
        return at + 2
    return at + 1 if low and low[0] in _TIMES else at
