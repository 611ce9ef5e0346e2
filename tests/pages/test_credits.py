"""Who a byline names: persons, and the agencies that the words come from."""

import time

import pytest

from onrecord.pages.credits import agencies, dateline, people, wire_credit


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Ilse Marrow", ("Ilse Marrow",)),
        ("By Ilse Marrow and Tom Okafor-Lind", ("Ilse Marrow", "Tom Okafor-Lind")),
        ("ILSE MARROW, TOM LIND and ANA PETREL", ("ILSE MARROW", "TOM LIND", "ANA PETREL")),
        ("Ilse Marrow, Political Editor", ("Ilse Marrow",)),
        ("By Ilse Marrow | Harbour Post Staff", ("Ilse Marrow",)),
        ("Ilse Marrow for Harbour Post", ("Ilse Marrow",)),
        ("Ilse Marrow with AFP", ("Ilse Marrow",)),
        ("Ilse Marrow (Reuters)", ("Ilse Marrow",)),
        ("By Ilse Marrow | Port Vell", ("Ilse Marrow",)),
        ("Staff Writer", ()),
        ("Reuters", ()),
        ("The Associated Press", ()),
        ("https://facebook.example/harbourpost", ()),
        ("desk@harbourpost.example", ()),
        ("", ()),
    ],
)
def test_a_byline_gives_its_people(byline: str, expected: tuple[str, ...]) -> None:
    assert people([byline]) == expected


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Reuters", ("Reuters",)),
        ("By The Associated Press", ("AP",)),
        ("AFP and AP", ("AFP", "AP")),
        ("Ilse Marrow with AFP", ("AFP",)),
        ("Ilse Marrow, with files from Reuters and AP", ("Reuters", "AP")),
        ("Ilse Marrow (Reuters)", ("Reuters",)),
        ("Ilse Marrow", ()),
        ("Ana Petrel and Pat Paddington", ()),
    ],
)
def test_a_byline_gives_its_agencies(byline: str, expected: tuple[str, ...]) -> None:
    assert agencies(byline) == expected


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["PORT VELL (Reuters) – Crews voted on Tuesday."], ("Reuters",)),
        (["PORT VELL, May 3 (Reuters) - Crews voted."], ("Reuters",)),
        (["PORT VELL, Ore. (AP) — Crews voted on Tuesday."], ("AP",)),
        (["(AFP/Reuters) — Crews voted."], ("AFP", "Reuters")),
        (["Crews voted.", "They went home.", "With AFP"], ("AFP",)),
        (["Crews voted.", "With files from The Canadian Press"], ("Canadian Press",)),
        (["Crews voted on a plan (AP photographs show) that was late."], ()),
        (["The crews told Reuters that they would go back."], ()),
        (["Dunlin said (Reuters reported it first) that they had won."], ()),
        ([], ()),
    ],
)
def test_datelines_and_closing_lines_credit_agencies(paragraphs: list[str], expected: tuple[str, ...]) -> None:
    assert wire_credit((), paragraphs) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("PORT VELL, Ore. (AP) — Crews voted.", "PORT VELL, Ore."),
        ("PORT VELL, Ore., May 3 (AP) — Crews voted.", "PORT VELL, Ore."),
        ("PORT VELL, March 4 – Crews voted.", "PORT VELL"),
        ("Port Vell, Ore. (AP) – Crews voted.", "Port Vell, Ore."),
        ("PORT VELL/GULL BAY (Reuters) - Crews voted.", "PORT VELL/GULL BAY"),
        ("(Reuters) – Crews voted.", None),
        ("BREAKING — Crews voted.", None),
        ("UPDATE 2 - Crews voted.", None),
        ("PORT VELL: Crews voted.", None),
        ("Crews voted — They left.", None),
        ("Port Vell - Crews voted.", None),
    ],
)
def test_a_dateline_gives_its_place(words: str, expected: str | None) -> None:
    assert dateline([words, "They left."]) == expected


def test_an_agency_is_no_credit_on_its_own_pages() -> None:
    assert wire_credit(["AP"], ["PORT VELL (AP) — Crews voted."], "AP News") == ()
    assert wire_credit(["AP"], [], "Harbour Post") == ("AP",)


def test_a_line_of_hyphens_takes_no_time_to_be_no_dateline() -> None:
    began = time.process_time()
    for unit in ("--b1", "-a", "A-", "a/b-", "A.-’"):
        assert dateline([f"From{unit * 60}"]) is None
    assert time.process_time() - began < 1


def test_a_place_with_a_hyphen_opens_a_report() -> None:
    assert dateline(["STRATTON-ON-TARN, Ostra (AP) — Crews voted to go back."]) == "STRATTON-ON-TARN, Ostra"
    assert dateline(["PORT-VELL -- Crews voted to go back."]) == "PORT-VELL"
