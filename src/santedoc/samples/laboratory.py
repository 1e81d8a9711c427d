"""Samples of reports of medical biology."""

from __future__ import annotations

from typing import Any, TypeVar

from santedoc.model.care_sections import ImmunizationsSection
from santedoc.model.datatypes import Code
from santedoc.model.document import Document
from santedoc.model.finding_sections import COPY, PdfCopySection
from santedoc.model.laboratory import LaboratoryObservation, LaboratoryResults
from santedoc.model.laboratory_reports import (
    LaboratoryReport,
    LaboratoryReport2021,
    LaboratoryReport2023,
)
from santedoc.model.laboratory_sections import LaboratoryChapter, SecondIntentionSection
from santedoc.model.narrative import Narrative
from santedoc.model.sections import Section
from santedoc.samples import files
from santedoc.samples.laboratory_analyses import (
    CHEMISTRY,
    chemistry,
    creatinine,
    electrophoresis,
    glucose,
    glucose_by_mass,
    haematology,
    local_crp,
    loinc,
    serology_chapter,
)
from santedoc.samples.laboratory_cast import (
    FOUND,
    VALIDATION,
    WRITTEN,
    amount,
    brief_header,
    whole_header,
)
from santedoc.samples.laboratory_cultures import (
    MICROBIOLOGY,
    cytology,
    human_papillomavirus,
    microbiology,
    no_vaccine,
    screening_reason,
)
from santedoc.samples.letters import Size

_Report = TypeVar("_Report", bound=LaboratoryReport2021)

_GLUCOSE = LaboratoryObservation(
    code=loinc("40193-5", "Glucose à jeun [Moles/Volume] Sérum/Plasma ; Numérique"),
    value=amount("5.20", "mmol/L"),
    time=FOUND,
)
_SCANNED = loinc("101792-0", "Résultats de laboratoire scannés")
_SECOND = Code(
    code="1443252",
    system="1.2.250.1.213.1.1.5.130",
    display="Résultats des examens d'un laboratoire de seconde intention",
)


def _remark(title: str, text: str) -> Section:
    return Section(title=title, text=Narrative.of(text))


_NON_CONFORMITY = _remark(
    "Non-conformité", "Tube de coagulation insuffisamment rempli : hémostase non réalisée."
)
_CONCLUSION = _remark(
    "Conclusion", "Discrète anémie et insuffisance rénale modérée, à contrôler dans trois mois."
)


def _copy() -> PdfCopySection:
    return PdfCopySection(attachments=(files.attached(COPY),))


def _other_report() -> SecondIntentionSection:
    return SecondIntentionSection(
        title="Recherche d'anticorps antinucléaires (laboratoire spécialisé)",
        code=_SECOND,
        attachments=(files.attached(_SCANNED, WRITTEN),),
    )


def _smallest(model: type[_Report], edition: str, *, copied: bool = False) -> _Report:
    more: dict[str, Any] = {"pdf_copy": _copy()} if copied else {}
    return model(
        **brief_header(f"B260313-{edition}.m", CHEMISTRY),
        chapters=(
            LaboratoryChapter(code=CHEMISTRY, results=LaboratoryResults(results=(_GLUCOSE,))),
        ),
        **more,
    )


def _full(model: type[_Report], edition: str, **more: Any) -> _Report:
    return model(
        **whole_header(f"B260313-{edition}", CHEMISTRY),
        introduction=(_NON_CONFORMITY,),
        chapters=(haematology(), chemistry(), serology_chapter(), microbiology()),
        second_intention=(_other_report(),),
        comments=(_CONCLUSION,),
        **more,
    )


def _screening(**more: Any) -> dict[str, Any]:
    """Return the sections that the later editions add."""
    return {
        "reason": screening_reason(),
        "immunizations": ImmunizationsSection(immunizations=(no_vaccine(),)),
        "pdf_copy": _copy(),
        **more,
    }


def laboratory_report_2021(*, size: Size = "full") -> LaboratoryReport2021:
    """Return a report of medical biology, edition 2021.01.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Source: CI-SIS, volet CR-BIO, 2021.01.
    """
    if size == "minimal":
        return _smallest(LaboratoryReport2021, "2021")
    return _full(LaboratoryReport2021, "2021")


def laboratory_report_2023(*, size: Size = "full") -> LaboratoryReport2023:
    """Return a report of medical biology, edition 2023.01.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Source: CI-SIS, volet CR-BIO, 2023.01.
    """
    if size == "minimal":
        return _smallest(LaboratoryReport2023, "2023")
    return _full(LaboratoryReport2023, "2023", **_screening())


