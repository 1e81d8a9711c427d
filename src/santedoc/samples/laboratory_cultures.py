"""Results of the samples of medical biology: urine culture, cervical screening."""

from __future__ import annotations

from santedoc.model.datatypes import Absent, Code, Identifier, TextReference
from santedoc.model.immunizations import Immunization
from santedoc.model.laboratory import (
    Isolate,
    LaboratoryBattery,
    LaboratoryDevice,
    LaboratoryObservation,
    LaboratoryResults,
    PreviousResult,
    Specimen,
)
from santedoc.model.laboratory_sections import LaboratoryChapter, ReferralReasonSection
from santedoc.model.problems import Condition
from santedoc.model.statements import Observation
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period, QuantityRange
from santedoc.model.treatments import Product
from santedoc.samples.laboratory_analyses import FLOW, loinc, measured, reads, technique
from santedoc.samples.laboratory_cast import (
    FOUND,
    RECEPTION,
    SUBCONTRACTED,
    TAKEN,
    VALIDATION,
    amount,
    laboratory,
    remark,
)

_SNOMED = "2.16.840.1.113883.6.96"
_CISIS = "1.2.250.1.213.1.1.4.322"
_SPECIMENS = "2.16.840.1.113883.18.311"
MICROBIOLOGY = loinc("18725-2", "Microbiologie")
CYTOLOGY = loinc("26438-2", "Cytologie")
_SEEN = technique("MA", "Observation macroscopique")
_MICROSCOPE = technique("MI", "Observation microscopique")
_STRIP = technique("BDB", "sensibilité à une molécule-bandelettes gradient sur gélose (CMI)")
_PLACE = Identifier(root="1.2.250.1.999.1.1.7.6", extension="2603130118-02")


def snomed(code: str, display: str) -> Code:
    """Return a SNOMED CT concept."""
    return Code(code=code, system=_SNOMED, system_name="SNOMED CT", display=display)


def _method(code: str, display: str) -> Code:
    return Code(
        translations=(
            Code(
                code=code,
                system="2.16.840.1.113883.5.84",
                system_name="HL7:ObservationMethod",
                display=display,
            ),
        )
    )


def _said(code: Code, words: str, method: Code) -> LaboratoryObservation:
    return LaboratoryObservation(
        code=code,
        value=Code(original_text=TextReference(text=words)),
        time=FOUND,
        method=method,
    )


def _tested(code: Code, bound: str, read: Code, *, at_least: bool = False) -> LaboratoryObservation:
    value = amount(bound, "ug/mL")
    return LaboratoryObservation(
        code=code,
        value=QuantityRange(low=value)
        if at_least
        else QuantityRange(high=value, excludes_high=True),
        time=FOUND,
        interpretation=read,
        method=_STRIP,
    )


def _isolate(organism: Code, count: str, *tested: LaboratoryObservation) -> Isolate:
    return Isolate(
        organism=organism,
        isolate_identifiers=(Identifier(root="1.2.250.1.999.1.1.7.7", extension=f"ISO-{count}"),),
        time=FOUND,
        results=(
            measured(
                loinc("51480-2", "Bactérie [Nombre/Volume] Urine ; Numérique"),
                count,
                "/mL",
                method=FLOW,
            ),
            LaboratoryBattery(code=loinc("18769-0", "Antibiogramme"), results=tested),
        ),
    )


def _organism(code: str, display: str, taxon: str, name: str) -> Code:
    return Code(
        code=code,
        system=_SNOMED,
        system_name="SNOMED CT",
        display=display,
        translations=(
            Code(
                code=taxon,
                system="2.16.840.1.113883.3.9471",
                system_name="NCBI-Taxonomy",
                display=name,
            ),
        ),
    )


_AMOXICILLIN = loinc("20-8", "Amoxicilline+clavulanate [Sensibilité] Isolat ; CMI")
_AMPICILLIN = loinc("28-1", "Ampicilline [Sensibilité] Isolat ; CMI")
_GENTAMICIN = loinc("267-5", "Gentamicine [Sensibilité] Isolat ; CMI")
_RESISTANT, _INTERMEDIATE, _SUSCEPTIBLE = (
    reads("R", "Résistant"),
    reads("I", "Intermédiaire"),
    reads("S", "Sensible"),
)


def microbiology() -> LaboratoryChapter:
    """Return a urine culture: direct examination, two isolates, their antibiograms."""
    return LaboratoryChapter(
        title="Examen cytobactériologique des urines (ECBU)",
        code=MICROBIOLOGY,
        results=LaboratoryResults(
            code=MICROBIOLOGY,
            status="completed",
            specimens=(
                Specimen(
                    code=Code(
                        code="5201",
                        system="1.2.250.1.213.2.7",
                        system_name="NABM",
                        display="EX MICROBIO URINES (ECBU)",
                    ),
                    type=Code(code="UR", system=_SPECIMENS, display="Urine"),
                    specimen_identifiers=(_PLACE,),
                    time=Period(end=TAKEN),
                    reception=RECEPTION,
                ),
            ),
            results=(
                LaboratoryBattery(
                    code=_method("4", "Examen macroscopique"),
                    results=(
                        _said(loinc("5778-6", "Couleur [Type] Urine"), "jaune paille", _SEEN),
                        _said(loinc("5767-9", "Aspect [Aspect] Urine"), "trouble", _SEEN),
                    ),
                ),
                LaboratoryBattery(
                    code=_method("107", "Microscopie"),
                    results=(
                        measured(
                            loinc("30405-5", "Leucocytes [Nombre/Volume] Urine ; Numérique"),
                            "500000",
                            "/mL",
                            (None, "10000"),
                            read=reads("H", "Anormalement haut"),
                            method=FLOW,
                        ),
                        _said(
                            loinc("653-6", "Observation microscopique Urine ; Coloration Gram"),
                            "nombreux bacilles à Gram négatif",
                            _MICROSCOPE,
                        ),
                    ),
                ),
                _isolate(
                    _organism("112283007", "Escherichia coli", "562", "Escherichia coli"),
                    "1000000",
                    _tested(_AMOXICILLIN, "32", _RESISTANT, at_least=True),
                    _tested(_AMPICILLIN, "0.128", _INTERMEDIATE),
                    _tested(_GENTAMICIN, "0.032", _SUSCEPTIBLE),
                ),
                _isolate(
                    _organism("58800005", "Genus Streptococcus", "1301", "Streptococcus"),
                    "20000",
                    _tested(_AMOXICILLIN, "0.012", _SUSCEPTIBLE),
                ),
            ),
            validations=(VALIDATION,),
            comments=(remark("Infection urinaire à Escherichia coli."),),
        ),
    )


