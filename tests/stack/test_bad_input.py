"""Whatever comes in, the answer is a clear problem, and nothing is lost."""

import socket
from typing import Any

import pytest

from saidly.cli.client import Failed, Waiting
from saidly.local.press import Printed
from saidly.local.stack import LocalStack
from tests.stack.test_corridor import printed, raw

HOST = "lantern.test"
HTML = "text/html; charset=utf-8"
WAIT_S = 200.0

BAD_PAGES = {
    "/missing": (Printed(404, HTML, b"<h1>Gone fishing</h1>"), "404"),
    "/report.pdf": (
        Printed(200, "application/pdf", b"%PDF-1.7\n" + b"x" * 4000),
        "application/pdf",
    ),
    "/empty": (Printed(200, HTML, b""), ""),
    "/shop": (
        Printed(
            200,
            HTML,
            b"<html><head><title>Shop</title></head><body><h1>Our shop</h1><ul>"
            + b"".join(b'<li><a href="/p/%d">Boots %d</a> 40.00</li>' % (n, n) for n in range(40))
            + b"</ul><form><input name=q><button>Search</button></form></body></html>",
        ),
        "",
    ),
    "/big": (Printed(200, HTML, b"<html><body><p>" + b"word " * 2_200_000), ""),
    "/picture": (Printed(200, "image/png", b"\x89PNG\r\n\x1a\n" + b"\0" * 2000), "image/png"),
}


@pytest.mark.parametrize("path", BAD_PAGES)
def test_a_page_that_is_no_article_fails_with_its_reason(stack: LocalStack, path: str) -> None:
    page, word = BAD_PAGES[path]
    head = stack.client.submit(stack.press.add(HOST, path, page))

    with pytest.raises(Failed) as failure:
        stack.client.stored(head["id"], WAIT_S)

    assert len(str(failure.value)) > 8
    assert word in str(failure.value)
    assert stack.client.article(head["id"])["status"] == "failed"


def test_a_server_error_is_tried_again_later(stack: LocalStack) -> None:
    url = stack.press.add(HOST, "/down", Printed(503, HTML, b"<h1>Back soon</h1>"))
    head = stack.client.submit(url)

    with pytest.raises(Waiting, match="503"):
        stack.client.stored(head["id"], WAIT_S)

    assert stack.client.article(head["id"])["status"] == "queued"


def test_a_failed_article_goes_round_again_when_it_is_submitted_again(stack: LocalStack) -> None:
    url = stack.press.add(HOST, "/late", Printed(404, HTML, b"<h1>Not yet</h1>"))
    head = stack.client.submit(url)
    with pytest.raises(Failed):
        stack.client.stored(head["id"], WAIT_S)
    stack.press.add(HOST, "/late", printed("Late, but here"))

    again = stack.client.submit(url)

    assert again["id"] == head["id"]
    assert stack.client.stored(head["id"], WAIT_S)["headline"] == "Late, but here"


def test_a_host_that_does_not_exist_is_said_to_be_unreachable(stack: LocalStack) -> None:
    head = stack.client.submit("https://no-such-host.example.com/story")

    with pytest.raises((Failed, Waiting)) as failure:
        stack.client.stored(head["id"], WAIT_S)

    assert len(str(failure.value)) > 8
    assert stack.client.article(head["id"])["reason"]


def test_a_port_of_this_machine_that_is_not_the_press_is_never_asked(stack: LocalStack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]

        answer = raw(stack, "POST", "/articles", json={"url": f"http://127.0.0.1:{port}/a"})

        assert answer.status_code == 422
        with pytest.raises(TimeoutError):
            server.accept()


REFUSED: dict[str, tuple[dict[str, Any], int]] = {
    "no JSON": ({"content": b"{url:"}, 400),
    "no object": ({"json": ["https://a.org/"]}, 400),
    "no url": ({"json": {}}, 400),
    "a number for url": ({"json": {"url": 1}}, 400),
    "an unknown field": ({"json": {"url": "https://a.org/x", "priority": 1}}, 400),
    "a body of 20 KB": ({"json": {"url": "https://a.org/" + "x" * 20_000}}, 400),
    "no address": ({"json": {"url": "not an address"}}, 422),
    "another scheme": ({"json": {"url": "ftp://a.org/story"}}, 422),
    "a private address": ({"json": {"url": "http://10.0.0.1/story"}}, 422),
    "AWS' metadata": ({"json": {"url": "http://169.254.169.254/latest/meta-data"}}, 422),
    "a password": ({"json": {"url": "https://user:pass@a.org/story"}}, 422),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_submitted_is_refused_with_a_problem(stack: LocalStack, what: str) -> None:
    sent, status = REFUSED[what]

    answer = raw(stack, "POST", "/articles", **sent)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


LOOKUPS = {
    "an unknown id": ("/articles/aaaaaaaaaaaaaaaaaaaaaaaaaa", 404),
    "an id of another shape": ("/articles/..%2e", 404),
    "an unknown address": ("/articles?url=https%3A%2F%2Fa.org%2Fnever", 404),
    "no question": ("/statements", 400),
    "an unknown parameter": ("/articles?publisher=a.org&colour=red", 400),
    "a limit of nothing": ("/articles?publisher=a.org&limit=0", 400),
    "a date that is none": ("/articles?publisher=a.org&from=yesterday", 400),
    "a forged cursor": ("/articles?publisher=a.org&cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAA", 400),
    "a cursor of no letters": ("/articles?publisher=a.org&cursor=%F0%9F%90%9F", 400),
    "an unknown route": ("/stories", 404),
}


@pytest.mark.parametrize("what", LOOKUPS)
def test_a_lookup_that_cannot_be_answered_says_why(stack: LocalStack, what: str) -> None:
    path, status = LOOKUPS[what]

    answer = raw(stack, "GET", path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_a_cursor_of_one_list_opens_no_other(stack: LocalStack) -> None:
    for path in ("/one", "/two"):
        head = stack.client.submit(stack.press.add(HOST, path, printed(f"Story {path}")))
        stack.client.stored(head["id"], WAIT_S)
    cursor = stack.client.articles(publisher=HOST, limit="1")["cursor"]

    answer = raw(stack, "GET", "/articles", params={"publisher": "a.org", "cursor": cursor})

    assert answer.status_code == 400
    assert answer.json()["field"] == "cursor"


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer local.wrong", "Bearer nobody.secret", "Basic bG9jYWw="]
)
def test_without_a_good_token_nothing_is_answered(stack: LocalStack, authorization: str) -> None:
    answer = raw(
        stack, "GET", "/articles?publisher=a.org", headers={"Authorization": authorization}
    )

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["status"] == 401


def test_nothing_that_came_in_ends_among_the_dead_letters(stack: LocalStack) -> None:
    sqs = stack.cloud.client("sqs")

    dead = [url for url in sqs.list_queues()["QueueUrls"] if "DeadLetters" in url]
    depths = [
        sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
        for url in dead
    ]

    assert len(dead) == 2
    assert {depth["Attributes"]["ApproximateNumberOfMessages"] for depth in depths} == {"0"}
