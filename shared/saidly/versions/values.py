"""The nouns of change: frozen values that ``changes`` returns and the codec writes."""

from dataclasses import dataclass
from typing import Literal, get_args

from saidly.model import ChangeClass

StatementKind = Literal[
    "added", "cut", "reworded", "reattributed", "hedgeAdded", "hedgeGone", "quotationAltered"
]
KINDS: tuple[ChangeClass, ...] = get_args(ChangeClass)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: in both texts, only in the earlier (cut) or only in the later (added)."""

    op: Literal["same", "cut", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that reads differently; None where it is absent."""

    name: Literal["headline", "dek", "authors", "credits", "corrections", "isAccessibleForFree"]
    before: str | None
    after: str | None
    words: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block that came, went, moved or reads differently.

    ``before`` and ``after`` number the headings and blocks of all sections from 0, in order.
    """

    kind: Literal["added", "cut", "changed", "moved"]
    before: int | None
    after: int | None
    words: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One side of a changed statement. ``index`` is its place among the article's attributions.

    Where the article attributes the words to nobody, ``index``, ``source`` and ``cue`` are None.
    """

    text: str
    source: str | None = None
    cue: str | None = None
    index: int | None = None
    span: tuple[int, ...] = ()  # from start to end in ``articleBody`` of that version


@dataclass(frozen=True, slots=True)
class StatementChange:
    """What happened to one statement: one kind or several."""

    kinds: tuple[StatementKind, ...]
    before: Said | None
    after: Said | None
    words: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """All that a reader sees changed; ``classes`` is empty where that is nothing."""

    classes: tuple[ChangeClass, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    blocks: tuple[BlockChange, ...] = ()
    statements: tuple[StatementChange, ...] = ()
