"""Versions as items: a page, and beside it what the article has that the page has not.

Of eight versions the first page is kept whole and the others as what differs from it. An article is
what differs from its page: a write unit or two, where to write it whole would cost as much as the
page again. So a version is read by one call that asks for three items. What is built on never
changes again. Where facts alone are kept the article takes the place of its page, which is to go.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from saidly import codec
from saidly.aws.deltas import beside, delta, whole, whole_beside
from saidly.aws.table import Item
from saidly.errors import NewerFormat
from saidly.model import Article, Page
from saidly.rights import Decision
from saidly.store import Capture, Captures, Version

# DynamoDB's limit is 400 KB for a whole item; the rest of a version takes about 1 KB
MAX_INLINE_BYTES = 350_000
EVERY = 8  # versions, of which one is kept whole

# Of a version's item. Fields may come with a default and older readers pass over them; the number
# rises only where an older reader would take a value for something else: 1 holds all of a version
# (items without a number are 1), 2 what differs from another, 3 is an article beside its page.
WHOLE, BUILT, FORMAT = 1, 2, 3

_KINDS: dict[str, type] = {"page": Page, "article": Article}


def base_of(number: int) -> int:
    """Return the version that another may be built on; its own number where it is whole."""
    return (number - 1) // EVERY * EVERY + 1


def version_key(article_id: str, number: int) -> tuple[str, str]:
    """Return the key of a version's item."""
    return f"A#{article_id}", f"V#{number:08d}"


def article_key(article_id: str, number: int) -> tuple[str, str]:
    """Return the key of the item of an article that stands beside its page."""
    return f"A#{article_id}", f"X#{number:08d}"


def keys(article_id: str, number: int) -> set[tuple[str, str]]:
    """Return the keys of the items that a version is read from."""
    pages = {version_key(article_id, each) for each in (number, base_of(number))}
    return pages | {article_key(article_id, number)}


@dataclass(frozen=True, slots=True)
class Readings:
    """Makes items of versions and versions of items; ``large`` takes what fits into none."""

    large: Captures

    def item(self, version: Version, base: Item | None) -> Item:
        """Return a version as an item; ``base`` is that of the version it may be built on."""
        pk, sk = version_key(version.article_id, version.number)
        capture = codec.encode(version.capture)
        # without the selectors, which follow from the spans: an eighth less to write
        data = _bytes(codec.encode(version.reading))
        exchange = _bytes([capture.pop("headers"), capture.pop("sent")])
        if base is not None and _may_carry(base):
            kept: Item = {"base": int(base["sk"].removeprefix("V#"))}
            kept["data"] = delta(data, self._data(base))
            capture["exchange"] = delta(exchange, _exchange(base))
        else:
            # mtime 0: the same reading is the same bytes, whoever writes it and when
            kept = {"data": gzip.compress(data, mtime=0)}
            capture["exchange"] = gzip.compress(exchange, mtime=0)
            if len(kept["data"]) > MAX_INLINE_BYTES:
                kept = {"dataKey": self.large.put(version.article_id, kept["data"])[0]}
        return {
            "pk": pk,
            "sk": sk,
            "capture": capture,
            "rights": codec.encode(version.rights) if version.rights else None,
            "kind": "article" if isinstance(version.reading, Article) else "page",
            "extractor": version.extractor,
            "textDigest": version.text_digest,
            "format": BUILT if "base" in kept else WHOLE,
            "apart": True if _stays(version) else None,
            **kept,
        }

    def article(self, version: Version, page: Item, base: Item | None) -> Item:
        """Return an article as an item beside its page's; ``base`` is what the page is built on."""
        pk, sk = article_key(version.article_id, version.number)
        plain = _bytes(codec.encode(version.reading))
        kept: Item = {"data": beside(plain, self._plain(page, base))}
        if len(kept["data"]) > MAX_INLINE_BYTES:
            packed = gzip.compress(plain, mtime=0)
            kept = {"dataKey": self.large.put(version.article_id, packed)[0]}
        told = {"extractor": version.extractor, "textDigest": version.text_digest}
        return {"pk": pk, "sk": sk, "format": FORMAT, **told, **kept}

    def version(self, item: Item, base: Item | None = None, article: Item | None = None) -> Version:
        """Return the version of an item.

        Args:
            item: of its page, or of all of it.
            base: of the version that it is built on.
            article: of its article, where that stands beside the page.

        Raises:
            NewerFormat: a newer release wrote it, in a way that this one would misread.
        """
        for each in (item, article or {}):
            number = int(each.get("format", WHOLE))
            if number > FORMAT:
                raise NewerFormat(f"{each['pk']} {each['sk']}", number, FORMAT)
        capture, told = dict(item["capture"]), item
        data, kind = self._plain(item, base), item["kind"]
        if article is not None and kind == "page":
            data, kind, told = self._beside(article, data), "article", article
        if item.get("base") and base:
            exchange = whole(bytes(capture["exchange"]), _exchange(base))
        else:
            exchange = _exchange(item)
        if "exchange" in capture:  # else written before headers were kept
            capture["headers"], capture["sent"] = json.loads(exchange)
        return Version(
            article_id=item["pk"].removeprefix("A#"),
            number=int(item["sk"].removeprefix("V#")),
            capture=codec.decode(Capture, whole_numbers(capture)),
            reading=codec.decode(_KINDS[kind], json.loads(data)),
            extractor=told.get("extractor"),
            rights=codec.decode(Decision, item.get("rights")),
            text_digest=told.get("textDigest"),
        )

    def versions(self, items: Mapping[tuple[str, str], Item]) -> list[Version]:
        """Return the versions of items by key; one whose base is not among them is left out."""
        found = []
        for (pk, sk), item in items.items():
            kind, _, number = sk.partition("#")
            name = pk.removeprefix("A#")
            base = items.get(version_key(name, int(item.get("base", 0))))
            if kind == "V" and (base is not None or "base" not in item):
                found.append(self.version(item, base, items.get(article_key(name, int(number)))))
        return found

    def _plain(self, item: Item, base: Item | None) -> bytes:
        """Return the JSON of what an item of a version holds."""
        if item.get("base") and base:
            return whole(item["data"], self._data(base))
        return self._data(item)

    def _beside(self, article: Item, page: bytes) -> bytes:
        """Return the JSON of an article that stands beside its page."""
        return whole_beside(article["data"], page) if "data" in article else self._data(article)

    def _data(self, item: Item) -> bytes:
        return gzip.decompress(item["data"] if "data" in item else self.large.get(item["dataKey"]))


def _stays(version: Version) -> bool:
    """Say whether an item stays as it is put: a page whose text may be kept."""
    facts = version.rights is not None and version.rights.storage == "facts"
    return isinstance(version.reading, Page) and not facts


def _may_carry(base: Item) -> bool:
    lasts = base["kind"] == "article" or base.get("apart", False)
    return lasts and "data" in base and "exchange" in base["capture"]


def _exchange(item: Item) -> bytes:
    return gzip.decompress(bytes(item["capture"].get("exchange") or _NOTHING))


_NOTHING = gzip.compress(b"", mtime=0)


def _bytes(plain: object) -> bytes:
    return json.dumps(plain, ensure_ascii=False).encode()


def whole_numbers(item: Item) -> Item:
    """Return an item with whole numbers, where DynamoDB knows decimals only."""
    return {name: int(v) if isinstance(v, Decimal) else v for name, v in item.items()}
