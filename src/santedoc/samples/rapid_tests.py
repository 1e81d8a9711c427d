"""Samples of rapid tests."""

from __future__ import annotations

from typing import Any

from santedoc.model.datatypes import Code, HumanName, Identifier, TextReference
from santedoc.model.laboratory import LaboratoryDevice, LaboratoryObservation, LaboratoryResults
from santedoc.model.laboratory_reports import RapidTestReport
from santedoc.model.laboratory_sections import LaboratoryChapter
from santedoc.model.people import Organization
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.samples import cast, headers
from santedoc.samples.laboratory_analyses import loinc
from santedoc.samples.laboratory_cast import amount, remark
from santedoc.samples.laboratory_cultures import snomed
from santedoc.samples.letters import Size

_TESTED = at("2026-03-16T18:20:00+01:00")
_SCREENING = Code(code="DEPISTAGE", system="1.2.250.1.213.1.1.4.9", display="Dépistage")
_PHARMACY_PLACE = Code(code="SA33", system="1.2.250.1.71.4.2.4", display="Pharmacie d'officine")
_CYSTITIS = Code(
    code="N30", system="2.16.840.1.113883.6.3", system_name="CIM-10", display="Cystite"
)
_SORE_THROAT = Code(
    code="J02.0",
    system="2.16.840.1.113883.6.3",
    system_name="CIM-10",
    display="Pharyngite à streptocoques",
)
PHARMACY = Organization(
    identifiers=(Identifier(root=cast.STRUCTURES, extension="1740022017"),),
    name="Pharmacie des Trois Fontaines",
    telecoms=cast.PRACTICE.telecoms,
    addresses=cast.PRACTICE.addresses,
    industry=_SCREENING,
)
PHARMACIST = cast.professional(
    "10101566742",
    HumanName(family="JACQUIER", given=("Elsa",), prefix="MME", suffix="DR"),
    code=cast.speciality("G15_21/A", "Pharmacien titulaire d'officine"),
    organization=PHARMACY,
)
_STRIP = snomed("167226008", "analyse d'urines par bandelette réactive")
_NEGATIVE = snomed("260385009", "négatif")
_POSITIVE = snomed("10828004", "positif")


def _tested(code: Code, value: Code, comment: str | None = None) -> LaboratoryObservation:
    return LaboratoryObservation(
        code=code, value=value, time=_TESTED, comments=(remark(comment),) if comment else ()
    )


def _device(number: str, words: str) -> LaboratoryDevice:
    return LaboratoryDevice(
        identifiers=(Identifier(root="2.51.1.1", extension=number),),
        code=Code(original_text=TextReference(text=words)),
    )


_STRIPS = _device(
    "(01)03760000000024(17)270630(10)URI2603",
    "Val Clair Diagnostics | BU-10 | URI2603 | 30/06/2027",
)


def rapid_test(*, size: Size = "full") -> RapidTestReport:
    """Return a rapid test made in a pharmacy, for a cystitis.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Source: CI-SIS, volet BIO-TROD, 2024.01.

    Examples:
        >>> rapid_test(size="minimal").chapters[0].results.results[0].value.display
        'négatif'
    """
    if size == "minimal":
        return _sore_throat(
            headers.smallest(
                "260316.TROD.m",
                _TESTED,
                who=PHARMACIST,
                act=_SORE_THROAT,
                facility=_PHARMACY_PLACE,
            )
        )
    return RapidTestReport(
        **_whole("260316.TROD", _CYSTITIS),
        title="Test rapide d'orientation diagnostique : cystite",
        chapters=(
            LaboratoryChapter(
                title="Résultat du test rapide d'orientation diagnostique",
                code=loinc("18719-5", "Biochimie"),
                results=LaboratoryResults(
                    code=loinc("18729-4", "Examens urinaires - cristallurie"),
                    devices=(_STRIPS,),
                    results=(
                        _tested(
                            loinc("5799-2", "Leucocyte estérase [Présence/Seuil] Urine"),
                            _POSITIVE,
                            "Brûlures mictionnelles depuis la veille.",
                        ),
                        _tested(loinc("5802-4", "Nitrites [Présence/Seuil] Urine"), _NEGATIVE),
                    ),
                ),
            ),
        ),
    )


def sore_throat_test(*, size: Size = "full") -> RapidTestReport:
    """Return a rapid test made in a pharmacy, for a sore throat.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Source: CI-SIS, volet BIO-TROD, 2024.01.
    """
    if size == "minimal":
        return rapid_test(size=size)
    return _sore_throat(_whole("260316.TROD.2", _SORE_THROAT))


def urine_strip_test(*, size: Size = "full") -> RapidTestReport:
    """Return a urine strip read in a pharmacy.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Source: CI-SIS, volet BIO-TROD, 2024.01.
    """
    if size == "minimal":
        return rapid_test(size=size)
    code = loinc("18729-4", "Examens urinaires - cristallurie")
    protein = LaboratoryObservation(
        code=loinc("5804-0", "Protéines [Masse/Volume] Urine ; Bandelette réactive"),
        value=amount("0.30", "g/L"),
        time=_TESTED,
        interpretation=_POSITIVE,
    )
    return RapidTestReport(
        **_whole("260316.TROD.3", _STRIP),
        title="Test rapide d'orientation diagnostique : bandelette urinaire",
        chapters=(
            LaboratoryChapter(
                title="Résultat du test rapide d'orientation diagnostique",
                code=code,
                results=LaboratoryResults(
                    code=code,
                    devices=(_STRIPS,),
                    results=(
                        _tested(
                            loinc("5799-2", "Leucocyte estérase [Présence/Seuil] Urine"),
                            snomed("441614007", "présence + sur +++"),
                        ),
                        _tested(
                            loinc("5802-4", "Nitrites [Présence/Seuil] Urine"),
                            snomed("260405006", "trace"),
                        ),
                        protein,
                    ),
                ),
            ),
        ),
    )


def _sore_throat(header: dict[str, Any]) -> RapidTestReport:
    code = loinc("92894-5", "Sérologie bactérienne")
    return RapidTestReport(
        **header,
        chapters=(
            LaboratoryChapter(
                title="Résultat du test rapide d'orientation diagnostique",
                code=code,
                results=LaboratoryResults(
                    code=code,
                    devices=(
                        _device(
                            "(01)03760000000031(17)271231(10)STR2601",
                            "Val Clair Diagnostics | STREP-25 | STR2601 | 31/12/2027",
                        ),
                    ),
                    results=(
                        _tested(
                            loinc("78012-2", "Streptococcus pyogenes Ag [Présence/Seuil] Gorge"),
                            _NEGATIVE,
                        ),
                    ),
                ),
            ),
        ),
    )


def _whole(number: str, act: Code) -> dict[str, Any]:
    return headers.whole(
        number,
        _TESTED,
        who=PHARMACIST,
        act=act,
        encounter=headers.CONSULTATION,
        facility=_PHARMACY_PLACE,
        place=PHARMACY,
        recipients=(cast.FAMILY_DOCTOR,),
    )
