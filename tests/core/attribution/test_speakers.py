"""Who stands behind the words of a source, on texts of our own making; no model is involved."""

from itertools import pairwise

import pytest

from saidly.attribution.draft import Draft
from saidly.attribution.lexicon import lexicon_of
from saidly.attribution.speakers import Speakers
from saidly.model import Source


def spoken(text: str, *sources: str) -> list[Source]:
    """Return the resolved sources, each found behind the last one."""
    drafts, at = [], 0
    for source in sources:
        at = text.index(source, at)
        drafts.append(Draft((at, at + len(source)), None, ((at, at + 1),), 1.0))
        at += len(source)
    found = Speakers(text, lexicon_of("en")).sources(drafts)
    return [source for source in found if source is not None]


def names(text: str, *sources: str) -> list[str | None]:
    return [source.name for source in spoken(text, *sources)]


def test_father_and_son_of_one_name_are_kept_apart() -> None:
    text = (
        "Gordon Pell said no. His son Gordon Pell Jr. said yes. Pell repeated it. Pell Jr. "
        "laughed, he said. Mr. Pell Jr. went on. Pell sighed."
    )

    told = names(text, "Gordon Pell", "Gordon Pell Jr.", "Pell", "Pell Jr.", "he", "Mr. Pell Jr.")

    assert told == ["Gordon Pell", "Gordon Pell Jr", "Gordon Pell", *["Gordon Pell Jr"] * 3]


def test_what_else_stands_behind_names_may_be_one() -> None:
    assert names("The doors stay shut until spring, IV said.", "IV") == ["IV"]


def test_a_title_tells_which_bearer_of_a_surname_is_meant() -> None:
    text = "Helen Marsh spoke. Peter Marsh spoke. Mrs. Marsh left. Mr. Marsh stayed. Marsh slept."

    told = names(text, "Helen Marsh", "Peter Marsh", "Mrs. Marsh", "Mr. Marsh", "Marsh")

    assert told == ["Helen Marsh", "Peter Marsh", "Helen Marsh", "Peter Marsh", "Peter Marsh"]


