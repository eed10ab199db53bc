"""A second look at the verdict: lines whose words leave no doubt what they are."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from saidly.clean import alike, removal, wholes
from saidly.clean.credits import correction, credit
from saidly.clean.features import STATED, Scene, Sight, key
from saidly.clean.judging import Verdict
from saidly.clean.moments import is_stamp, undated
from saidly.clean.names import is_byline, is_person
from saidly.clean.people import Authors
from saidly.clean.rendering import parted
from saidly.clean.stamps import is_announced, tells_when
from saidly.clean.tree import POST, Box
from saidly.publishers.rules import Rule

_FIGURE, _ASIDE = 4 | 8, 64
_BELOW = 4  # runs below the story's last one in which its credits and corrections stand
_ABOVE = 12  # runs between headline and text in which they may stand as well
_LIST, _CELL, _QUOTE = 1, 2, 16
_MAX_BYLINE = 140  # letters
_DATED = 60  # letters
_MAIL = re.compile(r"[\w.+-]@[\w-]+\.\w")
_CONTACT = 250  # letters
_BIO = range(40, 600)  # letters
_FIRST, _LAST = 2, 4  # lines of the story where its authors are presented
_DESK = 25  # letters
_HOLDERS = frozenset({"body", "main", "article"})
_BOX = 500  # letters of prose in a box that calls on readers
# what parts a story from its credits: ___, * * *, ###
_RULED = re.compile(r"[_*#~=•·–—-][\s_*#~=•·–—-]*$")
# the desks through whose hands a dispatch went: mq/tes/cdo
_DESKS = re.compile(r"[a-z]{2,4}(?:/[a-z]{1,4}){1,4}$")
_NOBODY = Authors()


def reviewed(verdict: Verdict, seen: Scene, house: Rule, wrote: Authors = _NOBODY) -> Verdict:
    """Return a verdict without bylines, stamps and house lines, and with the story's credits.

    Args:
        verdict: as the forests see it.
        seen: the runs.
        house: the publisher's rule.
        wrote: the authors, and the line that names them, as readers see it.
    """
    byline = wrote.byline
    signed = frozenset(key(person.name) for person in wrote.people)
    if verdict.dek_at >= 0 and _is_byline(seen.sights[verdict.dek_at], byline):
        verdict = replace(verdict, dek_at=-1)
    among = alike.between(verdict.kept, seen)
    among |= alike.below(verdict.kept, seen, verdict.probabilities)
    among -= {verdict.headline_at, verdict.dek_at}
    kept = [
        place
        for place in sorted(among.union(verdict.kept))
        if _is_story(seen.sights[place], house) and not _is_signature(seen.sights[place], signed)
    ]
    if not any(seen.sights[place].prose for place in kept):
        kept = list(verdict.kept)  # names misled: a live commentary, say, is named as comments are
    kept = _below(verdict.headline_at, _untimed(kept, seen, byline), seen)
    kept = _unboxed(_without_contacts(kept, seen, wrote), seen)
    while kept and removal.is_gate(seen.sights[kept[-1]]):
        kept.pop()
    if not kept:
        return verdict
    homes = {id(seen.sights[place].home): seen.sights[place].home for place in kept}
    around = {id(box) for home in homes.values() for box in home.chain()}
    start = verdict.headline_at + 1 if 0 <= kept[0] - verdict.headline_at <= _ABOVE else kept[0]
    found = set(kept)
    for place in range(start, min(kept[-1] + 1 + _BELOW, len(seen.sights))):
        sight = seen.sights[place]
        home = sight.home
        at_home = id(home) in homes
        in_a_post = kept[0] < place < kept[-1] and sight.run.box.flags & POST
        beside = at_home or id(home) in around or (home.parent and id(home.parent) in around)
        if in_a_post or (beside and _is_line_of_its_own(sight)):
            found.add(place)
    found = wholes.completed(found, seen)
    headings = alike.headings(verdict.headings, sorted(found), seen)
    found = (found | headings) - {verdict.headline_at, verdict.dek_at}
    return replace(
        verdict, kept=tuple(sorted(found)), headings=verdict.headings | (headings & found)
    )


def _below(headline_at: int, kept: list[int], seen: Scene) -> list[int]:
    """Leave out what stands above a headline of the first level that the prose begins below.

    It tells of cookies, of browsers, of other stories; of 45 such lines that the golds tell of,
    three are the story's.
    """
    if not 0 <= headline_at < seen.first or seen.sights[headline_at].heading != 1:
        return kept
    below = [place for place in kept if place > headline_at]
    return below if any(seen.sights[place].prose for place in below) else kept


def _untimed(kept: list[int], seen: Scene, byline: str | None) -> list[int]:
    """Leave out what stands above the story's text: who wrote it, when, and buttons.

    Days as headings, as a chronicle has them, stay; so do those in lists and in tables, and below
    the text all but what says that it was published.
    """
    sights = seen.sights
    prose = [place for place in kept if sights[place].prose]
    if not prose:
        return kept
    times = {place for place in kept if tells_when(sights[place].run.text)}
    chronicle = sum(1 for place in times if sights[place].heading) > 1
    left = []
    for place in kept:
        sight, above = sights[place], place < prose[0]
        announced = place in times and is_announced(sight.run.text)
        bare = place in times and not (sight.heading and chronicle)
        dated = above and not sight.heading and _begins_with_a_date(sight)
        in_rows = not above and sight.run.box.flags & (_LIST | _CELL)
        if not (
            (announced and not in_rows)
            or dated
            or (above and (bare or _is_byline(sight, byline) or removal.is_button(sight)))
        ):
            left.append(place)
    return left


def _begins_with_a_date(sight: Sight) -> bool:
    """Tell whether a line is a date and some words that are no sentence: "28.3.2025 Traffic"."""
    label = sight.length < _DATED and not sight.run.box.flags & (_LIST | _CELL)
    return label and not sight.stops and undated(sight.run.text).startswith("|")


def _is_byline(sight: Sight, byline: str | None) -> bool:
    """Tell whether a line is the byline, and no sentence that happens to name an author."""
    if byline is None or sight.stops or sight.run.box.flags & _LIST:
        return False
    return sight.length <= _MAX_BYLINE and parted(sight.run) == byline


def _is_signature(sight: Sight, signed: Collection[str]) -> bool:
    """Tell whether a line is an author's name, as below a story: "(三田村健)"."""
    return sight.key in signed and not sight.run.box.flags & (_LIST | _CELL | _QUOTE)


