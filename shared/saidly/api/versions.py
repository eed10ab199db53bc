"""The versions of an article: each as it stood, what changed between two, a statement's history."""

from saidly import codec, formats
from saidly.api import pages
from saidly.api.articles import head_of, newest_filed, whole
from saidly.api.asked import known, limit
from saidly.api.changes import told
from saidly.api.desk import Desk, Route
from saidly.api.listing import summary
from saidly.api.messages import Reply, Request
from saidly.api.writing import written
from saidly.errors import BadRequest, NotFound
from saidly.model import Article
from saidly.store import Head, Version
from saidly.versions import changes, steps

MAX_DIGITS = 6
MAX_FOLLOWED = 50  # versions through which a statement is followed back


def versions(request: Request, desk: Desk) -> Reply:
    """List the versions of an article, newest first, each with what it changed."""
    known(request.query, ("limit", "cursor"))
    head, size = head_of(request.path["id"], desk), limit(request.query)
    newest = int(pages.position(request, desk.cursor_key) or head.version)
    numbers = range(newest, max(0, newest - size), -1)
    kept = desk.shelves.articles.several((head.id, number) for number in numbers)
    edits = desk.shelves.edits.several(head.id, numbers)
    rows = [
        _row(version) | {"changes": told(edits[number]) if number in edits else None}
        for number in numbers
        if (version := kept.get((head.id, number)))
    ]
    following = str(newest - size) if newest > size else None
    cursor = pages.cursor(request, following, desk.cursor_key)
    body = {"id": head.id, "versions": rows, "cursor": cursor}
    return written(request, formats.ONLY_JSON, body, *pages.links(request, cursor))


def _row(version: Version) -> codec.JSON:
    extracted = isinstance(version.reading, Article)
    return {
        "version": version.number,
        "status": "stored" if extracted else "fetched",
        "headline": version.reading.metadata.headline,
        "dateDownloaded": version.capture.fetched_at.isoformat(),
        "payloadDigest": f"sha256:{version.capture.digest}",
        "statements": len(version.reading.attributions)
        if isinstance(version.reading, Article)
        else None,
    }


def version(request: Request, desk: Desk) -> Reply:
    """Return an article as it stood in one version."""
    known(request.query, ())
    head = head_of(request.path["id"], desk)
    number = _number("n", request.path["n"])
    found, article = _filed(head, {number}, desk)[number]
    return written(request, formats.ARTICLE, summary(head) | whole(article, found))


def differences(request: Request, desk: Desk) -> Reply:
    """Return what changed from one version to another: fields, blocks, words, statements."""
    known(request.query, ("from", "to"))
    head = head_of(request.path["id"], desk)
    later = _number("to", request.query["to"]) if "to" in request.query else _newest(head, desk)
    earlier = _number("from", request.query["from"]) if "from" in request.query else later - 1
    if earlier >= later:
        raise BadRequest("from", f"must be a version before {later}, from 1 up")
    found = _filed(head, {earlier, later}, desk)
    body = {
        "id": head.id,
        "from": _row(found[earlier][0]),
        "to": _row(found[later][0]),
        **codec.encode(changes(found[earlier][1], found[later][1])),
    }
    return written(request, formats.ONLY_JSON, body)


def history(request: Request, desk: Desk) -> Reply:
    """Return a statement of the newest version, and how it read in those before."""
    known(request.query, ())
    head = head_of(request.path["id"], desk)
    place = _number("place", request.path["place"])
    first = max(1, head.version - MAX_FOLLOWED + 1)
    # a newer version may wait for its extraction: the history ends with the last that is filed
    kept = desk.shelves.articles.several(
        (head.id, number) for number in range(first, head.version + 1)
    )
    rows = [
        (each, each.reading)
        for each in sorted(kept.values(), key=lambda each: each.number)
        if isinstance(each.reading, Article)
    ]
    if not rows or place >= len(rows[-1][1].attributions):
        raise NotFound(f"article {head.id} has no statement {place}")
    newest, article = rows[-1]
    body = {
        "id": f"{head.id}.{newest.number}.{place}",
        "statement": codec.statement_to_dict(article, place),
        "steps": [
            {
                "version": rows[step.version][0].number,
                "dateDownloaded": rows[step.version][0].capture.fetched_at.isoformat(),
                "kinds": list(step.kinds),
                "before": codec.encode(step.before),
                "after": codec.encode(step.after),
            }
            for step in steps([reading for _, reading in rows], place)
        ],
    }
    return written(request, formats.ONLY_JSON, body)


def _newest(head: Head, desk: Desk) -> int:
    filed = newest_filed(head, desk)
    return filed[1].number if filed else head.version


def _filed(head: Head, numbers: set[int], desk: Desk) -> dict[int, tuple[Version, Article]]:
    """Return versions that are extracted; raise ``NotFound`` for the first that is not."""
    kept = desk.shelves.articles.several((head.id, number) for number in numbers)
    found = {}
    for number in sorted(numbers):
        version = kept.get((head.id, number))
        if version is None or not isinstance(version.reading, Article):
            if not number:
                raise NotFound(f"article {head.id} has no version before its first")
            raise NotFound(f"article {head.id} has no version {number}; it has {head.version}")
        found[number] = (version, version.reading)
    return found


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS):
        raise BadRequest(name, "must be a whole number")
    return int(text)


ROUTES: dict[str, Route] = {
    "GET /articles/{id}/versions": versions,
    "GET /articles/{id}/versions/{n}": version,
    "GET /articles/{id}/changes": differences,
    "GET /articles/{id}/statements/{place}/history": history,
}