@pytest.mark.parametrize(
    ("text", "source", "name", "role", "affiliation"),
    [
        ("Ann Lee, the mayor of Leeds, said", "Ann Lee, the mayor of Leeds,",
         "Ann Lee", "mayor", "Leeds"),
        ("Ravonian Foreign Ministry spokesperson Ada Kolm said",
         "Ravonian Foreign Ministry spokesperson Ada Kolm",
         "Ada Kolm", "spokesperson", "Ravonian Foreign Ministry"),
        ("Maria Rossi, 41, a nurse at Eastgate Hospital, said",
         "Maria Rossi, 41, a nurse at Eastgate Hospital,",
         "Maria Rossi", "nurse", "Eastgate Hospital"),
        ("Halden's chief executive Jack Dorn said", "Halden's chief executive Jack Dorn",
         "Jack Dorn", "chief executive", "Halden"),
        ("A Halden spokesman, Paul Gray, said", "A Halden spokesman, Paul Gray,",
         "Paul Gray", "spokesman", "Halden"),
        ("President and CEO Tim Brandt said", "President and CEO Tim Brandt",
         "Tim Brandt", "President and CEO", None),
        ("Secretary of State Dana Fox said", "Secretary of State Dana Fox",
         "Dana Fox", "Secretary of State", None),
        ("Attorney General Lena Marsh said", "Attorney General Lena Marsh",
         "Lena Marsh", "Attorney General", None),
        ("Harrow, Okla., police officer Betty Stone said",
         "Harrow, Okla., police officer Betty Stone", "Betty Stone", "police officer", "Harrow"),
        ("Omar Reyes (Greens) said", "Omar Reyes (Greens)", "Omar Reyes", None, "Greens"),
        ("Iris Moor (spokeswoman of the council) said", "Iris Moor (spokeswoman of the council)",
         "Iris Moor", "spokeswoman", "council"),
        ("Rob Hale, professor of law at Eastgate, said", "Rob Hale, professor of law at Eastgate,",
         "Rob Hale", "professor of law", "Eastgate"),
        ("J. R. Moss, president of the U.S. Chamber and Bank, said",
         "J. R. Moss, president of the U.S. Chamber and Bank,",
         "J R Moss", "president", "U.S. Chamber and Bank"),
        ("Olga Brandt — the club's former coach — said", "Olga Brandt — the club's former coach",
         "Olga Brandt", "former coach", "club"),
        ("Chief of Staff Ray Quinn said", "Chief of Staff Ray Quinn",
         "Ray Quinn", "Chief of Staff", None),
        ("National Headteachers’ Council chairman Owen Petty said",
         "National Headteachers’ Council chairman Owen Petty",
         "Owen Petty", "chairman", "National Headteachers’ Council"),
        ("The Leader of Burle Council, Councillor Afra Anwar MBE, said",
         "The Leader of Burle Council, Councillor Afra Anwar MBE,",
         "Afra Anwar", "Leader", "Burle Council"),
        ("Police and Crime Commissioner Matt Storrow said",
         "Police and Crime Commissioner Matt Storrow",
         "Matt Storrow", "Police and Crime Commissioner", None),
        ("Dana Udall, Group President, Southern Region, Hyland Hotels Corporation, said",
         "Dana Udall, Group President, Southern Region, Hyland Hotels Corporation,",
         "Dana Udall", "Group President", "Hyland Hotels Corporation"),
        ("Lukas Stefan with ESAT said", "Lukas Stefan with ESAT", "Lukas Stefan", None, "ESAT"),
        ("Cartoonist Matt Borges said", "Cartoonist Matt Borges",
         "Matt Borges", "Cartoonist", None),
        ("Mum-of-two Kelly Marsh said", "Mum-of-two Kelly Marsh", "Kelly Marsh", None, None),
        ("UN Secretary-General Anton Guter said", "UN Secretary-General Anton Guter",
         "Anton Guter", "Secretary-General", "UN"),
        ("US President Dana Trent said", "US President Dana Trent",
         "Dana Trent", "President", "US"),
        ("Harrow's Minister of Justice, Gunnar Strand, said",
         "Harrow's Minister of Justice, Gunnar Strand,",
         "Gunnar Strand", "Minister of Justice", "Harrow"),
        ("Tessa Bishop, Head of Sales and Customer Services at Lake Tours, said",
         "Tessa Bishop, Head of Sales and Customer Services at Lake Tours,",
         "Tessa Bishop", "Head of Sales and Customer Services", "Lake Tours"),
        ("Ole Hansen, an analyst at Danish investment company Sand Bank, said",
         "Ole Hansen, an analyst at Danish investment company Sand Bank,",
         "Ole Hansen", "analyst", "Sand Bank"),
        ("Peter McNeil of Third Arch said", "Peter McNeil", "Peter McNeil", None, None),
        ("Former area councillor, Sean Moke, said", "Former area councillor, Sean Moke,",
         "Sean Moke", "Former area councillor", None),
        ("Ana Esmond, the U.S. ambassador to Oman, said",
         "Ana Esmond, the U.S. ambassador to Oman,", "Ana Esmond", "ambassador", "Oman"),
    ],
)  # fmt: skip
def test_role_and_affiliation_are_read_off_the_words_around_a_name(
    text: str, source: str, name: str, role: str | None, affiliation: str | None
) -> None:
    (found,) = spoken(f"{text} that it would rain until noon.", source)

    assert (found.name, found.role, found.affiliation) == (name, role, affiliation)
    assert found.kind == "person"


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Dorset and Hale Police said", "Dorset and Hale Police", "Dorset and Hale Police"),
        ("The National Rivers and Harbours Administration (NRHA) said",
         "The National Rivers and Harbours Administration (NRHA)",
         "National Rivers and Harbours Administration"),
        ("The National Headteachers' Council said", "The National Headteachers' Council",
         "National Headteachers' Council"),
        ("The UN General Assembly said", "The UN General Assembly", "UN General Assembly"),
        ("Energy giant Varex said", "Energy giant Varex", "Varex"),
        ("The homeless charity Haven said", "The homeless charity Haven", "Haven"),
        ("China Basalt said", "China Basalt", "China Basalt"),
        ("Quillmouth Live said", "Quillmouth Live", "Quillmouth Live"),
    ],
)  # fmt: skip
def test_the_name_of_a_body_is_read_whole(text: str, source: str, name: str) -> None:
    (found,) = spoken(f"{text} that it would rain until noon.", source)

    assert (found.name, found.kind) == (name, "organisation")


