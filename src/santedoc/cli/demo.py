"""``santedoc demo``: build, check, sign, verify and pack the sample documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from santedoc.cli.clock import context_of
from santedoc.cli.failing import Exit, told
from santedoc.cli.files import emit, json_text, write
from santedoc.cli.options import Lang, Now, Seed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from santedoc.context import Context
    from santedoc.model.document import Document
    from santedoc.report import Report
    from santedoc.samples.pki import ThrowAwayPki
    from santedoc.signing import SignatureReport


_ARCHIVE = "IHE_XDM.ZIP"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """One document of the demonstration, and what was found about it."""

    name: str
    document: Document
    size: int
    report: Report
    fhir: Report
    signature: SignatureReport

    @property
    def is_well(self) -> bool:
        from santedoc.report import Outcome

        found = {self.report.outcome, self.fhir.outcome, self.signature.outcome}
        return found == {Outcome.PASSED}


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write.")] = Path("out"),
    *,
    now: Now = None,
    seed: Seed = None,
    lang: Lang,
) -> None:
    """Build, check, sign and pack the sample documents.

    One document of each model, and a file in an envelope, in both formats. The exit code is 0 only
    if all is well: documents, signatures and archive pass.
    """
    from santedoc.report import Outcome
    from santedoc.samples.pki import ThrowAwayPki

    with told(lang):
        context = context_of(now, seed)
        pki = ThrowAwayPki.create(context=context)
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / "trust.pem", pki.root_pem)
        made = []
        for name, document in _documents():
            one, files = _make(name, document, pki, context, lang)
            for suffix, data in files.items():
                write(folder / f"{name}{suffix}", data)
            made.append(one)
        archive = _archive(folder, made, context)
        emit(_table(made, lang))
        emit(_next(folder, lang))
    if not all(one.is_well for one in made) or archive.outcome is not Outcome.PASSED:
        raise typer.Exit(Exit.ISSUES)


def _documents() -> Iterator[tuple[str, Document]]:
    from santedoc import samples

    yield "LDL-SES", samples.example("LDL-SES")
    yield "LDL-SES-N1", samples.level_1()
    for code in sorted({one.code for one in samples.SAMPLES} - {"LDL-SES"}):
        yield code, samples.example(code)


def _make(
    name: str, document: Document, pki: ThrowAwayPki, context: Context, lang: str
) -> tuple[_Made, dict[str, bytes | str]]:
    """Return what was found about a document, and its files by the end of their names."""
    import santedoc
    from santedoc.model.registry import document_to_json
    from santedoc.render import document_html, render

    octets = santedoc.build(document, context=context)
    report = santedoc.validate(octets, name=f"{name}.xml")
    bundle = santedoc.build(document, to="fhir", context=context)
    judged = santedoc.validate(bundle, name=f"{name}.fhir.json")
    signed = santedoc.sign(octets, pki.signer, context=context)
    verified = santedoc.verify(signed, content=octets, trust=pki.trust, at=context.now)
    found = {
        "files": [report.to_json(lang), judged.to_json(lang)],
        "signature": verified.to_json(lang),
    }
    made = _Made(
        name=name,
        document=document,
        size=len(octets),
        report=report,
        fhir=judged,
        signature=verified,
    )
    return made, {
        ".json": json_text(document_to_json(document)),
        ".xml": octets,
        ".fhir.json": bundle,
        ".xades": signed,
        ".html": document_html(octets),
        ".report.json": json_text(found),
        ".report.html": render([report, judged], "html", lang=lang),
    }


def _archive(folder: Path, made: list[_Made], context: Context) -> Report:
    """Pack the documents of one patient, and return what is found about the archive."""
    import santedoc

    patient = made[0].document.patient
    together = [one for one in made if one.document.patient == patient]
    documents = [(folder / f"{one.name}.xml").read_bytes() for one in together]
    octets = santedoc.pack(documents, context=context)
    write(folder / _ARCHIVE, octets)
    return santedoc.validate(octets, name=_ARCHIVE)


def _table(made: list[_Made], lang: str) -> str:
    import io

    from rich.console import Console
    from rich.table import Table

    from santedoc.render.words import OUTCOMES

    french = lang == "fr"
    table = Table()
    for head in (
        "document",
        "modèle" if french else "model",
        "octets" if french else "bytes",
        "contrôle" if french else "check",
        "avertissements" if french else "warnings",
        "FHIR",
        "signature",
    ):
        table.add_column(head, justify="right" if head in {"octets", "bytes"} else "left")
    for one in made:
        table.add_row(
            f"{one.name}.xml",
            " ".join(filter(None, (one.report.model, one.report.edition))) or "–",
            str(one.size),
            OUTCOMES[one.report.outcome].in_(lang),
            str(len(one.report.warnings)),
            OUTCOMES[one.fhir.outcome].in_(lang),
            OUTCOMES[one.signature.outcome].in_(lang),
        )
    console = Console(file=io.StringIO(), width=100, color_system=None)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def _next(folder: Path, lang: str) -> str:
    start = "À essayer :" if lang == "fr" else "To try:"
    here = folder / "LDL-SES"
    return (
        f"{start}\n"
        f"  santedoc validate {here}.xml\n"
        f"  santedoc parse {here}.xml\n"
        f"  santedoc convert {here}.xml --to fhir\n"
        f"  santedoc validate {folder / _ARCHIVE}\n"
        f"  santedoc ready {folder / _ARCHIVE} --for mes --identity-status qualified\n"
        f"  santedoc verify {here}.xades --content {here}.xml --trust {folder / 'trust.pem'}\n"
    )
