"""The rules around the tagger, with drafts of our own in its place."""

import re
from collections.abc import Callable

import pytest

from saidly.attribution import attributions, reading
from saidly.attribution.blend import blended
from saidly.attribution.draft import Draft, Range
from saidly.attribution.language import told
from saidly.model import Attribution

Tagged = Callable[..., tuple[Attribution, ...]]


@pytest.fixture
def tagged(monkeypatch: pytest.MonkeyPatch) -> Tagged:
    """Return ``attributions`` where the tagger says what the test says: source, cue, contents."""

    def read(text: str, *said: tuple[str | None, str, list[str]]) -> tuple[Attribution, ...]:
        def place(part: str) -> Range:
            start = text.index(part)
            return start, start + len(part)

        drafts = [
            Draft(
                place(source) if source else None,
                place(cue),
                tuple(place(piece) for piece in content),
                0.9,
                "model",
            )
            for source, cue, content in said
        ]
        monkeypatch.setattr(reading, "_modelled", lambda _: drafts)
        return attributions(text, "en")

    return read


def contents(found: tuple[Attribution, ...]) -> list[list[str]]:
    return [[piece.span.text for piece in one.content] for one in found]


def test_a_relayed_statement_is_its_speakers_and_names_the_relay(tagged: Tagged) -> None:
    clause = 'The Harbour Office said on Monday that it had "no boats"'
    (found,) = tagged(f"{clause}, Reuters reported.", ("Reuters", "reported", [clause]))

    assert found.source is not None
    assert (found.source.name, found.method) == ("Harbour Office", "model")
    assert contents((found,)) == [['that it had "no boats"']]
    assert [(relay.name, relay.cue) for relay in found.via] == [("Reuters", "report")]


def test_a_day_between_cue_and_content_is_passed_over(tagged: Tagged) -> None:
    clause = "The Harbour Office said Monday the boats were gone"
    (found,) = tagged(f"{clause}, Reuters reported.", ("Reuters", "reported", [clause]))

    assert contents((found,)) == [["the boats were gone"]]


@pytest.mark.parametrize(
    "clause",
    [
        "The boats were gone by noon",
        "A man saying nothing was seen in the harbour",
        "The boats which he was said to own were gone",
        'A "boat he said was gone" came back',
        "The Harbour Office said",
        "The boats were kept in the big shed in order to save them",
        "The Harbour Office thought the boats were gone",
    ],
)
def test_what_is_nobodys_statement_stays_the_agencys(tagged: Tagged, clause: str) -> None:
    (found,) = tagged(f"{clause}, Reuters reported.", ("Reuters", "reported", [clause]))

    assert found.source is not None
    assert (found.source.name, found.via) == ("Reuters", ())


def test_a_clause_that_begins_with_that_is_relayed_too(tagged: Tagged) -> None:
    clause = "that the Harbour Office denied the loss"
    (found,) = tagged(f"Reuters reported {clause}.", ("Reuters", "reported", [clause]))

    assert found.source is not None
    assert (found.source.span.text, found.via[0].name) == ("the Harbour Office", "Reuters")


def test_somebody_of_an_agency_is_no_medium(tagged: Tagged) -> None:
    clause = "The Harbour Office denied the loss"
    source = "Ann Lee, a lawyer for the agency,"
    (found,) = tagged(f"{clause}, {source} said.", (source, "said", [clause]))

    assert found.via == ()


def test_only_media_pass_on(tagged: Tagged) -> None:
    clause = "The Harbour Office said the boats were gone"
    (found,) = tagged(f"{clause}, Ann Lee reported.", ("Ann Lee", "reported", [clause]))

    assert found.via == ()


def test_a_clause_in_pieces_is_nobody_elses(tagged: Tagged) -> None:
    said = ("Reuters", "reported", ["The Office said it was", "gone"])

    assert tagged("The Office said it was, Reuters reported, gone.", said)[0].via == ()


