"""Two wordings of a quotation, word by word."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking import variants
from onrecord.linking.variants import Wording

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
    found = variants.compare(quoted, SAID)
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
    found = variants.compare(f"we paid {quoted} for it", f"we paid {recorded} for it")
    assert found is not None
    assert found.wording is Wording.ALTERED


SOME = st.lists(
    st.sampled_from(["we", "will", "not", "sell", "the", "harbour", "5", "$", "if", "never", "port", "Isles", "won't"]),
    min_size=2,
    max_size=12,
)


@given(SOME, SOME)
def test_exact_is_said_of_the_same_words_only(one: list[str], other: list[str]) -> None:
    found = variants.compare(" ".join(one), " ".join(other))
    assert (found is not None and found.wording is Wording.EXACT) == ([w.casefold() for w in one] == [w.casefold() for w in other])


@given(st.one_of(st.text(max_size=60), SOME.map("’ … ".join)))
def test_the_quick_way_to_the_words_is_the_same_as_the_long_one(text: str) -> None:
    assert variants.folded(text) == [word.key for word in variants.plain(text)]


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    found = variants.compare(one, other)
    assert found is None or 0 < found.likeness <= 1
    same = variants.compare(one, one)
    assert same is None or same.wording is Wording.EXACT or any(w.sort != "word" for w in variants.words(one))


def test_words_that_have_nothing_in_common() -> None:
    assert variants.compare("bridges burn", SAID) is None
    assert variants.compare("…", SAID) is None
    assert variants.compare("harbour", "…") is None


def test_edits_show_both_sides() -> None:
    found = variants.compare("we will never sell the port", "we will not sell the harbour")
    assert found is not None
    assert [(e.kind, e.recorded, e.quoted) for e in found.edits] == [("changed", "not", "never"), ("changed", "harbour", "port")]


def test_keys_are_shared_by_variants_and_forgive_what_a_comparison_forgives() -> None:
    keys = variants.keys(SAID)
    assert len(keys) == len(set(keys)) == len(SAID.split()) - 2
    assert variants.keys(SAID.upper().replace("’", "'")) == keys
    assert set(variants.keys("we will not sell the port")) & set(keys)
    assert variants.keys("the harbour") == []


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=12), st.integers(1, 5))
def test_runs_of_words_have_the_checksum_of_their_words_with_spaces(words: list[str], length: int) -> None:
    each = [zlib.crc32(" ".join(words[i : i + length]).encode()) for i in range(len(words) - length + 1)]
    assert variants.runs(words, length) == each