def laboratory_report(*, size: Size = "full") -> LaboratoryReport:
    """Return a report of medical biology: blood count, chemistry, serology, urine culture.

    Args:
        size: ``full`` has every section and every kind of statement that the model knows;
            ``minimal`` has what the national gate asks for, and nothing else.

    Source: CI-SIS, volet CR-BIO, 2024.01.

    Examples:
        >>> [one.title for one in laboratory_report().chapters][:2]
        ['Hématologie', 'Biochimie']
    """
    if size == "minimal":
        return _smallest(LaboratoryReport, "2024", copied=True)
    return _full(LaboratoryReport, "2024", **_screening())


def _about(
    name: str, chapters: tuple[LaboratoryChapter, ...], size: Size, **more: Any
) -> LaboratoryReport:
    code = chapters[0].code
    assert code is not None  # the chapters of the samples have one
    header = brief_header if size == "minimal" else whole_header
    return LaboratoryReport(
        **header(f"B260313-{name}", code), chapters=chapters, pdf_copy=_copy(), **more
    )


def microbiology_report(*, size: Size = "full") -> LaboratoryReport:
    """Return a urine culture: two isolates with their antibiograms."""
    return _about("ECBU", (microbiology(),), size)


def electrophoresis_report(*, size: Size = "full") -> LaboratoryReport:
    """Return an electrophoresis of proteins, with its curve."""
    code = loinc("14340-4", "Electrophorèse des protéines")
    chapter = LaboratoryChapter(
        title="Electrophorèse des protéines sériques", code=code, results=electrophoresis()
    )
    return _about("EPS", (chapter,), size)


def local_code_report(*, size: Size = "full") -> LaboratoryReport:
    """Return an analysis without a LOINC code."""
    chapter = LaboratoryChapter(
        title="Dosage des protéines",
        code=CHEMISTRY,
        results=LaboratoryResults(results=(local_crp(),)),
    )
    return _about("LOCAL", (chapter,), size)


def two_units_report(*, size: Size = "full") -> LaboratoryReport:
    """Return analyses told in two units: as two results, and as one with a translation."""
    results = LaboratoryResults(
        code=CHEMISTRY,
        results=(glucose(), glucose_by_mass(), creatinine()),
        validations=(VALIDATION,),
    )
    chapter = LaboratoryChapter(title="Biochimie sanguine", code=CHEMISTRY, results=results)
    return _about("UNITES", (chapter,), size)


def second_intention_report(*, size: Size = "full") -> LaboratoryReport:
    """Return a report with that of another laboratory, as a file."""
    chapter = LaboratoryChapter(
        title="Biochimie sanguine", code=CHEMISTRY, results=LaboratoryResults(results=(glucose(),))
    )
    return _about("2INT", (chapter,), size, second_intention=(_other_report(),))


_FOR_THE_PATIENT = _remark(
    "Conclusion simplifiée des résultats du dépistage (à destination de la patiente)",
    "Votre test de dépistage a trouvé un papillomavirus. Cela ne signifie pas que vous avez un "
    "cancer. Votre médecin ou votre sage-femme vous expliquera la suite.",
)


def screening_report(*, size: Size = "full") -> LaboratoryReport:
    """Return a cervical screening (DEP-CCU), test and cytology both with codes."""
    return _about(
        "CCU",
        (human_papillomavirus(), cytology()),
        size,
        reason=screening_reason(),
        immunizations=ImmunizationsSection(immunizations=(no_vaccine(),)),
        comments=(_FOR_THE_PATIENT,),
    )


def screening_report_with_file(*, size: Size = "full") -> LaboratoryReport:
    """Return a cervical screening (DEP-CCU), the test with codes, the cytology as a PDF."""
    return _about(
        "CCU-PDF",
        (human_papillomavirus(),),
        size,
        reason=screening_reason(),
        second_intention=(_other_report().replaced(title="Examen cytologique"),),
        immunizations=ImmunizationsSection(immunizations=(no_vaccine(),)),
        comments=(_FOR_THE_PATIENT,),
    )


def report_without_copy(*, size: Size = "full") -> LaboratoryReport2023:
    """Return a report without its copy as a PDF, which the edition 2023.01 allows."""
    header = brief_header if size == "minimal" else whole_header
    return LaboratoryReport2023(**header("B260313-SANS", MICROBIOLOGY), chapters=(microbiology(),))


def report_as_file(*, size: Size = "full") -> Document:
    """Return a report that is a PDF, wrapped in a CDA (level 1)."""
    header = brief_header if size == "minimal" else whole_header
    return Document(
        **header("B260313-N1", CHEMISTRY),
        type=LaboratoryReport.model_fields["type"].default,
        title=LaboratoryReport.model_fields["title"].default,
        body=files.pdf(),
    )
