"""Who said it: names in full, offices, pronouns, authors; and nobody where the page does not tell."""

import pytest

import onrecord
from onrecord.vocabulary import SpeakerType, Statement

PERSON, GROUP, ORGANIZATION, UNNAMED, DOCUMENT = (
    SpeakerType.PERSON,
    SpeakerType.GROUP,
    SpeakerType.ORGANIZATION,
    SpeakerType.UNNAMED,
    SpeakerType.DOCUMENT,
)


def speaker(text: str, words: str, **given: str) -> tuple[str | None, SpeakerType | None]:
    """Name and type of whoever says the statement that holds `words`."""
    found = [s for s in onrecord.read(text=text, **given).statements if any(words in c.text for c in s.content)]
    assert len(found) == 1, [s.content for s in found]
    who = found[0].speaker
    return (who.name, who.type) if who else (None, None)


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Harbour master Berit Houge met the press. Houge said that the quay would stay.", "quay", "Berit Houge", PERSON),
        ("The mayor, Jorun Aske, met the press on Monday. She said that the bridge was safe.", "bridge", "Jorun Aske", PERSON),
        ("Berit “Bitte” Houge met the press. Houge said that the quay would stay.", "quay", "Berit “Bitte” Houge", PERSON),
        ("Berit Houge came. “Crooked Berit Houge,” some say. Berit Houge said that the quay would stay.", "quay", "Berit Houge", PERSON),
        ("Min Seo-yeon runs the port of Ostholm. Ms. Min said that the quay would stay.", "quay", "Min Seo-yeon", PERSON),
        ("Former harbour master and council chairman Anders Vik said that the quay would stay.", "quay", "Anders Vik", PERSON),
        ("Analysts said that the price of fish would fall.", "price", "Analysts", GROUP),
        ("Two officials said that the price of fish would fall.", "price", "Two officials", UNNAMED),
        ("A report said that the price of fish would fall.", "price", "A report", DOCUMENT),
        ("The Harbour Traffic Bureau met. The bureau said that the quay would stay.", "quay", "Harbour Traffic Bureau", ORGANIZATION),
        ("Midwife Berit Houge Vik said that the quay would stay.", "quay", "Berit Houge Vik", PERSON),
        ("The Lenthe Courier asked Anders Vik. The ministry said that the quay would stay.", "quay", "ministry", ORGANIZATION),
        ("Mayor Anders Vik opened the fair. The harpist said that the quay would stay.", "quay", "The harpist", UNNAMED),
        ("Anders Vik opened the fair. His son said that the quay would stay.", "quay", "His son", UNNAMED),
        ("A colonel in the river guard told the radio that the ford was open. The colonel said that the quay would stay.", "quay",
         "A colonel in the river guard", UNNAMED),
        ("A guard who has fled the island said that the quay would stay.", "quay", "A guard who has fled the island", UNNAMED),
        ("The union met on Monday. The union said that the quay would stay.", "quay", "union", ORGANIZATION),
        ("Berit Houge and her lawyers said that the quay would stay.", "quay", "Berit Houge and her lawyers", GROUP),
    ],
)  # fmt: skip
def test_whoever_speaks_is_named_in_full(text: str, words: str, name: str, kind: SpeakerType) -> None:
    assert speaker(text, words) == (name, kind)


def test_what_stands_beside_a_name_is_its_role() -> None:
    text = "The company’s spokeswoman Ida Brann said that the quay would stay. “Never,” said Pal Ostrem, shop steward at the mill."
    roles = {e.name: e.roles for e in onrecord.read(text=text).entities}
    assert roles["Ida Brann"] == ("company’s spokeswoman",)
    assert roles["Pal Ostrem"] == ("shop steward at the mill",)


def test_an_office_in_a_headline_is_whoever_holds_it_below() -> None:
    text = "Mayor wants the quay closed\n\nMayor Hanne Tollner said on Monday that the bridge must stay open.\n\nTollner spoke in public."
    assert speaker(text, "quay") == ("Hanne Tollner", PERSON)


def test_a_relative_clause_is_no_role() -> None:
    text = "Anders Vik, who built the mill 1,200 years after the first, said that the quay would stay."
    (who,) = onrecord.read(text=text).entities
    assert (who.name, who.roles) == ("Anders Vik", ())


def test_a_month_is_nobody() -> None:
    text = "Berit Houge denied in April that she had met Anders Vik, according to the Lenthe Courier."
    assert "April" not in {e.name for e in onrecord.read(text=text).entities}


