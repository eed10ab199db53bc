"""What is set as the story's own lines are set is the story's: sentences, headings."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from saidly.clean import removal
from saidly.clean.features import Scene, Sight
from saidly.clean.moments import is_stamp
from saidly.clean.stamps import tells_when
from saidly.clean.tree import Box

_ELSEWHERE = 1 | 2 | 4 | 8 | 64 | 512  # lists, cells, figures, asides, forms
_ROWS, _QUOTE = 1 | 2, 16  # lists and cells; quotations
_LISTS = frozenset({"ul", "ol", "dl"})
_WHOLES = _LISTS | {"table"}
_SECOND = 2
_TEASER = 0.8  # a heading so much of which is a link leads elsewhere
_ONLY_LINK = 0.9
_PAIR, _SEVERAL = 2, 3
_LINKED = 0.5
_BOLD_LINKED = 0.1
_SENTENCE = 200  # letters
_LINE = 100  # letters
_MAYBE = 0.3
_NEAR = 3  # runs below the story's last one
_ENDS = tuple(".!?…\"”“»«'’)")
_RUNS_ON = tuple(".,:;…")
_ENTRY = 4  # runs above an entry's text in which its heading stands
_TIMED = re.compile(r"\d{1,2}\s?[h:.]\s?\d{2}\b")  # entries of a ticker


def between(kept: Sequence[int], seen: Scene) -> set[int]:
    """Return the sentences that stand between two of the story's paragraphs and are set alike."""
    sights, spans = seen.sights, dict[tuple[str, str], tuple[int, int]]()
    for place in kept:
        if sights[place].prose:
            setting = _setting(sights[place])
            spans[setting] = spans.get(setting, (place, place))[0], place
    return {
        place
        for place in range(kept[0] if kept else 0, kept[-1] if kept else 0)
        if sights[place].length < _SENTENCE and _ends_as_sentences_do(sights[place])
        for first, last in (spans.get(_setting(sights[place]), (0, 0)),)
        if first < place < last
    }


def below(kept: Sequence[int], seen: Scene, probabilities: Sequence[float]) -> set[int]:
    """Return the sentences below the text that are set as it is, and may be its end.

    A text in several boxes that are named alike ends in one with little in it.

    Args:
        kept: the story's places in order.
        seen: the runs.
        probabilities: for each run, that it is the story's, as the forests see it; may be empty.
    """
    sights, found = seen.sights, set[int]()
    settings = {_setting(sights[place]) for place in kept if sights[place].prose}
    last = kept[-1] if kept else len(sights)
    for place in range(last + 1, len(probabilities)):
        if place - last > _NEAR:
            break
        sight = sights[place]
        set_alike = _setting(sight) in settings and _is_named(sight)
        if set_alike and probabilities[place] > _MAYBE and _ends_as_sentences_do(sight):
            found.add(place)
            last = place
    return found


def _is_named(sight: Sight) -> bool:
    boxes = sight.run.box, sight.run.box.parent
    return any(box is not None and box.attributes.get("class") for box in boxes)


def _setting(sight: Sight) -> tuple[str, str]:
    box = sight.run.box
    return box.signature, box.parent.signature if box.parent is not None else ""


def _ends_as_sentences_do(sight: Sight) -> bool:
    return (
        sight.stops > 0
        and sight.link_density < _LINKED
        and sight.run.text.endswith(_ENDS)
        and not (sight.heading or sight.run.box.flags & _ELSEWHERE)
    )


def headings(known: Collection[int], kept: Sequence[int], seen: Scene) -> set[int]:
    """Return the lines over kept text that are headings by how they are set.

    Headings set as another of the story's is or as three over prose, and lines all in bold where
    three stand over prose.
    """
    sights = seen.sights
    over = {
        place: below
        for below in kept
        for place in (below - 1, below - 2)
        if place not in known and below not in known and _is_over(place, below, seen)
    }
    kinds = {sights[place].run.box.signature for place in known}
    kinds |= _kinds((place for place, below in over.items() if sights[below].prose), seen, _SEVERAL)
    leading = (place for place, below in pairwise(kept) if not sights[below].heading)
    found = {
        place
        for place in {*over, *leading}.difference(known)
        if sights[place].heading
        and sights[place].run.box.signature in kinds
        and sights[place].link_density < _TEASER
    }
    bold = [
        place
        for place, below in pairwise(kept[1:])
        if _is_bold(sights[place])
        and sights[below].stops
        and sights[below].home is sights[place].home
    ]
    kinds = _kinds(bold, seen, _SEVERAL)
    found |= {place for place in bold if sights[place].run.box.signature in kinds}
    dashed = {
        place for place in kept if sights[place].length <= _LINE and _is_dashed(sights[place])
    }
    return found | dashed.difference(known) | _timed(known, kept, seen) | _within(known, kept, seen)


