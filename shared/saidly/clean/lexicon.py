"""Words that tell what a line is for, in the languages read: signals for the classifier."""

import re

_KINDS = {
    "more": r"read (?:more|also|next|:)|see also|also read|related|more on|more from|more:|click here|"
    r"recommended|lesen sie|lies auch|mehr zum|mehr dazu|auch interessant|siehe auch|zum thema|"
    r"das könnte|weiterlesen|à lire|lire aussi|lire la suite|voir aussi|lea también|lee también|"
    r"leer más|te puede|también te|más información|leia (?:também|mais)|veja também|saiba mais|"
    r"leggi anche|per approfondire|lees ook|lees meer|bekijk ook|les også|läs (?:också|mer)|"
    r"läs även|læs også|lue myös|czytaj (?:też|także|więcej)|zobacz (?:też|także)|čtěte|"
    r"přečtěte|mohlo by|citește|olvasd|читайте|смотрите|подробнее|читати|baca juga|"
    r"ayrıca|haberin devamı|関連|あわせて|相关|延伸|관련|اقرأ|شاهد|بیشتر بخوانید|קראו",
    "letter": r"newsletter|subscri|sign up|inbox|abonnier|abonnez|suscr|iscriv|assine|inscri|"
    r"boletín|nyhetsbrev|nieuwsbrief|whatsapp|telegram|download (?:the|our)|app store|"
    r"подпис|підпиш|abone ol|berlangganan|訂閱|订阅|구독|メルマガ|登録|اشترك",
    "rights": r"©|\(c\)|copyright|all rights|alle rechte|tous droits|derechos|diritti|direitos|"
    r"reserved|vorbehalten|may not be (?:published|reproduced)|все права|hak cipta|版权|"
    r"版權|無断転載|무단|prawa zastrzeżone|rättigheter|tüm hakları|حقوق",
    "photo": r"^\W*(?:photo|foto|bild|image|imagen|imagem|picture|fot\.|zdj|kuva|fotograf|file|"
    r"archiv|symbolbild|grafik|quelle|source|fuente|fonte|crédit|credit|video|写真|사진|图|圖)\b|"
    r"getty|shutterstock|istock|picture alliance|imago|ap photo|/(?:ap|afp|dpa|reuters|epa)\b|"
    r"(?:photo|foto|bild|image)(?: by| von|:)",
    "talk": r"comment|kommentar|comentari|commentaire|reacties|reply|antworten|share|teilen|"
    r"partager|compartir|condivid|facebook|twitter|drucken|print|e-?mail|copy link|link kopieren|"
    r"komment|комментар|bagikan|paylaş|分享|シェア|공유|yorum",
    "tags": r"^\W*(?:tags?|topics?|keywords?|themen|schlagw|temas|etiquetas|sujets|argomenti|"
    r"categor|kategori|mots|filed under|posted in|rubri|ämnen|emner|tagi|теги|标签|關鍵|태그)\b",
    "stamp": r"updated|published|posted|aktualisiert|veröffentlicht|publié|mis à jour|publicado|"
    r"actualizado|aggiornat|pubblicat|atualizado|oppdatert|publisert|uppdaterad|publicerad|"
    r"opdateret|bijgewerkt|gepubliceerd|aktualizováno|opublikow|обновлен|опубликован|güncelle|"
    r"最終更新|更新|입력|수정|min(?:ute)?s? read|lesezeit|\d{1,2}:\d\d|ago$|\d{1,2}\.\d{1,2}\.\d{2,4}|"
    r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}[-年.]\d{1,2}",
    "wire": r"contributed to this|with (?:files|reporting)|associated press|\b(?:ap|afp|dpa|apa|"
    r"reuters|efe|ansa|epa|pap|ntb|tt|ritzau|čtk|xinhua|bloomberg)\b|written by|reporting by|"
    r"editing by|edited by|editor|redaktion|\(\w{2,4}(?:/\w{2,4})*\)$",
    "gate": r"cookie|javascript|browser|log ?in|anmelden|einloggen|registr|account|consent|"
    r"datenschutz|privacy|zustimm|einwillig|paywall|premium|abonn|subscriber|inicia sesión|"
    r"se connecter|accedi|zaloguj|войти|登录|ログイン|로그인",
    "ad": r"^\W*(?:anzeige|werbung|advert\w*|ad|sponsored|publicidad|publicité|pubblicità|reklam\w*|"
    r"annons|annonse|mainos|hirdetés|publicidade|реклама|iklan|advertorial|広告|广告|광고|"
    r"affiliate|provision)\b|affiliate",
    "who": r"^(?:by|von|por|par|di|da|door|av|af|przez|автор|text|yazan|oleh|作者|文)\b[ :]|"
    r"\bis an? (?:\w+ ){0,4}(?:reporter|editor|writer|correspondent|journalist|author|professor)|"
    r"@\w+|twitter|about the author|über den autor|follow ",
    "fix": r"correction|clarification|editor.s note|korrektur|anmerkung der redaktion|"
    r"rectificat|corrección|fe de errat|erratum|an earlier version|in einer früheren|"
    r"correzione|rettifica|correção|rättelse|rettelse|oikaisu|исправлен|düzeltme",
    "info": r"^(?:hintergrund|info|faktencheck|fact|key points|at a glance|zusammenfassung|in short|"
    r"das wichtigste|auf einen blick|en bref|claves|in breve|summary|what to know|tl;dr)\b",
}
NAMES = tuple(_KINDS)
_PATTERN = re.compile(
    "|".join(f"(?P<k{index}>{words})" for index, words in enumerate(_KINDS.values())),
    re.IGNORECASE,
)


def kinds(text: str) -> int:
    """Return what ``text`` sounds like, bit ``n`` for ``NAMES[n]``; only its ends are heard."""
    heard = text if len(text) <= 160 else text[:100] + " \n " + text[-60:]
    found = 0
    for match in _PATTERN.finditer(heard):
        found |= 1 << int((match.lastgroup or "k0")[1:])
    return found
