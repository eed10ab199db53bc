"""Two readings of a story side by side: classes of change, fields, blocks, statements."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from saidly.model import Article, ChangeClass
from saidly.versions.kept import placed, retold
from saidly.versions.lexicon import LIVE
from saidly.versions.pairing import Pair, best_pairs, equal_pairs
from saidly.versions.shown import Reading, Sentence, Shown
from saidly.versions.statements import Sides, statement_changes
from saidly.versions.text import words
from saidly.versions.values import (
    KINDS,
    BlockChange,
    Changes,
    FieldChange,
    StatementChange,
)
from saidly.versions.wording import names, pieces, weight

# two sentences that share half their words are two wordings of one
LEAST_ALIKE = 0.5
_MIN_REMOVED_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Edit:
    """A sentence that reads differently, came (before is None) or went (after is None)."""

    before: Sentence | None
    after: Sentence | None


def differs(before: Reading, after: Reading) -> bool:
    """Say whether a reader sees a difference; needs no statements, so pages will do."""
    one, other = Shown(before), Shown(after)
    return bool(_classes(one, other, _edits(one, other), ()))


def changes(before: Article, after: Article) -> Changes:
    """Return what changed between two readings of one story.

    ``classes`` is empty exactly where ``differs`` says no. Statements are compared where their
    sentences changed: what stands there word for word in both is the same, wherever it stands.
    Where facts alone are kept of one, headline, authors, credits and statements are compared, and
    no blocks are told of.
    """
    if before.body and after.body:
        return _changes(before, after)
    found = _changes(retold(before), retold(after))
    said = (
        replace(each, before=placed(each.before, before), after=placed(each.after, after))
        for each in found.statements
    )
    # a statement that is found no more may be told in other words still
    classes = tuple(kind for kind in found.classes if kind != "removal")
    return replace(found, classes=classes, blocks=(), statements=tuple(said))


def _changes(before: Article, after: Article) -> Changes:
    one, other = Shown(before), Shown(after)
    edits = _edits(one, other)
    pairs = [(edit.before, edit.after) for edit in edits if edit.before and edit.after]
    found = () if _walled_off(one, other) else statement_changes(Sides(one, other, pairs))
    classes = _classes(one, other, edits, found)
    if not classes:
        return Changes()
    return Changes(classes, _fields(one, other), _blocks(one, other), found)


def _edits(one: Shown, other: Shown) -> list[_Edit]:
    """Return the sentences that are not in both, those that belong together as one edit."""
    cut = _left(one.sentences, one.texts - other.texts)
    added = _left(other.sentences, other.texts - one.texts)
    pairs = best_pairs(
        [words(each.text) for each in cut], [words(each.text) for each in added], LEAST_ALIKE
    )
    paired = [_Edit(cut[row], added[column]) for row, column in pairs]
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    went = [_Edit(each, None) for row, each in enumerate(cut) if row not in rows]
    came = [_Edit(None, each) for column, each in enumerate(added) if column not in columns]
    if _rolled_on(one, other, went):
        went = []
    found = [*paired, *went, *came]
    return [edit for edit in found if not _is_cut_off(edit)] if _walled_off(one, other) else found


def _left(sentences: Sequence[Sentence], count: Counter[str]) -> list[Sentence]:
    left = Counter(count)
    found = []
    for sentence in sentences:
        if left[sentence.text] > 0:
            left[sentence.text] -= 1
            found.append(sentence)
    return found


def _rolled_on(one: Shown, other: Shown, went: list[_Edit]) -> bool:
    """Say whether a live blog grew at its top and its oldest entries went to another page."""
    if not went or not LIVE.search(f"{other.headline} {other.reading.url}"):
        return False
    gone = {edit.before.text for edit in went if edit.before}
    tail = [sentence.text in gone for sentence in one.sentences]
    return all(tail[-len(gone) :]) and not any(tail[: -len(gone)])


def _walled_off(one: Shown, other: Shown) -> bool:
    """Say whether a pay wall took the rest of the story away, or gave it back."""
    if one.walled == other.walled:
        return False
    short, long = (other, one) if other.walled else (one, other)
    shared = (short.texts & long.texts).total()
    return shared >= 0.8 * (short.texts.total() - 1)  # the last sentence may be cut in two


def _is_cut_off(edit: _Edit) -> bool:
    """Say whether a sentence is there only on one side of a pay wall, or up to the wall."""
    if edit.before is None or edit.after is None:
        return True
    short, long = sorted((edit.before.text, edit.after.text), key=len)
    return long.startswith(short.rstrip(" .…"))


def _classes(
    one: Shown, other: Shown, edits: list[_Edit], said: tuple[StatementChange, ...]
) -> tuple[ChangeClass, ...]:
    found: set[ChangeClass] = set()
    if one.walled != other.walled:
        found.add("paywall")
    if one.headline and other.headline and one.headline != other.headline:
        found |= _headline_class(one.headline, other.headline)
    if one.corrections != other.corrections:
        found.add("correction")
    if one.credits != other.credits or (one.authors and other.authors != one.authors):
        found.add("facts")
    found |= _text_classes(one, other, edits, said)
    return tuple(kind for kind in KINDS if kind in found)


def _headline_class(before: str, after: str) -> set[ChangeClass]:
    """Return the class of a changed headline; the paper's name behind it is no part of it."""
    short, long = sorted((before, after), key=len)
    if long.startswith(short) and long[len(short) :].lstrip()[0] in "|-·:»":
        return set()
    one, other = words(before), words(after)
    return {"typo"} if one == other else {"headline"}


