"""The model's statements and those of the rules as one list, without overlap."""

from bisect import bisect_left, insort

from saidly.attribution.draft import Draft, Range


class Taken:
    """Stretches of a text that are spoken for; they do not overlap."""

    def __init__(self) -> None:
        """Begin with nothing taken."""
        self._ranges: list[Range] = []

    def add(self, part: Range) -> None:
        """Take a stretch that is free."""
        insort(self._ranges, part)

    def meets(self, part: Range) -> bool:
        """Whether a stretch shares a character with one that is taken."""
        at = bisect_left(self._ranges, (part[1],))
        return at > 0 and self._ranges[at - 1][1] > part[0]


def blended(*lists: list[Draft]) -> list[Draft]:
    """Return the statements of all lists in order; what meets one of an earlier list gives way.

    Of a statement that only partly meets an earlier one, the free pieces of content stay.
    """
    taken = Taken()
    out: list[Draft] = []
    for drafts in lists:
        kept = [rest for draft in drafts if (rest := _free(draft, taken)) is not None]
        for draft in kept:
            for part in (*draft.content, *([draft.cue] if draft.cue else [])):
                if not taken.meets(part):
                    taken.add(part)
        out += kept
    return sorted(out, key=lambda draft: (draft.content[0], draft.cue or (0, 0)))


def _free(draft: Draft, taken: Taken) -> Draft | None:
    """Return what is left of a statement, None if its cue or all its content is taken."""
    if draft.cue and taken.meets(draft.cue):
        return None
    content = tuple(part for part in draft.content if not taken.meets(part))
    if not content:
        return None
    return Draft(draft.source, draft.cue, content, draft.confidence, draft.method, draft.via)
