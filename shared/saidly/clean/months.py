"""Names of the months, full and short, in the languages read."""

_NAMES = (
    "january januar janvier enero gennaio janeiro januari ocak styczeń stycznia leden ledna "
    "января janúar január tammikuuta ianuarie jan ene gen janv siječnja січня ιανουαρίου "
    "يناير ינואר januári",
    "february februar février febrero febbraio fevereiro februari şubat luty lutego únor "
    "února февраля febrúar február helmikuuta februarie feb fev févr veljače лютого "
    "φεβρουαρίου فبراير פברואר pebruari",
    "march märz mars marzo março maart mrt mart marzec marca březen března марта március "
    "maaliskuuta martie mar mrz mär maret ožujka березня μαρτίου مارس מרץ",
    "april avril abril aprile nisan kwiecień kwietnia duben dubna апреля apríl április "
    "huhtikuuta aprilie apr abr avr travnja квітня απριλίου أبريل אפריל",
    "may mai mayo maggio maio mei maj mayıs maja květen května мая maí május toukokuuta mag "
    "svibnja травня μαΐου مايو",
    "june juni juin junio giugno junho haziran czerwiec czerwca červen června июня júní "
    "június kesäkuuta iunie jun giu lipnja червня ιουνίου يونيو יוני",
    "july juli juillet julio luglio julho temmuz lipiec lipca červenec července июля júlí "
    "július heinäkuuta iulie jul lug juil srpnja липня ιουλίου يوليو יולי",
    "august août agosto augustus ağustos sierpień sierpnia srpen srpna августа ágúst "
    "augusztus elokuuta augusti aug ago agustus kolovoza серпня αυγούστου أغسطس אוגוסט",
    "september septembre septiembre settembre setembro eylül wrzesień września září сентября "
    "szeptember syyskuuta septembrie sep sept set rujna вересня σεπτεμβρίου سبتمبر ספטמבר",
    "october oktober octobre octubre ottobre outubro ekim październik października říjen "
    "října октября október lokakuuta octombrie oct okt ott out жовтня οκτωβρίου أكتوبر "
    "אוקטובר",
    "november novembre noviembre novembro kasım listopad listopada listopadu ноября nóvember "
    "marraskuuta noiembrie nov studenoga листопада νοεμβρίου نوفمبر נובמבר",
    "december dezember décembre diciembre dicembre dezembro desember aralık grudzień grudnia "
    "prosinec prosince декабря joulukuuta decembrie dec dez dic déc des prosinca грудня "
    "δεκεμβρίου ديسمبر דצמבר",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