@pytest.mark.parametrize(
    "source",
    [
        "A woman who was robbed by Jeffrey Epps",
        "The country, a founder of the Harrow pact,",
        "Shoppers outside a Varex store in Harrow",
    ],
)
def test_a_name_inside_a_description_is_not_who_it_is_about(source: str) -> None:
    (found,) = spoken(f"{source} said that it would rain.", source)

    assert found.name not in ("Jeffrey Epps", "Harrow", "Varex")


@pytest.mark.parametrize("source", ["Shoppers online", "People who live nearby"])
def test_a_word_that_ends_names_makes_no_body_of_people(source: str) -> None:
    (found,) = spoken(f"{source} said that it would rain.", source)

    assert (found.kind, found.speaker_id) == ("group", None)


def test_a_firm_and_a_word_with_a_capital_are_no_she() -> None:
    text = "Margaret Clark, a councillor, watched. Eventually Brightlane Citibus stopped. She left."

    assert names(text, "She") == ["Margaret Clark"]


def test_pronouns_and_roles_lead_back_to_the_person() -> None:
    text = (
        "Ann Lee, the mayor of Leeds, spoke. The mayor smiled. She sat down. The Leeds mayor "
        "rose. Lee left."
    )

    told = spoken(text, "Ann Lee", "The mayor", "She", "The Leeds mayor", "Lee")

    assert {source.speaker_id for source in told} == {"person:ann-lee"}
    assert {source.role for source in told} == {"mayor"}
    assert "Ann Lee" in [span.text for span in told[-1].coreferences]


def test_a_role_may_come_before_the_name() -> None:
    assert names("The mayor spoke. Then Leeds mayor Ann Lee left.", "The mayor") == ["Ann Lee"]


def test_two_holders_of_a_role_are_told_apart_by_their_body() -> None:
    text = (
        "Harrow mayor Ann Lee met Eastgate mayor Sam Roe. Later the Harrow mayor said this, "
        "and the Eastgate mayor said that."
    )

    assert names(text, "the Harrow mayor", "the Eastgate mayor") == ["Ann Lee", "Sam Roe"]


def test_a_relative_pronoun_means_the_name_before_it() -> None:
    assert names("Anna Berg, who called it art, left.", "who") == ["Anna Berg"]
    assert names("People who came.", "who") == [None]


@pytest.mark.parametrize("pronoun", ["I", "we", "This", "they", "it", "He"])
def test_a_pronoun_without_anybody_to_mean_stays_unknown(pronoun: str) -> None:
    (found,) = spoken(f"{pronoun} said so.", pronoun)

    assert (found.name, found.kind, found.speaker_id) == (None, "unknown", None)


def test_they_and_it_mean_the_last_group_and_the_last_body() -> None:
    text = "Officials spoke. They left. The Harrow Council met. It voted. Norway and Sweden agreed."
    text += " They signed."

    told = names(text, "Officials", "They", "The Harrow Council", "It", "Norway and Sweden", "They")

    assert told == [*["Officials"] * 2, *["Harrow Council"] * 2, *["Norway and Sweden"] * 2]


@pytest.mark.parametrize(
    ("source", "members"),
    [
        ("Both Norway and Sweden", ("Norway", "Sweden")),
        ("Norway, the U.S. and their partners", ("Norway", "the U.S.", "their partners")),
        ("The United States and France", ("The United States", "France")),
        ("Ann Lee and Sam Roe", ("Ann Lee", "Sam Roe")),
        ("President and CEO Ann Lee", ()),
        ("the head of research and sales", ()),
    ],
)
def test_a_list_of_sources_stays_a_list(source: str, members: tuple[str, ...]) -> None:
    (found,) = spoken(f"{source} agreed.", source)

    assert found.members == members
    assert (found.speaker_id is None) == bool(members) or found.kind == "anonymous"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A senior official who asked not to be named", "anonymous"),
        ("a spokesman for the ministry", "anonymous"),
        ("Residents of the island", "group"),
        ("economists", "group"),
        ("Reuters", "newsAgency"),
        ("France", "country"),
        ("The Eastgate Times", "organisation"),
        ("the Pell campaign", "organisation"),
        ("the police chief union", "organisation"),
        ("a new study", "document"),
        ("NATO", "organisation"),
        ("the carmaker", "unknown"),
        ("—", "unknown"),
        ("the trainers", "group"),
    ],
)
def test_the_kind_of_a_source(source: str, kind: str) -> None:
    assert spoken(f"Then {source} said so.", source)[0].kind == kind


