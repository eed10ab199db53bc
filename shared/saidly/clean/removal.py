"""Why a line inside the story's range is not the story."""

from saidly.clean import lexicon, tokens
from saidly.clean.features import Sight
from saidly.model import RemovalReason

_SAYS = {name: 1 << bit for bit, name in enumerate(lexicon.NAMES)}
_NAMED = {name: 1 << bit for bit, name in enumerate(tokens.NAMES)}
_FIGURE = 4 | 8

# the first that applies, judged by what the line says, then by the names of its box
_BY_WORDS: tuple[tuple[str, RemovalReason], ...] = (
    ("letter", "newsletter"),
    ("rights", "copyright"),
    ("photo", "caption"),
    ("more", "relatedLink"),
    ("ad", "ad"),
    ("tags", "tags"),
    ("gate", "paywall"),
)
_BY_NAME: tuple[tuple[str, RemovalReason], ...] = (
    ("caption", "caption"),
    ("newsletter", "newsletter"),
    ("paywall", "paywall"),
    ("comment", "comment"),
    ("share", "share"),
    ("ad", "ad"),
    ("related", "relatedLink"),
    ("tags", "tags"),
    ("author", "bio"),
    ("media", "caption"),
)


def reason(sight: Sight, linked: bool) -> RemovalReason:
    """Return why a line was dropped.

    Args:
        sight: the line.
        linked: whether it is little more than a link.
    """
    box = sight.run.box
    if box.flags & _FIGURE:
        return "caption"
    says = sight.says
    for name, why in _BY_WORDS:
        if says & _SAYS[name]:
            return why
    for names in (box.own, box.inherited):
        for name, why in _BY_NAME:
            if names & _NAMED[name] and (why != "relatedLink" or linked):
                return why
    if linked:
        return "relatedLink"
    if says & _SAYS["who"]:
        return "bio"
    return "share" if says & _SAYS["talk"] and len(sight.run.text) < 60 else "boilerplate"
