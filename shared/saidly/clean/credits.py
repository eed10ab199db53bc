"""Wire lines and corrections: told from paragraphs by what they say."""

import re
from functools import lru_cache

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
    "AA": r"Anadolu(?: Agency| Ajansı)?|\bAA\b",
    "ANP": r"\bANP\b",
    "Belga": r"\bBelga\b",
    "Adnkronos": r"Adnkronos",
    "LaPresse": r"\bLaPresse\b",
    "Europa Press": r"Europa Press",
    "Agência Brasil": r"Agência Brasil",
    "CP": r"The Canadian Press",
    "SDA": r"Keystone-SDA",
    "STT": r"\bSTT\b",
    "MTI": r"\bMTI\b",
    "Agerpres": r"Agerpres|AGERPRES",
    "RIA": r"РИА Новости",
    "Ukrinform": r"Укринформ|Укрінформ",
    "BTA": r"\bБТА\b|\bBTA\b",
    "Tanjug": r"Танјуг|Tanjug",
    "AMNA": r"ΑΠΕ-ΜΠΕ",
    "Mediafax": r"Mediafax",
    "TTXVN": r"TTXVN",
    "DHA": r"\bDHA\b|\bİHA\b",
    "ISNA": r"ایسنا|ایرنا",
    "뉴시스": r"뉴시스|뉴스1",
    "भाषा": r"पीटीआई|एएनआई",
    "Jiji": r"時事通信|時事",
    "共同": r"共同",
    "ロイター": r"ロイター",
    "路透": r"路透社?",
    "法新社": r"法新社",
    "中央社": r"中央社|中新社",
    "رويترز": r"رويترز",
    "أ ف ب": r"أ ?ف ?ب|فرانس برس",
}
# the start of a word is asked for behind its first letter: so the search leaps from one letter that
# names begin with to the next
_AGENCY = re.compile(re.sub(r"(?:^|(?<=\|))\\b(.)", r"\1(?<!\\w\1)", "|".join(_AGENCIES.values())))
_HELP = ("contribu", "provided", "helped", "assisted", "colabor", "collabor", "mitgearbeitet")
_HELPED = re.compile(
    r"(?:contribut\w*|provided|helped|assisted)\b.{0,30}?\b(?:to|in|with)\b.{0,20}?\b"
    r"(?:report|story|article|piece|coverage|writing)|contributed reporting|"
    r"(?:contribu(?:yó|yeron|iu|íram|é)|colabor(?:ó|aron|ou|aram)|ha(?:nno)? (?:contribuito|"
    r"collaborato))\b.{0,20}\b(?:[dn]?est[ea]|cet|ce|quest[oa]|all['’])\s*\w+|"
    r"an diesem (?:artikel|bericht|text|beitrag) (?:haben? )?.{0,60}mitgearbeitet"
)
# as in: Ada Lind, avec AFP
_SIGNED_WITH = re.compile(
    r"[^\W\d_][^.!?:]{2,60}?[,(]\s*(?:avec|mit|with|con|com|met|med|z)\s+(?:l['’])?"
    r"([\w /-]{2,30})\)?\.?$"
)
_SAYS_WHO = re.compile(
    r"\W*(?:with (?:files|reporting|additional reporting|inputs?|agency inputs)|"
    r"(?:additional )?reporting (?:by|from)|editing by|edited by|written by|compiled by|"
    r"mit material|mit informationen|mit agenturmaterial|(?:unter )?mitarbeit:?\s|"
    r"avec la (?:contribution|collaboration) d|con la (?:colaboración|collaborazione) d|"
    r"com a colaboração d|met medewerking van|při spolupráci|współpraca:|при участии|"
    r"avec (?:l['’])?(?:agences?|afp|ap|reuters)\b|"
    r"con informaci[oó]n|con informes|com informações|"
    r"quelle:|source:|fuente:|fonte:|źródło:|zdroj:|kilde:|källa:|bron:|"
    r"kaynak:|источник:|джерело:|المصدر|lähde:|sursa:|forrás:|izvor:|извор:|πηγή:|nguồn:|"
    r"منبع:|মূল সূত্র:|সূত্র:|स्रोत:|इनपुट:|साभार:|ที่มา:|წყარო:|աղբյուր\w*՝|дереккөз:|ምንጭ:|chanzo:|"
    r"(?:editor|editör|szerkesztő|редактор|urednik|уредник):\s|"
    r"(?:来源|來源|出典|출처|(?:责任|責任|值班)?(?:编辑|編輯)|责编|責編|校对|审核|监制|编审)\s*[:：]|"
    r"(?:编辑|編輯|责编)\s[\u3400-\u9fff]{2,4}(?:\s|$))"
)
# as releases end: SOURCE Lind Pumps Inc.
_RELEASED = re.compile(r"SOURCE [A-ZÀ-Þ]")
_BRACKETED = re.compile(r"^[(\[（【*]*\s*([\w./,&\s–-]{2,60}?)\s*[)\]）】]?\.?$")
_NOTE = (
    r"corrections?|clarification|editor[’']?s?[’']? note|note (?:from|by) the editors?|"
    r"korrektur\w*|(?:anmerkung|hinweis) der redaktion|anm\. d\. red|richtigstellung|berichtigung|"
    r"transparenzhinweis|rectificatif|erratum|note de la rédaction|ndlr|corrección|"
    r"fe de (?:erratas|errores)|aclaración|rectificación|nota (?:del editor|de (?:la )?redacción|"
    r"da redação|del(?:la)? reda(?:ttore|zione))|n\. ?d\. ?r|correção|erramos|errata(?: corrige)?|"
    r"rettifica|correzione|precisazione|rättelse|förtydligande|rettelse|retting|presisering|"
    r"oikaisu|korjaus|sprostowanie|korekta|od redakcji|oprava|upřesnění|poznámka redakce|"
    r"helyesbítés|rectificare|erată|correctie|rectificatie|noot van de redactie|düzeltme|"
    r"editörün notu|уточнение|исправление|(?:от|примечание) редакции|виправлення|уточнення|"
    r"від редакції|διόρθωση|ralat|đính chính|更正|勘误|勘誤|编者[按注]|編者[按註]|訂正|お詫び|"
    r"juttua (?:muokattu|korjattu|päivitetty)|поправка|исправка|ispravka|διευκρίνιση|"
    r"اصلاحیه|تصحیح|وضاحت|भूल सुधार|সংশোধনী|แก้ไขข่าว|cải chính|"
    r"おことわり|정정|바로잡습니다|تصحيح|تنويه|توضيح|ملاحظة المحرر|תיקון|הבהרה"
)
_STORY = (
    r"(?:story|article|post|piece|report|headline|artikels?|textes?|beitrags?|berichts?|meldung|"
    r"article|texte|artículo|texto|nota|información|articolo|testo|reportagem|matéria|artikel|"
    r"bericht|artikeln?|texten|artikkelen|saken|artykułu|tekstu|материала|статьи|текста|новости)"
)
# one of these is in each wording of what was corrected
_VERSIONS = (
    "updated", "corrected", "amended", "clarified", "versi", "versão", "fassung", "versjon",
    "wersji", "версии",
)  # fmt: skip
# both are matched with text in lower case: asked to ignore case they take ten times as long
_NOTED = re.compile(
    rf"\W*(?:{_NOTE})(?:\b[^:：–—]{{0,40}}(?:[:：–—]|\s-\s)|[^:：–—。]{{0,12}}[】〉》）])"
)
_CORRECTED = re.compile(
    rf"(?:[^:：.]{{3,40}}[:：]\s*)?(?:this {_STORY} (?:has been|was) (?:updated|corrected|amended|"
    r"clarified)|(?:in )?an? (?:earlier|previous|prior) version of this|"
    rf"in (?:einer|der) (?:früheren|ersten|vorherigen|ursprünglichen) (?:version|fassung) "
    rf"(?:hieß|stand|war|(?:dieses |des |dieser |der )?{_STORY})|"
    rf"(?:dans )?une (?:version (?:précédente|antérieure)|(?:première|précédente) version) de "
    rf"(?:cet |ce |l[’']){_STORY}|"
    rf"(?:en )?una versión (?:anterior|previa) de est[ea] {_STORY}|"
    rf"(?:in )?una (?:versione precedente|precedente versione) di quest[’'o] ?{_STORY}|"
    rf"(?:em )?uma versão anterior dest[ea] {_STORY}|"
    rf"in een (?:eerdere|vorige) versie van (?:dit|deze|het) {_STORY}|"
    rf"i en tidlig?(?:are|ere) (?:version|versjon) a[vf] (?:denne |den här )?{_STORY}|"
    rf"i en tidigare version av (?:den här )?{_STORY}|"
    rf"we wcześniejszej wersji (?:tego )?{_STORY}|"
    rf"в (?:более ранней|предыдущей|первоначальной) версии (?:этого |этой )?{_STORY})"
)

