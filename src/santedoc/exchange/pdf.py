"""What can be told of a PDF without proving anything: claim, encryption, active content, fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from santedoc.exchange import sending_rules as rules
from santedoc.report import Issue, Location

if TYPE_CHECKING:
    from pikepdf import Pdf

_ACTIVE = frozenset(
    {
        "/JavaScript", "/Launch", "/ImportData", "/ResetForm", "/Sound", "/Movie", "/Rendition",
        "/SubmitForm", "/GoToE", "/GoTo3DView", "/RichMediaExecute",
    }
)  # fmt: skip
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_WITHOUT_PROGRAM = frozenset({"/Type0", "/Type3"})  # their descendants, or procedures, draw
_HERE = Location(xpath="/")


def pdf_issues(data: bytes, at: Location = _HERE) -> tuple[Issue, ...]:
    """Return what keeps a PDF from being a PDF/A-1, as far as a look can tell.

    It proves nothing: a PDF without a word said of it may still not be PDF/A-1, and an information
    says so each time. Without the extra ``santedoc[pdf]`` an information says that nothing was
    looked at.

    Args:
        data: the bytes of the file.
        at: where it stands, in a document or in a message.

    Source: ISO 19005-1:2005; MSSanté, ECO.2.1.1 and ECO.2.1.5; ANS, ASS_A12.

    Examples:
        >>> [issue.rule.id for issue in pdf_issues(b"no PDF at all")]
        ['PDF.syntax']
    """
    try:
        import pikepdf
    except ImportError:
        return (Issue(rules.PDF_UNCHECKED, at),)
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                return (Issue(rules.PDF_ENCRYPTED, at),)
            return (*_looked_at(pdf, at), Issue(rules.PDF_NO_PROOF, at))
    except pikepdf.PasswordError:
        return (Issue(rules.PDF_ENCRYPTED, at),)
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as error:
        return (Issue(rules.PDF_SYNTAX, at, {"reason": type(error).__name__}),)


def _looked_at(pdf: Pdf, at: Location) -> Iterator[Issue]:
    with pdf.open_metadata() as metadata:
        claim = str(metadata.pdfa_status or "")
    if not claim.startswith("1"):
        yield Issue(rules.PDF_CLAIM, at, {"found": f"PDF/A-{claim}" if claim else "–"})
    active: set[str] = set()
    bare, files = 0, False
    for one in _dictionaries(pdf):
        kind = str(one.get("/S", ""))
        if kind in _ACTIVE and str(one.get("/Type", "/Action")) == "/Action":
            active.add(kind)
        if "/JS" in one:
            active.add("/JavaScript")
        files = files or "/EmbeddedFiles" in one or "/EF" in one
        bare += _is_bare_font(one)
    if active:
        yield Issue(rules.PDF_ACTIVE, at, {"found": ", ".join(sorted(a[1:] for a in active))})
    if bare:
        yield Issue(rules.PDF_FONTS, at, {"count": str(bare)})
    if files:
        yield Issue(rules.PDF_FILES, at)


def _is_bare_font(one: Any) -> bool:
    if str(one.get("/Type")) != "/Font" or str(one.get("/Subtype")) in _WITHOUT_PROGRAM:
        return False
    descriptor = one.get("/FontDescriptor")
    return descriptor is None or not any(name in descriptor for name in _PROGRAMS)


def _dictionaries(pdf: Pdf) -> Iterator[Any]:
    """Yield each dictionary of the file once, those that stand within others too."""
    import pikepdf

    for one in pdf.objects:
        left: list[Any] = [one]
        while left:
            found = left.pop()
            if isinstance(found, pikepdf.Array):
                left += [part for part in found if _is_direct(part)]
            elif isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
                yield found
                left += [part for part in found.values() if _is_direct(part)]


def _is_direct(part: Any) -> bool:
    """Tell whether an object stands inside another one: the others come by themselves."""
    import pikepdf

    container = isinstance(part, pikepdf.Array | pikepdf.Dictionary)
    return container and not part.is_indirect