@pytest.mark.parametrize(
    ("text", "said", "told"),
    [
        (
            "The tug sank, Reuters reported on Friday, citing two officials briefed on it.",
            [("Reuters", "reported", ["The tug sank"])],
            ("two officials briefed on it", "citing", ["The tug sank"], "Reuters"),
        ),
        (
            "The tug sank, Reuters reported, citing a memo.",
            [("Reuters", "reported", ["The tug sank"]), ("Reuters", "citing", ["a memo"])],
            ("a memo", "citing", ["The tug sank"], "Reuters"),
        ),
        (
            "Quoting harbour officials, the Herald reported that the tug sank.",
            [("the Herald", "reported", ["that the tug sank"])],
            ("harbour officials", "Quoting", ["that the tug sank"], "Herald"),
        ),
        (
            "Reuters reported, citing two officials, that the tug sank.",
            [("Reuters", "citing", ["two officials,", "that the tug sank"])],
            ("two officials", "citing", ["that the tug sank"], "Reuters"),
        ),
        (
            "Lee was quoted by Tass as saying the tug sank.",
            [("Tass", "was quoted by", ["Lee", "as saying the tug sank"])],
            ("Lee", "was quoted by", ["the tug sank"], "Tass"),
        ),
        (
            "Lee was quoted by Tass as saying the tug is lost.",
            [(None, "was quoted by Tass", ["Lee", "as saying the tug is lost"])],
            ("Lee", "was quoted by Tass", ["the tug is lost"], "Tass"),
        ),
        (
            "Tass quoted Ann Lee as saying the tug sank.",
            [("Tass", "quoted", ["Ann Lee as saying the tug sank"])],
            ("Ann Lee", "as saying", ["the tug sank"], "Tass"),
        ),
        (
            "“The tug sank,” Tass quoted Ann Lee as saying.",
            [("Tass", "quoted", ["“The tug sank,”", "Ann Lee as saying"])],
            ("Ann Lee", "as saying", ["“The tug sank,”"], "Tass"),
        ),
        (
            "The tug sank, the ministry said on Monday, according to Yonhap.",
            [("Yonhap", "according to", ["The tug sank,"])],
            ("the ministry", "said", ["The tug sank"], "Yonhap"),
        ),
        (
            "The tug may sink, according to people familiar with it, the Herald reported.",
            [
                (
                    "the Herald",
                    "reported",
                    ["The tug may sink, according to people familiar with it"],
                )
            ],
            ("people familiar with it", "according to", ["The tug may sink"], "Herald"),
        ),
        (
            "“We sank,” the crew said in a statement carried by state news agency Tass.",
            [("the crew", "said", ["“We sank,”"])],
            ("the crew", "said", ["“We sank,”"], "Tass"),
        ),
        (
            "The tug sank, according to the crew, AFP reported on Tuesday.",
            [("the crew", "according to", ["The tug sank"])],
            ("the crew", "according to", ["The tug sank"], "AFP"),
        ),
    ],
)
def test_whom_a_medium_cites_quotes_or_carries_said_it(
    tagged: Tagged,
    text: str,
    said: list[tuple[str | None, str, list[str]]],
    told: tuple[str, str, list[str], str],
) -> None:
    (found,) = tagged(text, *said)

    assert found.source is not None
    assert found.cue is not None
    own = (found.source.span.text, found.cue.span.text, contents((found,))[0])
    assert (*own, *(relay.name for relay in found.via)) == told


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The mill shuts, Reuters reported, citing falling demand.", "Reuters", "reported", 0),
        ("The mill has agreed to shut, the Herald reported.", "the Herald", "reported", 0),
        ("The mill shuts, as it had to, said Reuters.", "Reuters", "said", 0),
        ("The mill shuts.\nOn Monday, Reuters said.", "Reuters", "said", 0),
        ("The mill shuts, the owner said in June, Reuters wrote.", "Reuters", "wrote", 0),
        ("The mill shuts, so said on Monday, Reuters wrote.", "Reuters", "wrote", 0),
        ("Tass quoted from the mill's letter.", "Tass", "quoted", "from the mill's letter"),
        ("Tass quoted at length as saying so.", "Tass", "quoted", "at length as saying so"),
        ("Tass quoted Ann Lee as saying.", "Tass", "quoted", "Ann Lee as saying"),
        ("Ann Lee told Reuters the mill shuts.", "Ann Lee", "told Reuters", "the mill shuts"),
        ("Ann Lee said in a letter published by her bank it shuts.", "Ann Lee", "said", "it shuts"),
    ],
)
def test_reasons_intentions_and_hearers_relay_nothing(
    tagged: Tagged, text: str, source: str, cue: str, content: str | int
) -> None:
    clause = content if isinstance(content, str) else text[: re.search("[,.]", text).start()]  # type: ignore[union-attr]
    (found,) = tagged(text, (source, cue, [clause]))

    assert found.source is not None
    assert (found.source.span.text, found.via) == (source, ())


