"""Reports of medical biology."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.care_sections import ImmunizationsSection
from santedoc.model.datatypes import Code
from santedoc.model.document import Document
from santedoc.model.finding_sections import PdfCopy, RequiredPdfCopy
from santedoc.model.laboratory_sections import (
    LaboratoryChapter,
    ReferralReasonSection,
    SecondIntentionSection,
)
from santedoc.model.sections import Section

_LOINC = "2.16.840.1.113883.6.1"


class LaboratoryReport2021(Document):
    """Compte rendu d'examens de biologie médicale (BIO-CR-BIO, edition 2021.01).

    The rules of the model fix the title. Who validated the results is an authenticator; the
    performer of the act is the laboratory, the responsible of the encounter its biologist.

    Args:
        introduction: remarks to be read before the results: a specimen that does not conform.
        chapters: the results, by speciality.
        second_intention: reports of other laboratories, as files.
        comments: remarks on the results.
    """

    model_code: ClassVar[str | None] = "BIO-CR-BIO"
    model_edition: ClassVar[str | None] = "2021.01"

    type: Code = Code(
        code="11502-2", system=_LOINC, system_name="LOINC", display="CR d'examens biologiques"
    )
    title: str = "Compte rendu d'examens biologiques"
    introduction: tuple[Section, ...] = ()
    chapters: tuple[LaboratoryChapter, ...]
    second_intention: tuple[SecondIntentionSection, ...] = ()
    comments: tuple[Section, ...] = ()


class LaboratoryReport2023(LaboratoryReport2021):
    """Compte rendu d'examens de biologie médicale (BIO-CR-BIO, edition 2023.01).

    As the edition before, and three sections more.

    Args:
        reason: why the examinations were asked for: the context of a screening.
        introduction: remarks to be read before the results.
        chapters: the results, by speciality.
        second_intention: reports of other laboratories, as files.
        immunizations: vaccines: that against human papillomavirus, in a cervical screening.
        comments: remarks on the results.
        pdf_copy: the report as a PDF.
    """

    model_edition: ClassVar[str | None] = "2023.01"

    reason: ReferralReasonSection | None = None
    immunizations: ImmunizationsSection | None = None
    pdf_copy: PdfCopy = None


class LaboratoryReport(LaboratoryReport2023):
    """Compte rendu d'examens de biologie médicale (BIO-CR-BIO, edition 2024.01).

    As the edition before; the copy as a PDF is compulsory.

    Args:
        reason: why the examinations were asked for: the context of a screening.
        introduction: remarks to be read before the results.
        chapters: the results, by speciality.
        second_intention: reports of other laboratories, as files.
        immunizations: vaccines: that against human papillomavirus, in a cervical screening.
        comments: remarks on the results.
        pdf_copy: the report as a PDF.
    """

    model_edition: ClassVar[str | None] = "2024.01"

    pdf_copy: RequiredPdfCopy


class RapidTestReport(Document):
    """Test rapide d'orientation diagnostique (BIO-TROD, edition 2024.01).

    The act documented says what is looked for, and who tested; the practice setting of the
    performer's organisation is ``DEPISTAGE``. The results name the device that was used.

    Args:
        chapters: the result, with the device.
    """

    model_code: ClassVar[str | None] = "BIO-TROD"
    model_edition: ClassVar[str | None] = "2024.01"

    type: Code = Code(
        code="96173-0",
        system=_LOINC,
        system_name="LOINC",
        display="Test rapide d'orientation diagnostique",
    )
    title: str = "Test rapide d'orientation diagnostique"
    chapters: tuple[LaboratoryChapter, ...]
