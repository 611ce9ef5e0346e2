"""Saved messages (.eml) and saved pages (.mht, .mhtml): the one page each of them holds. What is attached is not followed."""

import email
from email.policy import default

from onrecord.errors import SourceUnreadable


def body(name: str, raw: bytes) -> tuple[bytes, bool]:
    """The page in the message `raw`, as UTF-8, and whether it is HTML: its first HTML part, else its first plain one.

    Raises SourceUnreadable, naming `name`, where there is no such part or the message is nested too deep.
    """
    try:
        message = email.message_from_bytes(raw, policy=default)
        parts = [part for part in message.walk() if not part.is_multipart() and part.get_content_disposition() != "attachment"]
        for kind in ("text/html", "text/plain"):
            for part in parts:
                if part.get_content_type() == kind and (text := str(part.get_content())).strip():
                    return text.encode(errors="replace"), kind == "text/html"
    except RecursionError:
        raise SourceUnreadable(name, "is nested too deep", "save the page itself as HTML") from None
    except (LookupError, ValueError, TypeError) as problem:  # a charset nobody knows, a header that the library trips over
        raise SourceUnreadable(name, f"is not a message that can be read ({problem})", "save the page itself as HTML") from None
    raise SourceUnreadable(name, "holds neither an HTML nor a text part", "save the page itself as HTML")
