"""Results of the samples of medical biology: blood count, chemistry, serology, electrophoresis."""

from __future__ import annotations

from base64 import b64encode
from decimal import Decimal
from importlib.resources import files
from typing import Any

from santedoc.model.datatypes import (
    Code,
    Identifier,
    Media,
    QuantityTranslation,
    Ratio,
    TextReference,
)
from santedoc.model.findings import ReferenceRange
from santedoc.model.laboratory import (
    Image,
    LaboratoryBattery,
    LaboratoryDevice,
    LaboratoryObservation,
    LaboratoryResults,
    PreviousResult,
    Specimen,
)
from santedoc.model.laboratory_sections import LaboratoryChapter, LaboratorySubChapter
from santedoc.model.people import AssignedEntity, Organization, Performer
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period, QuantityRange
from santedoc.samples import cast
from santedoc.samples.laboratory_cast import (
    FOUND,
    RECEIVED,
    RECEPTION,
    SUBCONTRACTED,
    TAKEN,
    VALIDATION,
    amount,
    remark,
)

_LOINC = "2.16.840.1.113883.6.1"
_BEFORE = at("2025-09-18T11:40:00+02:00")
_LONG_BEFORE = at("2025-03-04T10:55:00+01:00")


def loinc(code: str, display: str) -> Code:
    """Return an analysis, or a chapter (LOINC)."""
    return Code(code=code, system=_LOINC, system_name="LOINC", display=display)


def technique(code: str, display: str) -> Code:
    """Return a technique (table of the ANSM)."""
    return Code(
        code=code,
        system="1.2.250.1.213.2.3.5",
        system_name="ANSM – Table de codage commune des réactifs",
        display=display,
    )


def reads(code: str, display: str) -> Code:
    """Return how a result reads (HL7 ObservationInterpretation)."""
    return Code(code=code, system="2.16.840.1.113883.5.83", display=display)


HIGH, LOW, NORMAL = (
    reads("H", "Anormalement haut"),
    reads("L", "Anormalement bas"),
    reads("N", "Normal"),
)
CHEMISTRY = loinc("18719-5", "Biochimie")
HAEMATOLOGY = loinc("18723-7", "Hématologie")
SEROLOGY = loinc("18727-8", "Sérologie")
FLOW = technique("DC", "Cytométrie en flux")
ELECTROPHORESIS = technique("VA", "Electrophorèse")


def usual(low: str | None, high: str | None, unit: str) -> ReferenceRange:
    """Return the values that are usual.

    Args:
        low: lower bound.
        high: upper bound.
        unit: their unit.
    """
    return ReferenceRange(
        value=QuantityRange(
            low=amount(low, unit) if low else None,
            high=amount(high, unit) if high else None,
        ),
        interpretation=NORMAL,
    )


def measured(
    code: Code,
    value: str,
    unit: str,
    bounds: tuple[str | None, str | None] | None = None,
    *,
    read: Code | None = None,
    before: tuple[str, ...] = (),
    **more: Any,
) -> LaboratoryObservation:
    """Return a quantity that was measured.

    Args:
        code: the analysis.
        value: its value.
        unit: its unit.
        bounds: usual values.
        read: how it reads.
        before: earlier values, the latest first.
        more: other fields.
    """
    times = (_BEFORE, _LONG_BEFORE)
    return LaboratoryObservation(
        code=code,
        value=amount(value, unit),
        time=FOUND,
        interpretation=read,
        reference_ranges=(usual(*bounds, unit),) if bounds else (),
        previous_results=tuple(
            PreviousResult(value=amount(one, unit), time=time)
            for one, time in zip(before, times, strict=False)
        ),
        **more,
    )


def blood_sample() -> Specimen:
    """Return a sample of venous blood, taken by a nurse."""
    return Specimen(
        code=Code(
            code="9050",
            system="1.2.250.1.213.2.7",
            system_name="NABM",
            display="Ponction veineuse",
        ),
        type=Code(code="BLDV", system="2.16.840.1.113883.18.311", display="Sang veineux"),
        specimen_identifiers=(Identifier(root="1.2.250.1.999.1.1.7.6", extension="2603130118-01"),),
        time=Period(end=TAKEN),
        target_site=Code(
            code="368208006",
            system="2.16.840.1.113883.6.96",
            system_name="SNOMED CT",
            display="partie supérieure du bras gauche",
        ),
        performers=(
            Performer(
                entity=AssignedEntity(
                    identifiers=cast.NURSE.identifiers,
                    code=cast.NURSING,
                    name=cast.NURSE.name,
                    organization=Organization(name=cast.NURSES.name),
                )
            ),
        ),
        reception=RECEPTION,
        comments=(remark("Patiente à jeun depuis douze heures."),),
    )


