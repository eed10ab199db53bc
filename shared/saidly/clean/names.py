"""Names of authors out of what pages write: bylines, statements, lists."""

import re

from saidly.clean.moments import undated
from saidly.clean.stamps import is_time_word

_BY = re.compile(
    r"^(?:(?:written|reported|posted|published|compiled|text|story|words|report|reporting|ein|"
    r"beitrag|artikel|interview|kommentar|redigiert|eingereicht|submitted|und|fotos?|testo|texto|texte|tekst|analyse|"
    r"analysis|opinion|exclusive|eine?|bericht|gastbeitrag|redaktionell|propos|recueillis|publié|"
    r"publiée|rédigé|écrit|écrite|le|escrito|publicado|redactado|scritto|a cura|geschreven|"
    r"skriven|skrevet|napisał|napsal|[|])\s+)*"
    r"(?:by|von|par|por|di|de|door|av|af|przez|da|oleh|autor(?:en|in|a|es|zy)?|auteurs?|author|"
    r"text|redaktion|kirjoittanut|penulis|yazan|opracowała?|автор|автори|текст|文|記者|记者|작성자|기자|"
    r"بقلم|כתב|מאת|كتب|كتبت|авторы|аутор|пише|συντάκτ(?:ης|ρια)|γράφ(?:ει|ουν)|του|της|szerző|"
    r"írta|kirjoittaja|tác giả|piše|imeandikwa na|mwandishi|نویسنده|تحریر|گزارش از|โดย|በ)\b"
    r"\s*[:：]?\s+|^(?:by|von|text|texto|testo|texte|tekst|autor[ae]?|"
    r"foto|autore|"
    r"penulis|yazan|автор(?:и|ы)?|аутор|текст|haber|muhabir|szerző|írta|συντάκτ(?:ης|ρια)|"
    r"κείμενο|ρεπορτάζ|nhóm tác giả|tác giả|kirjoittaja|toimittaja|notă de|пише|piše|مقال|تحرير|"
    r"إعداد|الكاتب|نویسنده|تحریر|رپورٹ|خبرنگار|גרסה של|מאת|לכתבה של|लेखक|लेखिका|रिपोर्ट|"
    r"written by|edited by|লেখা|লেখক|প্রতিবেদন|எழுதியவர்|ผู้เขียน|ผู้สื่อข่าว|เรื่อง|ავტორი|հեղինակ|"
    r"ጸሐፊ|авторы|жазған|글|كتب|كتبت|بقلم|책임|(?:取材・?)?文|記者|记者|作者|撰文|取材)\s*[:：・՝]\s*|"
    r"^기자명\s+|^(?:本[报報]?(?:记者|記者)|记者|記者|作者|撰文)[:：]?\s*(?=[\u3400-\u9fff])|"
    r"^[\u3400-\u9fff]{2,10}(?:记者|記者)[:：\s]\s*(?=[\u3400-\u9fff])",
    re.IGNORECASE,
)
# what stands behind names: where from, for whom, with whom, how to reach them, whose pictures
_BEHIND = re.compile(
    r"\s+(?:e-?mail (?:the )?author|follow\b|contact the author|view (?:all|profile)|"
    r"(?:avec|mit|with|con|com|met)\s+(?-i:[A-ZÀ-Þ]|dpa|agenc)|"
    r"(?:und |and |et |y |e )?(?:fotos?|photos?|photographs|bild|bilder|fotografie|zdjęcia|"
    r"kuvat?|фото)(?:\s*[:：]|\s+(?:by|von|par|de|di)\s)|"
    r"(?:编辑|編輯|责任编辑|責任編輯|摄影|攝影|校对|实习生|實習生|通讯员|通訊員)[:：]?\s*[\u3400-\u9fff]).*$",
    re.IGNORECASE,
)
# the day of the week before a date, for which undated() leaves a bar: on Mon., |
_WEEKDAY = re.compile(r"\s+(?:on|am|le|el|em|op|den)\s+[^\W\d_]{2,10}\.?,?\s*\|.*$")
_SOURCE_FIRST = re.compile(r"^(?:来源|來源)\s*[:：]\s*\S+\s+(?=(?:作者|记者|記者|撰文)\s*[:：])")
# as in: 【北浜支局・三田】, (記者林／報導), (서울=연합뉴스) 김민수 기자
_BRACKETED = re.compile(
    r"^[【〔（(［\[]\s*(?=[^】〕）)］\]]*(?:記者|记者|支局|総局|特派員|기자))([^】〕）)］\]]{2,40})[】〕）)］\]]$"
)
_FILED = re.compile(r"^[(\[【][^)\]】=]{1,20}=[^)\]】]{1,20}[)\]】]\s*(?=[\uac00-\ud7a3])")
_KOREAN = re.compile(
    r"^[\uac00-\ud7a3]{2,4}(?:\s?[·,]\s?[\uac00-\ud7a3]{2,4}){0,4}\s?(?:\S{2,4}\s)?기자(?:\s|$)"
)
_MAIL = re.compile(r"[(<\[]?[\w.+-]{1,64}@[\w.-]{1,64}\.\w{2,12}[)>\]]?")
# offices of a paper, beside the names of those who work there
_OFFICE = re.compile(r"[\u3041-\u9fff](?:支局|総局|通信部|報道部|社会部|政治部|経済部|支社|本社)$")
_OURS = re.compile(
    r"^(?:our|unser(?:e[mnr])?|notre|nuestr[oa]|noss[oa]|(?:d[ae]l(?:la)? )?nostr[oa]|onze|vår|"
    r"naszego?|наш)\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:[;|•·・／、，]|\s/\s|,(?!\s*(?:jr|sr|ph\.?d|m\.?d|ii|iii)\b)|\s+&\s+|"
    r"\s+(?:and|und|et|y|e|og|och|en|i|ve|dan|und|и|та|ja|és)\s+)\s*",
    re.IGNORECASE,
)
_SLASH = re.compile(r"(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})")
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|\d[:.]\d|[:：?!©{}<>*=]|\b(?:updated|published|aktualisiert|email|"
    r"e-mail|follow|view|profile|posts?|articles|minutes?|min|reading|read|share|comments?|says?|"
    r"said|sagt|subscribe|facebook|twitter|undefined|null|none|ago|stand|uhr|image|photo|getty|"
    r"bild|uncategorized|kommentare?|antworten|reply|registrieren|profil|welcome|developer|"
    r"wordpress\w*|zeige|alle|autoreninfo|name|no author|güncelleme|updated|skip)\b|"
    r"\b\d{1,2}$|^(?:admin|administrator|editor|author|anonymous|unknown|user|root|by|von|por|par|guest|"
    r"autor|redaktionsteam|in|on|am|web|\W*)$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|columnist|contributor|producer|"
    r"director|analyst|professor|photographer|chief|freelancer?|intern|fellow|"
    r"redakteur(?:in)?|korrespondent(?:in)?|reporterin|journalistin|volont[äa]r(?:in)?|"
    r"chefredakteur(?:in)?|ressortleiter(?:in)?|autorin|politikchef(?:in)?|journaliste|"
    r"correspondante?|r[ée]dact(?:eur|rice|ora?)|periodista|corresponsal|colaborador[ae]?|"
    r"giornalista|inviat[oa]|corrispondente|jornalista|rep[óo]rter|redacteur|verslaggever|"
    r"journalista|dziennikarz|dziennikarka|muhabir|editör|jurnalis|wartawan|toimittaja|"
    r"корреспондент|журналист|обозреватель|кореспондент|репортер|новинар|novinar|újságíró|"
    r"δημοσιογράφος|ανταποκριτής|مراسلنا|مراسل|مراسلة|صحفي|صحافي|صحافية|محرر|خبرنگار|نامہ نگار|"
    r"نمائندہ|संवाददाता|प्रतिनिधि|প্রতিবেদক|প্রতিনিধি|সংবাদদাতা|כתבנו|כתב|mwandishi|phóng viên|pv)\b|"
    r"(?:記者|记者|기자|編集委員|特派員)$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:news|media|press|presse|prensa|agency|agentur|agence|agencia|agenzia|redaktion\w*|"
    r"redaction|rédaction|redacción|redazione|redakce|redakcja|redação|desk|team|staff|editors|"
    r"editorial|times|post|herald|tribune|zeitung|online|digital|verlag|gmbh|inc|ltd|group|"
    r"network|radio|tv|ajansı|haber|haberler|correspondents|writers|contributors|associated|"
    r"bureau|office|university|institute|web ?desk|newsroom|magazin|blatt|kurier|anzeiger|"
    r"nachrichten|daily|gazette|chronicle|journal|observer|guardian|reuters|bloomberg|kollektiv|"
    r"stiftung|e\.?\s?v|verband|verein|ministerium|ministry|commission)\b|"
    r"[^\W\d_]\.(?:com|de|net|org|tv|tr|is|co|at|ch|fr|it|es|uk|id)\b|"
    r"(?-i:^[A-ZÀ-Þ]{2,6}(?:[/-][A-Za-z]{2,6})*$)|^dpa\b|新聞|新闻|通信|通讯|编辑部|編集部|뉴스|日刊|日報|日报|"
    r"редакция|новости|редакція|новини|вести|ডেস্ক|डेस्क|ڈیسک|தமிழ் செய்தி|செய்திப்பிரிவு|"
    r"กองบรรณาธิการ|สำนักข่าว|وكالة|وكالات|خبرگزاری|תחריר|מערכת|σύνταξη|szerkesztőség|hírek|redacția|"
    r"toimitus|報社|日报社|通訊社",
    re.IGNORECASE,
)
# in capitals and without a vowel: the letters of a broadcaster or an agency
_VOWEL = re.compile(r"[AEIOUYÀ-ÆÈ-ÏÒ-ÖØ-Ý.'’]|[^\x00-\u024f]")
_TAIL = re.compile(r"\s+(?:[-–—(<\[]|in\s+[A-Z]|aus\s+[A-Z]|[Ff]or\s+(?:the\s+)?[A-Z]|@).*$")
_EDGES = " .,:;-–—|/()[]【】〔〕〈〉（）\"'“”„•·"
_SHORTENED = (" Inc", " Ltd", " Corp", " Co")
_REPORTED = re.compile(r"(?:報導|报道|電|电|報道)$")
_PARTICLES = frozenset(
    [
        "von", "van", "der", "den", "de", "da", "di", "do", "dos", "das", "del", "della", "du",
        "la", "le", "el", "al", "bin", "ibn", "ben", "y", "e", "zu", "zur", "ten", "ter", "af",
        "av", "d", "dr", "prof", "mac", "st", "'t", "dé",
    ]
)  # fmt: skip
_EAST = re.compile(r"^[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3々・ ]{2,12}$")
_CASELESS = re.compile(
    r"^[\u0590-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0e7f"
    r"\u10d0-\u10ff\u1200-\u137f\u200c .'’-]{4,40}$"
)
_NO_NAMES = frozenset(["the", "to", "of", "for", "with"])
_RANKS = frozenset(
    ["staff", "senior", "chief", "special", "political", "inviato", "envoyé", "spécial"]
)
MAX_AUTHORS = 20
MAX_CHARS = 500