def test_anonymous_sources_and_groups_get_no_id() -> None:
    told = spoken("An official spoke. Critics replied.", "An official", "Critics")

    assert [source.speaker_id for source in told] == [None, None]


def test_a_body_or_paper_named_before_is_meant_by_its_noun() -> None:
    text = (
        "Foreign Ministry spokesman Ola Vik spoke. The foreign ministry agreed. The Tarn Survey "
        "came out. The survey said so. The poll said more. Halden Motors fell. The company rose."
    )

    told = names(
        text, "Ola Vik", "The foreign ministry", "The Tarn Survey", "The survey", "The poll",
        "Halden Motors", "The company",
    )  # fmt: skip

    assert told == [
        "Ola Vik", "Foreign Ministry", *["Tarn Survey"] * 3, *["Halden Motors"] * 2,
    ]  # fmt: skip


def test_the_same_person_has_the_same_id_in_two_articles() -> None:
    (one,) = spoken("Gordon B. Pell spoke.", "Gordon B. Pell")
    (other,) = spoken("Mayor Gordon Pell spoke.", "Mayor Gordon Pell")
    (pope,) = spoken("Pope Linus spoke.", "Pope Linus")

    assert one.speaker_id == other.speaker_id == "person:gordon-pell"
    assert pope.speaker_id == "person:linus-pope"


def test_names_in_a_heading_are_not_taken_for_people_of_their_own() -> None:
    text = "Ann Lee Says No To New Bridge Over River\nAnn Lee spoke on Monday."

    told = spoken(text, "Ann Lee", "Ann Lee")

    assert [source.name for source in told] == ["Ann Lee", "Ann Lee"]


