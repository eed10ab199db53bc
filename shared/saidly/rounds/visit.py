"""One visit: the documents of a source are read, one at a time per host, as far as slots allow."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from saidly import urls
from saidly.discover import Link, links, section_links
from saidly.errors import FetchFailed, InvalidUrl
from saidly.model import Fetched, NotModified, Validators
from saidly.pace import Slot, next_turn, note_trouble
from saidly.rounds.handing import Hand, Handed
from saidly.rounds.proposing import proposed, tried
from saidly.rounds.walk import Round, Walk
from saidly.sources import Health, Source, Waiting, Watched, after_failure, after_success

MAX_MAPS = 50  # of one index, the newest
MAX_DEPTH = 2  # an index may name an index
NEEDED_S = 50.0  # for a document more
# maps change after their date, by a day where only that is stated
STALE = timedelta(days=2)
PATIENCE = 3  # failures in a row, after which a map that does not come is passed
_EVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Reading:
    """What a visit has come to know; changes while it goes on."""

    health: Health
    fresh: bool  # it begins with the source's own address
    conditional: bool  # all that the source offered before was read
    problem: str | None = None
    asked: bool = False  # some host was asked
    unchanged: bool = False
    maps: bool = False  # it is an index, and names some


def visit(watched: Watched, run: datetime, walk: Walk) -> Round:
    """Read a source that the run has taken, hand in what it offers and note how it went."""
    hand, waiting = Hand(watched, run, walk), watched.health.waiting
    fresh = not waiting or waiting[0].depth == 0
    reading = _Reading(watched.health, fresh, conditional=not waiting)
    try:
        _read(watched.source, reading, hand, walk)
    except (InvalidUrl, FetchFailed) as error:
        reading.problem = error.reason
        after = _failed(watched.source, reading, error, walk)
    else:
        after = _went(watched.source, reading, hand.handed, walk)
    if not hand.handed.lost:
        walk.sources.report(watched.source.id, run, after)
    return Round(
        watched.source.id,
        hand.handed.offered,
        hand.handed.new,
        hand.handed.refused,
        hand.handed.updated,
        reading.problem,
        silent=after.silent_since is not None,
        waits=bool(after.waiting),
    )


def _read(source: Source, reading: _Reading, hand: Hand, walk: Walk) -> None:
    """Read what waits, or the source's own address, until there is nothing or it must wait."""
    if source.kind == "pages":
        hand.over([Link(page) for page in source.pages])
        return
    if not reading.health.waiting:
        reading.health = replace(reading.health, waiting=(Waiting(source.address or ""),))
    while reading.health.waiting and walk.left_s() > NEEDED_S:
        document = reading.health.waiting[0]
        turn = _turn(document, reading, walk)
        if turn is None:
            return
        answer = _asked(document, turn, reading, walk)
        if isinstance(answer, Fetched):
            found = _offered(document, answer, source, reading, walk)
            hand.over([link for link in found if link.kind == "story"])
            if hand.handed.more or hand.handed.lost:
                return
            _note_maps([each for each in found if each.kind == "map"], document, reading)
        reading.health = replace(reading.health, waiting=reading.health.waiting[1:])


def _turn(document: Waiting, reading: _Reading, walk: Walk) -> Slot | None:
    """Return the slot at which a document's host may be asked now; None where it must wait.

    The slot is kept, so that it is reserved once.
    """
    urls.check(document.address, walk.loopback)
    host, pause_s = urls.host(document.address), walk.rules(document.address).pause_s
    now = walk.now()
    turn = next_turn(walk.slots, host, pause_s, reading.health.slot, now)
    waits = turn.at > now
    reading.health = replace(reading.health, slot=turn.at if waits else None)
    return None if waits else turn


def _asked(
    document: Waiting, turn: Slot, reading: _Reading, walk: Walk
) -> Fetched | NotModified | None:
    """Fetch a document; None where a map or a guessed place is not there."""
    host, before = urls.host(document.address), walk.rules(document.address).pause_s
    reading.asked = True
    try:
        answer = walk.door(document.address, _validators(document, reading))
    except FetchFailed as error:
        note_trouble(walk.slots, host, error, walk.now())
        passing = error.retryable and reading.health.failures < PATIENCE
        if passing or not document.depth:
            raise
        if document.proposal is None:
            reading.problem = f"{document.address[:200]}: {error.reason}"
        return None
    if turn.failures:
        walk.slots.calm(host)
    after = walk.rules(document.address).pause_s
    if after > before:  # learnt just now
        walk.slots.hold(host, walk.now() + timedelta(seconds=after))
    if isinstance(answer, NotModified):
        reading.unchanged = True
    elif not document.depth:
        headers = dict(answer.headers)
        etag, modified = headers.get("etag"), headers.get("last-modified")
        reading.health = replace(reading.health, etag=etag, last_modified=modified)
    return answer


