"""The document element: its own header rows, and who and what it refers to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes import TS_HEADER, MediaType
from santedoc.cda.datatypes.header_values import (
    CE_HEADER,
    CS_HEADER,
    II_HEADER,
    INT_HEADER,
    ST_HEADER,
)
from santedoc.cda.engine.condition import both, counts, either, every, has, lacks, sound, when
from santedoc.cda.engine.member import coded, const, part, require, slot
from santedoc.cda.engine.path import path
from santedoc.cda.engine.table import Table
from santedoc.cda.header.acts import (
    AuthorizationPart,
    OrderPart,
    RelatedDocumentPart,
    ServiceEventPart,
)
from santedoc.cda.header.encounter import EncounterPart
from santedoc.cda.header.participants import (
    AuthenticatorPart,
    AuthorPart,
    CustodianPart,
    DataEntererRow,
    InformantPart,
    LegalAuthenticatorPart,
    ParticipantPart,
    RecipientPart,
)
from santedoc.cda.header.patient import PatientPart
from santedoc.cda.header.rows import SAID, SOURCE, TEMPLATES
from santedoc.report import Text
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

HL7_FRANCE = "2.16.840.1.113883.2.8.2.1"
CI_SIS = "1.2.250.1.213.1.1.1.1"
LEVEL_1 = "1.3.6.1.4.1.19376.1.2.20"
NORMAL = coded("N", "2.16.840.1.113883.5.25", "Normal")


def _first_act(element: _Element) -> bool:
    """The first ``documentationOf`` is the principal act: who did it, once, and when."""
    first = element.find(q(CDA, "documentationOf"))
    return first is None or (
        len(path("serviceEvent/performer").elements(first)) == 1
        and len(path("serviceEvent/effectiveTime").elements(first)) == 1
    )


_LANGUAGE = re.compile(r"[a-z]{2}-[A-Z]{2}")


def _language(element: _Element) -> bool:
    said = element.find(q(CDA, "languageCode"))
    return said is None or _LANGUAGE.search(said.get("code", "")) is not None


_GENERAL = frozenset({HL7_FRANCE, CI_SIS})


def _template(identifier: str, name: str) -> Any:
    return require(
        counts(f"templateId[@root='{identifier}']", 1, 1),
        f"{identifier} ({name}) exactly once",
        f"{identifier} ({name}) exactement une fois",
        rule="templateId",
        label=TEMPLATES,
    )


class HeaderRows(Table):
    """The rows of every document (structuration minimale)."""

    label = Text("Header", "En-tête")

    _realm = const("realmCode/@code", "FR", least=1, rule="realmCode", label=Text("realm", "pays"))
    _one_realm = require(
        counts("realmCode[@code='FR']", 0, 1),
        "FR once",
        "FR une seule fois",
        rule="realmCode",
        label=Text("realm", "pays"),
        at="realmCode",
    )
    _type_root = const("typeId/@root", "2.16.840.1.113883.1.3", rule="typeId")
    _type_extension = const("typeId/@extension", "POCD_HD000040", rule="typeId")
    identifier = slot(
        "id",
        II_HEADER,
        least=1,
        counted="id[not(@nullFlavor)]",
        rule="id",
        needs="root",
        label=Text("identifier", "identifiant"),
    )
    type = slot(
        "code",
        CE_HEADER,
        least=1,
        counted="code[not(@nullFlavor)]",
        values="JDV_J07",
        code_only=True,
        rule="code",
        needs=SAID,
        label=Text("type of document", "type de document"),
    )
    title = slot(
        "title",
        ST_HEADER,
        least=1,
        counted="title[not(@nullFlavor)]",
        rule="title",
        label=Text("title", "titre"),
    )
    time = slot(
        "effectiveTime",
        TS_HEADER,
        least=1,
        counted="effectiveTime[not(@nullFlavor)]",
        rule="effectiveTime",
        label=Text("creation time", "date de création"),
    )
    confidentiality = slot(
        "confidentialityCode",
        CE_HEADER,
        least=1,
        default=NORMAL,
        counted="confidentialityCode[not(@nullFlavor)]",
        values="jdv-hl7-v3-xBasicConfidentialityKind-cisis",
        code_only=True,
        rule="confidentialityCode",
        needs=SAID,
        label=Text("confidentiality", "confidentialité"),
    )
    language = slot(
        "languageCode",
        CS_HEADER,
        least=1,
        counted="languageCode[not(@nullFlavor)]",
        rule="languageCode",
        needs="code",
        label=Text("language", "langue"),
    )
    set_id = slot(
        "setId",
        II_HEADER,
        least=1,
        counted="setId[not(@nullFlavor)]",
        rule="setId",
        needs="root",
        label=Text("set of versions", "lot de versions"),
    )
    version = slot(
        "versionNumber",
        INT_HEADER,
        least=1,
        counted="versionNumber[not(@nullFlavor)]",
        rule="versionNumber",
        needs="value",
        label=Text("version", "version"),
    )
    patient = part(
        "recordTarget",
        PatientPart,
        least=1,
        counted="recordTarget[not(@nullFlavor)]",
        rule="recordTarget",
        label=Text("patient", "patient"),
    )
    authors = part(
        "author",
        AuthorPart,
        least=1,
        most=None,
        rule="author",
        counted="author[not(@nullFlavor)][assignedAuthor]",
        label=Text("author", "auteur"),
    )
    data_enterer = part(
        "dataEnterer",
        DataEntererRow,
        rule="dataEnterer",
        label=Text("data enterer", "opérateur de saisie"),
    )
    informants = part(
        "informant",
        InformantPart,
        most=None,
        rule="informant",
        label=Text("informant", "informateur"),
    )
    custodian = part(
        "custodian",
        CustodianPart,
        least=1,
        rule="custodian",
        counted="custodian[not(@nullFlavor)][assignedCustodian]",
        label=Text("custodian", "conservateur"),
    )
    recipients = part(
        "informationRecipient",
        RecipientPart,
        most=None,
        rule="informationRecipient",
        label=Text("recipient", "destinataire"),
    )
    legal_authenticator = part(
        "legalAuthenticator",
        LegalAuthenticatorPart,
        least=1,
        counted="legalAuthenticator[signatureCode/@code='S']",
        rule="legalAuthenticator",
        label=Text("legal authenticator", "responsable du document"),
    )
    authenticators = part(
        "authenticator",
        AuthenticatorPart,
        most=None,
        rule="authenticator",
        counted="authenticator[signatureCode/@code='S']",
        label=Text("authenticator", "professionnel attestant"),
    )
    participants = part(
        "participant",
        ParticipantPart,
        most=None,
        rule="participant",
        counted="participant[@typeCode][associatedEntity]",
        label=Text("participant", "participant"),
    )
    orders = part(
        "inFulfillmentOf",
        OrderPart,
        most=None,
        rule="inFulfillmentOf",
        label=Text("order", "prescription"),
    )
    service_events = part(
        "documentationOf",
        ServiceEventPart,
        least=1,
        most=None,
        counted="documentationOf[not(@nullFlavor)][serviceEvent]",
        rule="documentationOf",
        label=Text("act documented", "acte documenté"),
    )
    replaces = part(
        "relatedDocument",
        RelatedDocumentPart,
        many=True,
        counted="relatedDocument[@typeCode='RPLC'][parentDocument]",
        rule="relatedDocument",
        label=Text("replaced document", "document remplacé"),
    )
    authorizations = part(
        "authorization",
        AuthorizationPart,
        most=None,
        counted="authorization[consent]",
        rule="authorization",
        label=Text("consent", "consentement"),
    )
    encounter = part(
        "componentOf",
        EncounterPart,
        least=1,
        counted="componentOf[not(@nullFlavor)][encompassingEncounter]",
        rule="componentOf",
        label=Text("encounter", "prise en charge"),
    )
    body = slot(
        "component/nonXMLBody/text", MediaType, rule="nonXMLBody", label=Text("file", "fichier")
    )
    _hl7_france = _template(HL7_FRANCE, "HL7 France")
    _ci_sis = _template(CI_SIS, "CI-SIS")
    _model = require(
        lambda element: any(
            one.get("root") not in _GENERAL for one in element.iterchildren(q(CDA, "templateId"))
        ),
        "the identifier of a document model",
        "l'identifiant d'un modèle de document",
        rule="templateId",
        label=TEMPLATES,
        at="templateId",
    )
    _template_form = require(
        every("templateId", sound(II_HEADER)),
        "OIDs, none of which comes twice",
        "des OID, dont aucun ne vient deux fois",
        rule="templateId",
        label=TEMPLATES,
        at="templateId",
    )
    _level_1 = require(
        when(
            has("component/nonXMLBody"),
            both(counts("templateId", 3, 3), has(f"templateId[@root='{LEVEL_1}']")),
        ),
        f"exactly three around a file, that of its model being {LEVEL_1}",
        f"exactement trois autour d'un fichier, dont {LEVEL_1} pour le modèle",
        kind="guard",
        rule="templateId",
        label=TEMPLATES,
    )
    _principal = require(
        _first_act,
        "exactly one performer and one time",
        "exactement un exécutant et une date",
        rule="principalAct",
        label=Text("principal act (the first)", "acte principal (le premier)"),
        at="documentationOf",
    )
    _language = require(
        _language,
        "a language such as fr-FR",
        "une langue comme fr-FR",
        rule="languageCode",
        label=Text("language", "langue"),
        at="languageCode",
    )
    _classes = require(
        both(
            either(lacks("@classCode"), has(".[@classCode='DOCCLIN']")),
            either(lacks("@moodCode"), has(".[@moodCode='EVN']")),
        ),
        "class DOCCLIN, mood EVN",
        "classe DOCCLIN, mode EVN",
        rule="classCode",
        label=Text("document", "document"),
    )
    _class = const("@classCode", "DOCCLIN", write=False)
    _mood = const("@moodCode", "EVN", write=False)


__all__ = ["CI_SIS", "HL7_FRANCE", "LEVEL_1", "SOURCE", "HeaderRows"]
