"""FR-Vaccination, FR-Vaccin-recommande, FR-Rang-de-la-vaccination, FR-Dose-antigene."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CE, CS, ED, II, INT, IVL_PQ, IVL_TS, TS
from santedoc.cda.engine.condition import both, counts, either, has, lacks
from santedoc.cda.engine.member import child, coded, const, part, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.comments import COMMENT, CommentEntry
from santedoc.cda.entries.observations import ObservationRows
from santedoc.cda.entries.people import BodyAuthor, BodyInformant, BodyPerformer
from santedoc.cda.entries.problems import ReactionEntry
from santedoc.cda.entries.products import ProductEntry
from santedoc.cda.entries.relations import REFERENCE, SUBJECT, one_code
from santedoc.cda.entries.requirements import TEMPLATE, carries, is_a, once
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, VALUE, ActRows
from santedoc.cda.entries.supplies import SupplyEntry
from santedoc.model.immunizations import AntigenDose, Immunization, ImmunizationRecommendation
from santedoc.model.statement import Observation
from santedoc.model.treatments import Product
from santedoc.report import Text
from santedoc.xmlkit import CDA, q

_LOINC = "2.16.840.1.113883.6.1"
_SUBSTANCE = "2.16.840.1.113883.10.20.1.24"
_PLANNED = "2.16.840.1.113883.10.20.1.25"
_RANK = "2.16.840.1.113883.10.20.1.46"
_COMMENT = "1.3.6.1.4.1.19376.1.5.3.1.4.2"
_SUPPLY = "1.3.6.1.4.1.19376.1.5.3.1.4.7.3"
_PRODUCT = "1.3.6.1.4.1.19376.1.5.3.1.4.7.2"
_ANTIGEN = "1.3.6.1.4.1.19376.1.5.3.1.4.12.1"
_RANKED = f"entryRelationship[@typeCode='SUBJ']/observation[templateId/@root='{_RANK}']"
_MATERIAL = "consumable/manufacturedProduct/manufacturedMaterial"
_VACCINE = Text("vaccine", "vaccin")
_BELOW = Text("what completes it", "ce qui la complète")


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
    # The rules ask for a status, whichever it is.
    status = slot("statusCode", CS, least=1, default="completed", label=STATUS)
    value = slot("value", INT, least=1, once=True, label=VALUE, column=Text("Rank", "Rang"))
    _host = is_a("observation", "OBS", "EVN")
    _ids = carries(_RANK)
    _code = one_code("30973-2", _LOINC)


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


def _hosted(*moods: str) -> object:
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
        label=_VACCINE,
    )


def _completed_by(*more: str) -> object:
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


class VaccineRows(ActRows):
    """What vaccines given and advised have."""

    negated = slot("@negationInd", flag=True)
    identifiers = slot("id", II, least=1, most=None, label=ID)
    text = slot("text", ED, refer=True, label=TEXT)
    route = slot("routeCode", CE, label=Text("route", "voie"), column=Text("Route", "Voie"))
    approach_site = slot(
        "approachSiteCode", CD, label=Text("site", "région"), column=Text("Site", "Région")
    )
    dose = slot("doseQuantity", IVL_PQ, label=Text("dose", "dose"), column=Text("Dose", "Dose"))
    rank = child("entryRelationship[@typeCode='SUBJ']", VaccineRank, column=Text("Rank", "Rang"))
    orders = child(REFERENCE, SupplyEntry, most=None)
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
        label=_VACCINE,
        at="consumable",
    )


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

    mood = slot("@moodCode", label=Text("mood", "mode"))
    identifiers = slot("id", II, least=1, many=True, label=ID)
    authors = part("author", VaccineAuthor, most=None)
    time = slot("effectiveTime", TS, least=1, once=True, label=TIME, column=Text("Date", "Date"))
    code = slot("code", CD, label=CODE, column=Text("Kind", "Type de vaccination"))
    status = slot("statusCode", CS, fixed="completed", once=True, label=STATUS)
    product = child(
        "consumable[@typeCode:='CSM']",
        VaccineEntry,
        label=_VACCINE,
        column=Text("Vaccine", "Vaccin"),
    )
    performers = part("performer", BodyPerformer, most=None)
    informants = part("informant", BodyInformant, most=None)
    reactions = child(
        "entryRelationship[@typeCode='CAUS'][@inversionInd:='false']",
        ReactionEntry,
        most=None,
        column=Text("Reaction", "Réaction"),
    )
    antigens = child("entryRelationship[@typeCode='COMP']", AntigenDoseEntry, most=None)
    comments = child("entryRelationship[@typeCode='SUBJ']", CommentEntry, most=None, column=COMMENT)
    _host = _hosted("EVN", "INT")
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
        label=_VACCINE,
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
    _below = _completed_by(
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

    mood = slot("@moodCode", label=Text("mood", "mode"))
    code = slot("code", CD, label=CODE, column=Text("Kind", "Type de vaccination"))
    status = slot("statusCode", CS, fixed="active", label=STATUS)
    time = slot(
        "effectiveTime", IVL_TS, label=TIME, column=Text("Advised date", "Date recommandée")
    )
    product = child(
        "consumable[@typeCode:='CSM']",
        VaccineEntry,
        label=_VACCINE,
        column=Text("Vaccine", "Vaccin"),
    )
    comments = child(SUBJECT, CommentEntry, most=None, column=COMMENT)
    _host = _hosted("PRP", "INT")
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
    _below = _completed_by()
