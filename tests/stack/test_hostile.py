"""Whatever is sent, the answer is a problem of the sender's, and it tells nothing of the inside."""

import json
from typing import Any

import pytest

from saidly.local.stack import LocalStack
from tests.stack.test_corridor import raw

DEEP = "[" * 20_000
PATHS = [
    *(
        f"/articles/{name}"
        for name in (
            "%2e%2e",
            "..%2f..%2fetc%2fpasswd",
            "%00",
            "%0d%0aX-Evil:1",
            "a" * 65,
            "a" * 7000,
            "%f0%9f%90%9f",
            "%ff%fe",
            "*",
            "'%20OR%201=1",
            "$where",
            "%7B%7B7*7%7D%7D",
            "<script>",
            "A%23HEAD",
            "..;",
            "a/b",
            "a%20b",
            "-",
            "_",
            "%E2%80%AE",
            "null",
            "undefined",
            "a.csv",
            "a.exe",
            "a.b.c",
            ".json",
            "%25%25",
            "batch",
        )
    ),
    *(
        f"/speakers/{name}"
        for name in (
            "x",
            "person:",
            ":x",
            "person:%00",
            "person:" + "a" * 7000,
            "person:..%2f",
            "S%23person",
            "person:%ff",
            "person:<b>",
            "person:x.csv",
            "%0a",
            "person:nobody.atom",
        )
    ),
    *(
        f"/speakers/{name}/statements"
        for name in ("x", "person:%00", "a" * 3000, "%2e%2e", "person:nobody")
    ),
    "/speakers/person:nobody/statements.exe",
    "/speakers/person:nobody/statements.md",
    *(
        f"/problems/{name}"
        for name in ("0", "-1", "999", "9" * 5000, "%C2%B2", "x", "404.csv", "...")
    ),
    "/nowhere",
    "/articles/a/b/c/d",
    "/ARTICLES",
    "/articles.exe",
    "/statements.md",
    "/admin",
    "/.env",
    "/openapi.yaml",
    "/wp-login.php",
    "/%2e%2e/%2e%2e/etc/passwd",
    "//evil.example/x",
    *(
        f"/{route}?{query}"
        for route, query in (
            ("articles", "url="),
            ("articles", "url=%00"),
            ("articles", "url=http://[::1"),
            ("articles", "url=" + "a" * 9000),
            ("articles", "url=javascript:alert(1)"),
            ("articles", "url=https://a.example/&publisher=x"),
            ("articles", "publisher="),
            ("articles", "publisher=%00"),
            ("articles", "publisher=" + "x" * 201),
            ("articles", "publisher=x&publisher=y"),
            ("articles", "publisher=x&limit=1&limit=2"),
            ("articles", "publisher=x&limit=-1"),
            ("articles", "publisher=x&limit=1e3"),
            ("articles", "publisher=x&limit=%C2%B2"),
            ("articles", "publisher=x&limit=" + "9" * 5000),
            ("articles", "publisher=x&limit="),
            ("articles", "publisher=x&limit=1.0"),
            ("articles", "publisher=x&from=0000-00-00"),
            ("articles", "publisher=x&from=9999-12-31T23:59:59-14:00"),
            ("articles", "publisher=x&to=2026-02-30"),
            ("articles", "publisher=x&from=2026-02-02&to=2026-01-01"),
            ("articles", "publisher=x&from=" + "1" * 4000),
            ("articles", "publisher=x&status=gone"),
            ("articles", "publisher=x&section="),
            ("articles", "publisher=x&language=%0a"),
            ("articles", "publisher=x&author=" + "x" * 300),
            ("articles", "publisher=x&cursor="),
            ("articles", "publisher=x&cursor=%00"),
            ("articles", "publisher=x&cursor=AAAA"),
            ("articles", "publisher=x&cursor=" + "A" * 7000),
            ("articles", "publisher=x&cursor=../../x"),
            ("articles", "publisher=x&cursor=%F0%9F%90%9F"),
            ("articles", "publisher=x&cursor==" + "="),
            ("articles", "__proto__=1"),
            ("articles", "publisher[]=x"),
            ("articles", "=x"),
            ("statements", ""),
            ("statements", "speaker="),
            ("statements", "speaker=%00"),
            ("statements", "speaker=" + "x" * 201),
            ("statements", "speaker=x&act=SAY"),
            ("statements", "speaker=x&type="),
            ("statements", "speaker=x&type=direct&type=mixed"),
            ("statements", "speaker=x&cursor=AAAA"),
            ("statements", "publisher=%0d%0a"),
            ("statements", "publisher=x&from=now"),
            ("statements", "act=say"),
            ("statements", "speaker=x&words=%00"),
            ("statements", "speaker=x&words=--"),
            ("statements", "speaker=x&format=xml"),
            ("statements", "speaker=x&limit=1000"),
            ("speakers", ""),
            ("speakers", "prefix="),
            ("speakers", "prefix=a"),
            ("speakers", "prefix=%00%00"),
            ("speakers", "prefix=--"),
            ("speakers", "prefix=" + "x" * 201),
            ("speakers", "prefix=ab&cursor=x"),
            ("speakers", "prefix=ab&limit=0"),
            ("openapi.json", "x=1"),
            ("docs", "x=1"),
            ("problems/404", "x=1"),
        )
    ),
]

