"""robots.txt by RFC 9309: what it says is asked before the first page, and kept to."""

import gzip
import socket
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from saidly.errors import FetchFailed, InvalidUrl
from saidly.fetch import MemoryRobots, Outside, Terms, fetch, known
from saidly.fetch.robots import KEPT, KEPT_CLOSED, MAX_BYTES, rules
from saidly.model import Fetched
from saidly.pace import RobotsEntry
from tests.contract import NOW
from tests.core.publisher_server import NAME, Answer, Net, Publisher, page

PLAIN = "Content-Type: text/plain"
SHORT = Terms(deadline_s=1)  # for answers that never end
PATIENT = Terms(deadline_s=60)
CLOSED = "robots.txt cannot be read"
BARRED = "robots.txt does not allow it"


def text(body: str | bytes, *headers: str, status: str = "200 OK") -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    return page(raw, *(headers or (PLAIN,)), status=status)


def asked(
    robots: Answer, path: str = "/a", shelf: MemoryRobots | None = None, terms: Terms = PATIENT
) -> str:
    """Return why a page is not fetched, "" where it is."""
    with Publisher() as publisher:
        publisher.answers |= {path: page(), "/robots.txt": robots}
        outside = Outside(robots=shelf or MemoryRobots(), now=lambda: NOW)
        try:
            fetch(publisher.url(path), loopback=publisher.loopback, terms=terms, outside=outside)
        except FetchFailed as failure:
            assert publisher.asked() == []
            return failure.reason
        finally:
            publisher.stopping.set()
        assert publisher.asked() == [path]
        return ""


RULES: dict[str, tuple[str | bytes, str, bool]] = {
    "nothing": ("", "/a", True),
    "nothing is forbidden": ("User-agent: *\nDisallow:", "/a", True),
    "all is forbidden": ("User-agent: *\nDisallow: /", "/a", False),
    "we are forbidden by name": ("User-agent: saidly\nDisallow: /", "/a", False),
    "names know no case": ("User-agent: SAIDLY\nDisallow: /", "/a", False),
    "others are forbidden": ("User-agent: Other\nDisallow: /", "/a", True),
    "a group of our own goes before all": (
        "User-agent: *\nDisallow: /\n\nUser-agent: Saidly\nAllow: /", "/a", True),
    "a group for several": ("User-agent: Other\nUser-agent: Saidly\nDisallow: /a", "/a", False),
    "two groups of ours are one": (
        "User-agent: Saidly\nDisallow: /b\nUser-agent: x\nDisallow:\n"
        "User-agent: Saidly\nDisallow: /a", "/a", False),
    "another path": ("User-agent: *\nDisallow: /b", "/a", True),
    "a path by its beginning": ("User-agent: *\nDisallow: /a", "/about", False),
    "the longer rule wins": ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b", True),
    "of two as long, allowing wins": ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
    "a star": ("User-agent: *\nDisallow: /*.pdf", "/x/y.pdf", False),
    "an end": ("User-agent: *\nDisallow: /a$", "/ab", True),
    "an end that fits": ("User-agent: *\nDisallow: /a$", "/a", False),
    "a query": ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
    "percent-encoding is one": ("User-agent: *\nDisallow: /%C3%A4", "/ä", False),
    "letters stand for their encoding": ("User-agent: *\nDisallow: /ä", "/%C3%A4", False),
    "case counts in paths": ("User-agent: *\nDisallow: /A", "/a", True),
    "comments": ("# hello\nUser-agent: * # all\nDisallow: /a # not this", "/a", False),
    "carriage returns": ("User-agent: *\rDisallow: /a", "/a", False),
    "line feeds with returns": ("User-agent: *\r\nDisallow: /a\r\n", "/a", False),
    "a byte order mark": (b"\xef\xbb\xbfUser-agent: *\nDisallow: /a", "/a", False),
    "spaces around": ("  User-agent : *  \n Disallow :  /a  ", "/a", False),
    "unknown lines between": (
        "User-agent: *\nNoindex: /b\nHost: x\nDisallow: /a", "/a", False),
    "a rule before any group": ("Disallow: /\nUser-agent: x\nDisallow: /b", "/a", True),
    "no rules but a page of HTML": ("<html><body>Not found</body></html>", "/a", True),
    "bytes that are no text": (bytes(range(256)) * 4, "/a", True),
    "latin letters before the rule": (b"# caf\xe9\nUser-agent: *\nDisallow: /a", "/a", False),
    "robots.txt itself is no page of ours": ("User-agent: *\nDisallow: /a", "/robots", True),
}  # fmt: skip


@pytest.mark.parametrize("what", RULES)
def test_the_rules_are_kept_to(what: str) -> None:
    body, path, allowed = RULES[what]
    entry = RobotsEntry(
        f"http://{NAME}", "rules", NOW,
        body.decode("utf-8-sig", "replace") if isinstance(body, bytes) else body,
    )  # fmt: skip

    assert rules(entry, f"http://{NAME}{path}").allowed is allowed


