"""Why a line inside the story's range is not the story."""

import re

from saidly.clean import lexicon, paywall, tokens
from saidly.clean.features import Sight
from saidly.clean.names import tells_office
from saidly.model import RemovalReason

_SAYS = {name: 1 << bit for bit, name in enumerate(lexicon.NAMES)}
_NAMED = {name: 1 << bit for bit, name in enumerate(tokens.NAMES)}
_FIGURE = 4 | 8
_CAPTION = 8
_STOPS = tuple('.!?。！？؟।۔։።"“”»')
_LINKED = 0.4  # of a line that says "read also" and links to what
_BIO = 400  # letters
_BUTTON = 40  # letters
_LINE = 250  # letters; what calls on readers and is longer may be the story's own appeal

# as in: Story continues below advertisement; in lower case, as lines are put before they are asked
_CONTINUES = re.compile(
    r"\W*(?:(?:story|article|post) continues (?:below|after)|continue reading below|"
    r"(?:weiterlesen|artikel geht) (?:nach|unter) (?:der|dieser) (?:anzeige|werbung)|"
    r"la suite après (?:la|cette) publicité|(?:el artículo|la nota) continúa (?:debajo|después)|"
    r"continua após a? ?publicidade|l['’]articolo (?:continua|prosegue) (?:dopo|sotto)|"
    r"(?:(?:het )?artikel|(?:de )?tekst) gaat (?:verder|hieronder)|"
    r"(?:artikke?l(?:en|n)?|saken|teksten|artiklen) forts[æä]tter|(?:juttu|artikkeli) jatkuu |"
    r"(?:dalsz[ay]|reszta|ciąg) (?:dalszy |część |ciąg )?(?:artykułu|tekstu|materiału|pod)|"
    r"(?:článek|text) pokračuje (?:pod|za)|haberin devam|yaz[ıi]n[ıi]n devam[ıi])"
)
_BEGINNING = 100  # characters in which that is said
_RIGHTS = re.compile(
    r"\W*©|\W*ⓒ|\(c\)|copyright\b|\W*저작권|\W*무단|\W*版[权權](?:所有|声明|聲明)|\W*(?:無断|禁無断)|"
    r"\W*著作[権權]|все права (?:защищ|на )|всі права (?:захищ|на )|всички права|"
    r"сва права|sva prava|"
    r"جميع الحقوق محفوظ|تمامی حقوق|جملہ حقوق|כל הזכויות|सर्वाधिकार|সর্বস্বত্ব|அனைத்து உரிமை|"
    r"สงวนลิขสิทธิ์|bản quyền|όλα τα δικαιώματα|minden jog|toate drepturile|kaikki oikeudet|"
    r"tüm hakları|haki zote|ყველა უფლება|բոլոր իրավունք|барлық құқық",
    re.IGNORECASE,
)
# how captions end that name who took the picture
_TAKEN = (
    "撮影",
    "撮影）",
    "撮影)",
    "摄",
    "攝",
    "摄）",
    "攝）",
    "摄)",
    "攝)",
    "供图",
    "供圖",
    "提供）",
    "제공]",
    "DB 금지]",
)

# the first that applies, judged by what the line says, then by the names of its box
_BY_WORDS: tuple[tuple[str, RemovalReason], ...] = (
    ("letter", "newsletter"),
    ("call", "newsletter"),
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
    told = _by_words(sight)
    if told is not None:
        return told
    says = sight.says
    holder = box.parent if linked else None
    above = holder.own if holder is not None and not holder.prose else 0  # prose: the story's box
    near = (
        _named(box.own, linked)
        or _named(above, linked)
        or ("relatedLink" if linked else _named(box.inherited, linked))
    )
    if near is not None:
        return near
    if says & _SAYS["who"]:
        return "bio"
    return "share" if says & _SAYS["talk"] and len(sight.run.text) < 60 else "boilerplate"


def _by_words(sight: Sight) -> RemovalReason | None:
    if _continues(sight.run.text):
        return "ad"
    if paywall.asks(sight.run.text):
        return "paywall"
    if sight.run.text.endswith(_TAKEN):
        return "caption"
    return next((why for name, why in _BY_WORDS if sight.says & _SAYS[name]), None)


def is_beyond_doubt(sight: Sight) -> bool:
    """Tell whether a line is none of the story's, by its words and the names of its box alike.

    No story has the caption of a figure or a recording. The rest are lines that are named and
    worded as invitations to a newsletter, as biographies, as labels of advertisements, and
    comments, and short ones that call on readers, claim the rights, are mostly a link to another
    story, or credit a picture without being a sentence.
    """
    box = sight.run.box
    near = box.own | (box.parent.own if box.parent is not None else 0)
    return bool(
        box.flags & _CAPTION
        or near & _NAMED["caption"]
        or (near & _NAMED["newsletter"] and sight.says & _SAYS["letter"])
        or (near & _NAMED["author"] and sight.length < _BIO and _tells_who(sight))
        or (near & _NAMED["comment"] and box.parent is not None and not sight.heading)
        or (sight.length < _LINE and _is_house_line(sight))
    )


def _is_house_line(sight: Sight) -> bool:
    """Tell whether a short line is none of the story's by its words; longer ones are not heard."""
    says, text = sight.says, sight.run.text
    return bool(
        calls(sight)
        or (says & _SAYS["ad"] and sight.length < 20)
        or (sight.length < 80 and _continues(text))
        or (says & _SAYS["more"] and sight.link_density > _LINKED)
        or text.endswith(_TAKEN)
        or (says & _SAYS["photo"] and _is_label(sight))
        or (says & _SAYS["rights"] and _RIGHTS.match(text))
    )


def _continues(text: str) -> bool:
    return _CONTINUES.match(text[:_BEGINNING].lower()) is not None


def calls(sight: Sight) -> bool:
    """Tell whether a short line calls on readers to subscribe, to follow, to agree to something."""
    return sight.length < _LINE and bool(sight.says & _SAYS["call"])


def is_gate(sight: Sight) -> bool:
    """Tell whether a short line asks readers to subscribe or to log in."""
    return sight.length < _LINE and paywall.asks(sight.run.text)


def is_button(sight: Sight) -> bool:
    """Tell whether a line is what buttons say: "Share this article"."""
    label = sight.length < _BUTTON and not sight.stops and not sight.heading
    return label and bool(sight.says & _SAYS["talk"])


def _tells_who(sight: Sight) -> bool:
    return bool(sight.says & _SAYS["who"]) or tells_office(sight.run.text)


def _is_label(sight: Sight) -> bool:
    return not sight.heading and not sight.run.text.endswith(_STOPS)


def _named(names: int, linked: bool) -> RemovalReason | None:
    for name, why in _BY_NAME:
        if names & _NAMED[name] and (why != "relatedLink" or linked):
            return why
    return None
