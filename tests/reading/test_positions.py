"""What speakers do with their statements, and on which terms."""

import json
import math
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import ModelError
from onrecord.reading import acts, model, positions
from onrecord.vocabulary import PLOVER, Document, Kind, Span, Statement


def filled(source: str, cue: str, content: str, before: str = "", after: str = ".") -> Statement:
    """A statement laid out as source, cue, content, with what stands around it."""
    text = f"{before}{source} {cue} {content}{after}"
    at = len(before)
    starts = (at, at + len(source) + 1, at + len(source) + len(cue) + 2)
    spans = [(Span(i, i + len(w), w),) if w else () for i, w in zip(starts, (source, cue, content), strict=True)]
    statement = Statement("s", Kind.INDIRECT, spans[2], spans[1], spans[0], 0.9)
    done = positions.fill(statement, Document("d", "t", "here", text, ()))
    for span in [*(done.act_evidence or ()), *(done.conditions or ())]:
        assert text[span.start : span.end] == span.text
    return done


@pytest.mark.parametrize(
    ("source", "cue", "content", "act"),
    [
        ("The minister", "did not rule out", "talks with the islanders", "offer"),
        ("The minister", "ruled out", "talks with the islanders", "refuse"),
        ("The agency", "ruled out", "any involvement of its drivers", "deny"),
        ("The bank", "refused to deny", "that it was for sale", "refuse"),
        ("The singer", "denied", "having struck the drummer", "deny"),
        ("The singer", "declined", "to meet the drummer", "refuse"),
        ("The mayor", "urged", "the firm to mend the pump", "demand"),
        ("The mayor", "promised", "to mend the pump", "promise"),
        ("The mayor", "offered", "to mend the pump", "offer"),
        ("The mayor", "asked", "why nobody had mended the pump", "ask"),
        ("The mayor", "admitted", "that nobody had mended the pump", "confirm"),
        ("The mayor", "praised", "the men who mended the pump", "support"),
        ("The mayor", "blamed", "the firm for the state of the pump", "accuse"),
        ("The mayor", "threatened", "to fine the firm", "threaten"),
        ("The mayor", "warned", "that the wells could run dry", "warn"),
        ("The mayor", "expects", "a dry summer", "predict"),
        ("The mayor", "said", "the pump dated from 1911", "assert"),
        ("The union", "said", "the foreman must go", "demand"),
        ("The union", "said", "it would call a strike unless the foreman went", "threaten"),
        ("The union", "said", "it would not sign", "refuse"),
        ("The envoy", "said", "he was ready to meet the rebels", "offer"),
        ("The envoy", "said", "“Who paid for the boat?”", "ask"),
    ],
)
def test_meaning_comes_before_the_cue(source: str, cue: str, content: str, act: str) -> None:
    done = filled(source, cue, content)
    assert done.act == act
    assert done.polarity == acts.POLARITY.get(act, "neutral")
    assert done.act_evidence


@pytest.mark.parametrize(
    ("content", "conditions"),
    [
        ("he would sing if the hall was warm", [("if", "if the hall was warm")]),
        ("he would sing only if the hall was warm", [("only-if", "only if the hall was warm")]),
        ("that if the hall was warm he would sing", [("if", "if the hall was warm")]),
        ("he would not sing unless the hall was warm", [("unless", "unless the hall was warm")]),
        ("nobody would sing until the choir had been paid", [("until", "until the choir had been paid")]),
        ("he would sing as long as the lamps burned", [("while", "as long as the lamps burned")]),
        ("he would sing in return for a new coat", [("exchange", "in return for a new coat")]),
        ("there could be no concert without a piano", [("requirement", "without a piano")]),
        ("the concert hinges on a piano", [("requirement", "hinges on a piano")]),
        ("the piano must be tuned first", [("requirement", "the piano must be tuned first")]),
        ("should the roof leak, he would sing elsewhere", [("if", "should the roof leak")]),
        ("he would sing, provided the hall was warm", [("only-if", "provided the hall was warm")]),
        ("he would sing even if the hall was cold", []),
        ("he sang as if the hall was full", []),
        ("few, if any, of the chairs were taken", []),
        ("he wondered if the hall was warm", []),
        ("he would sing until Sunday", []),
        ("the lamps went out when the second act began", []),
        ("there will be no talks as long as a single soldier stands here", [("while", "as long as a single soldier stands here")]),
        ("the queue was as long as the pier", []),
        ("the talks lasted as long as a year", []),
        ("„We will not sail before the mine is closed.“", [("until", "before the mine is closed")]),
        ("the hall had provided chairs for sixty guests", []),
        ("he had certain conditions", []),
        ("the choir had threatened to leave if the hall was cold", []),
        ("“What if the hall is cold?”", []),
    ],
)
def test_conditions_with_their_kind(content: str, conditions: list[tuple[str, str]]) -> None:
    done = filled("The tenor", "said", content)
    assert [(c.kind, c.text) for c in done.conditions or ()] == conditions


def test_a_condition_in_front_of_the_whole_sentence_counts() -> None:
    done = filled("the tenor", "said", "he would go home", before="Asked what he would do if the roof fell in, ")
    assert [(c.kind, c.text) for c in done.conditions or ()] == [("if", "if the roof fell in")]


def test_a_condition_does_not_run_over_a_cut_in_the_content() -> None:
    text = "If the roof leaks, the tenor said, he will go home."
    content = (Span(0, 17, text[0:17]), Span(35, 50, text[35:50]))
    done = positions.fill(
        Statement("s", Kind.INDIRECT, content, (Span(29, 33, "said"),), (Span(19, 28, "the tenor"),), 0.9),
        Document("d", "t", "h", text, ()),
    )
    assert [c.text for c in done.conditions or ()] == ["If the roof leaks"]