def names(raw: str | None) -> tuple[str, ...]:
    """Return the names in a byline: no "by", no dates, no titles, no invitations to write."""
    if not raw:
        return ()
    told = _unwrapped(" ".join(raw.split())[:MAX_CHARS])
    text = _SOURCE_FIRST.sub("", undated(told).strip("【】 "))
    text = _WEEKDAY.sub("", text) if "|" in text else text
    if not _NOT_A_NAME.search(text):
        text = _SLASH.sub(" / ", text) if text.count(" ") > 1 else text
    text = _bare(_BEHIND.sub("", _BY.sub("", text)))
    parts = [_untitled(_bare(_TAIL.sub("", _BY.sub("", part)))) for part in _SPLIT.split(text)]
    found = list(dict.fromkeys(part for part in parts if _may_be_a_name(part)))
    found = [part for part in found if not _OFFICE.search(part)] or found
    named = [part for part in found if not _ROLE.search(part)]
    return tuple((named or found)[:MAX_AUTHORS])


def _bare(part: str) -> str:
    """Return a name without the marks around it, but for the point of "Inc."."""
    told = part.strip(_EDGES)
    return f"{told}." if told.endswith(_SHORTENED) and f"{told}." in part else told


def _unwrapped(line: str) -> str:
    """Return a byline without its brackets, the place it was filed from, the writer's mailbox."""
    if line[:1] in "【〔（(［[":
        line = _FILED.sub("", _BRACKETED.sub(r"\1", line))
    return _MAIL.sub("", line).strip() if "@" in line else line


