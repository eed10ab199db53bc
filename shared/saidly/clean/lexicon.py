"""Words that tell what a line is for, in the languages read, heard by rules."""

import re

from saidly.clean.spotting import Spotter, indexed
from saidly.primed import made

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
    " بیشتر بخوانید| קראו| διαβάστε| đọc thêm| xem thêm| read full| full story"
    "| この記事| こちらも| 合わせて読み| おすすめ記事| 相關| 推荐阅读| 推薦閱讀| 看更多| 更多|"
    " 관련기사| 관련 기사| 이 기사| موضوعات متعلقة|"
    " مواضيع ذات صلة| طالع| مطالب مرتبط| همچنین بخوانید| بخوانید| مزید پڑھ| یہ بھی پڑھ| متعلقہ|"
    " קראו גם| כתבות נוספות| עוד בנושא| לקריאה נוספת| tin liên quan| bài liên quan|"
    " материалы по теме| по теме| вас також| дивіться також| за темою| вижте| прочетете|"
    " още по темата| прочитајте| повезане| погледајте| pročitajte| povezane| pogledajte| δείτε|"
    " σχετικά άρθρα| წაიკითხეთ| ასევე წაიკითხეთ| კარդացեք| կարդացեք| տես նաեւ| ተጨማሪ|"
    " оқи отырыңыз| тағы оқыңыз| kapcsolódó| olvasson| olvassa el ezt| ajánlott| vezi și|"
    " recomandări| lue lisää|"
    " lue| katso myös| ilgili haber| bunlara da| soma pia| soma zaidi| habari zinazohusiana|"
    " 可能感兴趣",
    "letter": " newsletter| subscri| sign up| inbox| abonnier| abonnez| suscr| iscriv| assine|"
    " inscri| boletín| nyhetsbrev| nieuwsbrief| whatsapp| telegram| download the | download our |"
    " app store| подпис| підпиш| abone ol| berlangganan| 訂閱 | 订阅 | 구독| メルマガ| اشترك"
    "| 電子報| 뉴스레터| النشرة البريدية| نشرتنا| خبرنامه| ניוזלטר| билтен| бюлетин| рассылк|"
    " розсилк|"
    " hírlevél| uutiskirje| bülten",
    "rights": " copyright| all rights| alle rechte| tous droits| derechos| diritti| direitos|"
    " reserved| vorbehalten| may not be published| may not be reproduced| все права| hak cipta|"
    " 版权| 版權| 無断転載| 무단| prawa zastrzeżone| rättigheter| tüm hakları| حقوق"
    "| 著作権| 禁無断| 저작권자| 재배포| 版權所有| 版权声明| 未經授權| 未经授权| جميع الحقوق|"
    " تمامی حقوق| جملہ حقوق|"
    " כל הזכויות| bản quyền| всі права| всички права| сва права| sva prava| όλα τα δικαιώματα|"
    " πνευματικά δικαιώματα| ყველა უფლება| բոլոր իրավունք| ሁሉም መብ| барлық құқық| minden jog|"
    " drepturi| kaikki oikeudet| haki zote",
    "photo": "^ photo |^ photos |^ foto |^ fotos |^ bild |^ image |^ imagen |^ imagem |^ picture |"
    "^ fot |^ zdj|^ kuva |^ fotograf |^ file |^ archiv|^ symbolbild|^ grafik|^ quelle |^ source |"
    "^ fuente |^ fonte |^ crédit|^ credit |^ video |^ 写真|^ 사진|^ 图 |^ 圖 | getty| shutterstock|"
    " istock| picture alliance| imago | ap photo| afp $| dpa $| reuters $| epa $| photo by |"
    " foto von | photo | foto | bild von | image by "
    "| фото | фотография | снимка | φωτογραφία | φωτό | تصوير | صورة | عکس | فوٹو | צילום | ảnh |"
    " fotó | kuva | fotoğraf | picha | ფოტო | լուսանկար | ፎቶ | fotografie de | 提供 ",
    "talk": " comment| kommentar| comentari| commentaire| reacties| reply| antworten| share |"
    " teilen| partager| compartir| condivid| facebook| twitter| drucken| print | e mail| email|"
    " copy link| link kopieren| komment| коммент| bagikan| paylaş| 分享| シェア| 공유| yorum"
    "| 印刷| 文字サイズ| 字号| 字號| 字级| 字級| 打印| 列印| 收藏| 举报| 글자크기| 글자| 스크랩|"
    " 프린트| 댓글| مشاركة| شارك| حجم الخط|"
    " طباعة| تعليق| اشتراک| اندازه متن| چاپ| نظر شما| بازدید| شیئر| تبصرے| שתפו| שיתוף| תגובות|"
    " הדפסה| chia sẻ| bình luận| cỡ chữ| поделит| просмотр| размер текста| поділит| переглядів|"
    " сподели| коментар| подели| podeli| komentari| μοιραστείτε| εκτύπωση| σχόλια| გაზიარება|"
    " კომენტარ| կիսվել| መልስ| አጋራ| бөлісу| пікір| megosztás| nyomtatás| hozzászólás| distribuie|"
    " comentarii| jaa| yorumlar| yazı boyutu| shiriki| maoni",
    "tags": "^ tag |^ tags |^ topic |^ topics |^ keywords |^ themen|^ schlagw|^ temas |"
    "^ etiquetas |^ sujets |^ argomenti |^ categor|^ kategori|^ mots |^ filed under|^ posted in|"
    "^ rubri|^ ämnen|^ emner|^ tagi |^ теги|^ 标签|^ 關鍵|^ 태그"
    "|^ кључне речи|^ ključne reči|^ ключови думи|^ теґи|^ ετικέτεσ|^ الكلمات|^ برچسب|^ תגיות|"
    "^ từ khóa|^ címkék|^ etiketler|^ avainsanat|^ 关键词|^ 關鍵字|^ キーワード|^ 키워드|"
    "^ თეგები|^ тегтер",
    "stamp": " updated| published| posted| aktualisiert| veröffentlicht| publié| mis à jour|"
    " publicado| actualizado| aggiornat| pubblicat| atualizado| oppdatert| publisert| uppdaterad|"
    " publicerad| opdateret| bijgewerkt| gepubliceerd| aktualizováno| opublikow| обновлен|"
    " опубликован| güncelle| 最終更新| 更新| 입력| 수정| min read| minutes read| mins read|"
    " lesezeit| ago $| a m $| p m $| uhr $"
    "| تاریخ انتشار| انتشار| پبلش| شائع| פורסם| עודכן| cập nhật| публикуван| оновлено|"
    " опубліковано| објављено| objavljeno| δημοσιεύτηκε| ενημερώθηκε| გამოქვეყნ| հրապարակ|"
    " жариялан| frissítve| megjelent| actualizat| publicat| julkaistu| päivitetty| yayın|"
    " imechapishwa| 发布时间| 發布時間| 등록| 승인| آخر تحديث| تاريخ النشر",
    "wire": " contributed to this| with files| with reporting| associated press| ap $| afp $|"
    " dpa $| apa $| reuters $| efe $| ansa $| epa $| pap $| ntb $| čtk $| xinhua| bloomberg $|"
    " written by| reporting by| editing by| edited by| editor $| redaktion",
    "gate": " cookie| javascript| browser| log in | login | anmelden| einloggen| registr| account|"
    " consent| datenschutz| privacy| zustimm| einwillig| paywall| premium | abonn| subscriber|"
    " inicia sesión| se connecter| accedi | zaloguj| войти| 登录| ログイン| 로그인"
    "| 有料会員| 会員限定| 残り | ログインして| 해당 기사는| 구독자| للمشتركين| ویژه مشترکان|"
    " למנויים| đăng nhập|"
    " зарегистр| по подписке| передплат| συνδρομητ| előfizet| abonați| tilaajille| kirjaudu|"
    " giriş yap| aboneler| jisajili",
    "ad": "^ anzeige|^ werbung|^ advert|^ ad |^ ads |^ sponsored|^ publicidad|^ publicité|"
    "^ pubblicità|^ reklam|^ annons|^ annonse|^ mainos|^ hirdetés|^ publicidade|^ реклама|^ iklan|"
    "^ 広告|^ 广告|^ 광고| affiliate|^ provision| story continues below"
    "|^ مساحة إعلانية|^ إعلان|^ آگهی|^ اشتہار|^ פרסומת|^ quảng cáo|^ διαφήμιση|^ оглас|"
    "^ рекламен|^ publicitate|^ რეკლამა|^ գովազդ|^ ማስታወቂያ|^ жарнама|^ tangazo|^ 継続|^ 廣告|"
    "^ 記事の途中",
    "who": "^ by |^ von |^ por |^ par |^ di |^ da |^ door |^ av |^ af |^ przez |^ автор|^ text |"
    "^ yazan|^ oleh |^ 作者|^ 文 | reporter | correspondent | journalist | about the author|"
    " über den autor| follow | is a writer| is the author| is professor"
    "|^ キャスター|^ 기자 $|^ شارك في|^ كتب |^ بقلم |^ نویسنده |^ گزارش |^ تحریر |^ מאת |^ tác giả|"
    "^ автори |^ аутор |^ пише |^ piše |^ συντάκτησ|^ γράφει |^ ავტორი |^ հեղինակ |^ авторы |"
    "^ szerző |^ kirjoittanut |^ haber |^ imeandikwa |^ корреспондент|^ журналист |^ кореспондент",
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
    " подпишитесь| подписывайтесь| присоединяйтесь к наш| підпишіться| підписуйтесь| підписуйтеся|"
    " εγγραφείτε| ακολουθήστε μας| abone olun| bizi takip|"
    " ikuti kami| đăng ký nhận| theo dõi chúng| 구독하기| اشترك في| تابعونا| הירשמו| הצטרפו אלינו"
    "| 友だち登録| 公式lineを| 公式xを| の公式x| をフォローする| アプリをダウンロード|"
    " メルマガ登録| 会員登録| ご意見 ご感想| 記事に関する報告| この記事は役に|"
    " 无断転載| 扫描二维码| 扫码关注| 关注我们的| 关注微信公众号| 点击进入专题| 返回搜狐|"
    " 特别声明| 免责声明| 版权声明| 声明 转载| 追蹤我們| 加入line好友|"
    " 點我下載| 不用抽 不用搶| 訂閱電子報| 下載app| 按讚加入| 무단전재| 구독신청| 채널 추가|"
    " 제보는| 기사제보| 네이버에서| 카카오톡으로| 이 기사를 추천|"
    " 다른기사 보기| تابعنا على| تابعوا آخر| لمتابعة آخر| انضم إلى قناتنا| اشترك في قناتنا|"
    " اشترك بنشرتنا| حمل تطبيق| شارك برأيك| شاركنا رأيك| ما را در| به کانال| عضو شوید|"
    " دنبال کنید| انتهای پیام| لینک کوتاه| نظر خود را| ہمیں فیس بک| ہمارے واٹس ایپ| چینل کو فالو|"
    " فالو کریں| הצטרפו לערוץ| עקבו אחרינו| מצאתם טעות| הורידו את| לכל העדכונים| theo dõi báo|"
    " theo dõi kênh| mời bạn đọc theo| vui lòng nhập| bình luận của bạn| tải ứng dụng|"
    " читайте нас| нашли ошибку| заметили ошибку| сообщить об опечатке| поддержите нас|"
    " поддержите нашу| поддержать редакцию| подписывайся| наш телеграм| наш канал в|"
    " мы в телеграм| якщо ви помітили помилку| знайшли помилку| підтримайте нас| підтримати нас|"
    " долучайтеся| долучайтесь| приєднуйтесь| последвайте ни| абонирайте се| станете част|"
    " пратите нас| пријавите се| подржите нас| pratite nas| prijavite se na| podržite nas|"
    " preuzmite aplikaciju| zapratite nas| ακολουθήστε τ| ακολούθησε| εγγραφή στο| γίνε μέλοσ|"
    " κάντε εγγραφή| გამოგვყევით| გამოიწერეთ| შემოგვიერთდით| հետեւեք մեզ| միացեք մեր|"
    " բաժանորդագրվեք| ይከተሉን| ይቀላቀሉ| арнамызға жазыл| арнамызда жазыл| бізге жазыл| парақшамызға|"
    " kövessen minket| kövesse| iratkozz fel| ha támogatná| támogassa munkánkat| hírlevelünkre|"
    " urmărește| abonează| dă ne un like| descarcă aplicația| tilaa | voit keskustella|"
    " lataa sovellus| takip edin| takip edebilirsiniz| kanalımıza katıl| kanalımıza abone|"
    " abone ol | için tıklayın| haberin videosu| tufuate| jiunge na| jisajili| pakua programu|"
    " fuata ukurasa",
}  # fmt: skip
# words of scripts whose vowel signs are no letters, as they are written; they are heard without
_MARKED = {
    "more": " यह भी पढ़| ये भी पढ़| इसे भी पढ़| और पढ़| संबंधित| আরও পড়ুন| আরো পড়ুন| সম্পর্কিত|"
    " மேலும் படிக்க| இதையும் படி| தொடர்புடைய| อ่านเพิ่มเติม| อ่านข่าว| ข่าวที่เกี่ยวข้อง",
    "rights": " सर्वाधिकार| সর্বস্বত্ব| அனைத்து உரிமை| สงวนลิขสิทธิ์",
    "photo": " फोटो | ছবি | படம் | ภาพ ",
    "talk": " शेयर| कमेंट| टिप्पणी| फॉन्ट| শেয়ার| মন্তব্য| ফন্ট| பகிர்| கருத்து| แชร์|"
    " ขนาดตัวอักษร|"
    " ความคิดเห็น",
    "tags": "^ टैग|^ ট্যাগ|^ แท็ก",
    "ad": "^ विज्ञापन|^ বিজ্ঞাপন|^ விளம்பரம்|^ โฆษณา",
    "call": " हमें फेसबुक| फॉलो करें| ऐप डाउनलोड| डाउनलोड करें| चैनल से जुड़ें| खबरें और भी|"
    " सब्सक्राइब करें| ফেসবুক পেজ| চ্যানেল ফলো| ফলো করুন| সাবস্ক্রাইব| எங்களை பின்| சேனலில் இணை|"
    " பின்தொடர| ติดตามข่าวสาร| เพิ่มเราเป็นเพื่อน| กดติดตาม| ดาวน์โหลดแอป",
    "letter": " न्यूज़लेटर| চ্যানেল",
    "stamp": " نُشر| प्रकाशित| अपडेट| প্রকাশ| আপডেট| வெளியிடப்| เผยแพร่| ปรับปรุง",
    "who": "^ लेखक |^ লেখক |^ எழுதியவர் |^ โดย |^ ผู้เขียน |^ บรรณาธิการ|^ रिपोर्टर|^ সাংবাদিক",
    "gate": " सब्सक्राइबर| สมาชิก",
}  # fmt: skip
_BETWEEN = re.compile(r"[^\w^$|]+")
_WHOLE = {"\u09a1\u09bc": "\u09dc", "\u09a2\u09bc": "\u09dd", "\u09af\u09bc": "\u09df"}
_DOTTED = re.compile("|".join(_WHOLE))


def _heard(kind: str) -> str:
    """Return the words of a kind as lines are heard: caseless, "ς" is "σ"."""
    marked = _MARKED.get(kind, "")
    # Bengali letters with a dot are one character on keyboards, two in normal form
    spellings = {marked: 1, _DOTTED.sub(lambda m: _WHOLE[m[0]], marked): 1} if marked else {}
    return "|".join((_KINDS[kind].casefold(), *(_BETWEEN.sub(" ", words) for words in spellings)))


NAMES = tuple(_KINDS)
_SPOTTER = Spotter(made("lexicon", lambda: indexed(map(_heard, _KINDS))))
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
