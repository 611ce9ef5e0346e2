"""Where sentences start."""

from itertools import pairwise

import pytest

from onrecord.pages import plain
from onrecord.reading import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We sail. They wait.", ["We sail. ", "They wait."]),
        ("Mr. Rask met Dr. Velle. They spoke.", ["Mr. Rask met Dr. Velle. ", "They spoke."]),
        ("“We sail.” She left.", ["“We sail.” ", "She left."]),
        ("The U.S. envoy left. J. R. Orveld stayed.", ["The U.S. envoy left. ", "J. R. Orveld stayed."]),
        ("Will they? “Yes!” he said.", ["Will they? ", "“Yes!” he said."]),
        ("Norpress Inc. pays 4.5 per cent.", ["Norpress Inc. pays 4.5 per cent."]),
        ("No full stop\n\nThe body starts.", ["No full stop\n\n", "The body starts."]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    at = [*sentences.starts(text, plain.blocks(text)), len(text)]
    assert [text[a:b] for a, b in pairwise(at)] == parts
