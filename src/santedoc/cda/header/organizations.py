"""Organisations of the header, one table for each place where one may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes import AD_HEADER, CE, II, ON, TEL_HEADER
from santedoc.cda.datatypes.header import ON_HEADER
from santedoc.cda.datatypes.header_values import (
    CD_ANY_SYSTEM,
    CE_ANY_SYSTEM,
    CE_HEADER,
    CS_HEADER,
    II_HEADER,
)
from santedoc.cda.engine.condition import every, has, sound, when
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.engine.table import Table
from santedoc.cda.header.rows import (
    ADDRESS,
    ID,
    PATIENTS,
    SAID,
    STRUCTURES,
    TELECOM,
    TEMPLATES,
    Contact,
    FreeContact,
    header,
    nulls_alone,
)
from santedoc.model.people import Organization, OrganizationWhole
from santedoc.report import Text
from santedoc.terminology import value_set

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME = Text("name", "nom")
_STRUCTURE = Text("national identifier of the structure", "identifiant national de la structure")
_INDUSTRY = Text("practice setting", "cadre d'exercice")
_SECTOR = "standardIndustryClassCode"
_BOUND: dict[str, Any] = {"values": "JDV_J04", "code_only": True}


@header(
    "organizationWhole", OrganizationWhole, "Organisation de rattachement", "Parent organisation"
)
class OrganizationWholePart(Table):
    """The organisation that another one belongs to, where the rules do not look."""

    identifiers = slot("id", II, most=None, rule="id", label=ID)
    code = slot("code", CE, rule="code", label=Text("kind", "nature"))
    _class_code = const("@classCode", "PART", write=False)


@header(
    "asOrganizationPartOf", OrganizationWhole, "Organisation de rattachement", "Parent organisation"
)
class JudgedWholePart(Table):
    """The organisation that another one belongs to."""

    identifiers = slot("id", II_HEADER, most=None, rule="id", label=ID)
    code = slot("code", CD_ANY_SYSTEM, rule="code", label=Text("kind", "nature"))
    _templates = require(
        every("templateId", sound(II_HEADER)),
        "OIDs, each once",
        "des OID, chacun une fois",
        rule="templateId",
        label=TEMPLATES,
    )
    _status = require(
        every("statusCode", sound(CS_HEADER)),
        "a code or a nullFlavor",
        "un code ou un nullFlavor",
        rule="statusCode",
        label=Text("status", "statut"),
    )
    _nulls = nulls_alone()
    _class_code = const("@classCode", "PART", write=False)


class StructureRows(Contact):
    """An organisation, told by its national identifier."""

    identifiers = slot(
        "id",
        II_HEADER,
        most=None,
        counted=f"id[@root='{STRUCTURES}']",
        rule="id",
        needs="extension",
        label=_STRUCTURE,
    )
    name = slot("name", ON_HEADER, rule="name", label=_NAME)
    part_of = part(
        "asOrganizationPartOf",
        OrganizationWholePart,
        rule="asOrganizationPartOf",
        label=Text("organisation that it belongs to", "organisation de rattachement"),
    )
    _class_code = const("@classCode", "ORG", write=False)


class PlainNameRows(StructureRows):
    """An organisation whose name is counted, and not read, by the rules."""

    name = slot("name", ON, rule="name", label=_NAME)


@header(
    "authorOrganization", Organization, "Organisation de l'auteur", "Organisation of the author"
)
class AuthorOrganizationPart(PlainNameRows):
    """The organisation for which the author acts."""

    identifiers = slot(
        "id",
        II_HEADER,
        many=True,
        counted=f"id[@root='{STRUCTURES}']",
        rule="id",
        needs="extension",
        label=_STRUCTURE,
    )
    industry = slot(
        _SECTOR, CE_HEADER, rule=_SECTOR, needs=SAID, label=_INDUSTRY,
        **_BOUND,
    )  # fmt: skip


@header(
    "informantOrganization",
    Organization,
    "Organisation de l'informateur",
    "Organisation of the informant",
)
class InformantOrganizationPart(StructureRows):
    """The organisation of a professional who gave information."""

    industry = slot(
        _SECTOR, CE_HEADER, rule=_SECTOR, needs=SAID, label=_INDUSTRY,
        **_BOUND,
    )  # fmt: skip


@header(
    "legalOrganization",
    Organization,
    "Organisation du responsable du document",
    "Organisation of the legal authenticator",
)
class LegalOrganizationPart(PlainNameRows):
    """The organisation of who answers for the document; its setting may lack its label."""

    industry = slot(_SECTOR, CE_ANY_SYSTEM, rule=_SECTOR, label=_INDUSTRY, **_BOUND)


def _published(element: _Element) -> bool:
    return value_set("JDV_J04").contains(element.get("code", ""), element.get("codeSystem", ""))


class UnboundIndustryRows(StructureRows):
    """An organisation whose setting is judged only when it is one that is published."""

    industry = slot(
        _SECTOR, CE, rule=_SECTOR, label=_INDUSTRY, ours="binding cardinality", **_BOUND
    )
    _industry = require(
        every(_SECTOR, when(_published, sound(CE_HEADER))),
        "a code with its system, and a nullFlavor alone",
        "un code avec son système, et un nullFlavor seul",
        rule=_SECTOR,
        label=_INDUSTRY,
        at=_SECTOR,
    )
    _industry_label = require(
        every(_SECTOR, when(_published, has("@displayName"))),
        "a label (@displayName) beside the code",
        "un libellé (@displayName) à côté du code",
        rule=_SECTOR,
        label=_INDUSTRY,
        at=_SECTOR,
    )


@header(
    "signerOrganization",
    Organization,
    "Organisation du professionnel attestant la validité",
    "Organisation of the authenticator",
)
class SignerOrganizationPart(UnboundIndustryRows):
    """The organisation of who attests the document."""


@header(
    "encounterOrganization",
    Organization,
    "Organisation d'un participant à la prise en charge",
    "Organisation of a participant in the encounter",
)
class EncounterOrganizationPart(UnboundIndustryRows):
    """The organisation of who took part in the stay."""


@header(
    "responsibleOrganization",
    Organization,
    "Organisation du responsable de la prise en charge",
    "Organisation responsible for the encounter",
)
class ResponsibleOrganizationPart(UnboundIndustryRows):
    """The organisation of who answered for the patient's care."""

    identifiers = slot("id", II_HEADER, most=None, rule="id", needs="root extension", label=ID)
    part_of = part(
        "asOrganizationPartOf",
        JudgedWholePart,
        rule="asOrganizationPartOf",
        label=Text("organisation that it belongs to", "organisation de rattachement"),
    )