def test_content_ends_with_its_paragraph(tagged: Tagged) -> None:
    text = "Boats were gone\n\nThe harbour was empty, Ann Lee said."
    found = tagged(text, ("Ann Lee", "said", ["Boats were gone\n\nThe harbour was empty"]))

    assert contents(found) == [["The harbour was empty"]]


def test_a_quotation_in_the_paragraph_before_stays(tagged: Tagged) -> None:
    text = "“Boats were gone.\n\n“The harbour was empty,” Ann Lee said."
    pieces = ["“Boats were gone.", "“The harbour was empty,”"]

    assert contents(tagged(text, ("Ann Lee", "said", pieces))) == [pieces]


def test_a_quotation_before_it_stays_with_its_own_voice(tagged: Tagged) -> None:
    """The tagger links it to the next cue, over a paragraph's edge."""
    text = (
        "“We have no boats,” Ann Lee said on her way out. “Not one of them is left.”\n"
        "Two ships sank, according to the Harbour Office."
    )
    found = tagged(
        text,
        ("Ann Lee", "said", ["“We have no boats,”"]),
        (
            "the Harbour Office",
            "according to",
            ["“Not one of them is left.”", "Two ships sank"],
        ),
    )

    assert contents(found) == [
        ["“We have no boats,”", "“Not one of them is left.”"],
        ["Two ships sank"],
    ]


def test_most_of_a_quotation_is_all_of_it(tagged: Tagged) -> None:
    text = "“We have no boats left,” Ann Lee said."
    found = tagged(text, ("Ann Lee", "said", ["have no boats left"]))

    assert contents(found) == [["“We have no boats left,”"]]
    assert found[0].type == "direct"
    assert [part.text for part in found[0].content[0].quoted] == ["We have no boats left,"]


@pytest.mark.parametrize(
    ("text", "later", "kept"),
    [
        ("“You win?” she said, but the dog was asleep again.", "the dog was asleep again", False),
        ("“You win?” she said, and then “I am done.”", "and then “I am done.”", True),
        ("“You win?” she said, that the dog slept.", "the dog slept", False),
        ("“You win?” she said that the dog slept.", "that the dog slept", True),
    ],
)
def test_speech_goes_on_as_speech(tagged: Tagged, text: str, later: str, kept: bool) -> None:
    found = tagged(text, ("she", "said", ["“You win?”", later]))

    assert contents(found) == [["“You win?”", *[later] * kept]]


def test_a_source_begins_behind_the_dateline(tagged: Tagged) -> None:
    text = "LEEDS, England (AP) — Ann Lee said the pier is safe."
    (found,) = tagged(text, ("LEEDS, England (AP) — Ann Lee", "said", ["the pier is safe"]))

    assert found.source is not None
    assert found.source.span.text == "Ann Lee"


def test_scraps_and_lines_of_capitals_say_nothing(tagged: Tagged) -> None:
    text = "ANN LEE SAYS BOATS ARE GONE\nThe boats, Sam Roe said of the harbour, were gone."

    found = tagged(
        text,
        ("ANN LEE", "SAYS", ["BOATS ARE GONE"]),
        ("Sam Roe", "said", ["of the", "were gone"]),
    )

    assert contents(found) == [["were gone"]]


def test_a_quotation_that_the_tagger_missed_is_found_by_rule(tagged: Tagged) -> None:
    (found,) = tagged("“We have no boats left,” said Ann Lee.")

    assert (found.method, found.confidence) == ("rules", 0.79)


def test_an_adverb_hedges_what_nobody_is_named_for(tagged: Tagged) -> None:
    found = tagged('The ship allegedly carried arms. "He allegedly left."')

    assert [(one.hedged, one.source, one.cue and one.cue.act) for one in found] == [
        (True, None, "claim")
    ]
    assert contents(found) == [["The ship", "carried arms"]]
    assert contents(tagged("On Monday, reportedly, it rained.")) == [["it rained"]]
    assert tagged("Allegedly.") == ()


