"""One person under all names: surname, initials, misspelling; two with one surname kept apart by title and nearness."""

from onrecord.reading import cast, roles
from onrecord.reading.mentions import Head, Name

PERSON, ORGANIZATION = (1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0)


def named(text: str, *written: str, kind: tuple[float, float, float, float] = PERSON, titles: dict[int, str] | None = None) -> list[Name]:
    """The places of names in the order given, each searched behind the one before."""
    found, at = [], 0
    for n, name in enumerate(written):
        start = text.index(name, at)
        at = start + len(name)
        found.append(Name(start, at, start, at, (titles or {}).get(n, ""), kind))
    return found


def groups(text: str, names: list[Name]) -> list[list[str]]:
    return [[text[m.start : m.end] for m in figure.mentions] for figure in cast.gather(text, names)]


def test_surnames_initials_and_misspellings_are_one_person() -> None:
    text = "Per Hallgrimson spoke. P. Hallgrimson smiled. Hallgrimsen left. Ada Lund stayed."
    found = named(text, "Per Hallgrimson", "P. Hallgrimson", "Hallgrimsen", "Ada Lund")
    assert groups(text, found) == [["Per Hallgrimson", "P. Hallgrimson", "Hallgrimsen"], ["Ada Lund"]]


def bearers(text: str, names: list[Name], likeness: cast.Likeness | None = None) -> list[str]:
    """Whose each name is, by the first name that its figure is known by."""
    of = {m.start: text[f.mentions[0].start : f.mentions[0].end].split()[0] for f in cast.gather(text, names, likeness) for m in f.mentions}
    return [of[name.start] for name in names]


def test_a_couple_with_one_surname_is_told_apart_by_titles_then_by_nearness() -> None:
    text = "Mr. Per Lund met Mrs. Ada Lund. Mr. Lund spoke first. Mrs. Lund nodded. Lund laughed."
    found = named(text, "Per Lund", "Ada Lund", "Lund", "Lund", "Lund", titles={0: "Mr.", 1: "Mrs.", 2: "Mr.", 3: "Mrs."})
    assert bearers(text, found) == ["Per", "Ada", "Per", "Ada", "Ada"]


def test_whom_a_bare_surname_means_is_asked_of_the_model() -> None:
    text = "Per Lund met Ada Lund. Lund laughed."
    found = named(text, "Per Lund", "Ada Lund", "Lund")
    assert bearers(text, found, lambda name, people: [0.9, 0.1]) == ["Per", "Ada", "Per"]
    assert bearers(text, found, lambda name, people: [0.1, 0.9]) == ["Per", "Ada", "Ada"]


def test_bodies_are_known_by_acronym_and_short_name() -> None:
    text = "The Harbour Traffic Bureau fined them. The HTB said so. Later the Harbour Traffic Bureau appealed."
    found = named(text, "Harbour Traffic Bureau", "HTB", "Harbour Traffic Bureau", kind=ORGANIZATION)
    assert groups(text, found) == [["Harbour Traffic Bureau", "HTB", "Harbour Traffic Bureau"]]


def test_the_fullest_name_is_the_one_with_most_words() -> None:
    text = "Lund came. Ada Marie Lund spoke. Ada Lund left."
    (figure,) = cast.gather(text, named(text, "Lund", "Ada Marie Lund", "Ada Lund"))
    name = figure.fullest(text)
    assert text[name.start : name.end] == "Ada Marie Lund"


def heads(text: str, *words: str) -> list[Head]:
    return [Head(text.index(w), text.index(w) + len(w), 0, 0, "person") for w in words]


def test_roles_before_and_behind_a_name() -> None:
    text = "Kremlin spokesman Dmitri Osokin said so. Ada Lund, the mayor of Tarn, agreed. The minister, Mona Quist, left."
    people = heads(text, "spokesman", "mayor", "minister")

    def of(name: str) -> list[str]:
        return [text[a:b] for a, b in roles.of(text, named(text, name), people)]

    assert of("Dmitri Osokin") == ["Kremlin spokesman"]
    assert of("Ada Lund") == ["mayor of Tarn"]
    assert of("Mona Quist") == ["minister"]


def test_what_stands_before_a_speaker_is_not_always_a_role() -> None:
    text = "They will train more soldiers, Lund said."
    assert roles.of(text, named(text, "Lund"), heads(text, "soldiers")) == []
