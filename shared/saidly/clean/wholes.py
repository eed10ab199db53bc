"""Tables of figures, quotations and lists are whole or not there: half says another thing."""

from collections.abc import Collection, Iterator

from saidly.clean.features import Scene, Sight
from saidly.clean.tree import POST, Box

_LIST, _CELL, _QUOTE = 1, 2, 16
_ELSEWHERE = POST | 4 | 8 | 64 | 512  # figures, asides, forms
_LISTS = frozenset({"ul", "ol"})
_MAX_CELL = 200  # letters; longer cells lay a page out
_LINKED = 0.5
_COLONS = (":", "：")
_ENDS = tuple(".!?…。！？")
_WRAPPERS = 3  # elements between a table and the box that holds the story's paragraphs


def completed(kept: Collection[int], seen: Scene) -> set[int]:
    """Return the kept places, with those that complete a table or a quotation, without halves.

    A table of figures among the story's paragraphs is the story's; another is where most of its
    cells are. A quotation goes by its longest line: who signs it goes with it. A list among the
    paragraphs is the story's where one of them leads to it by a colon.
    """
    found = set(kept)
    homes = {id(seen.sights[place].home) for place in kept if seen.sights[place].prose}
    for holder, places in _groups(kept, seen).items():
        sights = [seen.sights[place] for place in places]
        if holder.tag in _LISTS:
            if not _is_led_to(holder, places, seen):
                continue
            whole = True
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
    for place in range(min(kept), max(kept) + 1):
        holder = _holder(seen.sights[place])
        if holder is not None:
            groups.setdefault(holder, []).append(place)
    return groups


def _holder(sight: Sight) -> Box | None:
    flags = sight.run.box.flags
    if flags & POST or not flags & (_LIST | _CELL | _QUOTE):
        return None
    if flags & (_CELL | _QUOTE):
        tag = "table" if flags & _CELL else "blockquote"
        return next((box for box in sight.run.box.chain() if box.tag == tag), None)
    outermost = None
    for box in sight.run.box.chain():
        outermost = box if box.tag in _LISTS else outermost
    return outermost


def _is_led_to(holder: Box, places: list[int], seen: Scene) -> bool:
    """Tell whether a list stands between two paragraphs, the first of which ends in a colon."""
    sights, home = seen.sights, holder.parent
    around = [sights[place] for place in (places[0] - 1, min(places[-1] + 1, len(sights) - 1))]
    return (
        all(sight.home is home for sight in around)
        and (
            around[0].run.text.endswith(_COLONS)
            or (around[0].prose and all(_is_sentence(sights[place]) for place in places))
        )
        and around[1].prose
        and not any(sights[place].run.box.flags & _ELSEWHERE for place in places)
        and not _leads_elsewhere([sights[place] for place in places])
    )


def _is_sentence(sight: Sight) -> bool:
    return sight.stops > 0 and not sight.link_density and sight.run.text.endswith(_ENDS)


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