# ------------------------------------------------------------------------------ cervical screening
_HPV = loinc(
    "77379-6",
    "Papillomavirus humain 16 et 18 et 31+33+35+39+45+51+52+56+58+59+66+68 ADN "
    "[Interprétation] Col de l'utérus ; Résultat nominal",
)
_SMEAR = loinc(
    "10524-7",
    "Observation [Identification] Col de l'utérus ; Résultat nominal ; Coloration cellulaire",
)
_LAST = at("2023-04-12")


def screening_reason() -> ReferralReasonSection:
    """Return why a cervical screening was made."""
    return ReferralReasonSection(
        title="Contexte de l'examen",
        observations=(
            Observation(
                code=loinc("42349-1", "Raison de la recommandation"),
                value=Code(
                    code="MED-1210",
                    system=_CISIS,
                    system_name="TerminologieCISIS",
                    display="Test HPV-HR de dépistage primaire réalisé sur prélèvement "
                    "cervico-utérin",
                ),
                time=Absent(reason="NI"),
            ),
        ),
        problems=(
            Condition(
                value=Code(
                    code="B97.7",
                    system="2.16.840.1.113883.6.3",
                    system_name="CIM-10",
                    display="Papillovirus, cause de maladies classées dans d'autres chapitres",
                ),
                time=Period(start=Absent(reason="UNK")),
            ),
        ),
    )


def human_papillomavirus() -> LaboratoryChapter:
    """Return the test for human papillomavirus."""
    return LaboratoryChapter(
        title="Test HPV-HR",
        code=MICROBIOLOGY,
        results=LaboratoryResults(
            code=MICROBIOLOGY,
            performers=(laboratory().replaced(templates=()),),
            validations=(VALIDATION,),
            specimens=(
                Specimen(
                    code=Code(
                        code="0027",
                        system="1.2.250.1.213.2.7",
                        system_name="NABM",
                        display="FCU-DO - FROTTIS",
                    ),
                    type=Code(code="GENV", system=_SPECIMENS, display="Prélèvement vaginal"),
                    specimen_identifiers=(_PLACE,),
                    target_site=snomed("76784001", "vagin"),
                    time=Period(end=TAKEN),
                    reception=RECEPTION,
                ),
            ),
            results=(
                LaboratoryObservation(
                    code=_HPV,
                    value=snomed("1269497006", "ADN d'HPV-HR détecté"),
                    time=FOUND,
                    method=technique("GUF", "PCR/RT PCR - Point final"),
                    devices=(
                        LaboratoryDevice(
                            code=technique(
                                "VHEDA1GUR01LX", "ABBOTT - Alinity m HR HPV AMP Kit (09N15-090)"
                            )
                        ),
                    ),
                    media=(
                        LaboratoryDevice(
                            code=Code(
                                code="GEN-303",
                                system=_CISIS,
                                system_name="TerminologieCISIS",
                                display="Hologic ThinPrep PreservCyt",
                            )
                        ),
                    ),
                    previous_results=(
                        PreviousResult(
                            value=snomed("77851000146104", "HPV-HR non détecté"), time=_LAST
                        ),
                    ),
                ),
            ),
        ),
    )


def cytology() -> LaboratoryChapter:
    """Return the cytology that another laboratory made."""
    return LaboratoryChapter(
        title="Examen cytologique",
        code=Code(
            code="1443252",
            system="1.2.250.1.213.1.1.5.130",
            display="Résultats des examens d'un laboratoire de seconde intention",
        ),
        results=LaboratoryResults(
            code=CYTOLOGY,
            performers=(SUBCONTRACTED,),
            validations=(VALIDATION,),
            results=(
                LaboratoryObservation(
                    code=_SMEAR,
                    value=Code(
                        code="MED-1193",
                        system=_CISIS,
                        system_name="TerminologieCISIS",
                        display="négatif pour une lésion intra-épithéliale ou maligne",
                    ),
                    time=FOUND,
                    method=_MICROSCOPE,
                ),
            ),
        ),
    )


def no_vaccine() -> Immunization:
    """Return that the patient was not vaccinated against human papillomavirus."""
    name = "vaccins contre le Papillomavirus"
    return Immunization(
        negated=True,
        code=Code(
            code="IMMUNIZ",
            system="2.16.840.1.113883.5.4",
            system_name="HL7:ActCode",
            display="Vaccination sans autre précision",
        ),
        time=Absent(reason="NA"),
        product=Product(
            code=Code(
                translations=(
                    Code(
                        code="J07BM",
                        system="2.16.840.1.113883.6.73",
                        system_name="ATC",
                        display=name,
                    ),
                )
            ),
            name=name,
        ),
    )
