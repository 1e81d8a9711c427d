"""Vaccinations: the record of a life, and the note of one vaccine given."""

from __future__ import annotations

from typing import ClassVar

from santedoc.model.care_sections import ImmunizationsSection
from santedoc.model.datatypes import Code
from santedoc.model.document import Document
from santedoc.model.history_sections import RecommendedImmunizationsSection

_LOINC = "2.16.840.1.113883.6.1"


class VaccinationRecord(Document):
    """Historique de vaccinations (VAC, edition 2023.01): the only edition that the DMP takes.

    The act documented has the code LOINC 11369-6. A record without vaccine says so in an entry:
    see `santedoc.model.absences.absent_immunization`.

    Args:
        immunizations: vaccines given, and those that were not, with the reason.
        recommendations: vaccines advised; the specification names the first section alone, and
            the record that the DMP makes has no other.
    """

    model_code: ClassVar[str | None] = "VAC"
    model_edition: ClassVar[str | None] = "2023.01"

    type: Code = Code(
        code="11369-6",
        system=_LOINC,
        system_name="LOINC",
        display="Historique des vaccinations",
    )
    title: str = "Historique de vaccinations"
    immunizations: ImmunizationsSection
    recommendations: RecommendedImmunizationsSection | None = None


class VaccinationNote(Document):
    """Note de vaccination (VAC-NOTE, edition 2023.01): one vaccine that was given.

    Its only vaccination has a day, an author with a profession, a lot, a CIS code and an ATC
    class, each code with its label.

    Args:
        immunizations: a section with that one vaccination.
    """

    model_code: ClassVar[str | None] = "VAC-NOTE"
    model_edition: ClassVar[str | None] = "2023.01"

    type: Code = Code(
        code="87273-9",
        system=_LOINC,
        system_name="LOINC",
        display="Note de vaccination",
    )
    title: str = "Note de vaccination"
    immunizations: ImmunizationsSection
