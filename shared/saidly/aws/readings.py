"""Versions as items: whole, or as what differs from an earlier version of the story.

Of eight versions the first is kept whole and the others as what differs from it, so one is read by
one call that asks for two items. Only a filed version is built on, for it never changes again.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from saidly import codec
from saidly.aws.deltas import delta, whole
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
# (items without a number are 1), 2 what differs from another.
WHOLE, FORMAT = 1, 2

_KINDS: dict[str, type] = {"page": Page, "article": Article}


def base_of(number: int) -> int:
    """Return the version that another may be built on; its own number where it is whole."""
    return (number - 1) // EVERY * EVERY + 1


def version_key(article_id: str, number: int) -> tuple[str, str]:
    """Return the key of a version's item."""
    return f"A#{article_id}", f"V#{number:08d}"


def keys(article_id: str, number: int) -> set[tuple[str, str]]:
    """Return the keys of the items that a version is read from."""
    return {version_key(article_id, each) for each in (number, base_of(number))}


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
            "format": FORMAT if "base" in kept else WHOLE,
            **kept,
        }

    def version(self, item: Item, base: Item | None = None) -> Version:
        """Return the version of an item; ``base`` is that of the version it is built on.

        Raises:
            NewerFormat: a newer release wrote it, in a way that this one would misread.
        """
        number = int(item.get("format", WHOLE))
        if number > FORMAT:
            raise NewerFormat(f"{item['pk']} {item['sk']}", number, FORMAT)
        capture = dict(item["capture"])
        if item.get("base") and base:
            data = whole(item["data"], self._data(base))
            exchange = whole(bytes(capture["exchange"]), _exchange(base))
        else:
            data, exchange = self._data(item), _exchange(item)
        if "exchange" in capture:  # else written before headers were kept
            capture["headers"], capture["sent"] = json.loads(exchange)
        return Version(
            article_id=item["pk"].removeprefix("A#"),
            number=int(item["sk"].removeprefix("V#")),
            capture=codec.decode(Capture, whole_numbers(capture)),
            reading=codec.decode(_KINDS[item["kind"]], json.loads(data)),
            extractor=item.get("extractor"),
            rights=codec.decode(Decision, item.get("rights")),
            text_digest=item.get("textDigest"),
        )

    def versions(self, items: Mapping[tuple[str, str], Item]) -> list[Version]:
        """Return the versions of items by key; one whose base is not among them is left out."""
        found = []
        for (pk, _), item in items.items():
            base = items.get(version_key(pk.removeprefix("A#"), int(item.get("base", 0))))
            if base is not None or "base" not in item:
                found.append(self.version(item, base))
        return found

    def _data(self, item: Item) -> bytes:
        return gzip.decompress(item["data"] if "data" in item else self.large.get(item["dataKey"]))


def _may_carry(base: Item) -> bool:
    return base["kind"] == "article" and "data" in base and "exchange" in base["capture"]


def _exchange(item: Item) -> bytes:
    return gzip.decompress(bytes(item["capture"].get("exchange") or _NOTHING))


_NOTHING = gzip.compress(b"", mtime=0)


def _bytes(plain: object) -> bytes:
    return json.dumps(plain, ensure_ascii=False).encode()


def whole_numbers(item: Item) -> Item:
    """Return an item with whole numbers, where DynamoDB knows decimals only."""
    return {name: int(v) if isinstance(v, Decimal) else v for name, v in item.items()}
