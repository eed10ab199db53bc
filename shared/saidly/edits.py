"""The record of edits: what its shelf must do, and one in memory for tests.

An *edit* tells in brief how a version of a story differs from the one before. The diff itself is
made of the two versions whenever somebody asks for it; edits are what others follow.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from saidly.model import ChangeClass
from saidly.versions import Changes
from saidly.versions.values import Said, StatementKind

# an edit is to stay below two write units, with its row in the index
MAX_STATEMENTS, MAX_CHARS = 8, 120


@dataclass(frozen=True, slots=True)
class EditedStatement:
    """What happened to one statement, in brief; texts are cut."""

    kinds: tuple[StatementKind, ...]
    speaker: str | None  # in the later version, or else in the earlier
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Edit:
    """How version ``version`` differs from the one before it."""

    article_id: str
    version: int
    at: datetime  # when it was recorded: what lists are ordered by
    seen_at: datetime  # when the version was fetched
    url: str
    classes: tuple[ChangeClass, ...]
    headline: str | None = None
    publisher: str | None = None  # registered domain
    fields: tuple[str, ...] = ()
    blocks: int = 0  # that differ
    statement_count: int = 0  # that differ
    statements: tuple[EditedStatement, ...] = ()  # the first of them

    @property
    def key(self) -> str:
        """Where it stands among those of its day: the moment in UTC, the article, the version."""
        return f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}#{self.article_id}#{self.version:08d}"

    @property
    def day(self) -> str:
        """The day that it is kept under, in UTC."""
        return self.key[:10]


def in_brief(found: Changes) -> tuple[EditedStatement, ...]:
    """Return the first changes of statements, their texts cut."""
    return tuple(
        EditedStatement(
            change.kinds,
            next((side.source for side in (change.after, change.before) if side), None),
            _cut(change.before),
            _cut(change.after),
        )
        for change in found.statements[:MAX_STATEMENTS]
    )


def _cut(said: Said | None) -> str | None:
    if said is None:
        return None
    text = said.text
    return text if len(text) <= MAX_CHARS else f"{text[: MAX_CHARS - 1]}…"


class Edits(Protocol):
    """The shelf of edits."""

    def put(self, edit: Edit) -> None:
        """Put an edit unless that version has one."""
        ...

    def several(self, article_id: str, versions: Iterable[int]) -> dict[int, Edit]:
        """Return edits of an article by version, 100 at most; those that are not there lack."""
        ...

    def page(self, day: str, between: tuple[str, str], limit: int) -> tuple[tuple[Edit, ...], bool]:
        """Return edits of a day, oldest first, and whether there are more.

        Args:
            day: in UTC, 2026-11-24.
            between: lowest and highest ``Edit.key``, both included.
            limit: edits at most.
        """
        ...

    def purge(self, article_id: str) -> None:
        """Delete every edit of an article; again changes nothing."""
        ...


@dataclass(slots=True)
class MemoryEdits:
    """The shelf in memory: what every other one must do."""

    kept: dict[tuple[str, int], Edit] = field(default_factory=dict)

    def put(self, edit: Edit) -> None:
        """Put if absent."""
        self.kept.setdefault((edit.article_id, edit.version), edit)

    def several(self, article_id: str, versions: Iterable[int]) -> dict[int, Edit]:
        """Return those that are there."""
        keys = ((article_id, version) for version in versions)
        return {key[1]: self.kept[key] for key in keys if key in self.kept}

    def page(self, day: str, between: tuple[str, str], limit: int) -> tuple[tuple[Edit, ...], bool]:
        """Sort and cut."""
        low, high = between
        fits = [each for each in self.kept.values() if each.day == day and low <= each.key <= high]
        fits.sort(key=lambda each: each.key)
        return tuple(fits[:limit]), len(fits) > limit

    def purge(self, article_id: str) -> None:
        """Delete."""
        for key in [key for key in self.kept if key[0] == article_id]:
            del self.kept[key]