def test_ten_thousand_names_take_linear_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work is counted in looks at a word list, the commonest step, not in seconds."""
    lexicon = lexicon_of("en")
    counted = [0]
    role = type(lexicon).role

    def counting(self: object, word: object) -> bool:
        counted[0] += 1
        return role(self, word)  # type: ignore[arg-type]

    monkeypatch.setattr(type(lexicon), "role", counting)
    work = []
    for size in (1000, 2000, 4000, 8000):
        counted[0] = 0
        people = [f"Anna{at % 97} Berg{at}" for at in range(size)]
        text = " ".join(f"{person}, a nurse, spoke. She left." for person in people)
        spoken(text, *people[:: size // 50], "She")
        work.append(counted[0])

    assert all(later < 2.2 * earlier for earlier, later in pairwise(work))


@pytest.mark.parametrize(
    ("text", "source", "name", "role", "affiliation"),
    [
        ("Sgt. Brenda Stone of the Millbrook Police Department said",
         "Sgt. Brenda Stone of the Millbrook Police Department",
         "Brenda Stone", "Sgt", "Millbrook Police Department"),
        ("Kate Moss, director of the charity Safe Harbour, said",
         "Kate Moss, director of the charity Safe Harbour,",
         "Kate Moss", "director", "Safe Harbour"),
        ("Fabrice Lemoine, VP of Engineering at Cloudnest, said",
         "Fabrice Lemoine, VP of Engineering at Cloudnest,",
         "Fabrice Lemoine", "VP of Engineering", "Cloudnest"),
        ("Marcus Bell of Harrow Securities said", "Marcus Bell of Harrow Securities",
         "Marcus Bell", None, "Harrow Securities"),
        ("The head of the Harbour Board, Sir Brian Lomax, said",
         "The head of the Harbour Board, Sir Brian Lomax,",
         "Brian Lomax", "head", "Harbour Board"),
    ],
)  # fmt: skip
def test_bodies_and_titles_behind_and_before_a_name_are_read(
    text: str, source: str, name: str, role: str | None, affiliation: str | None
) -> None:
    (found,) = spoken(f"{text} that it would rain until noon.", source)

    assert (found.name, found.role, found.affiliation) == (name, role, affiliation)


def test_an_age_leads_back_to_the_person() -> None:
    text = "Amara Bello fell. The 26-year-old said no. The mother of two said yes."

    told = names(text, "The 26-year-old", "The mother of two")

    assert told == ["Amara Bello", "Amara Bello"]


def test_an_age_without_a_person_is_a_description() -> None:
    assert names("It rained. The 26-year-old said no.", "The 26-year-old") == ["26-year-old"]


def test_a_couple_is_two_people() -> None:
    text = "Tom and Rita Sackville came. He said no. She said yes. Tom and Rita Sackville left."

    told = names(text, "He", "She", "Tom and Rita Sackville")

    assert told == ["Tom Sackville", "Rita Sackville", "Tom and Rita Sackville"]


def test_a_surname_before_both_its_bearers_is_the_first_ones() -> None:
    text = "Sackville spoke. Tom Sackville and Rita Sackville came."

    assert names(text, "Sackville") == ["Tom Sackville"]


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Orbis Pharma halted a trial.", "Orbis Pharma"),
        ("Orbis Pharma bought Halden Foods.", "company"),
        ("It rained.", "company"),
    ],
)
def test_the_company_is_the_one_that_was_named_alone(before: str, name: str) -> None:
    assert names(f"{before} The company said no.", "The company") == [name]


def test_roles_that_differ_are_two_peoples() -> None:
    text = "Mo Farrell, general secretary of the union, left. The transport secretary stayed."

    assert names(text, "The transport secretary") == ["transport secretary"]


def test_she_may_be_a_spokeswoman_without_a_name() -> None:
    text = "Ann Lee came. A spokeswoman for the council said no. She said it twice."

    assert names(text, "A spokeswoman for the council", "She") == [
        "spokeswoman for the council",
        "spokeswoman for the council",
    ]


@pytest.mark.parametrize(
    ("text", "source", "name", "role", "affiliation"),
    [
        ("Maud Petty, who chairs the Roads Board, said", "Maud Petty",
         "Maud Petty", None, "Roads Board"),
        ("Ann Lee, who is now head of ethics at Brio Labs, said", "Ann Lee",
         "Ann Lee", "head of ethics", "Brio Labs"),
        ("Ann Lee, who heads the company, said", "Ann Lee", "Ann Lee", None, None),
        ("Ann Lee, who met the president, said", "Ann Lee", "Ann Lee", None, None),
        ("Jockey Ann Lee, riding her first Group One winner, said", "Jockey Ann Lee",
         "Ann Lee", "Jockey", None),
        ("Its founder, Ann Lee, who leads the Rivers Forum, said", "Its founder, Ann Lee",
         "Ann Lee", "founder", "Rivers Forum"),
        ("Captain Tom Hale praised the coach, Ann Lee. Ann Lee said", "Ann Lee",
         "Ann Lee", "coach", None),
        ("Former Rovers captain Ann Lee said", "Former Rovers captain Ann Lee",
         "Ann Lee", "captain", "Rovers"),
        ("“No.” Health minister Ann Lee said", "Health minister Ann Lee",
         "Ann Lee", "Health minister", None),
        ("The Lib Dems' Ann Lee said that it was late", "The Lib Dems' Ann Lee",
         "Ann Lee", None, "Lib Dems"),
        ("Ann Lee, general secretary of the dockers' union DWU, said", "Ann Lee",
         "Ann Lee", "general secretary", "DWU"),
        ("Her publisher, Ann Lee of Heron Books, said", "Her publisher, Ann Lee of Heron Books",
         "Ann Lee", "publisher", "Heron Books"),
        ("Editor-in-chief Ann Lee said", "Editor-in-chief Ann Lee",
         "Ann Lee", "Editor-in-chief", None),
    ],
)  # fmt: skip
def test_roles_in_clauses_and_beside_other_words(
    text: str, source: str, name: str, role: str | None, affiliation: str | None
) -> None:
    (told,) = spoken(text, source)

    assert (told.name, told.role, told.affiliation) == (name, role, affiliation)


@pytest.mark.parametrize(
    ("text", "source", "name", "kind"),
    [
        ("Brightlane Citibus said its passengers", "Brightlane Citibus", "Brightlane Citibus",
         "organisation"),
        ("Marlin Okoye said it was raining", "Marlin Okoye", "Marlin Okoye", "person"),
        ("Ann Lee said its days were over", "Ann Lee", "Ann Lee", "person"),
        ("Hollin Varde, which lost a ship, said", "Hollin Varde", "Hollin Varde", "organisation"),
        ("Crossbeam, a charity, said", "Crossbeam", "Crossbeam", "organisation"),
        ("Hollin Varde, a charity worker, said", "Hollin Varde", "Hollin Varde", "person"),
        ("Brokerage Norfonds said", "Brokerage Norfonds", "Norfonds", "organisation"),
        ("Privacy group Open Curtain said", "Privacy group Open Curtain", "Open Curtain",
         "organisation"),
        ("Apple growers said", "Apple growers", "Apple growers", "group"),
        ("The Apple growers of Kent said", "The Apple growers of Kent", "Apple growers of Kent",
         "group"),
        ("Patients' groups said", "Patients' groups", "Patients' groups", "group"),
        ("Banana blenders said", "Banana blenders", "Banana blenders", "group"),
        ("The Oslo-based owner said", "The Oslo-based owner", "Oslo-based owner", "anonymous"),
        ("The Guild of the Roads said", "The Guild of the Roads", "Guild of the Roads",
         "organisation"),
        ("the teachers' union said", "the teachers' union", "teachers' union", "organisation"),
        ("Residents of Tithe Close said", "Residents of Tithe Close", "Residents of Tithe Close",
         "group"),
    ],
)  # fmt: skip
def test_bodies_and_groups_that_no_word_of_their_name_shows(
    text: str, source: str, name: str, kind: str
) -> None:
    (told,) = spoken(text, source)

    assert (told.name, told.kind) == (name, kind)


def test_what_has_a_chief_executive_is_a_body() -> None:
    told = spoken(
        "Hollin Varde CEO Ann Lee left. Hollin Varde stayed.",
        "Hollin Varde CEO Ann Lee",
        "Hollin Varde",
    )

    assert [one.kind for one in told] == ["person", "organisation"]


def test_who_a_description_and_a_comma_lead_to() -> None:
    assert names(
        "Her son, the food writer Andras Varga, said", "Her son, the food writer Andras Varga"
    ) == ["Andras Varga"]
    assert names("Its master, Percy Lamb, said so.", "Its master,") == ["Percy Lamb"]
    assert names("Its master, Percy Lamb said so.", "Its master,") == ["master"]
    (kin,) = spoken(
        "Bo Tindle's aunt, the botanist Joyce Tindle, said",
        "Bo Tindle's aunt, the botanist Joyce Tindle",
    )
    assert (kin.name, kin.affiliation) == ("Joyce Tindle", None)


def test_the_spokesperson_is_the_nameless_one_of_before() -> None:
    text = "A Varex spokesperson spoke. The spokesperson went on. The official nodded."

    told = names(text, "A Varex spokesperson", "The spokesperson", "The official")

    assert told == ["Varex spokesperson", "Varex spokesperson", "official"]


def test_a_nationality_means_the_person_named() -> None:
    assert (
        names("Felix Brandt dived. The Dane smiled.", "Felix Brandt", "The Dane")
        == ["Felix Brandt"] * 2
    )


def test_the_former_minister_is_the_one_called_so() -> None:
    text = "Marek Sohl, the former premier, left. Edda Ruhn, the outgoing premier, stayed. "
    text += "The former premier spoke."

    assert names(text, "Marek Sohl", "Edda Ruhn", "The former premier")[2] == "Marek Sohl"


@pytest.mark.parametrize(
    ("text", "source", "told"),
    [
        (
            "Head of ceramics Gus Lenz said",
            "Head of ceramics Gus Lenz",
            ("Gus Lenz", "person", "Head of ceramics", None),
        ),
        (
            "The school's director of music Ann Roe said",
            "The school's director of music Ann Roe",
            ("Ann Roe", "person", "director of music", None),
        ),
        (
            "Playwright and actor Ann Odell said",
            "Playwright and actor Ann Odell",
            ("Ann Odell", "person", "Playwright and actor", None),
        ),
        (
            "Our guide, Tom Dorje, said",
            "Our guide, Tom Dorje,",
            ("Tom Dorje", "person", "guide", None),
        ),
        ("US guide Tom Dorje said", "US guide Tom Dorje", ("Tom Dorje", "person", "guide", "US")),
        (
            "The Bishop of Tarn, the Rt Rev Miles Coverly, said",
            "The Bishop of Tarn, the Rt Rev Miles Coverly,",
            ("Miles Coverly", "person", "Bishop", "Tarn"),
        ),
        (
            "Father Tom Quirke, priest of St Brannoc's, said",
            "Father Tom Quirke",
            ("Tom Quirke", "person", "priest", "St Brannoc's"),
        ),
        (
            "Her rival, 14-year-old prodigy Arun Dey, said",
            "Her rival, 14-year-old prodigy Arun Dey,",
            ("Arun Dey", "person", "prodigy", None),
        ),
        (
            "The union's president, dairy farmer Huw Gethin, said",
            "The union's president, dairy farmer Huw Gethin,",
            ("Huw Gethin", "person", "dairy farmer", None),
        ),
        (
            "Archaeologist Pjotr Vos of Leiden University said",
            "Archaeologist Pjotr Vos of Leiden University",
            ("Pjotr Vos", "person", "Archaeologist", "Leiden University"),
        ),
        (
            "Farmer Tom Malt, of Crumb & Sons in Leith, said",
            "Farmer Tom Malt, of Crumb & Sons in Leith,",
            ("Tom Malt", "person", "Farmer", "Crumb & Sons"),
        ),
        (
            "The Leader of the Opposition, Kay Ruddle, said",
            "the Leader of the Opposition, Kay Ruddle,",
            ("Kay Ruddle", "person", "Leader of the Opposition", None),
        ),
        (
            "Sales at Marlow & Finch plc rose, said Marlow & Finch plc",
            "Marlow & Finch plc",
            ("Marlow & Finch plc", "organisation", None, None),
        ),
        (
            "Campaign group Action on Sweetness said",
            "Campaign group Action on Sweetness",
            ("Action on Sweetness", "organisation", None, None),
        ),
        (
            "The Rail Passengers' Forum said",
            "The Rail Passengers' Forum",
            ("Rail Passengers' Forum", "organisation", None, None),
        ),
        (
            "Rating agency Fenwick said",
            "Rating agency Fenwick",
            ("Fenwick", "organisation", None, None),
        ),
        (
            "The Foreign Secretary said",
            "The Foreign Secretary",
            ("Foreign Secretary", "anonymous", None, None),
        ),
        (
            "Seven in ten Scots said",
            "Seven in ten Scots",
            ("Seven in ten Scots", "group", None, None),
        ),
        (
            "Fewer than 10% of respondents said",
            "Fewer than 10% of respondents",
            ("Fewer than 10% of respondents", "group", None, None),
        ),
        (
            "Ann Lee, who was premier until 2019, said",
            "Ann Lee, who was premier until 2019,",
            ("Ann Lee", "person", None, None),
        ),
    ],
)
def test_names_and_roles_in_other_styles(
    text: str, source: str, told: tuple[str, str, str | None, str | None]
) -> None:
    text = text.replace("The Leader", "In the hall the Leader")
    (found,) = spoken(f"{text} that it would rain until noon.", source)

    assert (found.name, found.kind, found.role, found.affiliation) == told


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("The Hume Family Foundation gave $4m.", "Hume Family Foundation"),
        ("Nobody gave a thing to Harrow Bank.", "Foundation"),
    ],
)
def test_the_foundation_is_the_one_named_before(before: str, name: str) -> None:
    assert names(f"{before} The Foundation said so.", "The Foundation") == [name]
