"""Feeds and maps: whatever state they are in, what can be read is read, in bounded time."""

import gzip
import json
import tracemalloc
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidly.discover import MAX_LINKS, Link, links

HOME = "https://paper.example/feeds/all.xml"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def urls_of(body: str | bytes, content_type: str | None = None) -> list[str]:
    raw = body.encode() if isinstance(body, str) else body
    return [link.url for link in links(raw, content_type, HOME)]


RSS_2 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Paper</title><link>https://paper.example/</link>
<atom:link href="https://paper.example/feeds/all.xml" rel="self" type="application/rss+xml"/>
<image><url>https://paper.example/logo.png</url><title>Logo</title><link>https://paper.example/logo</link></image>
<item><title>Storm &amp; tide</title><link>https://paper.example/storm?a=1&amp;b=2</link>
<guid isPermaLink="false">812</guid><pubDate>Tue, 24 Nov 2026 13:00:00 +0100</pubDate>
<media:title>Not the title</media:title><media:content url="https://paper.example/p.jpg"/>
<content:encoded><![CDATA[<link>https://paper.example/inside</link><item>]]></content:encoded></item>
<item><media:title>Picture</media:title><title><![CDATA[Harbour <b>reopens</b>]]></title>
<link><![CDATA[ https://paper.example/harbour ]]></link>
<dc:date>2026-11-24T12:00:00Z</dc:date></item>
</channel></rss>"""


def test_rss_2_gives_links_titles_and_dates() -> None:
    found = links(RSS_2.encode(), "application/rss+xml", HOME)

    assert found == (
        Link("https://paper.example/storm?a=1&b=2", "Storm & tide", NOON),
        Link("https://paper.example/harbour", "Harbour <b>reopens</b>", NOON),
    )


def test_rss_1_gives_its_items() -> None:
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel rdf:about="https://paper.example/"><title>P</title><link>https://paper.example/</link>
      <items><rdf:Seq><rdf:li rdf:resource="https://paper.example/1"/></rdf:Seq></items></channel>
      <item rdf:about="https://paper.example/1"><title>One</title><link>https://paper.example/1</link></item>
      <item rdf:about="https://paper.example/2"><title>Two</title></item></rdf:RDF>"""

    assert urls_of(body) == ["https://paper.example/1", "https://paper.example/2"]


def test_rss_091_with_its_doctype_is_read() -> None:
    body = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN"
      "http://my.netscape.example/rss-0.91.dtd"><rss version="0.91"><channel><item>
      <title>One</title><link>/1</link></item></channel></rss>"""

    assert urls_of(body) == ["https://paper.example/1"]


def test_atom_gives_the_story_not_the_comments_or_the_source() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example/blog/">
      <link rel="self" href="/atom"/><title>Blog</title><updated>2026-01-01T00:00:00Z</updated>
      <entry><source><title>Other</title><id>https://other.example/</id>
        <updated>2020-01-01T00:00:00Z</updated></source>
        <title type="html">A &amp;amp; B</title><id>tag:paper.example,2026:1</id>
        <link rel="replies" href="/comments"/><link rel='alternate' type='text/html' href='one'/>
        <link rel="alternate" hreflang="fr" href="un"/>
        <published>2026-11-24T13:00:00+01:00</published><updated>2026-11-24T14:00:00+01:00</updated></entry>
      <entry xml:base="https://paper.example/x/"><title>Two</title><link href="two"/></entry>
      <entry><title>Three</title><id>https://paper.example/three</id></entry></feed>"""

    found = links(body.encode(), "application/atom+xml", HOME)

    one = datetime(2026, 11, 24, 14, 0, tzinfo=timezone(timedelta(hours=1)))
    assert found == (
        Link("https://paper.example/blog/one", "A &amp; B", NOON, one),
        Link("https://paper.example/x/two", "Two"),
        Link("https://paper.example/three", "Three"),
    )


def test_an_original_link_goes_before_an_aggregators() -> None:
    body = """<rss><item><link>https://feeds.example/~r/1</link>
      <feedburner:origLink>https://paper.example/1</feedburner:origLink></item></rss>"""

    assert urls_of(body) == ["https://paper.example/1"]


def test_a_permanent_id_stands_in_for_a_link() -> None:
    body = """<rss><item><guid>https://paper.example/1</guid></item>
      <item><guid isPermaLink="true">https://paper.example/2</guid></item>
      <item><guid isPermaLink="false">https://paper.example/3</guid></item>
      <item><link>javascript:void(0)</link><guid>https://paper.example/4</guid></item>
      <item><guid>812</guid></item></rss>"""

    assert urls_of(body) == [f"https://paper.example/{n}" for n in (1, 2, 4)]


def test_a_json_feed_gives_its_items() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "/1", "title": "One", "date_published": "2026-11-24T12:00:00Z"},
            {"id": "https://paper.example/2", "date_modified": "2026-11-24T12:00:00Z"},
            {"id": 3, "url": 4, "title": None},
            "no item",
        ],
    }

    found = links(b"\xef\xbb\xbf" + json.dumps(feed).encode(), "application/json", HOME)

    assert found == (
        Link("https://paper.example/1", "One", NOON),
        Link("https://paper.example/2", updated=NOON),
    )


@pytest.mark.parametrize(
    "body", ["{", '{"items": 1}', '{"items": {"url": "/a"}}', '{"a":' * 90_000, "{}"]
)
def test_json_that_is_no_feed_gives_nothing(body: str) -> None:
    assert urls_of(body) == []


MAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://x/" xmlns:news="http://y/">
<url><loc>https://paper.example/1</loc><lastmod>2026-11-24T12:00:00Z</lastmod>
<image:image><image:loc>https://paper.example/1.jpg</image:loc><image:title>Picture</image:title></image:image>
<xhtml:link rel="alternate" hreflang="de" href="https://paper.example/de/1"/>
<news:news><news:publication><news:name>P</news:name></news:publication>
<news:publication_date>2026-11-24</news:publication_date><news:title>One</news:title></news:news></url>
<url><loc>
  https://paper.example/2?a=1&amp;b=2
</loc></url></urlset>"""


def test_a_map_gives_addresses_and_what_the_news_extension_says() -> None:
    midnight = datetime(2026, 11, 24, tzinfo=UTC)

    assert links(MAP.encode(), None, HOME) == (
        Link("https://paper.example/1", "One", midnight, NOON),
        Link("https://paper.example/2?a=1&b=2"),
    )


def test_a_map_with_a_prefix_of_its_own_is_read() -> None:
    body = "<sm:urlset><sm:url><sm:loc>https://paper.example/1</sm:loc></sm:url></sm:urlset>"

    assert urls_of(body) == ["https://paper.example/1"]


def test_the_children_of_an_index_are_maps() -> None:
    body = b"""<sitemapindex><sitemap><loc>https://paper.example/a.xml.gz</loc>
      <lastmod>2026-11-24T12:00:00Z</lastmod></sitemap></sitemapindex>"""

    assert links(body, None, HOME) == (
        Link("https://paper.example/a.xml.gz", updated=NOON, kind="map"),
    )


def test_a_list_of_lines_is_a_map() -> None:
    body = "https://paper.example/1\r\n\r\n  https://paper.example/2\nno address\nhttps://paper.example/3"

    assert urls_of(body) == ["https://paper.example/1", "https://paper.example/2"]
    assert urls_of("http://paper.example/1\n") == ["http://paper.example/1"]
    assert urls_of("https://paper.example/" + "a" * 9000) == []


def test_a_packed_map_is_unpacked_in_all_its_members() -> None:
    half = len(MAP) // 2
    packed = gzip.compress(MAP[:half].encode()) + gzip.compress(MAP[half:].encode())

    assert urls_of(packed) == urls_of(MAP)


def test_of_a_packed_map_that_is_cut_the_whole_entries_are_read() -> None:
    body = "<urlset>" + "".join(f"<url><loc>/{n * 7919}</loc></url>" for n in range(2000))
    packed = gzip.compress(body.encode())

    found = urls_of(packed[: len(packed) // 2])

    assert 500 < len(found) < 2000
    assert found == urls_of(body)[: len(found)]


def test_of_a_packed_map_that_is_broken_what_stands_before_is_read() -> None:
    body = "<urlset>" + "".join(f"<url><loc>/{n * 7919}</loc></url>" for n in range(2000))
    packed = bytearray(gzip.compress(body.encode()))
    packed[len(packed) // 2 : len(packed) // 2 + 40] = b"\xff" * 40

    found = urls_of(bytes(packed))

    assert found[:100] == urls_of(body)[:100]
    assert len(urls_of(gzip.compress(body.encode())[:-6] + b"\0" * 6)) > 1950
    assert urls_of(b"\x1f\x8b" + b"junk" * 100) == []


def test_a_bomb_is_unpacked_to_its_bound_only() -> None:
    bomb = gzip.compress(b"<urlset><url><loc>/1</loc></url>" + b" " * 60_000_000)

    assert urls_of(bomb) == ["https://paper.example/1"]
    assert urls_of(bomb[:-2000] + b"\xff" * 2000) == ["https://paper.example/1"]


BROKEN = {
    "stray ampersand": "<rss><item><link>/1?a=1&b=2</link><title>A & B</title></item></rss>",
    "unknown entity": "<rss><item><title>A&nbsp;B&unk;</title><link>/1?a=1&amp;b=2</link></item>",
    "no end at all": "<rss><channel><item><link>/1?a=1&amp;b=2</link><title>A",
    "items not closed": "<rss><item><link>/1?a=1&amp;b=2</link><item><title>No link</title>",
    "wrong nesting": "<rss><item><title><b>A</title></b><link>/1?a=1&amp;b=2</link></rss></item>",
    "text before": "<br/>Warning: line 3<rss><item><link>/1?a=1&amp;b=2</link></item></rss>",
    "unquoted attribute": "<rss version=2.0><item><link rel=alternate>/1?a=1&amp;b=2</link></item>",
    "stray quotation mark": "<rss><item x=\"><link>/1?a=1&amp;b=2</link></item></rss>",
    "control characters": "<rss>\x01<item>\x0b<link>/1?a=1&amp;b=2</link></item></rss>",
    "capital letters": "<RSS><ITEM><LINK>/1?a=1&amp;b=2</LINK></ITEM></RSS>",
    "entity bomb": '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item>'
    "<title>&b;&b;</title><link>/1?a=1&amp;b=2</link></item></rss>",
    "external entity": '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><item>'
    "<title>&a;</title><link>/1?a=1&amp;b=2</link></item></rss>",
    "comment": "<rss><!-- <item><link>/0</link> --><item><link>/1?a=1&amp;b=2</link></item>",
    "open comment": "<rss><item><link>/1?a=1&amp;b=2</link></item><!-- <!-- <!-- ",
    "open CDATA": "<rss><item><link>/1?a=1&amp;b=2</link><title><![CDATA[A</title></item>",
    "open source": "<rss><item><source><link>/1?a=1&amp;b=2</link></item>",
    "empty elements": "<rss><item><title/><pubDate/><link>/1?a=1&amp;b=2</link></item></rss>",
    "numeric entities": "<rss><item><link>/1?a=1&#38;b&#x3D;2</link></item></rss>",
    "space around": "<rss><item><link>\n\t /1?a=1&amp;b=2 \n</link></item></rss>",
    "link twice": "<rss><item><link>/1?a=1&amp;b=2</link><link>/2</link></item></rss>",
    "item twice": "<rss><item><link>/1?a=1&amp;b=2</link><item><link>/1?a=1&b=2</link></item>",
    "picture inside": "<item><image><url>/p.png</url></image><link>/1?a=1&amp;b=2</link></item>",
    "mail": "<item><link>mailto:a@b.example</link></item><item><link>/1?a=1&amp;b=2</link></item>",
    "data": "<rss><item><link>data:,x</link></item><item><link>/1?a=1&amp;b=2</link></item>",
    "ftp": "<item><link>ftp://a.example/</link></item><item><link>/1?a=1&amp;b=2</link></item>",
    "no link": "<rss><item><title>A</title></item><item><link>/1?a=1&amp;b=2</link></item></rss>",
    "self-closed item": "<rss><item/><item><link>/1?a=1&amp;b=2</link></item></rss>",
    "cut inside an address": "<rss><item><link>/1?a=1&amp;b=2</link></item><item><link>/2-is-cu",
    "base that is none": '<feed xml:base="javascript:x"><entry><link href="/no"/></entry>'
    '</feed><rss><item xml:base="/"><link>/1?a=1&amp;b=2</link></item>',
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_of_a_broken_feed_what_can_be_read_is_read(what: str) -> None:
    assert urls_of(BROKEN[what]) == ["https://paper.example/1?a=1&b=2"]


ENCODED = "<rss><item><title>Zürich – Łódź</title><link>/1</link></item></rss>"
LATIN = "<rss><item><title>Zürich, déjà</title><link>/1</link></item></rss>"


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        (ENCODED.encode(), None, "Zürich – Łódź"),
        (ENCODED.encode("utf-8-sig"), "text/xml; charset=iso-8859-1", "Zürich – Łódź"),
        (ENCODED.encode(), "text/xml; charset=windows-1251", "Zürich – Łódź"),
        (ENCODED.encode("utf-16"), None, "Zürich – Łódź"),
        (ENCODED.encode("utf-16-be"), None, "Zürich – Łódź"),
        (ENCODED.encode("utf-16-le"), None, "Zürich – Łódź"),
        (ENCODED.encode("utf-32"), None, "Zürich – Łódź"),
        (LATIN.encode("latin-1"), "text/xml; charset=ISO-8859-1", "Zürich, déjà"),
        (LATIN.encode("latin-1"), "text/xml", "Zürich, déjà"),
        (b'<?xml encoding="iso-8859-1"?>' + LATIN.encode("latin-1"), None, "Zürich, déjà"),
        ("<rss><item><title>Новости</title><link>/1</link></item></rss>".encode("koi8-r"),
         "text/xml; charset=koi8-r", "Новости"),
        ("<rss><item><title>新聞</title><link>/1</link></item></rss>".encode("shift_jis"),
         "text/xml; charset=Shift_JIS", "新聞"),
        ("<rss><item><title>新闻</title><link>/1</link></item></rss>".encode("gbk"),
         "text/xml; charset=gb2312", "新闻"),
        (LATIN.encode("latin-1"), "text/xml; charset=rot13", "Zürich, déjà"),
        (LATIN.encode("latin-1"), "text/xml; charset=iso-99", "Zürich, déjà"),
        (LATIN.encode("latin-1"), "text/xml; charset=utf-8", "Zürich, déjà"),
        (LATIN.encode() + b"\xff" + b" " * 200, None, "Zürich, déjà"),
    ],
)  # fmt: skip
def test_a_feed_is_decoded_by_what_its_bytes_are(
    body: bytes, content_type: str | None, title: str
) -> None:
    (link,) = links(body, content_type, HOME)

    assert link.title == title


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("Tue, 24 Nov 2026 12:00:00 GMT", NOON),
        ("Tue, 24 Nov 2026 07:00:00 EST", NOON),
        ("24 Nov 2026 12:00:00 +0000", NOON),
        ("Tue, 24 Nov 2026 12:00:00", NOON),
        ("2026-11-24T12:00:00.000Z", NOON),
        ("2026-11-24 12:00:00", NOON),
        ("20261124T120000Z", NOON),
        ("2026-11", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-13", None),
        ("yesterday", None),
        ("0000-00-00", None),
        ("Tue, 99 Foo 99999 99:99:99 +9999", None),
        ("1" * 5000, None),
    ],
)
def test_dates_are_read_in_the_forms_feeds_use(raw: str, moment: datetime | None) -> None:
    body = f"<rss><item><link>/1</link><pubDate>{raw}</pubDate></item></rss>".encode()

    (link,) = links(body, None, HOME)

    assert link.published == moment


HUGE = {
    "comments": b"<a>" + b"<!--" * 500_000,
    "CDATA": b"<a>" + b"<![CDATA[" * 200_000,
    "less-than": b"<" * 2_000_000,
    "titles": b"<item><title>" * 150_000,
    "links without end": b"<item><link>" * 150_000,
    "attributes": b"<item " + b'a="b" ' * 300_000 + b">",
    "open attributes": b"<item " + b'a="' * 600_000,
    "quotation marks": b"<item " + b"'\"" * 1_000_000,
    "ampersands": b"<item><link>" + b"&" * 2_000_000 + b"</link></item>",
    "sources": b"<source>" * 250_000,
    "one long address": b"<url><loc>" + b"a" * 2_000_000 + b"</loc></url>",
    "NULs": b"\0" * 2_000_000,
    "links that lead nowhere": b"<url><loc>javascript:a()</loc></url>" * 300_000,
    "html": b"<!doctype html><title>Paper</title><link rel=stylesheet href=/a.css><p>" * 9_000,
    "nothing": b"",
    "spaces": b" " * 2_000_000,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 1000,
}  # fmt: skip


@pytest.mark.parametrize("what", HUGE)
def test_what_is_hostile_or_no_feed_ends_and_gives_nothing(what: str) -> None:
    assert links(HUGE[what], None, HOME) == ()


def test_no_more_links_are_taken_than_a_map_may_hold() -> None:
    body = "<urlset>" + "".join(f"<url><loc>/{n}</loc></url>" for n in range(MAX_LINKS + 9))

    assert len(urls_of(body)) == MAX_LINKS


PIECES = st.sampled_from(
    ["<item>", "</item>", "<link>", "</link>", "/1", "<![CDATA[", "]]>", "<!--", "-->", "&amp;",
     "&", "<", ">", '"', "'", "<url>", "<loc>", "</loc>", "<source>", "</source>", "<entry/>",
     "http://a.example/", "<link href='", "<title>", "</title>", "<guid>", " ", "{", "x"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_any_text_ends_in_links_that_are_http(body: str) -> None:
    for link in links(body.encode("utf-8", "replace"), None, HOME):
        assert link.url.startswith(("http://", "https://"))


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_answer(body: bytes) -> None:
    assert isinstance(links(body, None, HOME), tuple)
    assert isinstance(links(b"\x1f\x8b\x08" + body, None, HOME), tuple)


@pytest.mark.parametrize("before", [2**20 - 40, 2**21 - 20, 2**21 + 7, 5_000_000])
def test_what_lies_across_pieces_and_windows_is_read(before: int) -> None:
    story = "<url><loc>https://paper.example/1</loc><lastmod>2026-11-24T12:00:00Z</lastmod></url>"
    body = "<urlset>" + " " * before + story + "<!-- " + "é" * 70_000 + f" {story} -->"

    assert links(body.encode(), None, HOME) == (Link("https://paper.example/1", updated=NOON),)
    assert urls_of(gzip.compress(body.encode())) == ["https://paper.example/1"]


def test_a_comment_longer_than_is_looked_ahead_hides_nothing() -> None:
    body = "<urlset><!-- " + "x" * (2**21 + 9) + "<url><loc>/1</loc></url> -->"

    assert urls_of(body) == ["https://paper.example/1"]


def test_charsets_are_told_from_the_whole_document() -> None:
    start = b"<rss>" + b"<!-- plain -->" * 20_000
    item = "<item><title>Zürich, déjà</title><link>/1</link></item>"

    for body in (start + item.encode(), start + item.encode("latin-1")):
        (link,) = links(body, "text/xml; charset=iso-8859-1", HOME)
        assert link.title == "Zürich, déjà"


def test_a_json_feed_longer_than_any_gives_nothing() -> None:
    long = {"items": [{"url": "/1"}], "x": "y" * 9_000_000}

    assert urls_of(json.dumps(long)) == []


def test_a_long_map_is_read_within_bounded_memory() -> None:
    line = "<url><loc>https://paper.example/{}</loc></url>" + " " * 600
    body = gzip.compress(("<urlset>" + "".join(line.format(n) for n in range(50_000))).encode())
    links(body[:1000], None, HOME)
    tracemalloc.start()
    found = links(body, None, HOME)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    # 33 MB unpacked; the links themselves take half of this
    assert len(found) == MAX_LINKS
    assert peak < 45_000_000