_LINES = 512  # a page's; each is asked when it is judged, and again when it is written down


def agency(text: str) -> str | None:
    """Return the news agency that ``text`` names and little besides; None if it names none."""
    found = _AGENCY.search(text)
    return found[0] if found and _only_agencies(text) else None


@lru_cache(maxsize=_LINES)
def credit(text: str) -> Credit | None:
    """Return the credit that a line is, or None for any other line.

    A credit is a short line of its own: an agency's name, bare or in brackets, or thanks to those
    who contributed to the report.
    """
    if len(text) > 300:
        return None
    if len(text) <= 80:
        signed = _SIGNED_WITH.match(text)
        if signed and (name := agency(signed[1])):
            return Credit(text, name)
    heard = text.replace("İ", "i").lower()  # in lower case it is two characters
    if (
        _RELEASED.match(text)
        or _SAYS_WHO.match(heard)
        or (_has(heard, _HELP) and _HELPED.search(heard))
    ):
        found = _AGENCY.search(text)
        if found or len(text) < 160:
            return Credit(text, _name(found, text), "newsAgency" if found else "person")
    bare = _BRACKETED.match(text) if len(text) <= 60 else None
    found = _AGENCY.search(text) if bare else None
    if found and bare and _only_agencies(bare[1]):
        return Credit(text, _name(found, text))
    return None


def _has(heard: str, words: tuple[str, ...]) -> bool:
    return any(map(heard.__contains__, words))


def _only_agencies(text: str) -> bool:
    left = re.sub(
        r"[\W_]|\b[a-z]{2,4}\b|\bund\b|\band\b|\bwith\b|\bagencies\b", "", _AGENCY.sub("", text)
    )
    return len(left) <= 3


def _name(found: re.Match[str] | None, text: str) -> str:
    return found[0] if found else text.rstrip(".").strip("() ")


@lru_cache(maxsize=_LINES)
def correction(text: str) -> bool:
    """Tell whether a block corrects the story or is a note of its editors."""
    heard = text[:200].lower()
    return _NOTED.match(heard) is not None or (
        _has(heard, _VERSIONS) and _CORRECTED.match(heard) is not None
    )
