"""Statements of two versions side by side: added, cut, reworded, given to another, hedged.

Only statements whose sentences changed are compared: neither moved paragraphs nor a finder that
sees one text differently in new company make a change.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from saidly.model import Attribution
from saidly.versions.pairing import best_pairs
from saidly.versions.shown import Sentence, Shown
from saidly.versions.text import normal, words
from saidly.versions.values import Said, StatementChange, StatementKind
from saidly.versions.wording import hedges, pieces, weight

# two statements that share two fifths of their words are one, if the same one makes them
_LEAST_ALIKE = 0.4
# that much of a statement stands in a sentence that says the same without the speaker
_STATED = 0.8
_ARTICLES = frozenset(
    {"the", "a", "an", "der", "die", "das", "le", "la", "les", "el", "il", "o", "de"}
)
# what takes the place of a word of doubt: "might be" and "is"
_AUXILIARIES = frozenset(
    {"would", "will", "can", "should", "is", "are", "was", "were", "be", "been", "has", "had", "to"}
)
_OPENERS = ("to", "that")  # a finder takes them into a statement or leaves them out
_NO_NAMES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sides:
    """Both readings, and the sentences that are two wordings of one."""

    before: Shown
    after: Shown
    edits: Sequence[tuple[Sentence, Sentence]]


@dataclass(frozen=True, slots=True)
class _Statement:
    """One attribution, ready to be compared."""

    index: int
    made: Attribution
    content: str  # normal, pieces joined
    quoted: str  # what stands inside quotation marks, normal, joined
    source: str | None  # the name, or else the words that stand there
    span: tuple[int, int]

    @property
    def said(self) -> Said:
        cue = self.made.cue
        return Said(
            self.content, self.source, cue.span.text if cue else None, self.index, self.span
        )

    @property
    def words(self) -> Counter[str]:
        return words(self.content)


def statement_changes(sides: Sides) -> tuple[StatementChange, ...]:
    """Return what happened to the statements, in the order of the later version, cut ones last."""
    before = _touched(sides.before, sides.after)
    after = _touched(sides.after, sides.before)
    pairs = _aligned(before, after)
    found = [_compared(before[row], after[column]) for row, column in pairs]
    found += _handed_on(sides, [(before[row], after[column]) for row, column in pairs])
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    lost = [each for row, each in enumerate(before) if row not in rows]
    new = [each for column, each in enumerate(after) if column not in columns]
    found += [_unsaid(each, sides.after, "after") for each in lost]
    found += [_unsaid(each, sides.before, "before") for each in new]
    covered = [(each.span, side) for side, made in ((0, before), (1, after)) for each in made]
    found += [_unattributed(*edit) for edit in sides.edits if not _covered(edit, covered)]
    kept = [change for change in found if change is not None]
    return tuple(sorted(kept, key=_place))


def _place(change: StatementChange) -> tuple[bool, tuple[int, ...]]:
    side = change.after or change.before
    return change.after is None, side.span if side else ()


def _touched(shown: Shown, other: Shown) -> list[_Statement]:
    """Return the statements that do not stand word for word in the other version."""
    return [each for each in _statements(shown) if not _stands(each, shown, other)]


def _statements(shown: Shown) -> list[_Statement]:
    return [_statement(index, made) for index, made in enumerate(shown.attributions)]


def _stands(statement: _Statement, shown: Shown, other: Shown) -> bool:
    start, end = statement.span
    return all(
        sentence.text in other.texts
        for sentence in shown.sentences
        if sentence.start < end and start < sentence.end
    )


def _handed_on(
    sides: Sides, pairs: list[tuple[_Statement, _Statement]]
) -> Iterator[StatementChange]:
    """Give the statements whose own words stand, while their speaker became another before them.

    "She" is another one after the name in the sentence before was swapped. Only a swap that is
    seen there counts, for who a pronoun stands for is a guess.
    """
    swaps = {(one.source, other.source) for one, other in pairs if not _same_speaker(one, other)}
    old = {each.content: each for each in _statements(sides.before)}
    for new in _statements(sides.after) if swaps else ():
        was = old.get(new.content)
        stood = was is not None and _stands(new, sides.after, sides.before)
        if was is not None and stood and (was.source, new.source) in swaps:
            words_of = pieces(was.content, new.content)
            yield StatementChange(("reattributed",), was.said, new.said, words_of)


def _statement(index: int, made: Attribution) -> _Statement:
    spans = [piece.span for piece in made.content]
    quoted = [span for piece in made.content for span in piece.quoted]
    if made.source is not None:
        spans.append(made.source.span)
    if made.cue is not None:
        spans.append(made.cue.span)
    source = made.source
    return _Statement(
        index,
        made,
        normal(" ".join(piece.span.text for piece in made.content)),
        normal(" ".join(span.text for span in quoted)),
        normal(source.name or source.span.text) if source else None,
        (min(span.start for span in spans), max(span.end for span in spans)),
    )


def _aligned(before: list[_Statement], after: list[_Statement]) -> list[tuple[int, int]]:
    """Pair statements: first those of one speaker, then the rest by their words alone."""
    pairs: list[tuple[int, int]] = []
    for speakers in (True, False):
        rows = [row for row in range(len(before)) if row not in {one for one, _ in pairs}]
        columns = [col for col in range(len(after)) if col not in {two for _, two in pairs}]
        found = best_pairs(
            [before[row].words for row in rows],
            [after[column].words for column in columns],
            _LEAST_ALIKE if speakers else 0.5,
        )
        pairs += [
            (rows[row], columns[column])
            for row, column in found
            if not speakers or _same_speaker(before[rows[row]], after[columns[column]])
        ]
    return sorted(pairs)


def _same_speaker(one: _Statement, other: _Statement) -> bool:
    """Say whether two sources may be one: the same words, or a name and a part of it."""
    if one.source is None or other.source is None:
        return one.source == other.source
    left, right = (set(words(each)) - _ARTICLES for each in (one.source, other.source))
    return left <= right or right <= left


def _compared(one: _Statement, other: _Statement) -> StatementChange | None:
    kinds: list[StatementKind] = []
    if not _same_speaker(one, other) and not _is_pronoun_of_two(one, other):
        kinds.append("reattributed")
    quoted = bool(one.quoted and other.quoted)
    if quoted and _heavy(_letters(one.quoted), _letters(other.quoted)):
        kinds.append("quotationAltered")
    doubt = _doubt(_all_words(one), _all_words(other), one.made.hedged, other.made.hedged)
    if doubt is not None:
        kinds.append(doubt)
    if _reworded(one, other, quoted=quoted, doubted=doubt is not None):
        kinds.append("reworded")
    if not kinds:
        return None
    return StatementChange(tuple(kinds), one.said, other.said, pieces(one.content, other.content))


def _is_pronoun_of_two(one: _Statement, other: _Statement) -> bool:
    """Say whether both are the same pronoun: whom it stands for may be read either way."""
    left, right = one.made.source, other.made.source
    if left is None or right is None:
        return False
    same = left.span.text.casefold() == right.span.text.casefold()
    return same and left.span.text.casefold() != (left.name or "").casefold()


def _heavy(before: str, after: str) -> bool:
    """Say whether two wordings differ by more than a slip of the pen."""
    return weight(before, after, _NO_NAMES) in ("wording", "facts")


def _letters(text: str) -> str:
    return text.replace('"', "").strip(" ,.;:!?")


def _reworded(one: _Statement, other: _Statement, *, quoted: bool, doubted: bool) -> bool:
    """Say whether the words around the quotations differ, doubt left out, or the verb's act."""
    left, right = (_plain(each, quoted=quoted, doubted=doubted) for each in (one, other))
    if _heavy(left, right) or one.made.polarity != other.made.polarity:
        return True
    if bool(one.quoted) != bool(other.quoted):
        return True  # a quotation became a paraphrase, or the other way round
    cues = (one.made.cue, other.made.cue)
    return all(cues) and len({cue.act for cue in cues if cue}) == 2


