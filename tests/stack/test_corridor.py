"""From address to lookup, over real HTTP, through the real template."""

import gzip
import time
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from saidly.access import Token, digest
from saidly.cli.client import Client
from saidly.local.press import FEEDS, SHOWN, STORIES, Printed
from saidly.local.stack import LocalStack

JSON = dict[str, Any]
WAIT_S = 200.0

PAGE = """<!doctype html><html lang="en"><head><title>{headline} | The Lantern</title>
<meta property="og:site_name" content="The Lantern"><meta property="article:published_time"
content="{date}"></head><body><main><article><h1>{headline}</h1>
<p>The swing bridge at Tarn will stay open on Sundays, the harbour office said on Friday.</p>
<p>“Nobody should have to row home,” said Greta Hald, who keeps the bridge. She promised to mend
the bell before the first frost.</p>
<p>The council has not said who will pay for the second keeper, according to its own minutes.</p>
</article></main></body></html>"""


def printed(headline: str, date: str = "2026-11-22T10:00:00Z") -> Printed:
    body = PAGE.format(headline=headline, date=date).encode()
    return Printed(200, "text/html; charset=utf-8", body)


def scheduled(stack: LocalStack, host: str, path: str) -> JSON:
    """Wait for an article that nobody submits but the schedule."""
    url, deadline = stack.press.address(host, path), time.monotonic() + WAIT_S
    while True:
        found = raw(stack, "GET", "/articles", params={"url": url})
        if found.status_code == 200:
            return stack.client.stored(found.json()["id"], WAIT_S)
        assert time.monotonic() < deadline, f"the schedule never brought {url}"
        time.sleep(0.5)


def raw(stack: LocalStack, method: str, path: str, **more: Any) -> httpx.Response:
    """Return an answer as it came, problems too."""
    client = stack.client
    headers = {"Authorization": f"Bearer {client.token}"} | more.pop("headers", {})
    return client.http.request(method, client.base_url + path, headers=headers, **more)


@pytest.fixture(scope="module")
def shown(stack: LocalStack) -> JSON:
    return scheduled(stack, *SHOWN)


def test_the_schedule_fetches_what_the_registered_feeds_offer(stack: LocalStack) -> None:
    replies = [scheduled(stack, *story) for story in STORIES]

    assert {reply["publisher"]["domain"] for reply in replies} == set(FEEDS)
    assert all(reply["headline"] for reply in replies)


def test_an_article_comes_back_whole(shown: JSON) -> None:
    assert shown["headline"] == "Velmark envoy visits Ostra Bay amid dispute over night ferries"
    assert shown["dek"].startswith("Velmark's transport envoy, Ilse Marrow, arrived in Ostra Bay")
    assert shown["articleBody"].startswith("Velmark and Ostra Bay have arranged another round")
    assert shown["articleBody"].endswith("have denied that the route is for sale.")


def test_promos_inside_the_story_are_removed_and_kept_apart(shown: JSON) -> None:
    promos = [one for one in shown["removed"] if one["reason"] == "relatedLink"]

    assert [promo["text"].split(",")[0].split(" KEEPER")[0] for promo in promos] == [
        "STORM SEASON",
        "LIGHTHOUSE",
    ]
    assert not any(promo["text"] in shown["articleBody"] for promo in promos)


def test_the_wire_credit_is_no_paragraph(shown: JSON) -> None:
    assert [credit["name"] for credit in shown["credits"]] == ["The Associated Press"]
    assert "contributed to this report" not in shown["articleBody"]


def test_who_said_what_points_into_the_body(shown: JSON) -> None:
    body = shown["articleBody"]
    pieces = [piece for one in shown["attributions"] for piece in one["content"]]

    assert len(shown["attributions"]) >= 8
    assert all(body[slice(*piece["span"])] == piece["text"] for piece in pieces)


def test_the_reply_says_where_it_comes_from(shown: JSON) -> None:
    assert shown["provenance"]["httpStatus"] == 200
    assert shown["provenance"]["payloadDigest"].startswith("sha256:")
    assert shown["version"] == 1


