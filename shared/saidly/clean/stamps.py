"""Lines that tell when, and nothing else: dates, times, how long ago, what announces them."""

import re

from saidly.clean.months import MONTHS
from saidly.primed import made

# a story was published, changed, read in so many minutes: nobody but its publisher says so
_ANNOUNCED = (
    "immediate release published publication posted updated update modified edited created "
    "issued uploaded read "
    "reading veröffentlicht veröffentlichung aktualisiert aktualisierung stand erstellt "
    "geändert zuletzt lesezeit publié publiée mis mise jour modifié lecture publicado "
    "publicada publicación actualizado actualizada actualización lectura pubblicato pubblicata "
    "pubblicazione aggiornato aggiornata aggiornamento lettura atualizado atualizada "
    "atualização publicação leitura gepubliceerd geplaatst bijgewerkt aangepast gewijzigd "
    "leestijd leestid lästid publicerad publicerat uppdaterad uppdaterat publisert oppdatert "
    "publiceret opdateret offentliggjort julkaistu päivitetty muokattu lukuaika opublikowano "
    "opublikowana aktualizacja zaktualizowano publikacja publikacji czytania publikováno "
    "aktualizováno vydáno zverejnené aktualizované megjelent közzétéve frissítve publicat "
    "publicată actualizată actualizare опубликовано опубликована опубликован публикации "
    "обновлено обновлена обновлён обновлен изменено создано опубліковано оновлено публікації "
    "δημοσίευση δημοσιεύτηκε δημοσιεύθηκε ενημέρωση ενημερώθηκε yayınlanma yayınlandı yayın "
    "güncelleme güncellenme güncellendi eklenme giriş okuma diperbarui diterbitkan "
    "dipublikasikan ditayangkan tayang đăng cập nhật 公開 公開日 公開日時 更新 更新日 更新日時 "
    "最終更新 最終更新日 配信 掲載 投稿 投稿日 初公開 发布 发布时间 发表 发表于 发布于 "
    "更新时间 更新於 更新于 发稿时间 時間 時間前 時間前更新 發布 發布時間 發佈 發佈時間 "
    "更新時間 입력 수정 등록 승인 최종수정 기사입력 업데이트 نشر نشرت تحديث التحديث النشر "
    "منتشر انتشار بروزرسانی פורסם עודכן به‌روزرسانی مطالعه شائع ڈیٹ اپ प्रकाशित अपडेट अपडेटेड "
    "प्रकाशन পড়ার প্রকাশ প্রকাশিত আপডেট হালনাগাদ வெளியிடப்பட்டது புதுப்பிக்கப்பட்டது பதிப்பு "
    "เผยแพร่ ปรับปรุง อัปเดต อัพเดต อ่าน đăng публикувана публикувано обновена обновено "
    "објављено ажурирано objavljeno ažurirano időpontja módosítva olvasási publicării citire "
    "ανάγνωσης τροποποίηση გამოქვეყნდა განახლდა հրապարակվել թարմացվել жарияланды жарияланған "
    "жаңартылды imechapishwa ilichapishwa imesasishwa yayımlanma yayımlandı 송고 게재 출고 "
    "发稿 刊發 刊登"
)
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs "
    "fri sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di "
    "mi do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles "
    "jueves viernes sábado domingo lun mar mer gio ven sab dom lunedì martedì mercoledì "
    "giovedì venerdì sabato domenica segunda terça quarta quinta sexta feira maandag dinsdag "
    "woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo måndag tisdag onsdag torsdag "
    "fredag lördag söndag mandag tirsdag lørdag søndag maanantai tiistai keskiviikko torstai "
    "perjantai lauantai sunnuntai poniedziałek wtorek środa czwartek piątek sobota niedziela "
    "pondělí úterý středa čtvrtek pátek neděle hétfő kedd szerda csütörtök péntek szombat "
    "vasárnap luni marți miercuri joi vineri sâmbătă duminică понедельник вторник среда "
    "четверг пятница суббота воскресенье пн вт ср чт пт сб вс понеділок вівторок середа четвер "
    "п’ятниця субота неділя δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή pazartesi "
    "salı çarşamba perşembe cuma cumartesi pazar senin selasa rabu kamis jumat sabtu minggu "
    "thứ hai ba tư năm sáu bảy nhật 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 木 火 水 "
    "金 土 周一 周二 周三 周四 周五 周六 周日 星期一 星期二 星期三 星期四 星期五 星期六 星期日 "
    "월 화 수 목 금 토 الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد ראשון שני שלישי "
    "רביעי חמישי שישי שבת الإثنين الجمعه شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه "
    "پیر منگل بدھ جمعرات ہفتہ اتوار सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार "
    "সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার திங்கள் செவ்வாய் புதன் வியாழன் "
    "வெள்ளி சனி ஞாயிறு จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์ อาทิตย์ вторник сряда четвъртък "
    "петък събота неделя понеделник понедељак уторак среда четвртак петак субота недеља "
    "ponedeljak utorak sreda četvrtak petak subota nedelja ორშაბათი სამშაბათი ოთხშაბათი "
    "ხუთშაბათი პარასკევი შაბათი კვირა երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ "
    "կիրակի дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі jumatatu jumanne jumatano "
    "alhamisi ijumaa jumamosi jumapili"
)
_UNITS = (
    "second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks "
    "month months year years sekunden sekunde minuten stunde stunden std tag tage tagen woche "
    "wochen monat monate monaten jahr jahre jahren heure heures jour jours semaine semaines "
    "mois an ans segundos minuto minutos hora horas día días dia dias semana semanas mes meses "
    "año años mês minuti ora ore giorno giorni settimana settimane mese mesi uur dagen weken "
    "maanden maand minut minuter timme timmar timer time dagar dag vecka veckor månader månad "
    "dager uke uker måneder uger tuntia tunti minuuttia päivää viikkoa minuty godzina godziny "
    "godzin godz dzień dni tydzień tygodnie tygodni miesiąc miesięcy hodin hodiny hodinou "
    "minutami dny dnem perc óra órája perce napja nap oră zile минут минуты минуту мин час "
    "часа часов день дня дней неделю недели назад годин години хвилин хв λεπτά ώρες ώρα dakika "
    "saat saati gün hafta ay dk menit jam hari minggu phút giờ ngày 秒 分 分前 時 時間 日 日前 "
    "月 年 分钟 分钟前 小时 小时前 天前 時間前 小時前 分鐘前 년 월 일 시간 시 분 전 초 دقيقة "
    "دقائق ساعة ساعات يوم أيام איום שעה שעות דקות ימים دقیقه ساعت روز هفته ماه پیش ثانیه منٹ "
    "گھنٹے دن मिनट घंटे घंटा दिन মিনিট ঘণ্টা ঘন্টা দিন நிமிடங்கள் மணி நாட்கள் นาที ชั่วโมง วัน "
    "хвилини дні днів минути часа дни години минута сата дана sata dana წუთი საათი დღე րոպե ժամ "
    "օր минут сағат күн dakika dakikada 點 点"
)
_FILLERS = (
    "a an the at on by of in it is last first originally date time ago and now just less than "
    "about to am pm a.m p.m m p o clock st nd rd th h hs hrs uhr um vom den der vor von seit "
    "und zuletzt le la à il y de du et dernière dernier première temps el las los hace al "
    "última último ultima ultimo ultimul del dell alle ore fa lo em às as há atrás tempo op om "
    "door geleden laatst laatste en te voor för sedan kl klockan senast siden sist viimeksi "
    "klo sitten temu dnia data ostatnia ostatnio w r v dne před naposledy kor ezelőtt óta în "
    "acum urmă в на г года год время дата последнее о мск у час р останнє πριν στις tarihi son "
    "önce pukul wib pada terakhir lalu yang lúc trước 午前 午後 上午 下午 版 前 로 오전 오후 "
    "في آخر قبل منذ الساعة تاريخ م ص ب gmt utc est edt cst cdt pst pdt pt bst cet cest mez "
    "mesz ist jst kst msk eet eest wita aest aedt brt d s z t hkt мск ч น เวลา ที่ เมื่อ โดย "
    "التاريخ بتاريخ ميلادي هـ صباحا مساء مـ ق ظ کد ساعت تاریخ بجے को बजे पर का समय সময় টা นี้ "
    "року о об та от във в у ժ դր ж г ц мин kl μ π μμ πμ saa tarehe sa ch 令和 平成 民國 中華民國 "
    "元年 年度 at for british summer eastern central pacific daylight standard"
)
_DAYS = (
    "today yesterday heute gestern aujourd hui hier hoy ayer oggi ieri hoje ontem vandaag "
    "gisteren idag igår dzisiaj dziś wczoraj сегодня вчера сьогодні вчора bugün dün 今日 昨日 "
    "昨天 今天 오늘 어제 اليوم أمس היום אתמול امروز دیروز آج کل आज कल আজ গতকাল இன்று நேற்று วันนี้ "
    "เมื่อวาน днес вчера данас јуче danas juče დღეს გუშინ այսօր երեկ бүгін кеше leo jana azi ma "
    "tegnap hôm nay qua"
)
# the vowel signs of Indian scripts and of Thai are no letters, and part no words
_WORD = re.compile(r"(?:[^\W\d_]++|(?!\d)[\u0900-\u0e4e\u200c])+")
# ASCII to its words: letters in lower case, all else is a space; a fifth of the expression's time
_LETTERS = bytes(each if chr(each).isalpha() else 32 for each in range(128)).lower().ljust(256)


