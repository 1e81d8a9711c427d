"""A section of every template of observations and history, and how to make, change and judge it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from santedoc.cda.documents.checking import check_templates
from santedoc.cda.documents.models import recognise
from santedoc.cda.engine.build import build
from santedoc.cda.engine.complete import Namer, complete_section
from santedoc.cda.engine.table import Table
from santedoc.cda.engine.writer import Writer
from santedoc.cda.sections import attachments, findings, history, synthesis
from santedoc.context import derived_id
from santedoc.model.attachments import Attachment
from santedoc.model.datatypes import (
    Absent,
    Address,
    Code,
    Identifier,
    Media,
    Quantity,
    Telecom,
    TextReference,
)
from santedoc.model.finding_sections import (
    AttachmentsSection,
    CodedResultsSection,
    EventsSection,
    FunctionalStatusSection,
    ObservationsSection,
    PersonalObjectsSection,
    PhysicalFunctionSection,
    ResultsSection,
    VitalSignsSection,
)
from santedoc.model.findings import (
    Assessment,
    FunctionalStatus,
    PersonalObject,
    ReferenceRange,
    Result,
    Results,
    VitalSign,
)
from santedoc.model.history import (
    AdvanceDirective,
    FamilyCondition,
    FamilyMemberHistory,
    PregnancyObservation,
    Relative,
    SocialHistory,
)
from santedoc.model.history_sections import (
    AdvanceDirectivesSection,
    DispositionsSection,
    FamilyHistorySection,
    PregnancyHistorySection,
    ProceduresSection,
    SocialHistorySection,
)
from santedoc.model.movements import Destination, FacilityRole, PatientTransfer, PreferredFacility
from santedoc.model.narrative import Narrative
from santedoc.model.people import AssignedEntity, Performer
from santedoc.model.sections import AllergiesSection, Section
from santedoc.model.statements import (
    AllergyConcern,
    AllergyIntolerance,
    Comment,
    ExternalReference,
    Observation,
    Procedure,
)
from santedoc.model.synthesis_sections import (
    AnamnesisAndRisksSection,
    AnamnesisSection,
    PathologiesSection,
    RiskFactorsSection,
    SynthesisSection,
    TreatmentPlanSection,
)
from santedoc.model.time import PartialDateTime, Period, QuantityRange
from santedoc.report import Issue
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

LOINC = "2.16.840.1.113883.6.1"
SNOMED = "2.16.840.1.113883.6.96"
CISIS = "1.2.250.1.213.1.1.4.322"
DAY = PartialDateTime("2024-04-02")
STAY = Period(start=PartialDateTime("2024-04-02"), end=PartialDateTime("2024-04-03"))


def amount(value: str, unit: str) -> Quantity:
    return Quantity(value=Decimal(value), unit=unit)


def remark(words: str) -> Comment:
    return Comment(text=TextReference(text=words))


def loinc(code: str, display: str) -> Code:
    return Code(code=code, system=LOINC, display=display)


MOTHER = Relative(
    relationship=Code(code="MTH", system="2.16.840.1.113883.5.111", display="Mère"),
    gender=Code(code="F", system="2.16.840.1.113883.5.1"),
    birth_time=PartialDateTime("1950"),
    identifiers=(Identifier(root="1.2.3", extension="4"),),
)
FAMILY = FamilyHistorySection(
    members=(
        FamilyMemberHistory(
            relative=MOTHER,
            conditions=(
                FamilyCondition(
                    value=Code(code="D57.1", system="2.16.840.1.113883.6.3", display="Anémie"),
                    time=DAY,
                    comment=remark("Découverte fortuite"),
                ),
            ),
        ),
    )
)
HABITS = SocialHistorySection(
    habits=(
        SocialHistory(
            code=loinc("72166-2", "Statut tabagique"),
            value=loinc("LA18976-3", "Fumeur quotidien"),
            comment=remark("25 paquets-années"),
        ),
        SocialHistory(
            code=loinc("74013-4", "Consommation d'alcool"),
            value=amount("5", "{drink}/d"),
            relative=MOTHER,
        ),
    )
)
PLAIN = Section(text=Narrative.of("Rien à signaler"))
ALLERGIES = AllergiesSection(
    concerns=(
        AllergyConcern(
            status="active",
            time=Period(start=DAY),
            allergies=(
                AllergyIntolerance(
                    code=Code(code="419199007", system=SNOMED, display="allergie à une substance"),
                    value=Code(
                        code="no-known-allergies",
                        system="2.16.840.1.113883.5.1150.1",
                        display="Aucune allergie connue",
                    ),
                    time=Period(start=DAY),
                ),
            ),
        ),
    )
)
DONE = Procedure(
    code=Code(code="DDAF004", system="1.2.250.1.213.2.5", display="Dilatation"), time=DAY
)
SEEN = Observation(
    code=Code(code="ORG-214", system=CISIS, display="Centre 15"), value=True, time=DAY
)
CRP = Result(
    code=loinc("1988-5", "C Réactive protéine"),
    value=amount("1.0", "mg/L"),
    time=DAY,
    reference_ranges=(
        ReferenceRange(value=QuantityRange(low=amount("0", "mg/L"), high=amount("6.0", "mg/L"))),
    ),
    comment=remark("Valeur normale"),
)
WALKING = FunctionalStatus(
    code=Code(code="d450", system="2.16.840.1.113883.6.254", display="Marcher"),
    value=Code(code="d4500.3", system="2.16.840.1.113883.6.254", display="Restriction modérée"),
    time=DAY,
)
WHERE = (Address(street="rue du Belvédère", city="Paris"),)
PHONE = (Telecom(value="tel:0102030405", use="WP"),)
LABORATORY = AssignedEntity(identifiers=(Identifier(root="1.2.250.1.71.4.2.1", extension="8010"),))
PDF = Media(media_type="application/pdf", data="JVBERi0xLjcK")

CASES: dict[type[Table], Section] = {
    findings.VitalSignsTable: VitalSignsSection(
        measurements=[  # type: ignore[arg-type]
            VitalSign(
                code=loinc("29463-7", "Poids"),
                value=amount("58", "kg"),
                time=DAY,
                comment=remark("À jeun"),
            ),
            VitalSign(code=loinc("8302-2", "Taille"), value=amount("1.60", "m"), time=DAY),
        ]
    ),
    findings.CodedResultsTable: CodedResultsSection(procedures=(DONE,), observations=(SEEN,)),
    findings.ResultsTable: ResultsSection(
        results=(
            Results(
                code=loinc("26436-6", "Biologie polyvalente"),
                results=(CRP,),
                time=DAY,
                performers=(Performer(kind="PRF", time=DAY, entity=LABORATORY),),
            ),
        )
    ),
    findings.FunctionalStatusTable: FunctionalStatusSection(
        assessments=(Assessment(findings=(WALKING,), time=DAY),)
    ),
    findings.PhysicalFunctionTable: PhysicalFunctionSection(
        findings=(WALKING,), observations=(SEEN,)
    ),
    findings.PersonalObjectsTable: PersonalObjectsSection(
        objects=(
            PersonalObject(
                code=Code(code="P0102", system="1.2.250.1.213.2.68", display="PROTHÈSES DENTAIRES"),
                value=True,
                time=DAY,
                target_site=Code(code="264217000", system=SNOMED, display="supérieur"),
            ),
        )
    ),
    findings.InformedPartiesTable: ObservationsSection(observations=(SEEN,)),
    findings.HandedOverTable: ObservationsSection(observations=(SEEN,)),
    findings.EventsTable: EventsSection(
        observations=(SEEN,),
        transfers=(
            PatientTransfer(
                time=STAY,
                destination=Destination(
                    name="EHPAD de Boulogne",
                    structure="1750803447",
                    identifiers=(Identifier(root="1.2.3", extension="5"),),
                    code=Code(code="SA17", system="1.2.250.1.71.4.2.4"),
                    addresses=WHERE,
                    telecoms=PHONE,
                ),
            ),
        ),
    ),
    attachments.AttachmentsTable: AttachmentsSection(
        attachments=(
            Attachment(kind=loinc("55108-5", "Copie du document"), file=PDF),  # type: ignore[arg-type]
        )
    ),
    history.FamilyHistoryTable: FAMILY,
    history.SocialHistoryTable: HABITS,
    history.SocialHistoryTextTable: PLAIN,
    history.OccupationalRisksTable: PLAIN,
    history.WatchPointsTable: PLAIN,
    history.CommentTable: PLAIN,
    history.PregnanciesTable: PregnancyHistorySection(
        observations=(
            PregnancyObservation(
                code=loinc("11449-6", "Statut de la grossesse"),
                value=Code(code="77386006", system=SNOMED, display="enceinte"),
            ),
        )
    ),
    history.AdvanceDirectivesTable: AdvanceDirectivesSection(
        directives=(
            AdvanceDirective(
                code=loinc("75779-9", "Réanimation cardiaque et respiratoire"),
                value=False,
                time=Period(start=DAY, end=Absent(reason="NA")),
                comment=remark("Confirmé à l'entrée"),
            ),
            AdvanceDirective(
                code=loinc("42348-3", "Directives anticipées"),
                document=ExternalReference(
                    identifiers=(Identifier(root="1.2.3", extension="6"),),
                    text=TextReference(reference="https://exemple.fr/directives"),
                ),
                file={"content": PDF},  # type: ignore[arg-type]
            ),
        )
    ),
    history.DispositionsTable: DispositionsSection(
        facilities=(
            PreferredFacility(
                time=DAY,
                facilities=(
                    FacilityRole(
                        name="Maison de retraite",
                        identifiers=(
                            Identifier(root="1.2.250.1.71.4.2.2", extension="1750803447"),
                        ),
                        addresses=WHERE,
                        telecoms=PHONE,
                    ),
                ),
            ),
        )
    ),
    history.ProceduresTable: ProceduresSection(procedures=(DONE,)),
    synthesis.SynthesisTable: SynthesisSection(
        pathologies=PathologiesSection(allergies=ALLERGIES),
        risk_factors=RiskFactorsSection(
            social_history=HABITS, occupational_risks=PLAIN, family_history=FAMILY
        ),
    ),
    synthesis.TreatmentPlanTable: TreatmentPlanSection(text=Narrative.of("Aucun traitement")),
    synthesis.AnamnesisAndRisksTable: AnamnesisAndRisksSection(
        anamnesis=AnamnesisSection(allergies=ALLERGIES, family_history=FAMILY),
        social_history=PLAIN,
        occupational_risks=PLAIN,
    ),
}
"""A section's table → a section that says as much as it may."""


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


def section_of(root: _Element) -> _Element:
    """Return the first section of a document."""
    found = root.find(f".//{q(CDA, 'section')}")
    assert found is not None
    return found


def judged(root: _Element) -> list[Issue]:
    """Return what the rules of templates find."""
    return check_templates(root, recognise(root))
