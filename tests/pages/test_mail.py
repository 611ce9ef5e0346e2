"""A newsletter or a saved page is read like any page."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from onrecord.errors import SourceUnreadable
from onrecord.pages.page import HTML, Given
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


def letter(**headers: str) -> bytes:
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content("<p>Mayor Hanne Tollner said the port is open – for now.</p>", subtype="html")
    return message.as_bytes()


def said(tmp_path: Path, raw: bytes, name: str = "a.eml", given: Given = Given()) -> Given:  # noqa: B008
    (tmp_path / name).write_bytes(raw)
    [(_, known)] = pages([tmp_path / name], given)
    return known


def test_a_newsletters_subject_date_and_sender_are_its_headline_date_and_publisher(tmp_path: Path) -> None:
    raw = letter(From="Harbour Post <news@harbourpost.example>", Subject="Fwd: Port open – for now", Date="Wed, 4 Mar 2026 09:30:00 +0100")
    assert said(tmp_path, raw) == Given("Port open – for now", "2026-03-04T09:30:00+01:00", "Harbour Post")


def test_what_is_given_overrules_a_message(tmp_path: Path) -> None:
    raw = letter(From="Harbour Post <news@harbourpost.example>", Subject="Port open")
    assert said(tmp_path, raw, given=Given(publisher="The Strait")) == Given("Port open", None, "The Strait")


@pytest.mark.parametrize(
    "headers",
    [{}, {"From": "news@harbourpost.example"}, {"Subject": " "}, {"Date": "soon"}, {"Subject": "x" * 5000}],
)
def test_a_message_that_does_not_say_it_gives_nothing(tmp_path: Path, headers: dict[str, str]) -> None:
    assert said(tmp_path, letter(**headers)) == Given()


def test_a_saved_page_gives_its_address_and_nothing_of_the_saving(tmp_path: Path) -> None:
    address = "https://harbourpost.example/1"
    raw = letter(From="<Saved by a browser>", Subject="Port open", Date="Wed, 4 Mar 2026 09:30:00 +0100", Snapshot_Content_Location=address)
    assert said(tmp_path, raw, "a.mht") == Given(url=address)
