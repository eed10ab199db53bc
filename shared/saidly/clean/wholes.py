"""Tables of figures, quotations and lists are whole or not there: half says another thing."""

from collections.abc import Collection, Iterator

from saidly.clean.features import Scene, Sight
from saidly.clean.tree import POST, Box

_LIST, _CELL, _QUOTE, _CODE = 1, 2, 16, 32
_ELSEWHERE = POST | 4 | 8 | 64 | 512  # figures, asides, forms
_LISTS = frozenset({"ul", "ol"})
_MAX_CELL = 200  # letters; longer cells lay a page out
_LINKED = 0.5
_COLONS = (":", "：")
_ENDS = tuple(".!?…。！？")
_TEXT = 3  # paragraphs of a text that may begin with a list
_POINT = 20  # letters of an item of a list at the beginning
_WRAPPERS = 3  # elements between a table and the box that holds the story's paragraphs


def completed(kept: Collection[int], seen: Scene) -> set[int]:
    """Return the kept places, with those that complete a table or a quotation, without halves.

    A table of figures among the story's paragraphs is the story's; another is where most of its
    cells are. A quotation goes by its longest line: who signs it goes with it. A list among the
    paragraphs is the story's where what stands around it leads to it.
    """
    found = set(kept)
    homes = {id(seen.sights[place].home) for place in kept if seen.sights[place].prose}
    for holder, places in _groups(kept, seen).items():
        sights = [seen.sights[place] for place in places]
        if holder.tag in _LISTS:
            if not _is_led_to(holder, places, seen):
                continue
            whole = True
        elif holder.tag == "pre":
            whole = _is_among(holder, homes)
        elif holder.tag != "table":
            longest = max(places, key=lambda place: seen.sights[place].length)
            whole = longest in found
        elif _is_data(sights):
            whole = sum(place in found for place in places) * 2 > len(places) or (
                _is_among(holder, homes) and not _leads_elsewhere(sights)
            )
        else:
            continue
        if whole:
            found.update(places)
        else:
            found.difference_update(places)
    return found


def _groups(kept: Collection[int], seen: Scene) -> dict[Box, list[int]]:
    """Return the places from the first kept to the last, by the table or quotation around."""
    groups: dict[Box, list[int]] = {}
    start = min(kept)
    while start > 0 and seen.sights[start - 1].run.box.flags & _LIST:
        start -= 1  # a text may begin with a list
    for place in range(start, max(kept) + 1):
        holder = _holder(seen.sights[place])
        if holder is not None:
            groups.setdefault(holder, []).append(place)
    return groups


def _holder(sight: Sight) -> Box | None:
    flags = sight.run.box.flags
    if flags & POST or not flags & (_LIST | _CELL | _QUOTE | _CODE):
        return None
    if flags & (_CELL | _QUOTE | _CODE):
        tag = "table" if flags & _CELL else "blockquote" if flags & _QUOTE else "pre"
        return next((box for box in sight.run.box.chain() if box.tag == tag), None)
    outermost = None
    for box in sight.run.box.chain():
        outermost = box if box.tag in _LISTS else outermost
    return outermost


def _is_led_to(holder: Box, places: list[int], seen: Scene) -> bool:
    """Tell whether a list is part of the text by what stands around it.

    A paragraph or a heading stands below it. Above it stands a paragraph that ends in a colon, or,
    where nothing in it is a link, a heading, a paragraph (then it is of sentences or a heading
    stands below) or the beginning of the text.
    """
    sights, home = seen.sights, holder.parent
    items = [sights[place] for place in places]
    above, below = sights[places[0] - 1], sights[min(places[-1] + 1, len(sights) - 1)]
    if (
        home is None
        or below.home is not home
        or not (below.prose or below.heading > 1)
        or any(item.run.box.flags & _ELSEWHERE for item in items)
        or _leads_elsewhere(items)
    ):
        return False
    if above.home is home and above.run.text.endswith(_COLONS):
        return below.prose
    if any(item.link_density for item in items):
        return False
    if above.home is not home or above.heading == 1:
        return home.prose_runs >= _TEXT and all(item.length >= _POINT for item in items)
    sentences = below.heading > 1 or all(map(_is_sentence, items))
    return (above.heading > 1 and below.prose) or (above.prose and sentences)


def _is_sentence(sight: Sight) -> bool:
    return sight.stops > 0 and sight.run.text.endswith(_ENDS)


def _is_data(sights: list[Sight]) -> bool:
    """Tell a table of data from one that lays the page out: short cells, several in most rows."""
    if any(sight.length > _MAX_CELL or sight.heading for sight in sights):
        return False
    cells: dict[Box | None, set[Box]] = {}
    for sight in sights:
        row = next((box for box in sight.run.box.chain() if box.tag == "tr"), None)
        cells.setdefault(row, set()).add(_cell(sight))
    return len(cells) > 1 and sum(len(row) > 1 for row in cells.values()) * 2 >= len(cells)


def _cell(sight: Sight) -> Box:
    return next(box for box in sight.run.box.chain() if box.tag in {"td", "th"})


def _is_among(table: Box, homes: Collection[int]) -> bool:
    chain: Iterator[Box] = table.chain()
    return any(id(box) in homes for box, _ in zip(chain, range(_WRAPPERS + 1), strict=False))


def _leads_elsewhere(sights: list[Sight]) -> bool:
    letters = sum(sight.length for sight in sights)
    return sum(sight.length * sight.link_density for sight in sights) > _LINKED * letters
