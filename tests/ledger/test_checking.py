"""Did they say it?"""

import press
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.ledger import Store, Verdict, Wording, naming, quotation

SAID = "We will not sell the harbour, and we won't lease it to “friends” of 1,000 islands before spring"


@pytest.mark.parametrize(
    ("quoted", "wording", "edits"),
    [
        (SAID, "exact", []),
        (SAID.upper().replace("“", '"').replace("”", '"'), "exact", ["case"]),
        (SAID.replace(",", ""), "exact", ["marks"]),
        (f"“{SAID}.”", "exact", []),
        (
            "[The council] will not sell the harbour, and we won't lease it to “friends” of 1,000 islands before spring",
            "exact",
            ["bracket"],
        ),
        (SAID.replace("lease it", "lease [the harbour]"), "exact", ["bracket"]),
        (SAID.replace("islands", "island[s]"), "exact", ["bracket"]),
        (SAID.replace("We will", "[w]e will"), "exact", ["bracket"]),
        ("we will not sell the harbour", "cut", ["case", "left out"]),
        ("We will not sell the harbour … before spring", "cut", ["left out"]),
        ("We will not sell the harbour ... before spring", "cut", ["left out"]),
        ("… won’t lease it to friends of 1000 islands […]", "cut", ["left out", "ellipsis", "marks", "left out"]),
        (SAID.replace("will not", "will [gladly] not"), "exact", ["bracket"]),
        (SAID.replace("sell", "give"), "altered", ["changed"]),
        (SAID.replace("will not", "will …"), "altered", ["left out"]),
        (SAID.replace("not ", ""), "altered", ["left out"]),
        (SAID.replace("will not", "will [not] ever not"), "altered", ["added"]),
        (SAID.replace("will not", "[will]"), "altered", ["left out"]),
        (SAID.replace("we won't lease", "we [never] lease"), "altered", ["changed"]),
        (SAID.replace("1,000", "10,000"), "altered", ["changed"]),
        (SAID.replace("won't", "wont"), "altered", ["changed"]),
        (SAID.replace("the harbour, and", "the harbour, and … [not]"), "altered", ["added"]),
    ],
)
def test_wordings(quoted: str, wording: str, edits: list[str]) -> None:
    found = quotation.compare(quoted, SAID)
    assert found is not None
    assert found.wording == wording, found.edits
    assert set(edits) <= {edit.kind for edit in found.edits}
    if not edits:
        assert found.edits == ()
    assert all(edit.forgiven for edit in found.edits) == (wording == "exact")


@pytest.mark.parametrize(
    ("recorded", "quoted"),
    [("5%", "5"), ("$5", "£5"), ("-5 degrees", "5 degrees"), ("10.5 million", "105 million"), ("its harbour", "it's harbour")],
)
def test_signs_that_change_the_meaning_are_words(recorded: str, quoted: str) -> None:
    found = quotation.compare(f"we paid {quoted} for it", f"we paid {recorded} for it")
    assert found is not None
    assert found.wording is Wording.ALTERED


SOME = st.lists(
    st.sampled_from(["we", "will", "not", "sell", "the", "harbour", "5", "$", "if", "never", "port", "Isles", "won't"]),
    min_size=2,
    max_size=12,
)


@given(SOME, SOME)
def test_exact_is_said_of_the_same_words_only(one: list[str], other: list[str]) -> None:
    found = quotation.compare(" ".join(one), " ".join(other))
    assert (found is not None and found.wording is Wording.EXACT) == ([w.casefold() for w in one] == [w.casefold() for w in other])


@given(st.one_of(st.text(max_size=60), SOME.map("’ … ".join)))
def test_the_quick_way_to_the_words_is_the_same_as_the_long_one(text: str) -> None:
    assert quotation.keys(text) == [word.key for word in quotation.plain(text)]


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    found = quotation.compare(one, other)
    assert found is None or 0 < found.likeness <= 1
    same = quotation.compare(one, one)
    assert same is None or same.wording is Wording.EXACT or any(w.sort != "word" for w in quotation.words(one))


def test_words_that_have_nothing_in_common() -> None:
    assert quotation.compare("bridges burn", SAID) is None
    assert quotation.compare("…", SAID) is None
    assert quotation.compare("harbour", "…") is None


