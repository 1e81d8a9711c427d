"""A section of every template of problems, treatments and acts, and how to build it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from santedoc.cda.engine.build import build
from santedoc.cda.engine.complete import Namer, complete_section
from santedoc.cda.engine.table import Table
from santedoc.cda.engine.writer import Writer
from santedoc.cda.sections import acts, problems, treatments
from santedoc.context import derived_id
from santedoc.model.absences import absence_code, absent_medication, absent_problem
from santedoc.model.care_sections import EncountersSection, ImmunizationsSection
from santedoc.model.datatypes import Absent, Code, HumanName, Identifier, Quantity, TextReference
from santedoc.model.history_sections import ProceduresSection
from santedoc.model.narrative import Narrative
from santedoc.model.people import AssignedEntity, Organization, Performer
from santedoc.model.problem_sections import (
    ActiveProblemsSection,
    AdverseEffectsSection,
    ProblemsSection,
)
from santedoc.model.sections import MedicationsSection, Section
from santedoc.model.statements import (
    AdverseEffect,
    Condition,
    DosingStep,
    EncounterStatement,
    ExternalReference,
    Immunization,
    Ingredient,
    Instruction,
    InternalReference,
    Location,
    MedicationStatement,
    MedicineClass,
    Observation,
    ProblemConcern,
    Procedure,
    Product,
    Supply,
)
from santedoc.model.time import (
    PartialDateTime,
    Period,
    QuantityRange,
    Recurrence,
    Schedule,
)
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

SNOMED = "2.16.840.1.113883.6.96"
ICD10 = "2.16.840.1.113883.6.3"
EDQM = "0.4.0.127.0.16.1.1.2.1"
NOW = PartialDateTime("2026-11-23T12:00:00+01:00")
DAY = PartialDateTime("2026-11-20")
SINCE = Period(start=PartialDateTime("2019"))
ORAL = Code(code="20053000", system=EDQM, display="Voie orale")
DOCTOR = AssignedEntity(
    identifiers=(Identifier(root="1.2.250.1.71.4.2.1", extension="801234567897"),),
    addresses=(Absent(reason="NASK"),),
    telecoms=(Absent(reason="NASK"),),
    name=HumanName(family="MULLER", given=("Charles",)),
    organization=Organization(name="Cabinet du Dr MULLER", addresses=(Absent(reason="NAV"),)),
)


def observed(code: str, system: str, display: str) -> Observation:
    """Return an observation that says one code."""
    return Observation(value=Code(code=code, system=system, display=display))


FEVER = Condition(
    value=Code(code="R50.2", system=ICD10, display="Fièvre due à des médicaments"),
    time=Period(start=DAY),
)
ASTHMA = Condition(
    value=Code(code="J45.0", system=ICD10, display="Asthme à prédominance allergique"),
    time=SINCE,
    severity=observed("6736007", SNOMED, "Modéré"),
    clinical_status=observed("active", "2.16.840.1.113883.4.642.1.1074", "Actif"),
    certainty=observed("410605003", SNOMED, "Confirmé"),
    target_sites=(Code(code="39607008", system=SNOMED, display="Poumon"),),
    comments="Aggravé au printemps",  # type: ignore[arg-type]
    references=(
        ExternalReference(
            identifiers=Absent(reason="UNK"),  # type: ignore[arg-type]
            text=TextReference(
                reference="https://exemple.fr/asthme.pdf", media_type="application/pdf"
            ),
        ),
    ),
)
PARACETAMOL = Product(
    code=Code(
        code="63107752",
        system="1.2.250.1.213.2.3.1",
        display="PARACETAMOL MYLAN 500 mg, comprimé",
    ),
    name="PARACETAMOL MYLAN 500 mg, comprimé",
    form=Code(code="10219000", system=EDQM, display="Comprimé"),
    kinds=(
        MedicineClass(
            code=Code(code="N02BE01", system="2.16.840.1.113883.6.73"), name="paracétamol"
        ),
    ),
    ingredients=(Ingredient(name="PARACÉTAMOL"),),
)
TAPERED = MedicationStatement(
    product=PARACETAMOL,
    mood="INT",
    mode="tapered",
    kinds=("acute",),
    period=Period(start=DAY, end=PartialDateTime("2026-11-27")),
    route=ORAL,
    steps=(
        DosingStep(
            product=Product(code=Absent(reason="NA")),
            times=(
                Schedule(
                    times=(
                        Period(
                            start=DAY, duration=Quantity(value=Decimal(2), unit="d"), operator="A"
                        ),
                        Recurrence(period=Quantity(value=Decimal(8), unit="h"), operator="A"),
                    )
                ),
            ),
            dose=QuantityRange(
                low=Quantity(value=Decimal(1), unit="{tablet}"),
                high=Quantity(value=Decimal(2), unit="{tablet}"),
            ),
        ),
        DosingStep(product=Product(code=Absent(reason="NA")), times=(Absent(reason="UNK"),)),
    ),
)
CHRONIC = MedicationStatement(
    product=PARACETAMOL,
    kinds=("long-term",),
    period=Period(start=DAY, end=Absent(reason="UNK")),
    frequency=(Recurrence(period=Quantity(value=Decimal(1), unit="d"), operator="A"),),
    route=ORAL,
    dose=QuantityRange(
        low=Quantity(value=Decimal(1), unit="{tablet}"),
        high=Quantity(value=Decimal(1), unit="{tablet}"),
    ),
    reasons=(
        InternalReference(
            identifiers=(Identifier(root="1.2.3", extension="4"),),
            code=Code(code="R52", system=ICD10, display="Douleur"),
        ),
    ),
    orders=(
        Supply(
            identifiers=(Identifier(root="1.2.3", extension="5"),),
            quantity=Quantity(value=Decimal(1)),
            performers=(Performer(entity=DOCTOR, time=DAY),),
        ),
    ),
    instructions=(Instruction(text=TextReference(text="Au cours du repas")),),
    dispenser_instructions=(Instruction(text=TextReference(text="Ne pas substituer")),),
    comments="Bien toléré",  # type: ignore[arg-type]
)
VACCINE = Immunization(
    product=Product(
        code=Code(code="60917345", system="1.2.250.1.213.2.3.1", display="REVAXIS"), lot="4456672"
    ),
    time=DAY,
    code=Code(code="INITIMMUNIZ", system="2.16.840.1.113883.5.4", display="1ère série vaccinante"),
    rank=2,  # type: ignore[arg-type]
    route=Code(code="20035000", system=EDQM, display="Voie intramusculaire"),
    performers=(Performer(entity=DOCTOR),),
    reactions=(FEVER,),
    comments="Réaction au point d'injection",  # type: ignore[arg-type]
)
CASES: dict[type[Table], Section] = {
    problems.ActiveProblemsTable: ActiveProblemsSection(concerns=(ASTHMA,)),  # type: ignore[arg-type]
    problems.DischargeDiagnosisTable: ProblemsSection(
        concerns=(ProblemConcern(problems=(FEVER,), status="active", time=Period(start=DAY)),)
    ),
    problems.PastIllnessesTable: ProblemsSection(concerns=(absent_problem(),)),  # type: ignore[arg-type]
    problems.AdverseEffectsTable: AdverseEffectsSection(
        effects=(
            AdverseEffect(
                value=Code(code="R11", system=ICD10, display="Nausées et vomissements"),
                code=Code(code="79899007", system=SNOMED, display="Interaction médicamenteuse"),
                time=Period(start=DAY),
                medication=MedicationStatement(product=PARACETAMOL, route=ORAL),
                severity=observed("255604002", SNOMED, "Grave"),
                imputability=observed("17162000", SNOMED, "Certaine"),
                outcome=observed("1352007006", SNOMED, "Guérison"),
                reactions=(FEVER,),
                comments="Signalé",  # type: ignore[arg-type]
            ),
        )
    ),
    treatments.MedicationsTable: MedicationsSection(medications=(CHRONIC, TAPERED)),
    treatments.AdmissionMedicationsTable: MedicationsSection(medications=(absent_medication(),)),
    treatments.ImmunizationsTable: ImmunizationsSection(immunizations=(VACCINE,)),
    acts.ProceduresHistoryTable: ProceduresSection(
        procedures=(
            Procedure(
                code=Code(code="DDAF004", system="1.2.250.1.213.2.5", display="Dilatation"),
                time=DAY,
                negated=False,
                comments="Sans incident",  # type: ignore[arg-type]
            ),
            Procedure(code=absence_code("procedure"), time=Absent(reason="NA")),
        )
    ),
    acts.EncountersHistoryTable: EncountersSection(
        encounters=(
            EncounterStatement(
                code=Code(code="AMB", system="2.16.840.1.113883.5.4", display="Ambulatoire"),
                time=DAY,
                performers=(Performer(entity=DOCTOR),),
                locations=(Location(name="Hôpital Lariboisière"),),
                comments="Contrôle",  # type: ignore[arg-type]
            ),
        )
    ),
    acts.CarePlanTextTable: Section(text=Narrative(("Consultation dans trois mois",))),
}


def completed(table: type[Table]) -> Any:
    """Return the section of a table, with all that an author may leave out."""
    namer = Namer(lambda where: derived_id("tests", where), set())
    return complete_section(table, CASES[table], namer, "section")


def written(table: type[Table]) -> _Element:
    """Return a document that holds the section of a table, and nothing else."""
    writer = Writer()
    root = writer.root(q(CDA, "ClinicalDocument"))
    place = root
    for name in ("component", "structuredBody", "component"):
        place = writer.add(place, q(CDA, name), None)
    build(table, completed(table), writer.add(place, table.host or "", None), writer, None)
    writer.finish(root)
    return root
