"""One article with everything in it that a format could trip over."""

from dataclasses import replace
from datetime import UTC, datetime

from saidly.api.articles import whole
from saidly.api.listing import summary
from saidly.codec import JSON
from saidly.model import (
    Article,
    Attribution,
    Block,
    Content,
    Cue,
    Image,
    Mark,
    Metadata,
    Moment,
    Person,
    Publisher,
    Relay,
    Section,
    Source,
    SourceKind,
    Span,
)
from tests.contract import NOW, head, version

HOSTILE = "<script>alert(\"1\")</script> & 'x' \x00\x1b]"
BODY = f"“We lost two cranes,” Ada Lind said.\n\nThe county denied it, Wire reported.\n\n{HOSTILE}"


def span(text: str) -> Span:
    start = BODY.index(text)
    return Span(start, start + len(text), text)


def by(name: str, kind: SourceKind, role: str | None = None) -> Source:
    return Source(span("Ada Lind"), name, kind, role, "Harbour", speaker_id=f"{kind}:{name}")


def nameless(kind: SourceKind) -> Source:
    return replace(by("X", kind), name=None, role=None)


def article() -> Article:
    quote, told = Content(span("“We lost two cranes,”")), Content(span("The county"))
    said_, wire = Cue(span("said"), "say", "say"), Relay(span("Wire"), "Wire", "reported")
    kinds: tuple[SourceKind, ...] = ("organisation", "country", "document", "group", "newsAgency")
    return Article(
        "https://paper.example/a?b=1&c=2",
        Metadata(
            headline=f"=Harbour {HOSTILE}",
            dek="# A *dek*",
            authors=(
                Person("Cy Moor", url="https://paper.example/cy"),
                Person("Desk", kind="organisation"),
            ),
            date_published=Moment(datetime(2026, 3, 1, 8, tzinfo=UTC), "1 March", "minute"),
            in_language='en"><b',
            article_section="Local",
            keywords=("harbour", "storm"),
            publisher=Publisher("paper.example", "The Paper"),
            images=(Image("https://paper.example/i.jpg", "A crane"),),
        ),
        BODY,
        (
            Section(None, None, (
                Block("paragraph", BODY.split("\n\n", maxsplit=1)[0], marks=(
                    Mark("link", 1, 10, "https://paper.example/x"),
                    Mark("strong", 4, 20), Mark("emphasis", 8, 12),
                    Mark("link", 22, 30, "javascript:alert(1)"),
                    Mark("strong", 21, 22),
                )),
                Block("quote", "One\nTwo", author="Ada"),
                Block("listItem", "- first", level=2),
                Block("code", "a ``` b"),
                Block("embed", "Post", href="https://social.example/1"),
            )),
            Section("1. Heading <b>", None, (Block("table", "a | b"),)),
            Section("Below", 9, ()),
        ),
        (
            Attribution("direct", by("Ada Lind", "person", "harbour master"), said_, (quote,)),
            Attribution("indirect", by("Ada Lind", "person"), None, (told,), (wire,), hedged=True),
            Attribution("mixed", None, None, (quote, told)),
            Attribution("indirect", None, None, (told,)),
            *(Attribution("direct", by("X", kind), None, (quote,)) for kind in kinds),
            *(Attribution("indirect", nameless(kind), None, (quote,)) for kind in kinds),
        ),
    )  # fmt: skip


def sample() -> JSON:
    """Return it as the API has it."""
    return summary(head()) | whole(article(), version(reading=article(), at=NOW))


def bare() -> JSON:
    """Return an article of which nothing is known but its text."""
    plain = Article("https://paper.example/a", Metadata(), "Body.", ())
    return summary(head()) | whole(plain, version(reading=plain, at=NOW))