BODIES: list[Any] = [
    b"",
    b"null",
    b"[]",
    b"0",
    b'"x"',
    b"{",
    b"\xff\xfe",
    b"\x00",
    DEEP.encode(),
    b'{"url":}',
    b'{"url": NaN}',
    b'{"url": 1e999}',
    b'{"url": ["https://a.example/"]}',
    b'{"url": {"a": 1}}',
    b'{"url": ""}',
    b'{"url": " "}',
    b'{"url": "\\u0000"}',
    b'{"url": "\\ud800"}',
    b'{"url": "https://a.example/\\ud800"}',
    b'{"url": "http://localhost/"}',
    b'{"url": "http://127.1/"}',
    b'{"url": "http://0x7f000001/"}',
    b'{"url": "http://[::ffff:127.0.0.1]/"}',
    b'{"url": "http://169.254.169.254/latest/meta-data/"}',
    b'{"url": "file:///etc/passwd"}',
    b'{"url": "gopher://a.example/"}',
    b'{"url": "https://a:b@a.example/"}',
    b'{"url": "https://a.example:22/"}',
    b'{"url": "//a.example/"}',
    b'{"url": "https://a.example/", "callback": "http://evil.example/"}',
    b'{"__proto__": {}, "url": "https://a.example/"}',
    json.dumps({"url": "https://a.example/" + "x" * 17_000}).encode(),
    b"url=https://a.example/",
    b"<xml/>",
    b"\x1f\x8b\x08\x00broken",
    '{"url": "https://a.example/"}'.encode("utf-16"),
]
BATCHES: list[bytes] = [
    b"{}",
    b'{"urls": {}}',
    b'{"urls": []}',
    b'{"urls": [1]}',
    b'{"urls": [null]}',
    b'{"urls": [["https://a.example/"]]}',
    json.dumps({"urls": ["https://a.example/"] * 101}).encode(),
    b'{"urls": ["https://a.example/"], "x": 1}',
    json.dumps({"urls": ["x" * 310_000]}).encode(),
    DEEP.encode(),
]
KEYS = ["", "x" * 256, "x" * 6000, "a b\tc"]
METHODS = ["PATCH", "TRACE", "PROPFIND", "FOO"]
ACCEPTS = ["image/png", "text/html;q=0", "x", "application/xml", ",", "a/b;q=1;q=0"]
TOKENS = [
    "",
    "Bearer",
    "Bearer .",
    "Bearer x",
    "Bearer x.",
    "Bearer .x",
    "Bearer local.",
    "Bearer local.x",
    "Basic bG9jYWw6eA==",
    "Bearer " + "x" * 5000,
    "Bearer local." + "x" * 5000,
    "Bearer ../TOKENS.x",
    "Bearer local..x",
    "Digest x",
    "bearer null",
]
LEAKS = (
    "Traceback",
    "saidly/",
    "/opt/",
    "/var/",
    "botocore",
    "Exception",
    "arn:aws",
    ".py",
    "boto3",
)


def test_the_suite_is_as_large_as_it_says() -> None:
    lists: list[list[Any]] = [PATHS, BODIES, BATCHES, KEYS, METHODS, ACCEPTS, TOKENS]

    assert sum(map(len, lists)) >= 180


def refused(answer: Any, *statuses: int) -> None:
    assert 400 <= answer.status_code < 500, answer.text[:300]
    if statuses:
        assert answer.status_code in statuses
    if answer.request.method != "HEAD":
        assert answer.headers["content-type"] == "application/problem+json", answer.text[:300]
        problem = answer.json()
        assert problem["type"] == f"/problems/{answer.status_code}"
        assert problem["detail"]
        assert problem["requestId"]
        assert not [leak for leak in LEAKS if leak in answer.text]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ascii(path)[1:40])
def test_hostile_addresses(stack: LocalStack, path: str) -> None:
    refused(raw(stack, "GET", path))


@pytest.mark.parametrize("body", BODIES, ids=lambda body: ascii(body)[2:40])
def test_hostile_bodies(stack: LocalStack, body: bytes) -> None:
    refused(raw(stack, "POST", "/articles", content=body), 400, 422)


@pytest.mark.parametrize("body", BATCHES, ids=lambda body: ascii(body)[2:40])
def test_hostile_batches(stack: LocalStack, body: bytes) -> None:
    refused(raw(stack, "POST", "/articles/batch", content=body), 400)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: ascii(key)[1:20])
def test_hostile_keys(stack: LocalStack, key: str) -> None:
    headers = {"Idempotency-Key": key}

    refused(raw(stack, "POST", "/articles", headers=headers, json={"url": "no address"}))


@pytest.mark.parametrize("method", METHODS)
def test_hostile_methods(stack: LocalStack, method: str) -> None:
    refused(raw(stack, method, "/articles"), 405)


@pytest.mark.parametrize("accept", ACCEPTS)
def test_hostile_wishes(stack: LocalStack, accept: str) -> None:
    path = "/statements?speaker=person:nobody"

    refused(raw(stack, "GET", path, headers={"Accept": accept}), 406)


@pytest.mark.parametrize("token", TOKENS, ids=lambda token: token[:20])
def test_hostile_tokens(stack: LocalStack, token: str) -> None:
    refused(raw(stack, "GET", "/articles", headers={"Authorization": token}), 401)
