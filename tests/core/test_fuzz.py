"""Anything may come from outside: each target takes what it likes and must end in an answer.

``HYPOTHESIS_PROFILE=fuzz`` runs each target 20,000 times (``tests/conftest.py``).
"""

import gzip
import socket
import threading
import zlib

import brotli
from hypothesis import given
from hypothesis import strategies as st

from saidly import urls
from saidly.errors import FetchFailed, InvalidUrl
from saidly.fetch import MemoryRobots, Outside, Terms, fetch, known
from saidly.fetch.decoding import decoded
from saidly.fetch.kinds import bytes_problem, charset, label_problem, media_type
from saidly.fetch.robots import rules
from saidly.fetch.trouble import Trouble
from saidly.model import Fetched, NotModified, Validators
from saidly.pace import MAX_DELAY_S, RobotsEntry
from saidly.rights import MAX_FACT_CHARS, MAX_FACTS, decided, rights
from tests.contract import NOW

LIMIT = 50_000
URL_PIECES = st.sampled_from(
    ["http", "https", "://", ":", "//", "/", "\\", "@", "?", "#", "%", "%2e", "%00", "..", ".",
     "127.0.0.1", "0x7f.1", "2130706433", "[::1]", "[", "]", "localhost", "a.example", "a.local",
     "１２７", "。", "ⓔ", "ß", "xn--", "\0", "\t", "\r\n", " ", ":80", ":443", ":22", ":99999",
     "user:pass", "é", "\u202e", "\ud800", "-", "_", "metadata.google.internal", "169.254.169.254"]
)  # fmt: skip
LINES = st.sampled_from(
    [b"HTTP/1.1 200 OK", b"HTTP/1.0 200", b"HTTP/2 200", b"HTTP/1.1 304 X", b"HTTP/1.1 302 X",
     b"HTTP/1.1 100 Continue", b"HTTP/1.1 999 X", b"Content-Type: text/html", b"Content-Length: 5",
     b"Content-Length: -1", b"Content-Length: 99999999999999999999", b"Content-Encoding: gzip",
     b"Content-Encoding: br, gzip", b"Transfer-Encoding: chunked", b"Transfer-Encoding: x",
     b"Location: /b", b"Location: http://10.0.0.1/", b"Location: \xff\xfe", b"Retry-After: junk",
     b"Set-Cookie: a=b", b": x", b"A\0: b", b" folded", b"", b"5", b"hello", b"0", b"ffffffffffff",
     b"<p>Hello", b"\x1f\x8b\x08", b"\xff" * 40, b"ETag: " + b"x" * 3000]
)  # fmt: skip
ROBOTS_LINES = st.sampled_from(
    ["User-agent: *", "User-agent: Saidly", "user-agent:saidly/0.1", "Disallow: /", "Allow: /a",
     "Disallow:", "Disallow: /*a*b*c*$", "Crawl-delay: 1e309", "Crawl-delay: -5", "Crawl-delay: 3",
     "Sitemap: /map.xml", "Sitemap: javascript:x", "Sitemap: http://10.0.0.1/", "#", "\ufeff",
     "Disallow: /%ff", "Disallow: " + "*" * 200, "Request-rate: 1/0", "Visit-time: x", "\0", "::"]
)  # fmt: skip
CODINGS = st.lists(st.sampled_from(["gzip", "x-gzip", "deflate", "br", "identity", "zstd", ""]))


@given(st.lists(URL_PIECES, max_size=12).map("".join) | st.text(max_size=60))
def test_any_address_is_refused_or_is_one_that_may_be_fetched(text: str) -> None:
    try:
        urls.check(text)
        whole = urls.address(text)
    except InvalidUrl:
        return

    assert whole.startswith(("http://", "https://"))
    assert not urls.host(whole).replace(".", "").isdecimal()
    assert "." in urls.host(whole)
    assert urls.address(whole) == whole
    urls.check(whole)


@given(st.lists(URL_PIECES, max_size=8).map("".join))
def test_any_link_on_a_page_is_joined_or_refused(reference: str) -> None:
    try:
        joined = urls.joined("https://paper.example/a/b?c", reference)
    except InvalidUrl:
        return

    assert joined.startswith(("http://", "https://"))


