"""Those who have a part in the document: authors, informants, recipients, authenticators."""

from __future__ import annotations

from santedoc.cda.datatypes import TS_HEADER
from santedoc.cda.datatypes.header_times import IVL_TS_VALUED, TS_OPTIONAL
from santedoc.cda.datatypes.header_values import CE_HEADER, CS_HEADER, II_HEADER
from santedoc.cda.engine.condition import every, has, listed, sound
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.engine.table import Table
from santedoc.cda.header.entities import (
    AssignedAuthorPart,
    AssociatedEntityPart,
    AuthenticatorEntityPart,
    DataEntererPart,
    InformantEntityPart,
    LegalEntityPart,
    RecipientEntityPart,
)
from santedoc.cda.header.organizations import CustodianOrganizationPart
from santedoc.cda.header.relatives import RelatedEntityPart
from santedoc.cda.header.rows import (
    KNOWN_PROFESSIONAL,
    ORGANIZATION,
    PERSONS,
    PROFESSIONAL,
    TEMPLATES,
    TIME,
    header,
    nulls_alone,
)
from santedoc.model.people import (
    Authenticator,
    Author,
    Custodian,
    DataEnterer,
    Informant,
    Participant,
    Recipient,
)
from santedoc.report import Text
from santedoc.xmlkit import CDA, q

_FUNCTION = Text("function", "rôle fonctionnel")


@header("author", Author, "Auteur", "Author")
class AuthorPart(Table):
    """Who wrote the document."""

    function = slot(
        "functionCode",
        CE_HEADER,
        values="JDV_J47",
        code_only=True,
        rule="functionCode",
        needs="code codeSystem",
        label=_FUNCTION,
    )
    time = slot("time", TS_HEADER, least=1, rule="time", label=TIME)
    entity = part(
        "assignedAuthor",
        AssignedAuthorPart,
        least=1,
        rule="assignedAuthor",
        counted="assignedAuthor[not(@nullFlavor)]",
        label=Text("person or device", "personne ou dispositif"),
    )


@header("dataEnterer", DataEnterer, "Opérateur de saisie", "Data enterer")
class DataEntererRow(Table):
    """Who keyed the document in."""

    time = slot("time", TS_OPTIONAL, rule="time", label=TIME)
    entity = part(
        "assignedEntity",
        DataEntererPart,
        rule="assignedEntity",
        label=PROFESSIONAL,
    )
    _nulls = nulls_alone()


_INFORMANTS = (q(CDA, "assignedEntity"), q(CDA, "relatedEntity"))


@header("informant", Informant, "Informateur", "Informant")
class InformantPart(Table):
    """Who gave information."""

    entity = part(
        "assignedEntity",
        InformantEntityPart,
        rule="assignedEntity",
        label=PROFESSIONAL,
    )
    related = part(
        "relatedEntity",
        RelatedEntityPart,
        counted="relatedEntity[@classCode][relatedPerson]",
        rule="relatedEntity",
        label=Text("relative", "proche"),
    )
    _either = require(
        has("assignedEntity", "relatedEntity[@classCode][relatedPerson]"),
        "a professional (assignedEntity), or a relative (relatedEntity) with a person",
        "un professionnel (assignedEntity), ou un proche (relatedEntity) avec une personne",
        rule="informant",
        label=Text("who", "qui"),
    )


@header("custodian", Custodian, "Conservateur", "Custodian")
class CustodianPart(Table):
    """Who keeps the document."""

    organization = part(
        "assignedCustodian/representedCustodianOrganization",
        CustodianOrganizationPart,
        least=1,
        rule="representedCustodianOrganization",
        label=ORGANIZATION,
    )


@header("informationRecipient", Recipient, "Destinataire", "Recipient")
class RecipientPart(Table):
    """Who the document is sent to."""

    kind = slot("@typeCode", rule="typeCode", label=Text("kind", "nature"))
    templates = slot(
        "intendedRecipient/templateId",
        II_HEADER,
        most=None,
        rule="templateId",
        needs="root",
        label=TEMPLATES,
    )
    entity = part(
        "intendedRecipient",
        RecipientEntityPart,
        least=1,
        rule="intendedRecipient",
        label=Text("who", "qui"),
    )


class SignatureRows(Table):
    """What both kinds of authenticators have."""

    time = slot("time", TS_HEADER, least=1, rule="time", label=TIME)
    _signature = const(
        "signatureCode/@code",
        "S",
        rule="signatureCode",
        label=Text("signature code", "code de signature"),
    )
    _signature_form = require(
        every("signatureCode[@code='S']", sound(CS_HEADER)),
        "a code or a nullFlavor, and not both",
        "un code ou un nullFlavor, et pas les deux",
        rule="signatureCode",
        label=Text("signature code", "code de signature"),
        at="signatureCode",
    )


@header("legalAuthenticator", Authenticator, "Responsable du document", "Legal authenticator")
class LegalAuthenticatorPart(SignatureRows):
    """Who answers for the document."""

    templates = slot(
        "templateId", II_HEADER, most=None, rule="templateId", label=TEMPLATES, gate=False
    )
    entity = part(
        "assignedEntity",
        LegalEntityPart,
        least=1,
        rule="assignedEntity",
        label=PROFESSIONAL,
    )


@header("authenticator", Authenticator, "Professionnel attestant la validité", "Authenticator")
class AuthenticatorPart(SignatureRows):
    """Who attests the document."""

    templates = slot("templateId", II_HEADER, most=None, rule="templateId", label=TEMPLATES)
    entity = part(
        "assignedEntity",
        AuthenticatorEntityPart,
        least=1,
        counted=f"assignedEntity[id/@root='{PERSONS}']",
        rule="assignedEntity",
        label=KNOWN_PROFESSIONAL,
    )


@header("participant", Participant, "Participant", "Participant")
class ParticipantPart(Table):
    """Who else has a part."""

    kind = slot("@typeCode", rule="typeCode", label=Text("kind", "nature"))
    templates = slot("templateId", II_HEADER, most=1, many=True, rule="templateId", label=TEMPLATES)
    function = slot(
        "functionCode",
        CE_HEADER,
        values="JDV_J47",
        code_only=True,
        rule="functionCode",
        label=_FUNCTION,
    )
    time = slot("time", IVL_TS_VALUED, least=1, rule="time", label=TIME)
    role = slot("associatedEntity/@classCode", rule="classCode", label=Text("role", "rôle"))
    entity = part(
        "associatedEntity",
        AssociatedEntityPart,
        least=1,
        rule="associatedEntity",
        label=PROFESSIONAL,
    )
    _kind = require(
        listed("typeCode", "JDV_J144"),
        "a code of JDV_J144",
        "un code de JDV_J144",
        rule="typeCode",
        label=Text("kind of participation (typeCode)", "type de participation (typeCode)"),
    )
    _role = require(
        every("associatedEntity", has(".[@classCode='PROV'|'AGNT']")),
        "PROV or AGNT",
        "PROV ou AGNT",
        rule="classCode",
        label=Text("role (classCode)", "rôle (classCode)"),
        at="associatedEntity",
    )