def _text_classes(
    one: Shown, other: Shown, edits: list[_Edit], said: tuple[StatementChange, ...]
) -> set[ChangeClass]:
    found: set[ChangeClass] = {"statement"} if said else set()
    known = names(one) | names(other)
    spoken_before = [change.before.span for change in said if change.before]
    spoken_after = [change.after.span for change in said if change.after]
    for edit in edits:
        spoken = _lies_in(edit.before, spoken_before) or _lies_in(edit.after, spoken_after)
        kind = _edit_class(edit, known)
        if kind == "facts" or not spoken or (kind == "removal"):
            found.add(kind)
    if not edits and _moved(one, other):
        found.add("wording")
    return found


def _lies_in(sentence: Sentence | None, spans: list[tuple[int, ...]]) -> bool:
    return sentence is not None and any(
        span[0] < sentence.end and sentence.start < span[1] for span in spans
    )


def _edit_class(edit: _Edit, known: frozenset[str]) -> ChangeClass:
    before, after = (side.text if side else "" for side in (edit.before, edit.after))
    if not after:
        return "removal" if words(before).total() >= _MIN_REMOVED_WORDS else "wording"
    return weight(before, after, known) or "typo"


def _fields(one: Shown, other: Shown) -> tuple[FieldChange, ...]:
    rows = [
        ("headline", one.headline, other.headline),
        ("dek", one.dek, other.dek),
        ("authors", one.authors, other.authors),
        ("credits", one.credits, other.credits),
        ("corrections", *("\n".join(each.corrections) or None for each in (one, other))),
        ("isAccessibleForFree", *("false" if each.walled else "true" for each in (one, other))),
    ]
    return tuple(
        FieldChange(name, before, after, pieces(before, after))  # type: ignore[arg-type]
        for name, before, after in rows
        if before != after
    )


def _moved(one: Shown, other: Shown) -> list[Pair]:
    """Return the blocks that stand in both, but in another order: the fewest that explain it."""
    pairs = equal_pairs([text for *_, text in one.blocks], [text for *_, text in other.blocks])
    stay = _rising([column for _, column in pairs])
    return [pair for pair in pairs if pair[1] not in stay]


def _rising(places: list[int]) -> set[int]:
    """Return the members of a longest rising run (patience sorting)."""
    tails: list[int] = []  # the lowest place that ends a run of each length
    before: dict[int, int | None] = {}
    for place in places:
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if tails[middle] < place else (low, middle)
        before[place] = tails[low - 1] if low else None
        tails[low : low + 1] = [place]
    kept: set[int] = set()
    place_or_none = tails[-1] if tails else None
    while place_or_none is not None:
        kept.add(place_or_none)
        place_or_none = before[place_or_none]
    return kept


def _blocks(one: Shown, other: Shown) -> tuple[BlockChange, ...]:
    """Return what happened to the blocks, in the order of the later story, cut ones last."""
    old, new = ([text for *_, text in each.blocks] for each in (one, other))
    equal = equal_pairs(old, new)
    moved = _moved(one, other)
    rest_old = sorted(set(range(len(old))) - {row for row, _ in equal})
    rest_new = sorted(set(range(len(new))) - {column for _, column in equal})
    alike = best_pairs(
        [words(old[row]) for row in rest_old], [words(new[col]) for col in rest_new], LEAST_ALIKE
    )
    changed = [(rest_old[row], rest_new[column]) for row, column in alike]
    gone = set(rest_old) - {row for row, _ in changed}
    come = set(rest_new) - {column for _, column in changed}
    found = [BlockChange("moved", row, column) for row, column in moved]
    found += [
        BlockChange("changed", row, column, pieces(old[row], new[column]))
        for row, column in changed
    ]
    found += [BlockChange("added", None, col, pieces(None, new[col])) for col in come]
    cuts = [BlockChange("cut", row, None, pieces(old[row], None)) for row in sorted(gone)]
    in_order = (*sorted(found, key=lambda change: change.after or 0), *cuts)
    return tuple(_numbered(change, one, other) for change in in_order)


def _numbered(change: BlockChange, one: Shown, other: Shown) -> BlockChange:
    """Return a change with the numbers that its blocks have among all of the story's."""
    before = None if change.before is None else one.blocks[change.before][0]
    after = None if change.after is None else other.blocks[change.after][0]
    return replace(change, before=before, after=after)
