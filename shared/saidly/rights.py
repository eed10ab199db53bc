"""What a publisher reserves, as facts read from an answer; what follows is the operator's to say.

Pure: headers, bytes and a well-known file come in; whether rights are reserved comes out, and what
is kept of a page whose rights are.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

from saidly.model import Article, Attribution, Content, Fetched, Metadata, Span

HEAD_BYTES = 128 * 2**10  # how much of a page is searched for meta tags
MAX_FACTS = 50
MAX_FACT_CHARS = 200

# the longest piece of a statement that is kept where rights are reserved: a short quotation
MAX_QUOTED_CHARS = 200

Storage = Literal["full", "facts"]
Where = Literal["well-known", "robots", "header", "meta"]

_TAG = re.compile(rb"<(meta|link|body)\b([^<>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z:-]{1,40})\s{0,20}=\s{0,20}(?:"([^"]{0,1000})"|'([^']{0,1000})'|([^\s"'>]{1,500}))"""
)
_ROBOTS_META = frozenset({"robots", "saidly"})
# directives that withhold the keeping of a copy, or its use by machines
_RESERVING = frozenset({"noarchive", "nocache", "noai", "noimageai", "none"})
_AIPREF_NO = re.compile(
    r"\b(?:train-ai|ai-train|ai-output|ai-input|train-genai|bots|ai)\s*=\s*\"?no?\b"
)
_USAGE = ("content-usage", "content-signal")
_TOKENS = frozenset({"saidly", "*"})
_PATTERN = re.compile(r"([/*]\S{0,500})\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was said: which signal, where it stood, and its value (cut to 200)."""

    signal: Literal["tdm-reservation", "tdm-policy", "robots", "content-usage", "licence"]
    where: Where
    value: str


@dataclass(frozen=True, slots=True)
class Rights:
    """What was said about the use of a page, and whether that reserves it."""

    reserved: bool
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What was said about the use of a page, and what is kept of it therefore."""

    storage: Storage
    reserved: bool
    facts: tuple[Fact, ...] = ()


def decided(
    fetched: Fetched, well_known: bytes | None, default: Storage, robots: str = ""
) -> Decision:
    """Return what is kept of a page: facts alone where rights are reserved."""
    said = rights(fetched.headers, fetched.body, fetched.final_url, well_known, robots)
    return Decision("facts" if said.reserved else default, said.reserved, said.facts)


def facts_of(article: Article) -> Article:
    """Return what is kept of an article whose text is not: headline, dates, who said what.

    Spans still point into the body that is not kept; pieces of statements are cut to a short
    quotation, from their start.
    """
    told = article.metadata
    metadata = Metadata(
        headline=told.headline,
        authors=told.authors,
        date_published=told.date_published,
        date_modified=told.date_modified,
        in_language=told.in_language,
        canonical_url=told.canonical_url,
        publisher=told.publisher,
        is_accessible_for_free=told.is_accessible_for_free,
    )
    return Article(
        url=article.url,
        metadata=metadata,
        body="",
        sections=(),
        attributions=tuple(map(_shortened, article.attributions)),
        credits=article.credits,
        probability=article.probability,
    )


def _shortened(attribution: Attribution) -> Attribution:
    return replace(attribution, content=tuple(map(_short, attribution.content)))


def _short(content: Content) -> Content:
    span = _cut(content.span, content.span.start + MAX_QUOTED_CHARS)
    quoted = (_cut(each, span.end) for each in content.quoted if each.start < span.end)
    return Content(span, tuple(quoted))


def _cut(span: Span, end: int) -> Span:
    end = min(span.end, end)
    return Span(span.start, end, span.text[: end - span.start])


def rights(
    headers: Iterable[tuple[str, str]],
    body: bytes,
    url: str,
    well_known: bytes | None = None,
    robots: str = "",
) -> Rights:
    """Return what an answer says about the use of its page.

    Args:
        headers: of the answer, names in lower case.
        body: the page; its first 128 KiB are searched for meta tags.
        url: its address, for the paths of the well-known file.
        well_known: the host's ``/.well-known/tdmrep.json``, where it has one.
        robots: its robots.txt, which may hold usage preferences and licences.

    Returns:
        The facts, at most 50. The first of well-known file, header and meta that says anything
        about text and data mining settles that; one robots directive or usage preference
        that withholds keeping a copy or use by machines reserves rights as well.

    Source: TDM Reservation Protocol (W3C community group, 2024), section 4; the vocabulary of
        X-Robots-Tag as search engines document it; IETF AIPREF drafts (Content-Usage in headers
        and robots.txt) and Content-Signal, their forerunner; Really Simple Licensing 1.0.
    """
    found = [
        *_well_known(well_known, url),
        *_robots_facts(robots, url),
        *_header_facts(headers),
        *_meta_facts(body),
    ]
    facts = found[:MAX_FACTS]
    mining = [fact.value for fact in facts if fact.signal == "tdm-reservation"]
    reserved = (mining[:1] == ["1"]) or any(_reserves(fact) for fact in facts)
    return Rights(reserved, tuple(facts))


def _reserves(fact: Fact) -> bool:
    if fact.signal == "robots":
        return not _RESERVING.isdisjoint(re.split(r"[\s,;:]+", fact.value))
    return fact.signal == "content-usage" and bool(_AIPREF_NO.search(fact.value))


def _fact(signal: str, where: Where, value: object) -> list[Fact]:
    text = " ".join(str(value).split()).lower()[:MAX_FACT_CHARS]
    match signal:
        case "tdm-reservation" | "tdm-policy" | "content-usage":
            return [Fact(signal, where, text)]
        case "content-signal":
            return [Fact("content-usage", where, text)]
        case "x-robots-tag" | "robots":
            return [Fact("robots", where, text)]
        case "licence" | "license":
            return [Fact("licence", where, text)]
    return []


def _well_known(document: bytes | None, url: str) -> list[Fact]:
    """Return the facts of the first rule that fits the address."""
    try:
        rules = json.loads(document or b"[]")
    except (ValueError, RecursionError):
        return []
    path = urlsplit(url).path or "/"
    for rule in rules[:1000] if isinstance(rules, list) else []:
        if isinstance(rule, dict) and _fits(str(rule.get("location", "")), path):
            return [
                fact
                for signal in ("tdm-reservation", "tdm-policy")
                if signal in rule
                for fact in _fact(signal, "well-known", rule[signal])
            ]
    return []


def _robots_facts(robots: str, url: str) -> list[Fact]:
    """Return what robots.txt prefers for an address, and the licences that it names.

    A group of our own goes before the one for all; of several paths the longest that fits.
    """
    path = urlsplit(url).path or "/"
    licences: list[Fact] = []
    groups: dict[str, dict[str, tuple[str, str]]] = {token: {} for token in _TOKENS}
    tokens: set[str] = set()
    in_head = False  # of a group: its User-agent lines
    for line in robots.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            tokens = (tokens if in_head else set()) | {value.lower()}
        elif name == "license":
            licences += _fact(name, "robots", value)
        elif name in _USAGE:
            pattern, said = _preference(value)
            for token in tokens & _TOKENS if _fits(pattern, path) else ():
                before = groups[token].get(name, ("", ""))
                groups[token][name] = max(before, (pattern, said), key=lambda each: len(each[0]))
        in_head = name == "user-agent"
    ours = groups["saidly"] or groups["*"]
    usage = [each for name, (_, said) in ours.items() for each in _fact(name, "robots", said)]
    return [*usage, *licences]


def _preference(value: str) -> tuple[str, str]:
    """Return the path pattern of a preference, and the preference itself."""
    parted = _PATTERN.fullmatch(value)
    return (parted[1], parted[2]) if parted else ("/", value)


def _fits(pattern: str, path: str) -> bool:
    """Match as robots.txt does: ``*`` for anything, ``$`` for the end."""
    pattern = pattern[:500]
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not pattern or not path.startswith(first):
        return False
    at = len(first)
    for part in others[:-1] if ends and others else others:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    if not ends:
        return True
    return (
        path.endswith(others[-1]) and len(path) - len(others[-1]) >= at if others else path == first
    )


def _header_facts(headers: Iterable[tuple[str, str]]) -> list[Fact]:
    facts = []
    for name, value in headers:
        if name in {"tdm-reservation", "tdm-policy", *_USAGE, "x-robots-tag"}:
            facts += _fact(name, "header", value)
        elif name == "link" and 'rel="license"' in value.replace("'", '"').lower():
            facts += _fact("licence", "header", value)
    return facts


def _meta_facts(body: bytes) -> list[Fact]:
    facts = []
    for tag in _TAG.finditer(body[:HEAD_BYTES]):
        kind = tag[1].lower()
        if kind == b"body":
            break
        said = _attributes(tag[2].decode("utf-8", "replace"))
        if kind == b"link" and "license" in said.get("rel", "").lower().split():
            facts += _fact("licence", "meta", said.get("href", ""))
        name = said.get("name", "").lower()
        signal = "robots" if name in _ROBOTS_META else name
        if kind == b"meta" and signal in {"robots", "tdm-reservation", "tdm-policy"}:
            facts += _fact(signal, "meta", said.get("content", ""))
    return facts


def _attributes(text: str) -> dict[str, str]:
    """Return the attributes of a tag; of two of one name the first."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), double or single or bare)
    return found
