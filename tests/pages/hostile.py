"""Files that are made to hang, explode or fool a reader of pages: `python tests/pages/hostile.py FOLDER` writes them all.

Each is made by a few lines, so that nothing large or dangerous lies in the repository. What they say is invented.
"""

import gzip
import io
import json
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

CREWS = "<p>Crews voted on Tuesday to go back, their union said in Port Vell. “We won,” said Mara Dunlin of the harbour union.</p>\n"
ARTICLE = f"<h1>Ferry strike ends after a long week</h1>{CREWS * 3}"
TEXT = "Ferry strike ends\n\nCrews voted on Tuesday, their union said.\n\n“We won,” said Mara Dunlin.\n"

Made = Callable[[], bytes]
FILES: dict[str, Made] = {}


def _file(name: str) -> Callable[[Made], Made]:
    def kept(make: Made) -> Made:
        FILES[name] = make
        return make

    return kept


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Ferry strike ends</title>{head}</head><body>{body}</body></html>".encode(
        "utf-8", "surrogatepass"
    )


def _pages(**made: Callable[[], bytes]) -> None:
    FILES.update({f"{name.replace('_', '-')}.html": make for name, make in made.items()})


# Tags and attributes without end

_pages(
    nested_divs=lambda: page("<div>" * 60_000 + ARTICLE + "</div>" * 60_000),
    nested_inline=lambda: page("<b><i>" * 30_000 + ARTICLE),
    nested_lists=lambda: page("<ul><li>" * 20_000 + ARTICLE),
    nested_tables=lambda: page("<table><tr><td>" * 10_000 + ARTICLE),
    nested_just_below_the_limit=lambda: page(("<div>" * 200 + CREWS + "</div>" * 200) * 200),
    misnested=lambda: page("<b><p><i></b></p><table><b></i>" * 20_000 + ARTICLE),
    never_closed=lambda: page("<p><span><font><a href=x>" * 20_000 + ARTICLE),
    closers_only=lambda: page("</div></b></p>" * 200_000 + ARTICLE),
    attributes_200000=lambda: page("<div " + " ".join(f"a{n}=1" for n in range(200_000)) + f">{ARTICLE}</div>"),
    attributes_20000_on_each=lambda: page(("<div " + " ".join(f"a{n}" for n in range(19_000)) + ">x</div>") * 40 + ARTICLE),
    attribute_of_10_mb=lambda: page(f'<div data-x="{"y" * 10_000_000}">{ARTICLE}</div>'),
    classes_without_end=lambda: page(f'<div class="{"byline date " * 200_000}">{ARTICLE}</div>'),
    paragraphs_120000=lambda: page("<p>said</p>" * 120_000),
    paragraphs_just_below_the_limit=lambda: page("<p>Crews voted, their union said.</p>" * 49_000),
    spans_just_below_the_limit=lambda: page("<div>" * 150 + "<span class=date>4 March 2026</span>" * 49_000),
    headings_without_end=lambda: page("<h1>Ferry strike ends</h1>" * 40_000 + ARTICLE),
    links_without_end=lambda: page("<p><a href='/x'>More on the ferry</a></p>" * 24_000 + ARTICLE),
    line_breaks_without_end=lambda: page("<p>" + "a<br>" * 90_000 + "</p>"),
    quotes_without_end=lambda: page("<q>" * 200 + "we won" + "</q>" * 200 + "<q>we won</q>" * 40_000 + ARTICLE),
    cells_without_end=lambda: page("<table>" + "<tr>" + "<td>1</td>" * 90_000 + "</tr></table>" + ARTICLE),
    metas_without_end=lambda: page(ARTICLE, "<meta property=article:published_time content=2026-03-04>" * 80_000),
    scripts_without_end=lambda: page(ARTICLE, "<script>x</script>" * 400_000),
    comments_never_closed=lambda: page("<!--" * 1_000_000 + ARTICLE),
    scripts_never_closed=lambda: page("<script>" * 500_000 + ARTICLE),
    quotes_never_closed=lambda: page('<a href="' * 300_000 + ARTICLE),
    brackets_only=lambda: page("<" * 15_000_000),
    processing_instructions=lambda: page("<?x " * 1_000_000 + ARTICLE),
    cdata_without_end=lambda: page("<![CDATA[" * 500_000 + ARTICLE),
)

# Words without end

