"""How two names are related. All people and bodies are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import shortforms
from onrecord.linking import naming, teams

NAMES = st.one_of(
    st.text(max_size=25),
    st.lists(
        st.sampled_from(
            "Ada Bill J.K. Lund Lund-Brae Lund's al-Tarni van der Müller Jr. U.S. Swedish Foreign Minister Ministry of Trade Police & Inc. "
            "the SEC Opec Treasury Department Centers Council Juan Carlos Gil".split()
        ),
        max_size=6,
    ).map(" ".join),
)


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Ada Lund", "Mrs Ada Lund MP", "equal"),
        ("Anna Müller", "Anna Mueller", "equal"),
        ("Kim Jong-ha", "Kim Jong Ha", "equal"),
        ("Abdul Rahman al-Tarni", "Abdulrahman al-Tarni", "equal"),
        ("Ada Lund-Brae", "Ada Lund Brae", "equal"),
        ("Ada B. Lund", "Ada Lund", "full"),
        ("George W. Lund", "George H. W. Lund", "apart"),
        ("Bill Lund", "William Lund", "short"),
        ("JK Lund", "Joanne Lund", "short"),
        ("Foreign Minister Lund", "Ada Lund", "surname"),
        ("Deputy Defense Secretary Ole Lund", "Ole Lund", "equal"),
        ("French President Lund", "Ada Lund", "surname"),
        ("US Army Capt. Ole Lund", "Ole Lund", "equal"),
        ("Jordan Prince Lund", "Ada Prince Lund", "apart"),
        ("Ada Luther King", "Ole Luther King", "apart"),
        ("Muasar Taddaf", "Moasar Tadhaf", "near"),
        ("Dmitry Varnov", "Dmitri Varnov", "full"),
        ("Aleksey Varnov", "Alexei Varnov", "full"),
        ("Terry Varn", "Terri Varn", "apart"),
        ("Juan Varn", "Juan Carlos Varn Gil", "near"),
        ("J.K. Lund", "J. K. Lund", "equal"),
        ("Sergey Lund", "Sergei Lund", "full"),
        ("Yulia Orlova", "Julia Orlova", "full"),
        ("Ole Lund Jr.", "Ole Lund Sr.", "apart"),
        ("Ole Lund Jr.", "Ole Lund", "equal"),
        ("Ole de Varn", "Ole DeVarn", "equal"),
        ("Ole DeVarn", "Ole Devarn", "equal"),
        ("Ole De Varn", "DeVarn", "surname"),
        ("Ole DeVarn", "DeVarn", "surname"),
        ("DeAndre Varn", "Andre Varn", "apart"),
        ("Ole van Varn", "Van Varn", "surname"),
        ("Ada Zelvensky", "Ada Zelvenskiy", "full"),
        ("Toni Varn", "Tony Varn", "apart"),
        ("Tony Varnsky", "Toni Varnskiy", "apart"),
        ("Maria Lund", "Mario Lund", "apart"),
        ("Daniel Lund", "Daniela Lund", "apart"),
        ("John Lund", "Jane Lund", "apart"),
        ("Lund", "Ada Lund", "surname"),
        ("van der Brae", "Ludwig van der Brae", "surname"),
        ("Van der Brae", "Ludwig van der Brae", "surname"),
        ("Tarni", "Hassan al-Tarni", "surname"),
        ("García", "María García López", "given"),
        ("Katie", "Kathryn Lund", "given"),
        ("Orlov", "Vladimir Orloff", "near"),
        ("AJ", "A.J. Lund", "given"),
        ("ABL", "Ada Berg Lund", "initials"),
        ("Abl", "Ada Berg Lund", "none"),
        ("Brother Karl", "Karl Lund", "given"),
        ("Actor Lund", "Ada Lund", "surname"),
        ("Hunter Lund", "Ada Lund", "apart"),
        ("Son Velmar", "Ada Velmar", "apart"),
        ("Harbour Town striker Ole de Varn", "Ole de Varn", "equal"),
        ("Ludwig van der Brae", "Karl Brae", "apart"),
        ("Bash", "Ada Bush", "none"),
        ("Det. Lund", "Ole Lund", "surname"),
        ("CEO Lund", "Ole Lund", "surname"),
        ("Yevgeny Lund", "Evgeny Lund", "full"),
        ("Dmitry Lundsky", "Dmitri Lundskiy", "full"),
        ("Toni Lund", "Tony Lund", "apart"),
    ],
)
def test_names_of_people(one: str, other: str, relation: str) -> None:
    assert naming.people(one, other) == relation
    assert naming.people(other, one) == relation


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Norpress", "Norpress S.p.A.", "equal"),
        ("Tarn police", "Tarn Police Department", "equal"),
        ("Tarn County Sheriff's Office", "Tarn County Sheriff's Department", "equal"),
        ("Vel-Mart", "Velmart", "equal"),
        ("You Press", "YouPress", "equal"),
        ("Velmo Defence Systems", "Velmo Defense Systems", "equal"),
        ("Britain", "United Kingdom", "equal"),
        ("Norpress", "Norpress News Agency", "full"),
        ("Meadow", "Meadow Party", "full"),
        ("Ministry of Health", "Health Ministry", "common"),
        ("US Justice Department", "Department of Justice", "common"),
        ("Coast Guard", "the Norwegian Coast Guard", "common"),
        ("Fire Brigade", "Tarn Fire Brigade", "common"),
        ("Vel-Mart Stores Inc.", "Velmart", "part"),
        ("University of Tarn", "Tarn University", "near"),
        ("Indonesian Seismic Agency", "Seismic Agency of Indonesia", "near"),
        ("Meadow Democrats", "Mead Dems", "none"),
        ("Liberal Democrats", "Lib Dems", "near"),
        ("DoJ", "Department of Justice", "initials"),
        ("HP", "Harle-Pallard Co.", "initials"),
        ("VGS", "U.S. Valley Geological Survey", "initials"),
        ("UVGS", "U.S. Valley Geological Survey", "none"),
        ("USVGS", "U.S. Valley Geological Survey", "initials"),
        ("CDC", "Centres for Dune Control and Protection", "initials"),
        ("Tarn", "Tarn police", "none"),
        ("Tarn Police Department", "Tarn County Police Department", "none"),
        ("Tarn State University", "Tarn University", "none"),
        ("Ministry of Health", "Ministry of Defence", "none"),
        ("L.A. police", "Los Angeles police", "initials"),
        ("LAPD", "LA Police", "initials"),
        ("Tarn State", "Tarn State University", "full"),
        ("LundCorp", "Lund Corp", "equal"),
        ("Foreign Ministry", "Ministry of Foreign Affairs", "common"),
        ("Homeland Security Department", "DHS", "initials"),
        ("Justice Department", "DoJ", "initials"),
        ("Tarn Meteorology Agency", "Tarn Meteorological Agency", "near"),
        ("Vesland parliament", "Vesland", "none"),
        ("Turkmen Mejlis", "Turkmenistan", "none"),
        ("Trade Ministry", "Ministry of Trade and Industry", "common"),
        ("Justice Department", "Tarn Department of Criminal Justice", "none"),
        ("The VGS", "Valley Geological Survey", "initials"),
        ("USVGS", "Valley Geological Survey", "initials"),
        ("TPD", "Tarn City Police", "initials"),
        ("St. Vela's Hospital", "Saint Vela’s Hospital", "equal"),
        ("Tarn Utd", "Tarn United", "equal"),
        ("FT", "Fort", "none"),
        ("the Fed", "Federal Reserve", "equal"),
        ("Dems", "Democrats", "equal"),
        ("Blazers", "Tarn Trailblazers", "part"),
        ("Hawks", "Tarn River Hawks of Quay", "part"),
        ("Tarn Sheriff's Office", "Tarn County Sheriff's Department", "near"),
        ("PBS", "People briefed on the siege", "none"),
        ("Tarn PD", "Tarn Police Department", "equal"),
        ("Tarn U.", "University of Tarn", "near"),
        ("Tarn High", "Tarn High School", "full"),
        ("Tarn", "Tarn High School", "none"),
        ("Cavs", "Tarn Cavaliers", "part"),
        ("Ants", "Tarn Anteaters", "part"),
        ("the Celtics", "Boston", "part"),
        ("Purple Aces", "University of Evansville", "part"),
        ("All Blacks", "New Zealand", "part"),
        ("Habs", "Canadiens", "part"),
        ("Habs", "Montreal Canadiens", "part"),
        ("Boston Celtics", "Boston Red Sox", "apart"),
        ("Celtics", "Chicago", "none"),
        ("Spurs", "San Antonio", "part"),
        ("Spurs", "Tottenham", "part"),
        ("Can", "Tarn Canaries", "none"),
        ("United States Valley Survey", "US Valley Survey", "equal"),
        ("Relief", "Relief International", "near"),
        ("Central Commission for Referenda", "Central Referendum Commission", "near"),
        ("Dune Agency", "Agency for Dunes and Tides", "common"),
        ("Geological Agency", "Agency for Geology and Tides", "none"),
        ("Seismological Agency", "Seismology and Tides Agency", "common"),
        ("Lund Clinic", "Lund Center", "near"),
        ("Lund Airways", "Lund Airlines", "near"),
        ("Lund Airways", "Tarn Airlines", "none"),
        ("Ninth Tarn Brigade", "9th Tarn Brigade", "equal"),
        ("9th Circuit", "9th US Circuit Court of Appeals", "full"),
        ("DOJ", "U.S. Department of Justice", "initials"),
        ("Pentagon", "Defense Department", "common"),
        ("Vesland Fire and Rescue", "Vesland Fire & Rescue Service", "equal"),
        ("Tarnshire Constabulary", "Tarnshire Police", "equal"),
        ("Tarn Council", "Tarn City Council", "near"),
        ("Tarn General Hospital", "Tarn Hospital", "near"),
        ("Health Ministry", "Tarn Ministry of Health", "common"),
        ("Al Shabeeb", "al-Shabeb", "near"),
        ("SEC", "Salt and Eggs Commission", "initials"),
        ("H-P", "Harle Pallard", "initials"),
        ("Harle", "Harle-Pallard", "part"),
        ("Tarn", "Varn-Tarn", "part"),
        ("Tarn Bank", "Varn-Tarn", "none"),
        ("Hupo", "Harbour Union of Pilots and Officers", "initials"),
        ("Hupo", "Harbour Union of Officers", "none"),
        ("Harle's", "Harles", "equal"),
        ("Treasury", "U.S. Treasury Department", "common"),
        ("Centers for Dune Control", "U.S. Centers for Dune Control and Prevention", "common"),
        ("Dunks", "Tarn Dunkees", "part"),
    ],
)
def test_names_of_bodies(one: str, other: str, relation: str) -> None:
    assert naming.bodies(one, other) == relation
    assert naming.bodies(other, one) == relation


@given(NAMES, NAMES)
def test_names_of_any_kind_are_compared_alike_in_either_order(one: str, other: str) -> None:
    assert naming.people(one, other) == naming.people(other, one)
    assert naming.bodies(one, other) == naming.bodies(other, one)
    for keys in (naming.person_keys, naming.body_keys):
        assert all(key for name in (one, other) for kept in (True, False) for key in keys(name, kept=kept))


def test_teams_and_their_homes_are_written_as_names_are_compared() -> None:
    """Else no name would ever meet them."""
    told = {*teams._HOMES, *(home for homes in teams._HOMES.values() for home in homes)}
    assert [name for name in told if " ".join(naming.body(name)) != name] == []


@pytest.mark.parametrize(("one", "other"), [("Bill", "William"), ("Bill", "Will"), ("Katie", "Kathryn"), ("Sasha", "Alexander")])
def test_short_forms(one: str, other: str) -> None:
    assert shortforms.alike(one, other)
    assert shortforms.alike(other, one)


@pytest.mark.parametrize(("one", "other"), [("Amy", "Emily"), ("Robert", "William"), ("Maria", "Mario"), ("Ada", "Edda")])
def test_other_names_are_no_short_forms(one: str, other: str) -> None:
    assert not shortforms.alike(one, other)
