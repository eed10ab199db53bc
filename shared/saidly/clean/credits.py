"""Wire lines and corrections: told from paragraphs by what they say."""

import re

from saidly.model import Credit

_AGENCIES = {
    "AP": r"The Associated Press|Associated Press|\bAP\b",
    "Reuters": r"Thomson Reuters|Reuters",
    "AFP": r"Agence France-Presse|Agence France Presse|\bAFP\b",
    "dpa": r"Deutsche Presse-Agentur|\bdpa(?:-\w+)?\b",
    "APA": r"\bAPA\b",
    "EFE": r"\bEFE\b",
    "ANSA": r"\bANSA\b",
    "PA": r"PA Media|Press Association",
    "PTI": r"Press Trust of India|\bPTI\b",
    "ANI": r"\bANI\b",
    "UPI": r"United Press International|\bUPI\b",
    "Bloomberg": r"Bloomberg(?: News)?",
    "CNN": r"CNN(?: Wire)?",
    "Xinhua": r"Xinhua|新华社|新華社",
    "Kyodo": r"Kyodo(?: News)?|共同通信",
    "Yonhap": r"Yonhap|연합뉴스",
    "TASS": r"TASS|ТАСС",
    "Interfax": r"Interfax|Интерфакс",
    "PAP": r"\bPAP\b",
    "ČTK": r"ČTK",
    "NTB": r"\bNTB\b",
    "TT": r"\bTT\b",
    "Ritzau": r"Ritzau",
    "AAP": r"\bAAP\b",
    "epd": r"\bepd\b",
    "KNA": r"\bKNA\b",
    "SID": r"\bSID\b",
    "Lusa": r"\bLusa\b",
    "AA": r"Anadolu(?: Agency| Ajansı)?",
}
_AGENCY = re.compile("|".join(_AGENCIES.values()))
_HELP = ("contribut", "provided", "helped", "assisted")
_HELPED = re.compile(
    r"(?:contribut\w*|provided|helped|assisted)\b.{0,30}?\b(?:to|in|with)\b.{0,20}?\b"
    r"(?:report|story|article|piece|coverage|writing)",
    re.IGNORECASE,
)
_SAYS_WHO = re.compile(
    r"\W*(?:with (?:files|reporting|additional reporting|inputs?|agency inputs)|"
    r"(?:additional )?reporting (?:by|from)|editing by|edited by|written by|compiled by|"
    r"mit material|mit informationen|avec (?:l['’])?(?:agences?|afp|ap|reuters)\b|"
    r"con informaci[oó]n|con informes|com informações|"
    r"quelle:|source:|fuente:|fonte:|źródło:|zdroj:|kilde:|källa:|bron:)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^[(\[]?\s*([\w./,&\s–-]{2,60}?)\s*[)\]]?\.?$")
_CORRECTION = re.compile(
    r"\W*(?:corrections?|clarification|editor[’']?s[’']? note|korrektur|"
    r"anmerkung der redaktion|anm\. d\. red|hinweis der redaktion|richtigstellung|berichtigung|"
    r"rectificatif|note de la rédaction|corrección|fe de erratas|nota (?:del editor|de redacción|"
    r"da redação|del redattore)|correção|errata|rettifica|precisazione|rättelse|rettelse|oikaisu|"
    r"sprostowanie|oprava|rectificatie|düzeltme|уточнение|исправление|更正|訂正|お詫び|정정)\b[^:：–—]{0,40}(?:[:：–—]|\s-\s)|"
    r"(?:this (?:story|article|post|piece|report|headline) (?:has been|was) (?:updated|corrected|"
    r"amended|clarified)|an earlier version of this|a previous version of this|in einer früheren "
    r"version dieses)",
    re.IGNORECASE,
)


def agency(text: str) -> str | None:
    """Return the news agency that ``text`` names and little besides; None if it names none."""
    found = _AGENCY.search(text)
    return found[0] if found and _only_agencies(text) else None


def credit(text: str) -> Credit | None:
    """Return the credit that a line is, or None for any other line.

    A credit is a short line of its own: an agency's name, bare or in brackets, or thanks to those
    who contributed to the report.
    """
    if len(text) > 300:
        return None
    if _SAYS_WHO.match(text) or (_helps(text) and _HELPED.search(text)):
        agency = _AGENCY.search(text)
        if agency or len(text) < 160:
            return Credit(text, _name(agency, text), "newsAgency" if agency else "person")
    bare = _BRACKETED.match(text) if len(text) <= 60 else None
    agency = _AGENCY.search(text) if bare else None
    if agency and bare and _only_agencies(bare[1]):
        return Credit(text, _name(agency, text))
    return None


def _helps(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in _HELP)


def _only_agencies(text: str) -> bool:
    left = re.sub(
        r"[\W_]|\b[a-z]{2,4}\b|\bund\b|\band\b|\bwith\b|\bagencies\b", "", _AGENCY.sub("", text)
    )
    return len(left) <= 3


def _name(agency: re.Match[str] | None, text: str) -> str:
    return agency[0] if agency else text.rstrip(".").strip("() ")


def correction(text: str) -> bool:
    """Tell whether a block corrects the story or is a note of its editors."""
    return _CORRECTION.match(text[:200]) is not None