_pages(
    one_line_of_19_mb=lambda: page("<p>" + "we won said Mara Dunlin " * 800_000 + "</p>"),
    one_word_of_19_mb=lambda: page(f"<p>{'x' * 19_000_000}</p>{ARTICLE}"),
    blanks_only_19_mb=lambda: page(f"<p>{' ' * 19_000_000}</p>{ARTICLE}"),
    blanks_in_a_line=lambda: page("<p>We won" + " " * 1_900_000 + "said Mara Dunlin.</p>" + ARTICLE),
    line_ends_only=lambda: page("\n" * 15_000_000 + ARTICLE),
    full_stops=lambda: page("<p>" + ". " * 2_000_000 + "</p>" + ARTICLE),
    quotation_marks=lambda: page("<p>" + "“‘" * 1_000_000 + "</p>" + ARTICLE),
    figures_without_end=lambda: page("<p class=date>" + "1 " * 1_000_000 + "March 2026</p><time>" + "12:" * 500_000 + "</time>" + ARTICLE),
    title_of_5_mb=lambda: page(f"<h1>{'Ferry strike ends | ' * 250_000}</h1>{CREWS * 3}"),
    byline_of_5_mb=lambda: page(f"<p class=byline>By {'Mara Dunlin and ' * 300_000}</p>{ARTICLE}"),
    dashes_without_end=lambda: page(ARTICLE, f"<title>{'a - ' * 400_000}</title><meta property=og:title content='{'| - ' * 400_000}'>"),
    entities_without_end=lambda: page("<p>" + "&amp;lt;" * 2_000_000 + "</p>" + ARTICLE),
    accents_on_one_letter=lambda: page("<p>We w" + "o" + "\u0301" * 2_000_000 + "n</p>" + ARTICLE),
    address_of_5_mb=lambda: page(ARTICLE, f"<link rel=canonical href='//a.example/{'../' * 1_500_000}'><base href='{'/' * 500_000}'>"),
)

# What a page says of itself

_LD = '<script type="application/ld+json">{}</script>'
_pages(
    ld_nested=lambda: page(ARTICLE, _LD.format('{"@graph":[' * 50_000 + "1" + "]}" * 50_000)),
    ld_nested_just_below_the_limit=lambda: page(ARTICLE, _LD.format('{"@graph":[' * 400 + "{}" + "]}" * 400) * 500),
    ld_wide=lambda: page(ARTICLE, _LD.format(json.dumps([{"@type": "NewsArticle", "headline": f"Day {n}"} for n in range(150_000)]))),
    ld_authors=lambda: page(ARTICLE, _LD.format(json.dumps({"author": [{"name": f"Mara {n}"} for n in range(200_000)]}))),
    ld_refers_to_itself=lambda: page(
        ARTICLE, _LD.format('{"@id":"a","@type":"NewsArticle","author":{"@id":"a"},"publisher":{"@id":"b"},"isPartOf":{"@id":"a"}}') * 3_000
    ),
    ld_numbers=lambda: page(ARTICLE, _LD.format('{"@type":"NewsArticle","datePublished":' + "9" * 1_000_000 + ',"wordCount":1e999999}')),
    ld_of_10_mb=lambda: page(ARTICLE, _LD.format(json.dumps({"@type": "NewsArticle", "articleBody": "We won. " * 1_200_000}))),
    ld_body_of_markup=lambda: page(ARTICLE, _LD.format(json.dumps({"@type": "NewsArticle", "articleBody": "<&lt;" * 1_000_000 + ">"}))),
    ld_body_that_is_none=lambda: page(ARTICLE, _LD.format('{"@type":"NewsArticle","articleBody":[{"@value":["x"]},1e9,null]}')),
    ld_body_of_strange_words=lambda: page(
        ARTICLE, _LD.format(json.dumps({"@type": "NewsArticle", "articleBody": " ".join(f"w{n}" for n in range(150_000))}))
    ),
    marked_body_of_many=lambda: page("<div itemprop=articleBody>" + "<p>We won. <b>It</b> rained.</p>" * 4_000 + "</div>"),
    live_updates=lambda: page(
        ARTICLE,
        _LD.format(
            json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": [{"headline": "x", "articleBody": "We won. " * 20}] * 60_000})
        ),
    ),
    script_in_title=lambda: page(
        ARTICLE, "<title><script>alert('Ferry')</script> – Harbour Post</title><meta property=og:title content='<img onerror=x>'>"
    ),
    bidi_controls=lambda: page(
        "<h1>Ferry \u202estrike\u202c ends \u2066again\u2069</h1>" + CREWS.replace("Mara", "\u202eMara\u202c\u200b") * 3
    ),
    null_bytes=lambda: page(ARTICLE.replace("won", "w\0n")),
    lone_surrogates=lambda: page(ARTICLE.replace("won", "w\ud800n") + "&#xD800;&#0;&#x110000;&#99999999999;"),
    control_characters=lambda: page(ARTICLE.replace(" ", " \x01\x02\x1b[31m")),
    entity_bomb=lambda: (
        b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'ha'>"
        + b"".join(b"<!ENTITY %c '%b'>" % (c + 1, b"&%c;" % c * 10) for c in range(97, 110))
        + b"]><html><body><h1>Ferry</h1><p>&n; &n;</p></body></html>"
    ),
    entity_of_a_file=lambda: (
        b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><body><p>&x;</p>" + ARTICLE.encode() + b"</body></html>"
    ),
    charset_that_is_none=lambda: page(ARTICLE, "<meta charset=unicode_escape>").replace(b"won", b"w\xffn"),
    charset_utf_7=lambda: page(ARTICLE + "+ADw-script+AD4-", "<meta charset=utf-7>").replace("“".encode(), b"\x93"),
    charset_utf_16_told_wrong=lambda: page(ARTICLE, "<meta charset=utf-16>"),
    charset_mixed=lambda: page(ARTICLE) + "Côte-Vell".encode("cp1252") * 50_000 + "Côte-Vell".encode() * 50_000,
    half_of_utf_16=lambda: "\ufeff".encode("utf-16-le") + page(ARTICLE).decode().encode("utf-16-le")[:-1],
    empty_elements_only=lambda: page("<div></div>" * 10_000),
    frames_only=lambda: b"<html><frameset><frame src=a><frame src=b></frameset></html>",
    doctype_of_5_mb=lambda: b"<!doctype html " + b"x" * 5_000_000 + b">" + page(ARTICLE),
    svg_and_math=lambda: page("<svg><title><style><img src=x></svg><math><mtext><table><mglyph>" * 5_000 + ARTICLE),
    templates=lambda: page("<template><div>" * 100 + ARTICLE + "<noscript>" * 1_000),
)

