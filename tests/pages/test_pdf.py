"""A PDF's text layer is read like a text; what cannot be read of it is told in one line."""

import io
import sys
from pathlib import Path

import pytest

pypdf = pytest.importorskip("pypdf")

from onrecord.errors import SourceError, SourceUnreadable  # noqa: E402
from onrecord.pages import documents  # noqa: E402
from onrecord.pages.pdf import paragraphs  # noqa: E402
from onrecord.vocabulary import BlockKind, Document  # noqa: E402

LINES = [
    "Ferry strike ends",
    "",
    "Crews voted on Tuesday to go back to work after eleven days, their union said. The har-",
    "bour company had offered them two rest days a month, which they had asked for since the",
    "summer.",
    "“We won,” said Mara Dunlin of the union in Port Vell, who had led the talks from the start.",
]


def made(pages: list[list[str]], title: str | None = None) -> bytes:
    """A PDF with these lines on its pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({line.translate({40: None, 41: None, 92: None})}) Tj T*\n" for line in lines)
        stream = f"BT /F1 10 Tf 12 TL 50 800 Td\n{shown}ET"
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    info = ""
    if title:
        objects.append(f"<< /Title ({title}) >>")
        info = f"/Info {len(objects)} 0 R"
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, words in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{words}\nendobj\n".encode("cp1252"))
    at = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R {info} >>\nstartxref\n{at}\n%%EOF\n".encode())
    return out.getvalue()


def read(path: Path) -> tuple[list[Document], list[SourceError]]:
    problems: list[SourceError] = []
    return list(documents([path], on_problem=problems.append)), problems


def test_a_pdfs_text_is_read_in_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(made([LINES]))
    [found], problems = read(tmp_path)
    assert problems == []
    assert found.headline == "Ferry strike ends"
    assert [found.text[b.start : b.end] for b in found.blocks if b.kind is BlockKind.PARAGRAPH] == [
        "Crews voted on Tuesday to go back to work after eleven days, their union said. The harbour company had offered them two rest "
        "days a month, which they had asked for since the summer.",
        LINES[-1],
    ]


def test_a_title_is_the_headline_only_if_the_text_bears_it(tmp_path: Path) -> None:
    for name, title in (("a.pdf", "Ferry strike ends"), ("b.pdf", "Microsoft Word - page draft 7")):
        (tmp_path / name).write_bytes(made([LINES], title))
    found, _ = read(tmp_path)
    assert [it.headline for it in found] == ["Ferry strike ends"] * 2


def test_page_numbers_and_running_heads_are_left_out() -> None:
    said = [f"Crews voted on day {n} to go back to work after the long strike of the ferries" for n in range(4)]
    assert paragraphs([f"Harbour Post\n{line}\nPage {n} of 4" for n, line in enumerate(said)]) == [" ".join(said)]


def test_an_encrypted_pdf_is_told(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made([LINES])))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "closed.pdf")
    assert "is an encrypted PDF" in str(read(tmp_path / "closed.pdf")[1][0])


def test_a_pdf_that_anybody_may_read_is_read_though_it_is_encrypted(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made([LINES])))
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(tmp_path / "open.pdf")
    assert read(tmp_path / "open.pdf")[0][0].headline == "Ferry strike ends"


@pytest.mark.parametrize("pages", [[[]], [["", ""], []]])
def test_a_scanned_pdf_has_no_text_and_says_so(tmp_path: Path, pages: list[list[str]]) -> None:
    (tmp_path / "scan.pdf").write_bytes(made(pages))
    [problem] = read(tmp_path / "scan.pdf")[1]
    assert "without text" in str(problem)
    assert "OCR" in str(problem)


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n\x00\x01", made([LINES])[:300], made([LINES]).replace(b"/Pages", b"/Pagez")])
def test_a_damaged_pdf_is_told(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "bad.pdf").write_bytes(raw)
    [problem] = read(tmp_path / "bad.pdf")[1]
    assert isinstance(problem, SourceUnreadable)
    assert "damaged PDF" in str(problem) or "without text" in str(problem)


def test_without_the_library_one_line_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.pdf").write_bytes(made([LINES]))
    monkeypatch.setattr("onrecord.pages.pdf.find_spec", lambda name: None)
    monkeypatch.setitem(sys.modules, "pypdf", None)
    [problem] = read(tmp_path / "page.pdf")[1]
    assert "pip install 'onrecord[pdf]'" in str(problem)
