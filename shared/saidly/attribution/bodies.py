"""Names of bodies: where they begin and end, and what around a name tells that it is one."""

from saidly.attribution.lexicon import Lexicon
from saidly.attribution.sentences import Word, next_capital

MAX_NOUNS = 9  # words of a description behind a name that are read
FIRMS = frozenset(["plc"])  # closes the name of a body, without a capital
_AIMS = frozenset(["on", "for", "against"])  # join the name of a body that campaigns
BODY_LINKS = frozenset(["of", "from", "at", "with"])


def links(lexicon: Lexicon) -> frozenset[str]:
    """Return the prepositions between a person and whom he works for."""
    return BODY_LINKS if lexicon.code == "en" else lexicon.prepositions


def owned(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a mark makes several the owners of a body: "the Teachers' Union"."""
    if words[at].text not in "'’" or words[at].start != words[at - 1].end:
        return False
    owners = words[at - 1].low
    ahead = [word.low for word in words[at + 1 : at + 4]]
    first = at < 2 or not words[at - 2].capital  # "Residents' groups", but "Rail Residents' Forum"
    several = owners.endswith("s") and not (first and owners in lexicon.groups)
    return several and next_capital(words, at) and not lexicon.organisations.isdisjoint(ahead)


def body_start(words: list[Word], start: int, end: int, lexicon: Lexicon) -> int:
    """Return where the name of a body begins: "Republican National Committee" is no Republican."""
    at = _body_part(words, start, end - 1, lexicon)
    if end - at < 2 or at - 2 < start or words[at - 1].low not in lexicon.conjunction:
        return at  # "Lee and Parliament"
    first = _body_part(words, start, at - 1, lexicon)
    one = words[first - 1].low in lexicon.articles if first else False
    apart = any(_alone(word, lexicon) for word in words[first : at - 1])
    named = first < at - 1 and not apart and (one or words[end - 1].low in lexicon.joint)
    return first if named else at  # "Dorset and Hale Police"


def _body_part(words: list[Word], start: int, at: int, lexicon: Lexicon) -> int:
    """Return where the capitalised words before a place begin."""
    while at > start:
        low = words[at - 1].low
        if low in lexicon.titles and low not in lexicon.modifiers:
            break
        mark = words[at - 1].text in "'’&" and at - 1 > start
        if not (words[at - 1].capital or mark):
            break
        at -= 1
    return at


def _alone(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word is a name by itself, or part of a person's."""
    body = word.low in lexicon.countries or word.low in lexicon.organisations
    return body or lexicon.first_name(word) or lexicon.role(word)


def body_joint(words: list[Word], run: tuple[int, int], lexicon: Lexicon) -> int:
    """Return where the name of a person ends whose body follows: "Ann Lee of Harrow Securities"."""
    start, end = run
    for at in range(start + 2, end - 1):
        if words[at].low in links(lexicon):
            english = lexicon.code == "en"  # elsewhere the link may be a particle: "Ruud van Dam"
            known = lexicon.modifiers | lexicon.titles
            named = [w for w in words[start:at] if not (lexicon.role(w) or w.low in known)]
            post = len(named) < at - start and len(named) > 1 and named[-1] is words[at - 1]
            person = (english and post) or any(map(lexicon.first_name, named))
            bodies = [word.low in lexicon.organisations for word in words[start:end]]
            first = bool(named and lexicon.first_name(named[0]))
            sure = any(bodies[at - start :]) or (english and (post or first))
            return at if person and sure and not any(bodies[: at - start]) else end
    return end


def told_body(words: list[Word], name: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name is a body's: "the charity Shelter", "Shelter, which", "Shelter said its"."""
    if name and words[name - 1].low in lexicon.ventures:
        return True
    behind = [word.low for word in words[end : end + 2]]
    its = behind[-1:] and behind[-1] in lexicon.thing and behind[-1] in lexicon.articles
    if behind[:1] == [","] and behind[-1] in lexicon.articles:  # "Shelter, a charity"
        at = end + 2
        while at < min(len(words), end + MAX_NOUNS) and _described(words[at], lexicon):
            at += 1
        last = words[at - 1]
        return _names_body(last, lexicon) and not lexicon.role(last)
    return behind == [",", "which"] or bool(its and words[end].text.islower())


def told_to(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether initials are whom a person speaks to: "dijo a EFE María Ruiz"."""
    loud = words[at].text.isupper() and len(words[at].text) > 1 and lexicon.code != "en"
    person = next_capital(words, at) and lexicon.first_name(words[at + 1])
    return loud and person and not lexicon.role(words[at])


def _described(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word still belongs to the nouns of a description."""
    ends = word.low in lexicon.prepositions or word.low in lexicon.openers
    return word.text[0].isalpha() and not ends


def _names_body(word: Word, lexicon: Lexicon) -> bool:
    return word.low in lexicon.ventures or word.low in lexicon.organisations


def joins(words: list[Word], run: tuple[int, int], lexicon: Lexicon) -> bool:
    """Whether a word joins those of a name ("Marlow & Finch plc") or the two parts of a role."""
    start, at = run
    word, before = words[at], words[at - 1]
    if word.text in FIRMS:
        return before.capital
    if word.low in lexicon.conjunction and lexicon.role(before) and before.capital:
        second = words[at + 1 : at + 2]
        if second and lexicon.role(second[0]) and next_capital(words, at + 1):
            return True  # "Playwright and actor Ann Lee"
    if word.text == "&":
        return next_capital(words, at)
    told = any(w.text.islower() and w.low in lexicon.ventures for w in words[start:at])
    return told and word.low in _AIMS and next_capital(words, at)  # "group Action on Sleep"


def venture(words: list[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a sentence opens with what a body is: "Energy giant Varex", "Brokerage Varex"."""
    word = words[at]
    if word.low in lexicon.ventures and next_capital(words, at):
        return not (lexicon.role(word) or word.low in lexicon.organisations | lexicon.media)
    named = next_capital(words, at + 1) and words[at + 1].text.islower()
    return named and words[at + 1].low in lexicon.ventures
