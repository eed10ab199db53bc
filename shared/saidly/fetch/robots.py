"""robots.txt by RFC 9309: asked for before a host's first page, believed for a day.

Missing (4xx) means open; failing (5xx, 429, no answer) means closed for now.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from protego import Protego

from saidly import urls
from saidly.errors import InvalidUrl
from saidly.fetch.client import Answer, exchange
from saidly.fetch.decoding import ACCEPTED, decoded
from saidly.fetch.outside import PRODUCT, Outside, Terms
from saidly.fetch.trouble import Barred, Trouble
from saidly.fetch.wire import GuardedBackend
from saidly.pace import (
    MAX_DELAY_S,
    HostRules,
    RobotsEntry,
    RobotsShelf,
    delay_s,
    retry_after_s,
)
from saidly.urls.parts import parts

MAX_BYTES = 500 * 2**10
MAX_MINING_BYTES = 64 * 2**10
KEPT = timedelta(hours=24)
KEPT_CLOSED = timedelta(minutes=10)  # a host in trouble is asked again soon
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FAILING = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Rules:
    """What robots.txt says to us about one address."""

    allowed: bool
    delay_s: float | None = None  # Crawl-delay, at most a minute
    sitemaps: tuple[str, ...] = ()


def rules(entry: RobotsEntry, url: str) -> Rules:
    """Return what a host's robots.txt says about an address to our product token."""
    if entry.verdict != "rules":
        return Rules(allowed=entry.verdict == "open")
    told = Protego.parse(entry.rules)
    delay = told.crawl_delay(PRODUCT)
    sitemaps = []
    for reference in told.sitemaps:
        try:
            sitemaps.append(urls.joined(f"{entry.origin}/robots.txt", reference))
        except InvalidUrl:
            continue
    return Rules(
        allowed=told.can_fetch(url, PRODUCT),
        delay_s=None if delay is None else min(MAX_DELAY_S, max(0.0, delay)),
        sitemaps=tuple(dict.fromkeys(sitemaps)),
    )


def known(url: str, shelf: RobotsShelf, loopback: frozenset[str] = frozenset()) -> HostRules:
    """Return what is known of an address's host without asking it.

    Local mode's sample press waits for nothing but its own Crawl-delay.
    """
    found = parts(url)
    entry = shelf.get(f"{found.scheme}://{found.netloc}")
    told = rules(entry, url).delay_s if entry else None
    pause_s = delay_s(told) if f"{found.host}:{found.port}" not in loopback else told or 0.0
    if entry is None:
        return HostRules(pause_s)
    return HostRules(pause_s, entry.mining.encode() or None, entry.rules)


def named_maps(url: str, shelf: RobotsShelf) -> tuple[str, ...]:
    """Return the sitemaps that the robots.txt of an address's host names, without asking it."""
    found = parts(url)
    entry = shelf.get(f"{found.scheme}://{found.netloc}")
    return rules(entry, url).sitemaps if entry else ()


def entry_for(url: str, terms: Terms, outside: Outside, loopback: frozenset[str]) -> RobotsEntry:
    """Return what the host of an address says in robots.txt, from the shelf or from the host.

    Raises:
        InvalidUrl, Barred: the host itself may not be connected to.
    """
    found = parts(url)
    origin = f"{found.scheme}://{found.netloc}"
    now = outside.now()
    entry = outside.robots.get(origin)
    if entry is None or now - entry.fetched_at >= (
        KEPT_CLOSED if entry.verdict == "closed" else KEPT
    ):
        entry = _asked(origin, terms, outside, loopback)
        well_known = f"{origin}/.well-known/tdmrep.json"
        if terms.mining and entry.verdict != "closed" and rules(entry, well_known).allowed:
            entry = replace(entry, mining=_mining(well_known, terms, outside, loopback))
        outside.robots.put(entry)
    return entry


def _mining(url: str, terms: Terms, outside: Outside, loopback: frozenset[str]) -> str:
    """Return a host's file of reservations; "" where it gives none that can be read.

    Source: TDM Reservation Protocol (W3C community group, 2024), section 4.1.
    """
    backend = GuardedBackend(terms, outside, loopback)
    headers = {"User-Agent": terms.user_agent, "Accept-Encoding": ACCEPTED, "Accept": "*/*"}
    try:
        with exchange(url, headers, backend, outside) as answer:
            encoding = answer.header("content-encoding") or ""
            whole = answer.status == 200
            body = b"".join(decoded(answer.raw, encoding, MAX_MINING_BYTES)) if whole else b""
    except (Trouble, Barred):
        return ""
    return body.decode("utf-8-sig", "replace")


def _asked(origin: str, terms: Terms, outside: Outside, loopback: frozenset[str]) -> RobotsEntry:
    now = outside.now()
    hop = f"{origin}/robots.txt"
    backend = GuardedBackend(terms, outside, loopback)
    headers = {"User-Agent": terms.user_agent, "Accept-Encoding": ACCEPTED, "Accept": "text/plain"}
    led = False
    try:
        for _ in range(terms.redirects + 1):
            urls.check(hop, loopback)
            with exchange(hop, headers, backend, outside) as answer:
                location = answer.header("location")
                if answer.status not in REDIRECTS or location is None:
                    return _entry(origin, answer, now)
                led = True
                hop = urls.joined(hop, location)
    except Trouble as trouble:
        return RobotsEntry(origin, "closed", now, reason=trouble.reason)
    except (InvalidUrl, Barred):
        if not led:  # the host itself may not be connected to
            raise
        return RobotsEntry(origin, "closed", now, reason="redirected to where we may not go")
    return RobotsEntry(origin, "open", now)  # too many redirects: unavailable


def _entry(origin: str, answer: Answer, now: datetime) -> RobotsEntry:
    status = answer.status
    if status >= 500 or status in _FAILING:
        wait_s = retry_after_s(answer.header("retry-after"), now)
        return RobotsEntry(origin, "closed", now, reason=f"status {status}", retry_after_s=wait_s)
    if status >= 300:
        return RobotsEntry(origin, "open", now)
    return RobotsEntry(origin, "rules", now, rules=_text(answer))


def _text(answer: Answer) -> str:
    """Return the rules; what stands behind 500 KiB is not read, as the standard allows."""
    body = bytearray()
    encoding = answer.header("content-encoding") or ""
    for piece in decoded(answer.raw, encoding, 2 * MAX_BYTES):
        body += piece
        if len(body) >= MAX_BYTES:
            whole_lines = body[:MAX_BYTES].rpartition(b"\n")[0]
            return whole_lines.decode("utf-8-sig", "replace")
    return body.decode("utf-8-sig", "replace")
