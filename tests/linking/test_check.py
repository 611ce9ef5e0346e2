"""What a quotation is looked up by, and which verdict what was found gives."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from onrecord.errors import UsageError
from onrecord.linking.check import Answer, Question, Verdict


class On(NamedTuple):
    content: str
    speaker: str | None = None
    page: str = ""


HERS = On("we will not sell the harbour to anybody before the council has voted", "Ilse Brandt")
HIS = HERS._replace(speaker="Tomas Orveld")
SHE = HERS._replace(speaker="she", page="Mayor Ilse Brandt spoke. She left.")
HALF = On("we will not sell the harbour to anybody", "Ilse Brandt")


def asked(quotation: str, speaker: str | None, *record: On, text: Callable[[On], str] = lambda it: it.page) -> Answer[On]:
    question = Question(quotation, speaker)
    return question.answer(question.matches(record, text), lambda it: it)


def unread(it: On) -> str:
    raise AssertionError("the page's text is not needed")


@pytest.mark.parametrize(
    ("quotation", "speaker", "record", "verdict", "others"),
    [
        (HERS.content, None, (HERS,), Verdict.EXACT, 0),
        (HERS.content, "Brandt", (HIS, HERS), Verdict.EXACT, 1),
        (HERS.content, "Brandt", (HIS,), Verdict.OTHER_SPEAKER, 0),
        (HALF.content, "Brandt", (HERS,), Verdict.CUT, 0),
        (HALF.content, None, (HERS, HALF), Verdict.EXACT, 1),
        (HERS.content.replace("sell", "lease"), "Brandt", (HERS,), Verdict.ALTERED, 0),
        (HERS.content, "Brandt", (HERS._replace(content=HERS.content.replace("sell", "lease")), HIS), Verdict.OTHER_SPEAKER, 1),
        (HERS.content, "Brandt", (HALF, HIS), Verdict.OTHER_SPEAKER, 1),
        ("cormorants never read the minutes", None, (HERS, HIS), Verdict.NOT_ON_RECORD, 0),
        ("sell the port", None, (HERS,), Verdict.NOT_ON_RECORD, 0),
        (HERS.content, None, (), Verdict.NOT_ON_RECORD, 0),
        (HERS.content, None, (HERS,) * 12, Verdict.EXACT, 9),
    ],
)
def test_verdicts(quotation: str, speaker: str | None, record: tuple[On, ...], verdict: Verdict, others: int) -> None:
    answer = asked(quotation, speaker, *record, text=unread)
    assert (answer.verdict, len(answer.others)) == (verdict, others)
    assert (answer.match is None) == (verdict is Verdict.NOT_ON_RECORD)


def test_a_pronoun_is_nobody_that_the_page_does_not_name() -> None:
    answer = asked(HERS.content, "Ilse Brandt", SHE)
    assert (answer.verdict, answer.match and answer.match.same_speaker) == (Verdict.EXACT, None)
    assert asked(HERS.content, "Petra Lund", SHE).verdict is Verdict.OTHER_SPEAKER


def test_what_settles_a_question() -> None:
    for speaker, said, settled in [
        (None, (), True),
        ("Brandt", (), False),
        ("Brandt", (HERS,), True),
        ("Brandt", (HIS, SHE), False),
        ("Brandt", (HERS._replace(content=HERS.content.replace("sell", "lease")),), False),
    ]:
        question = Question(HERS.content, speaker)
        assert question.is_settled(question.matches(said, lambda it: it.page)) is settled


def test_what_a_quotation_is_looked_up_by() -> None:
    question = Question("[The council] will not sell … yet … the harbour")
    assert question.parts == [" will not sell ", " the harbour"]
    assert (len(question.words), len(question.keys), question.is_short) == (8, 6, True)
    assert (Question("harbour").parts, Question("harbour").keys, Question("harbour").is_short) == (["harbour"], [], False)
    assert not Question(HERS.content).is_short


@pytest.mark.parametrize("words", ["", "…", "“”", "word " * 2001])
def test_a_quotation_that_cannot_be_checked(words: str) -> None:
    with pytest.raises(UsageError, match="a quotation has words"):
        Question(words)
