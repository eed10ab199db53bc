"""Names of the months, full and short, in the languages read.

Those of the Persian calendar have the numbers that they have there: its years are told apart.
"""

_NAMES = (
    "january januar janvier enero gennaio janeiro januari ocak styczeń stycznia leden ledna "
    "января janúar január tammikuuta ianuarie jan ene gen janv siječnja січня ιανουαρίου "
    "يناير ינואר januári январь янв січень січ януари јануар јануара қаңтар იანვარი հունվար "
    "հունվարի जनवरी জানুয়ারি জানুয়ারী ஜனவரி มกราคม ม.ค جنوری ژانویه فروردین tammikuu ιαν "
    "ιανουάριος בינואר ጃንዋሪ",
    "february februar février febrero febbraio fevereiro februari şubat luty lutego únor "
    "února февраля febrúar február helmikuuta februarie feb fev févr veljače лютого "
    "φεβρουαρίου فبراير פברואר pebruari февраль фев лютий лют фебруари фебруар фебруара ақпан "
    "თებერვალი փետրվար փետրվարի फरवरी ফেব্রুয়ারি ফেব্রুয়ারী பிப்ரவரி กุมภาพันธ์ ก.พ فروری "
    "فوریه شباط اردیبهشت helmikuu φεβ φεβρουάριος בפברואר ፌብሩዋሪ",
    "march märz mars marzo março maart mrt mart marzec marca březen března марта március "
    "maaliskuuta martie mar mrz mär maret ožujka березня μαρτίου مارس מרץ март мар березень "
    "бер наурыз მარტი մարտ մարտի मार्च মার্চ மார்ச் มีนาคม มี.ค مارچ آذار خرداد maaliskuu "
    "machi μαρ μάρτιος במרץ במרס ማርች",
    "april avril abril aprile nisan kwiecień kwietnia duben dubna апреля apríl április "
    "huhtikuuta aprilie apr abr avr travnja квітня απριλίου أبريل אפריל апрель апр квітень "
    "кві април априла сәуір აპრილი ապրիլ ապրիլի अप्रैल এপ্রিল ஏப்ரல் เมษายน เม.ย اپریل آوریل "
    "نيسان تیر huhtikuu aprili απρ απρίλιος באפריל ኤፕሪል",
    "may mai mayo maggio maio mei maj mayıs maja květen května мая maí május toukokuuta mag "
    "svibnja травня μαΐου مايو май травень тра мај маја мамыр მაისი մայիս մայիսի मई মে மே "
    "พฤษภาคม พ.ค مئی مه أيار مرداد toukokuu μάιος μαΐ במאי מאי ሜይ",
    "june juni juin junio giugno junho haziran czerwiec czerwca červen června июня júní "
    "június kesäkuuta iunie jun giu lipnja червня ιουνίου يونيو יוני июнь июн червень чер юни "
    "јун јуна маусым ივნისი հունիս հունիսի जून জুন ஜூன் มิถุนายน มิ.ย جون ژوئن حزيران شهریور "
    "kesäkuu ιουν ιούνιος ביוני ጁን",
    "july juli juillet julio luglio julho temmuz lipiec lipca červenec července июля júlí "
    "július heinäkuuta iulie jul lug juil srpnja липня ιουλίου يوليو יולי июль июл липень лип "
    "юли јул јула шілде ივლისი հուլիս հուլիսի जुलाई জুলাই ஜூலை กรกฎาคม ก.ค جولائی ژوئیه تموز "
    "مهر heinäkuu julai ιουλ ιούλιος ביולי ጁላይ",
    "august août agosto augustus ağustos sierpień sierpnia srpen srpna августа ágúst "
    "augusztus elokuuta augusti aug ago agustus kolovoza серпня αυγούστου أغسطس אוגוסט август "
    "авг серпень сер тамыз აგვისტო օգոստոս օգոստոսի अगस्त আগস্ট ஆகஸ்ட் สิงหาคม ส.ค اگست اوت "
    "آب آبان elokuu agosti avgust αυγ αύγουστος באוגוסט ኦገስት",
    "september septembre septiembre settembre setembro eylül wrzesień września září сентября "
    "szeptember syyskuuta septembrie sep sept set rujna вересня σεπτεμβρίου سبتمبر ספטמבר "
    "сентябрь сен сент вересень вер септември септембар септембра қыркүйек სექტემბერი "
    "սեպտեմբեր սեպտեմբերի सितंबर सितम्बर সেপ্টেম্বর செப்டம்பர் กันยายน ก.ย ستمبر سپتامبر "
    "أيلول آذر syyskuu septemba septembar septembra σεπ σεπτέμβριος בספטמבר ሴፕቴምበር",
    "october oktober octobre octubre ottobre outubro ekim październik października říjen "
    "října октября október lokakuuta octombrie oct okt ott out жовтня οκτωβρίου أكتوبر "
    "אוקטובר октябрь окт жовтень жов октомври октобар октобра қазан ოქტომბერი հոկտեմբեր "
    "հոկտեմբերի अक्टूबर अक्तूबर অক্টোবর அக்டோபர் ตุลาคม ต.ค اکتوبر اکتبر دی lokakuu oktoba "
    "oktobar oktobra οκτ οκτώβριος באוקטובר ኦክቶበር",
    "november novembre noviembre novembro kasım listopad listopada listopadu ноября nóvember "
    "marraskuuta noiembrie nov studenoga листопада νοεμβρίου نوفمبر נובמבר ноябрь ноя нояб "
    "листопад лис ноември новембар новембра қараша ნოემბერი նոյեմբեր նոյեմբերի नवंबर नवम्बर "
    "নভেম্বর நவம்பர் พฤศจิกายน พ.ย نومبر نوامبر بهمن marraskuu novemba novembar novembra νοε "
    "νοέμβριος בנובמבר ኖቬምበር",
    "december dezember décembre diciembre dicembre dezembro desember aralık grudzień grudnia "
    "prosinec prosince декабря joulukuuta decembrie dec dez dic déc des prosinca грудня "
    "δεκεμβρίου ديسمبر דצמבר декабрь дек грудень гру декември децембар децембра желтоқсан "
    "დეკემბერი դեկտեմբեր դեկտեմբերի दिसंबर दिसम्बर ডিসেম্বর டிசம்பர் ธันวาคม ธ.ค دسمبر دسامبر "
    "اسفند joulukuu desemba decembar decembra δεκ δεκέμβριος בדצמבר ዲሴምበር",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
