"""The fetch door: whatever a publisher answers ends in a whole page or a clear failure."""

import gzip
import logging
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import trustme

from saidly.errors import FetchFailed, InvalidUrl
from saidly.fetch import MemoryRobots, Outside, Terms, fetch
from saidly.fetch.kinds import FEEDS, PAGES
from saidly.model import Fetched, NotModified, Validators
from tests.core.publisher_server import NAME, Answer, Net, Publisher, page

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SHORT = Terms(deadline_s=2)  # for answers that never end
PATIENT = Terms(deadline_s=60, contact="https://saidly.example/contact")


def get(answer: Answer, terms: Terms = PATIENT) -> Fetched:
    with Publisher() as publisher:
        publisher.answers["/a"] = answer
        outside = Outside(robots=MemoryRobots(), now=lambda: NOW)
        try:
            return fetch(publisher.url(), loopback=publisher.loopback, terms=terms, outside=outside)
        finally:
            publisher.stopping.set()


def test_an_address_that_may_hold_a_key_stands_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)  # of the root, as the runtime of Lambda sets it

    get(page(b"<p>Hello"))

    assert caplog.records == []


def test_a_page_comes_whole_with_how_it_came() -> None:
    with Publisher() as publisher:
        publisher.answers["/a?b=1"] = page(b"<p>Hello", 'ETag: W/"1"', "X-A: 1", "X-A: 2")
        outside = Outside(robots=MemoryRobots(), now=lambda: NOW)

        fetched = fetch(publisher.url("/a?b=1#c"), loopback=publisher.loopback, outside=outside)

        assert fetched == Fetched(
            url=publisher.url("/a?b=1#c"),
            final_url=publisher.url("/a?b=1"),
            status=200,
            headers=(
                ("etag", 'W/"1"'),
                ("x-a", "1"),
                ("x-a", "2"),
                ("content-type", "text/html; charset=utf-8"),
                ("content-length", "8"),
            ),
            body=b"<p>Hello",
            fetched_at=NOW,
            charset="utf-8",
        )


def test_the_request_says_who_asks_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    with Publisher() as publisher:
        publisher.answers["/a"] = page(
            b"",
            "Location: /b",
            "Set-Cookie: id=1; Path=/",
            "WWW-Authenticate: Basic",
            status="302 Found",
        )
        publisher.answers["/b"] = page()

        fetch(publisher.url(), loopback=publisher.loopback, terms=PATIENT)

        sent = publisher.requests[-1].decode().split("\r\n")
        assert sent[0] == "GET /b HTTP/1.1"
        assert sorted(line.partition(":")[0].lower() for line in sent[1:] if line) == [
            "accept", "accept-encoding", "connection", "host", "user-agent"
        ]  # fmt: skip
        assert f"Host: {NAME}:{publisher.port}" in sent
        assert "User-Agent: Saidly/0.1 (+https://saidly.example/contact)" in sent


def test_the_address_is_asked_for_as_it_was_judged() -> None:
    with Publisher() as publisher:
        publisher.answers["/%C3%A4/%7Eb?q=%20&r='"] = page()

        fetch(publisher.url("/ä/%7Eb?q=%20&r='"), loopback=publisher.loopback)

        assert publisher.asked() == ["/%C3%A4/%7Eb?q=%20&r='"]


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=UTF-8", "utf-8"),
        ("text/html;charset='windows-1251'", "windows-1251"),
        ('text/html; a=b; charset = "Shift_JIS"; c=d', "shift_jis"),
        ("text/html", None),
        ("text/html; charset=", None),
        ("text/html; charset=\x80", None),
        ("", None),
    ],
)
def test_the_charset_label_is_kept(header: str, charset: str | None) -> None:
    assert get(page(b"x", f"Content-Type: {header}")).charset == charset


