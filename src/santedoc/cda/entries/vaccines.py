"""What vaccines given and vaccines advised have in common."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CE, CS, ED, II, INT, IVL_PQ, PN, ST
from santedoc.cda.engine.condition import either, has, lacks
from santedoc.cda.engine.member import child, coded, const, part, require, slot, told
from santedoc.cda.engine.table import define
from santedoc.cda.entries.observations import ObservationRows
from santedoc.cda.entries.people import BodyAuthor, BodyEntity, BodyPerformer
from santedoc.cda.entries.products import ProductEntry
from santedoc.cda.entries.relations import REFERENCE, one_code
from santedoc.cda.entries.requirements import carries, is_a, once
from santedoc.cda.entries.rows import (
    CODE,
    CONTENT,
    ID,
    STATUS,
    TEXT,
    VALUE,
    ActRows,
    EventObservationRows,
)
from santedoc.cda.entries.supplies import SupplyEntry
from santedoc.model.immunizations import diseases_of
from santedoc.model.people import AssignedEntity, Performer
from santedoc.model.statement import Observation
from santedoc.model.treatments import Product
from santedoc.report import Text
from santedoc.xmlkit import CDA, q

_LOINC = "2.16.840.1.113883.6.1"
_RANK = "2.16.840.1.113883.10.20.1.46"
_COMMENT = "1.3.6.1.4.1.19376.1.5.3.1.4.2"
_SUPPLY = "1.3.6.1.4.1.19376.1.5.3.1.4.7.3"
_PRODUCT = "1.3.6.1.4.1.19376.1.5.3.1.4.7.2"
_RANKED = f"entryRelationship[@typeCode='SUBJ']/observation[templateId/@root='{_RANK}']"
VACCINE = Text("vaccine", "vaccin")
_BELOW = Text("what completes it", "ce qui la complète")


def _diseases(vaccine: Product) -> str:
    return ", ".join(diseases_of(vaccine.code))


@define(None, key="VACCINE", model=Product, name="FR-Produit-de-sante (vaccin)", source=CONTENT)
class VaccineEntry(ProductEntry):
    """A vaccine."""

    code = slot(
        "manufacturedMaterial/code",
        CE,
        refer=True,
        label=CODE,
        column=Text("Vaccine", "Vaccin"),
    )
    _diseases = told(Text("Protects from", "Maladies visées"), _diseases)
    lot = slot(
        "manufacturedMaterial/lotNumberText",
        ST,
        label=Text("lot", "lot"),
        column=Text("Lot", "Lot"),
    )


@define(
    "1.2.250.1.213.1.1.3.82",
    key="VACCINE-RANK",
    model=Observation,
    host="observation",
    also=(_RANK,),
    name="FR-Rang-de-la-vaccination",
    source=CONTENT,
)
class VaccineRank(ObservationRows):
    """Which of the series a vaccine is."""

    code = slot(
        "code",
        CD,
        fixed=coded("30973-2", _LOINC, "Rang de la vaccination", "LOINC"),
        ours="cardinality fixed",
        label=CODE,
    )
    text = slot("text", ED, label=TEXT)
    # The rules ask for a status, whichever it is.
    status = slot("statusCode", CS, least=1, default="completed", label=STATUS)
    value = slot("value", INT, least=1, once=True, label=VALUE, column=Text("Rank", "Rang"))
    _host = is_a("observation", "OBS", "EVN")
    _ids = carries(_RANK)
    _code = one_code("30973-2", _LOINC)


@define(
    "2.16.840.1.113883.10.20.22.4.53",
    key="REFUSAL-REASON",
    model=Observation,
    host="observation",
    name="Immunization Refusal Reason",
    source="HL7 CDA R2 Implementation Guide: Consolidated CDA Templates, R2.1",
)
class RefusalReason(EventObservationRows):
    """Why a vaccine was not given. The CI-SIS has no template of its own for it."""

    code = slot("code", CD, least=1, gate=False, label=CODE, column=Text("Reason", "Motif"))


@define(key="VACCINE.vaccinator", model=AssignedEntity, name="Vaccinateur")
class VaccinatorEntity(BodyEntity):
    """Who gave it, told in the narrative."""

    name = slot("assignedPerson/name", PN, column=Text("Given by", "Vaccinateur"))


@define(key="VACCINE.performer", model=Performer, name="Vaccinateur")
class Vaccinator(BodyPerformer):
    """Who gave it."""

    entity = part("assignedEntity", VaccinatorEntity)


@define(key="VACCINE.author", model=BodyAuthor.model, name="Auteur")
class VaccineAuthor(BodyAuthor):
    """Who said it: the rules want what the schema says anyway."""

    _type = const("@typeCode", "AUT")
    _context = const("@contextControlCode", "OP")


def _coded() -> object:
    return require(
        has("code[@code][@codeSystem]"),
        "a code and its system",
        "un code et son système",
        kind="attribute",
        rule="code",
        label=CODE,
        at="code",
    )


def hosted(*moods: str) -> object:
    """Require the class, one of the moods, and that it is said whether it is denied."""
    told = f"SBADM, {' | '.join(moods)}, negationInd"
    return require(
        has(
            f".[@classCode='SBADM'][@moodCode={'|'.join(repr(one) for one in moods)}]"
            "[@negationInd='true'|'false']"
        ),
        told,
        told,
        kind="host",
        rule="host",
        label=Text("class and mood", "classe et mode"),
    )


_HOLDS_PRODUCT = has(f".//templateId[@root='{_PRODUCT}']")


def _product() -> object:
    return require(
        lambda element: any(map(_HOLDS_PRODUCT, element.iterchildren(q(CDA, "consumable")))),
        f"a product (FR-Produit-de-sante, {_PRODUCT})",
        f"un produit (FR-Produit-de-sante, {_PRODUCT})",
        kind="template",
        rule="product",
        label=VACCINE,
    )


def completed_by(*more: str) -> object:
    """Require that, of what completes it, one thing at least is expected: the gate asks no more."""
    return require(
        either(
            lacks("entryRelationship"),
            has(
                f"entryRelationship[@typeCode='SUBJ']/act/templateId[@root='{_COMMENT}']",
                f"entryRelationship[@typeCode='SUBJ']/observation/templateId[@root='{_RANK}']",
                f"entryRelationship[@typeCode='REFR']/supply/templateId[@root='{_SUPPLY}']",
                *more,
            ),
        ),
        "a comment, a rank or a prescription among what completes it",
        "un commentaire, un rang ou une prescription parmi ce qui la complète",
        kind="template",
        rule="below",
        label=_BELOW,
        at="entryRelationship",
    )


ROUTE = slot(
    "routeCode",
    CE,
    values="jdv-immunization-route-code-cisis",
    label=Text("route", "voie"),
    column=Text("Route", "Voie"),
)
SITE = slot(
    "approachSiteCode",
    CD,
    values="jdv-immunization-approach-site-code-cisis",
    label=Text("site", "région"),
    column=Text("Site", "Région"),
)
DOSE = slot("doseQuantity", IVL_PQ, label=Text("dose", "dose"), column=Text("Dose", "Dose"))
RANK = child("entryRelationship[@typeCode='SUBJ']", VaccineRank, column=Text("Rank", "Rang"))
ORDERS = child(REFERENCE, SupplyEntry, most=None, column=Text("Orders", "Prescriptions"))


class VaccineRows(ActRows):
    """What vaccines given and advised have."""

    negated = slot("@negationInd", flag=True)
    identifiers = slot("id", II, least=1, most=None, label=ID)
    text = slot("text", ED, refer=True, label=TEXT)
    _class = const("@classCode", "SBADM")
    _coded = _coded()
    _contains = _product()
    _one_order = once(
        f"entryRelationship[@typeCode='REFR']/supply/templateId[@root='{_SUPPLY}']",
        Text("prescription", "prescription"),
        rule="orders",
    )
    _one_rank = once(
        f"entryRelationship[@typeCode='SUBJ']/observation/templateId[@root='{_RANK}']",
        Text("rank", "rang"),
        rule="rank",
    )
    _one_comment = once(
        f"entryRelationship[@typeCode='SUBJ']/act/templateId[@root='{_COMMENT}']",
        Text("comment", "commentaire"),
        rule="comments",
    )
    _rank_code = require(
        either(
            lacks(f"{_RANKED}"),
            has(f"{_RANKED}/code[@code='30973-2']"),
        ),
        "the rank has the code 30973-2",
        "le rang a le code 30973-2",
        rule="rank",
        label=Text("rank", "rang"),
    )
    _consumable = require(
        has("consumable[@typeCode='CSM']"),
        "CSM",
        "CSM",
        kind="attribute",
        rule="product",
        label=VACCINE,
        at="consumable",
    )
