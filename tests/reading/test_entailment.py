"""How headline and passages are laid before the network. All pages are invented."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.reading import entailment, headlines, model, passages, telling
from onrecord.reading.pieces import CLS, SEP
from onrecord.vocabulary import Block, BlockKind, Document

HEADLINE = "Mayor opens bridge"
BODY = "Ada Lund opened the bridge in Tarn on Monday. It cost 4m crowns. “Nobody will pay a toll,” the mayor told Norpress."


def document(headline: str, body: str) -> Document:
    gap = len(headline) + 2
    blocks = (Block(0, len(headline), BlockKind.HEADLINE), Block(gap, gap + len(body), BlockKind.PARAGRAPH))
    return Document("", "", "", f"{headline}\n\n{body}", blocks, headline=headline, headline_span=(0, len(headline)))


def test_a_voice_is_the_pages_somebodys_or_that_of_who_says_it() -> None:
    record = onrecord.read(text=f"{HEADLINE}\n\n{BODY}")
    page = record.document
    pieces = model.shipped().run(page.text, page.blocks).pieces
    voices = entailment.voiced(pieces, record.statements)[3]

    def of(words: str) -> set[int]:
        at = page.text.index(words)
        return set(voices[(pieces.start >= at) & (pieces.end <= at + len(words))].tolist())

    assert of("It cost 4m crowns") == {entailment.OWN}
    assert of("Nobody will pay a toll") == {entailment.SAID}
    assert of("the mayor told") == {entailment.SAYING}


def test_headline_first_then_the_passages_each_with_positions_of_its_own() -> None:
    page = document(HEADLINE, BODY)
    pieces = model.shipped().run(page.text, page.blocks).pieces
    sentences = passages.page(page, passages.shipped())
    title = entailment.title(pieces, (0, len(HEADLINE)))
    body = entailment.chosen(entailment.voiced(pieces, ()), entailment.ranges(pieces, sentences), [1.0] * len(sentences))
    made = entailment.together(body, title)
    n = title.shape[1]
    assert (made[0, 0], made[0, n - 1]) == (CLS, SEP)
    assert set(made[3, :n]) == {entailment.HEADLINE}
    assert made[4, :n].tolist() == list(range(n))
    assert made[4, n:].tolist() == list(range(entailment.FIRST, entailment.FIRST + body.shape[1]))


def test_what_does_not_fit_is_left_out_by_what_it_bears_and_the_gap_is_marked() -> None:
    body = np.stack([np.arange(300)] * 4)
    made = entailment.chosen(body, [(0, 100), (100, 200), (200, 300)], [0.9, 0.1, 0.5], budget=200)
    assert made[0].tolist() == [*range(100), SEP, *range(200, 300)]
    assert made[3, 100] == entailment.GAP
    assert entailment.chosen(body, [(0, 300)], [1.0], budget=200).shape == (4, 200)
    assert entailment.chosen(body, [], []).shape == (4, 1)


def test_a_short_page_is_looked_at_whole_a_long_one_in_part() -> None:
    body = np.stack([np.arange(2 * entailment.WHOLE)] * 4)
    halves = [(0, entailment.WHOLE - 10), (entailment.WHOLE - 10, entailment.WHOLE)]
    assert entailment.chosen(body, halves, [0.1, 0.9])[0].tolist() == [*range(entailment.WHOLE)]
    assert entailment.chosen(body, [halves[0], (halves[1][0], entailment.WHOLE + 1)], [0.9, 0.1]).shape[1] == entailment.BUDGET


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=120).filter(str.strip), st.text(max_size=400))
def test_any_page_is_judged_or_not_and_evidence_stands_in_it(headline: str, body: str) -> None:
    page = document(headline, body)
    pieces = model.shipped().run(page.text, page.blocks).pieces
    check = telling.told(page, (), pieces)
    if check is not None:
        assert check.label in (*headlines.LABELS, headlines.QUESTION)
        assert all(page.text[s.start : s.end] == s.text for s in check.evidence)


def test_a_label_is_told_from_its_bar_on_and_supported_only_without_doubt() -> None:
    def config(*scores: float) -> dict[str, object]:
        return {"mix": [[0.0] * 8 + [score] for score in scores], "sure": 0.6, "doubt": 0.1}

    assert telling.mixed([0.0] * 8, config(0, 0, 0, 0))[1] is False
    assert telling.mixed([0.0] * 8, config(0, 0, 9, 0)) == (headlines.ATTRIBUTED, True)
    assert telling.mixed([0.0] * 8, config(0, 0, 0, 9)) == (headlines.SUPPORTED, True)
    assert telling.mixed([0.0] * 8, config(1, 0, 0, 2.5)) == (headlines.SUPPORTED, False)
