"""What is kept of hosts in DynamoDB: slots and robots.txt, for all functions together.

Keys: ``H#<SHA-256 of host or origin>`` / ``SLOT`` and ``ROBOTS``; both go by the table's time to
live once nobody asks for them any more.
"""

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from saidly import codec
from saidly.aws.table import Item, Step, Table
from saidly.pace import HostState, RobotsEntry, RobotsShelf, Slot

KEPT = timedelta(days=2)
HOSTS_SEEN = 10_000  # by a process, then it forgets
# an item may hold 400 KB; what does not fit even compressed is kept by each process alone
MAX_ENTRY_BYTES = 350_000


def _key(name: str, kind: str) -> tuple[str, str]:
    return f"H#{hashlib.sha256(name.encode()).hexdigest()}", kind


def _ttl(since: datetime) -> int:
    return int((since + KEPT).timestamp())


@dataclass(frozen=True, slots=True)
class DynamoSlots:
    """Slots in a table. A slot costs one write and no read, as a rule.

    Whether a host rests or has a row of orders is guessed by what this process saw of it last; a
    wrong guess costs a write more.
    """

    table: Table
    busy: dict[str, datetime] = field(default_factory=dict)  # host -> its next free slot

    def reserve(self, host: str, delay_s: float, now: datetime) -> Slot:
        """One conditional write; a read and up to two writes more where the guess was wrong."""
        rests = self.busy.get(host, now) <= now
        tries = (self._rested, self._queued) if rests else (self._queued, self._rested)
        slot = tries[0](host, delay_s, now) or tries[1](host, delay_s, now)
        if slot is None:
            slot = self._moved(host, lambda state: state.reserved(delay_s, now))
        if len(self.busy) >= HOSTS_SEEN:
            self.busy.clear()
        self.busy[host] = slot.at + timedelta(seconds=delay_s)
        return slot

    def _rested(self, host: str, delay_s: float, now: datetime) -> Slot | None:
        """Take the present moment of a host that rests; None where it does not."""
        now_ms, pause_ms = _ms(now), round(delay_s * 1000)
        free_at = now + timedelta(seconds=delay_s)
        changes = {"freeAt": now_ms + pause_ms, "askedAt": now_ms, "ttl": _ttl(free_at)}
        after = self.table.update(
            _key(host, "SLOT"),
            changes | {"number": Step(1)},
            "(attribute_not_exists(#freeAt) OR #freeAt <= :freeAt) AND "
            "(attribute_not_exists(#heldUntil) OR #heldUntil <= :heldUntil) AND "
            "(attribute_not_exists(#askedAt) OR #askedAt <= :askedAt)",
            freeAt=now_ms,
            heldUntil=now_ms,
            askedAt=now_ms - pause_ms,
        )
        return None if after is None else Slot(now, int(after.get("failures", 0)))

    def _queued(self, host: str, delay_s: float, now: datetime) -> Slot | None:
        """Take the place behind those that wait for a host; None where nobody does."""
        key, now_ms = _key(host, "SLOT"), _ms(now)
        after = self.table.add(
            key,
            {"freeAt": round(delay_s * 1000), "number": 1},
            "#freeAt > :now AND (attribute_not_exists(heldUntil) OR heldUntil <= #freeAt)",
            now=now_ms,
        )
        if after is None:
            return None
        state = _state(after)
        at = (state.free_at or now) - timedelta(milliseconds=round(delay_s * 1000))
        return Slot(at, state.failures)

    def use(self, host: str, delay_s: float, now: datetime) -> Slot | None:
        """One read, one conditional write."""
        return self._moved(host, lambda state: state.used(delay_s, now))

    def hold(self, host: str, until: datetime) -> None:
        """One read, one conditional write."""
        self._moved(host, lambda state: (state.held(until), None))

    def trouble(self, host: str, asked_s: float | None, now: datetime) -> None:
        """One read, one conditional write."""
        self._moved(host, lambda state: (state.troubled(asked_s, now), None))

    def calm(self, host: str) -> None:
        """One read, one conditional write."""
        self._moved(host, lambda state: (replace(state, failures=0), None))

    def _moved[T](self, host: str, move: Callable[[HostState], tuple[HostState, T]]) -> T:
        """Read, move and write while nobody else has written in between."""
        key = _key(host, "SLOT")
        while True:
            item = self.table.get(*key) or {}
            state, result = move(_state(item))
            # the number of the write stands for all that the item held
            number = int(item.get("number", 0))
            changes = _item(state) | {"number": number + 1}
            if number == 0:
                moved = self.table.update(key, changes, "attribute_not_exists(#number)")
            else:
                moved = self.table.update(key, changes, "#number = :number", number=number)
            if moved:
                return result


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _moment(ms: Any) -> datetime | None:
    return None if ms is None else datetime.fromtimestamp(int(ms) / 1000, UTC)


def _state(item: Item) -> HostState:
    free_at, held_until = _moment(item.get("freeAt")), _moment(item.get("heldUntil"))
    asked_at = _moment(item.get("askedAt"))
    return HostState(free_at, held_until, int(item.get("failures", 0)), asked_at)


def _item(state: HostState) -> Item:
    moments = [moment for moment in (state.free_at, state.held_until) if moment]
    return {
        "freeAt": _ms(state.free_at) if state.free_at else None,
        "heldUntil": _ms(state.held_until) if state.held_until else None,
        "failures": state.failures,
        "askedAt": _ms(state.asked_at) if state.asked_at else None,
        "ttl": _ttl(max(moments)) if moments else None,
    }


@dataclass(frozen=True, slots=True)
class DynamoRobots:
    """What robots.txt said, in a table; ``near`` is the process's own memory in front of it."""

    table: Table
    near: RobotsShelf

    def get(self, origin: str) -> RobotsEntry | None:
        """One read where this process has not met the host yet."""
        known = self.near.get(origin)
        if known is not None:
            return known
        item = self.table.get(*_key(origin, "ROBOTS"))
        if item is None:
            return None
        entry: RobotsEntry = codec.decode(RobotsEntry, json.loads(gzip.decompress(item["entry"])))
        self.near.put(entry)
        return entry

    def put(self, entry: RobotsEntry) -> None:
        """One write."""
        self.near.put(entry)
        pk, sk = _key(entry.origin, "ROBOTS")
        packed = gzip.compress(json.dumps(codec.encode(entry)).encode(), mtime=0)
        if len(packed) <= MAX_ENTRY_BYTES:
            self.table.put({"pk": pk, "sk": sk, "entry": packed, "ttl": _ttl(entry.fetched_at)})