def test_edits_show_both_sides() -> None:
    found = quotation.compare("we will never sell the port", "we will not sell the harbour")
    assert found is not None
    assert [(e.kind, e.recorded, e.quoted) for e in found.edits] == [("changed", "not", "never"), ("changed", "harbour", "port")]


def said(n: int, k: int = 0) -> str:
    return press.article(n)[1].statements[k].content[0].text


def test_the_five_verdicts(store: Store) -> None:
    words = said(5)
    name = press.article(5)[1].statements[0].speaker
    assert name is not None
    tokens = words.split()
    half = " ".join(tokens[len(tokens) // 3 :])
    tokens[4] = "aquarium"
    for quoted, speaker, verdict in [
        (words, None, Verdict.EXACT),
        (words.upper(), name.name, Verdict.EXACT),
        (words, name.name.split()[1], Verdict.EXACT),
        (half, name.name, Verdict.CUT),
        (" ".join(tokens), name.name, Verdict.ALTERED),
        (words, "Petra Lund", Verdict.OTHER_SPEAKER),
        (" ".join(tokens), "Petra Lund", Verdict.OTHER_SPEAKER),
        ("cormorants never read the minutes of a meeting", None, Verdict.NOT_ON_RECORD),
    ]:
        answer = store.read.check(quoted, speaker)
        assert answer.verdict is verdict, (quoted, speaker)
        assert (answer.match is None) == (verdict is Verdict.NOT_ON_RECORD)


def test_a_short_quotation_with_its_middle_changed_is_recognized(store: Store) -> None:
    store.append(*press.article(80, sentences=["cormorants eat more herring daily"]), store.run(press.MODEL, "1.0"))
    assert store.read.check("cormorants eat less herring daily").verdict is Verdict.ALTERED
    assert store.read.check("cormorants").verdict is Verdict.CUT
    assert store.read.check("more herring").verdict is Verdict.CUT


def test_words_that_hundreds_said_are_found_with_the_one_who_is_asked_for(store: Store) -> None:
    run = store.run(press.MODEL, "1.0")
    with store.transaction():
        for n in range(300, 600):
            store.append(*press.article(n, sentences=["no comment at all"]), run)
    one, _ = press.article(600, sentences=["no comment at all"])
    page, record = press.article(601, sentences=["they asked and I said no comment at all"])
    store.append(page, record, run)
    speaker = record.statements[0].speaker
    assert one is not None
    assert speaker is not None
    assert store.read.check("no comment at all", speaker.name).verdict in (Verdict.EXACT, Verdict.CUT)


def test_who_the_page_calls_only_he_is_nobody_that_the_page_does_not_name(store: Store) -> None:
    statement = press.article(6)[1].statements[0]
    store.judge(statement.id, "correct", "Ann", corrected={"speaker": "she"})
    words = statement.content[0].text
    assert store.read.check(words, "Petra Lund").verdict is Verdict.OTHER_SPEAKER
    assert statement.speaker is not None
    answer = store.read.check(words, statement.speaker.name)
    assert (answer.verdict, answer.match and answer.match.same_speaker) == (Verdict.EXACT, None)


@pytest.mark.parametrize("words", ["", "…", "“”", "word " * 2001])
def test_a_quotation_that_cannot_be_checked(store: Store, words: str) -> None:
    with pytest.raises(UsageError, match="a quotation has words"):
        store.read.check(words)


@pytest.mark.parametrize(
    ("asked", "recorded", "same"),
    [
        ("Ilse Brandt", "Brandt", True),
        ("brandt", "Mayor Ilse Brandt", True),
        ("Ilse Brandt", "Ms. Brandt", True),
        ("Zoë Brandt", "zoe brandt", True),
        ("Ilse M. Brandt", "Ilse Brandt", True),
        ("Ilse Brandt", "Tomas Brandt", False),
        ("Brandt", "Brandt spokesman Jonas Quist", False),
        ("Jonas Quist", "Quist, a spokesman", True),
        ("Brandt", "she", None),
        ("Brandt", None, None),
    ],
)
def test_names_that_can_be_one_speaker(asked: str, recorded: str | None, same: bool | None) -> None:
    assert naming.same(asked, recorded) is same
