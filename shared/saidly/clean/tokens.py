"""What an element's names say it is: words of class and id, in groups.

Hints for the classifier, never rules: a name alone, or one somewhere above, decides nothing.
"""

from functools import lru_cache

from saidly.clean.spotting import Spotter, indexed
from saidly.primed import made

# "-" is the start or end of a word in a name; ``readMore``, ``read_more`` are read as ``read-more``
_GROUPS = {
    "caption": "caption|credit|legende|figcap|bildunter|byline-photo|copyright",
    "related": "related|recommend|read-more|readmore|read-also|read-next|teaser|promo|recirc|"
    "outbrain|taboola|-more-|popular|trending|most-read|mostread|latest|-also|-see-|inline-link|"
    "inline-article|siehe|-lire|-leia|-card",
    "newsletter": "newsletter|subscri|sign-up|signup|abonn|-abo-|register",
    "share": "share|sharing|social|follow|whatsapp|facebook|twitter",
    "tags": "-tag-|-tags|taglist|topic|keyword|categor|breadcrumb|crumb|label|kicker|rubri",
    "author": "author|autor|auteur|byline|-bio-|writer|contributor|profile|journalist|redak|"
    "signature",
    "comment": "comment|disqus|-reply|replies|respond|kommentar|discuss|forum",
    "ad": "-ad-|-ads-|advert|sponsor|anzeige|banner|werbung|publici|promot|affiliate",
    "footer": "foot|legal|disclaim|imprint|bottom|rights",
    "nav": "-nav|menu|sidebar|side-|toolbar|widget|-rail|aside|header|topbar",
    "body": "body|content|story|article|artikel|entry|-post-|copy|paragraph|-text-|-texto-|"
    "cuerpo|corps|detail|richtext|prose|main",
    "lead": "lead|intro|-dek-|-deck|standfirst|summary|subtitle|sub-title|subhead|sub-head|"
    "subline|chapo|vorspann|excerpt|sapo|bajada|entradilla|descri|abstract|teaser-text|sommario|"
    "ingress|manchet|perex|spot",
    "title": "headline|title|titel|titre|titulo|heading|schlagzeile",
    "date": "date|time|-meta-|publish|stamp|-info",
    "paywall": "paywall|premium|piano|locked|regwall|-gate-|-plus-",
    "media": "video|player|galler|slide|media|imag|photo|foto|picture|carousel|-img|figure",
    "quote": "quote|-pull|zitat|-cita",
    "box": "-box|fact|infobox|glossar|background|hinweis",
    "modal": "cookie|consent|modal|popup|overlay|login|signin|gdpr|dialog",
    "live": "-live|ticker|timeline|update",
    "correction": "correct|erratum|editors-note|editor-note|clarif",
    "hidden": "hidden|-hide-|invisible|sr-only|visually|screen-reader|collapse|print-only|noprint",
    "list": "-list|-grid|-row-|-item|-tile",
    "table": "-table|chart|graph|-data-|-stat",
    "source": "source|quelle|fuente|agency",
}  # fmt: skip
NAMES = tuple(_GROUPS)
# how the second word begins where a group is told by two
_SECOND = tuple({
    word.strip("-").partition("-")[2]
    for words in _GROUPS.values()
    for word in words.split("|")
    if "-" in word.strip("-")
})  # fmt: skip
_PAIRED = 1 << len(NAMES)  # the word may say more together with the one before it
_SPOTTER = Spotter(made("tokens", lambda: indexed(_GROUPS.values())))
# readMore and read_more to "read more": letters in lower case, all else is a space
_SPACED = dict.fromkeys(range(128), " ")
_SPACED |= {each: chr(each) for each in range(97, 123)}
_SPACED |= {each: f" {chr(each).lower()}" for each in range(65, 91)}
_MAX_CHARS = 80  # of one name; what generators write beyond says nothing


@lru_cache(maxsize=16384)
def groups(label: str) -> int:
    """Return the groups that the names in ``label`` belong to, bit ``n`` for ``NAMES[n]``."""
    found = 0
    for name in label[:300].split():
        found |= _groups(name)
    return found


@lru_cache(maxsize=16384)
def _groups(name: str) -> int:
    name = name[:_MAX_CHARS]
    found, before = 0, ""
    for word in (name.lower() if name.isupper() else name).translate(_SPACED).split():
        bits = _word(word)
        if bits & _PAIRED:
            bits ^= _PAIRED
            found |= _SPOTTER.bits(f"-{before}-{word}-")
        found |= bits
        before = word
    return found


@lru_cache(maxsize=16384)
def _word(word: str) -> int:
    """Return the groups of a word by itself; names are many, their words are few."""
    return _SPOTTER.bits(f"-{word}-") | (_PAIRED if word.startswith(_SECOND) else 0)
