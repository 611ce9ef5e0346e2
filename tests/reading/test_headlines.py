"""What a user is told of a headline. All pages are written for these tests: invented people, places and firms."""

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import pages
from onrecord.errors import ModelError
from onrecord.pages import page as reader
from onrecord.reading import claims, headlines, model, passages, telling
from onrecord.vocabulary import Block, BlockKind, Document, HeadlineCheck, Kind, Span, Statement

Parts = tuple[str, str, str]
"""Source, cue and content of a statement, each as it stands in the page."""


def document(headline: str, *paragraphs: str) -> Document:
    text = "\n\n".join((headline, *paragraphs))
    blocks, at = [], 0
    for i, part in enumerate((headline, *paragraphs)):
        blocks.append(Block(at, at + len(part), BlockKind.PARAGRAPH if i else BlockKind.HEADLINE))
        at += len(part) + 2
    return Document("", "", "", text, tuple(blocks), headline=headline, headline_span=(0, len(headline)))


def statement(page: Document, parts: Parts) -> Statement:
    assert page.headline_span is not None

    def spans(words: str) -> tuple[Span, ...]:
        at = page.text.index(words, page.headline_span[1] if page.headline_span else 0)
        return (Span(at, at + len(words), words),) if words else ()

    source, cue, content = map(spans, parts)
    return Statement("-".join(parts), Kind.INDIRECT, content, cue, source, 0.9)


def check(headline: str, *paragraphs: str, said: Sequence[Parts] = ()) -> HeadlineCheck:
    page = document(headline, *paragraphs)
    found = headlines.check(page, [statement(page, parts) for parts in said])
    assert found is not None
    assert all(page.text[s.start : s.end] == s.text for s in found.evidence)
    return found


def test_a_page_that_says_it_in_its_own_voice_supports_its_headline() -> None:
    found = check(
        "Thieves make off with church organ pipes",
        "Somebody has taken 42 pipes from the organ of St Olave's church in Brant.",
        "The verger noticed on Sunday, when the first hymn began without its low notes.",
    )
    assert found.label == "supported"
    assert "42 pipes" in found.evidence[0].text


def test_what_rests_on_one_word_is_attributed_whether_the_headline_says_so_or_not() -> None:
    body = "The fire that gutted the old mill at Corran began in the wiring, the fire chief, Sten Abara, said on Monday."
    parts = ("the fire chief, Sten Abara", "said", "The fire that gutted the old mill at Corran began in the wiring")
    flat = check("Fire at mill began in wiring", body, "Nobody was hurt.", said=[parts])
    named = check("Fire at mill began in wiring, says fire chief", body, "Nobody was hurt.", said=[parts])
    assert (flat.label, named.label) == ("attributed", "attributed")
    assert "Sten Abara" in flat.why


@pytest.mark.parametrize(
    ("headline", "body", "why"),
    [
        ("Chemical causes rashes", "The chemical might cause rashes in some people, a leaflet of the makers has it.", "might"),
        ("Minister rules out fuel tax", "The minister is not ruling out a tax on fuel. Nothing has been decided.", "not"),
        ("Union accepts pay offer", "The union will ask its members in a ballot whether to accept the pay offer.", "ballot"),
        ("Visitors must pay to enter park", "Visitors will have to pay to enter the park unless they live in the town.", "unless"),
        ("Forty houses flooded at Marl", "Four houses were flooded at Marl on Sunday. The water has gone down.", "Four"),
        ("Crime rises in Oldham Bay", "There was less crime in Oldham Bay last year than in any year before.", "less"),
    ],
)
def test_a_dropped_hedge_negation_condition_or_number_is_overstated(headline: str, body: str, why: str) -> None:
    found = check(headline, body, "It rained on Monday and the market was moved under the bridge.")
    assert found.label == "overstated", found.why
    assert why.lower() in found.why.lower()


