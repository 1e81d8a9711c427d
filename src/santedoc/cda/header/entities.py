"""People and organisations of the header, one table for each place where one may stand."""

from __future__ import annotations

from santedoc.cda.datatypes import (
    AD_HEADER,
    CE,
    II,
    ON,
    PN_HEADER,
    ST,
    TEL_HEADER,
)
from santedoc.cda.datatypes.header import HeaderName
from santedoc.cda.engine.condition import counts, either, every, has, lacks
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.model.people import (
    AssignedEntity,
    Device,
    Guardian,
    Organization,
    OrganizationWhole,
    RelatedEntity,
)
from santedoc.report import Stage, Text

SOURCE = "CI-SIS, Structuration minimale des documents de santé, 1.2.250.1.213.1.1.1.1"
PERSONS = "1.2.250.1.71.4.2.1"
STRUCTURES = "1.2.250.1.71.4.2.2"

_ADDRESS = Text("address", "adresse")
_TELECOM = Text("telecom", "coordonnées")
_ID = Text("identifier", "identifiant")
_NAME = Text("name", "nom")


class Contact(Table):
    """How to reach someone."""

    addresses = slot("addr", AD_HEADER, most=None, rule="addr", label=_ADDRESS)
    telecoms = slot("telecom", TEL_HEADER, most=None, rule="telecom", label=_TELECOM)


class OrganizationRows(Contact):
    """What every organisation has."""

    identifiers = slot("id", II, most=None, rule="id", label=_ID)
    name = slot("name", ON, rule="name", label=_NAME)
    _structure_id = require(every(f"id[@root='{STRUCTURES}']", has("@extension")),
                            "the number of the structure is in @extension",
                            "le numéro de la structure est dans @extension",
                            kind="guard", rule="id", label=_ID)
    _class_code = const("@classCode", "ORG", write=False)


@define(key="HEADER.organizationWhole", model=OrganizationWhole, stage=Stage.HEADER,
        source=SOURCE, name="Organisation de rattachement")
class OrganizationWholePart(Table):
    """The organisation that another one belongs to."""

    identifiers = slot("id", II, most=None, rule="id", label=_ID)
    code = slot("code", CE, rule="code", label=Text("kind", "nature"))
    _class_code = const("@classCode", "PART", write=False)


class IndustryRows(OrganizationRows):
    """An organisation that may say its practice setting."""

    industry = slot("standardIndustryClassCode", CE, values="JDV_J04", code_only=True,
                    rule="standardIndustryClassCode", needs="code codeSystem displayName",
                    label=Text("practice setting", "cadre d'exercice"))
    part_of = part("asOrganizationPartOf", OrganizationWholePart, rule="asOrganizationPartOf")


@define(key="HEADER.organization", model=Organization, stage=Stage.HEADER, source=SOURCE,
        name="Organisation")
class OrganizationPart(IndustryRows):
    """An organisation in a role."""


class LooseIndustryRows(OrganizationRows):
    """An organisation whose practice setting is bound, but may lack its label."""

    industry = slot("standardIndustryClassCode", CE, values="JDV_J04", code_only=True,
                    rule="standardIndustryClassCode",
                    label=Text("practice setting", "cadre d'exercice"))


@define(key="HEADER.responsibleOrganization", model=Organization, stage=Stage.HEADER,
        source=SOURCE, name="Organisation du responsable")
class ResponsibleOrganizationPart(LooseIndustryRows):
    """The organisation of who answers for the document."""


class FreeIndustryRows(OrganizationRows):
    """An organisation whose practice setting is free."""

    industry = slot("standardIndustryClassCode", CE, rule="standardIndustryClassCode",
                    label=Text("practice setting", "cadre d'exercice"))


@define(key="HEADER.scopingOrganization", model=Organization, stage=Stage.HEADER, source=SOURCE,
        name="Organisation d'un participant")
class ScopingOrganizationPart(FreeIndustryRows):
    """The organisation of a participant."""


@define(key="HEADER.performerOrganization", model=Organization, stage=Stage.HEADER, source=SOURCE,
        name="Organisation de l'exécutant")
class PerformerOrganizationPart(IndustryRows):
    """The organisation of who did the act: it says the practice setting."""

    industry = slot("standardIndustryClassCode", CE, values="JDV_J04", code_only=True, least=1,
                    counted="standardIndustryClassCode[not(@nullFlavor)]",
                    rule="standardIndustryClassCode", needs="code codeSystem displayName",
                    label=Text("practice setting", "cadre d'exercice"))


@define(key="HEADER.custodianOrganization", model=Organization, stage=Stage.HEADER, source=SOURCE,
        name="Conservateur")
