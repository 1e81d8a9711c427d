"""What surrounds the content: acts documented, orders, previous version, consents, encounter."""

from __future__ import annotations

from santedoc.cda.datatypes import AD_HEADER, CE, CS, II, INT, IVL_TS, ST
from santedoc.cda.engine.condition import counts, either, every, has
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.header.entities import (
    PERSONS,
    SOURCE,
    OrganizationPart,
    PerformerEntityPart,
    ProfessionalPart,
)
from santedoc.model.header import (
    Authorization,
    Encounter,
    EncounterParticipant,
    HealthcareFacility,
    Order,
    RelatedDocument,
    ServiceEvent,
)
from santedoc.model.people import Performer
from santedoc.report import Stage, Text

_TIME = Text("time", "date")
_ID = Text("identifier", "identifiant")
_CODE = Text("code", "code")


@define(key="HEADER.performer", model=Performer, stage=Stage.HEADER, source=SOURCE,
        name="Exécutant")
class PerformerPart(Table):
    """Who did the act."""

    kind = slot("@typeCode", rule="typeCode", label=Text("kind", "nature"))
    templates = slot("templateId", II, most=None, rule="templateId")
    function = slot("functionCode", CE, rule="functionCode", label=Text("function", "rôle"))
    time = slot("time", IVL_TS, rule="time", label=_TIME)
    entity = part("assignedEntity", PerformerEntityPart, least=1,
                  counted="assignedEntity[representedOrganization]", rule="assignedEntity",
                  label=Text("who, with an organisation", "qui, avec son organisation"))


@define(key="HEADER.serviceEvent", model=ServiceEvent, stage=Stage.HEADER, source=SOURCE,
        name="Acte documenté")
class ServiceEventPart(Table):
    """An act that the document reports."""

    kind = slot("serviceEvent/@classCode", rule="classCode", label=Text("kind", "nature"))
    identifiers = slot("serviceEvent/id", II, most=None, rule="id", label=_ID)
    code = slot("serviceEvent/code", CE, rule="code", label=_CODE)
    status = slot("serviceEvent/lab:statusCode", CS, rule="statusCode",
                  label=Text("status", "statut"))
    time = slot("serviceEvent/effectiveTime", IVL_TS, rule="effectiveTime", label=_TIME)
    performers = part("serviceEvent/performer", PerformerPart, most=1, many=True,
                      counted="serviceEvent/performer[@typeCode='PRF'][assignedEntity]",
                      rule="performer", label=Text("performer", "exécutant"))
    _event = require(counts("serviceEvent[not(@nullFlavor)]", 1, 1), "one act", "un acte",
                     kind="cardinality", rule="serviceEvent", label=Text("act", "acte"))
    _code = require(every("serviceEvent/code", either(
        lambda e: "code" in e.attrib and "codeSystem" in e.attrib and "nullFlavor" not in e.attrib,
        lambda e: "code" not in e.attrib and "codeSystem" not in e.attrib and "nullFlavor" in e.attrib,
    )), "@code and @codeSystem, or a nullFlavor alone", "@code et @codeSystem, ou un nullFlavor seul",
        kind="attribute", rule="code", label=_CODE, at="serviceEvent/code")
    _start = require(every("serviceEvent/effectiveTime", counts("low", 1, 1)),
                     "a start (low)", "un début (low)", kind="cardinality", rule="effectiveTime",
                     label=_TIME, at="serviceEvent/effectiveTime")
    _start_value = require(every("serviceEvent/effectiveTime/low", has("@value")),
                           "a start with a value", "un début renseigné", kind="attribute",
                           rule="effectiveTime", label=_TIME, at="serviceEvent/effectiveTime/low")


@define(key="HEADER.healthCareFacility", model=HealthcareFacility, stage=Stage.HEADER,
        source=SOURCE, name="Lieu de prise en charge")
class FacilityPart(Table):
    """The place of care."""

    identifiers = slot("id", II, most=None, rule="id", label=_ID)
    code = slot("code", CE, least=1, counted="code[not(@nullFlavor)]", values="JDV_J02",
                code_only=True, rule="code", needs="code codeSystem displayName",
                label=Text("kind of facility", "type de structure"))
    name = slot("location/name", ST, rule="name", label=Text("name", "nom"))
    address = slot("location/addr", AD_HEADER, rule="addr", label=Text("address", "adresse"))
    organization = part("serviceProviderOrganization", OrganizationPart,
                        rule="serviceProviderOrganization")


@define(key="HEADER.encounterParticipant", model=EncounterParticipant, stage=Stage.HEADER,
        source=SOURCE, name="Participant à la prise en charge")
