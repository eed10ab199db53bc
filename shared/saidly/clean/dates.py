"""When it was published and changed: from what the page states, never one for the other.

Nothing else stands in: not the day of the visit, not a date from the story's own text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

from saidly.clean.asides import is_aside
from saidly.clean.facts import Facts, plain
from saidly.clean.features import Scene, Sight
from saidly.clean.marked import Marked
from saidly.clean.moments import moment
from saidly.clean.rendering import parted
from saidly.clean.tokens import NAMES
from saidly.model import Moment
from saidly.publishers.rules import rule

_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.created", "parsely-pub-date", "pubdate",
    "publishdate", "publish-date", "sailthru.date", "article.published", "published_time",
    "og:published_time", "dc.date.created", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "citation_date", "date.created", "created", "displaydate",
    "article_date_original", "dcterms.issued",
    "citation_publication_date", "og:pubdate", "publication_date", "publishtime",
    "rnews:datepublished",
)  # fmt: skip
_MODIFIED_METAS = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified",
    "last-modified", "dcterms.modified", "dc.date.modified", "modified_time", "lastmod",
    "article.updated", "revised", "cxenseparse:recs:modifiedtime",
)  # fmt: skip
# both in lower case, as texts are put before they are asked: ignoring case takes ten times as long
_CHANGED = re.compile(
    r"updat|modif|aktualis|geändert|stand\b|zuletzt|mis à jour|mise à jour|actualiz|aggiorn|"
    r"atualiz|bijgewerkt|oppdater|uppdater|opdater|muokattu|päivitetty|güncel|изменен|обновлен|"
    r"оновлен|zmodyf|aktualiz|frissít|diperbarui|更新|수정|تحديث|עודכן|ενημ|τροποπ|به‌روز|بروزرسانی|ویرایش|ڈیٹ|अपडेट|"
    r"আপডেট|হালনাগাদ|புதுப்பி|ปรับปรุง|อัปเดต|cập nhật|обновен|ажурир|ažurir|განახლ|թարմաց|жаңарт|"
    r"módosít|imesasish"
)
_PUBLISHED = re.compile(
    r"publi|posted|created|veröffentlich|erstellt|pubblic|gepubliceer|opublik|опублик|yay[ıi]n|giriş|"
    r"公開|发布|發布|입력|نشر|פורסם|δημοσ|انتشار|منتشر|شائع|प्रकाशित|প্রকাশ|வெளியிட|เผยแพร่|публик|објављ|"
    r"objavlj|გამოქვეყნ|հրապարակ|жариялан|megjelen|közzét|chapishwa|등록|승인|发表|julkais"
)
_DIGIT = re.compile(r"\d")
_EDGES = " |•·;,.:–—-()（）／/"
# a day in the path: /2024/05/17/, /2024-05-17-, /20240517/
_IN_PATH = re.compile(r"[/_-](20[0-4]\d)([/-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=[/._-]|$)")
_PROPERTIES = frozenset({"datePublished", "dateModified"})
_DATE = 1 << NAMES.index("date")
_FIGURE = 4 | 8
MAX_LINE = 160
MAX_STAMPS = 12

Told = tuple[Moment | None, str | None]
Stamp = tuple[Moment, bool]  # a date, and whether it tells of a change


@dataclass(frozen=True, slots=True)
class Dates:
    """When a story was published and last changed, as stated, and where that stands."""

    published: Moment | None = None
    published_source: str | None = None
    modified: Moment | None = None
    modified_source: str | None = None


def dates(facts: Facts, marks: Marked, seen: Scene, place: int, url: str) -> Dates:
    """Return the story's dates.

    Args:
        facts: what the page states about itself.
        marks: the page's elements that say what they are.
        seen: its runs.
        place: where the headline stands among them.
        url: the page's address.
    """

    def shown(wanted: bool) -> Iterator[tuple[Moment | None, str]]:
        yield from ((told, "time") for told, changed in _elements(marks) if changed == wanted)
        stamps = _stamps(seen, place, rule(url).month_first)
        yield from ((told, "line") for told, changed in stamps if changed == wanted)

    stated = _stated(facts, ("datePublished", "dateCreated", "uploadDate"), _PUBLISHED_METAS)
    published = _first(stated, shown(False), iter([(_in_path(url), "url")]))
    modified = _first(_stated(facts, ("dateModified",), _MODIFIED_METAS), shown(True))
    return Dates(*_finer(published, shown(False)), *_finer(modified, shown(True)))


def _finer(told: Told, shown: Iterator[Told]) -> Told:
    """Return a day with the time that readers see beside it on the page, where there is one."""
    day = told[0]
    if day is None or day.precision != "day":
        return told
    same = (
        (each, source)
        for each, source in shown
        if each and each.precision != "day" and each.value.date() == day.value.date()
    )
    return next(same, told)


def _first(*sources: Iterator[tuple[Moment | None, str]]) -> tuple[Moment | None, str | None]:
    """Return the first date told; sources behind it are not asked."""
    found = chain.from_iterable(sources)
    return next(((told, source) for told, source in found if told is not None), (None, None))


def _stated(
    facts: Facts, things: tuple[str, ...], metas: tuple[str, ...]
) -> Iterator[tuple[Moment | None, str]]:
    for name in things:
        yield moment(plain(facts.article.get(name))), "json-ld"
    for name in metas:
        yield moment(facts.meta(name)), f"meta[{name}]"


def _elements(marks: Marked) -> Iterator[Stamp]:
    """Yield the story's time elements, each with whether it tells of a change."""
    times = marks.all("time")
    nodes = [e.node for e in marks.named if not _PROPERTIES.isdisjoint(e.properties)]
    nodes += [node for node in times if "pubdate" in node.attributes]
    for node in (*nodes[:MAX_STAMPS], *times[:MAX_STAMPS]):
        names = node.attributes
        stated = moment(
            names.get("datetime") or names.get("content") or names.get("title")
        ) or moment(node.text())
        if stated and not is_aside(node):
            yield stated, _tells_change(node)