class CustodianOrganizationPart(Contact):
    """The organisation that keeps the document."""

    identifiers = slot("id", II, least=1, most=1, many=True, counted="id[not(@nullFlavor)]",
                       rule="id", needs="root", label=_ID)
    name = slot("name", ON, rule="name", label=_NAME)
    telecoms = slot("telecom", TEL_HEADER, many=True, rule="telecom", label=_TELECOM)
    addresses = slot("addr", AD_HEADER, many=True, rule="addr", label=_ADDRESS)
    _root = require(every("id[not(@nullFlavor)]",
                          has(f".[@root='{STRUCTURES}'|'1.2.250.1.213.4.1']")),
                    f"the identifier has the root {STRUCTURES}, or 1.2.250.1.213.4.1 for a "
                    "patient's document",
                    f"l'identifiant a pour racine {STRUCTURES}, ou 1.2.250.1.213.4.1 pour un "
                    "document du patient", kind="guard", rule="id", label=_ID)
    _class_code = const("@classCode", "ORG", write=False)


@define(key="HEADER.device", model=Device, stage=Stage.HEADER, source=SOURCE, name="Dispositif auteur")
class DevicePart(Table):
    """The device or the software that wrote."""

    model = slot("manufacturerModelName", ST, least=1, rule="manufacturerModelName",
                 label=Text("model", "modèle"))
    software = slot("softwareName", ST, least=1, rule="softwareName",
                    label=Text("software", "logiciel"))
    code = slot("code", CE, rule="code")


def _person(element: str, name: HeaderName = PN_HEADER, least: int = 1) -> object:
    """Return the row of a person's name; where the person is, the family name is."""
    return slot(f"{element}/name", name, rule="name", label=Text("person's name", "nom de la personne"),
                counted=f"{element}/name[family]") if least else slot(
                    f"{element}/name", name, rule="name",
                    label=Text("person's name", "nom de la personne"))


def _has_family(element: str) -> object:
    return require(every(element, counts("name[family]", 1, 1)),
                   "the person has one name, with a family name",
                   "la personne a un nom, avec un nom de famille",
                   kind="cardinality", rule="name", label=Text("person's name", "nom de la personne"),
                   at=element)


class EntityRows(Contact):
    """A professional in a role."""

    code = slot("code", CE, rule="code", label=Text("profession", "profession"))
    _class_code = const("@classCode", "ASSIGNED", write=False)


class AssignedPersonRows(EntityRows):
    """A professional whose person is ``assignedPerson``."""

    name = _person("assignedPerson")
    _name = _has_family("assignedPerson")


@define(key="HEADER.assignedAuthor", model=AssignedEntity, stage=Stage.HEADER, source=SOURCE,
        name="Auteur")
class AssignedAuthorPart(AssignedPersonRows):
    """An author: a person or a device."""

    identifiers = slot("id", II, least=1, most=None, rule="id", needs="root extension", label=_ID)
    code = slot("code", CE, values="JDV_J01", code_only=True, rule="code",
                needs="code codeSystem displayName", label=Text("profession", "profession"))
    device = part("assignedAuthoringDevice", DevicePart, rule="assignedAuthoringDevice")
    organization = part("representedOrganization", OrganizationPart, rule="representedOrganization")
    _one = require(either(lacks("assignedPerson"), lacks("assignedAuthoringDevice")),
                   "a person or a device, not both", "une personne ou un dispositif, pas les deux",
                   kind="guard", rule="person", label=Text("author", "auteur"))


@define(key="HEADER.informantEntity", model=AssignedEntity, stage=Stage.HEADER, source=SOURCE,
        name="Informateur professionnel")
class InformantEntityPart(AssignedPersonRows):
    """A professional who gave information."""

    identifiers = slot("id", II, least=1, many=True, rule="id", label=_ID)
    organization = part("representedOrganization", OrganizationPart, rule="representedOrganization")
    _id = require(every("id", either(has("@nullFlavor"), lambda e: "root" in e.attrib
                                     and "extension" in e.attrib)),
                  "@root and @extension, or a nullFlavor", "@root et @extension, ou un nullFlavor",
                  kind="attribute", rule="id", label=_ID)


@define(key="HEADER.legalEntity", model=AssignedEntity, stage=Stage.HEADER, source=SOURCE,
        name="Responsable du document")
class LegalEntityPart(AssignedPersonRows):
    """Who answers for the document."""

    identifiers = slot("id", II, least=1, many=True, counted="id[not(@nullFlavor)]", rule="id",
                       needs="root extension", label=_ID)
    code = slot("code", CE, values="JDV_J01", code_only=True, rule="code",
                label=Text("profession", "profession"))
    organization = part("representedOrganization", ResponsibleOrganizationPart,
                        rule="representedOrganization")


class KnownProfessionalRows(AssignedPersonRows):
    """A professional with a national identifier."""

    identifiers = slot("id", II, least=1, many=True, counted=f"id[@root='{PERSONS}']", rule="id",
                       needs="extension", label=_ID)
    organization = part("representedOrganization", OrganizationPart, rule="representedOrganization")