def _plain(statement: _Statement, *, quoted: bool, doubted: bool) -> str:
    """Return a statement without its quotations and, where doubt changed, without its verbs."""
    text = statement.content
    if quoted:
        for piece in statement.made.content:
            for span in piece.quoted:
                text = text.replace(normal(span.text), " ")
    idle = {*_OPENERS, *hedges(text)} | (_AUXILIARIES if doubted else set())
    kept = (word for word in _letters(text).split() if _letters(word).casefold() not in idle)
    return " ".join(kept)


def _all_words(statement: _Statement) -> str:
    cue = statement.made.cue
    return f"{cue.span.text if cue else ''} {statement.content}"


def _doubt(
    before: str, after: str, hedged_before: bool, hedged_after: bool
) -> StatementKind | None:
    """Return whether words of doubt came or went."""
    one, other = Counter(hedges(before)), Counter(hedges(after))
    lost, won = (one - other).total(), (other - one).total()
    if lost > won or (lost == won == 0 and hedged_before and not hedged_after):
        return "hedgeGone"
    if won > lost or (lost == won == 0 and hedged_after and not hedged_before):
        return "hedgeAdded"
    return None


def _unsaid(statement: _Statement, other: Shown, side: str) -> StatementChange | None:
    """Return what became of a statement that has no partner.

    Its words may stand in the other version without a speaker: then it was taken from, or given
    to, somebody; or only doubt went or came. None where the finder alone sees it differently.
    """
    mine, stated = statement.said, _stated(statement, other)
    kind: StatementKind = "cut" if side == "after" else "added"
    theirs: Said | None = None
    if stated is not None:
        theirs = Said(stated.text, span=(stated.start, stated.end))
        if statement.source is None:
            kind = "hedgeGone" if side == "after" else "hedgeAdded"
        elif set(words(statement.source)) & set(words(stated.text)):
            return None
        else:
            kind = "reattributed"
    before, after = (mine, theirs) if side == "after" else (theirs, mine)
    words_of = pieces(before.text if before else None, after.text if after else None)
    return StatementChange((kind,), before, after, words_of)


def _stated(statement: _Statement, other: Shown) -> Sentence | None:
    """Return the sentence of the other version that says the same."""
    wanted = statement.words
    for sentence in other.sentences:
        if sentence.block is None:
            continue
        shared = (wanted & words(sentence.text)).total()
        if wanted and shared >= _STATED * wanted.total():
            return sentence
    return None


def _covered(edit: tuple[Sentence, Sentence], spans: list[tuple[tuple[int, int], int]]) -> bool:
    return any(span[0] < edit[side].end and edit[side].start < span[1] for span, side in spans)


def _unattributed(before: Sentence, after: Sentence) -> StatementChange | None:
    """Return what changed in a sentence that no statement was found in: quotation and doubt."""
    kinds: list[StatementKind] = []
    one, other = (" ".join(each.text.split('"')[1::2]) for each in (before, after))
    if one and other and _heavy(_letters(one), _letters(other)):
        kinds.append("quotationAltered")
    doubt = _doubt(before.text, after.text, hedged_before=False, hedged_after=False)
    if doubt is not None:
        kinds.append(doubt)
    if not kinds:
        return None
    said = [Said(each.text, span=(each.start, each.end)) for each in (before, after)]
    return StatementChange(tuple(kinds), said[0], said[1], pieces(before.text, after.text))
