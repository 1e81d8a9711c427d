"""FR-Vaccination, FR-Vaccin-recommande, FR-Dose-antigene."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from santedoc.cda.datatypes import CD, CE, CS, II, IVL_PQ, IVL_TS, TS
from santedoc.cda.engine.condition import both, counts, either, every, has, lacks
from santedoc.cda.engine.member import child, const, part, require, slot, told
from santedoc.cda.engine.table import define
from santedoc.cda.entries.comments import COMMENT, CommentEntry
from santedoc.cda.entries.people import BodyInformant
from santedoc.cda.entries.problems import ReactionEntry
from santedoc.cda.entries.products import ProductEntry
from santedoc.cda.entries.relations import SUBJECT
from santedoc.cda.entries.requirements import TEMPLATE, carries, is_a, once
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, ActRows
from santedoc.cda.entries.vaccines import (
    DOSE,
    ORDERS,
    RANK,
    ROUTE,
    SITE,
    VACCINE,
    RefusalReason,
    Vaccinator,
    VaccineAuthor,
    VaccineEntry,
    VaccineRows,
    completed_by,
    hosted,
)
from santedoc.model.datatypes import Code
from santedoc.model.french import french_range
from santedoc.model.immunizations import AntigenDose, Immunization, ImmunizationRecommendation
from santedoc.model.time import PartialDateTime
from santedoc.report import Text
from santedoc.terminology import value_set

if TYPE_CHECKING:
    from lxml.etree import _Element

DONE = Text("Done", "Réalisation")
"""Heading of what is said of a vaccine that was not given."""
_SUBSTANCE = "2.16.840.1.113883.10.20.1.24"
_PLANNED = "2.16.840.1.113883.10.20.1.25"
_ANTIGEN = "1.3.6.1.4.1.19376.1.5.3.1.4.12.1"
_MATERIAL = "consumable/manufacturedProduct/manufacturedMaterial"


@define(
    _ANTIGEN,
    key="ANTIGEN-DOSE",
    model=AntigenDose,
    host="substanceAdministration",
    also=(_SUBSTANCE,),
    name="FR-Dose-antigene",
    source=CONTENT,
)
class IheAntigenDose(ActRows):
    """The dose of one antigen, as IHE has it."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot("code", CD, label=CODE)
    status = slot("statusCode", CS, default="completed", label=STATUS)
    time = slot("effectiveTime", TS, label=TIME)
    dose = slot("doseQuantity", IVL_PQ, label=Text("dose", "dose"), column=Text("Dose", "Dose"))
    product = child(
        "consumable[@typeCode:='CSM']",
        ProductEntry,
        label=Text("antigen", "antigène"),
        column=Text("Antigen", "Antigène"),
    )
    _class = const("@classCode", "SBADM")
    _mood = const("@moodCode", "EVN")
    _host = is_a("substanceAdministration", "SBADM", "EVN")
    _ids = carries(_ANTIGEN, _SUBSTANCE)
    _consumable = require(
        has("consumable"),
        "a product",
        "un produit",
        kind="cardinality",
        rule="product",
        label=Text("antigen", "antigène"),
    )