def _validators(document: Waiting, reading: _Reading) -> Validators | None:
    """Return what makes the question conditional: for a source whose last reading was whole."""
    if document.depth or not reading.conditional:
        return None
    return Validators(reading.health.etag, reading.health.last_modified)


def _offered(
    document: Waiting, answer: Fetched, source: Source, reading: _Reading, walk: Walk
) -> tuple[Link, ...]:
    """Return what a document offers; of a site, note what it proposes."""
    content_type = dict(answer.headers).get("content-type")
    if source.kind == "site":
        if document.proposal is None:
            reading.health = proposed(answer, reading.health, walk)
        else:
            reading.health = tried(document, answer, reading.health)
        return ()
    if source.kind == "section":
        return section_links(answer.body, content_type, answer.final_url)
    return links(answer.body, content_type, answer.final_url)


def _note_maps(maps: list[Link], document: Waiting, reading: _Reading) -> None:
    """Have the maps of an index read, the newest first.

    Those that have not changed since all was read last were read then.
    """
    health = reading.health
    if document.depth >= MAX_DEPTH or not maps:
        return
    since = health.whole_at - STALE if health.whole_at else _EVER
    dated = [(each.updated, each.url) for each in maps if each.updated]
    fresh = sorted((each for each in dated if each[0] >= since), reverse=True)
    chosen = [url for _, url in fresh] + [each.url for each in maps if each.updated is None]
    room = min(MAX_MAPS, 2 * MAX_MAPS - len(health.waiting))
    added = tuple(Waiting(url, document.depth + 1) for url in chosen[: max(0, room)])
    reading.health = replace(health, waiting=(*health.waiting, *added))
    reading.maps = True


def _failed(
    source: Source, reading: _Reading, error: InvalidUrl | FetchFailed, walk: Walk
) -> Health:
    """Return the health after a failure: the source backs off and says why."""
    now, health = walk.now(), reading.health
    failures = health.failures + 1
    interval = timedelta(minutes=source.interval_minutes)
    asked_s = getattr(error, "retry_after_s", None)
    return replace(
        health,
        due_at=after_failure(source.id, interval, failures, asked_s, now),
        visited_at=now,
        problem=error.reason,
        failures=failures,
        # its own address is asked anew; maps that an index named are still to be read
        waiting=tuple(each for each in health.waiting if each.depth),
    )


def _went(source: Source, reading: _Reading, handed: Handed, walk: Walk) -> Health:
    """Return the health after a visit without a failure."""
    now, health = walk.now(), reading.health
    if health.waiting and not reading.asked:  # how it fares is as unknown as before
        return replace(health, due_at=health.slot or now)
    if handed.spent:  # tomorrow's budget goes to what is newest then
        health = replace(health, waiting=(), etag=None, last_modified=None)
    due_at = after_success(source.id, timedelta(minutes=source.interval_minutes), now)
    if health.waiting:
        due_at = health.slot or now
    elif not (handed.spent or handed.more):
        health = replace(health, whole_at=now)
    health = _counted(health, reading, handed)
    yields = health.offered > 0 or reading.maps
    silent = health.silent_since
    if yields:
        silent = None
    elif not (reading.unchanged or health.waiting) and reading.fresh and health.yielded_at:
        silent = silent or now
    return replace(
        health,
        due_at=due_at,
        visited_at=now,
        problem=reading.problem,
        failures=0,
        yielded_at=now if yields else health.yielded_at,
        silent_since=silent,
    )


def _counted(health: Health, reading: _Reading, handed: Handed) -> Health:
    """Note what the last reading offered; one that takes several visits adds up."""
    if reading.unchanged:
        return replace(health, new=0)
    before = (0, 0, 0) if reading.fresh else (health.offered, health.refused, health.new)
    return replace(
        health,
        offered=before[0] + handed.offered,
        refused=before[1] + handed.refused,
        new=before[2] + handed.new,
    )