@pytest.mark.parametrize(
    ("text", "said", "told"),
    [
        ("Ann Lee allegedly told staff to go.", ("Ann Lee", "told", ["to go"]), ["to go"]),
        (
            "Staff said she reportedly left.",
            ("Staff", "said", ["she reportedly left"]),
            ["she reportedly left"],
        ),
        (
            "The gang is said to have left.",
            (None, "is said", ["The gang", "to have left"]),
            ["The gang", "to have left"],
        ),
        ("It is alleged that she left.", (None, "It", ["that she left"]), ["that she left"]),
        (
            "The ship is reportedly gone.",
            (None, "is reportedly", ["The ship"]),
            ["The ship is", "gone"],
        ),
        (
            "The queen is understood to favour a move.",
            ("The queen", "is understood to favour", ["a move"]),
            ["The queen", "to favour a move"],
        ),
        (
            "He was widely expected to go.",
            ("He", "was widely expected", ["to go"]),
            ["He", "to go"],
        ),
    ],
)
def test_what_nobody_vouches_for_is_hedged(
    tagged: Tagged, text: str, said: tuple[str | None, str, list[str]], told: list[str]
) -> None:
    (found,) = tagged(text, said)

    assert found.hedged
    assert contents((found,)) == [told]


def test_what_somebody_says_outright_is_not_hedged(tagged: Tagged) -> None:
    said = ("Ann Lee", "said", ["“he reportedly left”"])
    (quoted,) = tagged("Ann Lee said “he reportedly left”.", said)
    (seen,) = tagged("The ship is seen as lost.", (None, "is seen as", ["lost"]))
    (far,) = tagged("The bid is expected, of course, to go.", ("The bid", "is expected", ["to go"]))
    (split,) = tagged("It\nis said, he went.", (None, "It", ["he went"]))

    assert [one.hedged for one in (quoted, seen, split)] == [False] * 3
    assert far.source is not None


@pytest.mark.parametrize(
    ("text", "cue", "act", "polarity"),
    [
        ("Ann Lee did not deny the sale.", "did not deny", "deny", "affirmed"),
        ("Ann Lee has never denied the sale.", "denied", "deny", "affirmed"),
        ("Ann Lee denied saying the sale.", "denied saying", "deny", "denied"),
        ("Ann Lee never said the sale.", "never said", "say", "denied"),
        ("Ann Lee didn’t say the sale.", "didn’t say", "say", "denied"),
        ("Ann Lee did not say when the sale.", "did not say when", "say", "affirmed"),
        ("Ann Lee refused to confirm the sale.", "refused to confirm", "deny", "affirmed"),
        (
            "Ann Lee neither confirmed nor denied the sale.",
            "neither confirmed nor denied",
            "deny",
            "affirmed",
        ),
        ("Ann Lee has not confirmed the sale.", "has not confirmed", "deny", "affirmed"),
        ("Ann Lee would not say the sale.", "would not say", "deny", "affirmed"),
        ("Ann Lee would neither admit the sale.", "neither admit", "deny", "affirmed"),
        ("Ann Lee ruled out the sale.", "ruled", "deny", "denied"),
        ("Ann Lee called for the sale.", "called for", "ask", "affirmed"),
        ("Ann Lee and her denial of the sale.", "her denial of", "deny", "denied"),
        ("Ann Lee and her warning of the sale.", "her warning of", "warn", "affirmed"),
        ("Ann Lee did not sing of the sale.", "did not sing", "say", "affirmed"),
    ],
)
def test_a_negation_turns_what_a_cue_does(
    tagged: Tagged, text: str, cue: str, act: str, polarity: str
) -> None:
    content = "when the sale" if "when" in text else "the sale"
    (found,) = tagged(text, ("Ann Lee", cue.removesuffix(" when"), [content]))

    assert found.cue is not None
    assert (found.cue.act, found.polarity) == (act, polarity)


def test_what_no_one_says_is_denied(tagged: Tagged) -> None:
    (found,) = tagged("No guard said the sale.", ("No guard", "said", ["the sale"]))

    assert found.polarity == "denied"


def test_a_quotation_taken_from_one_cue_goes_to_its_own(tagged: Tagged) -> None:
    text = "“I came,” said Ann Lee. “I saw what it was.\n\n“Then I left the old house,” she added."
    found = tagged(
        text,
        ("Ann Lee", "said", ["“I came,”", "“I saw what it was."]),
        ("she", "added", ["“Then I left the old house,”"]),
    )

    assert contents(found) == [
        ["“I came,”"],
        ["“I saw what it was.", "“Then I left the old house,”"],
    ]


