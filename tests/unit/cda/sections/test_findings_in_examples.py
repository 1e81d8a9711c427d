"""Templates of observations and history in the official examples: read whole, and built back."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from santedoc.cda.documents import building
from santedoc.cda.engine.build import build
from santedoc.cda.engine.parse import parse
from santedoc.cda.engine.reader import TEXT, Reader
from santedoc.cda.engine.table import Table
from santedoc.cda.engine.writer import Writer
from santedoc.cda.entries import (
    advance_directives,
    comments,
    family_history,
    functional_status,
    health_status,
    movements,
    personal_objects,
    pregnancies,
    results,
    social_history,
    vital_signs,
)
from santedoc.cda.entries import attachments as attached
from santedoc.cda.schema import order
from santedoc.cda.sections import attachments, findings, history, synthesis
from santedoc.xmlkit import CDA, XSI_TYPE, local_name, q
from santedoc.xmlkit import parse as parse_xml
from tests.conftest import SHARED

if TYPE_CHECKING:
    from lxml.etree import _Element

pytestmark = [pytest.mark.shared, pytest.mark.slow]

MODELS = ("01_", "CSE-MDE", "DLU-", "IPS-FR", "LDL-EES", "TLM-", "VSM")
TABLES: tuple[type[Table], ...] = (
    comments.CommentEntry,
    vital_signs.VitalSignsOrganizer,
    vital_signs.VitalSignEntry,
    results.ResultsOrganizer,
    results.ResultEntry,
    functional_status.AssessmentOrganizer,
    functional_status.FunctionalStatusEntry,
    family_history.FamilyHistoryOrganizer,
    family_history.FamilyConditionEntry,
    family_history.RelativeSubject,
    social_history.SocialHistoryEntry,
    pregnancies.PregnancyObservationEntry,
    advance_directives.AdvanceDirectiveEntry,
    health_status.HealthStatus,
    attached.AttachmentOrganizer,
    attached.AttachmentKindEntry,
    movements.PatientTransferEntry,
    movements.PreferredFacilityEntry,
    personal_objects.PersonalObjectEntry,
    findings.VitalSignsTable,
    findings.CodedResultsTable,
    findings.ResultsTable,
    findings.FunctionalStatusTable,
    findings.PhysicalFunctionTable,
    findings.PersonalObjectsTable,
    findings.InformedPartiesTable,
    findings.HandedOverTable,
    findings.EventsTable,
    attachments.AttachmentsTable,
    history.FamilyHistoryTable,
    history.SocialHistoryTable,
    history.SocialHistoryTextTable,
    history.OccupationalRisksTable,
    history.WatchPointsTable,
    history.CommentTable,
    history.PregnanciesTable,
    history.AdvanceDirectivesTable,
    history.DispositionsTable,
    history.ProceduresTable,
    history.RecommendedImmunizationsTable,
    synthesis.SynthesisTable,
    synthesis.PathologiesTable,
    synthesis.RiskFactorsTable,
    synthesis.TreatmentPlanTable,
    synthesis.AnamnesisAndRisksTable,
    synthesis.AnamnesisTable,
)
# A code says the same as CD and as CE, a time as TS and as IVL_TS; a type that the schema declares
# need not be said.
_SAME = {"CE": "CD", "IVL_TS": "TS", "ED": ""}


@cache
def document(path: Path) -> _Element:
    return parse_xml(path.read_bytes())


def examples(table: type[Table]) -> list[_Element]:
    """Return the elements of the examples that carry the template, with the root of each."""
    own = table.ids[-1]
    return [
        host
        for path in sorted((SHARED / "data" / "cda-examples").glob("*.xml"))
        if path.name.startswith(MODELS)
        for one in document(path).iter(q(CDA, "templateId"))
        if one.get("root") == own and (host := one.getparent()) is not None
    ]


def unread(element: _Element, reader: Reader) -> list[str]:
    root = element.getroottree().getroot()
    types = {root: order.type_of_root(str(root.tag))}
    return [
        f"{local_name(str(one.tag))} {attribute}"
        for one, attribute in reader.unclaimed(element, ignore=building._IGNORED)
        if attribute in {None, TEXT} or not building._is_default(one, str(attribute), types)
    ]


def rebuilt(table: type[Table], value: object, element: _Element) -> _Element:
    writer = Writer()
    root = writer.root(q(CDA, "ClinicalDocument"))
    place = root
    for above in reversed([str(one.tag) for one in element.iterancestors()][:-1]):
        place = writer.add(place, above, None)
    made = writer.add(place, str(element.tag), None)
    build(table, value, made, writer, None)
    writer.finish(root)
    return made


def said(element: _Element) -> Counter[str]:
    """Return what an element says, place by place: attributes, texts; defaults left out."""
    root = element.getroottree().getroot()
    types = {root: order.type_of_root(str(root.tag))}
    found: Counter[str] = Counter()
    for one in element.iter("{*}*"):
        steps = [local_name(str(above.tag)) for above in one.iterancestors()][::-1]
        place = "/".join([*steps, local_name(str(one.tag))])
        text = " ".join(str(one.xpath("string()")).split()) if not len(one) else ""
        if one.get("representation") == "B64":
            text = text.replace(" ", "")
        found[f"{place}={text}"] += 1
        for name, value in one.items():
            key = str(name)
            if key == XSI_TYPE:
                kind = str(value).rpartition(":")[2]
                kind = _SAME.get(kind, kind)
                if local_name(str(one.tag)) == "value" and kind:
                    found[f"{place} type {kind}"] += 1
            # Not inverted is what it is when nothing is said.
            elif (key, value) != ("inversionInd", "false") and not building._is_default(
                one, key, types
            ):
                found[f"{place}/@{key}={' '.join(str(value).split())}"] += 1
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_every_example_is_read_whole_and_built_back(table: type[Table]) -> None:
    found = examples(table)
    assert found, "no example carries the template"
    for element in found:
        reader = Reader(element.getroottree().getroot())
        value = parse(table, element, reader)
        assert unread(element, reader) == []
        made = said(rebuilt(table, value, element))
        assert +(said(element) - made) == Counter()
        assert +(made - said(element)) == Counter()
