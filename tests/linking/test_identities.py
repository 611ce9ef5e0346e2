"""Who is one across pages: names first, then roles, places and company. All people and bodies are invented."""

from itertools import count

import pytest

from onrecord import places
from onrecord.linking import identities
from onrecord.linking.identities import Appearance, company_of, compare, keys, place, sought, without
from onrecord.vocabulary import Block, BlockKind, Document

_PAGES = count()
HARBOUR = ("Edda Velle", "Norpress", "Harbour Workers Union", "Tomas Orveld")
OPERA = ("Mirjam Rask", "Orsino Opera", "Jonas Quist", "Lutz Ferrand")


def someone(
    name: str,
    kind: str | None = "person",
    *,
    page: str | None = None,
    aliases: tuple[str, ...] = (),
    roles: tuple[str, ...] = (),
    company: tuple[str, ...] = (),
) -> Appearance:
    return Appearance(page or next(_PAGES), name, kind, aliases, roles, without(company_of(company), (name, *aliases)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ilse Brandt", "Ilse Brandt"),
        ("Ilse Brandt", "ILSE BRANDT"),
        ("Ilse Brandt", "Mayor Ilse Brandt"),
        ("Ilse Marit Brandt", "Ilse Brandt"),
        ("Ilse M. Brandt", "Ilse Brandt"),
        ("José Marín", "Jose Marin"),
    ],
)
def test_a_full_name_is_one_person_in_any_story(one: str, other: str) -> None:
    found = compare(someone(one, company=HARBOUR), someone(other, company=OPERA))
    assert found.verdict == "same"
    assert found.score >= 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brandt", "Ilse Brandt"),
        ("I. Brandt", "Ilse Brandt"),
        ("Rob Quist", "Robert Quist"),
        ("Ilse Brant", "Ilse Brandt"),
        ("Brandt", "Brandt"),
    ],
)
def test_what_is_less_than_a_full_name_needs_one_story(one: str, other: str) -> None:
    assert compare(someone(one, company=HARBOUR), someone(other, company=HARBOUR)).verdict == "same"
    assert compare(someone(one, company=HARBOUR), someone(other, company=OPERA)).verdict == "unsure"


@pytest.mark.parametrize(
    ("one", "other"), [("Ilse Brandt", "Karl Brandt"), ("Karl A. Brandt", "Karl H. Brandt"), ("Ilse Brandt", "Edda Velle")]
)
def test_other_given_names_are_other_people_even_in_one_story(one: str, other: str) -> None:
    assert compare(someone(one, company=OPERA), someone(other, company=OPERA)).verdict == "different"


def test_it_is_the_same_in_either_order() -> None:
    them = [
        someone(name, kind, company=company)
        for company in (HARBOUR, OPERA)
        for name, kind in (("Ilse Brandt", "person"), ("Brandt", "person"), ("Norpress", "organization"), ("the union", "group"))
    ]
    for one in them:
        for other in them:
            if one is not other:
                assert compare(one, other) == compare(other, one)


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Norpress", "Norpress", "same"),
        ("Norpress", "Norpress Inc.", "same"),
        ("Norpress", "Norpress magazine", "same"),
        ("Oslund", "Oslund Police", "unsure"),
        ("Ministry of Defence", "Ministry of Defence", "unsure"),
        ("HWU", "Harbour Workers Union", "unsure"),
    ],
)
def test_bodies_of_different_stories(one: str, other: str, verdict: str) -> None:
    assert compare(someone(one, "organization", company=HARBOUR), someone(other, "organization", company=OPERA)).verdict == verdict


@pytest.mark.parametrize(
    ("one", "other"),
    [("HWU", "Harbour Workers Union"), ("Harbour Commission for Fishing", "Harbour Fishing Commission"), ("ministry", "the ministry")],
)
def test_bodies_of_one_story(one: str, other: str) -> None:
    company = (*OPERA, "Velle")
    assert compare(someone(one, "organization", company=company), someone(other, "organization", company=company)).verdict == "same"


def test_a_ministry_of_two_countries_is_two() -> None:
    swedish = someone("Foreign Ministry", "organization", roles=("Swedish ministry",), company=HARBOUR)
    finnish = someone("Foreign Ministry", "organization", roles=("Finnish ministry",), company=HARBOUR)
    again = someone("Foreign Ministry of Sweden", "organization", aliases=("Foreign Ministry",), company=OPERA)
    assert compare(swedish, finnish).verdict == "different"
    assert compare(swedish, again).verdict == "same"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a senior official", "unnamed"),
        ("some analysts", "group"),
        ("officials", "group"),
        ("the report", "document"),
        ("two of the crew", "group"),
    ],
)
def test_nobody_unnamed_is_joined_to_anybody(name: str, kind: str) -> None:
    one = someone(name, kind, company=HARBOUR)
    assert compare(one, someone(name, kind, company=HARBOUR)).verdict == "unsure"
    assert keys(one) == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Ilse Brandt", "Brandt", "person"),
        ("Ilse Brant", "Ilse Brandt", "person"),
        ("Rob Quist", "Robert Quist", "person"),
        ("Ilse", "Ilse Brandt", "person"),
        ("Katie", "Kathryn Lomm", "person"),
        ("HWU", "Harbour Workers Union", "organization"),
        ("Commission for Fishing", "Fishing Commission", "organization"),
        ("Oslund", "Oslund Steel", "organization"),
        ("Steel Works of Oslund", "Oslund", "organization"),
        ("Greece", "Greek", "organization"),
    ],
)
def test_who_can_be_one_is_found_either_way(one: str, other: str, kind: str) -> None:
    a, b = someone(one, kind, company=OPERA), someone(other, kind, company=OPERA)
    assert compare(a, b).verdict == "same"
    assert keys(a) & sought(b)
    assert keys(b) & sought(a)