@pytest.mark.parametrize(
    ("cue", "act", "polarity"),
    [
        ("said", "say", "affirmed"),
        ("denied", "deny", "denied"),
        ("has rejected", "deny", "denied"),
        ("accused", "accuse", "affirmed"),
        ("confirmed", "confirm", "affirmed"),
        ("warned", "warn", "affirmed"),
        ("pledged", "promise", "affirmed"),
        ("asked", "ask", "affirmed"),
        ("announced", "announce", "affirmed"),
        ("believes", "think", "affirmed"),
        ("insisted", "claim", "affirmed"),
        ("sang", "say", "affirmed"),
    ],
)
def test_cues_perform_acts(tagged: Tagged, cue: str, act: str, polarity: str) -> None:
    (found,) = tagged(f"Ann Lee {cue} the sale.", ("Ann Lee", cue, ["the sale"]))

    assert found.cue is not None
    assert (found.cue.act, found.polarity) == (act, polarity)


def test_the_type_follows_the_marks(tagged: Tagged) -> None:
    text = 'Ann Lee called it "a very bad idea" today.'
    (found,) = tagged(text, ("Ann Lee", "called", ['it "a very bad idea"']))

    assert found.type == "mixed"


def test_what_meets_an_earlier_statement_gives_way() -> None:
    first = Draft((0, 3), (4, 8), ((9, 20),), 1.0)
    same_cue = Draft((0, 3), (4, 8), ((30, 40),), 1.0)
    overlap = Draft((50, 53), (54, 58), ((15, 25),), 1.0)
    partly = Draft((50, 53), (54, 58), ((15, 25), (60, 70)), 1.0)

    assert blended([first], [same_cue, overlap]) == [first]
    assert [one.content for one in blended([first], [partly])] == [((9, 20),), ((60, 70),)]


@pytest.mark.parametrize(
    ("text", "label", "code"),
    [
        ("", None, "en"),
        ("Xyz", None, "en"),
        ("The boats were gone and he was in the harbour.", None, "en"),
        ("Die Boote sind nicht da und der Hafen ist leer.", None, "de"),
        ("Les bateaux ne sont pas dans le port et il est vide.", None, "fr"),
        ("橋は来月再開する。", None, "ja"),
        ("大桥下个月重新开放，我们等了三年。", None, "zh"),
        ("", "zh-Hant-TW", "zh"),
        ("", "pt-BR", "pt"),
        ("", "nl_BE", "nl"),
        ("The boats were gone.", "lt", None),
    ],
)
def test_the_label_decides_the_language_and_without_one_the_small_words(
    text: str, label: str | None, code: str | None
) -> None:
    assert told(text, label) == code


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Norway, Sweden and others said: “It is over now.”", "Norway, Sweden and others"),
        ("In a note, the mayor and her aide wrote: “It is over now.”", "the mayor and her aide"),
        ("“It is over now,” the mayor, a Labour man, told reporters.", "the mayor, a Labour man"),
        ("“It is over now,” said the mayor, who was late.", "the mayor"),
        ("“It is over now,” said the mayor of Leeds, Ann Berg.", "the mayor of Leeds, Ann Berg"),
        ("“It is over now,” she quickly added.", "she"),
        ("Then said Ann Lee: “It is over now.”", "Ann Lee"),
    ],
)  # fmt: skip
def test_rules_find_the_source_beside_a_quotation(tagged: Tagged, text: str, source: str) -> None:
    (found,) = tagged(text)

    assert found.source is not None
    assert found.source.span.text == source


@pytest.mark.parametrize(
    "text",
    [
        "“It is over now.” The mayor left for home.",
        "“It is over now,” which surprised nobody.",
        "It was what they said. “It is over now,” rang the song of the ferry",
        "They said after a very long pause in which nobody in the big room moved “it is over now”.",
        "He had an “idea” of it.",
    ],
)
def test_quotations_without_a_cue_beside_them_stay_unsaid(tagged: Tagged, text: str) -> None:
    assert tagged(text) == ()