def _untitled(part: str) -> str:
    """Return a name without the office before it ("unserem Redakteur") or behind it ("記者")."""
    if not _ROLE.search(part):
        return part
    words = _OURS.sub("", part).split()
    while len(words) > 2 and (_ROLE.fullmatch(words[0]) or words[0].casefold() in _RANKS):
        del words[0]
    while len(words) > 1 and (_ROLE.fullmatch(words[-1]) or words[-1].casefold() in _RANKS):
        del words[-1]
    bare = " ".join(words)
    if _EAST.match(bare):
        bare = _ROLE.sub("", bare).strip()
    return bare if is_person(bare) else part


def _may_be_a_name(part: str) -> bool:
    return (
        0 < len(part) <= 60
        and len(part.split()) <= 6
        and not _NOT_A_NAME.search(part)
        and not (_EAST.match(part) and _REPORTED.search(part))
        and not (part.islower() and _OURS.match(part))
        and not is_time_word(part)
    )


def announced(line: str) -> bool:
    """Tell whether a line begins as bylines do: "By", "Von", "Publié le 12 mars par"."""
    line = _SOURCE_FIRST.sub("", line)
    if _BY.match(line) or _BRACKETED.match(line) or _KOREAN.match(_FILED.sub("", line)):
        return True
    bare = undated(line)
    return bare != line and _BY.match(bare) is not None


