"""The role and affiliation that stand around a name: in front of it, behind it, behind a comma."""

from bisect import bisect_left
from dataclasses import replace

from saidly.attribution.bodies import links
from saidly.attribution.lexicon import Lexicon, bare, possessive
from saidly.attribution.roles import MAX_FIELD, REACH, Post, post_of
from saidly.attribution.sentences import Word, next_capital

MAX_OWNER = 9  # words of a body or owner
# what may follow the role in an apposition; a verb shows that it is a subject instead
_FOLLOWERS = frozenset(["", "who", "whose", "and", "that"])
# roles that say less than any role behind the name
_MERE = frozenset(
    ["father", "dr", "rev", "prof", "professor", "doctor", "lord", "lady", "cllr", "councillor"]
)
# what may stand between "who" and a role: "who is now head of ethics"
_NOW = frozenset(["who", "is", "now", "also", "currently", "still"])
_EDGES = ',;:.—–()"“”«»„'  # marks that end an apposition


def post_around(
    text: str, words: list[Word], places: tuple[int, int, int], lexicon: Lexicon
) -> Post | None:
    """Return the role in front of a name, behind it or before the comma in front of it."""
    outer, name, end = places
    front = [word for word in words[outer:name] if word.text != "."]
    low = outer
    if low and possessive(words[low - 1]):  # "Twitter's chief executive Jack Dorsey"
        low = _owner_start(words, low)
        front = words[low:outer] + front
    last = front[-1].low if front else ""
    if last in lexicon.prepositions and last not in lexicon.titles:
        front = []  # "director of Oxfam": the role is not Oxfam's
    while len(front) > 1 and front[-1].low in _MERE and post_of(text, front[:-1], lexicon):
        front = front[:-1]  # "lead author Dr Lee"
    found = _front(text, front, lexicon) if front else None
    found = found or _headed(text, words, name, lexicon)
    small = lexicon.articles | (links(lexicon) if lexicon.code != "en" else frozenset())
    apart = [at for at, word in enumerate(front) if word.low in small]
    # "dieser Zeitung der Ökonom Lutz Ehrmann", "Angaben von Chef Ehrmann"
    if found is None and apart:
        found = post_of(text, front[apart[-1] + 1 :], lexicon)
    behind = _behind(text, words, end, lexicon)
    if found is not None and found.noun in _MERE:
        fuller = behind or _ahead(text, words, outer, lexicon)
        if fuller is not None and fuller.role:
            return fuller  # "Dr. Lee, head of the hospital", "the coroner, Dr. Lee"
    if found is None:
        low = outer - 1 if outer and words[outer - 1].low in lexicon.articles else outer
        ahead = _ahead(text, words, low, lexicon) if behind is None or not behind.role else None
        if ahead and not ahead.affiliation:
            body = behind.affiliation if behind else _body_behind(text, words, end, lexicon)
            return replace(ahead, affiliation=body)
        return behind or ahead or _belongs(text, words, (outer, end), lexicon)
    if found.affiliation is None:
        place = _place(text, words, outer, lexicon) or _body_behind(text, words, end, lexicon)
        affiliation = behind.affiliation if behind else place
        return Post(found.role, affiliation, found.noun)
    return found


def _headed(text: str, words: list[Word], name: int, lexicon: Lexicon) -> Post | None:
    """Return the role with a field before somebody's first name: "Head of ceramics Bruno Lenz"."""
    at = name
    while at and name - at < MAX_FIELD and words[at - 1].text.islower():
        at -= 1
        if words[at].low == "of":
            post = post_of(text, words[max(0, at - 1) : name], lexicon)
            held = at and name - at > 1 and lexicon.first_name(words[name])
            return replace(post, follower="") if held and post and post.noun != post.role else None
    return None


def _front(text: str, words: list[Word], lexicon: Lexicon) -> Post | None:
    """Return the role before a name, where the word may be unknown: "Cartoonist Matt Lee"."""
    post = post_of(text, words, lexicon)
    if post is None and len(words) == 1 and words[0].low.endswith(lexicon.trades):
        return Post(text[words[0].start : words[0].end], None, words[0].low)
    return post