STATUSES = {
    "201 Created": False, "202 Accepted": False, "204 No Content": False,
    "206 Partial Content": False, "300 Multiple Choices": False, "301 Moved Permanently": False,
    "304 Not Modified": False, "305 Use Proxy": False, "400 Bad Request": False,
    "401 Unauthorized": False, "402 Payment Required": False, "403 Forbidden": False,
    "404 Not Found": False, "407 Proxy Authentication Required": False,
    "408 Request Timeout": True, "410 Gone": False, "418 Teapot": False,
    "420 Enhance Your Calm": True, "425 Too Early": True, "429 Too Many Requests": True,
    "451 Unavailable For Legal Reasons": False, "500 Internal Server Error": True,
    "501 Not Implemented": False, "502 Bad Gateway": True, "503 Service Unavailable": True,
    "504 Gateway Timeout": True, "505 HTTP Version Not Supported": False, "520 Unknown": True,
    "599 Whatever": True, "600 Beyond": False, "999 Denied": False,
}  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_that_is_no_page_fails_with_its_number(status: str) -> None:
    with pytest.raises(FetchFailed, match=f"status {status[:3]}") as failure:
        get(page(b"", status=status))

    assert failure.value.retryable == STATUSES[status]
    assert failure.value.status == int(status[:3])


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [("120", 120.0), ("Tue, 24 Nov 2026 12:01:00 GMT", 60.0), ("soon", None), ("1" * 30, 86400.0)],
)
def test_the_wait_that_a_server_asks_for_is_told(header: str, wait_s: float | None) -> None:
    with pytest.raises(FetchFailed) as failure:
        get(page(b"", f"Retry-After: {header}", status="429 Too Many Requests"))

    assert failure.value.retry_after_s == wait_s


def test_a_page_that_did_not_change_is_not_sent_again() -> None:
    with Publisher() as publisher:
        publisher.answers["/a"] = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
        outside = Outside(robots=MemoryRobots(), now=lambda: NOW)
        known = Validators(etag='"1"', last_modified="Tue, 24 Nov 2026 11:00:00 GMT")

        answer = fetch(
            publisher.url(), loopback=publisher.loopback, outside=outside, validators=known
        )

        assert answer == NotModified(publisher.url(), publisher.url(), (("etag", '"1"'),), NOW)
        assert b'If-None-Match: "1"\r\n' in publisher.requests[-1]
        assert b"If-Modified-Since: Tue, 24 Nov 2026 11:00:00 GMT\r\n" in publisher.requests[-1]


def test_validators_cannot_smuggle_headers() -> None:
    with Publisher() as publisher:
        publisher.answers["/a"] = page()
        known = Validators(etag='"1"\r\nX-Evil: 1', last_modified="é")

        answer = fetch(publisher.url(), loopback=publisher.loopback, validators=known)

        assert isinstance(answer, Fetched)
        assert b"If-" not in publisher.requests[-1]
        assert b"Evil" not in publisher.requests[-1]


@pytest.mark.parametrize("status", ["301 A", "302 A", "303 A", "307 A", "308 A"])
@pytest.mark.parametrize(
    "location", ["/b", "b", "//{}/b", "http://{}/b", "/x/../b", "/b#c", " /b "]
)
def test_redirects_are_followed(status: str, location: str) -> None:
    with Publisher() as publisher:
        there = location.format(f"{NAME}:{publisher.port}")
        publisher.answers["/a"] = page(b"", f"Location: {there}", status=status)
        publisher.answers["/b"] = page(b"<p>There")

        fetched = fetch(publisher.url(), loopback=publisher.loopback)

        assert (fetched.body, fetched.url) == (b"<p>There", publisher.url())
        assert fetched.final_url.endswith("/b")


def test_a_redirect_in_utf_8_is_understood() -> None:
    with Publisher() as publisher:
        publisher.answers["/a"] = page(b"", "Location: /ä", status="302 Found")
        publisher.answers["/%C3%A4"] = page()

        assert fetch(publisher.url(), loopback=publisher.loopback).final_url.endswith("/%C3%A4")


def test_a_redirect_in_latin_1_is_understood() -> None:
    with Publisher() as publisher:
        publisher.answers["/a"] = b"HTTP/1.1 302 F\r\nContent-Length: 0\r\nLocation: /\xe4\r\n\r\n"
        publisher.answers["/%C3%A4"] = page()

        assert fetch(publisher.url(), loopback=publisher.loopback).final_url.endswith("/%C3%A4")


