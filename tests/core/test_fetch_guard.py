"""No address that is not public is ever connected to."""

import ipaddress
import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidly.errors import FetchFailed, InvalidUrl
from saidly.fetch import Outside, Terms, fetch
from saidly.fetch.guard import is_public, resolved
from saidly.fetch.outside import dialled
from tests.core.publisher_server import PUBLIC, Net, Publisher, page

NOT_PUBLIC = {
    "this network": "0.0.0.0",
    "this network, inside": "0.1.2.3",
    "private ten": "10.0.0.1",
    "private ten, last": "10.255.255.255",
    "shared by carriers": "100.64.0.1",
    "shared by carriers, last": "100.127.255.255",
    "loopback": "127.0.0.1",
    "loopback, last": "127.255.255.254",
    "link-local": "169.254.0.1",
    "metadata": "169.254.169.254",
    "ECS' credentials": "169.254.170.2",
    "private 172": "172.16.0.1",
    "private 172, last": "172.31.255.255",
    "IETF protocols": "192.0.0.1",
    "IETF anycast": "192.0.0.9",
    "NAT64 discovery": "192.0.0.170",
    "documentation 1": "192.0.2.1",
    "documentation 2": "198.51.100.7",
    "documentation 3": "203.0.113.9",
    "AS112": "192.31.196.1",
    "AMT": "192.52.193.1",
    "6to4 relay": "192.88.99.1",
    "private 192": "192.168.0.1",
    "AS112 direct": "192.175.48.1",
    "benchmarking": "198.18.0.1",
    "benchmarking, last": "198.19.255.255",
    "multicast": "224.0.0.1",
    "multicast, last": "239.255.255.255",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "v6 unspecified": "::",
    "v6 loopback": "::1",
    "v4-compatible": "::10.0.0.1",
    "v4-compatible public": "::93.184.215.14",
    "v4-mapped loopback": "::ffff:127.0.0.1",
    "v4-mapped metadata": "::ffff:169.254.169.254",
    "v4-mapped public": "::ffff:93.184.215.14",
    "v4-translated": "::ffff:0:127.0.0.1",
    "NAT64 of loopback": "64:ff9b::127.0.0.1",
    "NAT64 of private": "64:ff9b::10.0.0.1",
    "NAT64 of metadata": "64:ff9b::a9fe:a9fe",
    "NAT64 with rest": "64:ff9b::1:0:5db8:d70e",
    "NAT64 local": "64:ff9b:1::10.0.0.1",
    "discard": "100::1",
    "Teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "Teredo of loopback": "2001:0:7f00:1::",
    "benchmarking v6": "2001:2::1",
    "ORCHID": "2001:10::1",
    "ORCHID 2": "2001:20::1",
    "documentation v6": "2001:db8::1",
    "6to4 of loopback": "2002:7f00:1::1",
    "6to4 of private": "2002:a00:1::",
    "6to4 of public": "2002:5db8:d70e::1",
    "AS112 v6": "2620:4f:8000::1",
    "documentation v6 new": "3fff::1",
    "segment routing": "5f00::1",
    "unique local": "fc00::1",
    "unique local, used": "fd12:3456::1",
    "EC2 metadata v6": "fd00:ec2::254",
    "link-local v6": "fe80::1",
    "link-local with zone": "fe80::1%eth0",
    "public with zone": "2606:2800:21f::1%eth0",
    "NAT64 with zone": "64:ff9b::5db8:d70e%eth0",
    "site-local": "fec0::1",
    "multicast v6": "ff02::1",
    "ISATAP of private": "2606:2800::5efe:10.0.0.1",
    "ISATAP, global bit": "2606:2800::200:5efe:10.0.0.1",
    "unassigned v6": "4000::1",
    "no address": "paper.example",
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("what", NOT_PUBLIC)
def test_a_host_at_an_address_that_is_not_public_is_never_connected_to(what: str) -> None:
    net = Net(names={"trap.example": [NOT_PUBLIC[what]]})

    with pytest.raises(InvalidUrl):
        fetch("http://trap.example/a", outside=net.outside())

    assert net.dialled == []


@pytest.mark.parametrize("what", ["loopback", "metadata", "v6 loopback", "unique local"])
@pytest.mark.parametrize("public_first", [True, False])
def test_one_bad_address_among_good_ones_bars_the_host(what: str, public_first: bool) -> None:
    answer = [PUBLIC, NOT_PUBLIC[what]] if public_first else [NOT_PUBLIC[what], PUBLIC]
    net = Net(names={"trap.example": answer})

    with pytest.raises(InvalidUrl):
        fetch("https://trap.example/a", outside=net.outside())

    assert net.dialled == []


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "11.0.0.1",
     "223.255.255.1", "2606:2800:21f:cb07::1", "2a00:1450::1", "2001:4860::8888",
     "64:ff9b::93.184.215.14"],
)  # fmt: skip
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_whatever_pythons_registry_calls_private_is_refused(ip: ipaddress.IPv4Address) -> None:
    if not ip.is_global or ip.is_multicast:
        assert not is_public(str(ip))


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:{}", "::{}", "::ffff:0:{}", "fe80::5efe:{}"]))
def test_no_hidden_address_passes(ip: ipaddress.IPv4Address, form: str) -> None:
    assert not is_public(form.format(ip))


