"""Articles of which facts alone are kept, told again by what is left: their statements."""

from dataclasses import replace

from saidly.model import Article, Attribution, Block, Content, Section, Span
from saidly.rights import facts_of
from saidly.versions.values import Said


def retold(article: Article) -> Article:
    """Return an article whose body is its statements, a paragraph each, and nothing else.

    The words between source, cue and content are lost; pieces keep their order.
    """
    blocks: list[Block] = []
    made: list[Attribution] = []
    start = 0
    for attribution in facts_of(article).attributions:
        told, text = _paragraph(attribution, start)
        made.append(told)
        blocks.append(Block("paragraph", text, start=start))
        start += len(text) + len("\n\n")
    return replace(
        facts_of(article),
        body="\n\n".join(block.text for block in blocks),
        sections=(Section(None, None, tuple(blocks)),),
        attributions=tuple(made),
    )


def _paragraph(made: Attribution, start: int) -> tuple[Attribution, str]:
    """Return a statement whose spans point into a paragraph of its own, and that paragraph."""
    texts: list[str] = []
    moved: dict[Span, Span] = {}
    for span in sorted(_spans(made), key=lambda span: (span.start, span.end)):
        texts.append(span.text)
        moved[span] = Span(start, start + len(span.text), span.text)
        start += len(span.text) + len(" ")
    source = made.source and replace(made.source, span=moved[made.source.span])
    cue = made.cue and replace(made.cue, span=moved[made.cue.span])
    content = tuple(_content(piece, moved[piece.span]) for piece in made.content)
    return replace(made, source=source, cue=cue, content=content), " ".join(texts)


def _spans(made: Attribution) -> list[Span]:
    named = [part.span for part in (made.source, made.cue) if part]
    return list(dict.fromkeys([*named, *(piece.span for piece in made.content)]))


def _content(piece: Content, span: Span) -> Content:
    by = span.start - piece.span.start
    quoted = (Span(each.start + by, each.end + by, each.text) for each in piece.quoted)
    return Content(span, tuple(quoted))


def placed(said: Said | None, article: Article) -> Said | None:
    """Return one side of a changed statement with the place that it had in the lost body."""
    if said is None or said.index is None:
        return said
    spans = _spans(article.attributions[said.index])
    return replace(said, span=(min(s.start for s in spans), max(s.end for s in spans)))
