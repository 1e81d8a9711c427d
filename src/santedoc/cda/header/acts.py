"""What surrounds the content: acts documented, orders, previous version, consents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.datatypes import CE, CS, II
from santedoc.cda.datatypes.header_times import IVL_TS_HEADER, IVL_TS_START
from santedoc.cda.datatypes.header_values import (
    CD_ANY_SYSTEM,
    CE_ANY_SYSTEM,
    CE_HEADER,
    CS_HEADER,
    CV_HEADER,
    II_HEADER,
    INT_HEADER,
)
from santedoc.cda.engine.condition import counts, every, sound
from santedoc.cda.engine.member import part, require, slot
from santedoc.cda.engine.table import Table
from santedoc.cda.header.entities import PerformerEntityPart
from santedoc.cda.header.rows import ID, TEMPLATES, TIME, header
from santedoc.model.header import Authorization, Order, RelatedDocument, ServiceEvent
from santedoc.model.people import Performer
from santedoc.report import Text
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_CODE = Text("code", "code")
_EVENT = "serviceEvent[not(@nullFlavor)]"


@header("performer", Performer, "Exécutant", "Performer")
class PerformerPart(Table):
    """Who did the act."""

    kind = slot("@typeCode", rule="typeCode", label=Text("kind", "nature"))
    templates = slot("templateId", II_HEADER, most=None, rule="templateId", label=TEMPLATES)
    function = slot(
        "functionCode", CE_ANY_SYSTEM, rule="functionCode", label=Text("function", "rôle")
    )
    time = slot("time", IVL_TS_HEADER, rule="time", label=TIME)
    entity = part(
        "assignedEntity",
        PerformerEntityPart,
        least=1,
        counted="assignedEntity[representedOrganization]",
        rule="assignedEntity",
        label=Text("professional with an organisation", "professionnel avec son organisation"),
    )


def _code_or_null(element: _Element) -> bool:
    said = element.attrib
    if "nullFlavor" in said:
        return "code" not in said and "codeSystem" not in said
    return "code" in said and "codeSystem" in said


@header("serviceEvent", ServiceEvent, "Acte documenté", "Act documented")
class ServiceEventPart(Table):
    """An act that the document reports."""

    kind = slot("serviceEvent/@classCode", rule="classCode", label=Text("kind", "nature"))
    identifiers = slot("serviceEvent/id", II_HEADER, most=None, rule="id", label=ID)
    code = slot("serviceEvent/code", CE_HEADER, rule="code", label=_CODE)
    status = slot(
        "serviceEvent/lab:statusCode",
        CS_HEADER,
        rule="statusCode",
        label=Text("status", "statut"),
    )
    time = slot("serviceEvent/effectiveTime", IVL_TS_START, rule="effectiveTime", label=TIME)
    performers = part(
        "serviceEvent/performer",
        PerformerPart,
        most=1,
        many=True,
        counted=f"{_EVENT}/performer[@typeCode='PRF'][assignedEntity]",
        rule="performer",
        label=Text("performer", "exécutant"),
    )
    _event = require(
        counts(_EVENT, 1, 1),
        "exactly one act, without nullFlavor",
        "exactement un acte, sans nullFlavor",
        rule="serviceEvent",
        label=Text("act", "acte"),
    )
    _code = require(
        every("serviceEvent/code", _code_or_null),
        "@code and @codeSystem, or a nullFlavor alone",
        "@code et @codeSystem, ou un nullFlavor seul",
        rule="code",
        label=_CODE,
        at="serviceEvent/code",
    )
    _start = require(
        every("serviceEvent/effectiveTime", counts("low", 1, 1)),
        "exactly one start (low)",
        "exactement un début (low)",
        rule="effectiveTime",
        label=TIME,
        at="serviceEvent/effectiveTime",
    )
    _end = require(
        every("serviceEvent/effectiveTime", counts("high", 0, 1)),
        "at most one end (high)",
        "au plus une fin (high)",
        rule="effectiveTime",
        label=TIME,
        at="serviceEvent/effectiveTime",
    )
    _translation = require(
        every("serviceEvent/code/translation", sound(CD_ANY_SYSTEM)),
        "a code with its system",
        "un code avec son système",
        rule="translation",
        label=Text("translation of the code", "traduction du code"),
        at="serviceEvent/code/translation",
    )
    _qualifier = require(
        every("serviceEvent/code/translation", counts("qualifier", 0, 1)),
        "at most one qualifier",
        "au plus un qualifier",
        rule="qualifier",
        label=Text("translation of the code", "traduction du code"),
        at="serviceEvent/code/translation",
    )
    _qualifier_name = require(
        every("serviceEvent/code/translation/qualifier", counts("name", 1, 1)),
        "exactly one name in a qualifier",
        "exactement un name dans un qualifier",
        rule="qualifier",
        label=Text("translation of the code", "traduction du code"),
        at="serviceEvent/code/translation/qualifier",
    )
    _qualifier_code = require(
        every("serviceEvent/code/translation/qualifier/name", sound(CV_HEADER)),
        "a code with its system as the name of a qualifier",
        "un code avec son système comme name d'un qualifier",
        rule="qualifier",
        label=Text("translation of the code", "traduction du code"),
        at="serviceEvent/code/translation/qualifier/name",
    )


@header("order", Order, "Prescription", "Order")
class OrderPart(Table):
    """An order that the document answers."""

    identifiers = slot("order/id", II_HEADER, least=1, many=True, rule="id", label=ID)
    code = slot("order/code", CE_ANY_SYSTEM, rule="code", label=_CODE)
    priority = slot(
        "order/priorityCode", CE, rule="priorityCode", label=Text("priority", "priorité")
    )
    accession_number = slot(
        "order/ps3-20:accessionNumber",
        II_HEADER,
        rule="accessionNumber",
        label=Text("accession number", "numéro d'examen (accession number)"),
    )


@header("relatedDocument", RelatedDocument, "Document remplacé", "Replaced document")
class RelatedDocumentPart(Table):
    """The document that this one replaces."""

    kind = slot("@typeCode", rule="typeCode", label=Text("relation", "relation"))
    identifiers = slot(
        "parentDocument/id",
        II_HEADER,
        least=1,
        many=True,
        counted="parentDocument[not(@nullFlavor)]/id[not(@nullFlavor)]",
        rule="id",
        needs="root",
        label=ID,
    )
    set_id = slot(
        "parentDocument/setId", II, rule="setId", label=Text("set of versions", "lot de versions")
    )
    version = slot(
        "parentDocument/versionNumber",
        INT_HEADER,
        rule="versionNumber",
        label=Text("version", "version"),
    )


def _completed(element: _Element) -> bool:
    """Exactly one consent with exactly one status that is completed, or a nullFlavor."""
    numbers = [
        sum(
            1
            for status in consent.iterchildren(q(CDA, "statusCode"))
            if status.get("code") == "completed" or "nullFlavor" in status.attrib
        )
        for consent in element.iterchildren(q(CDA, "consent"))
    ]
    return numbers == [1]


@header("authorization", Authorization, "Consentement", "Consent")
class AuthorizationPart(Table):
    """A consent."""

    identifiers = slot("consent/id", II_HEADER, most=None, rule="id", label=ID)
    code = slot("consent/code", CE_ANY_SYSTEM, least=1, rule="code", label=_CODE)
    status = slot("consent/statusCode", CS, rule="statusCode", label=Text("status", "statut"))
    _status = require(
        _completed,
        "completed, or a nullFlavor",
        "completed, ou un nullFlavor",
        rule="statusCode",
        label=Text("status", "statut"),
        at="consent/statusCode",
    )
    _status_form = require(
        every("consent/statusCode", sound(CS_HEADER)),
        "a code or a nullFlavor, and not both",
        "un code ou un nullFlavor, et pas les deux",
        rule="statusCode",
        label=Text("status", "statut"),
        at="consent/statusCode",
    )