def test_a_quotation_over_paragraphs_is_one_content() -> None:
    text = "„Erstens fehlt uns Geld.\n„Zweitens fehlt uns Zeit“, sagte Anna Vogt. "
    text += "„Mehr ist nicht zu sagen.“"
    (found,) = attributions(text, "de")

    assert [piece.span.text for piece in found.content] == [
        "„Erstens fehlt uns Geld.", "„Zweitens fehlt uns Zeit“", "„Mehr ist nicht zu sagen.“",
    ]  # fmt: skip
    assert found.type == "direct"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("— una silla, una mesa — y nada más", "es"),
        ("—No —y se fue —dijeron todos los que estaban", "es"),
        ("— chaises, tables, " + "lits, " * 20 + "dit-il.", "fr"),
        ("— I have no boats — said Ann Lee.", "en"),
        ("市は「港の歩み」という冊子を配った。", "ja"),
        ("「雨だ」と述べた。", "ja"),
        ("他们发了一本叫“港口之路的故事”的小册子。", "zh"),
        ("说：“下雨了，没有船。”", "zh"),
        ("王丽说这件事情已经过去很久很久了，“下雨了，没有船。”", "zh"),
    ],
)
def test_what_nobody_is_said_to_say_stays_unsaid(tagged: Tagged, text: str, language: str) -> None:
    assert attributions(text, language) == () or (language == "en" and tagged(text) == ())


def test_a_turn_of_an_interview_goes_on_over_lines() -> None:
    text = "LEE: It is so.\nAll of it.\nBERG: Why is that?\nLEE: Nobody knows it.\n"
    text += "BERG: And now?\nThe end came."

    assert contents(attributions(text, "de")) == [
        ["It is so.", "All of it."],
        ["Why is that?"],
        ["Nobody knows it."],
        ["And now?"],
    ]


@pytest.mark.parametrize(
    ("source", "name", "kind", "role"),
    [
        ("der Bürgermeister Karl Weber", "Karl Weber", "person", "Bürgermeister"),
        ("die Bürgermeisterin Anna Lang", "Anna Lang", "person", "Bürgermeisterin"),
        ("der Verkehrsminister Karl Weber", "Karl Weber", "person", "Verkehrsminister"),
        ("der Vorstandschef von Lanz, Karl Weber", "Karl Weber", "person", "Vorstandschef"),
        ("Klimaforscherin Anna Lang", "Anna Lang", "person", "Klimaforscherin"),
        ("die Staatsanwaltschaft", "Staatsanwaltschaft", "organisation", None),
        ("ein Sprecher des Ministeriums", "Sprecher des Ministeriums", "anonymous", None),
    ],
)
def test_german_speakers_have_name_and_role(
    source: str, name: str, kind: str, role: str | None
) -> None:
    (found,) = attributions(f"„Das Geld reicht bis Mai“, sagte {source}.", "de")

    assert found.source is not None
    assert (found.source.span.text, found.source.name) == (source, name)
    assert (found.source.kind, found.source.role) == (kind, role)


@pytest.mark.parametrize(
    ("language", "source", "name", "role"),
    [
        ("fr", "l’économiste Paul Martin", "Paul Martin", "économiste"),
        ("fr", "la directrice de l'hôpital, Anne Petit", "Anne Petit", "directrice"),
        ("fr", "L'Oréal", "L'Oréal", None),
        ("it", "l’economista Paolo Verdi", "Paolo Verdi", "economista"),
    ],
)
def test_a_role_stands_behind_an_apostrophe(
    language: str, source: str, name: str, role: str | None
) -> None:
    verb = {"fr": "explique", "it": "spiega"}[language]
    (found,) = attributions(f"« Le port va rouvrir en mai », {verb} {source}.", language)

    assert found.source is not None
    assert (found.source.span.text, found.source.name, found.source.role) == (source, name, role)


@pytest.mark.parametrize(
    ("text", "language", "source"),
    [
        ("Karl Weber sagte am Dienstag:\n\n„Das Geld reicht bis Mai.“", "de", "Karl Weber"),
        ("Jean Morel a déclaré mardi :\n\n« L’argent suffit. »", "fr", "Jean Morel"),
        ("Es regnet weiter. Das sagte Karl Weber.\n\n„Das Geld reicht bis Mai.“", "de", None),
    ],
)
def test_a_colon_leads_to_a_quotation_in_the_next_paragraph(
    text: str, language: str, source: str | None
) -> None:
    found = attributions(text, language)

    assert [one.source.span.text for one in found if one.source] == [source] * bool(source)