# Packed, in lines, in parts

for name, made in {
    "text-of-19-mb.txt": lambda: b"We won, said Mara Dunlin. " * 740_000,
    "text-in-one-word.txt": lambda: b"x" * 19_000_000,
    "text-of-line-ends.txt": lambda: b"\n\r" * 9_000_000 + TEXT.encode(),
    "text-of-short-lines.txt": lambda: b"a\n" * 9_000_000,
    "text-of-blanks.txt": lambda: b"We won" + b" \t" * 4_000_000 + b"said Mara Dunlin.",
    "text-of-quotes.txt": lambda: "“".encode() * 6_000_000,
    "text-of-headings.txt": lambda: b"Related Articles\n\n" * 500_000,
    "text-in-greek-and-latin.txt": lambda: ("άνεμος wind " * 500_000).encode(),
    "text-in-any-bytes.txt": lambda: bytes(range(256)) * 40_000,
    "text-in-high-bytes.txt": lambda: bytes(range(128, 256)) * 80_000,
    "text-too-large.txt": lambda: b"a " * 15_000_000,
    "bomb.html.gz": lambda: gzip.compress(bytes(300_000_000), 1),
    "bomb-in-bomb.txt.gz": lambda: gzip.compress(gzip.compress(bytes(50_000_000))),
    "cut-off.html.gz": lambda: gzip.compress(page(ARTICLE * 50))[:-40],
    "damaged.html.gz": lambda: gzip.compress(page(ARTICLE * 50)).replace(b"\0", b"\1"),
    "members.txt.gz": lambda: gzip.compress(b"We won. ") * 200_000,
    "broken.jsonl": lambda: b'{"text": "We won."}\n{"text": "We\n{"text": 5}\n[]\n{"html": ""}\n{"text": "' + b"x" * 100,
    "nested.jsonl": lambda: b'{"text":' + b"[" * 5_000_000 + b"\n" + json.dumps({"text": TEXT}).encode(),
    "endless-line.jsonl": lambda: b'{"text": "' + b"x" * 60_000_000,
    "empty-lines.jsonl": lambda: b'{"text": "We won."}\n' + b"\n" * 25_000_000,
    "numbers.jsonl": lambda: b'{"text": "We won, said Mara Dunlin.", "date": ' + b"9" * 1_000_000 + b"}\n",
    "keys.jsonl": lambda: json.dumps({"text": TEXT, **{f"k{n}": n for n in range(400_000)}}).encode(),
    "bad-lines.jsonl": lambda: b'{"text"}\n' * 20_000,
    "mail-of-many-parts.eml": lambda: _mail(b"".join(b"--x\r\nContent-Type: text/html\r\n\r\n\r\n" for _ in range(100_000)) + b"--x--"),
    "mail-nested.eml": lambda: b"Content-Type: message/rfc822\n\n" * 5_000 + b"Content-Type: text/html\n\n" + page(ARTICLE),
    "mail-nested-parts.eml": lambda: _nested_parts(400),
    "mail-headers.eml": lambda: b"X-A: b\r\n" * 500_000 + b"Content-Type: text/html\r\n\r\n" + page(ARTICLE),
    "mail-long-header.eml": lambda: b"Subject: " + b"=?utf-8?b?eA==?= " * 200_000 + b"\r\nContent-Type: text/plain\r\n\r\nWe won.",
    "mail-addresses.eml": lambda: b"From: " + b'(((("' * 100_000 + b"\r\nContent-Type: text/plain\r\n\r\nWe won, said Mara Dunlin.",
    "mail-charset.eml": lambda: b"Content-Type: text/html; charset=none\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"!!!" * 900_000,
    "mail-without-page.eml": lambda: b"Content-Type: image/png\r\n\r\n" + bytes(5_000_000),
    "saved.mht": lambda: b'Content-Type: multipart/related; boundary="' + b"b" * 100_000 + b'"\r\n\r\n--' + b"b" * 100_000 + b"\r\n",
}.items():
    FILES[name] = made