def _belongs(text: str, words: list[Word], run: tuple[int, int], lexicon: Lexicon) -> Post | None:
    """Return an affiliation alone: "Labour's Ann Lee", "Ann Lee of Leeds University"."""
    outer, end = run
    if outer and possessive(words[outer - 1]) and words[outer - 1].capital and end - outer > 1:
        owner = words[_owner_start(words, outer) : outer]
        return Post(None, text[owner[0].start : owner[-1].start + len(bare(owner[-1]))])
    if outer > 1 and end - outer > 1 and _owners(words, outer - 1):  # "the Lib Dems' Ann Lee"
        owner = words[_owner_start(words, outer - 1) : outer - 1]
        owner = owner[1:] if owner[0].low in lexicon.articles else owner
        return Post(None, text[owner[0].start : owner[-1].end]) if owner else None
    body = _body_behind(text, words, end, lexicon) if end - outer > 1 else None
    return Post(None, body) if body else None


def _owners(words: list[Word], at: int) -> bool:
    """Whether a mark makes the name before it that of several owners."""
    mark, name = words[at], words[at - 1]
    return mark.text in "'’" and mark.start == name.end and name.capital and name.low.endswith("s")


def _body_behind(text: str, words: list[Word], end: int, lexicon: Lexicon) -> str | None:
    """Return the body that a name is "of", "from" or "at": a body by its words."""
    at = end + 1 if words[end : end + 1] and words[end].text == "," else end
    if at >= len(words) or words[at].low not in links(lexicon):
        return None
    at += 1
    if at < len(words) and words[at].low in lexicon.articles:
        at += 1
    stop = at
    while stop < len(words) and stop - at < MAX_OWNER and _in_body(words, stop):
        stop += 1
    known = any(_of_body(word, lexicon) for word in words[at:stop])
    return text[words[at].start : words[stop - 1].end] if known else None


def _of_body(word: Word, lexicon: Lexicon) -> bool:
    """Whether a word tells that a name is a body's: its kind, or its initials."""
    low = bare(word).lower()
    initials = word.text.isupper() and len(word.text) > 1 and low not in lexicon.countries
    named = word.text == "&" or (
        word.capital and (low in lexicon.mastheads or low in lexicon.documents)
    )
    return initials or named or low in lexicon.organisations


def _in_body(words: list[Word], at: int) -> bool:
    word = words[at]
    return word.capital or (
        word.low in ("of", "for", "and", "the", "&") and next_capital(words, at)
    )


def _owner_start(words: list[Word], at: int) -> int:
    start = at
    while start and words[start - 1].capital and at - start < MAX_OWNER:
        start -= 1
    return start


def _behind(text: str, words: list[Word], end: int, lexicon: Lexicon) -> Post | None:
    """Return the role in the apposition or the brackets behind a name."""
    if words[end : end + 1] and words[end].text == "(":
        inside = _until(words, end + 1, ")")
        post = post_of(text, inside, lexicon)
        if post is None and inside and inside[0].capital and len(inside) <= 4:
            last = inside[-2] if inside[-1].text == "." and len(inside) > 1 else inside[-1]
            return Post(None, text[inside[0].start : last.end])
        return post
    if words[end : end + 1] and words[end].text in ",—–":
        inside = _until(words, end + 1, _EDGES)
        if any(word.text.isdigit() for word in inside[:2]):  # an age
            inside = _until(words, end + len(inside) + 2, _EDGES)
        post = _apposed(text, inside, lexicon) if inside else None
        if post is None or post.follower not in _FOLLOWERS | lexicon.prepositions:
            return None
        if post.affiliation is None and post.follower == "":
            return replace(post, affiliation=_next_apposed(text, words, inside[-1], lexicon))
        return post
    return None


