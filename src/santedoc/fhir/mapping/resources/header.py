"""The header: Composition, Encounter, Location, orders, consents."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import STRING, Codec, Fixed, Inline, Leaf, Refer, Through
from santedoc.fhir.mapping.datatypes.codes import CODE, CODING, IDENTIFIER, Symbol
from santedoc.fhir.mapping.datatypes.contacts import ADDRESS
from santedoc.fhir.mapping.datatypes.links import MARK, follows
from santedoc.fhir.mapping.datatypes.times import DATE_TIME, PERIOD
from santedoc.fhir.mapping.resources.base import CodeRow, patient
from santedoc.fhir.mapping.resources.people import ENTITY
from santedoc.fhir.mapping.resources.sections import HoldsSections
from santedoc.fhir.mapping.rows import Choice, Const, OfDocument, Row
from santedoc.fhir.mapping.table import Table, maps
from santedoc.model.datatypes import Identifier
from santedoc.model.document import Document
from santedoc.model.header import (
    Authorization,
    Encounter,
    EncounterParticipant,
    HealthcareFacility,
    Order,
    RelatedDocument,
    ServiceEvent,
)
from santedoc.model.people import (
    Authenticator,
    Author,
    Custodian,
    DataEnterer,
    Informant,
    Organization,
    Participant,
    Patient,
    Recipient,
    RelatedEntity,
)
from santedoc.model.time import PartialDateTime, Period

_PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
_CLINICAL = "http://hl7.org/fhir/uv/fhir-clinical-document/StructureDefinition/"
_VERSION = "http://hl7.org/fhir/StructureDefinition/composition-clinicaldocument-versionNumber"
_CONFIDENTIALITY = "2.16.840.1.113883.5.25"
PARTY = "extension[url=party].valueReference"


def _concept(value: Any) -> Any:
    return {"coding": [{"system": _PARTICIPATION, "code": value}]}


def _concept_back(json: Any) -> Any:
    codings = json.get("coding", ()) if isinstance(json, dict) else ()
    return next((one.get("code") for one in codings if one.get("system") == _PARTICIPATION), None)


KIND = Leaf(_concept, _concept_back, exact=True)
"""A type of participation, which the model says by its code alone."""


class _Participation(Table):
    """Someone who had a part in the document (HL7 FHIR Clinical Documents, participant)."""

    entity = Row(PARTY, ENTITY)
    time = Choice(
        "extension[url=time].value",
        (Period, "Period", PERIOD),
        (PartialDateTime, "DateTime", DATE_TIME),
    )


@maps(DataEnterer)
class DataEntererTable(_Participation):
    """Who keyed the document in."""

    _kind = Const("extension[url=type].valueCodeableConcept", _concept("ENT"))


@maps(Informant)
class InformantTable(_Participation):
    """Who gave information, or may be asked."""

    time = None  # type: ignore[assignment]
    _kind = Const("extension[url=type].valueCodeableConcept", _concept("INF"))
    related = Row(PARTY, Refer(RelatedEntity))


@maps(Recipient)
class RecipientTable(_Participation):
    """Who the document is sent to."""

    time = None  # type: ignore[assignment]
    kind = Row("extension[url=type].valueCodeableConcept", KIND)


@maps(Participant)
class ParticipantTable(_Participation):
    """Someone else who has a part."""

    kind = Row("extension[url=type].valueCodeableConcept", KIND)
    function = Row("extension[url=function].valueCodeableConcept", CODE)


@maps(Authenticator)
class AuthenticatorTable(Table):
    """Who answers for the document, or attests it (Composition.attester)."""

    time = Row("time", DATE_TIME)
    entity = Row("party", ENTITY)


@maps(ServiceEvent)
class ServiceEventTable(Table):
    """An act that the document reports (Composition.event)."""

    code = Row("code[0]", CODE)
    time = Row("period", PERIOD)


@maps(RelatedDocument)
class RelatedDocumentTable(Table):
    """The document that this one replaces (Composition.relatesTo)."""

    kind = Row("code", Fixed({"RPLC": "replaces", "XFRM": "transforms", "APND": "appends"}))
    identifiers = Row("targetIdentifier", IDENTIFIER, single=True)


@maps(HealthcareFacility, "Location")
class HealthcareFacilityTable(Table):
    """The place of care (FHIR 4.0.1, Location)."""

    identifiers = Row("identifier", IDENTIFIER)
    name = Row("name", STRING)
    code = Row("type[0]", CODE)
    address = Row("address", ADDRESS)
    organization = Row("managingOrganization", Refer(Organization))


@maps(EncounterParticipant)
class EncounterParticipantTable(Table):
    """Someone who took part in the stay (Encounter.participant)."""

    kind = Row("type[0]", KIND)
    time = Row("period", PERIOD)
    entity = Row("individual", ENTITY)


class _Facility(Row):
    """Where the stay takes place, and who runs the place (Encounter.serviceProvider)."""

    def __init__(self) -> None:
        """Keep the path."""
        super().__init__("location[0].location", Refer(HealthcareFacility))

    def finish(self, node: dict[str, Any], value: Any, writer: Any) -> None:
        """Write who runs the place."""
        facility = value.facility
        if facility is not None and facility.organization is not None:
            provider = writer.reference(facility.organization)
            node["serviceProvider"] = {"extension": [dict(MARK)], **provider}

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the place."""
        if follows(node.get("serviceProvider")):
            reader.swallow(node, "serviceProvider")
        return super().get(node, reader)