def test_a_forbidden_page_is_not_asked_for() -> None:
    assert asked(text("User-agent: *\nDisallow: /a")) == BARRED


STATUSES = {
    "200 OK": BARRED, "203 Other": BARRED, "204 No Content": "",
    "300 Multiple Choices": "", "304 Not Modified": "",
    "400 Bad Request": "", "401 Unauthorized": "", "403 Forbidden": "", "404 Not Found": "",
    "406 Not Acceptable": "", "410 Gone": "", "418 Teapot": "", "451 Unavailable": "",
    "408 Request Timeout": CLOSED, "425 Too Early": CLOSED, "429 Too Many Requests": CLOSED,
    "500 Internal Server Error": CLOSED, "501 Not Implemented": CLOSED,
    "502 Bad Gateway": CLOSED, "503 Service Unavailable": CLOSED, "504 Timeout": CLOSED,
    "520 Unknown": CLOSED, "599 Whatever": CLOSED,
}  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
def test_missing_rules_mean_open_and_failing_ones_closed(status: str) -> None:
    body = "" if status[:3] in {"204", "304"} else "User-agent: *\nDisallow: /"

    reason = asked(text(body, status=status))

    assert reason.startswith(STATUSES[status])
    assert bool(reason) == bool(STATUSES[status])


BROKEN: dict[str, Answer] = {
    "no answer": b"",
    "a cut body": text("User-agent: *", PLAIN, "Content-Length: 500"),
    "a broken coding": text(b"no gzip", PLAIN, "Content-Encoding: gzip"),
    "an unknown coding": text(b"x", PLAIN, "Content-Encoding: zstd"),
    "no HTTP": b"hello\r\n\r\n",
}


@pytest.mark.parametrize("what", BROKEN)
def test_rules_that_cannot_be_read_close_the_host_for_now(what: str) -> None:
    assert asked(BROKEN[what]).startswith(CLOSED)


def test_a_host_that_drips_its_rules_is_closed_in_time() -> None:
    def drip(connection: socket.socket) -> None:
        for byte in text("User-agent: *\n" * 100):
            connection.sendall(bytes([byte]))
            time.sleep(0.01)

    assert asked(drip, terms=SHORT).startswith(CLOSED)


def test_packed_rules_are_read() -> None:
    packed = gzip.compress(b"User-agent: *\nDisallow: /a")

    assert asked(text(packed, PLAIN, "Content-Encoding: gzip")) == BARRED