@pytest.mark.parametrize(
    ("language", "source", "text"),
    [
        ("fr", "Jean Morel", "[« Le port], explique Jean Morel, [va rouvrir. »]"),
        ("fr", "le maire, Jean Morel", "[« Le port], dit le maire, Jean Morel, [va rouvrir. »]"),
        ("it", "Rossi", "[«Il porto], spiega Rossi, [riapre a maggio»]."),
        ("es", "Ana Ruiz", "[«El puerto] —explica Ana Ruiz— [abre en mayo»]."),
        ("fr", "Jean Morel", "Selon Jean Morel, [« le port rouvre en mai »]."),
        ("es", "la policía", "Según la policía, [«el puerto abre en mayo»]."),
    ],
)
def test_who_speaks_stands_inside_a_quotation_or_before_it(
    language: str, source: str, text: str
) -> None:
    (found,) = attributions(text.translate({91: None, 93: None}), language)

    assert found.source is not None
    assert found.source.span.text == source
    assert contents((found,)) == [re.findall(r"\[(.*?)\]", text)]


def test_a_german_pronoun_means_no_noun() -> None:
    text = "Anna Lang leitet das Amt. Das Geld fehlt im Haushalt der Stadt. "
    (found,) = attributions(text + "„Wir haben zwanzig Jahre gewartet“, sagte sie.", "de")

    assert found.source is not None
    assert found.source.name == "Anna Lang"


def test_a_quotation_with_a_cue_of_its_own_leaves_the_statement_before(tagged: Tagged) -> None:
    text = "“I was asleep,” Bob Hale said. “You were not,” she said."
    found = tagged(text, ("Bob Hale", "said", ["“I was asleep,”", "“You were not,”"]))

    assert contents(found) == [["“I was asleep,”"], ["“You were not,”"]]


def test_a_quotation_that_goes_on_behind_its_speaker_is_no_part_of_the_source(
    tagged: Tagged,
) -> None:
    text = "“We had one goal — to win,” said Sione Vea — “and we did.”"
    (found,) = tagged(text, ("Sione Vea — “and we did.”", "said", ["“We had one goal — to win,”"]))

    assert found.source is not None
    assert found.source.span.text == "Sione Vea"
    assert contents((found,)) == [["“We had one goal — to win,”", "“and we did.”"]]


def test_a_nickname_stays_in_its_source(tagged: Tagged) -> None:
    text = "Dmitri “Shark” Volkov said that sharks can drown."
    (found,) = tagged(text, ("Dmitri “Shark” Volkov", "said", ["that sharks can drown"]))

    assert found.source is not None
    assert (found.source.span.text, found.source.name) == (
        "Dmitri “Shark” Volkov",
        "Dmitri Volkov",
    )


def test_what_another_says_by_an_unknown_verb_does_not_go_on(tagged: Tagged) -> None:
    found = tagged("“It rained all day,” said Ann Lee. “It poured all night,” chirped she then.")

    assert contents(found) == [["“It rained all day,”"]]


def test_the_minutes_of_a_live_blog_are_nobodys(tagged: Tagged) -> None:
    text = "10:42 Naomi Clegg says it is open.\n10:55 “It is not open,” warns Mick Farrow."
    found = tagged(
        text,
        ("42 Naomi Clegg", "says", ["it is open"]),
        ("Mick Farrow", "warns", ["10:55 “It is not open,”"]),
    )

    assert [one.source and one.source.span.text for one in found] == ["Naomi Clegg", "Mick Farrow"]
    assert contents(found)[1] == ["“It is not open,”"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("«Es así», dijo Ana Ruiz. «Y punto final», añadió antes.", "es"),
        ("«Es así todo», añadió.", "es"),  # nobody spoke before
        ("«Es así», dijo Ana Ruiz. " + "No hubo más. " * 40 + "«Y así», añadió.", "es"),
        ("Nota: «Es así y no de otra manera».", "es"),
        ("- Ann Lee\n– Bob Hale", "en"),
        ("“It is so” and more of it.\n— Ann Lee", "en"),
        ("It is so.\n— Ann Lee", "en"),
        ("The list of those who came\n— Ann Lee", "en"),
    ],
)
def test_what_leaves_out_too_much_stays_unsaid(tagged: Tagged, text: str, language: str) -> None:
    tagged(text)  # nobody tags
    found = attributions(text, language)

    assert [one for one in found if one.cue and one.cue.span.text != "dijo"] == []