@given(
    st.lists(LINES, max_size=12).map(b"\r\n".join) | st.binary(max_size=300),
    st.booleans(),
)
def test_any_bytes_for_an_answer_end_in_a_page_or_a_failure(sent: bytes, known_etag: bool) -> None:
    ours, theirs = socket.socketpair()
    talk = threading.Thread(target=_say, args=(theirs, sent))
    talk.start()
    robots = MemoryRobots()
    robots.put(RobotsEntry("http://paper.example", "open", NOW))
    outside = Outside(
        resolve=lambda _name, _port: ["93.184.215.14"],
        dial=lambda _address, _port, _wait: ours,
        now=lambda: NOW,
        robots=robots,
    )
    terms = Terms(deadline_s=2, body_bytes=LIMIT, redirects=0)
    validators = Validators('"e"') if known_etag else Validators()
    try:
        answer = fetch("http://paper.example/", validators=validators, terms=terms, outside=outside)
        said = ""
        assert isinstance(answer, Fetched | NotModified)
        assert not isinstance(answer, Fetched) or len(answer.body) <= LIMIT
    except (FetchFailed, InvalidUrl) as error:
        said = error.reason
    finally:
        ours.close()
        talk.join()

    assert len(said) < 300


def _say(theirs: socket.socket, sent: bytes) -> None:
    try:
        theirs.recv(65536)
        theirs.sendall(sent)
    except OSError:
        pass
    finally:
        theirs.close()


@given(st.lists(ROBOTS_LINES, max_size=20).map("\n".join) | st.text(max_size=200))
def test_any_robots_txt_ends_in_rules_within_bounds(text: str) -> None:
    entry = RobotsEntry("https://paper.example", "rules", NOW, text)

    told = rules(entry, "https://paper.example/a/b?c=d")

    assert told.delay_s is None or 0 <= told.delay_s <= MAX_DELAY_S
    assert all(url.startswith(("http://", "https://")) for url in told.sitemaps)
    shelf = MemoryRobots()
    shelf.put(entry)
    assert 0 < known("https://paper.example/a", shelf).pause_s <= MAX_DELAY_S


@given(st.binary(max_size=2000), CODINGS, st.integers(1, 64))
def test_any_body_is_decoded_within_bounds_or_is_trouble(
    body: bytes, codings: list[str], piece: int
) -> None:
    pieces = [body[at : at + piece] for at in range(0, len(body), piece)]
    try:
        whole = b"".join(decoded(pieces, ", ".join(codings), LIMIT))
    except Trouble:
        return

    assert len(whole) <= LIMIT


@given(
    st.binary(min_size=1, max_size=3000),
    st.sampled_from(["gzip", "deflate", "br"]),
    st.integers(1, 400),
    st.integers(0, 400),
)
def test_a_body_comes_back_whole_and_a_cut_one_never(
    body: bytes, coding: str, piece: int, cut: int
) -> None:
    packers = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}
    packed = packers[coding](body)
    pieces = [packed[at : at + piece] for at in range(0, len(packed), piece)]
    short = packed[: max(1, len(packed) - 1 - cut)]

    assert b"".join(decoded(pieces, coding, LIMIT)) == body
    try:
        got = b"".join(decoded([short], coding, LIMIT))
    except Trouble:
        return
    raise AssertionError(f"{len(got)} of {len(body)} bytes were taken for the whole")


@given(st.text(max_size=200), st.binary(max_size=600))
def test_any_label_and_any_first_bytes_are_judged(label: str, start: bytes) -> None:
    assert media_type(label) is None or "/" in (media_type(label) or "")
    assert len(charset(label) or "") <= 40
    assert len(label_problem(label, frozenset({"text/html"})) or "") < 300
    assert len(bytes_problem(start, frozenset({"text/html"})) or "") < 100


META = st.sampled_from(
    [b"<meta name=robots content=noarchive>", b"<meta name='tdm-reservation' content='1'>",
     b"<meta", b">", b"<body>", b"<link rel=license href=", b"'", b'"', b"=", b"\0", b"\xff", b"<"]
)  # fmt: skip
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["tdm-reservation", "x-robots-tag", "content-usage", "link", "x"]),
        st.text(max_size=400),
    ),
    max_size=60,
)


@given(HEADERS, st.lists(META, max_size=20).map(b"".join), st.binary(max_size=200) | st.none())
def test_any_word_about_rights_ends_in_bounded_facts(
    headers: list[tuple[str, str]], body: bytes, well_known: bytes | None
) -> None:
    said = rights(headers, body, "https://paper.example/a", well_known)
    fetched = Fetched("u", "https://paper.example/a", 200, tuple(headers), body, NOW, None)

    assert len(said.facts) <= MAX_FACTS
    assert all(len(fact.value) <= MAX_FACT_CHARS for fact in said.facts)
    assert decided(fetched, well_known, "full").storage == ("facts" if said.reserved else "full")