class EncounterParticipantPart(Table):
    """Someone who took part in the stay."""

    kind = slot("@typeCode", rule="typeCode", label=Text("kind", "nature"))
    time = slot("time", IVL_TS, rule="time", label=_TIME)
    entity = part("assignedEntity", ProfessionalPart, rule="assignedEntity", label=Text("who", "qui"))
    _known = require(counts(f"assignedEntity[id/@root='{PERSONS}']", 1, 1),
                     "one professional with a national identifier",
                     "un professionnel avec un identifiant national", kind="cardinality",
                     rule="assignedEntity", label=Text("who", "qui"))


_E = "encompassingEncounter"


@define(key="HEADER.encounter", model=Encounter, stage=Stage.HEADER, source=SOURCE,
        name="Prise en charge")
class EncounterPart(Table):
    """The stay or the consultation."""

    identifiers = slot(f"{_E}/id", II, most=None, rule="id", needs="root", label=_ID)
    code = slot(f"{_E}/code", CE, values="JDV_J142", code_only=True, rule="code",
                needs="code codeSystem displayName", label=Text("kind of encounter", "type de rencontre"))
    time = slot(f"{_E}/effectiveTime", IVL_TS, least=1, rule="effectiveTime", label=_TIME)
    disposition = slot(f"{_E}/dischargeDispositionCode", CE, rule="dischargeDispositionCode",
                       needs="code displayName", label=Text("discharge", "mode de sortie"))
    responsible = part(f"{_E}/responsibleParty/assignedEntity", ProfessionalPart,
                       rule="responsibleParty", label=Text("responsible", "responsable"))
    participants = part(f"{_E}/encounterParticipant", EncounterParticipantPart, most=None,
                        rule="encounterParticipant")
    facility = part(f"{_E}/location/healthCareFacility", FacilityPart, least=1,
                    counted=f"{_E}/location/healthCareFacility[not(@nullFlavor)]",
                    rule="healthCareFacility", label=Text("place of care", "lieu"))
    _disposition = require(every(f"{_E}/dischargeDispositionCode[@codeSystem]",
                                 has(".[@codeSystem='1.2.250.1.213.2.14']")),
                           "the code system 1.2.250.1.213.2.14", "le système 1.2.250.1.213.2.14",
                           rule="dischargeDispositionCode", label=Text("discharge", "mode de sortie"),
                           at=f"{_E}/dischargeDispositionCode")
    _responsible = require(every(f"{_E}/responsibleParty[assignedEntity]",
                                 counts(f"assignedEntity[id/@root='{PERSONS}']", 1, 1)),
                           "one professional with a national identifier",
                           "un professionnel avec un identifiant national", kind="cardinality",
                           rule="responsibleEntity", label=Text("responsible", "responsable"),
                           at=f"{_E}/responsibleParty")
    _encounter = require(counts(f"{_E}[not(@nullFlavor)][location]", 1, 1),
                         "one encounter with its place", "une prise en charge avec son lieu",
                         kind="cardinality", rule="encompassingEncounter",
                         label=Text("encounter", "prise en charge"))


@define(key="HEADER.order", model=Order, stage=Stage.HEADER, source=SOURCE, name="Prescription")
class OrderPart(Table):
    """An order that the document answers."""

    identifiers = slot("order/id", II, least=1, many=True, rule="id", label=_ID)
    code = slot("order/code", CE, rule="code", label=_CODE)
    priority = slot("order/priorityCode", CE, rule="priorityCode", label=Text("priority", "priorité"))
    accession_number = slot("order/ps3-20:accessionNumber", II, rule="accessionNumber",
                            label=Text("accession number", "accession number"))


@define(key="HEADER.relatedDocument", model=RelatedDocument, stage=Stage.HEADER, source=SOURCE,
        name="Document remplacé")
class RelatedDocumentPart(Table):
    """The document that this one replaces."""

    kind = slot("@typeCode", rule="typeCode", label=Text("relation", "relation"))
    identifiers = slot("parentDocument/id", II, least=1, many=True,
                       counted="parentDocument/id[not(@nullFlavor)]", rule="id", needs="root", label=_ID)
    set_id = slot("parentDocument/setId", II, rule="setId", label=Text("set", "lot de versions"))
    version = slot("parentDocument/versionNumber", INT, rule="versionNumber",
                   label=Text("version", "version"))


@define(key="HEADER.authorization", model=Authorization, stage=Stage.HEADER, source=SOURCE,
        name="Consentement")
class AuthorizationPart(Table):
    """A consent."""

    identifiers = slot("consent/id", II, most=None, rule="id", label=_ID)
    code = slot("consent/code", CE, least=1, rule="code", label=_CODE)
    status = slot("consent/statusCode", CS, rule="statusCode", label=Text("status", "statut"))
    _status = require(counts("consent/statusCode[@code='completed']", 1, 1), "status completed",
                      "statut completed", kind="guard", rule="statusCode",
                      label=Text("status", "statut"))
