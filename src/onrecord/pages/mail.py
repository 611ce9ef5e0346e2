"""Saved messages (.eml) and saved pages (.mht, .mhtml): the one page each of them holds. What is attached is not followed."""

import email
import re
from email.message import EmailMessage
from email.policy import default

from onrecord.errors import SourceUnreadable
from onrecord.pages.dates import moment
from onrecord.pages.web import is_address

Says = dict[str, str]
"""What a message says of its page: headline, published (ISO 8601), publisher, url; what it does not say is missing."""

# What a newsletter keeps to, and most saved pages; the library's time grows with the square of these.
_ORDINARY_SIZE, _ORDINARY_PARTS = 3_000_000, 200
_LONG_HEADER = re.compile(rb"(?:^|\n)[\w-]{1,60}:[^\n]{4000}")
_LONGEST_HEADER = 1_000
_ANSWERED = re.compile(r"(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_REMEDY = "save the page itself as HTML"


def page(name: str, raw: bytes) -> tuple[bytes, bool, Says]:
    """The page in the message `raw`, as UTF-8; whether it is HTML; and what the message says of it.

    It is its first HTML part, else its first plain one. A newsletter's subject, date and sender are the page's headline, date and
    publisher; a saved page's address is its own, and the rest of it tells of the saving. Raises SourceUnreadable, naming `name`, where
    there is no such part or the message is nested too deep, SourceTooLarge where it takes too long to parse.
    """
    if len(raw) > _ORDINARY_SIZE or raw.count(b"\n--") > _ORDINARY_PARTS or _LONG_HEADER.search(raw):
        from onrecord.pages import apart  # here, because hardly any message needs it

        return apart.message(name, raw)
    return parsed(name, raw)


def parsed(name: str, raw: bytes) -> tuple[bytes, bool, Says]:
    """As `page`, whatever it may take."""
    try:
        message = email.message_from_bytes(raw, policy=default)
        parts = [part for part in message.walk() if not part.is_multipart() and part.get_content_disposition() != "attachment"]
        for kind in ("text/html", "text/plain"):
            for part in parts:
                if part.get_content_type() == kind and (text := str(part.get_content())).strip():
                    return text.encode(errors="replace"), kind == "text/html", _says(message, part)
    except RecursionError:
        raise SourceUnreadable(name, "is nested too deep", _REMEDY) from None
    except (LookupError, ValueError, TypeError, AttributeError) as problem:  # a charset nobody knows, a header that the library trips over
        raise SourceUnreadable(name, f"is not a message that can be read ({problem})"[:300], _REMEDY) from None
    raise SourceUnreadable(name, "holds neither an HTML nor a text part", _REMEDY)


def _says(message: EmailMessage, part: EmailMessage) -> Says:
    place = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
    if place:
        return {"url": place} if is_address(place) else {}
    sender = message["From"].addresses if _header(message, "From") else ()
    told = {
        "headline": _ANSWERED.sub("", _header(message, "Subject") or "", count=1),
        "published": moment(_header(message, "Date")),
        "publisher": sender[0].display_name if sender else "",
    }
    return {name: " ".join(words.split()) for name, words in told.items() if words and words.strip()}


def _header(message: EmailMessage, name: str) -> str | None:
    """A header decoded; None where there is none, or one longer than anybody's."""
    value = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return str(message[name]).strip() if value.strip() and len(value) <= _LONGEST_HEADER else None
