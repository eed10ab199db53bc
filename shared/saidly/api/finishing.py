"""What every reply gets on its way out: request id, caching, validators, CORS."""

import hashlib

from saidly.api.messages import Reply, Request

# a page of ours that is opened in a browser runs nothing and loads nothing
_SEALED = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
_READABLE = "etag, link, location, retry-after, x-request-id, idempotent-replayed"
_SENDABLE = "authorization, content-type, accept, if-none-match, if-match, idempotency-key"


def finished(request: Request, reply: Reply, *, public: bool, origin: str) -> Reply:
    """Return a reply as it goes out.

    Args:
        request: what was asked.
        reply: what a route answered.
        public: whether shared caches may keep it.
        origin: of web pages that may read it; empty for none.
    """
    vary = ["accept", "accept-encoding", "authorization", *(["origin"] if origin else [])]
    out = reply.also(
        ("x-request-id", request.id),
        ("x-content-type-options", "nosniff"),
        ("vary", ", ".join(vary)),
    )
    if "text/html" in (reply.header("content-type") or "") and not reply.header(_CSP):
        out = out.also((_CSP, _SEALED))
    if origin:
        shown = (
            ("access-control-allow-origin", origin),
            ("access-control-expose-headers", _READABLE),
        )
        out = out.also(*shown)
    out = _cached(request, out, public=public)
    return Reply(out.status, out.headers, "") if request.route.startswith("HEAD ") else out


_CSP = "content-security-policy"


def _cached(request: Request, reply: Reply, *, public: bool) -> Reply:
    """Set how long a reply stays fresh; answer 304 where the client has it already.

    The validator is weak: it stays the same when the bytes are compressed on the way.
    """
    if reply.status != 200 or not request.route.startswith(("GET ", "HEAD ")):
        return reply.also(("cache-control", "no-store"))
    if reply.header("cache-control") == "no-store":
        return reply
    kind = reply.header("content-type") or ""
    tag = f'W/"{hashlib.sha256(f"{kind}\n{reply.body}".encode()).hexdigest()[:32]}"'
    fresh = "public, max-age=300" if public else "private, no-cache"
    out = reply.also(("etag", tag), ("cache-control", reply.header("cache-control") or fresh))
    if _matches(request.headers.get("if-none-match", ""), tag):
        return Reply(304, tuple(h for h in out.headers if h[0] != "content-type"), "")
    return out


def _matches(header: str, tag: str) -> bool:
    """Compare validators weakly (RFC 9110, section 13.1.2)."""
    names = {name.strip().removeprefix("W/") for name in header.split(",")}
    return "*" in names or tag.removeprefix("W/") in names


def options(request: Request, allowed: str, origin: str) -> Reply:
    """Answer a browser that asks before it calls (CORS), or anybody who asks what a path takes."""
    headers = [("allow", allowed)]
    if origin:
        headers += [
            ("access-control-allow-methods", allowed),
            ("access-control-allow-headers", _SENDABLE),
            ("access-control-max-age", "3600"),
        ]
    return finished(request, Reply(204, tuple(headers), ""), public=False, origin=origin)
