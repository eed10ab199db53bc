"""Addresses: one per story, and which may never be fetched."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidly import urls
from saidly.errors import InvalidUrl

STORY = "https://paper.example/world/storm-hits-coast"

# each row: how the story came in, and what it must be the same story as
SAME = [
    ("https://paper.example/world/storm-hits-coast", STORY),
    ("http://paper.example/world/storm-hits-coast", STORY),
    ("HTTPS://PAPER.EXAMPLE/world/storm-hits-coast", STORY),
    ("https://Paper.Example/world/storm-hits-coast", STORY),
    ("https://paper.example./world/storm-hits-coast", STORY),
    ("https://paper.example:443/world/storm-hits-coast", STORY),
    ("http://paper.example:80/world/storm-hits-coast", STORY),
    ("http://paper.example.:80/world/storm-hits-coast", STORY),
    ("https://paper.example:/world/storm-hits-coast", STORY),
    ("https://paper.example/world/storm-hits-coast/", STORY),
    ("https://paper.example//world//storm-hits-coast", STORY),
    ("https://paper.example/world/./storm-hits-coast", STORY),
    ("https://paper.example/world/europe/../storm-hits-coast", STORY),
    ("https://paper.example/../world/storm-hits-coast", STORY),
    ("https://paper.example/world/%2e/storm-hits-coast", STORY),
    ("https://paper.example/world/x/%2E%2e/storm-hits-coast", STORY),
    ("https://paper.example/world/storm%2Dhits%2dcoast", STORY),
    ("https://paper.example/%77orld/storm-hits-coast", STORY),
    ("https://paper.example/world/storm-hits-coast#comments", STORY),
    ("https://paper.example/world/storm-hits-coast#:~:text=storm", STORY),
    ("https://paper.example/world/storm-hits-coast#xtor=RSS-3208", STORY),
    ("https://paper.example/world/storm-hits-coast#", STORY),
    ("https://paper.example/world/storm-hits-coast?", STORY),
    ("https://paper.example/world/storm-hits-coast?#", STORY),
    ("https://paper.example/world/storm-hits-coast?&", STORY),
    ("https://paper.example/world/storm-hits-coast?utm_source=rss&utm_medium=feed", STORY),
    ("https://paper.example/world/storm-hits-coast?UTM_Source=rss", STORY),
    ("https://paper.example/world/storm-hits-coast/?utm_campaign=a%20b", STORY),
    ("https://paper.example/world/storm-hits-coast?utm_id=1&utm_term=&utm_content", STORY),
    ("https://paper.example/world/storm-hits-coast?fbclid=IwAR0abc", STORY),
    ("https://paper.example/world/storm-hits-coast?gclid=x&gbraid=y&wbraid=z", STORY),
    ("https://paper.example/world/storm-hits-coast?msclkid=1", STORY),
    ("https://paper.example/world/storm-hits-coast?yclid=1&ysclid=2", STORY),
    ("https://paper.example/world/storm-hits-coast?twclid=2-a", STORY),
    ("https://paper.example/world/storm-hits-coast?ttclid=E.C.P", STORY),
    ("https://paper.example/world/storm-hits-coast?igshid=abc&igsh=def", STORY),
    ("https://paper.example/world/storm-hits-coast?mc_cid=1&mc_eid=2", STORY),
    ("https://paper.example/world/storm-hits-coast?_hsenc=p2&_hsmi=3", STORY),
    ("https://paper.example/world/storm-hits-coast?__hstc=1&__hssc=2&__hsfp=3", STORY),
    ("https://paper.example/world/storm-hits-coast?mkt_tok=eyJ", STORY),
    ("https://paper.example/world/storm-hits-coast?pk_campaign=x&mtm_source=y", STORY),
    ("https://paper.example/world/storm-hits-coast?at_medium=RSS&at_campaign=KARANGA", STORY),
    ("https://paper.example/world/storm-hits-coast?ns_mchannel=rss&ns_source=x", STORY),
    ("https://paper.example/world/storm-hits-coast?xtor=CS1-15", STORY),
    ("https://paper.example/world/storm-hits-coast?wt_mc=rss.x&wt.mc_id=y", STORY),
    ("https://paper.example/world/storm-hits-coast?cmpid=rss&CMP=share_btn_tw", STORY),
    ("https://paper.example/world/storm-hits-coast?ICID=home&intcid=top", STORY),
    ("https://paper.example/world/storm-hits-coast?smid=tw-share", STORY),
    ("https://paper.example/world/storm-hits-coast?ref=home", STORY),
    ("https://paper.example/world/storm-hits-coast?ref_src=twsrc%5Etfw", STORY),
    ("https://paper.example/world/storm-hits-coast?source=rss", STORY),
    ("https://paper.example/world/storm-hits-coast?from=newsletter&via=app", STORY),
    ("https://paper.example/world/storm-hits-coast?mod=hp_lead_pos1", STORY),
    ("https://paper.example/world/storm-hits-coast?reflink=desktopwebshare_permalink", STORY),
    ("https://paper.example/world/storm-hits-coast?guccounter=1&guce_referrer=aHR0", STORY),
    ("https://paper.example/world/storm-hits-coast?soc_src=mail&soc_trk=ma", STORY),
    ("https://paper.example/world/storm-hits-coast?srsltid=Afm", STORY),
    ("https://paper.example/world/storm-hits-coast?_ga=2.1&_gl=1*x", STORY),
    ("https://paper.example/world/storm-hits-coast?spm=a2.b3", STORY),
    ("https://paper.example/world/storm-hits-coast?__twitter_impression=true", STORY),
    ("https://paper.example/world/storm-hits-coast?ncid=txtlnk&sr_share=facebook", STORY),
    ("https://paper.example/world/storm-hits-coast?fb_action_ids=1&fb_ref=x", STORY),
    ("https://paper.example/world/storm-hits-coast;jsessionid=0A1B2C", STORY),
    ("https://paper.example/world/storm-hits-coast?PHPSESSID=a1b2", STORY),
    ("https://paper.example/world/storm-hits-coast?jsessionid=a1b2&CFID=1&CFTOKEN=2", STORY),
    ("https://paper.example/world/storm-hits-coast/index.html", STORY),
    ("https://paper.example/world/storm-hits-coast/index.htm?utm_source=x", STORY),
    ("https://paper.example/world/storm-hits-coast/index.php", STORY),
    ("https://paper.example/world/storm-hits-coast/Default.aspx", STORY),
    ("https://paper.example/world/storm-hits-coast/index.shtml#top", STORY),
    ("https://paper.example/world/storm-hits-coast/INDEX.HTML", STORY),
    ("https://paper.example", "https://paper.example/"),
    ("https://paper.example/index.html", "https://paper.example/"),
    ("https://paper.example?", "https://paper.example/"),
    ("https://paper.example/?utm_source=x", "https://paper.example"),
    ("https://paper.example/a?b=2&a=1", "https://paper.example/a?a=1&b=2"),
    ("https://paper.example/a?a=1&a=1", "https://paper.example/a?a=1"),
    ("https://paper.example/a?&a=1&&", "https://paper.example/a?a=1"),
    ("https://paper.example/a?t=b+c", "https://paper.example/a?t=b%20c"),
    ("https://paper.example/a?t=%7Eb", "https://paper.example/a?t=~b"),
    ("https://paper.example/a?u=x%2Fy", "https://paper.example/a?u=x/y"),
    ("https://paper.example/a?t[]=1", "https://paper.example/a?t%5B%5D=1"),
    ("https://paper.example/a,b", "https://paper.example/a%2Cb"),
    ("https://paper.example/it's", "https://paper.example/it%27s"),
    ("https://paper.example/a(b)", "https://paper.example/a%28b%29"),
    ("https://paper.example/a%c3%a4", "https://paper.example/a%C3%A4"),
    ("https://paper.example/aä", "https://paper.example/a%C3%A4"),
    ("https://paper.example/новости/1", "https://paper.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1"),
    ("https://paper.example/100%", "https://paper.example/100%25"),
    ("https://paper.example/a|b", "https://paper.example/a%7Cb"),
    ("https://zeitung-münchen.example/a", "https://xn--zeitung-mnchen-osb.example/a"),
    ("https://ZEITUNG-MÜNCHEN.example/a", "https://zeitung-münchen.example/a"),
    ("https://ｐａｐｅｒ.example/a", "https://paper.example/a"),
    ("https://paper。example/a", "https://paper.example/a"),
    ("https://straße.example/a", "https://xn--strae-oqa.example/a"),
    ("https://新聞.example/a", "https://xn--efvv70d.example/a"),
    ("https://paper.example/?p=812&utm_source=x", "https://paper.example/?p=812"),
    ("https://paper.example/index.php?id=5", "https://paper.example/?id=5"),
    ("http://press.example:8123/a/", "http://press.example:8123/a"),
]  # fmt: skip

# each row: two different stories, or what may be
DIFFERENT = [
    (STORY, "https://paper.example/world/storm-hits-coast-2"),
    (STORY, "https://paper.example/world/Storm-hits-coast"),
    (STORY, "https://other.example/world/storm-hits-coast"),
    (STORY, "https://news.paper.example/world/storm-hits-coast"),
    (STORY, "https://paper.example/world/storm-hits-coast?page=2"),
    (STORY, "https://paper.example/world/storm-hits-coast/2"),
    (STORY, "https://paper.example/world/storm-hits-coast.html"),
    (STORY, "https://paper.example/world%2Fstorm-hits-coast"),
    (STORY, "https://paper.example:8443/world/storm-hits-coast"),
    ("https://paper.example/?p=1", "https://paper.example/?p=2"),
    ("https://paper.example/?p=1", "https://paper.example/"),
    ("https://paper.example/story.php?id=1", "https://paper.example/story.php?id=2"),
    ("https://paper.example/story.php?ref=1a", "https://paper.example/story.php?ref=2a"),
    ("https://paper.example/read?source=a", "https://paper.example/read?source=b"),
    ("https://paper.example/view?from=a", "https://paper.example/view?from=b"),
    ("https://paper.example/?ref=abc", "https://paper.example/"),
    ("https://paper.example/news-1?ref=812", "https://paper.example/news-1?ref=813"),
    ("https://paper.example/news.asp?src=x1", "https://paper.example/news.asp?src=x2"),
    ("https://paper.example/a?t=b%2Bc", "https://paper.example/a?t=b+c"),
    ("https://paper.example/a?t=b%26c=1", "https://paper.example/a?t=b&c=1"),
    ("https://paper.example/a?t=1", "https://paper.example/a?T=1"),
    ("https://paper.example/a?t=x", "https://paper.example/a?t=X"),
    ("https://paper.example/a%252Fb", "https://paper.example/a%2Fb"),
    ("https://paper.example/a;v=1", "https://paper.example/a;v=2"),
    ("https://paper.example/index/a", "https://paper.example/a"),
    ("https://paper.example/index.php/a", "https://paper.example/index.php/b"),
    ("https://paper.example/news/index2.html", "https://paper.example/news/index.html"),
    ("https://paper.example/a?sid=1", "https://paper.example/a?sid=2"),
    ("https://paper.example/a?id=0a", "https://paper.example/a?id=0A"),
    ("https://paper.example/a?date=2024-01-01", "https://paper.example/a?date=2024-01-02"),
    ("https://paper.example/a?lang=de", "https://paper.example/a?lang=fr"),
    ("https://strasse.example/a", "https://straße.example/a"),
    ("http://press.example:8123/a", "http://press.example:8124/a"),
    ("https://paper.example/AbC", "https://paper.example/aBc"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "story"), SAME)
def test_one_story_has_one_id_however_it_was_addressed(url: str, story: str) -> None:
    assert urls.article_id(url) == urls.article_id(story)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_stories_are_never_merged(one: str, other: str) -> None:
    assert urls.article_id(one) != urls.article_id(other)


@pytest.mark.parametrize("url", [url for row in SAME + DIFFERENT for url in row])
def test_a_canonical_address_stays_as_it_is(url: str) -> None:
    once = urls.canonical(url)

    assert urls.canonical(once) == once


def test_the_canonical_form_can_be_read() -> None:
    url = "http://Paper.Example.:80/World/x/../Storm%2dday/index.html?b=2&utm_source=x&a=%7e#top"

    assert urls.canonical(url) == "https://paper.example/World/Storm-day?a=~&b=2"


def test_the_id_is_base32_of_the_digest_of_the_canonical_form() -> None:
    digest = hashlib.sha256(urls.canonical(STORY).encode()).digest()

    article_id = urls.article_id(STORY)

    assert re.fullmatch("[a-z2-7]{26}", article_id)
    bits = "".join(f"{byte:08b}" for byte in digest)[:130]
    alphabet = "abcdefghijklmnopqrstuvwxyz234567"
    assert article_id == "".join(alphabet[int(bits[n : n + 5], 2)] for n in range(0, 130, 5))


REFUSED = {
    "empty": "",
    "no scheme": "paper.example/a",
    "scheme alone": "https://",
    "no slashes": "https:paper.example",
    "one slash": "https:/paper.example",
    "three slashes": "https:///paper.example/a",
    "no host": "https:///a",
    "query for host": "https://?a=1",
    "ftp": "ftp://paper.example/a",
    "file": "file:///etc/passwd",
    "gopher": "gopher://paper.example/_x",
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,hello",
    "scheme in a scheme": "view-source:https://paper.example/",
    "websocket": "wss://paper.example/",
    "leading space": " https://paper.example/",
    "trailing space": "https://paper.example/ ",
    "space in host": "https://paper .example/",
    "space in path": "https://paper.example/a b",
    "no-break space": "https://paper.example/\u00a0",
    "newline": "https://paper.example/\nHost: x",
    "carriage return": "https://paper.example/\r\nX: y",
    "tab in scheme": "ht\ttps://paper.example/",
    "NUL": "https://paper.example/\x00",
    "C1 control": "https://paper.example/\x85",
    "DEL": "https://paper.example/\x7f",
    "line separator": "https://paper.example/\u2028",
    "lone surrogate": "https://paper.example/\ud800",
    "byte order mark": "\ufeffhttps://paper.example/",
    "encoded NUL": "https://paper.example/a%00b",
    "encoded line break": "https://paper.example/%0d%0aHost:%20x",
    "backslash": "https://paper.example\\@evil.example/",
    "backslashes for slashes": "https:\\\\paper.example\\a",
    "user name": "https://user@paper.example/",
    "password": "https://user:pass@paper.example/",
    "empty userinfo": "https://@paper.example/",
    "two at signs": "https://a@b@paper.example/",
    "userinfo with a host": "https://paper.example:80@evil.example/",
    "encoded at": "https://paper.example%40evil.example/",
    "encoded host": "https://%70aper.example/",
    "port 22": "https://paper.example:22/",
    "port 8080": "http://paper.example:8080/",
    "port 0": "https://paper.example:0/",
    "port 65536": "https://paper.example:65536/",
    "port 80 wrapped": "https://paper.example:65616/",
    "negative port": "https://paper.example:-80/",
    "port in letters": "https://paper.example:http/",
    "port in Arabic digits": "https://paper.example:٨٠/",
    "two ports": "https://paper.example:80:80/",
    "over-long": "https://paper.example/" + "a" * 2048,
    "over-long once encoded": "https://paper.example/" + "ä" * 400,
    "label of 64": f"https://{'a' * 64}.example/",
    "host of 260": f"https://{'a.' * 130}example/",
    "host of 254": f"https://{'abcdefghi.' * 25}info/",
    "empty label": "https://paper..example/",
    "leading dot": "https://.paper.example/",
    "dots alone": "https://.../",
    "two trailing dots": "https://paper.example../",
    "comma in host": "https://paper,example/",
    "bracket in host": "https://pa]per.example/",
    "angle bracket": "https://<paper>.example/",
    "star": "https://*.example/",
    "emoji host": "https://\U0001f600.example/",
    "bidi override in host": "https://paper\u202e.example/",
    "zero width joiner": "https://pap\u200der.example/",
    "mixed direction": "https://aא1.example/",
    "fake A-label": "https://xn--paper.example/",
    "A-label of ASCII": "https://xn--paper-.example/",
    "A-label not in its own form": "https://xn--Bcher-kva.xn--a/",
    "single label": "https://intranet/",
    "single label, dot": "https://intranet./",
    "localhost": "http://localhost/",
    "localhost with a dot": "http://localhost./",
    "localhost under": "http://paper.localhost/",
    "LOCALHOST": "http://LOCALHOST/",
    "localdomain": "http://localhost.localdomain/",
    ".local": "http://printer.local/",
    ".LOCAL.": "http://printer.LOCAL./",
    ".local in full width": "http://printer.ｌｏｃａｌ/",
    ".internal": "http://metadata.google.internal/",
    "ec2 inside": "http://ip-10-0-0-1.eu-west-1.compute.internal/",
    ".intranet": "http://wiki.intranet/",
    ".lan": "http://nas.lan/",
    ".home.arpa": "http://nas.home.arpa/",
    ".in-addr.arpa": "http://1.0.0.127.in-addr.arpa/",
    ".home": "http://nas.home/",
    ".corp": "http://wiki.corp/",
    ".test": "http://paper.test/",
    ".invalid": "http://paper.invalid/",
    ".onion": "http://abcdef.onion/",
    ".svc.cluster.local": "http://api.default.svc.cluster.local/",
    ".consul": "http://web.service.consul/",
    "the stack's API": "https://ab12.execute-api.eu-west-1.amazonaws.com/v1/articles",
    "an API in China": "https://ab12.execute-api.cn-north-1.amazonaws.com.cn/v1",
    "a function's URL": "https://ab12.lambda-url.eu-west-1.on.aws/",
    "AWS' own endpoint": "https://sts.amazonaws.com/",
    "IPv4": "http://127.0.0.1/",
    "public IPv4": "http://93.184.215.14/",
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "IPv4 with a dot": "http://127.0.0.1./",
    "short IPv4": "http://127.1/",
    "three-part IPv4": "http://127.0.1/",
    "zero": "http://0/",
    "decimal IPv4": "http://2130706433/",
    "hexadecimal IPv4": "http://0x7f000001/",
    "hexadecimal parts": "http://0x7f.0x0.0x0.0x1/",
    "hexadecimal capitals": "http://0X7F.0.0.1/",
    "bare 0x": "http://127.0.0.0x/",
    "octal IPv4": "http://0177.0.0.01/",
    "octal in one": "http://017700000001/",
    "padded octal": "http://0000177.0.0.1/",
    "too large a part": "http://127.0.0.256/",
    "overflowing number": "http://4294967297/",
    "mixed": "http://0x7f.1/",
    "IPv4 in full width": "http://１２７.０.０.１/",
    "IPv4 in circled digits": "http://①②⑦.⓪.⓪.①/",
    "IPv4 with ideographic dots": "http://127。0。0。1/",
    "IPv4 in mathematical digits": "http://\U0001d7cf\U0001d7d0\U0001d7d5.0.0.1/",
    "name then a number": "http://paper.example.1/",
    "IPv6 loopback": "http://[::1]/",
    "IPv6 unspecified": "http://[::]/",
    "IPv6 mapped": "http://[::ffff:127.0.0.1]/",
    "IPv6 mapped hex": "http://[::ffff:7f00:1]/",
    "IPv6 NAT64": "http://[64:ff9b::7f00:1]/",
    "IPv6 zone": "http://[fe80::1%25eth0]/",
    "IPv6 public": "http://[2606:2800:21f:cb07::1]/",
    "IPvFuture": "http://[v1.a]/",
    "IPv6 without brackets": "http://::1/",
    "IPv6 with a port": "http://[::1]:80/",
    "unclosed bracket": "http://[::1/",
    "numeric ending": "http://paper.0x7f/",
    "hyphenated ending": "http://paper.a-b/",
    "one-letter ending": "http://paper.x/",
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_may_never_be_fetched_is_refused_by_its_address_alone(what: str) -> None:
    with pytest.raises(InvalidUrl):
        urls.check(REFUSED[what])


ALLOWED = [
    "https://paper.example/",
    "http://paper.example/a",
    "https://www.paper.co.uk/news?id=1#top",
    "https://paper.example:443/a",
    "http://paper.example:80/a",
    "https://paper.example./a",
    "https://my_paper.blog.example/a",
    "https://-paper.blog.example/a",
    "https://1.paper.example/a",
    "https://127.0.0.1.paper.example/a",
    "https://новости.рф/a",
    "https://xn--b1amnebsh.xn--p1ai/a",
    "https://faß.de/",
    "https://paper.museum/a",
    "https://localhost.paper.example/a",
    "https://local.paper.example/a",
    "https://paper.example/@author/a:b",
    "https://paper.example/a?url=http://127.0.0.1/",
    "https://paper.example/a%20b",
    "https://paper.example/新聞?q=é",
    "https://s3.eu-west-1.amazonaws.com/paper/a.html",
]


@pytest.mark.parametrize("url", ALLOWED)
def test_what_a_newspaper_may_use_is_allowed(url: str) -> None:
    urls.check(url)


def test_a_name_on_loopback_is_allowed_where_it_was_named_with_its_port() -> None:
    loopback = frozenset({"press.test:8123", "other.test:80"})

    urls.check("http://press.test:8123/a", loopback)
    urls.check("http://other.test/a", loopback)

    for url in ("http://press.test/a", "http://press.test:8124/a", "http://x.test:8123/a"):
        with pytest.raises(InvalidUrl):
            urls.check(url, loopback)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://WWW.Paper.Example.:443/a", "www.paper.example"),
        ("http://press.test:8123/a", "press.test"),
        ("https://новости.рф/", "xn--b1amnebsh.xn--p1ai"),
    ],
)
def test_the_host_is_plain(url: str, name: str) -> None:
    assert urls.host(url) == name


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.paper.co.uk/a", "paper.co.uk"),
        ("https://a.b.paper.com/", "paper.com"),
        ("https://paper.com.au/", "paper.com.au"),
        ("https://diary.blogspot.com/", "diary.blogspot.com"),
        ("https://co.uk/", "co.uk"),
        ("http://press.test:8123/", "press.test"),
        ("https://news.city.kawasaki.jp/", "city.kawasaki.jp"),
        ("https://www.новости.рф/", "xn--b1amnebsh.xn--p1ai"),
    ],
)
def test_the_registered_domain_follows_the_public_suffix_list(url: str, domain: str) -> None:
    assert urls.registered_domain(url) == domain


@pytest.mark.parametrize(
    ("reference", "absolute"),
    [
        ("/b", "https://paper.example/b"),
        ("b?c=1#d", "https://paper.example/world/b?c=1"),
        ("//other.example/b", "https://other.example/b"),
        ("http://other.example", "http://other.example/"),
        (" \n/b\t/c ", "https://paper.example/b/c"),
        ("/b c", "https://paper.example/b%20c"),
        ("/ä", "https://paper.example/%C3%A4"),
        ("?page=2", "https://paper.example/world/a?page=2"),
        ("../x", "https://paper.example/x"),
        ("", "https://paper.example/world/a"),
    ],
)
def test_links_are_joined_as_browsers_do(reference: str, absolute: str) -> None:
    assert urls.joined("https://paper.example/world/a", reference) == absolute


@pytest.mark.parametrize(
    "reference",
    ["javascript:alert(1)", "mailto:a@b.example", "tel:1", "http://[::1", "https://a@b.example/",
     "data:,x", "x" * 3000, "http://"],
)  # fmt: skip
def test_links_that_lead_nowhere_are_refused(reference: str) -> None:
    with pytest.raises(InvalidUrl):
        urls.joined("https://paper.example/", reference)


@given(st.text(max_size=80))
def test_judging_any_text_ends_in_an_answer(text: str) -> None:
    for url in (text, f"https://{text}", f"https://paper.example/{text}"):
        try:
            urls.check(url)
        except InvalidUrl:
            continue
        once = urls.canonical(url)
        assert urls.canonical(once) == once
        assert once.isascii()
        urls.check(urls.address(url))


WORDS = st.text("abc019-_.~%äß/+ ;=,@:!'()*|", max_size=8)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_parameters_does_not_matter(
    pairs: list[tuple[str, str]], random: object
) -> None:
    from random import Random

    assert isinstance(random, Random)
    written = [f"{name}={value}".replace(" ", "+") for name, value in pairs]
    shuffled = list(written)
    random.shuffle(shuffled)

    one = urls.canonical("https://paper.example/a-1?" + "&".join(written))

    assert one == urls.canonical("https://paper.example/a-1?" + "&".join(shuffled))
    assert urls.canonical(one) == one


@given(st.lists(WORDS, max_size=6))
def test_the_canonical_form_of_any_path_is_stable(words: list[str]) -> None:
    path = "/".join(words).replace(" ", "%20")

    once = urls.canonical(f"http://paper.example/{path}")

    assert urls.canonical(once) == once
    assert "//" not in once.removeprefix("https://")


def test_the_longest_address_stays_usable_in_its_canonical_form() -> None:
    url = "http://paper.example/" + "a" * (2047 - len("http://paper.example/"))

    once = urls.canonical(url)

    assert len(once) == 2048
    assert urls.canonical(once) == once


# each row: an address that is marked as a variant, and the one that its page states
VARIANTS = [
    ("https://paper.example/world/storm-hits-coast/amp", STORY),
    ("https://paper.example/world/storm-hits-coast/amp/", STORY),
    ("https://paper.example/amp/world/storm-hits-coast", STORY),
    ("https://amp.paper.example/world/storm-hits-coast", STORY),
    ("https://m.paper.example/world/storm-hits-coast", STORY),
    ("https://mobile.paper.example/world/storm-hits-coast", STORY),
    ("https://www.m.paper.example/world/storm-hits-coast", STORY),
    ("https://wap.paper.example/812", STORY),
    ("https://paper.example/world/storm-hits-coast?amp=1", STORY),
    ("https://paper.example/world/storm-hits-coast?amp", STORY),
    ("https://paper.example/world/storm-hits-coast?outputType=amp", STORY),
    ("https://paper.example/world/storm-hits-coast.amp", STORY),
    ("https://paper.example/world/storm-hits-coast.amp.html", STORY),
    ("https://paper.example/world/storm-hits-coast_amp.html", STORY),
    ("https://paper.example/world/amp-storm-hits-coast", STORY),
    ("https://paper.example/m/world/storm-hits-coast", STORY),
    ("https://paper.example/print/812", STORY),
    ("https://paper.example/world/storm-hits-coast?view=print", STORY),
    ("https://amp.paper.co.uk/a", "https://www.paper.co.uk/a"),
]
# each row: what no canonical link may join
NO_VARIANTS = [
    (STORY, "https://paper.example/world/storm-hits-coast-2"),  # not marked
    ("https://paper.example/world/other", STORY),
    ("https://m.paper.example/world/storm", "https://m.paper.example/world/storm-2"),  # marked both
    ("https://paper.example/a/amp", "https://paper.example/"),  # a front page for each story
    ("https://m.paper.example/a", "https://paper.example"),
    ("https://amp.other.example/a", STORY),  # another site
    ("https://amp.paper.co.uk/a", "https://www.other.co.uk/a"),
    ("https://paper.example/world/amplifier-review", STORY),
    ("https://paper.example/world/mobile-phones-banned", STORY),
    ("https://paper.example/world/champ", STORY),
    ("https://camp.example/world/storm", "https://www.camp.example/a"),
    ("https://paper.example/a?example=1&ramp=2", STORY),
    ("https://paper.example/a/amp", "javascript:alert(1)"),
]


@pytest.mark.parametrize(("url", "canonical"), VARIANTS)
def test_a_marked_variant_is_joined_by_its_own_canonical_link(url: str, canonical: str) -> None:
    assert urls.is_variant(url, canonical)
    assert not urls.is_variant(canonical, url)


@pytest.mark.parametrize(("url", "canonical"), NO_VARIANTS)
def test_no_other_canonical_link_joins_stories(url: str, canonical: str) -> None:
    assert not urls.is_variant(url, canonical)
