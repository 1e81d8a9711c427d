"""PDF files: what can be told of them, and that nothing is proved."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from importlib.resources import files

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Stream

from santedoc.exchange.pdf import pdf_issues
from santedoc.report import Severity

SAMPLE = files("santedoc.samples").joinpath("data", "letter.pdf").read_bytes()


def with_change(change: Callable[[Pdf], None]) -> bytes:
    octets = io.BytesIO()
    with pikepdf.open(io.BytesIO(SAMPLE)) as pdf:
        change(pdf)
        pdf.save(octets)
    return octets.getvalue()


def encrypted(password: str) -> bytes:
    octets = io.BytesIO()
    with pikepdf.open(io.BytesIO(SAMPLE)) as pdf:
        pdf.save(octets, encryption=Encryption(owner="secret", user=password))
    return octets.getvalue()


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def script_by_name(pdf: Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["x", action])))


def program(pdf: Pdf) -> None:
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, A=Dictionary(S=Name.Launch))])


def claim_gone(pdf: Pdf) -> None:
    del pdf.Root.Metadata


def other_claim(pdf: Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["pdfaid:part"] = "3"


def bare_font(pdf: Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].Resources.Font.Bare = font


def other_file(pdf: Pdf) -> None:
    pdf.attachments["a.txt"] = b"x"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (script, "PDF.active"),
        (script_by_name, "PDF.active"),
        (program, "PDF.active"),
        (claim_gone, "PDF.claim"),
        (other_claim, "PDF.claim"),
        (bare_font, "PDF.fonts"),
        (other_file, "PDF.files"),
    ],
)
def test_each_defect_alone(change: Callable[[Pdf], None], rule: str) -> None:
    ids = [issue.rule.id for issue in pdf_issues(with_change(change))]
    assert ids == [rule, "PDF.noProof"]


def test_the_sample_has_nothing_but_the_reminder_that_this_proves_nothing() -> None:
    (issue,) = pdf_issues(SAMPLE)
    assert issue.rule.id == "PDF.noProof"
    assert issue.severity is Severity.INFORMATION
    assert "not prove" in issue.message("en")


@pytest.mark.parametrize("password", ["", "word"])
def test_encryption(password: str) -> None:
    assert [issue.rule.id for issue in pdf_issues(encrypted(password))] == ["PDF.encrypted"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", SAMPLE[:500], b"\x00" * 100])
def test_what_is_no_pdf(data: bytes) -> None:
    assert [issue.rule.id for issue in pdf_issues(data)] == ["PDF.syntax"]


def test_a_stream_holds_its_own_dictionary() -> None:
    def hidden(pdf: Pdf) -> None:
        stream = Stream(pdf, b"x")
        stream.A = Dictionary(S=Name.Launch)
        pdf.Root.Hidden = pdf.make_indirect(stream)

    assert "PDF.active" in [issue.rule.id for issue in pdf_issues(with_change(hidden))]


def test_without_the_extra_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    (issue,) = pdf_issues(SAMPLE)
    assert issue.rule.id == "PDF.unchecked"
    assert "santedoc[pdf]" in issue.message("en")
