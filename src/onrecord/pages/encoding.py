"""Bytes to characters: what a page's bytes say, whatever it declares."""

import codecs
import re
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# Python's other codecs are none of a page's business: 'unicode_escape' lets lone surrogates in, 'utf-7' hides tags.
_CHARSETS = re.compile(
    r"utf-8|cp\d+|iso8859-\d+|koi8-[rut]|mac-\w+|gb(?:k|2312|18030)|big5(?:hkscs)?|shift_jis\w*|euc_\w+|iso2022_\w+|tis-620|johab|kz1048|ptcp154"
)
_BROWSERS_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}  # https://encoding.spec.whatwg.org
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f-\x84\x86-\x9f\ufffd]")
_WESTERN = re.compile(r"[\x00-\x7f\xa0-\xff‘’‚“”„–—…•€™œŒšŠžŽŸ‹›†‡]*")
_SAMPLE = 65_536


def decode(raw: bytes, html: bool = False, told: str | None = None) -> str | None:
    """The characters of `raw` without its byte-order mark, or None where it is no text. `html`: a declared charset counts; `told`: the
    charset that came with it, as in an HTTP header.

    In turn: byte-order mark, UTF-8 (a few broken bytes in it become U+FFFD), what was told, what the page declares, Windows-1252 where
    that gives Western letters and quotation marks, charset-normalizer, and last UTF-8 with up to one character in fifty broken. The
    result can always be written as UTF-8.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            try:
                return _plausible(raw[len(mark) :].decode(name))
            except UnicodeDecodeError:
                break
    if b"\0" in raw:
        return None
    try:
        return _plausible(raw.decode())
    except UnicodeDecodeError:
        pass
    lenient = raw.decode(errors="replace")
    broken = lenient.count("\ufffd")
    beyond_ascii = sum(len(run) for run in re.findall(r"[^\x00-\x7f]+", lenient))
    if beyond_ascii > 5 * broken:  # valid UTF-8 sequences hardly ever come about by chance
        return _plausible(lenient)
    for name in _candidates(raw, html, told):
        try:
            text = raw.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
        if (found := _plausible(text)) is not None:
            return found
    return _plausible(lenient) if broken <= 0.02 * len(lenient) else None


def _candidates(raw: bytes, html: bool, told: str | None) -> Iterator[str]:
    declared = _META.search(raw[:8192]) if html else None
    for named in (told, declared[1].decode("latin-1") if declared else None):
        try:
            name = codecs.lookup(named or "").name
        except (LookupError, UnicodeError, ValueError):
            name = ""
        name = _BROWSERS_READ_AS.get(name, name)
        if _CHARSETS.fullmatch(name):
            yield name
    first = re.search(rb"[\x80-\xff]", raw)
    start = raw.rfind(b"\n", 0, first.start()) + 1 if first else 0
    if first and first.start() - start > _SAMPLE // 2:
        start = first.start() - _SAMPLE // 2
    sample = raw[start : start + _SAMPLE]
    western = sample.decode("cp1252", errors="replace")
    if _WESTERN.fullmatch(western) and len(re.findall(r"[^\x00-\x7f]", western)) <= 0.03 * len(western):
        yield "cp1252"  # an English page: too few bytes beyond ASCII for statistics, which then guess at random
    from charset_normalizer import from_bytes  # here, because reading UTF-8 need not pay for it

    yield from (guess.encoding for guess in from_bytes(sample))


def _plausible(text: str) -> str | None:
    """The text, unless more than a tenth of it is control characters (a few pages carry some) or any is NUL."""
    text = text.removeprefix("\ufeff")
    return None if "\0" in text or sum(1 for _ in _CONTROL.finditer(text)) > 0.1 * len(text) else text
