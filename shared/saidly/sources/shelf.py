"""The shelf of sources: what it must do, and one in memory that does it."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from saidly.errors import Conflict
from saidly.sources.values import Health, Source, Watched, revision

# a visit is over by then, or its function died: the function may run for five minutes
LEASE = timedelta(minutes=10)


class Sources(Protocol):
    """Sources by id. Settings and health are written apart, so that neither undoes the other."""

    def get(self, source_id: str) -> Watched | None:
        """Return a source, None if there is none."""
        ...

    def put(self, source: Source, now: datetime, seen: str | None = None) -> tuple[Watched, bool]:
        """Set a source; return it and whether it was made by that.

        What it was set to before changes nothing. Other settings make it due at ``now``, take it
        from the run that visits it and forget what its publisher said about the feed.

        Raises:
            Conflict: ``seen`` is given and not the revision of what stands.
        """
        ...

    def remove(self, source_id: str, seen: str | None = None) -> None:
        """Forget a source; again changes nothing. Raises ``Conflict`` as ``put``."""
        ...

    def page(self, limit: int, after: str | None) -> tuple[tuple[Watched, ...], str | None]:
        """Return sources by id behind ``after``, and where the list goes on."""
        ...

    def due(self, at: datetime) -> tuple[Watched, ...]:
        """Return the sources that are due and not paused, the longest due first."""
        ...

    def hurry(self, source_id: str, now: datetime) -> bool:
        """Make a source due at ``now``; False where there is none."""
        ...

    def claim(self, watched: Watched, run: datetime, until: datetime) -> bool:
        """Take a source for a run; it is due again at ``until``, should the run die.

        False where it was taken, set or hurried since it was read.
        """
        ...

    def spend(self, source_id: str, run: datetime, day: str, taken: int) -> bool:
        """Note how much of a day's budget is used; False where the run has lost the source."""
        ...

    def report(self, source_id: str, run: datetime, health: Health) -> bool:
        """Note how a visit went, the budget left as it is; False where the run has lost it."""
        ...


def reset(stands: Watched, source: Source, now: datetime) -> Health:
    """Return the health of a source that is set anew; pausing and resuming forget nothing."""
    if replace(stands.source, paused=source.paused) == source:
        return replace(stands.health, due_at=now, run=None)
    return replace(
        stands.health,
        due_at=now,
        run=None,
        failures=0,
        problem=None,
        whole_at=None,
        yielded_at=None,
        silent_since=None,
        etag=None,
        last_modified=None,
        waiting=(),
        slot=None,
        proposals=(),
    )


def check_revision(source: Source | None, seen: str | None) -> None:
    """Raise ``Conflict`` unless a source stands as it was seen."""
    if seen is not None and (source is None or revision(source) != seen):
        raise Conflict("the source was changed since; read it again and decide anew")


@dataclass(slots=True)
class MemorySources:
    """The shelf in memory: the executable specification of the one on DynamoDB."""

    kept: dict[str, Watched] = field(default_factory=dict)

    def get(self, source_id: str) -> Watched | None:
        """Return the source."""
        return self.kept.get(source_id)

    def put(self, source: Source, now: datetime, seen: str | None = None) -> tuple[Watched, bool]:
        """Compare, and keep the health where there is one."""
        stands = self.kept.get(source.id)
        check_revision(stands.source if stands else None, seen)
        if stands and stands.source == source:
            return stands, False
        health = reset(stands, source, now) if stands else Health(now)
        self.kept[source.id] = Watched(source, health)
        return self.kept[source.id], stands is None

    def remove(self, source_id: str, seen: str | None = None) -> None:
        """Delete."""
        stands = self.kept.get(source_id)
        check_revision(stands.source if stands else None, seen)
        self.kept.pop(source_id, None)

    def page(self, limit: int, after: str | None) -> tuple[tuple[Watched, ...], str | None]:
        """Sort and cut."""
        names = sorted(name for name in self.kept if name > (after or ""))
        more = len(names) > limit
        return tuple(self.kept[name] for name in names[:limit]), names[limit - 1] if more else None

    def due(self, at: datetime) -> tuple[Watched, ...]:
        """Filter and sort."""
        return due_ones(tuple(self.kept.values()), at)

    def hurry(self, source_id: str, now: datetime) -> bool:
        """Move the due time."""
        if (stands := self.kept.get(source_id)) is None:
            return False
        self.kept[source_id] = replace(stands, health=replace(stands.health, due_at=now))
        return True

    def claim(self, watched: Watched, run: datetime, until: datetime) -> bool:
        """Compare the due time."""
        stands = self.kept.get(watched.source.id)
        if stands is None or stands.health.due_at != watched.health.due_at:
            return False
        health = replace(stands.health, run=run, due_at=until)
        self.kept[watched.source.id] = replace(stands, health=health)
        return True

    def spend(self, source_id: str, run: datetime, day: str, taken: int) -> bool:
        """Compare the run."""
        stands = self.kept.get(source_id)
        if stands is None or stands.health.run != run:
            return False
        health = replace(stands.health, day=day, taken=taken)
        self.kept[source_id] = replace(stands, health=health)
        return True

    def report(self, source_id: str, run: datetime, health: Health) -> bool:
        """Compare the run."""
        stands = self.kept.get(source_id)
        if stands is None or stands.health.run != run:
            return False
        kept = replace(health, run=run, day=stands.health.day, taken=stands.health.taken)
        self.kept[source_id] = replace(stands, health=kept)
        return True


def due_ones(sources: tuple[Watched, ...], at: datetime) -> tuple[Watched, ...]:
    """Return the sources that are due, the longest due first."""
    found = [each for each in sources if each.health.due_at <= at and not each.source.paused]
    return tuple(sorted(found, key=lambda each: (each.health.due_at, each.source.id)))