def _tells_change(node: Any) -> bool:
    names = node.attributes
    label = f"{names.get('itemprop') or ''} {names.get('class') or ''} {node.text() or ''}"
    before = node.prev
    if before is not None and before.tag == "-text":
        label = f"{(before.text_content or '')[-40:]} {label}"
    elif before is not None and len(before.text() or "") < 40:
        label = f"{before.text()} {label}"
    return _CHANGED.search(_lower(label)) is not None


def _lower(text: str) -> str:
    """Return a text in lower case, as long as it was."""
    return text.replace("İ", "i").lower()  # in lower case it is two characters


def _stamps(seen: Scene, place: int, month_first: bool) -> Iterator[Stamp]:
    """Yield the dates in short lines between the headline and the first prose, and just before."""
    for sight in _lines(seen, place):
        for piece, changed in _pieces(parted(sight.run)):
            stated = moment(piece, month_first=month_first)
            if stated:
                yield stated, changed


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a line in pieces, cut where it says "published" or "updated", each with which.

    A line without a date in front of the first such word is left whole.
    """
    heard = _lower(text)
    cuts = sorted({m.start() for words in (_CHANGED, _PUBLISHED) for m in words.finditer(heard)})
    if cuts and moment(text[: cuts[0]]) is None:
        cuts = cuts[1:]
    for start, end in pairwise((0, *cuts, len(text))):
        yield text[start:end].strip(_EDGES), _CHANGED.search(heard, start, end) is not None


def _lines(seen: Scene, place: int) -> list[Sight]:
    start = max(0, place if place >= 0 else seen.first - 4)
    stop = min(max(seen.first, place) + 3, start + 40)
    return [
        sight
        for sight in (*seen.sights[start:stop], *seen.sights[max(0, start - 4) : start])
        if _DIGIT.search(sight.run.text)
        and not sight.run.box.flags & _FIGURE
        and (len(sight.run.text) <= (MAX_LINE if sight.run.box.own & _DATE else 90))
    ]


def _in_path(url: str) -> Moment | None:
    match = _IN_PATH.search(url.partition("?")[0])
    return moment(f"{match[1]}-{match[3]}-{match[4]}") if match else None