def glucose() -> LaboratoryObservation:
    """Return a glycaemia, in moles."""
    return measured(
        loinc("40193-5", "Glucose à jeun [Moles/Volume] Sérum/Plasma ; Numérique"),
        "5.20",
        "mmol/L",
        ("3.89", "6.00"),
        read=NORMAL,
        method=technique(
            "DEG", "Spectrophotométrie-dosage de substrat-enzymatique-glucose oxydase"
        ),
    )


def glucose_by_mass() -> LaboratoryObservation:
    """Return the same glycaemia, by mass: a result of its own, with a code of its own."""
    return measured(
        loinc("53049-3", "Glucose à jeun [Masse/Volume] Sérum/Plasma ; Numérique"),
        "0.94",
        "g/L",
        ("0.70", "1.08"),
        read=NORMAL,
    )


def creatinine() -> LaboratoryObservation:
    """Return a creatinine, told in its other unit too."""
    also = QuantityTranslation(
        value=Decimal("10.5"),
        unit=Code(code="mg/L", system="2.16.840.1.113883.6.8", system_name="UCUM"),
    )
    code = loinc("14682-9", "Créatinine [Moles/Volume] Sérum/Plasma ; Numérique")
    return LaboratoryObservation(
        code=code,
        value=amount("93", "umol/L").replaced(translations=(also,)),
        time=FOUND,
        interpretation=HIGH,
        reference_ranges=(usual("45", "84", "umol/L"),),
        previous_results=(
            PreviousResult(value=amount("88", "umol/L"), time=_BEFORE),
            PreviousResult(value=amount("81", "umol/L"), time=_LONG_BEFORE),
        ),
        comments=(
            remark("Débit de filtration glomérulaire estimé (CKD-EPI 2009) : 53 mL/min/1,73 m²."),
        ),
    )


def local_crp() -> LaboratoryObservation:
    """Return an analysis without a LOINC code: the laboratory's own, as a translation."""
    return LaboratoryObservation(
        code=Code(
            translations=(
                Code(
                    code="CRPUS",
                    system="1.2.250.1.999.1.1.7.8",
                    system_name="Analyses du laboratoire des Marquisats",
                    display="Protéine C réactive ultrasensible",
                ),
            )
        ),
        value=QuantityRange(high=amount("1.0", "mg/L"), excludes_high=True),
        time=FOUND,
        interpretation=NORMAL,
        reference_ranges=(
            ReferenceRange(
                value=QuantityRange(high=amount("5.0", "mg/L"), excludes_high=True),
                interpretation=NORMAL,
            ),
        ),
    )


def blood_count() -> LaboratoryBattery:
    """Return a blood count."""
    return LaboratoryBattery(
        code=loinc("58410-2", "Hémogramme"),
        results=(
            measured(
                loinc("26464-8", "Leucocytes [Nombre/Volume] Sang ; Numérique"),
                "7.40",
                "10*9/L",
                ("4.00", "10.00"),
                read=NORMAL,
                before=("7.10",),
                method=FLOW,
            ),
            measured(
                loinc("718-7", "Hémoglobine [Masse/Volume] Sang ; Numérique"),
                "11.5",
                "g/dL",
                ("12.0", "16.0"),
                read=LOW,
                before=("11.9", "12.4"),
                method=FLOW,
            ),
            measured(
                loinc("777-3", "Plaquettes [Nombre/Volume] Sang ; Numérique ; Comptage automate"),
                "231",
                "10*9/L",
                ("150", "400"),
                read=NORMAL,
                method=FLOW,
            ),
        ),
        comments=(remark("Discrète anémie, à confronter au bilan martial."),),
    )


