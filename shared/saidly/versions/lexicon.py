"""Words that carry facts or doubt, and lines that say nothing of the story; data."""

import re

_NUMBERS = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
thousand thousands million millions billion billions trillion dozen dozens half third quarter first
second fourth fifth
zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig hundert tausend million millionen
milliarde milliarden dutzend
deux trois quatre cinq sept huit neuf dix onze douze vingt trente cent mille millions milliard
milliards douzaine
dos tres cuatro cinco seis siete ocho nueve diez once doce veinte cien mil millón millones
due tre quattro cinque sei sette otto nove dieci venti cento mila milione milioni miliardo miliardi
dois duas três quatro sete oito dez vinte milhão milhões bilhão
twee drie vijf zes zeven acht negen tien twaalf twintig honderd duizend miljoen miljard
"""
_DATES = """
monday tuesday wednesday thursday friday saturday sunday january february march april june july
august september october november december today yesterday tomorrow noon midnight
montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli
oktober dezember gestern heute morgen
lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août
septembre octobre novembre décembre hier aujourd'hui demain
lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio
agosto septiembre octubre noviembre diciembre ayer hoy mañana
"""
_NEGATIONS = """
not no never none nobody nothing neither nor cannot without n't
nicht kein keine keinen nie niemals ohne ne pas jamais aucun sans nunca sin non mai senza não nunca
sem niet geen nooit zonder
"""
FACTS = frozenset(_NUMBERS.split()) | frozenset(_DATES.split()) | frozenset(_NEGATIONS.split())

_HEDGES = """
allegedly alleged reportedly reported supposedly supposed purportedly purported apparently apparent
possibly possible perhaps probably probable likely seemingly presumably presumed suspected
may might could seems seemed appears appeared believed unconfirmed claimed
angeblich angebliche angeblichen angeblicher mutmaßlich mutmaßliche mutmaßlichen mutmaßlicher
offenbar vermutlich möglicherweise wohl anscheinend
prétendument présumé présumée présumés apparemment probablement peut-être soupçonné
presunto presunta presuntos supuestamente supuesto supuesta aparentemente posiblemente probablemente
presumibilmente apparentemente forse probabilmente
alegadamente alegado alegada suposto suposta supostamente possivelmente provavelmente
vermeende vermeend mogelijk waarschijnlijk kennelijk
"""
HEDGES = frozenset(_HEDGES.split())

# a paragraph that owns up to a mistake
CORRECTION = re.compile(
    r"\W*(?:correction|clarification|corrected|editor'?s'? note|this (?:article|story|report) "
    r"(?:was|has been|has since been) (?:amended|corrected|updated to correct|edited)|"
    r"an earlier version|a previous version|korrektur|berichtigung|richtigstellung|in einer "
    r"früheren version|rectificatif|erratum|une version précédente|corrección|fe de erratas|"
    r"una versión anterior|correzione|errata|correção|uma versão anterior|correctie|"
    r"rectificatie)\b",
    re.IGNORECASE,
)

_TIME = r"\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?"
_AGO = r"(?:an?|one|\d+)\s?(?:s|m|h|d|sec|second|min|minute|hr|hour|day|week)s?\.?\sago"
# a whole line that changes by itself from one visit to the next
FLICKER = re.compile(
    rf"""(?:
    (?:last\ )?(?:updated?|published|posted|modified|aktualisiert|stand|mis\ à\ jour|publié|
        actualizado|aggiornato|atualizado|bijgewerkt)\b[^.!?]{{0,60}}
    | {_TIME}(?:\ [A-Z]{{2,4}})? | {_AGO} | vor\ \d+\ \w+ | il\ y\ a\ \d+\ \w+ | hace\ \d+\ \w+
    | [\d.,]+[km]?\ (?:comments?|shares?|views?|likes?|retweets?|reposts?|replies|reactions?|
        readers?|kommentare|commentaires|comentarios|commenti|reacties)
    | \d+\ ?-?\ ?min(?:ute)?s?\.?\ (?:read|lesezeit|de\ lecture|de\ lectura)
    | (?:reading\ time|lesezeit|temps\ de\ lecture)\b.{{0,20}}
    | advertisement | ad | sponsored | anzeige | werbung | publicité | publicidad | pubblicità
    | publicidade | advertentie
    | (?:scroll|continue\ reading|story\ continues|article\ continues|read\ more|read\ also|
        see\ also|related|most\ read|trending|recommended|more\ from|weiterlesen|lesen\ sie\ auch|
        lire\ aussi|à\ lire|lea\ también|leggi\ anche|leia\ também|lees\ ook)\b.{{0,120}}
    | (?:sign\ up|subscribe|follow\ us|download\ our|get\ our|join\ our|share\ this|click\ here|
        abonnieren|jetzt\ abonnieren|newsletter|s'abonner|suscríbete|iscriviti|assine)\b.{{0,160}}
    )[.:!…]?""",
    re.IGNORECASE | re.VERBOSE,
)

# a headline of a page that is there in place of the story
ERROR = re.compile(
    r"(?:error )?(?:404|403|410|429|500|502|503|504)\b|\b(?:page|article|story|content)"
    r"(?: you \w+ \w+ \w+)? "
    r"(?:(?:was|is|could|can) ?not|cannot|isn't|no longer|not) (?:be )?(?:found|available|exist)|"
    r"\bnot found\b|\baccess (?:to this page )?(?:has been )?denied|\bforbidden\b|"
    r"\bservice (?:temporarily )?unavailable|\bsomething went wrong|\boops\b|"
    r"\bare you a (?:robot|human)|\bunusual traffic|\bverify you are (?:a )?human|"
    r"\bjust a moment|\battention required|\bcaptcha\b|\btoo many requests|"
    r"\binternal server error|\bbad gateway|\bunder maintenance|\b(?:be|we'll be) (?:right )?back "
    r"(?:soon|shortly)|\benable (?:javascript|cookies)|\bpage unavailable|"
    r"\bseite (?:wurde )?nicht gefunden|\bpage (?:introuvable|non trouvée)|"
    r"\bpágina no encontrada|\bpagina non trovata|\bpágina não encontrada|"
    r"\bpagina niet gevonden|\bwartungsarbeiten",
    re.IGNORECASE,
)

LIVE = re.compile(
    r"\blive\b|live-?(?:blog|ticker)|newsticker|en-?\s?direct|minuto-a-minuto|diretta",
    re.IGNORECASE,
)