def test_the_capture_lies_in_the_bucket_as_it_was_fetched(stack: LocalStack, shown: JSON) -> None:
    s3 = stack.cloud.client("s3")
    bucket, key = stack.deployed.outputs["CapturesBucket"], shown["provenance"]["capture"]
    page = stack.press.page(*SHOWN)

    kept = s3.get_object(Bucket=bucket, Key=key)
    assert kept["ContentEncoding"] == "gzip"
    assert gzip.decompress(kept["Body"].read()) == page.body


def test_a_submitted_address_is_accepted_and_becomes_an_article(stack: LocalStack) -> None:
    url = stack.press.add("lantern.test", "/bridge", printed("The swing bridge stays open"))

    accepted = raw(stack, "POST", "/articles", json={"url": url})

    assert accepted.status_code == 202
    assert accepted.headers["location"] == f"/articles/{accepted.json()['id']}"
    article = stack.client.stored(accepted.json()["id"], WAIT_S)
    assert article["headline"] == "The swing bridge stays open"
    assert "“Nobody should have to row home,”" in article["articleBody"]


def test_the_same_address_gives_the_same_article(stack: LocalStack) -> None:
    url = stack.press.add("lantern.test", "/again", printed("Twice the same"))
    first = stack.client.submit(url)
    stack.client.stored(first["id"], WAIT_S)

    second = stack.client.submit(f"{url}?utm_source=newsletter")

    assert second["id"] == first["id"]
    assert second["status"] == "stored"
    assert stack.client.by_url(url)["version"] == 1


def test_a_publishers_list_runs_newest_first_page_by_page(stack: LocalStack) -> None:
    wanted = [scheduled(stack, *story)["id"] for story in STORIES if "stonefield" in story[0]]

    pages, cursor = [], None
    while True:
        more: dict[str, str] = {"cursor": cursor} if cursor else {}
        page = stack.client.articles(publisher="stonefield-post.test", limit="2", **more)
        pages.append([head["id"] for head in page["articles"]])
        cursor = page["cursor"]
        if cursor is None:
            break

    assert pages == [wanted[:2], wanted[2:]]  # STORIES names them newest first


def test_a_list_keeps_to_its_days(stack: LocalStack) -> None:
    for story in STORIES:
        scheduled(stack, *story)

    page = stack.client.articles(
        publisher="stonefield-post.test", **{"from": "2026-11-13", "to": "2026-11-18"}
    )

    assert [head["headline"] for head in page["articles"]] == [
        "Quarry vote postponed after engineers doubt the slope"
    ]


def test_health_is_open_to_all(stack: LocalStack) -> None:
    answer = httpx.get(f"{stack.client.base_url}/health", trust_env=False)

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_reading_token_may_not_submit(stack: LocalStack) -> None:
    reader = Token("reader", digest("secret"), ("read",), datetime.now(UTC))
    stack.shelf.tokens.put(reader)
    client = Client.of(stack.client.base_url, "reader.secret")

    allowed = client.articles(publisher="lantern.test")
    refused = raw(
        stack,
        "POST",
        "/articles",
        headers={"Authorization": "Bearer reader.secret"},
        json={"url": stack.press.address(*SHOWN)},
    )

    assert "articles" in allowed
    assert refused.status_code == 403
    assert refused.headers["content-type"] == "application/problem+json"


def test_a_revoked_token_ends_at_once(stack: LocalStack) -> None:
    token = Token("brief", digest("secret"), ("read",), datetime.now(UTC))
    stack.shelf.tokens.put(token)
    headers = {"Authorization": "Bearer brief.secret"}
    before = raw(stack, "GET", "/articles?publisher=x.test", headers=headers)

    stack.shelf.tokens.revoke("brief")

    assert before.status_code == 200
    assert raw(stack, "GET", "/articles?publisher=x.test", headers=headers).status_code == 401