def _caseless(*words: str) -> frozenset[str]:
    """Return words in the spelling that all cases of them have: "ς" is "σ"."""
    return frozenset(_WORD.findall(" ".join(words).casefold()))


_ANNOUNCING, _RELATIVE, _UNIT, _OTHER = made(
    "stamps",
    lambda: (
        _caseless(_ANNOUNCED),
        _caseless(_DAYS),
        _caseless(_UNITS, *MONTHS),
        _caseless(_WEEKDAYS, _FILLERS),
    ),
)
_TELLING = _ANNOUNCING | _RELATIVE | _UNIT
_KNOWN = _TELLING | _OTHER
_FIGURES = re.compile(r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\b\d{1,2}[:.h]\d{2}\b")
MAX_CHARS = 120


def tells_when(line: str) -> bool:
    """Tell whether a line holds nothing but when something was: "Updated 3 hours ago"."""
    words = _words(line)
    if words is None or not _KNOWN.issuperset(words):
        return False
    dated = any(letter.isdecimal() for letter in line) or not _RELATIVE.isdisjoint(words)
    return dated and (not _TELLING.isdisjoint(words) or _FIGURES.search(line) is not None)


def is_announced(line: str) -> bool:
    """Tell whether a line that tells when says that it was published, changed or can be read."""
    return not _ANNOUNCING.isdisjoint(_words(line) or ())


def is_time_word(line: str) -> bool:
    """Tell whether all words of a line are of those that announce a time or tell it.

    Where words have capitals, one has to announce it: people are named as months are.
    """
    words = _words(line) or ()
    cased = line.lower() != line.upper()
    return _KNOWN.issuperset(words) and not (cased and _ANNOUNCING.isdisjoint(words))


def _words(line: str) -> list[str] | None:
    if len(line) > MAX_CHARS:
        return None
    if line.isascii():
        return line.encode().translate(_LETTERS).decode().split()
    return [w.casefold() for w in _WORD.findall(line)]