def serology() -> tuple[LaboratoryObservation, ...]:
    """Return a titre, a coded result, and one in words."""
    return (
        LaboratoryObservation(
            code=loinc("31147-2", "Réagine Ac [Titre] Sérum ; Semi-quantitatif ; RPR"),
            value=Ratio(numerator=amount("1", "1"), denominator=amount("8", "1")),
            time=FOUND,
            interpretation=reads("POS", "Positif"),
        ),
        LaboratoryObservation(
            code=loinc("22587-0", "Treponema pallidum Ac [Présence/Seuil] Sérum ; Qualitatif"),
            value=Code(
                code="10828004",
                system="2.16.840.1.113883.6.96",
                system_name="SNOMED CT",
                display="positif",
            ),
            time=FOUND,
            interpretation=reads("POS", "Positif"),
            reference_ranges=(ReferenceRange(value="négatif", interpretation=NORMAL),),
            devices=(
                LaboratoryDevice(
                    code=Code(original_text=TextReference(text="Trousse TP-Ac, lot 2602-A")),
                ),
            ),
        ),
        LaboratoryObservation(
            code=loinc("48767-8", "Commentaire"),
            value="Sérologie compatible avec une infection ancienne traitée.",
            time=FOUND,
        ),
        LaboratoryObservation(
            code=loinc("33935-8", "Borrelia burgdorferi IgG [Présence] Sérum ; Immunotransfert"),
            time=FOUND,
            status="aborted",
            performers=(SUBCONTRACTED,),
            comments=(remark("Échantillon insuffisant : à prélever de nouveau."),),
        ),
    )


def curve() -> Image:
    """Return the curve of an electrophoresis."""
    data = files("santedoc.samples").joinpath("data", "electrophoresis.png").read_bytes()
    return Image(content=Media(media_type="image/png", data=b64encode(data).decode("ascii")))


_FRACTIONS = (
    ("2885-2", "Protéines", "Masse/Volume", "75.0", "63.0", "83.0", None),
    ("2862-1", "Albumine", "Masse/Volume", "45.0", "36.0", "48.0", None),
    ("2865-4", "Alpha-1 globulines", "Masse/Volume", "3.8", "0.8", "3.2", HIGH),
    ("2868-8", "Alpha-2 globulines", "Masse/Volume", "6.8", "4.5", "10.5", None),
    ("2871-2", "Bêta globulines", "Masse/Volume", "8.3", "3.5", "9.5", None),
    ("2874-6", "Gamma globulines", "Masse/Volume", "11.3", "6.5", "14.5", None),
)


def electrophoresis() -> LaboratoryResults:
    """Return an electrophoresis of proteins with its curve, made by another laboratory."""
    code = loinc("14340-4", "Electrophorèse des protéines")
    fractions = tuple(
        measured(
            loinc(number, f"{name} [{kind}] Sérum/Plasma ; Numérique"),
            value,
            "g/L",
            (low, high),
            read=read or NORMAL,
            method=ELECTROPHORESIS,
        )
        for number, name, kind, value, low, high, read in _FRACTIONS
    )
    ratio = measured(
        loinc("44429-9", "Albumine/globulines [Masse ratio] Sérum/Plasma ; Numérique"),
        "1.50",
        "{ratio}",
        ("1.00", "5.00"),
        read=NORMAL,
        method=ELECTROPHORESIS,
    )
    return LaboratoryResults(
        code=code,
        performers=(SUBCONTRACTED,),
        validations=(VALIDATION,),
        results=(
            LaboratoryBattery(
                results=(*fractions, ratio),
                images=(curve(),),
                comments=(remark("Bisalbuminémie."),),
            ),
        ),
    )


def haematology() -> LaboratoryChapter:
    """Return the chapter of haematology."""
    return LaboratoryChapter(
        title="Hématologie",
        code=HAEMATOLOGY,
        results=LaboratoryResults(
            code=HAEMATOLOGY,
            time=Period(start=RECEIVED, end=FOUND),
            specimens=(blood_sample(),),
            results=(blood_count(),),
            validations=(VALIDATION,),
        ),
    )


def chemistry() -> LaboratoryChapter:
    """Return the chapter of chemistry, in three parts."""
    return LaboratoryChapter(
        title="Biochimie",
        code=CHEMISTRY,
        sub_chapters=(
            LaboratorySubChapter(
                title="Biochimie sanguine",
                code=CHEMISTRY,
                results=LaboratoryResults(
                    code=CHEMISTRY,
                    results=(glucose(), glucose_by_mass(), creatinine()),
                    validations=(VALIDATION,),
                ),
            ),
            LaboratorySubChapter(
                title="Dosage des protéines",
                code=CHEMISTRY,
                results=LaboratoryResults(code=CHEMISTRY, results=(local_crp(),)),
            ),
            LaboratorySubChapter(
                title="Electrophorèse des protéines sériques",
                code=loinc("14340-4", "Electrophorèse des protéines"),
                results=electrophoresis(),
            ),
        ),
    )


def serology_chapter() -> LaboratoryChapter:
    """Return the chapter of serology."""
    return LaboratoryChapter(
        title="Sérologie",
        code=SEROLOGY,
        results=LaboratoryResults(code=SEROLOGY, results=serology(), validations=(VALIDATION,)),
    )