def test_what_stands_behind_500_kib_is_not_read() -> None:
    filler = "# " + "x" * 97 + "\n"
    within = filler * (MAX_BYTES // 100 - 1) + "User-agent: *\nDisallow: /a\n" + filler * 50
    behind = filler * (MAX_BYTES // 100 + 1) + "User-agent: *\nDisallow: /a\n"

    assert asked(text(within)) == BARRED
    assert asked(text(behind)) == ""


def test_a_bomb_of_rules_is_cut_not_unpacked() -> None:
    bomb = gzip.compress(b"#" * 20_000_000)

    assert asked(text(bomb, PLAIN, "Content-Encoding: gzip")) == ""


def test_rules_are_followed_to_another_host() -> None:
    with Publisher() as publisher:
        net = Net(publisher, {"rules.example": ("93.184.215.15",)})
        publisher.answers |= {
            "/a": page(),
            "/robots.txt": page(b"", "Location: http://rules.example/r", status="301 Moved"),
            "/r": text("User-agent: *\nDisallow: /a"),
        }
        with pytest.raises(FetchFailed, match=BARRED):
            fetch("http://paper.example/a", outside=net.outside())

        assert net.looked_up == [("paper.example", 80), ("rules.example", 80)]


WHITHER = ["http://10.0.0.1/", "http://localhost/", "http://inner.example/", "ftp://rules.example/"]


@pytest.mark.parametrize("location", WHITHER)
def test_rules_that_lead_to_where_we_may_not_go_close_the_host(location: str) -> None:
    with Publisher() as publisher:
        net = Net(publisher, {"inner.example": ("10.0.0.1",)})
        publisher.answers["/robots.txt"] = page(b"", f"Location: {location}", status="302 Found")
        with pytest.raises(FetchFailed, match=CLOSED) as failure:
            fetch("http://paper.example/a", outside=net.outside())

        assert failure.value.retryable
        assert all(address != "10.0.0.1" for address, _ in net.dialled)


def test_a_circle_of_redirects_counts_as_no_rules() -> None:
    circle = page(b"", "Location: /robots.txt", status="302 Found")

    assert asked(circle) == ""


def test_a_host_at_a_private_address_is_no_address_to_fetch() -> None:
    net = Net(None, {"inner.example": ("10.0.0.1",)})

    with pytest.raises(InvalidUrl):
        fetch("http://inner.example/a", outside=net.outside())


def test_rules_are_asked_for_once_a_day_and_closed_ones_soon_again() -> None:
    with Publisher() as publisher:
        publisher.answers["/a"] = page()
        shelf, hours = MemoryRobots(), [NOW]
        outside = Outside(robots=shelf, now=lambda: hours[0])

        def ask() -> None:
            fetch(publisher.url(), loopback=publisher.loopback, terms=PATIENT, outside=outside)

        def times() -> int:
            return sum(b"/robots.txt" in request for request in publisher.requests)

        ask()
        hours[0] = NOW + KEPT - timedelta(seconds=1)
        ask()
        assert times() == 1

        hours[0] = NOW + KEPT
        publisher.answers["/robots.txt"] = text("", status="503 Busy")
        for wait, times_asked in ((0, 2), (1, 2), (KEPT_CLOSED.total_seconds(), 3)):
            hours[0] = NOW + KEPT + timedelta(seconds=wait)
            with pytest.raises(FetchFailed, match=CLOSED):
                ask()
            assert times() == times_asked


def test_a_host_that_asks_for_time_is_given_it() -> None:
    with Publisher() as publisher:
        publisher.answers["/robots.txt"] = text("", "Retry-After: 120", status="503 Busy")
        outside = Outside(robots=MemoryRobots(), now=lambda: NOW)
        with pytest.raises(FetchFailed) as failure:
            fetch(publisher.url(), loopback=publisher.loopback, terms=PATIENT, outside=outside)

        assert failure.value.retry_after_s == 120


@pytest.mark.parametrize(
    ("said", "pause_s"),
    [("", 5), ("2", 5), ("10", 10), ("7.5", 7.5), ("3600", 60), ("-4", 5), ("1e309", 5),
     ("nan", 5), ("soon", 5), ("10 s", 5)],
)  # fmt: skip
def test_the_pause_is_what_the_host_asks_for_within_bounds(said: str, pause_s: float) -> None:
    shelf = MemoryRobots()
    told = f"User-agent: *\nCrawl-delay: {said}" if said else "User-agent: *\nDisallow:"
    shelf.put(RobotsEntry("https://paper.example", "rules", NOW, told))

    assert known("https://paper.example/a", shelf).pause_s == pause_s


def test_a_host_that_was_never_asked_is_paused_as_usual() -> None:
    assert known("https://paper.example/a", MemoryRobots()).pause_s == 5


def test_sitemaps_are_told_as_addresses_that_may_be_asked_for() -> None:
    told = "Sitemap: /map.xml\nsitemap: https://maps.example/m.xml\nSitemap: javascript:x\n"
    entry = RobotsEntry("https://paper.example", "rules", NOW, told + "Sitemap: /map.xml")

    assert rules(entry, "https://paper.example/").sitemaps == (
        "https://paper.example/map.xml", "https://maps.example/m.xml",
    )  # fmt: skip


def test_each_origin_has_rules_of_its_own() -> None:
    shelf = MemoryRobots()
    shelf.put(RobotsEntry("http://paper.example", "rules", NOW, "User-agent: *\nDisallow: /"))
    shelf.put(RobotsEntry("https://paper.example", "open", NOW))
    with Publisher() as publisher:
        publisher.answers["/a"] = page()
        net = Net(publisher)
        outside = replace(net.outside(), robots=shelf, now=lambda: NOW)

        with pytest.raises(FetchFailed, match=BARRED):
            fetch("http://paper.example/a", outside=outside)


MINING = Terms(deadline_s=60, mining=True)
RESERVING = b'[{"location": "/", "tdm-reservation": 1}]'
FILES: dict[str, tuple[Answer, bytes | None]] = {
    "a file": (text(RESERVING, "Content-Type: application/json"), RESERVING),
    "none": (text("", status="404 Not Found"), None),
    "one that fails": (text("", status="500 Oops"), None),
    "one that breaks": (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n[", None),
    "one that is too long": (text(b" " * 100_000), None),
    "a redirect": (text("", PLAIN, "Location: http://10.0.0.1/", status="302 Found"), None),
}


@pytest.mark.parametrize("what", FILES)
def test_a_host_is_asked_once_what_it_reserves(what: str) -> None:
    answer, kept = FILES[what]
    with Publisher() as publisher:
        publisher.answers |= {"/a": page(), "/.well-known/tdmrep.json": answer}
        shelf = MemoryRobots()
        outside = Outside(robots=shelf, now=lambda: NOW)
        for _ in range(2):
            got = fetch(publisher.url(), loopback=publisher.loopback, terms=MINING, outside=outside)
            assert isinstance(got, Fetched)

        assert known(publisher.url(), shelf, publisher.loopback).mining == kept
        assert publisher.asked().count("/.well-known/tdmrep.json") == 1


def test_what_robots_txt_forbids_is_not_asked_for_either() -> None:
    with Publisher() as publisher:
        publisher.answers |= {
            "/a": page(),
            "/robots.txt": text("User-agent: *\nDisallow: /.well-known/"),
        }
        outside = Outside(robots=MemoryRobots(), now=lambda: NOW)
        fetch(publisher.url(), loopback=publisher.loopback, terms=MINING, outside=outside)

        assert publisher.asked() == ["/a"]
