"""The story's pictures: the one it is shared with and those in its figures, with their words."""

import re
from collections.abc import Iterator
from typing import Any

from saidly.clean.addresses import address
from saidly.clean.asides import is_aside
from saidly.clean.credits import agency
from saidly.clean.facts import Facts, Thing, plain
from saidly.clean.features import Scene
from saidly.clean.marked import Marked
from saidly.clean.rendering import seen as visible
from saidly.model import Image

_CREDITED = (
    "[class*=credit i],[class*=copyright i],[class*=source i],[class*=author i],"
    "[itemprop~=copyrightHolder],small,cite"
)
_CAPTIONED = ".wp-caption-text,[class*=caption i]"  # where no element says so
# as in: A boat at the quay. Photo: Ada Lind/Harbour Press
_TAIL = re.compile(
    r"(?:\b(?:(?:(?-i:[A-Z]{2,5} )?(?:"
    r"photo(?:graph)?|foto|image|bild|picture|crédits?(?: photo)?|credit|"
    r"fotograf(?:ía)?|imagen|imagem|kuva|zdj|fot|фото|写真|撮影|图))(?:\s*(?:by|von|par|de|di))?\s*[:：./]|"
    r"(?-i:(?:Photo(?:graph|graphy|s)?|Foto|Bild|Image|Illustration) (?:by|von|par|via)) )|"
    r"©|\(c\))"
    r"\s*([^()\[\]]{2,80}?)[\s)\].]*$",
    re.IGNORECASE,
)
_OPENING = " ([（|–—-"
_EDGES = f"{_OPENING})]）"
_BRACKETED = re.compile(r"[(（\[]([^()（）\[\]]{2,40})[)）\]]\.?$")
# as in: Photograph: <span class=credit>
_LABEL = re.compile(
    r"\s*\b(?:photo(?:graph|s)?|foto|image|bild|picture|crédits?|credit):$",
    re.IGNORECASE,
)
_DOTS = re.compile(r"^credit(?:\.\.\.|…)\s*", re.IGNORECASE)
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-srcset", "srcset")
_TINY = (".svg?", "pixel", "spacer", "blank.", "1x1", "logo", "avatar", "icon", "placeholder")
MAX_IMAGES = 30
MAX_CAPTION = 1_000


def images(facts: Facts, marks: Marked, seen: Scene, last: int, base: str) -> tuple[Image, ...]:
    """Return the pictures, the shared one first; one that says more replaces its equal.

    Args:
        facts: what the page states about itself.
        marks: the page's elements that say what they are.
        seen: its runs; ``seen.headline_at`` is the headline's place.
        last: place of the story's last run: figures whose caption stands below are others'.
        base: the page's address.
    """
    told = {sight.key: place for place, sight in enumerate(seen.sights) if sight.key}
    found: dict[str, Image] = {}
    for image in (*_shared(facts, base), *_figures(_framed(marks), base)):
        place = told.get("".join(c for c in (image.caption or "").casefold() if c.isalnum()), -1)
        if place > last:
            continue
        name = _name(image.url)
        known = found.get(name)
        if known is None or (known.caption is None and image.caption is not None):
            found[name] = Image(known.url if known else image.url, image.caption, image.credit_text)
    return tuple(found.values())[:MAX_IMAGES]


def _name(url: str) -> str:
    """Return what sizes of one picture share: the last part of the path."""
    return url.partition("?")[0].rstrip("/").rpartition("/")[2] or url


def _shared(facts: Facts, base: str) -> Iterator[Image]:
    stated = facts.article.get("image")
    for each in (stated if isinstance(stated, list) else [stated])[:MAX_IMAGES]:
        thing: Thing = each if isinstance(each, dict) else {"url": each}
        url = address(plain(thing.get("url") or thing.get("contentUrl")), base)
        if url and not _is_tiny(url):
            caption, credit = plain(thing.get("caption")), plain(thing.get("creditText"))
            yield Image(url, caption, credit)
    url = address(facts.meta("og:image", "og:image:url", "twitter:image"), base)
    if url and not _is_tiny(url):
        yield Image(url)


def _is_tiny(url: str) -> bool:
    """Tell whether an address is of a logo, a sign, or what stands in for a picture."""
    heard = url.lower()
    return (
        heard.startswith("data:") or heard.endswith(".svg") or any(map(heard.__contains__, _TINY))
    )


def _framed(marks: Marked) -> list[Any]:
    """Return the elements that hold a picture and its caption, as those of WordPress do."""
    boxes = marks.all("div")
    return [
        *marks.all("figure"),
        *(box for box in boxes if "wp-caption" in (box.attributes.get("class") or "").split()),
    ]


def _figures(figures: list[Any], base: str) -> Iterator[Image]:
    for figure in figures[: 2 * MAX_IMAGES]:
        pictures = figure.css("img,amp-img")
        if not pictures or len(figure.css("figure")) > 1 or is_aside(figure):
            continue
        url = next(filter(None, (_url(picture, base) for picture in pictures)), None)
        if url is not None:
            caption = figure.css_first("figcaption") or figure.css_first(_CAPTIONED)
            yield _captioned(url, caption)


def _url(picture: Any, base: str) -> str | None:
    names = picture.attributes
    for source in _SOURCES:
        stated = (names.get(source) or "").strip().split(" ")[0].rstrip(",")
        if stated and not _is_tiny(stated):
            return address(stated, base)
    return None


def _captioned(url: str, caption: Any) -> Image:
    if caption is None:
        return Image(url)
    text = _told(caption)
    credited = caption.css_first(_CREDITED)
    credit = _told(credited) if credited is not None else ""
    if credit and text.endswith(credit):
        text = text[: -len(credit)].rstrip(" |–—-·")
        label = _LABEL.search(text)
        if label:
            text, credit = text[: label.start()], f"{label[0].strip()} {credit}"
    elif not credit:
        tail = _TAIL.search(text) or _agency(text)
        if tail:
            credit, text = tail[0].strip(_EDGES), text[: tail.start()].rstrip(_OPENING)
    return Image(
        url, text.strip()[:MAX_CAPTION] or None, _DOTS.sub("", credit.strip("() ")) or None
    )


def _agency(text: str) -> re.Match[str] | None:
    """Return the brackets at the end of a caption that hold a news agency's name."""
    tail = _BRACKETED.search(text)
    return tail if tail and agency(tail[1]) else None


def _told(node: Any) -> str:
    return " ".join(visible(node.text(separator=" ")).split()).replace(" ,", ",").replace(" .", ".")
