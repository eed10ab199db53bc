"""One address in, one finished exchange out: redirects, robots, judgement."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import overload

from saidly import urls
from saidly.errors import FetchFailed, InvalidUrl
from saidly.fetch import kinds, robots
from saidly.fetch.client import Answer, exchange
from saidly.fetch.decoding import ACCEPTED, decoded, packed
from saidly.fetch.outside import Outside, Terms
from saidly.fetch.trouble import Barred, Trouble
from saidly.fetch.wire import GuardedBackend
from saidly.model import Fetched, NotModified, Validators
from saidly.pace import retry_after_s
from saidly.urls.parts import parts

ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.1"
_WHOLE = frozenset({200, 203})
_PASSING = frozenset({408, 420, 425, 429})  # besides 5xx
_FOR_GOOD = frozenset({501, 505})
_SNIFFED_BYTES = 512
_SAFE = re.compile(r"[\x20-\x7e]{1,1000}")
_TERMS = Terms()
_OUTSIDE = Outside()
_NOWHERE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Visit:
    """One call of ``fetch``: what stays the same over its hops."""

    url: str
    terms: Terms
    outside: Outside
    loopback: frozenset[str]
    validators: Validators | None
    backend: GuardedBackend


@overload
def fetch(
    url: str,
    *,
    loopback: frozenset[str] = ...,
    validators: None = ...,
    terms: Terms = ...,
    outside: Outside = ...,
) -> Fetched: ...


@overload
def fetch(
    url: str,
    *,
    loopback: frozenset[str] = ...,
    validators: Validators,
    terms: Terms = ...,
    outside: Outside = ...,
) -> Fetched | NotModified: ...


def fetch(
    url: str,
    *,
    loopback: frozenset[str] = _NOWHERE,
    validators: Validators | None = None,
    terms: Terms = _TERMS,
    outside: Outside = _OUTSIDE,
) -> Fetched | NotModified:
    """Return the page at an address, whole and decoded.

    Args:
        url: the address.
        loopback: ``host:port`` names that are on 127.0.0.1 (local mode's sample press).
        validators: of an earlier answer; with them the page may be ``NotModified``.
        terms: bounds, media types, and whom a publisher may turn to.
        outside: what is reached for: names, sockets, hours, robots.txt.

    Raises:
        InvalidUrl: the address, or one it redirects to, may never be fetched.
        FetchFailed: anything else; ``retryable`` where it may pass, with the status and the
            wait that the server asked for.

    Source: RFC 9110 for status and validators, RFC 9309 for robots.txt.
    """
    hop = urls.address(url)
    backend = GuardedBackend(terms, outside, loopback)
    visit = _Visit(url, terms, outside, loopback, validators, backend)
    try:
        for _ in range(terms.redirects + 1):
            urls.check(hop, loopback)
            _ask_robots(hop, visit)
            outcome = _visited(hop, visit)
            if not isinstance(outcome, str):
                return outcome
            hop = outcome
    except Barred as barred:
        raise InvalidUrl(hop, barred.reason) from barred
    except Trouble as trouble:
        raise FetchFailed(url, trouble.reason, retryable=trouble.retryable) from trouble
    raise FetchFailed(url, f"more than {terms.redirects} redirects", retryable=False)


def _ask_robots(hop: str, visit: _Visit) -> None:
    entry = robots.entry_for(hop, visit.terms, visit.outside, visit.loopback)
    if entry.verdict == "closed":
        raise FetchFailed(
            visit.url,
            f"robots.txt cannot be read: {entry.reason}",
            retryable=True,
            retry_after_s=entry.retry_after_s,
        )
    if not robots.rules(entry, hop).allowed:
        raise FetchFailed(visit.url, "robots.txt does not allow it", retryable=False)


def _visited(hop: str, visit: _Visit) -> Fetched | NotModified | str:
    """Return the outcome of one hop; of a redirect the address it leads to."""
    with exchange(hop, _headers(visit), visit.backend, visit.outside) as answer:
        if len(answer.headers) > visit.terms.headers:
            raise Trouble("too many headers", retryable=False)
        location = answer.header("location")
        if answer.status in robots.REDIRECTS and location is not None:
            return urls.joined(hop, _readable(location))
        if answer.status == 304 and visit.validators is not None:
            return NotModified(visit.url, hop, answer.headers, visit.outside.now())
        if answer.status not in _WHOLE:
            raise _failure(answer, visit)
        return Fetched(
            url=visit.url,
            final_url=hop,
            status=answer.status,
            headers=answer.headers,
            body=_body(answer, visit.terms),
            fetched_at=visit.outside.now(),
            charset=kinds.charset(answer.header("content-type")),
            sent=(("Host", parts(hop).netloc), *_headers(visit).items()),
        )


def _headers(visit: _Visit) -> dict[str, str]:
    known = visit.validators or Validators()
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {
        "User-Agent": visit.terms.user_agent,
        "Accept": ACCEPT,
        "Accept-Encoding": ACCEPTED,
        **{name: text for name, text in conditions.items() if text and _SAFE.fullmatch(text)},
    }


def _readable(location: str) -> str:
    """Return a Location that holds UTF-8, as some do against the standard, as its letters."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return location


def _failure(answer: Answer, visit: _Visit) -> FetchFailed:
    status = answer.status
    passing = status in _PASSING or (500 <= status < 600 and status not in _FOR_GOOD)
    return FetchFailed(
        visit.url,
        f"status {status}",
        retryable=passing,
        status=status,
        retry_after_s=retry_after_s(answer.header("retry-after"), visit.outside.now()),
    )


def _body(answer: Answer, terms: Terms) -> bytes:
    """Return the body, decoded and whole; what is no page is refused before it is read."""
    problem = kinds.label_problem(answer.header("content-type"), terms.kinds)
    if problem is not None:
        raise Trouble(problem, retryable=False)
    declared = answer.header("content-length") or ""
    if declared.isdecimal() and int(declared) > terms.wire_bytes:
        raise Trouble(f"more than {terms.wire_bytes / 2**20:.3g} MiB on the wire", retryable=False)
    encoding, label = answer.header("content-encoding") or "", answer.header("content-type")
    streamed = terms.stream_bytes is not None and kinds.media_type(label) not in kinds.HTML
    limit = terms.stream_bytes if streamed and terms.stream_bytes else terms.body_bytes
    pieces = _judged(decoded(answer.raw, encoding, limit), terms)
    return packed(pieces, terms.wire_bytes) if streamed else b"".join(pieces)


def _judged(pieces: Iterator[bytes], terms: Terms) -> Iterator[bytes]:
    """Give what comes, once its first bytes may be those of a text."""
    start = b""
    for piece in pieces:
        start += piece
        if len(start) >= _SNIFFED_BYTES:
            break
    problem = kinds.bytes_problem(start[:_SNIFFED_BYTES], terms.kinds)
    if problem is not None:
        raise Trouble(problem, retryable=False)
    yield start
    yield from pieces
