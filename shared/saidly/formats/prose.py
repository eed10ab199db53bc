"""An article to be read: Markdown, plain text, an HTML fragment.

Nothing of a page's own markup survives: text is escaped, and only http(s) addresses become links.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from saidly.codec import JSON

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!])|^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)
_HTTP = re.compile(r"https?://[^\s<>\"'`\\]+\Z", re.IGNORECASE)


def plain_text(plain: JSON) -> str:
    """Return the headline, the facts and the text, parted by empty lines."""
    parts = [plain["headline"], plain["dek"], _facts(plain), plain["articleBody"]]
    return "\n\n".join(part for part in parts if part) + "\n"


def _facts(plain: JSON) -> str:
    publisher = plain["publisher"] or {}
    names = ", ".join(author["name"] for author in plain["authors"])
    name = publisher.get("name") or publisher.get("domain")
    facts = [name, plain["datePublished"], names]
    return "\n".join([*(" · ".join(fact for fact in facts if fact),), plain["url"]]).strip()


@dataclass(frozen=True, slots=True)
class Ink:
    """How one language writes inline marks: text escaped, links, emphasis."""

    text: Callable[[str], str]
    link: Callable[[str, str], str]
    emphasis: tuple[str, str]
    strong: tuple[str, str]


def _inline(block: JSON, ink: Ink) -> str:
    """Return a block's text with its marks; overlapping ones are cut where another begins."""
    text, marks = block["text"], block["marks"]
    edges = sorted(
        {0, len(text), *(edge for mark in marks for edge in (mark["start"], mark["end"]))}
    )
    parts = []
    for start, end in pairwise(edges):
        over = [mark for mark in marks if mark["start"] <= start and end <= mark["end"]]
        parts.append(_marked(text[start:end], over, ink))
    return "".join(parts)


def _marked(text: str, marks: Sequence[JSON], ink: Ink) -> str:
    written = ink.text(text)
    if not text.strip():
        return written
    kinds = {mark["kind"] for mark in marks}
    for kind, (before, after) in (("emphasis", ink.emphasis), ("strong", ink.strong)):
        if kind in kinds:
            written = f"{before}{written}{after}"
    href = next((mark["href"] for mark in marks if mark["kind"] == "link"), None)
    return ink.link(written, href) if href and _HTTP.match(href) else written


def _said(said: JSON) -> tuple[str, str]:
    """Return who and what."""
    source = said["source"]
    who = (source["name"] or source["text"]) if source else "–"
    role = f" ({source['role']})" if source and source["role"] else ""
    return who + role, " … ".join(piece["text"] for piece in said["content"])


# ---- Markdown ----


def _md(text: str) -> str:
    return _MARKDOWN.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}{_md_start(m[3])}", text)


def _md_start(mark: str) -> str:
    """Return what would begin a list, a rule or a heading, so that it does not."""
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


_MD = Ink(_md, lambda text, href: f"[{text}](<{href}>)", ("*", "*"), ("**", "**"))


def markdown(plain: JSON) -> str:
    """Return the article in CommonMark."""
    parts = [f"# {_md(plain['headline'])}" if plain["headline"] else ""]
    parts += [f"*{_md(plain['dek'])}*" if plain["dek"] else "", _md(_facts(plain))]
    for section in plain["sections"]:
        if section["heading"]:
            parts.append(f"{'#' * max(2, section['level'] or 2)} {_md(section['heading'])}")
        parts += [_md_block(block) for block in section["blocks"]]
    if plain["attributions"]:
        parts.append("## Who said what")
        pairs = map(_said, plain["attributions"])
        parts.append("\n".join(f"- **{_md(who)}**: {_md(_line(what))}" for who, what in pairs))
    return "\n\n".join(part for part in parts if part) + "\n"


def _md_block(block: JSON) -> str:
    if block["type"] == "code":
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", block["text"])), default=0))
        return f"{fence}\n{block['text']}\n{fence}"
    text = _inline(block, _MD)
    if block["type"] in ("quote", "embed"):
        return "\n".join(f"> {line}" for line in text.splitlines())
    if block["type"] == "listItem":
        return f"{'  ' * ((block['level'] or 1) - 1)}- {_line(text)}"
    return text


def _line(text: str) -> str:
    return " ".join(text.split())


# ---- HTML ----

_HTML = Ink(
    escape,
    lambda text, href: f'<a href="{escape(href)}" rel="nofollow noopener noreferrer">{text}</a>',
    ("<em>", "</em>"),
    ("<strong>", "</strong>"),
)


def html(plain: JSON) -> str:
    """Return the article as an HTML fragment: one ``article`` element, no script, no style."""
    language = f' lang="{escape(plain["inLanguage"])}"' if plain["inLanguage"] else ""
    parts = [f"<article{language}>", "<header>"]
    parts += [f"<h1>{escape(plain['headline'])}</h1>" if plain["headline"] else ""]
    parts += [f"<p>{escape(plain['dek'])}</p>" if plain["dek"] else ""]
    parts += [f"<p>{_HTML.link(escape(_line(_facts(plain))), plain['url'])}</p>", "</header>"]
    for section in plain["sections"]:
        if section["heading"]:
            level = min(6, max(2, section["level"] or 2))
            parts.append(f"<h{level}>{escape(section['heading'])}</h{level}>")
        parts += [_html_block(block) for block in section["blocks"]]
    if plain["attributions"]:
        parts.append("<section><h2>Who said what</h2><dl>")
        for who, what in map(_said, plain["attributions"]):
            parts.append(f"<dt>{escape(who)}</dt><dd>{escape(what)}</dd>")
        parts.append("</dl></section>")
    return "\n".join(part for part in [*parts, "</article>", ""] if part)


def _html_block(block: JSON) -> str:
    text = _inline(block, _HTML)
    if block["type"] == "listItem":
        return f"<ul><li>{text}</li></ul>"
    tag = {"quote": "blockquote", "embed": "blockquote", "code": "pre"}.get(block["type"], "p")
    return f"<{tag}>{text}</{tag}>"
