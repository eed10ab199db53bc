"""Who said what: statements with source, cue, content and the speaker behind the source.

Nothing heavy is imported before the first call.
"""

from saidly.model import Attribution


def attributions(text: str, language: str | None = None) -> tuple[Attribution, ...]:
    """Return the statements in ``text``, in order of their content.

    Args:
        text: an article's body; headings and paragraphs parted by line breaks.
        language: BCP 47 label of the text; None to tell it from the text itself.

    Returns:
        Statements whose spans are code points into ``text``, end exclusive, and slice it exactly.
        Empty where no data file knows the language.
    """
    from saidly.attribution.reading import statements  # noqa: PLC0415  nothing heavy until called

    return statements(text, language)