def test_a_charge_told_as_a_fact_is_overstated_where_the_page_has_the_denial() -> None:
    found = check(
        "Soldiers burned village mill",
        "Villagers accuse soldiers of having burned the mill of the village.",
        "The army denies it and speaks of lightning.",
        said=[("Villagers", "accuse", "soldiers of having burned the mill of the village"), ("The army", "denies", "it")],
    )
    assert found.label == "overstated"
    assert "denies" in found.why


def test_a_warning_given_to_somebody_else_is_overstated() -> None:
    found = check(
        "Prime minister calls for early election",
        "The leader of the opposition, Odo Batt, called for an early election.",
        "The prime minister, Ede Pask, said that she would serve her term.",
        said=[
            ("The leader of the opposition, Odo Batt", "called for", "an early election"),
            ("The prime minister, Ede Pask", "said", "that she would serve her term"),
        ],
    )
    assert found.label == "overstated"
    assert "Odo Batt" in found.why


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("President sacks finance minister", "The finance minister, Goran Till, presented the budget. The president asked for more roads."),
        ("Tiger escapes from circus", "The circus Bellini has pitched its tent in Marl. Its tiger is nineteen and mostly asleep."),
        ("Savings banks merge and close sixty branches", "The two savings banks will merge at New Year. Members voted for it on Friday."),
        ("Heir to sell castle after shock…", "The roses at the castle are out early. The gardens are open daily except Mondays."),
    ],
)
def test_a_claim_of_which_the_page_has_nothing_is_unsupported(headline: str, body: str) -> None:
    found = check(headline, body)
    assert found.label == "unsupported"
    assert "“" in found.why


def test_a_question_names_what_is_missing_and_what_the_page_has_instead() -> None:
    fear = "the firm might put off the cleaning of the wells"
    found = check(
        "Has the premier been tricked? Oil firm's secret plan for cheap…",
        f"In time {fear}, the deputy Leif Amund warned in an interview with the Morning Bell.",
        "The contract was signed in May.",
        said=[("the deputy Leif Amund", "warned", fear)],
    )
    assert found.label == "question"
    assert all(words in found.why for words in ("asks", "“secret plan", "fear", "Leif Amund", "Morning Bell"))
    assert fear in [s.text for s in found.evidence]


def test_a_question_that_the_headline_answers_asks_nothing() -> None:
    found = check(
        "Is the pier safe? Yes, say inspectors",
        "The pier is safe and sound, the inspectors said on Friday.",
        said=[("the inspectors", "said", "The pier is safe and sound")],
    )
    assert found.label == "attributed"


@pytest.mark.parametrize(
    ("headline", "asks"),
    [
        ("Has the premier been tricked? The secret plan", True),
        ("What comes next for Tarn, after the strike?", True),
        ("Will the ferry sail again", True),
        ("Leif Amund, Who Left the Party, Had Grown Tired of It", False),
        ("Will Amund tops the list", False),
        ("May Day march draws thousands", False),
    ],
)
def test_which_headlines_ask(headline: str, asks: bool) -> None:
    assert any(claim.asks for claim in claims.split(headline, 0, len(headline))) is asks


def test_a_pronoun_is_nobody_whose_word_it_could_be() -> None:
    found = check("Is the pier safe?", "We know that the pier is safe and sound.", said=[("We", "know", "the pier is safe and sound")])
    assert found.why == "The headline asks; what it has is the word of somebody."


def test_a_title_with_a_question_mark_asks_nothing() -> None:
    assert check("“Where Is Agnes?” wins film prize", "The film “Where Is Agnes?” has won the film prize of Oslo Bay.").label == "supported"


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("34 per cent", [0.34]),
        ("a third of them", [1 / 3]),
        ("one bus in five", [0.2]),
        ("two hundred and fifty thousand", [250_000.0]),
        ("1.4 million crowns", [1_400_000.0]),
        ("its third term", []),
    ],
)
def test_numbers_are_read_in_words_and_figures(words: str, values: list[float]) -> None:
    assert [value for *_, value in passages.figures(words, 0, len(words))] == pytest.approx(values)