def test_a_council_is_no_person() -> None:
    text = "The quarrel began with Upper Lenthe Council member Anders Vik, said Berit Houge."
    assert ("Upper Lenthe Council", PERSON) not in {(e.name, e.type) for e in onrecord.read(text=text).entities}


def test_mr_lund_is_not_the_woman_who_bears_his_name() -> None:
    text = (
        "Mr. Lund has run the port of Ostholm for years. His wife, Mary Lund, teaches at the school.\n\n"
        "Mr. Lund said that the quay would stay."
    )
    name, kind = speaker(text, "quay")
    assert (name, kind) == ("Lund", PERSON)


def test_a_letter_is_its_signers() -> None:
    text = (
        "Letters to the editor.\n\n"
        "I believe that the quay should stay where it is, and so do my neighbours in the old town.\n\nBerit Houge.\n\n"
        "I think that the bridge is a danger to every child who walks to school.\n\nAnders Vik."
    )
    assert speaker(text, "quay") == ("Berit Houge", PERSON)
    assert speaker(text, "bridge") == ("Anders Vik", PERSON)


def test_i_in_a_column_is_whom_the_byline_names() -> None:
    page = (
        "<html><head><meta name='author' content='Jorun Aske'><title>My harbour</title></head><body><article><h1>My harbour</h1>"
        + "<p>The town has changed since the fish left, and the boats with them, and nobody has asked what is to become of the sheds.</p>"
        * 3
        + "<p>I believe that the quay should stay where it is for as long as there are boats that need it.</p></article></body></html>"
    )
    record = onrecord.read(html=page)
    assert record.document.byline == ("Jorun Aske",)
    (mine,) = [s for s in record.statements if "the quay should stay" in s.content[0].text]
    assert mine.speaker is not None
    assert (mine.speaker.name, mine.speaker.type) == ("Jorun Aske", PERSON)


def test_who_cannot_be_told_is_nobody() -> None:
    assert speaker("It is said that the ministry has drafted a plan.", "plan") == (None, None)


def test_an_office_becomes_a_role_and_the_same_thing_is_not_told_twice() -> None:
    text = (
        "Talks with the fishermen are possible, the Ostholm mayor said on Monday.\n\n"
        "Jorun Aske said that a meeting could be held soon. The mayor admitted this after a walk along the quay."
    )
    record = onrecord.read(text=text)
    assert not [s for s in record.statements if s.content[0].text == "this"]


def test_adjectives_of_places_are_no_entities_and_every_mention_is_words_of_the_page() -> None:
    text = "Russian troops left, and German ships too, said Berit Houge, the harbour master. She hopes that they stay away."
    record = onrecord.read(text=text)
    assert {"Russian", "German"}.isdisjoint(e.name for e in record.entities)
    houge = next(e for e in record.entities if e.name == "Berit Houge")
    assert houge.roles == ("harbour master",)
    assert all(text[m.start : m.end] == m.text for e in record.entities for m in e.mentions)
    spoken: list[Statement] = [s for s in record.statements if s.speaker]
    assert spoken
    for statement in spoken:
        assert statement.speaker is not None
        assert statement.speaker.entity in {e.id for e in record.entities}
        assert all(text[m.start : m.end] == m.text for m in statement.speaker.evidence)


def test_whose_somebody_is_stands_before_the_name_and_is_no_part_of_it() -> None:
    text = "The Rovers' Pierre Dorn said his knee hurt. Harbour's Ada Lund said the match was lost. PM Ida Brann said nothing of it."
    found = onrecord.read(text=text)
    assert [s.speaker.name for s in found.statements if s.speaker] == ["Pierre Dorn", "Ada Lund", "Ida Brann"]
    assert not any(len(role) < 2 for e in found.entities for role in e.roles)


def test_a_body_named_after_somebody_has_its_whole_name() -> None:
    found = onrecord.read(text="Lund's Bank said that it would close the branch in Port Vell.")
    assert [s.speaker.name for s in found.statements if s.speaker] == ["Lund's Bank"]


@pytest.mark.parametrize(
    "body",
    ["State Department", "Foreign Ministry", "Justice Department", "House Select Committee", "General Assembly", "Press Association"],
)
def test_a_bodys_name_keeps_the_words_that_are_offices_before_a_persons(body: str) -> None:
    found = onrecord.read(text=f"The {body} said on Monday that it would wait. Chief Executive Ada Lund said nothing of it.")
    assert [s.speaker.name for s in found.statements if s.speaker] == [body, "Ada Lund"]


