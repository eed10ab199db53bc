"""The reader's pages: an article's JSON, a speaker's statements or a list in, HTML out.

Every text is escaped by the template engine; addresses that came from publishers are shown only
where they are http or https. Nothing is loaded from elsewhere: ``POLICY`` says so to the browser.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from saidly.reader.marking import COLOURS, JSON, colours, pieces, speaker_name

if TYPE_CHECKING:
    from jinja2 import Environment

# Source: CSP Level 3
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STATIC = {"reader.css": "text/css; charset=utf-8", "reader.js": "text/javascript; charset=utf-8"}
# languages whose letters run from right to left; one that is not known goes by its first letter
_RIGHT_TO_LEFT = re.compile(r"(?:ar|arc|ckb|dv|fa|he|iw|ps|sd|syr|ug|ur|yi)\b", re.IGNORECASE)
_SAID_CHARS = 220  # of a statement in the margin; the text itself holds all of it
REASONS = {"relatedLink": "related link"}  # why a line was left out, where the word is no word
_STEPS = {
    "queued": ("waiting for its turn to be fetched", "being read", "stored"),
    "fetched": ("fetched", "being read for who said what", "stored"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page: the way back to the root, who looks, what was asked."""

    root: str  # relative: "./", "../"
    signed_in: bool = True
    may_write: bool = False
    asked: str | None = None


