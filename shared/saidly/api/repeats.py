"""The same request sent twice: ``Idempotency-Key``.

Source: draft-ietf-httpapi-idempotency-key-header.
"""

import hashlib

from saidly.api.desk import Desk, Kept, Route
from saidly.api.messages import Reply, Request, problem
from saidly.errors import BadRequest

HEADER, MAX_KEY_CHARS = "idempotency-key", 255


def once(request: Request, route: Route, desk: Desk) -> Reply:
    """Return what a route answered to this key before, or have it answer and keep that.

    Two requests at once may both be carried out; all that POST does is idempotent by itself.
    """
    sent = request.headers.get(HEADER)
    if sent is None or desk.answers is None or not request.route.startswith("POST "):
        return route(request, desk)
    if not (0 < len(sent) <= MAX_KEY_CHARS and sent.isascii() and sent.isprintable()):
        raise BadRequest("Idempotency-Key", f"must be 1 to {MAX_KEY_CHARS} printable characters")
    key = _digest(f"{request.token}\n{request.route}\n{sent}")
    digest = _digest(request.body or "")
    kept = desk.answers.kept(key)
    if kept is None:
        reply = route(request, desk)
        desk.answers.keep(key, Kept(digest, reply.status, reply.headers, reply.body), desk.now())
        return reply
    if kept.digest != digest:
        detail = "this Idempotency-Key was sent with another body"
        return problem(422, detail, request.id, field="Idempotency-Key")
    return Reply(kept.status, (*kept.headers, ("idempotent-replayed", "true")), kept.body)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