def _apposed(text: str, inside: list[Word], lexicon: Lexicon) -> Post | None:
    """Return the role in an apposition, or of a clause: "who chairs the board"."""
    at = 1 if inside[0].low in lexicon.relative else 0
    while at < len(inside) - 1 and inside[at].low in _NOW:
        at += 1
    if at and inside[at].low in lexicon.leading:
        body = _body_led(text, inside[at + 1 :], lexicon)
        return Post(None, body) if body else None
    doing = inside[0].low.endswith("ing") and inside[0].low not in lexicon.modifiers
    if doing or (at and inside[at - 1].low in lexicon.relative):
        return None  # "Ann Lee, riding her first winner", "who met the president"
    return post_of(text, inside[at:], lexicon)


def _body_led(text: str, words: list[Word], lexicon: Lexicon) -> str | None:
    """Return the body that is the object of "chairs": the planning committee, Ash Opinion."""
    at = 0
    while at < len(words) and (words[at].low in lexicon.articles or possessive(words[at])):
        at += 1
    end = at
    while (
        end < len(words) and words[end].low not in lexicon.prepositions and words[end].text != ","
    ):
        end += 1
    body = words[at:end] and (
        words[at].capital or words[end - 1].low in lexicon.organisations - lexicon.generic
    )
    return text[words[at].start : words[end - 1].end] if body else None


def _next_apposed(text: str, words: list[Word], last: Word, lexicon: Lexicon) -> str | None:
    """Return the body behind a role and a comma: "Ann Lee, General Manager, Bay Resort, said"."""
    at = bisect_left(words, last.end, key=lambda word: word.start)
    found = None
    while at + 1 < len(words) and words[at].text == "," and words[at + 1].capital:
        part = _until(words, at + 1, _EDGES)
        at += 1 + len(part)
        closed = at >= len(words) or words[at].text in _EDGES
        person = lexicon.first_name(part[0])
        role = any(lexicon.role(word) for word in part)
        if not closed or person or role or not all(_in_body(part, n) for n in range(len(part))):
            break
        body = any(word.low in lexicon.organisations for word in part)
        if found is None or body:
            found = text[part[0].start : part[-1].end]
    return found


def _until(words: list[Word], start: int, marks: str) -> list[Word]:
    """Return the words up to one of the marks; a full stop inside "U.S." is no mark."""
    out: list[Word] = []
    for at, word in enumerate(words[start : start + REACH], start):
        dotted = word.text == "." and out and len(out[-1].text) <= 3 and out[-1].capital
        initials = dotted and "." in out[-1].text and word.start == out[-1].end
        if word.text in marks and not (initials or (dotted and next_capital(words, at))):
            break
        out.append(word)
    return out


def _ahead(text: str, words: list[Word], outer: int, lexicon: Lexicon) -> Post | None:
    """Return the role before the comma in front of a name: "A Twitter spokesman, Ann Lee"."""
    if outer < 2 or words[outer - 1].text != ",":
        return None
    low, found = outer - 1, None
    held = low
    while low and outer - low < REACH and words[low - 1].text[0].isalnum():
        low -= 1
        first = not low or not words[low - 1].text[0].isalnum()
        whole = found is None or all(word.capital for word in words[low:held])
        if words[low].low in lexicon.articles or possessive(words[low]) or (first and whole):
            found, held = post_of(text, words[low : outer - 1], lexicon) or found, low
    return found


def _place(text: str, words: list[Word], outer: int, lexicon: Lexicon) -> str | None:
    """Return the town before a comma and a role: "Tulsa, Okla., police officer"."""
    at = outer - 1
    if at < 1 or words[at].text != "," or lexicon.code != "en":
        return None
    at -= 1
    if words[at].text == "." and at > 2 and words[at - 2].text == ",":
        at -= 3
    elif at > 1 and words[at - 1].text == "," and words[at].capital:
        at -= 2
    else:
        return None
    return text[words[at].start : words[at].end] if words[at].capital else None