@define(key="HEADER.professional", model=AssignedEntity, stage=Stage.HEADER, source=SOURCE,
        name="Professionnel")
class ProfessionalPart(KnownProfessionalRows):
    """A professional with a national identifier."""


@define(key="HEADER.dataEntererEntity", model=AssignedEntity, stage=Stage.HEADER, source=SOURCE,
        name="Opérateur de saisie")
class DataEntererPart(AssignedPersonRows):
    """Who keyed the document in."""

    identifiers = slot("id", II, most=None, rule="id", label=_ID)
    organization = part("representedOrganization", OrganizationPart, rule="representedOrganization")


@define(key="HEADER.performerEntity", model=AssignedEntity, stage=Stage.HEADER, source=SOURCE,
        name="Exécutant")
class PerformerEntityPart(AssignedPersonRows):
    """Who did the act that is documented."""

    identifiers = slot("id", II, least=1, many=True, rule="id", label=_ID)
    code = slot("code", CE, values="JDV_J01", code_only=True, rule="code",
                label=Text("profession", "profession"))
    organization = part("representedOrganization", PerformerOrganizationPart, least=1,
                        rule="representedOrganization",
                        label=Text("organisation", "organisation"))


@define(key="HEADER.intendedRecipient", model=AssignedEntity, stage=Stage.HEADER, source=SOURCE,
        name="Destinataire")
class RecipientEntityPart(EntityRows):
    """Who the document is sent to."""

    identifiers = slot("id", II, most=None, rule="id", label=_ID)
    name = _person("informationRecipient")
    organization = part("receivedOrganization", ScopingOrganizationPart, rule="receivedOrganization")
    _id = require(every(f"id[@root='{PERSONS}']", has("@extension")),
                  "the number of the professional is in @extension",
                  "le numéro du professionnel est dans @extension",
                  kind="attribute", rule="id", label=_ID)


@define(key="HEADER.associatedEntity", model=AssignedEntity, stage=Stage.HEADER, source=SOURCE,
        name="Participant")
class AssociatedEntityPart(Contact):
    """Who else has a part in the document."""

    absent = slot("@nullFlavor", rule="nullFlavor")
    identifiers = slot("id", II, many=True, rule="id", needs="root extension", label=_ID)
    code = slot("code", CE, values="JDV_J01", code_only=True, rule="code",
                needs="code codeSystem displayName", label=Text("profession", "profession"))
    name = _person("associatedPerson")
    _name = _has_family("associatedPerson[name]")
    organization = part("scopingOrganization", ScopingOrganizationPart, rule="scopingOrganization")


@define(key="HEADER.relatedEntity", model=RelatedEntity, stage=Stage.HEADER, source=SOURCE,
        name="Proche du patient")
class RelatedEntityPart(Contact):
    """A relative."""

    kind = slot("@classCode", rule="classCode", label=Text("kind of relation", "nature du lien"))
    code = slot("code", CE, values="JDV_J11", code_only=True, rule="code",
                needs="code codeSystem displayName", label=Text("relation", "lien avec le patient"))
    name = slot("relatedPerson/name", HeaderName(suffixes=None), rule="name",
                label=Text("person's name", "nom de la personne"))
    _name = _has_family("relatedPerson")
    _kind = require(has(".[@classCode='ECON'|'NOK'|'CON'|'CAREGIVER'|'PAT']"),
                    "ECON, NOK, CON, CAREGIVER or PAT", "ECON, NOK, CON, CAREGIVER ou PAT",
                    kind="guard", rule="classCode", label=Text("kind of relation", "nature du lien"))


@define(key="HEADER.guardianOrganization", model=Organization, stage=Stage.HEADER, source=SOURCE,
        name="Organisation représentant le patient")
class GuardianOrganizationPart(OrganizationRows):
    """The organisation that represents the patient."""


@define(key="HEADER.guardian", model=Guardian, stage=Stage.HEADER, source=SOURCE,
        name="Représentant du patient")
class GuardianPart(Contact):
    """Who represents the patient: a person or an organisation."""

    identifiers = slot("id", II, most=None, rule="id", label=_ID)
    code = slot("code", CE, rule="code", label=Text("relation", "lien avec le patient"))
    name = slot("guardianPerson/name", HeaderName(families=3, givens=None, suffixes=None),
                rule="name", label=Text("person's name", "nom de la personne"))
    _name = _has_family("guardianPerson")
    organization = part("guardianOrganization", GuardianOrganizationPart, rule="guardianOrganization")
    _one = require(counts("guardianPerson", 0, 1), "one person at most", "une personne au plus",
                   kind="cardinality", rule="guardianPerson", label=Text("person", "personne"))
    _either = require(has("guardianPerson", "guardianOrganization"),
                      "a person or an organisation", "une personne ou une organisation",
                      kind="cardinality", rule="guardian", label=Text("guardian", "représentant"))
    _class_code = const("@classCode", "GUARD", write=False)