def test_kin_of_one_surname_are_told_apart_by_what_they_are_to_each_other() -> None:
    found = onrecord.read(text="Ms Brann said it was over. Her brother, Ole Brann, disagreed: “It is not,” he said.")
    assert [s.speaker.name for s in found.statements if s.speaker] == ["Brann", "Ole Brann"]


def test_offices_with_a_hyphen_are_no_part_of_a_name() -> None:
    found = onrecord.read(text="Secretary-General Tomas Orveld warned of famine. Vice-Chancellor Mia Rask said she would stay.")
    assert [s.speaker.name for s in found.statements if s.speaker] == ["Tomas Orveld", "Mia Rask"]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The Ministry of Defence said the plane was lost.", "Ministry of Defence", None),
        ("The Department of Justice Monday said no.", "Department of Justice", None),
        ("The Mayor's Office said the report was false.", "Mayor's Office", None),
        ("University of Tarn professor Ida Brann said so.", "Ida Brann", "University of Tarn professor"),
        ("Department of Health and Human Services Secretary Ada Lund said yes.", "Ada Lund", "Secretary"),
        ("Deputy Foreign Minister Ida Brann said that talks were near.", "Ida Brann", "Deputy Foreign Minister"),
        ("President-elect Ada Lund said she would wait.", "Ada Lund", "President-elect"),
    ],
)
def test_bodies_and_offices_have_all_their_words(text: str, name: str, role: str | None) -> None:
    (statement,) = onrecord.read(text=text).statements
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.role) == (name, role)


def test_initials_with_small_letters_are_the_body() -> None:
    found = onrecord.read(text="The Ministry of Defence said the plane was lost. The MoD said a search was on.")
    assert [s.speaker.name for s in found.statements if s.speaker] == ["Ministry of Defence"] * 2


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The University of Tarn's Ida Brann, who led the study, said bees slept less.", "Ida Brann", None),
        ("Lund & Quay Ltd said it would cut 300 jobs.", "Lund & Quay Ltd", None),
        ("Police Chief Nils Quay said charges would follow.", "Nils Quay", "Police Chief"),
        ("“It's a disgrace,” tweeted Mia Rask.", "Mia Rask", None),
        ("According to Ada Lund, 40 people were killed.", "Ada Lund", None),
        ("Second was the Kenyan Ada Velle-Lund, who said that the course was too long.", "Ada Velle-Lund", None),
    ],
)
def test_what_stands_around_a_name_is_told_from_it(text: str, name: str, role: str | None) -> None:
    (statement,) = onrecord.read(text=text).statements
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.role) == (name, role)


def test_what_is_no_office_is_no_role_and_what_is_no_name_no_person() -> None:
    found = onrecord.read(
        text="Mayor denies leak\n\nThe mayor, Ada Lund, on Friday denied that she had known of the leak. Another said it was a disgrace."
    )
    assert {role for e in found.entities if e.name == "Ada Lund" for role in e.roles} == {"mayor"}
    assert [(s.speaker.name, str(s.speaker.type)) for s in found.statements if s.speaker][-1] == ("Another", "unnamed")


def test_he_is_not_whom_he_speaks_to() -> None:
    lead = "Mayor Per Lund and senator Olav Quist met in Ostholm on Monday. Quist was angry about the bridge.\n\n"
    assert speaker(lead + "He told Lund that the quay would stay.", "quay") == ("Olav Quist", PERSON)
    assert speaker("Senator Olav Quist came. He told Lund: “The quay will stay.” Per Lund, the mayor, left.", "quay")[0] != "Per Lund"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("“We will not sign,” the Teachers’ Union of Varna said on Friday.", "Teachers’ Union of Varna", ORGANIZATION),
        ("The Farmers' Association of Tarn called for aid.", "Farmers' Association of Tarn", ORGANIZATION),
        ("Labour said the bill was a disgrace.", "Labour", ORGANIZATION),
        ("Police said two men were held.", "Police", ORGANIZATION),
        ("Mayor says the bill was a disgrace", "Mayor", UNNAMED),
        ("The maker, Pellan, insists that the drug is safe.", "Pellan", ORGANIZATION),
        ("Orrin Chemicals denied that it was at fault.", "Orrin Chemicals", ORGANIZATION),
        ("Rovers said they would appeal.", "Rovers", ORGANIZATION),
        ("A court in Varna said that the pact was void.", "court in Varna", ORGANIZATION),
        ("Three banks said that rates would fall.", "Three banks", GROUP),
        ("A group of farmers said that the price was low.", "A group of farmers", GROUP),
        ("Sources close to the mayor say she is ill.", "Sources close to the mayor", GROUP),
    ],
)
def test_bodies_with_a_plain_name_are_bodies(text: str, name: str, kind: SpeakerType) -> None:
    (statement,) = onrecord.read(text=text).statements
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.type) == (name, kind)


