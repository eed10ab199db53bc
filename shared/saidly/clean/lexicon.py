"""Words that tell what a line is for, in the languages read: signals for the classifier."""

from saidly.clean.spotting import Spotter

# a space is the start or end of a word, "^" the start of the line, "$" its end
_KINDS = {
    "more": " read more| read also| read next| see also| also read| related| more on | more from |"
    "^ more | click here| recommended| lesen sie| lies auch| mehr zum| mehr dazu|"
    " auch interessant| siehe auch| zum thema| das könnte| weiterlesen| à lire| lire aussi|"
    " lire la suite| voir aussi| lea también| lee también| leer más| te puede| también te|"
    " más información| leia também| leia mais| veja também| saiba mais| leggi anche|"
    " per approfondire| lees ook| lees meer| bekijk ook| les også| läs också| läs mer| läs även|"
    " læs også| lue myös| czytaj też| czytaj także| czytaj więcej| zobacz też| zobacz także| čtěte|"
    " přečtěte| mohlo by| citește| olvasd| читайте| смотрите| подробнее| читати| baca juga|"
    " ayrıca| haberin devamı| 関連| あわせて| 相关| 延伸| 関連記事| 相关阅读| اقرأ| شاهد|"
    " بیشتر بخوانید| קראו| διαβάστε| đọc thêm| xem thêm| read full| full story",
    "letter": " newsletter| subscri| sign up| inbox| abonnier| abonnez| suscr| iscriv| assine|"
    " inscri| boletín| nyhetsbrev| nieuwsbrief| whatsapp| telegram| download the | download our |"
    " app store| подпис| підпиш| abone ol| berlangganan| 訂閱 | 订阅 | 구독| メルマガ| اشترك",
    "rights": " copyright| all rights| alle rechte| tous droits| derechos| diritti| direitos|"
    " reserved| vorbehalten| may not be published| may not be reproduced| все права| hak cipta|"
    " 版权| 版權| 無断転載| 무단| prawa zastrzeżone| rättigheter| tüm hakları| حقوق",
    "photo": "^ photo |^ photos |^ foto |^ fotos |^ bild |^ image |^ imagen |^ imagem |^ picture |"
    "^ fot |^ zdj|^ kuva |^ fotograf |^ file |^ archiv|^ symbolbild|^ grafik|^ quelle |^ source |"
    "^ fuente |^ fonte |^ crédit|^ credit |^ video |^ 写真|^ 사진|^ 图 |^ 圖 | getty| shutterstock|"
    " istock| picture alliance| imago | ap photo| afp $| dpa $| reuters $| epa $| photo by |"
    " foto von | photo | foto | bild von | image by ",
    "talk": " comment| kommentar| comentari| commentaire| reacties| reply| antworten| share |"
    " teilen| partager| compartir| condivid| facebook| twitter| drucken| print | e mail| email|"
    " copy link| link kopieren| komment| коммент| bagikan| paylaş| 分享| シェア| 공유| yorum",
    "tags": "^ tag |^ tags |^ topic |^ topics |^ keywords |^ themen|^ schlagw|^ temas |"
    "^ etiquetas |^ sujets |^ argomenti |^ categor|^ kategori|^ mots |^ filed under|^ posted in|"
    "^ rubri|^ ämnen|^ emner|^ tagi |^ теги|^ 标签|^ 關鍵|^ 태그",
    "stamp": " updated| published| posted| aktualisiert| veröffentlicht| publié| mis à jour|"
    " publicado| actualizado| aggiornat| pubblicat| atualizado| oppdatert| publisert| uppdaterad|"
    " publicerad| opdateret| bijgewerkt| gepubliceerd| aktualizováno| opublikow| обновлен|"
    " опубликован| güncelle| 最終更新| 更新| 입력| 수정| min read| minutes read| mins read|"
    " lesezeit| ago $| a m $| p m $| uhr $",
    "wire": " contributed to this| with files| with reporting| associated press| ap $| afp $|"
    " dpa $| apa $| reuters $| efe $| ansa $| epa $| pap $| ntb $| čtk $| xinhua| bloomberg $|"
    " written by| reporting by| editing by| edited by| editor $| redaktion",
    "gate": " cookie| javascript| browser| log in | login | anmelden| einloggen| registr| account|"
    " consent| datenschutz| privacy| zustimm| einwillig| paywall| premium | abonn| subscriber|"
    " inicia sesión| se connecter| accedi | zaloguj| войти| 登录| ログイン| 로그인",
    "ad": "^ anzeige|^ werbung|^ advert|^ ad |^ ads |^ sponsored|^ publicidad|^ publicité|"
    "^ pubblicità|^ reklam|^ annons|^ annonse|^ mainos|^ hirdetés|^ publicidade|^ реклама|^ iklan|"
    "^ 広告|^ 广告|^ 광고| affiliate|^ provision| story continues below",
    "who": "^ by |^ von |^ por |^ par |^ di |^ da |^ door |^ av |^ af |^ przez |^ автор|^ text |"
    "^ yazan|^ oleh |^ 作者|^ 文 | reporter | correspondent | journalist | about the author|"
    " über den autor| follow | is a writer| is the author| is professor",
    "fix": "^ correction|^ clarification| editor s note|^ korrektur| anmerkung der redaktion|"
    "^ rectificat|^ corrección| fe de errat|^ erratum| an earlier version| in einer früheren|"
    "^ correzione|^ rettifica|^ correção|^ rättelse|^ rettelse|^ oikaisu|^ исправлен|^ düzeltme",
    "info": "^ hintergrund|^ info |^ faktencheck|^ fact |^ key points|^ at a glance|"
    "^ zusammenfassung|^ in short|^ das wichtigste|^ auf einen blick|^ en bref|^ claves|^ in breve|"
    "^ summary|^ what to know|^ tl dr |^ faq ",
    # to the reader: do this. Only what a story's own sentences hardly say: "support us", "become a
    # member", "on Telegram" and the names of shops for apps are said of others too
    "call": " sign up for| sign up to our| sign up here| sign up now| signing up to our|"
    " subscribe now| subscribe to our| subscribe today| please subscribe| our newsletter|"
    " free newsletter| your inbox| follow us| like us on| join us on| join our whatsapp|"
    " join our telegram| download our| download the app| get the app| already a subscriber|"
    " click here to| advertise with| get in touch with our| do you have a story|"
    " have you got a story| got a news tip| our news desk| our newsdesk| us on google news|"
    " us as a preferred source| news straight to your| breaking news updates| we welcome reader|"
    " comments are moderated and| support our journalism|^ up next $|"
    " by signing up| by submitting your| by subscribing you| you agree to our|"
    " you agree to receive| constitutes agreement to| protected by recaptcha|"
    " privacy notice newsletters| skip past newsletter| after newsletter promotion|"
    " email tips to| send us a tip| story tips can be| consider supporting us|"
    " rely on readers like you| make a donation today| republish our articles|"
    " may earn a commission| may earn an affiliate| we may receive compensation|"
    " listen to this article| can now listen to| opens in a new| open in a new tab|"
    " scroll to continue| join the conversation in the| view comments|"
    " contains content provided by| before anything is loaded|"
    " externer inhalt| externe inhalte| externen inhalt| personenbezogene daten an dritt|"
    " empfohlener redaktioneller inhalt| morgen in ihrem postfach| direkt in ihr postfach|"
    " sie fehler entdeckt| mit ihrer registrierung| artikel anhören| artikel zum hören|"
    " dans votre boîte mail| écouter l article| ce contenu est bloqué|"
    " pour afficher ce contenu| passer la publicité| temps de lecture| faites un don|"
    " en tu correo| seguí leyendo| sigue leyendo| apuntarte aquí| recibir nuestra newsletter|"
    " criterios de the trust project| haz clic aquí| para ver este contenido|"
    " nella tua casella| continua a leggere| resta aggiornat| seguici su|"
    " siga o canal| siga o perfil| entre no canal| receba as notícias|"
    " je mailbox| mis niets van| blijf op de hoogte| steun onze journalistiek|"
    " direkt i inkorgen| rett i innboksen| direkte i indbakken| sähköpostiisi|"
    " w twojej skrzynce| bądź na bieżąco| dziękujemy że przeczyt| wesprzyj nas|"
    " ve vaší schránce| v diskusi pod článkem| podpořte naši|"
    " e posta kutunuz| whatsapp kanalımız| simak breaking news| ikuti saluran| simak juga|"
    " newsletter anmelden| newsletter abonnieren| newsletter bestellen| unser newsletter|"
    " unseren newsletter| unserem newsletter| jetzt abonnieren| jetzt anmelden| jetzt testen|"
    " kostenlos anmelden| hier anmelden| abonnieren sie| melden sie sich| folgen sie uns|"
    " folgt uns| folge uns| jetzt registrieren| unserem whatsapp| aufs handy hier|"
    " kommentare werden moderiert| unterstützen sie unseren journalismus|"
    " abonnez vous| inscrivez vous| suivez nous| téléchargez| je m abonne| nous sur google news|"
    " soutenez notre journal|"
    " suscríbete| suscríbase| suscribite| regístrate| síguenos| seguinos| síganos| únete a|"
    " descarga la app| nuestro canal de whatsapp| nuestro canal de telegram| nos en google news|"
    " apoya nuestro periodismo| los comentarios son moderados|"
    " inscreva se| assine agora| siga nos| clique aqui| participe do canal|"
    " iscriviti| abbonati| seguici| clicca qui| scarica l app|"
    " meld je aan| schrijf je in| meld u aan| volg ons| abonneer|"
    " meld deg på| abonner på| følg oss| prenumerera på| anmäl dig| följ oss| tilmeld dig|"
    " abonnér på| følg os | tilaa uutiskirje| seuraa meitä|"
    " zapisz się| zapraszamy do subskryp| zapraszamy też do subskryp|"
    " subskrybuj| obserwuj nas| polub nas|"
    " přihlaste se k| odebírejte| sledujte nás| iratkozzon fel| kövess minket|"
    " abonează te| urmărește ne| urmăriți ne|"
    " подпишитесь| подписывайтесь| присоединяйтесь к наш| підпишіться| підписуйтесь|"
    " εγγραφείτε| ακολουθήστε μας| abone olun| bizi takip|"
    " ikuti kami| đăng ký nhận| theo dõi chúng| 구독하기| اشترك في| تابعونا| הירשמו| הצטרפו אלינו",
}  # fmt: skip
NAMES = tuple(_KINDS)
_SPOTTER = Spotter(_KINDS.values())
_RIGHTS = 1 << NAMES.index("rights")
_WHO = 1 << NAMES.index("who")


def kinds(spaced: str, text: str) -> int:
    """Return what a line sounds like, bit ``n`` for ``NAMES[n]``; only its ends are heard.

    Args:
        spaced: its words in lower case, a space between them.
        text: the line as it stands.
    """
    heard = spaced if len(spaced) <= 160 else f"{spaced[:100]}  {spaced[-60:]}"
    found = _SPOTTER.bits_at_words(f"^ {heard.strip()} $")
    if "©" in text:
        found |= _RIGHTS
    return found | _WHO if "@" in text[:160] else found
