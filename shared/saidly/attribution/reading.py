"""The line inside this room: find drafts, link speakers, finish statements."""

from saidly.attribution.language import language_of, told
from saidly.attribution.quotes import quotations
from saidly.attribution.rules import drafts
from saidly.attribution.statements import attribution, span
from saidly.model import Attribution, Source


def statements(text: str, label: str | None) -> tuple[Attribution, ...]:
    """Return the statements in ``text``; see ``saidly.attribution.attributions``."""
    code = told(text, label)
    if code is None:
        return ()
    language = language_of(code)
    quotes = quotations(text, language.quotes)
    out = []
    for draft in drafts(text, language):
        source = Source(span(text, draft.source)) if draft.source else None
        out.append(attribution(text, draft, source, quotes, language))
    return tuple(out)