def _mail(body: bytes) -> bytes:
    return b"From: desk@press.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + body


def _nested_parts(depth: int) -> bytes:
    """A message in whose parts are parts, each with its own boundary."""
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return opened + b"Content-Type: text/html\r\n\r\n" + page(ARTICLE) + b"\r\n--x" * 50_000


# Archives


def record(
    raw: bytes, address: bytes = b"https://press.example/1", kind: bytes = b"response", length: int | None = None, header: bytes = b""
) -> bytes:
    block = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%b\r\n" % header if kind == b"response" else b"") + raw
    size = b"%d" % (len(block) if length is None else length)
    return b"WARC/1.0\r\nWARC-Type: %b\r\nWARC-Target-URI: %b\r\nContent-Length: %b\r\n\r\n%b\r\n\r\n" % (kind, address, size, block)


def _wacz(entries: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as packed:
        for name, raw in entries.items():
            packed.writestr(name, raw)
    return out.getvalue()


def _good() -> bytes:
    return gzip.compress(record(page(ARTICLE)))


def _stored(raw: bytes) -> bytes:
    """The start of a gzip member that stores `raw` as it is, and never ends."""
    return b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + b"\0" + struct.pack("<HH", min(len(raw), 65_535), 65_535 - min(len(raw), 65_535)) + raw


@_file("false-starts.warc.gz")
def _false_starts() -> bytes:
    """Each start looks like a record's, and holds all those that follow."""
    start = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\0\xff\xff\0\0WARC/1.0\r\nContent-Length: 9000000\r\n\r\n"
    return start * 150_000 + _good()


for name, made in {
    "bomb.warc.gz": lambda: gzip.compress(record(bytes(300_000_000)), 1) + _good(),
    "bombs.warc.gz": lambda: gzip.compress(record(bytes(60_000_000)), 1) * 20 + _good(),
    "bomb-inside.warc.gz": lambda: gzip.compress(record(gzip.compress(bytes(200_000_000), 1), header=b"Content-Encoding: gzip\r\n")),
    "magic.warc.gz": lambda: b"\x1f\x8b\x08\0" * 3_000_000 + _good(),
    "head-without-end.warc": lambda: b"WARC/1.0\r\n" + b"A: b\r\n" * 3_000_000,
    "length-beyond-the-end.warc": lambda: record(page(ARTICLE), length=10**14),
    "length-that-is-none.warc": lambda: record(page(ARTICLE), length=-5) + record(page(ARTICLE)),
    "without-address.warc": lambda: record(page(ARTICLE)).replace(b"WARC-Target-URI: https://press.example/1\r\n", b""),
    "odd-address.warc": lambda: record(page(ARTICLE), b"<https://press.example/a b\x80\xff>"),
    "http-head-without-end.warc": lambda: record(b"", header=b"X: y\r\n" * 2_000_000),
    "tiny-chunks.warc": lambda: record(b"1\r\nx\r\n" * 3_000_000, header=b"Transfer-Encoding: chunked\r\n"),
    "records-of-nothing.warc": lambda: record(b"", kind=b"metadata") * 30_000 + record(page(ARTICLE)),
    "cut-off.warc.gz": lambda: (_good() * 3)[:-30],
    "zeros.warc.gz": lambda: _good() + bytes(5_000_000),
    "zip-slip.wacz": lambda: _wacz({"../../../archive/x.warc.gz": _good(), "/archive/y.warc.gz": _good(), "archive/../z.warc.gz": _good()}),
    "bomb.wacz": lambda: _wacz({"archive/x.warc": b"WARC/1.0\r\n" + bytes(300_000_000)}),
    "many-names.wacz": lambda: _wacz({f"archive/{n}.warc.gz": b"" for n in range(20_000)}, zipfile.ZIP_STORED),
    "cut-off.wacz": lambda: _wacz({"archive/x.warc.gz": _good()})[:-30],
    "no-zip.wacz": lambda: b"PK\x03\x04" + b"PK\x05\x06" * 100_000,
    "no-dictionary.warc.zst": lambda: b"\x5d\x2a\x4d\x18\xff\xff\xff\xff" + bytes(100_000),
}.items():
    FILES[name] = made


def _pdf(content: bytes, kids: bytes = b"3 0 R", more: bytes = b"") -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [%b] >>" % kids,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), more, content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, made in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, made)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer << /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(out), len(out))


for name, made in {
    "bomb.pdf": lambda: _pdf(zlib.compress(bytes(300_000_000)), more=b"/Filter /FlateDecode"),
    "bomb-in-bomb.pdf": lambda: _pdf(
        zlib.compress(zlib.compress(b"BT /F1 9 Tf (We won) Tj ET " * 9_000_000)), more=b"/Filter [/FlateDecode /FlateDecode]"
    ),
    "pages-in-a-ring.pdf": lambda: _pdf(b"", kids=b"2 0 R 3 0 R"),
    "pages-without-end.pdf": lambda: _pdf(b"BT /F1 9 Tf (We won) Tj ET", kids=b"3 0 R " * 200_000),
    "operators-without-end.pdf": lambda: _pdf(b"BT /F1 9 Tf (We won) Tj ET\n" * 400_000),
    "nested.pdf": lambda: _pdf(b"[" * 1_000_000),
    "names-only.pdf": lambda: b"%PDF-1.4\n" + b"/x << " * 1_000_000,
}.items():
    FILES[name] = made


SLOW = frozenset(
    """
    nested-just-below-the-limit.html attributes-20000-on-each.html classes-without-end.html paragraphs-just-below-the-limit.html
    spans-just-below-the-limit.html headings-without-end.html links-without-end.html line-breaks-without-end.html quotes-without-end.html
    metas-without-end.html full-stops.html quotation-marks.html figures-without-end.html title-of-5-mb.html byline-of-5-mb.html
    accents-on-one-letter.html ld-wide.html ld-authors.html ld-of-10-mb.html live-updates.html empty-elements-only.html
    entities-without-end.html line-ends-only.html address-of-5-mb.html one-word-of-19-mb.html doctype-of-5-mb.html blanks-only-19-mb.html
    ld-nested-just-below-the-limit.html dashes-without-end.html one-line-of-19-mb.html blanks-in-a-line.html attribute-of-10-mb.html
    bomb.wacz records-of-nothing.warc bombs.warc.gz keys.jsonl many-names.wacz empty-lines.jsonl
    text-in-greek-and-latin.txt text-of-line-ends.txt text-of-19-mb.txt text-in-one-word.txt text-of-headings.txt members.txt.gz
    mail-nested-parts.eml mail-headers.eml operators-without-end.pdf
    """.split()
)
"""Those that take seconds to make or to read, many of them until they are ended."""


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FILES.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