def test_content_without_a_word_stays_unfilled() -> None:
    assert filled("He", "said", "…").act is None


PIECES = (
    "if only unless until as long provided that in return for without no not will would said the minister he “ ” , . ? ; should were first "
    "then before when while once depends on must say it ‘ ’ 12 can't \n\n"
)
WORDS = st.lists(st.sampled_from(PIECES.split(" ")), max_size=25).map(" ".join)


@given(WORDS | st.text(max_size=60), WORDS | st.text(max_size=20), WORDS | st.text(max_size=80), st.text(max_size=20) | WORDS)
def test_any_text_gives_spans_that_hold(source: str, cue: str, content: str, around: str) -> None:
    done = filled(source, cue, content, before=around, after=around)
    assert done.act is None or done.act in acts.ACTS
    assert (done.act is None) == (done.polarity is None) == (done.act_evidence is None)


def test_an_act_that_is_not_sure_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told = filled("He", "offered", "to pay half of it")
    monkeypatch.setattr(acts, "settled", lambda *_: ("offer", positions.SURE - 0.01))
    done = filled("He", "offered", "to pay half of it")
    assert told.act == "offer"
    assert (done.act, done.polarity, done.act_evidence, done.conditions) == (None, None, None, ())


def test_the_network_is_asked_only_where_the_linear_model_is_unsure() -> None:
    def nobody() -> list[float]:
        raise AssertionError("the network was asked")

    clear = [0.7, *[0.3 / 12] * 12]
    act, sure = acts.settled(clear, acts.NO_GLANCE, nobody)
    assert (act, round(sure, 6)) == ("assert", 0.7)
    unsure = [0.3, 0.28, *[0.42 / 11] * 11]
    network = [math.log(p) for p in (0.1, 0.6, *[0.3 / 11] * 11)]
    act, sure = acts.settled(unsure, acts.NO_GLANCE, lambda: network)
    assert act == "confirm"
    assert 0.5 < sure < 0.9


def test_who_assures_that_he_will_not_refuses() -> None:
    assert filled("The envoy", "assured", "that the army will not leave the island").act == "refuse"
    assert acts.worded("promise", 0.6, "assured", "that his country would never give up the port") == ("refuse", 0.6)
    assert acts.worded("promise", 0.6, "vowed", "that the army will not leave the island") == ("promise", 0.6)
    assert acts.worded("promise", 0.6, "assured", "that the ground will not be sold") == ("promise", 0.6)


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("that the president remains open to peace talks", "offer"),
        ("that a conversation between the two mayors is possible if it would end the strike", "offer"),
        ("We’re still willing to sell the ferry", "offer"),
        ("the union is ready to resume talks", "offer"),
        ("that the union is not willing to talk", "assert"),
        ("the army is ready to attack", "assert"),
        ("people who are willing to wait", "assert"),
        ("the gardens are open to the public", "assert"),
        ("that rain is possible if the wind turns", "assert"),
    ],
)
def test_who_is_open_to_something_offers(content: str, act: str) -> None:
    assert acts.worded("assert", 0.4, "said", content) == (act, 0.9 if act == "offer" else 0.4)
    assert acts.worded("accuse", 0.4, "said", content) == ("accuse", 0.4)


def test_who_says_that_there_is_a_risk_warns() -> None:
    assert acts.worded("predict", 0.3, "said", "There is a risk that the truce will be used to train soldiers") == ("warn", 0.9)
    assert acts.worded("assert", 0.3, "said", "there was no risk") == ("assert", 0.3)


def test_what_the_shared_pass_says_counts_beside_the_linear_model() -> None:
    unsure = [0.35, 0.3, *[0.35 / 11] * 11]
    glance = [math.log(p) for p in (0.02, 0.9, *[0.08 / 11] * 11)]
    flat = [math.log(1 / 13)] * 13
    assert acts.settled(unsure, acts.NO_GLANCE, lambda: flat)[0] == "assert"
    assert acts.settled(unsure, glance, lambda: flat)[0] == "confirm"


def test_the_network_reads_the_beginning_and_the_end_of_a_long_content() -> None:
    words = model.shipped()._tokenizer
    pieces = model.act_pieces(words, "said", "they must go " * 60 + "home")
    assert pieces.shape == (4, 47)
    assert words.decode(pieces[0].tolist()).endswith("they must go home")
    assert pieces[1].tolist() == [0, *[model.IN_CUE] * 2, *[model.IN_CONTENT] * 44]


def test_a_damaged_network_of_acts_is_refused(tmp_path: Path) -> None:
    shipped = Path(acts.__file__).parent / "models"
    for name in (model.SHIPPED_ACTS, model.SHIPPED):
        (tmp_path / name).mkdir()
    shutil.copy(shipped / model.SHIPPED_ACTS / "config.json", tmp_path / model.SHIPPED_ACTS)
    (tmp_path / model.SHIPPED_ACTS / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match="damaged"):
        model.Acts(tmp_path / model.SHIPPED_ACTS)


def test_a_damaged_model_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "acts-1"
    shutil.copytree(Path(acts.__file__).parent / "models" / acts.SHIPPED, folder)
    assert acts.Model(folder).weight("bias", "assert")
    weights = folder / "weights.json"
    weights.write_bytes(weights.read_bytes() + b" ")
    with pytest.raises(ModelError, match="damaged"):
        acts.Model(folder)
    (folder / "config.json").write_text(json.dumps({"digests": {}}))
    with pytest.raises(ModelError, match="not a whole model folder"):
        acts.Model(folder)


def test_every_act_with_a_counterpart_in_plover_is_an_act() -> None:
    assert set(PLOVER) <= set(acts.ACTS)
    assert set(acts.POLARITY) <= set(acts.ACTS)