@given(st.ip_addresses(v=4))
def test_nat64_is_as_public_as_the_address_inside(ip: ipaddress.IPv4Address) -> None:
    assert is_public(f"64:ff9b::{ip}") == is_public(str(ip))


def test_a_host_is_resolved_once_and_connected_to_by_the_checked_address() -> None:
    with Publisher() as publisher:
        publisher.answers["/a"] = page()
        net = Net(publisher)
        answers = iter([[PUBLIC], [PUBLIC], ["127.0.0.1"]])
        net.names["paper.example"] = []
        outside = Outside(
            resolve=lambda *_: next(answers), dial=net.dial, robots=net.outside().robots
        )

        fetched = fetch("http://paper.example/a", outside=outside)

        assert fetched.body == b"<p>Hello"
        assert net.dialled == [(PUBLIC, 80)] * 2  # robots.txt, page
        with pytest.raises(InvalidUrl):
            fetch("http://paper.example/a", outside=outside)
        assert net.dialled == [(PUBLIC, 80)] * 2


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    with Publisher() as publisher:
        publisher.answers["/a"] = page()
        net = Net(publisher, {"paper.example": ["2606:2800::1", PUBLIC]})

        def dial(address: str, port: int, timeout_s: float) -> socket.socket:
            if ":" in address:
                raise OSError("no route")
            return net.dial(address, port, timeout_s)

        outside = Outside(resolve=net.resolve, dial=dial, robots=net.outside().robots)

        assert fetch("http://paper.example/a", outside=outside).status == 200


def test_a_host_that_no_address_answers_for_may_answer_later() -> None:
    net = Net(names={"paper.example": [PUBLIC] * 3 + [f"93.184.215.{n}" for n in range(20, 60)]})

    with pytest.raises(FetchFailed, match="cannot be connected") as failure:
        fetch("http://paper.example/a", outside=net.outside())

    assert failure.value.retryable
    assert len(net.dialled) == 4


@pytest.mark.parametrize("error", [socket.gaierror(-2, "x"), UnicodeError("x"), TimeoutError("x")])
def test_a_name_that_cannot_be_resolved_may_be_later(error: OSError | UnicodeError) -> None:
    def resolve(name: str, port: int) -> list[str]:
        raise error

    with pytest.raises(FetchFailed, match="cannot be resolved") as failure:
        fetch("http://paper.example/a", outside=Outside(resolve=resolve))

    assert failure.value.retryable


def test_a_name_without_addresses_may_get_some() -> None:
    with pytest.raises(FetchFailed, match="no address") as failure:
        fetch("http://bare.example/a", outside=Net(names={"bare.example": []}).outside())

    assert failure.value.retryable


def test_a_resolver_that_hangs_is_not_waited_for() -> None:
    release = threading.Event()

    def resolve(name: str, port: int) -> list[str]:
        release.wait(20)
        return [PUBLIC]

    with pytest.raises(FetchFailed, match="not resolved in time"):
        fetch(
            "http://slow.example/a", outside=Outside(resolve=resolve), terms=Terms(connect_s=0.05)
        )

    release.set()


def test_the_systems_resolver_gives_plain_addresses() -> None:
    assert resolved("127.0.0.1", 80) == ["127.0.0.1"]


def test_dialling_takes_addresses_of_both_kinds_and_leaves_nothing_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        dialled("127.0.0.1", listener.getsockname()[1], 5).close()
    with pytest.raises(OSError, match=r"refused|unreachable|Cannot assign"):
        dialled("::1", 1, 0.5)


def test_a_name_on_loopback_is_only_what_was_named() -> None:
    with Publisher() as publisher:
        publisher.answers["/a"] = page()

        assert fetch(publisher.url(), loopback=publisher.loopback).status == 200
        with pytest.raises(InvalidUrl):
            fetch(publisher.url())
        with pytest.raises(InvalidUrl):
            fetch(f"http://127.0.0.1:{publisher.port}/a", loopback=publisher.loopback)