def test_labels_alone_are_no_interview(tagged: Tagged) -> None:
    assert tagged("A: the first way.\nA: the second way.\nA: the third way.") == ()


def test_a_turn_is_verbatim_without_marks(tagged: Tagged) -> None:
    found = tagged(
        "Ann Lee came.\nQ: Is it so?\nA: It is “so” and so.\nQ: And now?\nA: Now it is not."
    )

    assert {one.type for one in found} == {"direct"}
    assert [one.source and one.source.name for one in found] == [None, "Ann Lee", None, "Ann Lee"]


def voices(text: str, language: str) -> list[tuple[str | None, list[str]]]:
    """Return the resolved name of each statement's source with its contents."""
    return [
        (one.source.name if one.source else None, [part.span.text for part in one.content])
        for one in attributions(text, language)
    ]


def test_what_nobody_is_named_for_does_not_go_on_in_the_last_voice() -> None:
    text = "„Es geht gut“, sagte Jan Holm. „Das ist zu wenig, viel zu wenig“, hieß es in Kreisen."

    assert voices(text, "de") == [("Jan Holm", ["„Es geht gut“"])]


def test_a_quotation_inside_another_sentence_does_not_go_on() -> None:
    text = "“Foi bom”, disse Rui Dias. A peça da companhia “mudou o teatro do país”."

    assert voices(text, "pt") == [("Rui Dias", ["“Foi bom”"])]


@pytest.mark.parametrize(
    ("text", "language", "rest"),
    [
        ("– Nej, säger Anna Ek. – Det är sent, fortsätter hon.", "sv", "Det är sent"),
        ("– Tak – mówi Anna Lis. – Jest późno – dodała.", "pl", "Jest późno"),
        ("– Nej, säger Anna Ek. – Det är sent, fast inte för sent.", "sv", None),
    ],
)
def test_dialogue_ends_where_somebody_is_said_to_speak_once_more(
    text: str, language: str, rest: str | None
) -> None:
    (statement,) = attributions(text, language)

    assert statement.content[-1].span.text == (rest or "Det är sent, fast inte för sent.")


@pytest.mark.parametrize("label", ["no", "nb", "nb-NO", "nn"])
def test_a_language_has_several_labels(label: str) -> None:
    assert told("", label) == "no"


@pytest.mark.parametrize("text", ["Zostaję z wami", "Zostaję"])
def test_a_dash_and_a_verb_make_a_short_quotation_speech(text: str) -> None:
    assert voices(f"„{text}” – powiedziała Anna Lis.", "pl") == [("Anna Lis", [f"„{text}”"])]
    assert voices(f"„{text}” – nowa książka Anny Lis.", "pl") == []


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("„Ja, sofort“, sagte Minister Jan Holm. „Gern“, sagte der Minister.", "de", "Jan Holm"),
        ("Außenminister Jan Holm kam. „Ja, sofort“, sagte der Minister.", "de", "Jan Holm"),
        ("Anne Roux arrive. « Oui », dit la députée.", "fr", "Anne Roux"),
        ("Anne Roux arrive. « Oui », dit le député.", "fr", "député"),
        ("La maire Anne Roux arrive. « Oui », dit la députée.", "fr", "députée"),
        ("Anne Roux arrive." + " Il pleut." * 50 + " « Oui », dit la députée.", "fr", "députée"),
        ("« Oui », dit la ministre de la Santé Anne Roux.", "fr", "Anne Roux"),
        ("“Sí”, dijo a EFE Ana Ruiz.", "es", "Ana Ruiz"),
        ("“Sí”, dijo el delegado sindical Pablo Mena.", "es", "Pablo Mena"),
        ("“Ja”, zegt Wim Dekker van de Universiteit Utrecht.", "nl", "Wim Dekker"),
        ("“Ja”, zegt Ruud van den Heuvel.", "nl", "Ruud van den Heuvel"),
    ],
)
def test_who_speaks_is_told_in_other_languages(text: str, language: str, name: str) -> None:
    assert voices(text, language)[-1][0] == name


def test_a_role_behind_an_age_belongs_to_the_source() -> None:
    (statement,) = attributions("«Siamo stanchi», dice Carla Monti, 54 anni, operaia.", "it")

    assert statement.source is not None
    assert statement.source.span.text == "Carla Monti, 54 anni, operaia"
    assert statement.source.role == "operaia"
