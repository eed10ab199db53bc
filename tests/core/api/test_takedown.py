"""What is taken down is gone at once, deleted soon, and never taken in again."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from saidly import urls
from saidly.api import Reply, Request, answer
from saidly.api.desk import Desk
from saidly.filing import file_article
from saidly.intake import Means, take_in
from saidly.store import LEASE
from saidly.store.memory import MemoryArticles, MemoryCaptures, MemoryOrders
from saidly.submit import submit
from saidly.sweep import Limits, sweep
from tests.contract import NOW
from tests.core.api.test_articles import URL, desk, get, plain, post, with_articles
from tests.core.test_intake import Press

ID = urls.article_id(URL)


def stored() -> Desk:
    made = desk()
    submit(ID, URL, made.shelves, NOW)
    take_in(ID, URL, Means(Press(), made.shelves, made.now))
    file_article(ID, 1, made.shelves, NOW)
    return made


def delete(made: Desk, article_id: str = ID, **query: str) -> Reply:
    path, route = {"id": article_id}, "DELETE /articles/{id}"
    return answer(Request(route, path=path, query=query, id="r1"), made)


def left(made: Desk) -> tuple[int, int]:
    """How many versions and captures are kept."""
    articles, captures = made.shelves.articles, made.shelves.captures
    assert isinstance(articles, MemoryArticles)
    assert isinstance(captures, MemoryCaptures)
    return len(articles.versions), len(captures.bodies)


def test_a_takedown_withdraws_at_once() -> None:
    made = stored()

    reply = delete(made)

    assert (reply.status, plain(reply)) == (200, {"removed": [ID], "more": False})
    assert answer(Request("GET /articles/{id}", path={"id": ID}), made).status == 410
    assert get(made, {"url": URL}).status == 410
    assert get(made, {"publisher": "paper.example"}).status == 200
    assert plain(get(made, {"publisher": "paper.example"}))["articles"] == []


def test_the_tombstone_says_nothing_of_what_was_there() -> None:
    made = stored()
    delete(made)

    head = made.shelves.articles.head(ID)
    assert head is not None
    assert (head.url, head.headline, head.publisher, head.digest) == ("", None, None, None)


def test_the_sweep_deletes_twice_and_then_never_again() -> None:
    made = stored()
    assert left(made) == (1, 1)
    delete(made)

    done = [sweep(made.shelves, NOW + n * LEASE) for n in range(4)]

    assert left(made) == (0, 0)
    assert done == [1, 1, 0, 0]


def test_what_a_late_worker_writes_is_deleted_by_the_second_purge() -> None:
    made = stored()
    late = made.shelves.articles.version(ID, 1)
    assert late is not None
    delete(made)
    sweep(made.shelves, NOW)
    made.shelves.articles.put_version(late)
    made.shelves.articles.advance(replace(late, number=2))
    assert left(made) == (1, 0)

    sweep(made.shelves, NOW + LEASE)

    assert left(made) == (0, 0)
    assert answer(Request("GET /articles/{id}", path={"id": ID}), made).status == 410


def test_nobody_brings_back_what_is_taken_down() -> None:
    made, press = stored(), Press()
    delete(made)
    sweep(made.shelves, NOW)
    orders = made.shelves.orders
    assert isinstance(orders, MemoryOrders)
    before = len(orders.fetches)

    again = post(made, json.dumps({"url": URL}))
    head = submit(ID, URL, made.shelves, NOW + timedelta(days=1))
    outcome = take_in(ID, URL, Means(press, made.shelves, made.now))

    assert again.status == 410
    assert head.status == "removed"
    assert outcome == ("gone", "taken down")
    assert press.asked == []
    assert len(orders.fetches) == before


def test_an_extraction_that_was_ordered_before_finds_nothing_to_do() -> None:
    made = stored()
    delete(made)
    sweep(made.shelves, NOW)

    assert file_article(ID, 1, made.shelves, NOW) == 0


def test_an_address_may_be_taken_down_before_it_was_ever_there() -> None:
    made = desk()

    assert delete(made).status == 200
    assert post(made, json.dumps({"url": URL})).status == 410


def test_a_takedown_done_again_changes_nothing_that_is_seen() -> None:
    made = stored()
    replies = [delete(made) for _ in range(2)]
    for n in range(3):
        sweep(made.shelves, NOW + n * LEASE)
    replies.append(delete(made))

    assert len({reply.body for reply in replies}) == 1
    assert left(made) == (0, 0)


def test_a_publisher_is_taken_down_portion_by_portion() -> None:
    made = with_articles(130)
    route, query = "DELETE /articles", {"publisher": "PAPER.example"}

    replies = [plain(answer(Request(route, query=query), made)) for _ in range(3)]

    assert [len(reply["removed"]) for reply in replies] == [100, 30, 0]
    assert [reply["more"] for reply in replies] == [True, False, False]
    assert plain(get(made, {"publisher": "paper.example"}))["articles"] == []


def test_a_speaker_is_taken_down_with_all_articles_and_rows() -> None:
    made = stored()
    (name, *_) = (each.id for each in made.shelves.statements.speakers("ad", 9, None)[0])
    query = {"speaker": name}

    replies = [plain(answer(Request("DELETE /articles", query=query), made)) for _ in range(2)]
    sweep(made.shelves, NOW)

    assert replies == [{"removed": [ID], "more": True}, {"removed": [], "more": False}]
    assert made.shelves.statements.rows(name, ("0", "~"), 9)[0] == ()
    assert left(made) == (0, 0)


def test_a_speaker_who_says_nothing_any_more_is_forgotten() -> None:
    made, other = stored(), "https://paper.example/other"
    submit(urls.article_id(other), other, made.shelves, NOW)
    take_in(urls.article_id(other), other, Means(Press(), made.shelves, made.now))
    file_article(urls.article_id(other), 1, made.shelves, NOW)
    statements = made.shelves.statements
    (name, *_) = (each.id for each in statements.speakers("ad", 9, None)[0])

    for address in (URL, other):
        assert statements.speaker(name) is not None
        delete(made, urls.article_id(address))
        sweep(made.shelves, NOW)

    assert statements.speaker(name) is None
    assert statements.speakers("ad", 9, None)[0] == ()


@pytest.mark.parametrize("speaker", ["", "nobody", "x" * 500, "person:\0"])
def test_a_speaker_whom_nobody_knows_has_nothing_to_take_down(speaker: str) -> None:
    reply = answer(Request("DELETE /articles", query={"speaker": speaker}), desk())

    assert plain(reply) == {"removed": [], "more": False}


@pytest.mark.parametrize("article_id", ["", "../x", "a b", "a" * 65, "ä", "a#b", "HEAD\n"])
def test_what_is_no_id_is_refused(article_id: str) -> None:
    assert delete(desk(), article_id).status == 400


def test_a_takedown_without_a_name_is_refused() -> None:
    assert answer(Request("DELETE /articles"), desk()).status == 400
    assert answer(Request("DELETE /articles", query={"publisher": ""}), desk()).status == 400
    assert delete(desk(), publisher="x").status == 400


def test_too_many_orders_waiting_are_told_to_come_again() -> None:
    made = replace(desk(), max_waiting=1)
    for name in ("a", "b"):
        assert post(made, json.dumps({"url": f"https://paper.example/{name}"})).status == 202

    refused = post(made, json.dumps({"url": "https://paper.example/c"}))

    assert refused.status == 429
    assert dict(refused.headers)["retry-after"] == "60"
    assert made.shelves.articles.head(urls.article_id("https://paper.example/c")) is None


def test_a_sweep_adds_no_fetches_to_a_queue_that_is_full() -> None:
    made = stored()
    submit("b", "https://paper.example/b", made.shelves, NOW)
    delete(made)
    orders = made.shelves.orders
    assert isinstance(orders, MemoryOrders)
    before = len(orders.fetches)

    assert sweep(made.shelves, NOW + LEASE, Limits(max_waiting=1)) == 1  # the purge alone

    assert len(orders.fetches) == before
    assert sweep(made.shelves, NOW + LEASE, Limits(max_waiting=before)) == 1


def test_what_is_no_failure_that_we_know_rises() -> None:
    made = replace(desk(), cursor_key=lambda: 1 / 0)  # type: ignore[arg-type, return-value]

    with pytest.raises(ZeroDivisionError):
        get(made, {"publisher": "x", "cursor": "x"})
