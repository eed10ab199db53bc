"""The line inside this room: find drafts, link speakers, finish statements."""

from saidly.attribution.beside import named
from saidly.attribution.blend import blended
from saidly.attribution.dialogue import dialogue, incised
from saidly.attribution.direct import direct, spoken
from saidly.attribution.draft import Draft
from saidly.attribution.hedges import free, hedged, impersonal
from saidly.attribution.language import language_of, told
from saidly.attribution.layout import laid_out, verbatim
from saidly.attribution.lexicon import lexicon_of
from saidly.attribution.quotes import quotations
from saidly.attribution.relays import relayed
from saidly.attribution.repair import joined, mended
from saidly.attribution.speakers import Speakers
from saidly.attribution.statements import Voices, attribution
from saidly.model import Attribution


def statements(text: str, label: str | None) -> tuple[Attribution, ...]:
    """Return the statements in ``text``; see ``saidly.attribution.attributions``."""
    code = told(text, label)
    if code is None:
        return ()
    language = language_of(code)
    quotes = quotations(text, language.quotes)
    said = direct(text, spoken(text, quotes, language), language)
    laid = laid_out(text, quotes, language)
    if code == "en":
        model = named(text, mended(text, _modelled(text), quotes, language), language)
        adverbs = hedged(text, quotes)
        model = impersonal(text, joined(text, model, said), adverbs)
        found = blended(laid, model, said, free(adverbs, model))
        found = relayed(text, found, quotes, language)
    else:
        lines = dialogue(text, language)
        found = blended(laid, said, incised(text, quotes, language), lines)
        laid = [*laid, *lines]
    quotes = verbatim(quotes, laid)
    speakers = Speakers(text, lexicon_of(code))
    sources = speakers.sources(found)
    return tuple(
        attribution(text, draft, Voices(source, speakers.relays(draft)), quotes, language)
        for draft, source in zip(found, sources, strict=True)
    )


def _modelled(text: str) -> list[Draft]:
    from saidly.attribution.modelled import modelled  # noqa: PLC0415  English alone needs numpy

    return modelled(text)