def test_what_is_without_something_is_not_denied() -> None:
    body = "Ole Varn won his first match on Monday in straight sets. Tarn’s best player needed an hour for it."
    assert check("Ole Varn wins first match without dropping a set", body).label != "overstated"


def test_rounding_is_fine_and_ten_times_as_much_is_not() -> None:
    assert passages.alike(487, 500)
    assert passages.alike(0.34, 1 / 3)
    assert not passages.alike(40, 4)


def test_a_headline_is_split_into_its_claims() -> None:
    def parts(headline: str) -> list[str]:
        return [headline[c.start : c.end].strip(" ,:") for c in claims.split(headline, 0, len(headline))]

    assert parts("Minister quits hours after leaked minutes surface") == ["Minister quits hours after", "leaked minutes surface"]
    assert parts("Whales use names, scientists claim") == ["Whales use names"]
    assert parts("Rebels say army shelled convoy") == ["army shelled convoy"]


def test_forms_of_a_word_share_a_stem() -> None:
    assert len({passages.stem(w) for w in ("resign", "resigns", "resigned", "resigning", "resignation")}) == 1
    assert passages.stem("stolen") == passages.stem("steals") == passages.stem("stole")


def test_no_headline_no_check() -> None:
    assert headlines.check(pages.from_text("One long sentence without any title stands here.", reader.Given()), ()) is None


def test_the_check_never_calls_anybody_a_liar_right_or_biased() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(headlines.__file__).parent.glob("headlines.py"))
    assert not [word for word in (" lies", "lying", "biased", "fake") if word in source]


def test_damaged_tables_are_refused(tmp_path: Path) -> None:
    shipped = Path(str(files("onrecord.reading") / "models" / passages.SHIPPED))
    for path in shipped.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert passages.Tables(tmp_path).documents > 1_000
    (tmp_path / "senses.txt").write_text("close: open\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"senses\.txt"):
        passages.Tables(tmp_path)
    config = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "config.json").write_text(json.dumps({**config, "format": "other/9"}), encoding="utf-8")
    with pytest.raises(ModelError, match="reads"):
        passages.Tables(tmp_path)


WORDS = st.sampled_from(  # what the rules look for, and letters whose lower case has another length
    ["Mayor", "says", "no", "not", "40", "a third", "dozens", "may", "quits", "?", ":", ",", "…", "“", "”", "‘", "’", "if", "and", "İ"]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=4), st.data())
def test_any_text_gives_a_label_and_spans_that_hold(headline: str, paragraphs: list[str], data: st.DataObject) -> None:
    page = document(headline, *paragraphs)
    ends = st.integers(0, len(page.text))

    def some(most: int) -> tuple[Span, ...]:
        cuts = [sorted(data.draw(st.tuples(ends, ends))) for _ in range(data.draw(st.integers(most // 2, most)))]
        return tuple(Span(a, b, page.text[a:b]) for a, b in cuts)

    statements = [Statement(str(i), Kind.MIXED, some(2), some(1), some(1), 0.5) for i in range(data.draw(st.integers(0, 3)))]
    found = headlines.check(page, statements)
    assert (found is None) == (not headline.strip())
    if found:
        assert found.label in ("supported", "attributed", "overstated", "unsupported", "question")
        assert found.why.endswith((".", "”"))
        assert all(page.text[s.start : s.end] == s.text and s.text for s in found.evidence)
        assert found == headlines.check(page, statements)


@pytest.mark.parametrize("label", ["overstated", "unsupported"])
def test_the_network_says_nothing_against_a_headline_over_a_page_it_saw_in_part(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "mixed", lambda values, config: (label, True))
    sentences = ["Harbour Town has opened its new library.", *(f"Room {n} holds the books on the letter {n}." for n in range(40))]
    found = []
    for some in (sentences[:5], sentences):
        page = document("Harbour Town opens library", " ".join(some))
        found.append(telling.told(page, (), model.shipped().run(page.text, page.blocks).pieces))
    short, long = found
    assert short is not None
    assert short.label == label
    assert long is None
