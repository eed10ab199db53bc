"""What an element's names say it is: words of class and id, in groups.

Hints for the classifier, never rules: a name alone, or one somewhere above, decides nothing.
"""

import re
from functools import lru_cache

_GROUPS = (
    r"caption|credit|legende|figcap|bildunter|byline-?photo|copyright",
    r"related|recommend|read-?(?:more|also|next)|teaser|promo|recirc|outbrain|taboola|more-|"
    r"popular|trending|most-?read|latest|also|see-|inline-?(?:link|article)|siehe|lire|leia|card",
    r"newsletter|subscri|sign-?up|abo(?:nn|-)|register",
    r"share|sharing|social|follow|whatsapp|facebook|twitter",
    r"tag(?:s|-|_|\b|list)|topic|keyword|categor|breadcrumb|crumb|label|kicker|rubri",
    r"author|autor|auteur|byline|bio\b|writer|contributor|profile|journalist|redak|signature",
    r"comment|disqus|repl(?:y|ies)|respond|kommentar|discuss|forum",
    r"\bads?\b|ads?[-_]|advert|sponsor|anzeige|banner|werbung|publici|promot|affiliate",
    r"foot|legal|disclaim|imprint|bottom|rights",
    r"nav|menu|sidebar|side-|toolbar|widget|rail|aside|header|topbar",
    r"body|content|story|article|artikel|entry|post\b|post-|copy|paragraph|texto?\b|text-|"
    r"cuerpo|corps|detail|richtext|prose|main",
    r"lead|intro|dek\b|deck|standfirst|summary|sub-?(?:title|head|line)|chapo|vorspann|excerpt|"
    r"sapo|bajada|entradilla|descri|abstract|teaser-?text|sommario|ingress|manchet|perex|spot",
    r"headline|title|titel|titre|titulo|heading|schlagzeile",
    r"date|time|meta\b|meta[-_]|publish|stamp|info",
    r"paywall|premium|piano|locked|regwall|gate\b|plus",
    r"video|player|galler|slide|media|imag|photo|foto|picture|carousel|img|figure",
    r"quote|pull|zitat|cita",
    r"box|fact|infobox|glossar|background|hinweis",
    r"cookie|consent|modal|popup|overlay|login|signin|gdpr|dialog",
    r"live|ticker|timeline|update",
    r"correct|erratum|editor.?note|clarif",
    r"hidden|hide\b|invisible|sr-only|visually|screen-?reader|collapse|print-?only|noprint",
    r"list|grid|row\b|item|tile",
    r"table|chart|graph|data\b|stat",
    r"source|quelle|fuente|agency",
)
NAMES = [
    "caption",
    "related",
    "newsletter",
    "share",
    "tags",
    "author",
    "comment",
    "ad",
    "footer",
    "nav",
    "body",
    "lead",
    "title",
    "date",
    "paywall",
    "media",
    "quote",
    "box",
    "modal",
    "live",
    "correction",
    "hidden",
    "list",
    "table",
    "source",
]
_PATTERN = re.compile(
    "|".join(f"(?P<g{index}>{group})" for index, group in enumerate(_GROUPS)), re.IGNORECASE
)


def groups(label: str) -> int:
    """Return the groups that the names in ``label`` belong to, bit ``n`` for ``NAMES[n]``."""
    return _groups(label) if label and not label.isspace() else 0


@lru_cache(maxsize=4096)
def _groups(label: str) -> int:
    found = 0
    for match in _PATTERN.finditer(label[:300]):
        found |= 1 << int((match.lastgroup or "g0")[1:])
    return found
