"""Many articles are due at once: each is sent once, in tens, within bounds."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from saidly import sweep as sweeping
from saidly.store import LEASE, Head, Shelves
from saidly.store.memory import MemoryArticles, MemoryOrders
from saidly.sweep import Limits, sweep
from tests.contract import NOW, head, in_memory
from tests.core.test_intake import Fuse, Killed, mortal

MANY = 345


def due(count: int = MANY) -> Shelves:
    made = in_memory()
    for n in range(count):
        made.articles.submit(head(f"a{n}", NOW - LEASE, NOW - timedelta(seconds=n)))
    return made


def sent(made: Shelves) -> Counter[str]:
    assert isinstance(made.orders, MemoryOrders)
    return Counter(name for name, *_ in made.orders.fetches)


@dataclass
class Tens(MemoryOrders):
    """Notes how many orders go out in one call."""

    calls: list[int] = field(default_factory=list)

    def fetch_many(self, orders: Any) -> None:
        self.calls.append(len(orders))
        super().fetch_many(orders)


def test_each_is_sent_once_ten_in_a_call() -> None:
    made = replace(due(), orders=Tens())

    assert sweep(made, NOW) == MANY
    assert sweep(made, NOW + LEASE / 2) == 0

    assert set(sent(made).values()) == {1}
    assert isinstance(made.orders, Tens)
    assert sorted(made.orders.calls, reverse=True) == [10] * 34 + [5]


def test_a_run_sends_the_longest_due_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "MAX_SENT", 200)
    made = due()

    assert sweep(made, NOW) == 200
    assert sent(made).keys() == {f"a{n}" for n in range(145, 345)}
    assert sweep(made, NOW) == 145
    assert set(sent(made).values()) == {1}


def test_a_run_stops_while_there_is_time_and_holds_few() -> None:
    made, left = due(), iter([60_000, 59_000, 9_000])
    read: list[str] = []

    @dataclass
    class Watched(MemoryArticles):
        def due(self, now: Any, limit: int) -> Any:
            for each in MemoryArticles.due(self, now, limit):
                read.append(each.id)
                yield each

    assert isinstance(made.articles, MemoryArticles)
    made = replace(made, articles=Watched(made.articles.heads))

    assert sweep(made, NOW, Limits(left_ms=lambda: next(left))) == 160
    assert len(read) == 240  # of those taken last nothing was written
    assert len(sent(made)) == 160


def test_a_takedown_of_many_stops_while_there_is_time() -> None:
    made, left = in_memory(), iter([60_000, 9_000])
    for name in ("a", "b"):
        made.articles.take_down(name, NOW)

    assert sweep(made, NOW, Limits(left_ms=lambda: next(left))) == 1


@pytest.mark.parametrize("writes", range(1, 25))
def test_what_a_death_leaves_unsent_is_sent_after_its_lease_and_nothing_twice(writes: int) -> None:
    made = due(11)  # ten claims and a message, a claim and a message: two calls of the fuse each

    with pytest.raises(Killed):
        sweep(mortal(made, Fuse(writes)), NOW)
    at_once = sent(made)
    sweep(made, NOW + LEASE / 2)
    assert set(sent(made).values()) <= {1}
    assert sent(made).keys() >= at_once.keys()
    # ten orders of one host go out in a minute, and a lease is as long as an order has waited
    sweep(made, NOW + LEASE + timedelta(minutes=2))

    assert sent(made).keys() == {f"a{n}" for n in range(11)}


def test_what_another_sweep_has_claimed_is_not_sent() -> None:
    made = due(20)
    seen = list(made.articles.due(NOW, 20))
    for each in seen[:7]:
        made.articles.postpone(each, NOW + LEASE)

    @dataclass
    class Behind(MemoryArticles):
        def due(self, now: Any, limit: int) -> Any:
            return iter(seen)

    assert isinstance(made.articles, MemoryArticles)
    late = replace(made, articles=Behind(made.articles.heads))

    assert sweep(late, NOW) == 13
    assert sent(made).keys() == {each.id for each in seen[7:]}


def test_orders_of_a_host_are_held_back_behind_each_other_and_leased_from_then_on() -> None:
    made = in_memory()
    for n, host in enumerate(["a", "b", "a", "a"]):
        due_at = NOW - timedelta(seconds=9 - n)
        made.articles.submit(
            Head(f"a{n}", f"https://{host}.example/{n}", "queued", NOW - LEASE, due_at=due_at)
        )

    sweep(made, NOW)

    assert isinstance(made.orders, MemoryOrders)
    waits = {name: wait_s for name, _, wait_s in made.orders.fetches}
    assert waits == {"a0": 0, "a1": 0, "a2": 6, "a3": 12}
    heads = {name: made.articles.head(name) for name in waits}
    leases = {name: head.due_at for name, head in heads.items() if head}
    # as long as each has waited by then
    assert leases == {name: NOW + 2 * timedelta(seconds=s) + LEASE for name, s in waits.items()}


@pytest.mark.parametrize("status", ["queued", "fetched"])
def test_an_order_that_is_under_way_is_left_to_its_lease(status: Any) -> None:
    made = in_memory()
    assert isinstance(made.articles, MemoryArticles)
    since = NOW - LEASE / 3
    url = "https://paper.example/x"
    made.articles.heads["x"] = Head("x", url, status, since, 1, fetched_at=since, due_at=NOW)

    assert sweep(made, NOW) == 0
    assert made.articles.heads["x"].due_at == since + LEASE
    assert sweep(made, since + LEASE) == 1


def test_orders_to_extract_go_out_beside_orders_to_fetch() -> None:
    made = in_memory()
    assert isinstance(made.articles, MemoryArticles)
    made.articles.heads["x"] = Head(
        "x", "https://paper.example/x", "fetched", NOW, 3, fetched_at=NOW - LEASE, due_at=NOW
    )
    made.articles.submit(head(at=NOW - LEASE, due_at=NOW))

    assert sweep(made, NOW) == 2
    assert isinstance(made.orders, MemoryOrders)
    assert made.orders.extracts == [("x", 3)]
    assert sent(made) == {"a": 1}
