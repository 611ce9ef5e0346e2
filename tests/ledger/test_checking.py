"""Did they say it?"""

import press
import pytest

from onrecord import Ledger
from onrecord.errors import UsageError
from onrecord.ledger import Store
from onrecord.linking.check import Verdict


def said(n: int, k: int = 0) -> str:
    return press.article(n)[1].statements[k].content[0].text


def test_the_five_verdicts(ledger: Ledger) -> None:
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
        answer = ledger.check(quoted, speaker=speaker)
        assert answer.verdict is verdict, (quoted, speaker)
        assert (answer.match is None) == (verdict is Verdict.NOT_ON_RECORD)


def test_a_short_quotation_with_its_middle_changed_is_recognized(store: Store, ledger: Ledger) -> None:
    store.append(*press.article(80, sentences=["cormorants eat more herring daily"]), store.run(press.MODEL, "1.0"))
    assert ledger.check("cormorants eat less herring daily").verdict is Verdict.ALTERED
    assert ledger.check("cormorants").verdict is Verdict.CUT
    assert ledger.check("more herring").verdict is Verdict.CUT


def test_words_that_hundreds_said_are_found_with_the_one_who_is_asked_for(store: Store, ledger: Ledger) -> None:
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
    assert ledger.check("no comment at all", speaker=speaker.name).verdict in (Verdict.EXACT, Verdict.CUT)


def test_who_the_page_calls_only_he_is_nobody_that_the_page_does_not_name(store: Store, ledger: Ledger) -> None:
    statement = press.article(6)[1].statements[0]
    store.judge(statement.id, "correct", "Ann", corrected={"speaker": "she"})
    words = statement.content[0].text
    assert ledger.check(words, speaker="Petra Lund").verdict is Verdict.OTHER_SPEAKER
    assert statement.speaker is not None
    answer = ledger.check(words, speaker=statement.speaker.name)
    assert (answer.verdict, answer.match and answer.match.same_speaker) == (Verdict.EXACT, None)


@pytest.mark.parametrize("words", ["", "…", "“”", "word " * 2001])
def test_a_quotation_that_cannot_be_checked(ledger: Ledger, words: str) -> None:
    with pytest.raises(UsageError, match="a quotation has words"):
        ledger.check(words)
