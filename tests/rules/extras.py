"""Valid documents of what no sample holds: rare parts of the header, templates of no model yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree

from santedoc import samples
from santedoc.cda.documents.building import complete, write
from santedoc.cda.engine import build as building
from santedoc.cda.engine.complete import Namer, complete_section
from santedoc.cda.engine.registry import all_tables
from santedoc.cda.engine.writer import Writer
from santedoc.context import derived_id
from santedoc.model.base import Model
from santedoc.model.care_sections import EncountersSection
from santedoc.model.datatypes import Code, Identifier, TextReference
from santedoc.model.history_sections import ProceduresSection
from santedoc.model.people import Device, Guardian, Organization, OrganizationWhole
from santedoc.model.statements import EncounterStatement, ExternalReference
from santedoc.model.time import PartialDateTime
from santedoc.samples import cast, referral
from santedoc.samples.ips import patient_summary
from santedoc.xmlkit import CDA, q, serialise

if TYPE_CHECKING:
    from santedoc.cda.engine.table import Table
    from santedoc.model.document import Document
    from santedoc.model.sections import Section

_AT = PartialDateTime("2026-01-20")
_DEVICES = (
    f'<organizer xmlns="{CDA}" classCode="CLUSTER" moodCode="EVN">'
    '<templateId root="1.2.250.1.213.1.1.3.2"/><id root="1.2.250.1.999.7" extension="1"/>'
    '<code code="46264-8" codeSystem="2.16.840.1.113883.6.1"/><statusCode code="completed"/>'
    "</organizer>"
)


def extras() -> Iterator[bytes]:
    """Yield them."""
    yield _built(_rare_header())
    yield _built(_directive_kept_elsewhere())
    # The rules of a report around a file are asked where an instruction names them.
    told = b'<?oxygen SCHSchema="CI-SIS_TLM-CR_2022.01.sch"?><ClinicalDocument'
    yield _built(samples.example("TLM-CR")).replace(b"<ClinicalDocument", told, 1)
    for key, section in _sections():
        yield _with(key, section)


def _built(document: Document) -> bytes:
    root, _ = write(complete(document))
    return serialise(root)


def _rare_header() -> Document:
    """Return a letter written by software, of a patient whose guardian is an association."""
    letter = samples.example("LDL-SES")
    whole = OrganizationWhole(
        identifiers=(Identifier(root="1.2.250.1.71.4.2.2", extension="1740781133"),),
        code=Code(code="SA01", system="1.2.250.1.71.4.2.4", display="Etablissement public"),
    )
    association = Organization(
        identifiers=(Identifier(root="1.2.250.1.999.8", extension="A-12"),), name="Tutelles 74"
    )
    guardian = Guardian(
        code=Code(code="GUARD", system="2.16.840.1.113883.5.110", display="Tuteur"),
        organization=association,
        telecoms=cast.HOSPITAL.telecoms,
        addresses=cast.HOSPITAL.addresses,
    )
    (author, *others), (event, *acts) = letter.authors, letter.service_events
    device = author.entity.replaced(
        name=None, device=Device(model="Dossier patient", software="Dossier patient 4.2")
    )
    return letter.replaced(
        patient=letter.patient.replaced(guardians=(guardian,)),
        authors=(author.replaced(entity=device), *others),
        service_events=(_told_of(event, part_of=whole), *acts),
        informants=_told_of(letter.informants, part_of=whole),
        participants=_told_of(letter.participants, part_of=whole),
        authenticators=_told_of(letter.authenticators),
        encounter=_told_of(letter.encounter),
    )


def _told_of(value: Any, **more: Any) -> Any:
    """Return what holds organisations, with more said of each of them."""
    if isinstance(value, Organization):
        return value.replaced(**{"industry": value.industry or cast.HOSPITAL_CARE, **more})
    if isinstance(value, tuple):
        return tuple(_told_of(one, **more) for one in value)
    if isinstance(value, Model):
        changes = {name: _told_of(getattr(value, name), **more) for name in value.model_fields_set}
        return value.model_copy(update=changes)
    return value


def _directive_kept_elsewhere() -> Document:
    """Return a summary whose advance directive points to a document."""
    summary = patient_summary()
    section = summary.advance_directives
    assert section is not None
    document = ExternalReference(
        identifiers=(Identifier(root="1.2.250.1.999.9", extension="D-1"),),
        text=TextReference(reference="https://exemple.fr/directives"),
    )
    directives = tuple(one.replaced(document=document) for one in section.directives)
    return summary.replaced(advance_directives=section.replaced(directives=directives))


def _sections() -> Iterator[tuple[str, Section]]:
    yield "PROCEDURES-SECTION", ProceduresSection(procedures=(referral.angioplasty(),))
    consultation = Code(code="AMB", system="2.16.840.1.113883.5.4", display="Ambulatoire")
    yield (
        "ENCOUNTERS-HISTORY",
        EncountersSection(encounters=(EncounterStatement(code=consultation, time=_AT),)),
    )


def _with(key: str, section: Section) -> bytes:
    """Return a minimal letter with one section more, and devices in a group."""
    root, _ = write(complete(samples.example("LDL-SES", size="minimal")))
    table = _table(key)
    writer = Writer()
    alone = element = writer.root(q(CDA, "ClinicalDocument"))
    for name in ("component", "structuredBody", "component", "section"):
        element = writer.add(element, q(CDA, name), None)
    completed = complete_section(table, section, Namer(derived_id, set()), "section")
    building.build(table, completed, element, writer, None)
    writer.finish(alone)
    body = root.find(f".//{q(CDA, 'structuredBody')}")
    assert body is not None
    body.append(alone[0][0][0])
    entry = etree.SubElement(body[-1][0], q(CDA, "entry"))
    entry.append(etree.fromstring(_DEVICES))
    return serialise(root)


def _table(key: str) -> type[Table]:
    return next(one for one in all_tables() if one.key == key)