@header(
    "scopingOrganization",
    Organization,
    "Organisation d'un participant",
    "Organisation of a participant",
)
class ScopingOrganizationPart(Contact):
    """The organisation of a participant."""

    identifiers = slot("id", II_HEADER, many=True, rule="id", label=ID)
    name = slot("name", ON, rule="name", label=_NAME)
    industry = slot(_SECTOR, CD_ANY_SYSTEM, rule=_SECTOR, label=_INDUSTRY)
    part_of = part("asOrganizationPartOf", OrganizationWholePart, rule="asOrganizationPartOf")
    _nulls = nulls_alone()
    _class_code = const("@classCode", "ORG", write=False)


@header(
    "receivedOrganization",
    Organization,
    "Organisation d'un destinataire",
    "Organisation of a recipient",
)
class ReceivedOrganizationPart(StructureRows):
    """The organisation of a recipient."""

    name = slot("name", ON_HEADER, rule="name", label=_NAME, most=None, many=False)
    industry = slot(_SECTOR, CE, rule=_SECTOR, label=_INDUSTRY)


@header(
    "performerOrganization",
    Organization,
    "Organisation de l'exécutant",
    "Organisation of the performer",
)
class PerformerOrganizationPart(StructureRows):
    """The organisation of who did the act: it says the practice setting."""

    identifiers = slot("id", II_HEADER, most=None, rule="id", label=ID)
    industry = slot(
        _SECTOR,
        CE_HEADER,
        least=1,
        counted=f"{_SECTOR}[not(@nullFlavor)]",
        rule=_SECTOR,
        needs=SAID,
        label=_INDUSTRY,
        **_BOUND,
    )
    part_of = part(
        "asOrganizationPartOf",
        JudgedWholePart,
        rule="asOrganizationPartOf",
        label=Text("organisation that it belongs to", "organisation de rattachement"),
    )
    _structure = require(
        every(f"id[@root='{STRUCTURES}']", has("@extension")),
        "the number in @extension",
        "le numéro dans @extension",
        rule="id",
        label=_STRUCTURE,
        at=f"id[@root='{STRUCTURES}']",
    )


@header("custodianOrganization", Organization, "Conservateur", "Custodian")
class CustodianOrganizationPart(Contact):
    """The organisation that keeps the document."""

    identifiers = slot(
        "id",
        II_HEADER,
        least=1,
        many=True,
        counted="id[not(@nullFlavor)]",
        rule="id",
        needs="root",
        label=ID,
    )
    name = slot("name", ON, rule="name", label=_NAME)
    telecoms = slot("telecom", TEL_HEADER, many=True, rule="telecom", label=TELECOM)
    addresses = slot("addr", AD_HEADER, many=True, rule="addr", label=ADDRESS)
    _root = require(
        every("id[not(@nullFlavor)]", has(f".[@root='{STRUCTURES}'|'{PATIENTS}']")),
        f"the root {STRUCTURES}, or {PATIENTS} for a document of the patient",
        f"la racine {STRUCTURES}, ou {PATIENTS} pour un document du patient",
        rule="id",
        label=ID,
        at="id",
    )
    _class_code = const("@classCode", "ORG", write=False)


@header(
    "guardianOrganization",
    Organization,
    "Organisation représentant le patient",
    "Organisation that represents the patient",
)
class GuardianOrganizationPart(FreeContact):
    """The organisation that represents the patient."""

    identifiers = slot(
        "id",
        II_HEADER,
        many=True,
        counted=f"id[@root='{STRUCTURES}']",
        rule="id",
        needs="extension",
        label=_STRUCTURE,
    )
    name = slot("name", ON_HEADER, rule="name", label=_NAME)
    _class_code = const("@classCode", "ORG", write=False)


@header("organization", Organization, "Organisation", "Organisation")
class FreeOrganizationPart(FreeContact):
    """An organisation where the rules do not look."""

    identifiers = slot("id", II, most=None, rule="id", label=ID)
    name = slot("name", ON, rule="name", label=_NAME, gate=False)
    industry = slot(_SECTOR, CE, rule=_SECTOR, label=_INDUSTRY)
    part_of = part("asOrganizationPartOf", OrganizationWholePart, rule="asOrganizationPartOf")
    _class_code = const("@classCode", "ORG", write=False)
