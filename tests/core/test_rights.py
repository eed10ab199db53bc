"""What a publisher reserves is read where it is said, and recorded."""

import pytest

from saidly.model import Fetched
from saidly.rights import MAX_FACT_CHARS, MAX_FACTS, Fact, decided, rights
from tests.contract import NOW

URL = "https://paper.example/news/harbour"


def html(head: str) -> bytes:
    return f"<!doctype html><html><head>{head}</head><body><p>Hello</body>".encode()


META = "<meta name='robots' content='{}'>"
# what an answer says in headers and in its page, and whether that reserves rights
SAID: dict[str, tuple[tuple[tuple[str, str], ...], str, bool]] = {
    "nothing": ((), "", False),
    "mining reserved by header": ((("tdm-reservation", "1"),), "", True),
    "mining free by header": ((("tdm-reservation", "0"),), "", False),
    "a policy alone": ((("tdm-policy", "https://paper.example/p.json"),), "", False),
    "a reservation that is no number": ((("tdm-reservation", "yes"),), "", False),
    "mining reserved in the page": ((), "<meta name=tdm-reservation content=1>", True),
    "in capitals": ((), "<META NAME='TDM-RESERVATION' CONTENT='1'>", True),
    "content before name": ((), "<meta content='1' name='tdm-reservation'/>", True),
    "the header goes before the page": (
        (("tdm-reservation", "0"),), "<meta name=tdm-reservation content=1>", False),
    "the header that reserves, too": (
        (("tdm-reservation", "1"),), "<meta name=tdm-reservation content=0>", True),
    "no archive by header": ((("x-robots-tag", "noarchive"),), "", True),
    "no machine learning by header": ((("x-robots-tag", "noai, noimageai"),), "", True),
    "one of several headers": ((("x-robots-tag", "nofollow"), ("x-robots-tag", "noai")), "", True),
    "for a named robot": ((("x-robots-tag", "otherbot: noarchive"),), "", True),
    "none of all": ((("x-robots-tag", "none"),), "", True),
    "not to be listed": ((("x-robots-tag", "noindex"),), "", False),
    "a preview of a size": ((("x-robots-tag", "max-snippet:50, nosnippet"),), "", False),
    "no archive in the page": ((), META.format("index, NOARCHIVE"), True),
    "no cache in the page": ((), META.format("nocache"), True),
    "noai in the page": ((), META.format("noai"), True),
    "a word that holds another": ((), META.format("noairline"), False),
    "follow": ((), META.format("index,follow"), False),
    "to us by name": ((), "<meta name='Saidly' content='noarchive'>", True),
    "to others by name": ((), "<meta name='otherbot' content='noarchive'>", False),
    "behind the head": ((), "</head><body>" + META.format("noai"), False),
    "usage withheld by header": ((("content-usage", "train-ai=n"),), "", True),
    "usage withheld in older words": ((("content-usage", "bots=n"),), "", True),
    "usage granted": ((("content-usage", "train-ai=y"),), "", False),
    "one of several": ((("content-usage", "search=y, train-ai = n"),), "", True),
    "search alone withheld": ((("content-usage", "search=n"),), "", False),
    "a signal by header": ((("content-signal", "search=yes, ai-train=no"),), "", True),
    "a signal that grants": ((("content-signal", "ai-train=yes"),), "", False),
    "a licence": ((("link", "<https://l.example>; rel=\"license\""),), "", False),
    "a licence in the page": ((), "<link rel='license' href='https://l.example'>", False),
}  # fmt: skip


@pytest.mark.parametrize("what", SAID)
def test_rights_are_reserved_where_that_is_said(what: str) -> None:
    headers, head, reserved = SAID[what]
    fetched = Fetched(URL, URL, 200, headers, html(head), NOW, None)

    decision = decided(fetched, None, "full")

    assert decision.reserved is reserved
    assert decision.storage == ("facts" if reserved else "full")


@pytest.mark.parametrize("default", ["full", "facts"])
def test_the_operator_may_keep_facts_alone_whatever_is_said(default: str) -> None:
    fetched = Fetched(URL, URL, 200, (), html(""), NOW, None)

    assert decided(fetched, None, default).storage == default  # type: ignore[arg-type]