def test_a_surname_joins_the_one_whose_story_it_is() -> None:
    known = [("ilse", someone("Ilse Brandt", company=HARBOUR)), ("karl", someone("Karl Brandt", company=OPERA))]
    assert place(someone("Brandt", company=HARBOUR), known).identities == ("ilse",)
    assert place(someone("Brandt", company=OPERA), known).identities == ("karl",)


def test_a_surname_of_two_in_one_story_joins_neither() -> None:
    known = [("ilse", someone("Ilse Brandt", company=HARBOUR)), ("karl", someone("Karl Brandt", company=HARBOUR))]
    found = place(someone("Brandt", company=HARBOUR), known)
    assert found.identities == ()
    assert found.reason == "several whom it can be"


def test_a_surname_goes_to_the_only_one_on_record() -> None:
    known = [("ilse", someone("Ilse Brandt", company=("Edda Velle", "Norpress", "Asta Holm", "Sven Aker", "Per Dahl", "Ulla Rist")))]
    assert place(someone("Brandt", company=("Asta Holm", "Kai Roth", "Leo Marsh", "Ida Stein", "Finn Moor")), known).identities == ("ilse",)
    assert place(someone("Brandt", company=OPERA), known).identities == ()


def test_a_page_that_gives_both_names_shows_two_identities_to_be_one() -> None:
    known = [(1, someone("OWU", "organization", company=HARBOUR)), (2, someone("Oslund Workers Union", "organization", company=OPERA))]
    both = someone("Oslund Workers Union", "organization", aliases=("OWU",))
    assert set(place(both, known).identities) == {1, 2}


def test_nobody_joins_where_somebody_else_is() -> None:
    mixed = [(1, someone("Brandt", company=HARBOUR)), (1, someone("Ilse Brandt", company=HARBOUR))]
    assert place(someone("Karl Brandt", company=HARBOUR), mixed).identities == ()
    assert place(someone("Ilse Brandt"), mixed, apart=frozenset({1})).identities == ()


def test_two_of_one_page_are_two() -> None:
    assert compare(someone("Ilse Brandt", page="a"), someone("Ilse Brandt", page="a")).verdict == "different"


def test_company_is_without_oneself_and_what_many_names_hold() -> None:
    assert without(company_of(("Ilse Brandt", "Harbour Police", "the mayor")), ("Brandt",)) == {"ilse"}


def test_a_pages_company_are_its_people_and_the_proper_names_inside_its_sentences() -> None:
    text = (
        "Ferry Strike Ends In Varna\n\nWorkers in Tarn went back on Monday, Ilse Brandt said. It began near Quay Street.\n\nSee Also Opera"
    )
    kinds = (BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.FURNITURE)
    parts = zip(text.split("\n\n"), kinds, strict=True)
    blocks = tuple(Block(text.index(it), text.index(it) + len(it), kind) for it, kind in parts)
    document = Document("d", "t", "here", text, blocks)
    assert identities.company_on(document, ("Ilse Brandt", "the mayor")) == {"ilse", "brandt", "tarn", "quay", "street"}


def test_countries_are_told_by_names_and_adjectives() -> None:
    assert places.countries(("the British minister", "Ministry of Health of Ghana")) == {"britain", "ghana"}
    assert places.countries(("South Korean trade office",)) == {"south korea"}
    assert places.countries(("turkey and polish",)) == frozenset()


def test_how_alike_two_stories_are_is_a_cosine() -> None:
    one, other = someone("Ilse Brandt", company=HARBOUR), someone("Brandt", company=HARBOUR)
    assert identities.told_together(one, other) == pytest.approx(1.0)
    assert identities.told_together(one, someone("Brandt", company=OPERA)) == 0.0


def test_a_name_goes_before_an_alias() -> None:
    known = [("pen", someone("Old Salt")), ("pen", someone("Old Salt", aliases=("Ada Lund",))), ("own", someone("Ada Lund"))]
    assert place(someone("Ada Lund"), known).identities[0] == "own"


def test_a_name_in_two_spellings_is_one_persons_within_a_story() -> None:
    one = someone("Yusuf Lundby", company=HARBOUR)
    assert compare(one, someone("Youssef Lundby", company=HARBOUR)).verdict == "same"
    assert compare(one, someone("Youssef Lundby", company=OPERA)).verdict == "unsure"


@pytest.mark.parametrize(("one", "other"), [("DeVarn", "Ole De Varn"), ("Ole DeVarn", "Ole de Varn"), ("Heydar Lundby", "Heidar Lundbi")])
def test_who_is_written_otherwise_is_looked_for_there(one: str, other: str) -> None:
    assert sought(someone(one)) & keys(someone(other))
    assert sought(someone(other)) & keys(someone(one))


def test_another_way_into_latin_letters_needs_no_story() -> None:
    assert compare(someone("Heydar Lundby"), someone("Heidar Lundby")).verdict == "same"


def test_a_bodys_name_with_words_left_out_is_its_within_a_story() -> None:
    one = someone("Central Commission for Elections and Petitions", "organization", company=HARBOUR)
    assert compare(one, someone("Central Elections Commission", "organization", company=HARBOUR)).verdict == "same"
    assert compare(one, someone("Central Elections Commission", "organization", company=OPERA)).verdict == "unsure"
