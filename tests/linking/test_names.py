"""Whether two names can be one speaker's."""

import pytest

from onrecord.linking import names


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
    assert names.same(asked, recorded) is same