class _Participants(Row):
    """Who took part in the stay, and last who answered for it."""

    def __init__(self) -> None:
        """Keep the path."""
        super().__init__("participant", Inline(EncounterParticipant))

    def finish(self, node: dict[str, Any], value: Any, writer: Any) -> None:
        """Write who answered for the stay."""
        if value.responsible is not None and value.responsible.device is None:
            one = {
                "type": [_concept(_RESPONSIBLE)],
                "individual": writer.reference(value.responsible),
            }
            node.setdefault("participant", []).append({"extension": [dict(MARK)], **one})

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return who took part, the responsible apart."""
        others = [one for one in node.get("participant", ()) if not follows(one)]
        for one in node.get("participant", ()):
            if follows(one):
                reader.swallow_all(one)
        reader.claim(node, "participant")
        return [value for one in others if (value := self.codec.read(one, reader)) is not None]


_RESPONSIBLE = "RESP"
_UNKNOWN_CLASS = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
    "code": "UNK",
}


class _Class(Row):
    """The class of an encounter, which FHIR requires and the CI-SIS does not."""

    def finish(self, node: dict[str, Any], value: Any, writer: Any) -> None:
        """Say that it is not known."""
        node.setdefault("class", dict(_UNKNOWN_CLASS))

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the class, where it is known."""
        if node.get("class") == _UNKNOWN_CLASS:
            reader.swallow(node, "class")
            return []
        return super().get(node, reader)


@maps(Encounter, "Encounter")
class EncounterTable(Table):
    """The stay or consultation in which the document was made (FHIR 4.0.1, Encounter)."""

    _status = Const("status", "finished")
    _subject = OfDocument("subject", patient)
    identifiers = Row("identifier", IDENTIFIER)
    code = _Class("class", CODING)
    time = Row("period", PERIOD)
    facility = _Facility()
    disposition = Row("hospitalization.dischargeDisposition", CODE)
    participants = _Participants()


_ACCESSION = {
    "coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "ACSN"}]
}