def tells_office(line: str) -> bool:
    """Tell whether a line says that somebody is a reporter, an editor or the like."""
    return _ROLE.search(line) is not None


def is_byline(line: str) -> bool:
    """Tell whether a line says "by", names persons, and nothing else but perhaps a date."""
    told = names(line) if len(line) < 120 and announced(line) else ()
    return bool(told) and all(map(is_person, told))


def is_organisation(name: str) -> bool:
    """Tell an organisation's name from a person's."""
    if any(len(word) > 1 and word.isupper() and not _VOWEL.search(word) for word in name.split()):
        return True
    if not _ORGANISATION.search(name):
        return False
    # one short word in capitals is an agency; surnames such as "Post" come with a first name
    return not (_is_plain_name(name) and _ORGANISATION.search(name.rpartition(" ")[2]) is None)


def _is_plain_name(name: str) -> bool:
    return len(name.split()) == 2 and name.istitle()


def is_person(name: str) -> bool:
    """Tell whether ``name`` is written as the full name of a person is: no word out of place."""
    if is_organisation(name) or _ROLE.search(name):
        return False
    if _EAST.match(name):
        return 2 <= len(name.replace(" ", "")) <= 6
    if _CASELESS.match(name):
        return 2 <= len(name.split()) <= 4
    words = name.split()
    return (
        2 <= len(words) <= 5
        and _NO_NAMES.isdisjoint(map(str.casefold, words))
        and all(word.strip(".'’").casefold() in _PARTICLES or _name_word(word) for word in words)
    )


def _name_word(word: str) -> bool:
    return word[:1].isupper() and all(letter.isalpha() or letter in ".'’-" for letter in word)