LEADS_ASTRAY = [
    "http://127.0.0.1/", "http://127.0.0.1:{port}/", "http://localhost/", "http://[::1]/",
    "http://169.254.169.254/latest/meta-data/", "http://0x7f.1/", "http://2130706433/",
    "http://10.0.0.1/", "//127.1/", "http://paper.test:22/", "http://paper.test/",
    "http://user:pass@paper.test:{port}/b", "http://metadata.google.internal/",
    "ftp://paper.test/b", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x",
    "gopher://127.0.0.1/_x",
    "http://", "http://[::1", "http://trap.example/", "https://trap.example/", "http://a..b/",
    "\\\\127.0.0.1\\", "http:\\\\127.0.0.1\\", "http://１２７.０.０.１/", "about:blank",
    "mailto:a@b.c",
    "http://ab.execute-api.eu-west-1.amazonaws.com/v1/", "http://paper.test:{port}\\@127.0.0.1/",
    "/" + "a" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("location", LEADS_ASTRAY)
def test_a_redirect_is_judged_like_any_address(location: str) -> None:
    with Publisher() as publisher:
        there = location.format(port=publisher.port)
        publisher.answers["/a"] = page(b"", f"Location: {there}", status="302 Found")
        net = Net(publisher, {"trap.example": ["10.0.0.1"]})

        with pytest.raises(InvalidUrl):
            fetch(publisher.url(), loopback=publisher.loopback, outside=net.outside())

        assert set(net.dialled) == {("127.0.0.1", publisher.port)}
        assert publisher.asked() == ["/a"]


@pytest.mark.parametrize(("hops", "ends_well"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_no_more(hops: int, ends_well: bool) -> None:
    with Publisher() as publisher:
        for number in range(hops):
            publisher.answers[f"/{number}"] = page(b"", f"Location: /{number + 1}", status="302 F")
        publisher.answers[f"/{hops}"] = page()

        if ends_well:
            assert fetch(publisher.url("/0"), loopback=publisher.loopback).status == 200
        else:
            with pytest.raises(FetchFailed, match="more than 5 redirects") as failure:
                fetch(publisher.url("/0"), loopback=publisher.loopback)
            assert not failure.value.retryable
            assert len(publisher.asked()) == 6


def test_a_circle_of_redirects_ends() -> None:
    with pytest.raises(FetchFailed, match="redirects"):
        get(page(b"", "Location: /a", status="301 Moved"))


def slowly(data: bytes, pause_s: float = 0.03) -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        for byte in data:
            connection.sendall(bytes([byte]))
            time.sleep(pause_s)

    return send


def reset(data: bytes) -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        connection.sendall(data)
        time.sleep(0.05)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    return send


def silence(data: bytes) -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        connection.sendall(data)
        time.sleep(0.7)

    return send


def endless(start: bytes, again: bytes) -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(again)

    return send


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"

PASSING: dict[str, Answer] = {
    "nothing": b"",
    "closed at once": reset(b""),
    "a status line cut": b"HTTP/1.1 20",
    "headers cut": OK,
    "headers cut in a line": OK + b"Content-Len",
    "body cut": OK + b"Content-Length: 100\r\n\r\n<p>Hello",
    "no body at all": OK + b"Content-Length: 100\r\n\r\n",
    "body cut by a reset": reset(OK + b"Content-Length: 100\r\n\r\n<p>Hello"),
    "body longer than declared": OK + b"Content-Length: 3\r\n\r\n<p>Hello, world",
    "body where none was declared": OK + b"Content-Length: 0\r\n\r\n<p>Hello",
    "chunk cut": CHUNKED + b"10\r\n<p>",
    "chunks without an end": CHUNKED + b"3\r\n<p>\r\n",
    "last chunk cut": CHUNKED + b"3\r\n<p>\r\n0\r\n",
    "chunk longer than declared": CHUNKED + b"3\r\n<p>Hello\r\n0\r\n\r\n",
    "chunk size that is none": CHUNKED + b"xyz\r\n<p>\r\n0\r\n\r\n",
    "negative chunk size": CHUNKED + b"-3\r\n<p>\r\n0\r\n\r\n",
    "chunk size too long": CHUNKED + b"0" * 30 + b"3\r\n<p>\r\n0\r\n\r\n",
    "two lengths": OK + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\n<p>He",
    "a negative length": OK + b"Content-Length: -1\r\n\r\n<p>",
    "a length in hexadecimal": OK + b"Content-Length: 0x3\r\n\r\n<p>",
    "a length in words": OK + b"Content-Length: three\r\n\r\n<p>",
    "unknown transfer coding": OK + b"Transfer-Encoding: zip\r\n\r\n<p>",
    "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "HTTP 0.9": b"<html><p>Hello</html>",
    "HTTP 2": b"HTTP/2 200\r\n\r\n",
    "a status in letters": b"HTTP/1.1 abc OK\r\n\r\n",
    "a status of two digits": b"HTTP/1.1 20 OK\r\n\r\n",
    "a header without a name": OK + b": x\r\nContent-Length: 0\r\n\r\n",
    "a header without a colon": OK + b"nonsense\r\nContent-Length: 0\r\n\r\n",
    "a space in a header's name": OK + b"X y: z\r\nContent-Length: 0\r\n\r\n",
    "NUL in a header": OK + b"X: a\x00b\r\nContent-Length: 0\r\n\r\n",
    "control bytes": bytes(range(32)) * 20 + b"\r\n\r\n",
    "TLS in the clear": b"\x15\x03\x01\x00\x02\x02\x46",
    "interim answers without end": b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50,
    "interim answers dripping": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "silence": silence(b""),
    "silence after the status": silence(b"HTTP/1.1 200 OK\r\n"),
    "silence after the headers": silence(OK + b"Content-Length: 100\r\n\r\n"),
    "silence in the body": silence(OK + b"Content-Length: 100\r\n\r\n<p>Hello"),
    "silence after a chunk": silence(CHUNKED + b"3\r\n<p>\r\n"),
    "silence before the trailers end": silence(CHUNKED + b"3\r\n<p>\r\n0\r\nX: y\r\n"),
    "headers drip": slowly(OK + b"X: " + b"y" * 100),
    "body drips": slowly(OK + b"Content-Length: 1000\r\n\r\n" + b"x" * 1000, 0.01),
    "chunks drip": slowly(CHUNKED + b"1\r\nx\r\n" * 100, 0.01),
    "trailers drip": slowly(CHUNKED + b"0\r\n" + b"X: y\r\n" * 100, 0.01),
    "redirect cut": b"HTTP/1.1 302 Found\r\nLocation: /b",
    "gzip that is none": page(b"<p>Hello", "Content-Encoding: gzip"),
}  # fmt: skip


@pytest.mark.parametrize("what", PASSING)
def test_a_broken_answer_is_trouble_that_may_pass(what: str) -> None:
    with pytest.raises(FetchFailed) as failure:
        get(PASSING[what], SHORT)

    assert failure.value.retryable
    assert len(failure.value.reason) > 5


SMALL = Terms(deadline_s=60, wire_bytes=200_000, body_bytes=50_000)

TOO_MUCH: dict[str, Answer] = {
    "declared too long": OK + b"Content-Length: 99999999999\r\n\r\n",
    "declared beyond any number": OK + b"Content-Length: " + b"9" * 19 + b"\r\n\r\n",
    "longer than agreed": page(b"x" * 60_000),
    "longer than the wire": page(b"", "Content-Length: 200001"),
    "endless": endless(OK + b"\r\n", b"<p>" * 5000),
    "endless chunks": endless(CHUNKED, b"1000\r\n" + b"x" * 4096 + b"\r\n"),
    "endless small chunks": endless(CHUNKED, b"1\r\nx\r\n" * 1000),
    "endless chunk extensions": endless(CHUNKED, b"1;" + b"a" * 4000 + b"\r\nx\r\n"),
    "endless headers": endless(OK, b"X-Header: value\r\n" * 100),
    "one endless header": endless(OK + b"X: ", b"y" * 4096),
    "an endless status line": endless(b"HTTP/1.1 200 ", b"OK" * 2000),
    "headers of 70 KB": OK + b"X: " + b"y" * 70_000 + b"\r\nContent-Length: 0\r\n\r\n",
    "300 headers": OK + b"X: y\r\n" * 300 + b"Content-Length: 0\r\n\r\n",
    "interim headers too long": endless(b"HTTP/1.1 103 E\r\n", b"Link: " + b"y" * 4000 + b"\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("what", TOO_MUCH)
def test_what_is_too_much_is_refused_for_good(what: str) -> None:
    with pytest.raises(FetchFailed) as failure:
        get(TOO_MUCH[what], SMALL)

    assert not failure.value.retryable


STREAMED = Terms(deadline_s=60, wire_bytes=200_000, body_bytes=50_000, stream_bytes=4_000_000)
XML, ZIPPED = "Content-Type: text/xml", "Content-Encoding: gzip"
LONG = b"<urlset>" + b"<url><loc>https://paper.example/a</loc></url>" * 60_000


def test_a_map_longer_than_a_page_is_kept_packed() -> None:
    sent = gzip.compress(LONG)
    coded = get(page(sent, XML, ZIPPED), STREAMED).body
    as_it_lies = get(page(sent, "Content-Type: application/gzip"), STREAMED).body
    short = get(page(b"<rss>", "Content-Type: application/rss+xml"), STREAMED).body

    assert len(coded) < 100_000
    assert gzip.decompress(coded) == LONG
    assert as_it_lies == sent
    assert gzip.decompress(short) == b"<rss>"


LONGER: dict[str, tuple[Answer, Terms]] = {
    "a page": (page(gzip.compress(LONG), ZIPPED), STREAMED),
    "a map where none is streamed": (page(gzip.compress(LONG), XML, ZIPPED), SMALL),
    "a map longer than agreed": (page(gzip.compress(LONG * 2), XML, ZIPPED), STREAMED),
    "a map packed twice that is too long in between": (
        page(gzip.compress(gzip.compress(b"", 0) + b" " * 300_000), XML, ZIPPED),
        STREAMED,
    ),
    "a map beyond the wire": (page(LONG, XML), STREAMED),
    "a picture": (page(b"\x89PNG\r\n\x1a\n" + bytes(900), XML), STREAMED),
}


@pytest.mark.parametrize("what", LONGER)
def test_what_is_longer_than_its_kind_may_be_is_refused_for_good(what: str) -> None:
    with pytest.raises(FetchFailed) as failure:
        get(*LONGER[what])

    assert not failure.value.retryable


def test_a_map_that_is_cut_is_not_taken_for_whole() -> None:
    with pytest.raises(FetchFailed, match="cut") as failure:
        get(page(gzip.compress(LONG)[:-9], XML, ZIPPED), STREAMED)

    assert failure.value.retryable


def test_endless_trailers_end() -> None:
    with pytest.raises(FetchFailed):
        get(endless(CHUNKED + b"0\r\n", b"X: y\r\n" * 500), SMALL)


def halves(connection: socket.socket) -> None:
    connection.sendall(page()[:30])
    time.sleep(0.05)
    connection.sendall(page()[30:])


UNUSUAL: dict[str, Answer] = {
    "bare line feeds": b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: 8\n\n<p>Hello",
    "no reason": b"HTTP/1.1 200\r\nContent-Length: 8\r\n\r\n<p>Hello",
    "HTTP 1.0 without a length": b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hello",
    "no length": OK + b"\r\n<p>Hello",
    "the same length twice": OK + b"Content-Length: 8\r\nContent-Length: 8\r\n\r\n<p>Hello",
    "chunks": CHUNKED + b"3\r\n<p>\r\n5;a=b\r\nHello\r\n0\r\n\r\n",
    "trailers": CHUNKED + b"8\r\n<p>Hello\r\n0\r\nX: y\r\n\r\n",
    "status 203": page(status="203 Other"),
    "interim answers": b"HTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 C\r\n\r\n" + page(),
    "in two halves": halves,
    "no content type": OK.replace(b"Content-Type: text/html\r\n", b"") + b"\r\n<p>Hello",
    "a content type that is none": page(b"<p>Hello", "Content-Type: html"),
    "folded header": b"HTTP/1.1 200 OK\r\nX: a\r\n  b\r\nContent-Length: 8\r\n\r\n<p>Hello",
    "non-ASCII header": page(b"<p>Hello", "X: grüße"),
    "identity coding": page(b"<p>Hello", "Content-Encoding: identity"),
    "an empty coding": page(b"<p>Hello", "Content-Encoding: "),
}  # fmt: skip


@pytest.mark.parametrize("what", UNUSUAL)
def test_an_unusual_answer_that_is_whole_is_a_page(what: str) -> None:
    assert get(UNUSUAL[what]).body == b"<p>Hello"


def test_the_deadline_counts_over_all_redirects() -> None:
    with Publisher() as publisher:
        for number in range(6):
            publisher.answers[f"/{number}"] = slowly(
                page(b"", f"Location: /{number + 1}", status="302 F")[:20], 0.01
            )
        publisher.answers["/0"] = page(b"", "Location: /1", status="302 F")

        with pytest.raises(FetchFailed) as failure:
            fetch(publisher.url("/0"), loopback=publisher.loopback, terms=Terms(deadline_s=0.1))

        assert failure.value.retryable


def test_time_already_spent_leaves_none() -> None:
    ticks = iter(range(0, 1000, 15))
    with Publisher() as publisher:
        publisher.answers["/a"] = page()
        outside = Outside(robots=MemoryRobots(), ticks=lambda: float(next(ticks)))

        with pytest.raises(FetchFailed, match="longer than 20 s"):
            fetch(publisher.url(), loopback=publisher.loopback, outside=outside)


NO_PAGE = {
    "PDF by label": (b"<p>", "application/pdf"),
    "picture by label": (b"<p>", "image/png"),
    "video by label": (b"<p>", "video/mp4"),
    "sound by label": (b"<p>", "audio/mpeg"),
    "archive by label": (b"<p>", "application/zip"),
    "style by label": (b"<p>", "text/css"),
    "script by label": (b"<p>", "application/javascript"),
    "calendar by label": (b"<p>", "text/calendar"),
    "font by label": (b"<p>", "font/woff2"),
    "PDF": (b"%PDF-1.7\n" + b"x" * 600, "text/html"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + b"x" * 600, "text/html"),
    "GIF": (b"GIF89a" + b"x" * 600, "text/html"),
    "JPEG": (b"\xff\xd8\xff\xe0" + b"x" * 600, "text/html"),
    "WebP": (b"RIFFxxxxWEBP" + b"x" * 600, "text/html"),
    "ZIP": (b"PK\x03\x04" + b"x" * 600, "text/html"),
    "RAR": (b"Rar!\x1a\x07" + b"x" * 600, "text/html"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + b"x" * 600, "text/html"),
    "bzip2": (b"BZh91AY" + b"x" * 600, "text/html"),
    "zstd": (b"\x28\xb5\x2f\xfd" + b"x" * 600, "text/html"),
    "ELF": (b"\x7fELF" + b"x" * 600, "text/html"),
    "Windows program": (b"MZ\x90\x00" + b"x" * 600, "text/html"),
    "MP4": (b"\0\0\0\x20ftypisom" + b"x" * 600, "text/html"),
    "Ogg": (b"OggS" + b"x" * 600, "text/html"),
    "Matroska": (b"\x1aE\xdf\xa3" + b"x" * 600, "text/html"),
    "Word": (b"\xd0\xcf\x11\xe0" + b"x" * 600, "text/html"),
    "RTF": (b"{\\rtf1" + b"x" * 600, "text/html"),
    "NULs": (b"<p>" + b"\0" * 600, "text/html"),
    "short NULs": (b"a\0\0b", "text/html"),
    "a short PDF": (b"%PDF-1.7", "text/html"),
    "PDF without a label": (b"%PDF-1.7", ""),
    "gzip as a page": (b"\x1f\x8b\x08" + b"x" * 600, "text/html"),
    "octets as a page": (b"<p>", "application/octet-stream"),
}  # fmt: skip


@pytest.mark.parametrize("what", NO_PAGE)
def test_what_is_no_page_is_refused_for_good(what: str) -> None:
    body, label = NO_PAGE[what]

    with pytest.raises(FetchFailed) as failure:
        get(page(body, f"Content-Type: {label}"), Terms(kinds=PAGES))

    assert not failure.value.retryable
    assert "page" in failure.value.reason or "bytes" in failure.value.reason


@pytest.mark.parametrize(
    "label",
    ["text/html", "TEXT/HTML; charset=x", "application/xhtml+xml", "text/plain", "text/html, x/y"],
)
def test_pages_have_the_labels_of_pages(label: str) -> None:
    assert get(page(b"<p>", f"Content-Type: {label}"), Terms(kinds=PAGES)).status == 200


@pytest.mark.parametrize(
    ("label", "body"),
    [("application/rss+xml", b"<rss/>"), ("application/json", b"{}"), ("text/xml", b"<a/>"),
     ("application/x-gzip", b"\x1f\x8b\x08\0"), ("application/octet-stream", b"\x1f\x8b\x08\0"),
     ("text/xml", "<rss/>".encode("utf-16")), ("application/feed+json", b"{}")],
)  # fmt: skip
def test_feeds_and_packed_maps_are_taken(label: str, body: bytes) -> None:
    assert get(page(body, f"Content-Type: {label}"), Terms(kinds=FEEDS)).body == body


def test_a_body_that_is_refused_by_its_label_is_not_read() -> None:
    answer = endless(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", b"x" * 4096)

    with pytest.raises(FetchFailed, match="video/mp4"):
        get(answer)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def served(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_an_encrypted_page_comes_from_whom_it_says(authority: trustme.CA) -> None:
    with Publisher(served(authority, "paper.example")) as publisher:
        publisher.answers["/a"] = page()
        net = Net(publisher)

        fetched = fetch("https://paper.example/a", outside=net.outside(trusting(authority)))

        assert fetched.body == b"<p>Hello"
        assert {port for _, port in net.dialled} == {443}


@pytest.mark.parametrize("name", ["other.example", "93.184.215.14", "*.paper.example"])
def test_a_certificate_for_someone_else_is_refused(authority: trustme.CA, name: str) -> None:
    with Publisher(served(authority, name)) as publisher:
        outside = Net(publisher).outside(trusting(authority))

        with pytest.raises(FetchFailed, match="certificate") as failure:
            fetch("https://paper.example/a", outside=outside)

        assert publisher.requests == []
        assert failure.value.retryable  # robots.txt could not be read; it is asked again


def test_a_certificate_of_an_unknown_authority_is_refused(authority: trustme.CA) -> None:
    with (
        Publisher(served(trustme.CA(), "paper.example")) as publisher,
        pytest.raises(FetchFailed, match="certificate"),
    ):
        fetch("https://paper.example/a", outside=Net(publisher).outside(trusting(authority)))


def test_an_expired_certificate_is_refused(authority: trustme.CA) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    past = datetime(2020, 1, 1, tzinfo=UTC)
    authority.issue_cert("paper.example", not_after=past).configure_cert(context)
    with Publisher(context) as publisher, pytest.raises(FetchFailed, match="expired"):
        fetch("https://paper.example/a", outside=Net(publisher).outside(trusting(authority)))


def test_a_host_that_speaks_no_tls_is_trouble(authority: trustme.CA) -> None:
    with Publisher() as publisher, pytest.raises(FetchFailed, match="encrypted") as failure:
        fetch(
            "https://paper.example/a",
            outside=Net(publisher).outside(trusting(authority)),
            terms=PATIENT,
        )

    assert failure.value.retryable


def test_an_encrypted_body_without_length_that_is_cut_is_not_whole(authority: trustme.CA) -> None:
    def cut(connection: socket.socket) -> None:
        connection.sendall(OK + b"\r\n<p>Hello")
        connection.shutdown(socket.SHUT_RDWR)

    with Publisher(served(authority, "paper.example")) as publisher:
        publisher.answers["/a"] = cut

        with pytest.raises(FetchFailed, match="broke") as failure:
            fetch("https://paper.example/a", outside=Net(publisher).outside(trusting(authority)))

        assert failure.value.retryable


def test_a_publisher_that_stops_reading_does_not_hold_us() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        release = threading.Event()

        def deaf() -> None:
            connection, _ = listener.accept()
            release.wait(5)
            connection.close()

        thread = threading.Thread(target=deaf)
        thread.start()
        with pytest.raises(FetchFailed):
            fetch(f"http://{NAME}:{port}/", loopback=frozenset({f"{NAME}:{port}"}), terms=SHORT)
        release.set()
        thread.join()
