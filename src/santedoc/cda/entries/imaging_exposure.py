"""FR-DICOM-Exposition-patient, and the products given for an imaging act."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import CD, CE, CS, ED, II, IVL_PQ, IVL_TS, PN, ST, TS
from santedoc.cda.engine.condition import counts, has
from santedoc.cda.engine.member import child, coded, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.comments import BELOW, COMMENT, CommentEntry
from santedoc.cda.entries.imaging_catalogue import dcm
from santedoc.cda.entries.requirements import carries, completed, is_a, once
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, ActRows
from santedoc.model.datatypes import Absent
from santedoc.model.imaging import (
    ExposureAuthorization,
    ProductAdministration,
    RadiopharmaceuticalAdministration,
)
from santedoc.model.treatments import Product
from santedoc.report import Text

_PRODUCT = Text("product", "produit")
_MATERIAL = "manufacturedProduct/manufacturedMaterial"
_GIVEN = Text("Product", "Produit")
_SNOMED = "2.16.840.1.113883.6.96"
_EXPOSURE = dcm("121290", "Exposition du patient aux rayonnements ionisants")
_AUTHORIZATION = dcm("113850", "Autorisation d’irradiation")
ADMINISTRATION_FR = "1.2.250.1.213.1.1.3.151"
EXPOSURE_FR = "1.2.250.1.213.1.1.3.165"
RADIOPHARMACEUTICAL_FR = "1.2.250.1.213.1.1.3.173"


@define(
    EXPOSURE_FR,
    key="IMAGING-EXPOSURE-AUTHORIZATION",
    model=ExposureAuthorization,
    host="procedure",
    name="FR-DICOM-Exposition-patient",
    source=CONTENT,
)
class ExposureAuthorizationEntry(Table):
    """Who authorised the exposure."""

    _class = const("@classCode", "PROC")
    _mood = const("@moodCode", "EVN")
    _kind = const("participant/@typeCode", "RESP")
    code = slot("code", CD, default=_EXPOSURE, label=CODE)
    text = slot("text", ED, refer=True, label=TEXT)
    identifiers = slot("participant/participantRole/id", II, most=None, label=ID)
    role = slot(
        "participant/participantRole/code",
        CE,
        default=_AUTHORIZATION,
        label=Text("role", "rôle"),
    )
    name = slot(
        "participant/participantRole/playingEntity/name",
        PN,
        label=Text("professional", "professionnel"),
        column=Text("Exposure authorised by", "Exposition autorisée par"),
    )
    _host = is_a("procedure", "PROC", "EVN")
    _code = require(
        has("code[@code='121290']"), "121290", "121290", rule="code", label=CODE, at="code"
    )
    _system = require(
        has(f"code[@codeSystem='{_EXPOSURE.system}']"),
        str(_EXPOSURE.system),
        str(_EXPOSURE.system),
        rule="code",
        label=CODE,
        at="code",
    )
    _participant = once(
        "participant", Text("participant", "participant"), rule="participant", least=1
    )


@define(key="IMAGING-PRODUCT", model=Product, name="Produit administré")
class ImagingProductPart(Table):
    """A product, described without the template of health products."""

    code = slot(f"{_MATERIAL}/code", CE, refer=True, label=CODE, column=_GIVEN)
    name = slot(f"{_MATERIAL}/name", ST, default=Absent(reason="NA"), label=Text("name", "nom"))
    lot = slot(
        f"{_MATERIAL}/lotNumberText", ST, label=Text("lot", "lot"), column=Text("Lot", "Lot")
    )
    identifiers = slot("manufacturedProduct/id", II, most=None, label=ID)
    templates = slot("manufacturedProduct/templateId", II, most=None)
    absent = slot("manufacturedProduct/@nullFlavor")
    material_absent = slot(f"{_MATERIAL}/@nullFlavor")
    _kind = const("@typeCode", "CSM")
    _class = const("manufacturedProduct/@classCode", "MANU")


def _once(path: str, en: str, fr: str) -> Any:
    return once(path, Text(en, fr), rule=path)


def _consumable(typed: str) -> Any:
    return require(
        counts(f"consumable{typed}", 1, 1),
        "exactly one product",
        "exactement un produit",
        kind="cardinality",
        rule="product",
        label=_PRODUCT,
    )


class _AdministrationRows(ActRows):
    _class = const("@classCode", "SBADM")
    _mood = const("@moodCode", "EVN")
    text = slot("text", ED, refer=True, label=TEXT)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=Text("Date", "Date"))
    product = part("consumable", ImagingProductPart, label=_PRODUCT)
    route = slot("routeCode", CE, label=Text("route", "voie"), column=Text("Route", "Voie"))
    dose = slot("doseQuantity", IVL_PQ, label=Text("dose", "dose"), column=Text("Dose", "Dose"))
    rate = slot("rateQuantity", IVL_PQ, label=Text("rate", "rythme"), column=Text("Rate", "Rythme"))
    comments = child(BELOW, CommentEntry, most=None, column=COMMENT)


@define(
    "1.2.840.10008.9.13",
    key="IMAGING-ADMINISTRATION",
    model=ProductAdministration,
    host="substanceAdministration",
    also=(ADMINISTRATION_FR,),
    name="FR-DICOM-Administration-produit-de-sante",
    source=CONTENT,
)
class ProductAdministrationEntry(_AdministrationRows):
    """A product given."""

    identifiers = slot("id", II, least=1, many=True, once=True, label=ID)
    status = slot("statusCode", CS, default="completed", label=STATUS)
    _host = is_a("substanceAdministration", "SBADM", "EVN")
    _french = carries(ADMINISTRATION_FR)
    _status = completed()
    _route = _once("routeCode", "route", "voie")
    _dose = _once("doseQuantity", "dose", "dose")
    _rate = _once("rateQuantity", "rate", "rythme")
    _consumable = _consumable("")
    _material = require(
        has(f"consumable/{_MATERIAL}"),
        "a product (manufacturedMaterial)",
        "un produit (manufacturedMaterial)",
        rule="material",
        label=_PRODUCT,
        at="consumable",
    )


_RADIOPHARMACEUTICAL = coded(
    "440252007", _SNOMED, "administration de produits radiopharmaceutiques", "SNOMED CT"
)


@define(
    RADIOPHARMACEUTICAL_FR,
    key="IMAGING-RADIOPHARMACEUTICAL",
    model=RadiopharmaceuticalAdministration,
    host="substanceAdministration",
    name="FR-DICOM-Administration-radiopharmaceutique",
    source=CONTENT,
)
class RadiopharmaceuticalEntry(_AdministrationRows):
    """A radiopharmaceutical given."""

    code = slot("code", CD, fixed=_RADIOPHARMACEUTICAL, label=CODE)
    status = slot("statusCode", CS, label=STATUS)
    _host = is_a("substanceAdministration", "SBADM", "EVN")
    _route = _once("routeCode", "route", "voie")
    _dose = _once("doseQuantity", "dose", "dose")
    _rate = _once("rateQuantity", "rate", "rythme")
    _consumable = _consumable("[@typeCode='CSM']")
    _material = require(
        has(f"consumable[@typeCode='CSM']/{_MATERIAL}/code"),
        "a product with its code",
        "un produit avec son code",
        rule="material",
        label=_PRODUCT,
        at="consumable",
    )