class _OrderNumbers(Row):
    """Identifiers of an order, and last its accession number, which says that it is one."""

    def __init__(self) -> None:
        """Keep the path."""
        super().__init__("identifier", IDENTIFIER)

    def finish(self, node: dict[str, Any], value: Any, writer: Any) -> None:
        """Write the accession number."""
        if isinstance(value.accession_number, Identifier):
            one = IDENTIFIER.write(value.accession_number, writer)
            marked = [dict(MARK), *one.get("extension", ())]
            one = {**one, "extension": marked, "type": _ACCESSION}
            node.setdefault("identifier", []).append(one)

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the identifiers, the accession number apart."""
        values = []
        for one in node.get("identifier", ()):
            reader.claim(node, "identifier")
            if follows(one):
                reader.swallow_all(one)
            else:
                values.append(self.codec.read(one, reader))
        return values


@maps(Order, "ServiceRequest")
class OrderTable(Table):
    """An order that the document answers (FHIR 4.0.1, ServiceRequest)."""

    _status = Const("status", "completed")
    _intent = Const("intent", "order")
    _subject = OfDocument("subject", patient)
    identifiers = _OrderNumbers()
    code = Row("code", CODE)


@maps(Authorization, "Consent", default=True)
class AuthorizationTable(Table):
    """A consent (FHIR 4.0.1, Consent)."""

    _scope = Const(
        "scope",
        {
            "coding": [
                {
                    "system": "http://terminology.hl7.org/CodeSystem/consentscope",
                    "code": "patient-privacy",
                }
            ]
        },
    )
    _category = Const(
        "category",
        [{"coding": [{"system": "http://loinc.org", "code": "59284-0"}]}],
    )
    _patient = OfDocument("patient", patient)
    _state = Const("status", "active")
    identifiers = Row("identifier", IDENTIFIER)
    code = Row("policyRule", CODE)


class Subject(Codec):
    """The patient of the document, who is the subject of every resource."""

    def write(self, value: Any, writer: Any) -> Any:
        """Return a Reference to the patient."""
        return writer.reference(value)

    def read(self, json: Any, reader: Any) -> Any:
        """Return the patient."""
        return reader.referred(json, (Patient,))


def _whole(json: Any) -> Any:
    return int(json) if isinstance(json, str) and json.isdecimal() else None


@maps(Document, "Composition")
class CompositionTable(HoldsSections):
    """A document (FHIR 4.0.1, Composition; HL7 FHIR Clinical Documents)."""

    _status = Const("status", "final")
    patient = Row("subject", Subject())
    encounter = Row("encounter", Refer(Encounter))
    set_id = Row("identifier", IDENTIFIER)
    version = Row(
        f"extension[url={_VERSION}].valueString",
        Leaf(str, _whole, primitive=True),
    )
    type = CodeRow("type")
    title = Row("title", STRING)
    time = Row("date", DATE_TIME)
    language = Row("language", STRING)
    confidentiality = Row("confidentiality", Symbol(_CONFIDENTIALITY))
    authors = Row("author", Through(Author, "entity", ENTITY))
    custodian = Row("custodian", Through(Custodian, "organization", Refer(Organization)))
    legal_authenticator = Row("attester[mode=legal]", Inline(Authenticator))
    authenticators = Row("attester[mode=professional]", Inline(Authenticator))
    service_events = Row("event", Inline(ServiceEvent))
    replaces = Row("relatesTo", Inline(RelatedDocument))
    data_enterer = Row(f"extension[url={_CLINICAL}data-enterer-extension]", Inline(DataEnterer))
    informants = Row(f"extension[url={_CLINICAL}informant-extension]", Inline(Informant))
    recipients = Row(
        f"extension[url={_CLINICAL}information-recipient-extension]", Inline(Recipient)
    )
    participants = Row(f"extension[url={_CLINICAL}participant-extension]", Inline(Participant))
    orders = Row(f"extension[url={_CLINICAL}OrderExtension]*.valueReference", Refer(Order))
    authorizations = Row(
        f"extension[url={_CLINICAL}consent-extension]*.valueReference", Refer(Authorization)
    )