def test_what_a_crowd_chants_is_not_said_by_who_speaks_next() -> None:
    text = "Thousands marched in Ostholm on Saturday, chanting “No more lies”. Police said that it was peaceful."
    assert speaker(text, "lies") == (None, None)
    assert speaker(text, "peaceful")[0] == "Police"


def test_the_mayor_who_is_met_is_not_who_meets_her() -> None:
    assert speaker("Ada Lund met the mayor on Monday. The mayor said that the bridge was safe.", "safe") == ("The mayor", UNNAMED)
    assert speaker("Ada Lund, the mayor, met Brun. The mayor said that the bridge was safe.", "safe") == ("Ada Lund", PERSON)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Lund & Quay Ltd said it would close its yard.\n\nThe company said 300 jobs would go.", "300", "Lund & Quay Ltd"),
        ("Police chief Arne Holt said a man, 34, had been held. The man denied the charge, Holt said. He will be tried.", "the charge",
         "The man"),
        ("The mayor's brother, Karl Dahl, came. Dahl said he had won. Mayor Inga Dahl left.", "he had won", "Karl Dahl"),
        ("Judge Mona Field sentenced Dorn to six years. She said he had shown no remorse. He shouted that he was innocent.",
         "innocent", "Dorn"),
        ("He had seen on a film that a child with a flag had waved him and four others down a wrong street.\n\nSecond was Hirut "
         "Bekele-Strand, who ran the whole course. “He would have beaten me all the same, probably,” she said. The child, Vilde, is five "
         "and has been invited to wave next year.", "beaten", "Hirut Bekele-Strand"),
        ("The Tarn government left. The Vesland government called it “reckless”. The government in Tarn said that it was free.", "free",
         "government in Tarn"),
    ],
)  # fmt: skip
def test_who_is_meant_is_whom_the_page_can_mean(text: str, words: str, name: str) -> None:
    assert speaker(text, words)[0] == name


def test_two_men_are_two() -> None:
    statements = onrecord.read(text="A man said it would rain. A woman was hurt. A man said that the pact was void.").statements
    assert len({s.speaker.entity for s in statements if s.speaker}) == len(statements) == 2


def test_a_zone_of_time_is_no_part_of_the_name_behind_it() -> None:
    read = onrecord.read(text="Rovers beaten again\n\nLast updated: 6:05 PM EDT Ada Lund said on Monday that the club would appeal.")
    assert [e.name for e in read.entities or () if e.type == "person"] == ["Ada Lund"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The latest forecast is better than the one of twelve months ago, which showed that the dunes would shrink by a third.", "dunes"),
        ("The importer, Gleb Sauter, asked his customers not to photograph the label.\n\nThe trade was made legal by a decree of 3 April "
         "which lists, between felt and zinc, “fermented must”.", "must"),
    ],
)  # fmt: skip
def test_what_a_relative_pronoun_takes_up_is_no_adverb_and_no_day(text: str, words: str) -> None:
    assert speaker(text, words) == (None, None)


def test_a_dateline_says_nothing() -> None:
    read = onrecord.read(
        text="ABIDAN — The mayor of Abidan's lagoon district has denied that he sold market stalls to relatives, as traders alleged at a "
        "noisy meeting on Sunday.\n\nAbout 400 people came to the meeting in the cinema."
    )
    (statement,) = (s for s in read.statements if "sold" in s.content[0].text)
    assert statement.source[0].text == "The mayor of Abidan's lagoon district"
    assert statement.speaker is not None
    assert statement.speaker.name == "The mayor of Abidan's lagoon district"
    assert all(m.start > 0 for e in read.entities or () for m in e.mentions)


def test_the_s_of_a_possessive_is_nobody() -> None:
    read = onrecord.read(
        text="Prime Minister Ansgar Tvedt knew of the submarine's broken sonar before it ran aground, his former defence minister has "
        'written in a book that appears today.\n\nIn "Below the Line", Gudrun Hestnes describes a breakfast on 9 September at which she '
        'told Mr Tvedt that the boat was "going out half deaf". He buttered his bread and asked about the weather, she writes.\n\n'
        "Mr Tvedt's office said on Sunday that it would not be reviewing books.\n\nThe grounding, on 11 September, injured seven sailors "
        "and led to Ms Hestnes's resignation. The inquiry that followed put the blame on the navigator. It did not question "
        "the prime minister."
    )
    assert all(len(m.text) > 1 for e in read.entities or () for m in e.mentions)