def _without_contacts(kept: list[int], seen: Scene, wrote: Authors) -> list[int]:
    """Leave out who wrote the story and how to reach whom.

    What begins with an author's name above or below the text (of 19 such lines none was the
    story's), and on pages that state a story short lines with an e-mail address (of 34 none).
    """
    names = tuple(each.name for each in wrote.people if is_person(each.name))
    told = seen.stated[STATED.index("states_story")]
    left = [
        place
        for rank, place in enumerate(kept)
        if not (
            ((rank < _FIRST or len(kept) - _LAST <= rank) and _presents(seen.sights[place], names))
            or (told and _tells_address(seen.sights[place]))
        )
    ]
    return left if any(seen.sights[place].prose for place in left) else kept


def _tells_address(sight: Sight) -> bool:
    text = sight.run.text
    return "@" in text and sight.length < _CONTACT and _MAIL.search(text) is not None


def _presents(sight: Sight, names: tuple[str, ...]) -> bool:
    """Tell whether a line begins with one of the names, and is no turn of an interview."""
    text = sight.run.text
    if sight.heading or sight.length not in _BIO or not text.startswith(names):
        return False
    return not text.startswith(tuple(f"{name}:" for name in names))


def _unboxed(kept: list[int], seen: Scene) -> list[int]:
    """Leave out what shares a small box with a line that calls on readers, or is a gate."""
    sights = seen.sights
    prose = Counter(id(sights[place].home) for place in kept if sights[place].prose)
    around = sights[kept[0] : kept[-1] + 1 + _BELOW] if kept else []
    small = {id(sights[place].home) for place in kept if _is_small(sights[place].home)}
    boxes = {
        id(sight.home)
        for sight in around
        if id(sight.home) in small and (removal.calls(sight) or removal.is_gate(sight))
    }
    boxes = {box for box in boxes if prose[box] * 4 < prose.total()}
    return [place for place in kept if id(sights[place].home) not in boxes]


def _is_small(box: Box) -> bool:
    return box.tag not in _HOLDERS and box.prose < _BOX


def _is_story(sight: Sight, house: Rule) -> bool:
    text = sight.run.text
    return not (
        (not sight.key and _RULED.match(text) is not None)
        or (len(text) < _DESK and _DESKS.match(text) is not None)
        or (is_stamp(text) and not sight.run.box.flags & _CELL)
        or is_byline(text)
        or house.is_house_line(text)
        or alike.leads_away(sight)
        or removal.is_beyond_doubt(sight)
    )


def _is_line_of_its_own(sight: Sight) -> bool:
    """Tell whether a line is a credit or a correction of the story."""
    flags = sight.run.box.flags
    if flags & (_FIGURE | _LIST) or sight.heading:
        return False
    text = sight.run.text
    return correction(text) or (not flags & _ASIDE and credit(text) is not None)
