"""Those who are near the patient: relatives who inform, and guardians."""

from __future__ import annotations

from santedoc.cda.datatypes import CE
from santedoc.cda.datatypes.header import HeaderName
from santedoc.cda.datatypes.header_values import CE_HEADER, II_HEADER
from santedoc.cda.engine.condition import has
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.header.entities import one_family, person_row
from santedoc.cda.header.organizations import GuardianOrganizationPart
from santedoc.cda.header.rows import ID, ORGANIZATION, SAID, Contact, header, nulls_alone
from santedoc.model.people import Guardian, RelatedEntity
from santedoc.report import Text
from santedoc.xmlkit import CDA, q

_RELATION = Text("relation to the patient", "lien avec le patient")
_GUARDIANS = (q(CDA, "guardianPerson"), q(CDA, "guardianOrganization"))


@header("relatedEntity", RelatedEntity, "Proche du patient", "Relative of the patient")
class RelatedEntityPart(Contact):
    """A relative."""

    kind = slot("@classCode", rule="classCode", label=Text("kind of relation", "nature du lien"))
    code = slot(
        "code",
        CE_HEADER,
        values="JDV_J11",
        code_only=True,
        rule="code",
        needs=SAID,
        label=_RELATION,
    )
    name = person_row("relatedPerson", HeaderName(suffixes=None))
    _name = one_family("relatedPerson")
    _kind = require(
        has(".[@classCode='ECON'|'NOK'|'CON'|'CAREGIVER'|'PAT']"),
        "one of ECON, NOK, CON, CAREGIVER, PAT",
        "l'un de ECON, NOK, CON, CAREGIVER, PAT",
        rule="classCode",
        label=Text("kind of relation (classCode)", "nature du lien (classCode)"),
    )
    _nulls = nulls_alone()


@header("guardian", Guardian, "Représentant du patient", "Guardian of the patient")
class GuardianPart(Contact):
    """Who represents the patient: a person or an organisation."""

    identifiers = slot("id", II_HEADER, most=None, rule="id", label=ID)
    code = slot("code", CE, rule="code", label=_RELATION)
    name = person_row(
        "guardianPerson", HeaderName(families=3, givens=None, suffixes=None, titles=False)
    )
    organization = part(
        "guardianOrganization",
        GuardianOrganizationPart,
        rule="guardianOrganization",
        label=ORGANIZATION,
    )
    _name = one_family("guardianPerson")
    _either = require(
        lambda e: sum(1 for _ in e.iterchildren(*_GUARDIANS)) == 1,
        "one person or one organisation",
        "une personne ou une organisation",
        rule="guardian",
        label=Text("person or organisation", "personne ou organisation"),
    )
    _nulls = nulls_alone()
    _class_code = const("@classCode", "GUARD", write=False)
