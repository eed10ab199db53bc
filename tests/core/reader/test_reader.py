"""The reader's routes, over shelves in memory."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import override

import pytest

from saidly import api, urls
from saidly.access import Scope, Token, digest
from saidly.edits import MemoryEdits
from saidly.errors import Throttled
from saidly.indexing import index
from saidly.model import (
    Article,
    Attribution,
    Block,
    Content,
    Credit,
    Cue,
    Mark,
    Metadata,
    Moment,
    Person,
    Publisher,
    Relay,
    Removed,
    Section,
    Source,
    Span,
)
from saidly.reader import pages
from saidly.reader.routes import OPEN, ROUTES, answer
from saidly.reader.visits import Lobby
from saidly.statements import MemoryStatements
from saidly.store import Capture, Failure, Head, Shelves, Version
from saidly.store.memory import MemoryArticles, MemoryCaptures, MemoryOrders
from tests.contract import put_article, said
from tests.core.test_access import MemoryTokens

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://paper.example/harbour"
ID = urls.article_id(URL)
SCRIPT = "<script>alert(1)</script>"
BODY = f"“We open on Tuesday,” said Ada Lind. {SCRIPT}"


def span(start: int, end: int) -> Span:
    return Span(start, end, BODY[start:end])


def statement(source: Source | None) -> Attribution:
    return Attribution(
        "direct",
        source,
        Cue(span(22, 26), "say", "say"),
        (Content(span(0, 21)),),
        via=(Relay(span(27, 35), "The Wire", "report"),),
        hedged=True,
        polarity="denied",
    )


ADA = Source(
    span(27, 35), "Ada Lind", "person", "harbour master", "the port", speaker_id="person:ada-lind"
)


def article(source: Source | None = ADA, domain: str = "paper.example") -> Article:
    marks = (
        Mark("link", 0, 3, "javascript:alert(1)"),
        Mark("link", 4, 8, "https://other.example/a"),
        Mark("emphasis", 9, 11),
        Mark("strong", 9, 11),
    )
    day = datetime(2026, 11, 23)  # noqa: DTZ001 - the page states no zone
    metadata = Metadata(
        headline=f"Harbour reopens {SCRIPT}",
        dek="Ferries run again.",
        authors=(Person("Tom Reed"),),
        date_published=Moment(day, "23 November", "day"),
        date_modified=Moment(NOW, "now", "second"),
        in_language="en",
        article_section="Coast",
        publisher=Publisher(domain, "The Paper"),
    )
    blocks = (
        Block("paragraph", BODY, marks=marks, start=0),
        *(Block(kind, "More.", start=len(BODY)) for kind in ("quote", "listItem", "code")),
    )
    return Article(
        URL,
        metadata,
        BODY,
        (Section(None, None, blocks), Section("Weather", 2, ())),
        (statement(source),),
        removed=(Removed(f"READ THIS {SCRIPT}", "relatedLink"),),
        credits=(Credit("(AP)", "AP"),),
        corrections=("Correction: it was Monday.",),
    )


def lobby(*scopes: Scope, reading: Article | None = None) -> Lobby:
    shelves = Shelves(
        MemoryArticles(), MemoryCaptures(), MemoryOrders(), MemoryStatements(), MemoryEdits()
    )
    if reading is not None:
        keep(shelves, ID, reading)
    desk = api.Desk(shelves, lambda: b"key", lambda: NOW)
    token = Token("desk", digest("s3cret"), scopes or ("read", "write"), NOW)
    return Lobby(desk, MemoryTokens({"desk": token}))


def keep(shelves: Shelves, name: str, reading: Article) -> None:
    version = Version(name, 1, Capture("d", "k", 200, URL, NOW), reading)
    shelves.articles.submit(Head(name, URL, "queued", NOW))
    shelves.articles.put_version(version)
    shelves.articles.advance(version)
    put_article(shelves.articles, version)
    index(version, None, None, shelves)


def asked(
    route: str,
    room: Lobby,
    *,
    query: dict[str, str] | None = None,
    path: dict[str, str] | None = None,
    body: str | None = None,
    headers: dict[str, str] | None = None,
) -> api.Reply:
    cookie = {"cookie": "other=1; saidly=desk.s3cret"}
    return answer(
        api.Request(route, path or {}, query or {}, body, headers=cookie | (headers or {})), room
    )


def header(reply: api.Reply, name: str) -> str:
    return dict(reply.headers)[name]


def test_an_empty_question_lists_the_newest_stories() -> None:
    reply = asked("GET /read", lobby(reading=article()), query={"q": " "})

    assert (reply.status, "The newest stories" in reply.body) == (200, True)
    assert f'href="read/{ID}"' in reply.body
    assert "No story is kept yet." in asked("GET /read", lobby(), query={}).body


def test_a_store_that_takes_no_more_is_told_as_a_page() -> None:
    class Busy(MemoryTokens):
        @override
        def token(self, name: str) -> Token | None:
            raise Throttled("ThrottlingException")

    reply = asked("GET /read", replace(lobby(), tokens=Busy()))

    assert (reply.status, header(reply, "retry-after")) == (503, "10")
    assert "<h1>Busy</h1>" in reply.body


def test_the_first_page_asks_for_a_token() -> None:
    reply = answer(api.Request("GET /"), lobby())

    assert reply.status == 200
    assert 'name="token"' in reply.body


def test_a_good_token_is_kept_for_the_session_alone() -> None:
    reply = answer(api.Request("POST /session", body="token=desk.s3cret"), lobby())

    assert (reply.status, header(reply, "location")) == (303, "./")
    assert header(reply, "set-cookie") == ("saidly=desk.s3cret; HttpOnly; Secure; SameSite=Strict")


@pytest.mark.parametrize("body", [None, "", "token=", "token=desk.wrong", "token=a%0d%0ab.c"])
def test_a_wrong_token_is_refused(body: str | None) -> None:
    reply = answer(api.Request("POST /session", body=body), lobby())

    assert reply.status == 401
    assert "set-cookie" not in dict(reply.headers)
    assert 'role="alert"' in reply.body


def test_signing_out_forgets_the_token() -> None:
    reply = asked("POST /signout", lobby())

    assert header(reply, "set-cookie").endswith("; Max-Age=0")


@pytest.mark.parametrize("route", sorted(set(ROUTES) - OPEN))
@pytest.mark.parametrize("cookie", ["", "saidly=desk.wrong", "saidly=", "saidly=nobody.s3cret"])
def test_without_a_good_token_every_page_asks_for_one(route: str, cookie: str) -> None:
    reply = answer(api.Request(route, headers={"cookie": cookie}), lobby())

    assert reply.status == 401
    assert 'name="token"' in reply.body


def test_an_expired_token_opens_nothing() -> None:
    room = lobby()
    room.tokens.put(Token("desk", digest("s3cret"), ("read",), NOW, NOW - timedelta(1)))

    assert asked("GET /read", room, query={"q": "x"}).status == 401


@pytest.mark.parametrize("route", [route for route in ROUTES if route.startswith("POST")])
def test_forms_of_other_sites_are_refused(route: str) -> None:
    reply = asked(route, lobby(), headers={"sec-fetch-site": "cross-site"})

    assert reply.status == 403


def test_a_page_that_is_none_says_so() -> None:
    assert asked("GET /nowhere", lobby()).status == 404


@pytest.mark.parametrize(("scope", "offered"), [("write", True), ("read", False)])
def test_only_who_may_write_is_offered_to_hand_in(scope: Scope, *, offered: bool) -> None:
    reply = asked("GET /", lobby(scope))

    assert ('action="./read" method="post"' in reply.body) == offered


def test_a_story_is_laid_out_with_its_statements() -> None:
    reply = asked("GET /read/{id}", lobby(reading=article()), path={"id": ID})

    assert reply.status == 200
    assert header(reply, "content-security-policy") == pages.POLICY
    for part in (
        "Harbour reopens",
        "Ferries run again.",
        "<bdi>By Tom Reed</bdi> · <bdi>23 November 2026</bdi> · "
        "<bdi>changed 24 November 2026, 12:00 UTC</bdi>",
        'id="s1"',
        'href="../people/person:ada-lind"',
        "harbour master, the port",
        "“said” · direct · via The Wire · hedged · denied · 100% sure",
        "<h2>Weather</h2>",
        "<blockquote>",
        "Correction: it was Monday.",
        "(AP)",
        "READ THIS",
    ):
        assert part in reply.body


def test_what_was_left_out_is_shown_where_it_stood() -> None:
    told = article()
    places = {"above": 0, "inside": 2, "before weather": 4, "far below": 9, "somewhere": None}
    left_out = tuple(
        Removed(text, "ad", f"https://a.example/{text[0]}", place) for text, place in places.items()
    )
    body = asked(
        "GET /read/{id}", lobby(reading=replace(told, removed=left_out)), path={"id": ID}
    ).body

    found = re.findall(r'class="removed"|<p>(?=<mark)|<blockquote|class="item"|<pre>|<h2>Wea', body)
    one = 'class="removed"'
    assert found == [
        *(one, "<p>", "<blockquote", one, 'class="item"', "<pre>", one, "<h2>Wea", one, one)
    ]
    assert '<a href="https://a.example/i" rel="noopener noreferrer nofollow">inside</a>' in body
    assert "show what was left out (5)" in body


def test_a_statement_of_nobody_is_shown_as_one() -> None:
    reply = asked("GET /read/{id}", lobby(reading=article(None)), path={"id": ID})

    assert "Nobody is named" in reply.body


def test_hostile_text_stays_text() -> None:
    body = asked("GET /read/{id}", lobby(reading=article()), path={"id": ID}).body

    assert body.count("<script") == 1  # the reader's own
    assert body.count("&lt;script&gt;") >= 3
    assert "javascript:" not in body
    assert 'href="https://other.example/a" rel="noopener noreferrer nofollow"' in body


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("he-IL", "rtl"), ("en", "auto"), ("arn", "auto")]
)
def test_a_story_runs_as_its_language_does(language: str, direction: str) -> None:
    told = article()
    told = replace(told, metadata=replace(told.metadata, in_language=language))
    body = asked("GET /read/{id}", lobby(reading=told), path={"id": ID}).body

    assert f'<article class="story" lang="{language}" dir="{direction}">' in body


@pytest.mark.parametrize(("gone", "offered"), [(False, True), (True, False)])
def test_a_story_that_failed_may_be_tried_again(*, gone: bool, offered: bool) -> None:
    room = lobby()
    articles = room.desk.shelves.articles
    articles.submit(Head(ID, URL, "queued", NOW))
    articles.failed(ID, Failure("status 404", NOW, gone=gone))

    body = asked("GET /read/{id}", room, path={"id": ID}).body

    assert ("<button>Try again</button>" in body) == offered


def test_a_story_that_waits_for_its_next_try_says_when() -> None:
    room = lobby()
    articles = room.desk.shelves.articles
    articles.submit(Head(ID, URL, "queued", NOW))
    articles.failed(ID, Failure("status 503", NOW, 1, NOW + timedelta(minutes=1)))

    body = asked("GET /read/{id}", room, path={"id": ID}).body

    assert "status 503; it is tried again at 24 November 2026, 12:01 UTC" in body


@pytest.mark.parametrize("status", ["queued", "fetched", "failed"])
def test_a_story_on_its_way_shows_how_far_it_is(status: str) -> None:
    room = lobby()
    room.desk.shelves.articles.submit(
        Head(ID, URL, status, NOW, reason="status 404")  # type: ignore[arg-type]
    )

    reply = asked("GET /read/{id}", room, path={"id": ID})

    assert ('http-equiv="refresh"' in reply.body) == (status != "failed")
    assert URL in reply.body


def test_a_story_that_nobody_asked_for_is_a_clear_page() -> None:
    reply = asked("GET /read/{id}", lobby(), path={"id": "nothing"})

    assert reply.status == 404
    assert "submit its address first" in reply.body


def test_an_address_leads_to_its_story() -> None:
    question = {"q": f" {URL}?utm_source=x "}
    reply = asked("GET /read", lobby(reading=article()), query=question)

    assert (reply.status, header(reply, "location")) == (303, f"read/{ID}")


@pytest.mark.parametrize(("scope", "offered"), [("write", True), ("read", False)])
def test_an_address_that_nobody_handed_in_may_be_handed_in(scope: Scope, *, offered: bool) -> None:
    reply = asked("GET /read", lobby("read", scope), query={"q": URL})

    assert (reply.status, "This story is not kept yet" in reply.body) == (404, True)
    assert (f'<input type="hidden" name="url" value="{URL}">' in reply.body) == offered


def test_an_address_whose_story_is_taken_down_says_so() -> None:
    room = lobby(reading=article())
    room.desk.shelves.articles.take_down(ID, NOW)

    assert asked("GET /read", room, query={"q": URL}).status == 410


def test_an_address_that_is_none_is_told() -> None:
    assert asked("GET /read", lobby(), query={"q": "https://a b"}).status == 422


def test_a_domain_lists_its_stories() -> None:
    reply = asked("GET /read", lobby(reading=article()), query={"q": "paper.example"})

    assert f'href="read/{ID}"' in reply.body


def test_a_domain_without_stories_says_so() -> None:
    reply = asked("GET /read", lobby(), query={"q": "other.example"})

    assert "No story of this publisher is kept." in reply.body


def test_a_forged_cursor_is_a_clear_page() -> None:
    reply = asked("GET /read", lobby(), query={"q": "paper.example", "cursor": "x"})

    assert reply.status == 400


def test_a_name_lists_the_speakers_who_bear_it() -> None:
    reply = asked("GET /read", lobby(reading=article()), query={"q": "lind"})

    assert reply.status == 200
    assert 'href="people/person:ada-lind">Ada Lind</a>' in reply.body


def test_a_name_that_nobody_bears_says_so() -> None:
    reply = asked("GET /read", lobby(), query={"q": "nobody"})

    assert "Nobody of this name has said anything that is kept." in reply.body


def test_one_letter_is_too_little_to_look_for() -> None:
    assert asked("GET /read", lobby(), query={"q": "a"}).status == 400


def test_a_speaker_is_a_timeline_that_leads_to_the_words() -> None:
    room = lobby("read", reading=article())

    reply = asked("GET /people/{id}", room, path={"id": "person:ada-lind"})

    assert reply.status == 200
    for part in (
        "<h1>Ada Lind</h1>",
        "harbour master, the port",
        f'href="../read/{ID}#s1"',
        "“We open on Tuesday,”",
        "paper.example · “said” · direct",
    ):
        assert part in reply.body


def test_a_speaker_of_many_words_goes_on_at_a_cursor() -> None:
    many = replace(article(), attributions=(statement(ADA),) * 25)

    room = lobby(reading=many)
    first = asked("GET /people/{id}", room, path={"id": "person:ada-lind"}).body
    found = re.search(r'href="person:ada-lind\?cursor=([^"]+)"', first)
    assert found
    rest = asked(
        "GET /people/{id}", room, path={"id": "person:ada-lind"}, query={"cursor": found[1]}
    ).body

    assert (first.count("#s"), rest.count("#s")) == (20, 5)


def test_words_are_looked_for_among_all_that_a_speaker_said() -> None:
    room, path = lobby(reading=article()), {"id": "person:ada-lind"}
    for number in range(45):  # newer, and the words are in none of them
        day = Moment(NOW + timedelta(days=number), "", "day")
        dated = replace(article().metadata, date_published=day)
        other = replace(article(), metadata=dated, attributions=(said("Ada Lind"),))
        keep(room.desk.shelves, f"other{number:02}", other)

    found = asked("GET /people/{id}", room, path=path, query={"words": "open tuesday"}).body
    blank = asked("GET /people/{id}", room, path=path, query={"words": " "}).body
    none = asked("GET /people/{id}", room, path=path, query={"words": "ferry"}).body
    wrong = asked("GET /people/{id}", room, path=path, query={"words": "…"})

    assert 'value="open tuesday"' in found
    assert found.count("#s") == 1
    assert f"../read/{ID}#s1" in found
    assert blank.count("#s") == 20
    assert "No statement holds these words." in none
    assert wrong.status == 400


def test_a_list_without_the_words_leads_further_back() -> None:
    room = lobby()
    for number in range(201):
        other = replace(article(), attributions=(said("Ada Lind"),))
        keep(room.desk.shelves, f"other{number:03}", other)

    query = {"words": "ferry"}
    first = asked("GET /people/{id}", room, path={"id": "person:ada-lind"}, query=query).body

    assert "None of the later statements holds these words." in first
    assert re.search(r'href="person:ada-lind\?words=ferry&amp;cursor=[^"]+">Earlier', first)


def test_a_speaker_who_never_spoke_is_a_clear_page() -> None:
    assert asked("GET /people/{id}", lobby(), path={"id": "person:nobody"}).status == 404


def test_the_api_is_asked_with_what_the_token_allows() -> None:
    waits = lobby("read", reading=article())
    counted: list[str] = []

    def meter(name: str, _now: datetime) -> int:
        counted.append(name)
        return 30

    room = Lobby(replace(waits.desk, meter=meter), waits.tokens)

    assert asked("GET /read/{id}", room, path={"id": ID}).status == 429
    assert counted == ["desk"]


def test_handing_in_leads_to_the_progress() -> None:
    room = lobby()

    reply = asked("POST /read", room, body="url=https%3A%2F%2Fpaper.example%2Fharbour")

    assert (reply.status, header(reply, "location")) == (303, f"read/{ID}")
    assert room.desk.shelves.articles.head(ID)


def test_a_reading_token_hands_nothing_in() -> None:
    assert asked("POST /read", lobby("read"), body=f"url={URL}").status == 403


def test_a_private_address_is_refused() -> None:
    assert asked("POST /read", lobby(), body="url=http://localhost/").status == 422


@pytest.mark.parametrize("name", pages.STATIC)
def test_style_and_script_are_open_and_kept(name: str) -> None:
    reply = answer(api.Request(f"GET /{name}"), lobby())

    assert header(reply, "content-type") == pages.STATIC[name]
    assert "max-age" in header(reply, "cache-control")
    assert len(reply.body) > 100
