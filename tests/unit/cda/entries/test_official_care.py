"""Entries of problems, treatments and acts in the official examples: read whole, written back."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from santedoc.cda.documents import building
from santedoc.cda.engine.build import build
from santedoc.cda.engine.parse import parse, roots
from santedoc.cda.engine.reader import TEXT, Reader
from santedoc.cda.engine.table import Table
from santedoc.cda.engine.writer import Writer
from santedoc.cda.entries import (
    acts,
    adverse_effects,
    allergies,
    comments,
    concerns,
    devices,
    dosing,
    encounters,
    immunizations,
    instructions,
    medications,
    problems,
    products,
    qualifiers,
    supplies,
    vaccines,
)
from santedoc.cda.schema import order
from santedoc.cda.sections import acts as act_sections
from santedoc.cda.sections import problems as problem_sections
from santedoc.cda.sections import treatments as treatment_sections
from santedoc.model.base import Model
from santedoc.xmlkit import CDA, q
from santedoc.xmlkit import parse as read
from tests.conftest import SHARED

if TYPE_CHECKING:
    from lxml.etree import _Element

pytestmark = pytest.mark.shared

ENTRY = "1.2.250.1.213.1.1.3."
SECTION = "1.2.250.1.213.1.1.2."
TABLES: dict[str, type[Table]] = {
    f"{ENTRY}20": devices.DeviceEntry,
    f"{ENTRY}27": acts.ServiceRequestEntry,
    f"{ENTRY}29": qualifiers.Severity,
    f"{ENTRY}30": qualifiers.ProblemStatus,
    f"{ENTRY}32": comments.CommentEntry,
    f"{ENTRY}33": instructions.PatientInstruction,
    f"{ENTRY}34": instructions.DispenserInstruction,
    f"{ENTRY}36": instructions.InternalReferenceEntry,
    f"{ENTRY}37": problems.FrenchProblem,
    f"{ENTRY}39": concerns.ProblemConcernEntry,
    f"{ENTRY}40": allergies.AllergyConcernEntry,
    f"{ENTRY}42": medications.MedicationEntry,
    f"{ENTRY}42.1": dosing.DosingStepEntry,
    f"{ENTRY}43": products.ProductEntry,
    f"{ENTRY}44": supplies.SupplyEntry,
    f"{ENTRY}45": immunizations.ImmunizationEntry,
    f"{ENTRY}47": immunizations.ImmunizationRecommendationEntry,
    f"{ENTRY}58": encounters.EncounterEntry,
    f"{ENTRY}62": acts.ProcedureEntry,
    f"{ENTRY}82": vaccines.VaccineRank,
    f"{ENTRY}171": qualifiers.Certainty,
    f"{ENTRY}172": qualifiers.Criticality,
    f"{ENTRY}210": adverse_effects.AdverseEffectEntry,
    f"{ENTRY}211": adverse_effects.Imputability,
    f"{ENTRY}212": adverse_effects.EffectSeverity,
    f"{ENTRY}213": adverse_effects.EffectOutcome,
    f"{SECTION}76": act_sections.EncountersHistoryTable,
    f"{SECTION}132": problem_sections.ActiveProblemsTable,
    f"{SECTION}133": problem_sections.DischargeDiagnosisTable,
    f"{SECTION}134": problem_sections.PastIllnessesTable,
    f"{SECTION}136": act_sections.ProceduresHistoryTable,
    f"{SECTION}143": treatment_sections.MedicationsTable,
    f"{SECTION}144": treatment_sections.AdmissionMedicationsTable,
    f"{SECTION}147": treatment_sections.ImmunizationsTable,
    f"{SECTION}154": act_sections.CarePlanTextTable,
    f"{SECTION}247": problem_sections.AdverseEffectsTable,
}
MODELS = ("01_", "CSE-MDE", "DLU", "IPS", "LDL", "TLM", "VSM")
"""The document models whose templates these are; the others refine them with more children."""
ELSEWHERE = {f"{ENTRY}{one}" for one in ("33", "34", "44")}
"""Templates that only other models show."""


@cache
def carriers() -> dict[str, list[tuple[str, _Element]]]:
    """Template identifier → (file, element), of every official example."""
    found: dict[str, list[tuple[str, _Element]]] = {}
    for file in sorted((SHARED / "data" / "cda-examples").glob("*.xml")):
        root = read(file.read_bytes())
        for one in root.iter(q(CDA, "templateId")):
            parent = one.getparent()
            if parent is not None and one.get("root") in TABLES:
                found.setdefault(str(one.get("root")), []).append((file.name, parent))
    return found


def shown(identifier: str) -> list[_Element]:
    """The elements of the models at hand, or of any where no other shows the template."""
    return [
        element
        for file, element in carriers()[identifier]
        if file.startswith(MODELS) or identifier in ELSEWHERE
    ]


def type_of(element: _Element) -> str | None:
    """The type that the schema gives an element of a document."""
    root = element.getroottree().getroot()
    return building._type_of(element, {root: order.type_of_root(str(root.tag))})


def left_out(element: _Element, reader: Reader) -> list[str]:
    """What was not understood, what the schema says anyway apart."""
    root = element.getroottree().getroot()
    types: dict[_Element, str | None] = {root: order.type_of_root(str(root.tag))}
    return [
        f"{one.tag!s}@{attribute}"
        for one, attribute in reader.unclaimed(element, ignore=building._IGNORED)
        if attribute in {None, TEXT} or not building._is_default(one, str(attribute), types)
    ]


IDENTIFIERS = pytest.mark.parametrize("identifier", TABLES)


@IDENTIFIERS
def test_nothing_is_left_out(identifier: str) -> None:
    elements = shown(identifier)
    assert elements
    for element in elements:
        reader = Reader(element.getroottree().getroot())
        parse(TABLES[identifier], element, reader)
        assert left_out(element, reader) == []


@IDENTIFIERS
def test_what_was_read_is_written_back(identifier: str) -> None:
    table = TABLES[identifier]
    for element in shown(identifier):
        said = parse(table, element, Reader(element))
        writer = Writer()
        holder = writer.root(q(CDA, "holder"))
        written = writer.add(holder, str(element.tag), None)
        build(table, said, written, writer, None)
        writer._arrange(written, type_of(element))
        # A medicine without a code gets the one that every medicine has.
        again = parse(table, written, Reader(written))
        assert without_usual_codes(again) == without_usual_codes(said)
        assert roots(written) >= roots(element)


def without_usual_codes(value: Model) -> str:
    """The value as JSON, without the code that says that a medicine is one."""
    text: str = value.model_dump_json(exclude_none=True)
    start = text.find('"code":{"code":"DRUG"')
    while start >= 0:
        end = text.index("}", start) + 1
        text = text[:start] + text[end:].removeprefix(",")
        start = text.find('"code":{"code":"DRUG"')
    return text.replace(",}", "}")