@cache
def _engine() -> "Environment":
    # 50 ms that lookups by machines never need
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=PackageLoader("saidly.reader"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def page(template: str, frame: Frame, **more: Any) -> str:
    """Return a page made by one of the templates, which name what they want of ``more``."""
    return (
        _engine()
        .get_template(f"{template}.html")
        .render(
            root=frame.root,
            signed_in=frame.signed_in,
            may_write=frame.may_write,
            asked=frame.asked,
            **more,
        )
    )


def static(name: str) -> str:
    """Return a stylesheet or script of ``STATIC``."""
    return files("saidly.reader").joinpath("static", name).read_text("utf-8")


def signin(frame: Frame, wrong: str | None = None) -> str:
    """Return the page that asks for a token."""
    return page("signin", frame, wrong=wrong)


def home(frame: Frame) -> str:
    """Return the page that asks what to look for."""
    return page("home", frame)


def problem(frame: Frame, heading: str, detail: str) -> str:
    """Return a page that says what went wrong and leads back."""
    return page("problem", frame, heading=heading, detail=detail)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: where it leads, what it says, and a note."""

    href: str
    text: str
    note: str | None = None


def listing(
    frame: Frame, heading: str, rows: Sequence[Row], nothing: str, more: str | None = None
) -> str:
    """Return a list; ``more`` leads to its next page."""
    return page("list", frame, heading=heading, rows=rows, nothing=nothing, more=more)


def waiting(frame: Frame, head: JSON) -> str:
    """Return how far a submitted story is, or why it failed; it looks again by itself."""
    failed = head["status"] == "failed"
    texts = _STEPS.get(head["status"], ("could not be read",))
    states = ("now", "later", "later") if head["status"] == "queued" else ("done", "now", "later")
    steps = [{"text": text, "state": state} for text, state in zip(texts, states, strict=False)]
    heading = "This story could not be read" if failed else "Reading the story"
    return page(
        "waiting",
        frame,
        heading=heading,
        url=head["url"],
        steps=[] if failed else steps,
        reason=head["reason"],
        next=day(head["dateDue"]) if head["reason"] and not failed else None,
        again=not failed,
        gone=head["dateGone"] is not None,
    )


def unknown(frame: Frame, url: str) -> str:
    """Return the page that says that a story is not kept, and offers to fetch it."""
    return page("unknown", frame, url=url)


def article(frame: Frame, told: JSON) -> str:
    """Return a story laid out to be read, each statement marked, its speakers in the margin.

    Args:
        frame: around it.
        told: the article as the API gives it.
    """
    publisher = told["publisher"] or {}
    blocks = list(_blocks(told))
    return page(
        "article",
        frame,
        article=told | {"url": web(told["url"]) or ""},
        publisher=publisher.get("name") or publisher.get("domain") or "",
        facts=[fact for fact in _facts(told) if fact],
        versions=told["version"],
        direction="rtl" if _RIGHT_TO_LEFT.match(told["inLanguage"] or "") else "auto",
        blocks=blocks,
        left_out=[one for block in blocks for one in block["left_out"]],
        statements=_cards(frame, told["attributions"]),
    )


def _blocks(told: JSON) -> Iterator[JSON]:
    """Yield headings and blocks in order, each with what was left out above it.

    The last is no block: above it stands what was left out behind the story, or who knows where.
    """
    story = [
        block for section in told["sections"] for block in _headed(section, told["attributions"])
    ]
    last, left_out = len(story), list[tuple[int, JSON]]()
    for one in told["removed"]:
        place, why = one["blocksBefore"], one["reason"]
        shown = {"text": one["text"], "reason": REASONS.get(why, why), "href": web(one["href"])}
        left_out.append((last if place is None else min(place, last), shown))
    for number, block in enumerate([*story, {"type": None}]):
        yield block | {"left_out": [one for place, one in left_out if place == number]}


def _headed(section: JSON, attributions: Sequence[JSON]) -> Iterator[JSON]:
    """Yield a section's heading, where it has one, and its blocks cut into pieces."""
    if section["heading"] is not None:
        yield {"type": "heading", "text": section["heading"]}
    for block in section["blocks"]:
        marked = [_safe(piece) for piece in pieces(block, attributions)]
        yield {"type": block["type"], "pieces": marked}


def _facts(told: JSON) -> list[str | None]:
    authors = ", ".join(author["name"] for author in told["authors"])
    published, modified = day(told["datePublished"]), day(told["dateModified"])
    return [
        told["byline"] or (f"By {authors}" if authors else None),
        published,
        f"changed {modified}" if modified and modified != published else None,
    ]


def _cards(frame: Frame, attributions: Sequence[JSON]) -> list[JSON]:
    return [
        {
            "number": number,
            "colour": colour,
            "name": speaker_name(one) or "Nobody is named",
            "about": about(one["source"]),
            "href": speaker_href(frame.root, one["source"]),
            "said": said(one),
            "notes": notes(one),
        }
        for number, (one, colour) in enumerate(
            zip(attributions, colours(attributions), strict=True), 1
        )
    ]


def speaker_href(root: str, source: JSON | None) -> str | None:
    """Return where a speaker's own page is, None for those who have no id."""
    return f"{root}people/{source['speakerId']}" if source and source["speakerId"] else None


def about(source: JSON | None) -> str | None:
    """Return a speaker's role and affiliation as one line."""
    known = [source["role"], source["affiliation"]] if source else []
    return ", ".join(part for part in known if part) or None


def said(attribution: JSON) -> str:
    """Return what was said, cut to the margin's length."""
    text = " … ".join(piece["text"] for piece in attribution["content"])
    return text if len(text) <= _SAID_CHARS else text[:_SAID_CHARS].rstrip() + "…"


def notes(attribution: JSON) -> list[str]:
    """Return how a statement was made: cue, type, relays, hedge, denial, confidence."""
    cue = attribution["cue"]
    return [
        *([f"“{cue['text']}”"] if cue else []),
        attribution["type"],
        *(f"via {relay['name']}" for relay in attribution["via"]),
        *(["hedged"] if attribution["hedged"] else []),
        *(["denied"] if attribution["polarity"] == "denied" else []),
        f"{attribution['confidence']:.0%} sure",
    ]


def speaker(
    frame: Frame, who: JSON, words: str, rows: Sequence[JSON], more: str | None = None
) -> str:
    """Return a speaker's statements as a timeline over outlets.

    Args:
        frame: around it.
        who: the speaker as the API gives one.
        words: that the statements hold; empty for all.
        rows: statements, newest first: ``date`` (ISO 8601), ``publisher``, ``href``, ``said``,
            ``notes``.
        more: where earlier ones are.
    """
    outlets = sorted({row["publisher"] for row in rows})
    tints = {outlet: at % COLOURS + 1 for at, outlet in enumerate(outlets)}
    days = [
        {
            "date": day(date) or date,
            "statements": [row | {"colour": tints[row["publisher"]]} for row in group],
        }
        for date, group in groupby(rows, key=lambda row: str(row["date"])[:10])
    ]
    return page(
        "speaker", frame, name=who["name"], about=about(who), words=words, days=days, more=more
    )


def day(moment: str | None) -> str | None:
    """Return a date of the JSON the way people write it: 16 November 2026, 08:12 -05:00."""
    if moment is None:
        return None
    value = datetime.fromisoformat(moment)
    text = f"{value.day} {value:%B %Y}"
    if "T" not in moment:
        return text
    zone = "" if value.tzinfo is None else f" {value:%:z}"
    return f"{text}, {value:%H:%M}{zone}".replace(" +00:00", " UTC")


def web(href: str | None) -> str | None:
    """Return an address if it leads to the web, None for ``javascript:`` and the like."""
    return href if href and href.lower().startswith(("https://", "http://")) else None


def _safe(piece: Any) -> JSON:
    return {
        "text": piece.text,
        "statement": piece.statement,
        "role": piece.role,
        "colour": piece.colour,
        "first": piece.first,
        "href": web(piece.href),
        "emphasis": piece.emphasis,
        "strong": piece.strong,
    }