@define(
    "1.2.250.1.213.1.1.3.46",
    key="ANTIGEN-DOSE-FR",
    model=AntigenDose,
    name="FR-Dose-antigene",
    source=CONTENT,
)
class AntigenDoseEntry(IheAntigenDose):
    """The dose of one antigen."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    dose = slot(
        "doseQuantity", IVL_PQ, least=1, label=Text("dose", "dose"), column=Text("Dose", "Dose")
    )
    _negated = const("@negationInd", "false")
    _host = require(
        has(".[@classCode='SBADM'][@moodCode='EVN'][@negationInd='false']"),
        "SBADM, EVN, negationInd false",
        "SBADM, EVN, negationInd false",
        kind="host",
        rule="host",
        label=Text("class and mood", "classe et mode"),
    )
    _once = once("templateId[@root='1.2.250.1.213.1.1.3.46']", TEMPLATE, rule="templateId")
    _consumable = require(
        has("consumable"),
        "a product",
        "un produit",
        kind="cardinality",
        rule="product",
        label=Text("antigen", "antigène"),
    )


_KINDS = (
    "jdv-hl7-v3-ActSubstanceAdministrationImmunizationCode-cisis",
    "jdv-absent-or-unknown-immunization-cisis",
)


def _done(vaccination: Immunization) -> str:
    """Tell what a reader must not miss: that a vaccine was not given, or not yet."""
    if vaccination.negated:
        return "Non réalisée"
    return "Prévue" if vaccination.mood == "INT" else ""


def _antigens(vaccination: Immunization) -> str:
    """Tell the doses of antigen one by one, with what each was and when."""
    return " ; ".join(" ".join(_antigen(one)) for one in vaccination.antigens)


def _antigen(one: AntigenDose) -> Iterator[str]:
    if isinstance(one.time, PartialDateTime):
        yield f"{TS.show(one.time)} :"
    if isinstance(one.product.code, Code):
        yield CE.show(one.product.code)
    if words := french_range(one.dose):
        yield f"({words})"


def _is_a_kind(element: _Element) -> bool:
    """Tell whether a code, its label with it, is a kind of vaccination or the absence of one."""
    code, system = element.get("code"), element.get("codeSystem")
    if "nullFlavor" in element.attrib or not (code and system and element.get("displayName")):
        return False
    return any(value_set(name).contains(code, system) for name in _KINDS)


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.12",
    key="IMMUNIZATION",
    model=Immunization,
    host="substanceAdministration",
    also=(_SUBSTANCE, "1.2.250.1.213.1.1.3.45"),
    name="FR-Vaccination",
    source=CONTENT,
)
class ImmunizationEntry(VaccineRows):
    """A vaccine given."""

    time = slot("effectiveTime", TS, least=1, once=True, label=TIME, column=Text("Date", "Date"))
    product = child(
        "consumable[@typeCode:='CSM']",
        VaccineEntry,
        label=VACCINE,
        column=Text("Vaccine", "Vaccin"),
    )
    mood = slot("@moodCode", label=Text("mood", "mode"))
    _done = told(DONE, _done)
    refusal_reason = child(
        "entryRelationship[@typeCode='RSON']",
        RefusalReason,
        gate=False,
        column=Text("Reason", "Motif"),
    )
    identifiers = slot("id", II, least=1, many=True, label=ID)
    authors = part("author", VaccineAuthor, most=None)
    code = slot("code", CD, label=CODE, column=Text("Kind", "Type de vaccination"))
    status = slot("statusCode", CS, fixed="completed", once=True, label=STATUS)
    rank = RANK
    route = ROUTE
    approach_site = SITE
    dose = DOSE
    orders = ORDERS
    performers = part("performer", Vaccinator, most=None)
    informants = part("informant", BodyInformant, most=None)
    reactions = child(
        "entryRelationship[@typeCode='CAUS'][@inversionInd:='false']",
        ReactionEntry,
        most=None,
        column=Text("Reaction", "Réaction"),
    )
    antigens = child("entryRelationship[@typeCode='COMP']", AntigenDoseEntry, most=None)
    _antigens = told(Text("Antigens", "Doses d'antigène"), _antigens)
    comments = child("entryRelationship[@typeCode='SUBJ']", CommentEntry, most=None, column=COMMENT)
    _host = hosted("EVN", "INT")
    _kind = require(
        every("code", _is_a_kind),
        "a kind of vaccination, or the absence of one, with its label",
        "un type de vaccination, ou son absence, avec son libellé",
        rule="kind",
        label=CODE,
        at="code",
    )
    _ids = carries(_SUBSTANCE)
    _text = require(
        counts("text/reference[@value]", 1, 1),
        "a link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )
    _time = require(
        has("effectiveTime[@value|@nullFlavor]"),
        "a date, or the reason why there is none",
        "une date, ou la raison de son absence",
        rule="time",
        label=TIME,
        at="effectiveTime",
    )
    _original = require(
        either(
            counts(f"{_MATERIAL}/code/originalText/reference", 1, 1),
            has(f"{_MATERIAL}/code[@nullFlavor]"),
        ),
        "a code that refers to the narrative, or a nullFlavor",
        "un code qui renvoie au texte, ou un nullFlavor",
        rule="vaccineCode",
        label=VACCINE,
        at="consumable",
    )
    _performer = require(
        either(lacks("performer"), has("performer[@typeCode='PRF']")),
        "performers are PRF",
        "les exécutants sont PRF",
        rule="performers",
        label=Text("performer", "exécutant"),
        at="performer",
    )
    _author = require(
        either(
            lacks("author"),
            both(has("author[@typeCode='AUT']"), has("author[@contextControlCode='OP']")),
        ),
        "authors say AUT and OP",
        "les auteurs disent AUT et OP",
        rule="authors",
        label=Text("author", "auteur"),
        at="author",
    )
    _below = completed_by(
        "entryRelationship[@typeCode='CAUS']/act/templateId[@root='2.16.840.1.113883.10.20.1.28']",
        f"entryRelationship[@typeCode='COMP']/act/templateId[@root='{_ANTIGEN}']",
    )


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.12.2",
    key="VACCINE-ADVISED",
    model=ImmunizationRecommendation,
    host="substanceAdministration",
    also=(_PLANNED, "1.2.250.1.213.1.1.3.47"),
    name="FR-Vaccin-recommande",
    source=CONTENT,
)
class ImmunizationRecommendationEntry(VaccineRows):
    """A vaccine advised."""

    time = slot(
        "effectiveTime", IVL_TS, label=TIME, column=Text("Advised date", "Date recommandée")
    )
    product = child(
        "consumable[@typeCode:='CSM']",
        VaccineEntry,
        label=VACCINE,
        column=Text("Vaccine", "Vaccin"),
    )
    mood = slot("@moodCode", label=Text("mood", "mode"))
    _done = told(DONE, lambda vaccine: "À ne pas faire" if vaccine.negated else "")
    code = slot("code", CD, label=CODE, column=Text("Kind", "Type de vaccination"))
    status = slot("statusCode", CS, fixed="active", label=STATUS)
    rank = RANK
    route = ROUTE
    approach_site = SITE
    dose = DOSE
    orders = ORDERS
    comments = child(SUBJECT, CommentEntry, most=None, column=COMMENT)
    _host = hosted("PRP", "INT")
    _ids = carries(_PLANNED)
    _period = require(
        both(has("effectiveTime/low"), has("effectiveTime/high")),
        "a start (low) and an end (high)",
        "un début (low) et une fin (high)",
        kind="cardinality",
        rule="period",
        label=TIME,
        at="effectiveTime",
    )
    _one_route = once("routeCode", Text("route", "voie"), rule="route")
    _below = completed_by()
