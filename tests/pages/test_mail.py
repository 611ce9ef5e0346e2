"""A newsletter or a saved page is read like any page."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from onrecord.errors import SourceUnreadable
from onrecord.pages.page import HTML
from onrecord.pages.sources import pages


def test_the_html_part_of_a_newsletter_is_its_page(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter.set_content("Plain.")
    letter.add_alternative("<p>Mayor Hanne Tollner said the port is open – for now.</p>", subtype="html")
    (tmp_path / "a.eml").write_bytes(letter.as_bytes())
    [(page, _)] = pages([tmp_path])
    assert page.media == HTML
    assert "open – for now" in page.raw.decode()


@pytest.mark.parametrize("depth", [0, 5_000])
def test_a_message_without_a_page_or_nested_too_deep_is_named(tmp_path: Path, depth: int) -> None:
    file = tmp_path / "b.eml"
    file.write_bytes(b"Content-Type: message/rfc822\n\n" * depth + b"Content-Type: image/png\n\nx")
    with pytest.raises(SourceUnreadable, match=r"b\.eml"):
        list(pages([file]))