# a host's file of reservations, and what it says about URL
FILES: dict[str, tuple[str, bool]] = {
    "all": ('[{"location": "/", "tdm-reservation": 1}]', True),
    "its folder": ('[{"location": "/news", "tdm-reservation": 1}]', True),
    "another": ('[{"location": "/sport", "tdm-reservation": 1}]', False),
    "the first that fits": (
        '[{"location": "/news", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]',
        False),
    "a star": ('[{"location": "/*/harbour", "tdm-reservation": 1}]', True),
    "a star first": ('[{"location": "*n*r", "tdm-reservation": 1}]', True),
    "two stars after a slash": ('[{"location": "/*n*r", "tdm-reservation": 1}]', True),
    "an end": ('[{"location": "/news/harbour$", "tdm-reservation": 1}]', True),
    "an end elsewhere": ('[{"location": "/news$", "tdm-reservation": 1}]', False),
    "a star and an end": ('[{"location": "/*bour$", "tdm-reservation": 1}]', True),
    "an end that overlaps": ('[{"location": "/news/har*/harbour$", "tdm-reservation": 1}]', False),
    "as text": ('[{"location": "/", "tdm-reservation": "1"}]', True),
    "nothing": ("", False),
    "no list": ('{"location": "/", "tdm-reservation": 1}', False),
    "no rules in it": ("[1, null, []]", False),
    "no JSON": ("[{", False),
    "deep": ("[" * 100_000, False),
    "no place": ('[{"tdm-reservation": 1}]', False),
}  # fmt: skip


@pytest.mark.parametrize("what", FILES)
def test_the_file_of_a_host_goes_first(what: str) -> None:
    file, reserved = FILES[what]
    free = [("tdm-reservation", "0")]

    assert rights(free, b"", URL, file.encode()).reserved is reserved


ROBOTS: dict[str, tuple[str, bool]] = {
    "for all": ("User-agent: *\nContent-Usage: train-ai=n", True),
    "granted": ("User-agent: *\nContent-Usage: train-ai=y", False),
    "for us": ("User-agent: Saidly\nContent-Usage: train-ai=n", True),
    "for others": ("User-agent: Other\nContent-Usage: train-ai=n", False),
    "our own group goes before all": (
        "User-agent: *\nContent-Usage: train-ai=n\nUser-agent: saidly\nContent-Usage: train-ai=y",
        False),
    "a group of two": ("User-agent: Other\nUser-agent: *\nAllow: /\nContent-Usage: ai=n", True),
    "a group that ended": ("User-agent: *\nAllow: /\nUser-agent: x\nContent-Usage: ai=n", False),
    "its path": ("User-agent: *\nContent-Usage: /news/ train-ai=n", True),
    "another path": ("User-agent: *\nContent-Usage: /sport/ train-ai=n", False),
    "the longer path": (
        "User-agent: *\nContent-Usage: train-ai=n\nContent-Usage: /news/ train-ai=y", False),
    "the longer path first": (
        "User-agent: *\nContent-Usage: /news/ train-ai=y\nContent-Usage: train-ai=n", False),
    "a signal": ("User-agent: *\nContent-Signal: search=yes,ai-train=no", True),
    "a comment": ("User-agent: *\n# Content-Usage: train-ai=n", False),
    "outside of groups": ("Content-Usage: train-ai=n", False),
    "a licence": ("License: https://paper.example/license.xml", False),
}  # fmt: skip


@pytest.mark.parametrize("what", ROBOTS)
def test_preferences_in_robots_txt_are_heard(what: str) -> None:
    robots, reserved = ROBOTS[what]

    said = rights([], b"", URL, None, robots)

    assert said.reserved is reserved
    assert all(fact.where == "robots" for fact in said.facts)


def test_what_was_said_is_recorded_with_where_it_stood() -> None:
    said = rights(
        [("content-usage", "Train-AI=n"), ("link", "<https://l.example/h>; rel='license'")],
        html("<link rel=license href=https://l.example/m>" + META.format("NoAI")),
        URL,
        b'[{"location": "/", "tdm-reservation": 1, "tdm-policy": "https://p.example"}]',
        "License: https://l.example/r",
    )

    assert said.facts == (
        Fact("tdm-reservation", "well-known", "1"),
        Fact("tdm-policy", "well-known", "https://p.example"),
        Fact("licence", "robots", "https://l.example/r"),
        Fact("content-usage", "header", "train-ai=n"),
        Fact("licence", "header", "<https://l.example/h>; rel='license'"),
        Fact("licence", "meta", "https://l.example/m"),
        Fact("robots", "meta", "noai"),
    )


def test_what_is_said_at_length_is_cut() -> None:
    said = rights([("content-usage", "x" * 5000)] * 100, b"", URL)

    assert len(said.facts) == MAX_FACTS
    assert {len(fact.value) for fact in said.facts} == {MAX_FACT_CHARS}
