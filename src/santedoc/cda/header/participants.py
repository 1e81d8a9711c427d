"""Those who have a part in the document: authors, informants, recipients, authenticators…"""

from __future__ import annotations

from santedoc.cda.datatypes import CE, II, IVL_TS, TS_HEADER
from santedoc.cda.datatypes.header import HeaderTime
from santedoc.cda.engine.condition import counts, either, every, has
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.header.entities import (
    PERSONS,
    SOURCE,
    AssignedAuthorPart,
    AssociatedEntityPart,
    CustodianOrganizationPart,
    DataEntererPart,
    InformantEntityPart,
    LegalEntityPart,
    ProfessionalPart,
    RecipientEntityPart,
    RelatedEntityPart,
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
from santedoc.report import Stage, Text

_FUNCTION = Text("function", "rôle fonctionnel")
_TIME = Text("time", "date")


@define(key="HEADER.author", model=Author, stage=Stage.HEADER, source=SOURCE, name="Auteur")
class AuthorPart(Table):
    """Who wrote the document."""

    function = slot("functionCode", CE, values="JDV_J47", code_only=True, rule="functionCode",
                    needs="code codeSystem", label=_FUNCTION)
    time = slot("time", TS_HEADER, least=1, rule="time", label=_TIME)
    entity = part("assignedAuthor", AssignedAuthorPart, least=1, rule="assignedAuthor",
                  counted="assignedAuthor[not(@nullFlavor)]", label=Text("author", "auteur"))


@define(key="HEADER.dataEnterer", model=DataEnterer, stage=Stage.HEADER, source=SOURCE,
        name="Opérateur de saisie")
class DataEntererRow(Table):
    """Who keyed the document in."""

    time = slot("time", HeaderTime(required=False), rule="time", label=_TIME)
    entity = part("assignedEntity", DataEntererPart, rule="assignedEntity")


@define(key="HEADER.informant", model=Informant, stage=Stage.HEADER, source=SOURCE,
        name="Informateur")
class InformantPart(Table):
    """Who gave information."""

    entity = part("assignedEntity", InformantEntityPart, rule="assignedEntity")
    related = part("relatedEntity", RelatedEntityPart, rule="relatedEntity",
                   label=Text("relative", "proche"))
    _person = require(every("relatedEntity", has("relatedPerson")),
                      "a relative has a person", "un proche a une personne", kind="cardinality",
                      rule="relatedPerson", label=Text("relative", "proche"))
    _either = require(either(has("assignedEntity"), has("relatedEntity")),
                      "a professional or a relative", "un professionnel ou un proche",
                      kind="cardinality", rule="informant", label=Text("informant", "informateur"))


@define(key="HEADER.custodian", model=Custodian, stage=Stage.HEADER, source=SOURCE,
        name="Conservateur")
class CustodianPart(Table):
    """Who keeps the document."""

    organization = part("assignedCustodian/representedCustodianOrganization",
                        CustodianOrganizationPart, least=1, rule="representedCustodianOrganization",
                        label=Text("organisation", "organisation"))


@define(key="HEADER.informationRecipient", model=Recipient, stage=Stage.HEADER, source=SOURCE,
        name="Destinataire")
class RecipientPart(Table):
    """Who the document is sent to."""

    kind = slot("@typeCode", rule="typeCode", label=Text("kind", "nature"))
    templates = slot("intendedRecipient/templateId", II, most=None, rule="templateId")
    entity = part("intendedRecipient", RecipientEntityPart, rule="intendedRecipient")


class SignatureRows(Table):
    """What both kinds of authenticators have."""

    templates = slot("templateId", II, most=None, rule="templateId")
    time = slot("time", TS_HEADER, least=1, rule="time", label=_TIME)
    _signature = const("signatureCode/@code", "S", rule="signatureCode",
                       label=Text("signature code", "code de signature"))


@define(key="HEADER.legalAuthenticator", model=Authenticator, stage=Stage.HEADER, source=SOURCE,
        name="Responsable du document")
class LegalAuthenticatorPart(SignatureRows):
    """Who answers for the document."""

    entity = part("assignedEntity", LegalEntityPart, least=1, rule="assignedEntity",
                  label=Text("who", "qui"))


@define(key="HEADER.authenticator", model=Authenticator, stage=Stage.HEADER, source=SOURCE,
        name="Professionnel attestant la validité")
class AuthenticatorPart(SignatureRows):
    """Who attests the document."""

    entity = part("assignedEntity", ProfessionalPart, rule="assignedEntity", label=Text("who", "qui"))
    _known = require(counts(f"assignedEntity[id/@root='{PERSONS}']", 1, 1),
                     "one professional with a national identifier",
                     "un professionnel avec un identifiant national", kind="cardinality",
                     rule="assignedEntity", label=Text("who", "qui"))


@define(key="HEADER.participant", model=Participant, stage=Stage.HEADER, source=SOURCE,
        name="Participant")
class ParticipantPart(Table):
    """Who else has a part."""

    kind = slot("@typeCode", rule="typeCode", label=Text("kind", "nature"))
    templates = slot("templateId", II, most=None, rule="templateId")
    function = slot("functionCode", CE, values="JDV_J47", code_only=True, rule="functionCode",
                    label=_FUNCTION)
    time = slot("time", IVL_TS, least=1, rule="time", label=_TIME)
    role = slot("associatedEntity/@classCode", rule="classCode", label=Text("role", "rôle"))
    entity = part("associatedEntity", AssociatedEntityPart, rule="associatedEntity")
    _kind = require(lambda e: e.get("typeCode") is not None, "a kind of participation",
                    "un type de participation", kind="attribute", rule="typeCode",
                    label=Text("kind", "nature"))
    _role = require(every("associatedEntity", has(".[@classCode='PROV'|'AGNT']")),
                    "PROV or AGNT", "PROV ou AGNT", kind="guard", rule="classCode",
                    label=Text("role", "rôle"), at="associatedEntity")
    _bounds = require(every("time/low", has("@value")), "a bound has a value",
                      "une borne a une valeur", kind="attribute", rule="time", label=_TIME)