def _is_dashed(sight: Sight) -> bool:
    """Tell whether a line stands between dashes, as dispatches' headings do: "- And now -"."""
    return sight.run.text.startswith("- ") and sight.run.text.endswith(" -")


def _within(known: Collection[int], kept: Sequence[int], seen: Scene) -> set[int]:
    """Return the headings within the text: below a paragraph and over one, or over a list.

    One alone only where it is of the second level: lower ones are labels of what stands between.
    """
    sights, found = seen.sights, list[int]()
    begins = next((place for place in kept if sights[place].prose), len(sights))
    for below in kept:
        place = below - 1
        sight = sights[place]
        if (
            sight.heading > 1
            and below not in known
            and (sights[below].run.box.flags & _ROWS or (sights[below].prose and place > begins))
            and _home(sights[below]) is sight.home
            and sight.length <= _LINE
            and sight.link_density < _BOLD_LINKED
            and not removal.is_beyond_doubt(sight)
        ):
            found.append(place)
    several = _kinds(found, seen, _PAIR)
    second = {place for place in found if sights[place].heading == _SECOND}
    return second.union(p for p in found if sights[p].run.box.signature in several) - {*known}


def _home(sight: Sight) -> Box | None:
    """Return the home of a run, of a list or a table of short cells that of the whole."""
    home: Box | None = sight.home
    wholes = _LISTS if sight.prose else _WHOLES
    for box in sight.run.box.chain() if sight.run.box.flags & _ROWS else ():
        home = box.parent if box.tag in wholes else home
    return home


def _timed(known: Collection[int], kept: Sequence[int], seen: Scene) -> set[int]:
    """Return the headings beside a time of day, as live blogs have them over their entries."""
    sights = seen.sights
    near = {
        place
        for below in kept
        if sights[below].prose
        for place in range(max(0, below - _ENTRY), below)
        if sights[place].heading > 1 and sights[place].link_density < _TEASER
    }
    timed = [place for place in near if any(map(_is_time, sights[max(0, place - 1) : place + 2]))]
    kinds = _kinds(timed, seen, _PAIR)
    return {place for place in timed if sights[place].run.box.signature in kinds} - {*known}


def _is_time(sight: Sight) -> bool:
    return is_stamp(sight.run.text) or tells_when(sight.run.text)


def _kinds(places: Collection[int] | Iterator[int], seen: Scene, least: int) -> set[str]:
    """Return the kinds of boxes that at least so many of the places are."""
    counts = Counter(seen.sights[place].run.box.signature for place in places)
    return {kind for kind, count in counts.items() if count >= least}


def _is_over(place: int, below: int, seen: Scene) -> bool:
    """Tell whether a heading that is no link to another story stands over a run, in one home."""
    if place < 0:
        return False
    sight = seen.sights[place]
    at_home = sight.home is seen.sights[below].home
    return bool(sight.heading) and at_home and sight.link_density < _TEASER


def _is_bold(sight: Sight) -> bool:
    """Tell whether a line is all in bold and no sentence."""
    text = sight.run.text
    return (
        sight.run.strong_chars > 0.9 * len(text)
        and sight.length <= _LINE
        and sight.link_density < _BOLD_LINKED
        and not text.endswith(_RUNS_ON)
        and not (sight.heading or sight.run.box.flags & (_ELSEWHERE | _QUOTE))
        and _TIMED.match(text) is None
    )


def leads_away(sight: Sight) -> bool:
    """Tell whether a heading is a link to another page.

    Of 60 headings in the midst of a story that are no more than a link, five are the story's,
    and those are links without an address.
    """
    if sight.heading < 2 or sight.link_density < _ONLY_LINK:
        return False
    around = (box.attributes.get("href") for box in sight.run.box.chain() if box.tag == "a")
    href = sight.run.href or next(around, None)
    return href is not None and not href.startswith("#")
