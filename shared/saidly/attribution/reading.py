"""The line inside this room: find drafts, link speakers, finish statements."""

from saidly.attribution.language import language_of, told
from saidly.attribution.lexicon import lexicon_of
from saidly.attribution.quotes import quotations
from saidly.attribution.rules import drafts
from saidly.attribution.speakers import Speakers
from saidly.attribution.statements import attribution
from saidly.model import Attribution


def statements(text: str, label: str | None) -> tuple[Attribution, ...]:
    """Return the statements in ``text``; see ``saidly.attribution.attributions``."""
    code = told(text, label)
    if code is None:
        return ()
    language = language_of(code)
    quotes = quotations(text, language.quotes)
    found = drafts(text, language)
    sources = Speakers(text, lexicon_of(code)).sources(found)
    return tuple(
        attribution(text, draft, source, quotes, language)
        for draft, source in zip(found, sources, strict=True)
    )
