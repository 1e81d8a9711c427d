"""FR-Produit-de-sante."""

from __future__ import annotations

from santedoc.cda.datatypes import CE, II, PQ, RTO_QTY, ST, TS
from santedoc.cda.engine.condition import has
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.rows import CODE, CONTENT, ID
from santedoc.model.datatypes import Absent, Identifier
from santedoc.model.treatments import Ingredient, MedicineClass, Package, Product
from santedoc.report import Text

_KIND = "pharm:generalizedMedicineClass"
_PACKAGE = "pharm:containerPackagedMedicine"
_MEDICINE = Identifier(root="1.3.6.1.4.1.19376.1.9.1.3.1")
"""Medicine Entry (IHE PHARM PRE)."""


@define(key="PRODUCT.kind", model=MedicineClass, name="Classe du médicament")
class MedicineClassPart(Table):
    """What a medicine is a kind of."""

    code = slot(f"{_KIND}/pharm:code", CE, label=CODE)
    name = slot(f"{_KIND}/pharm:name", ST)
    _class = const("@classCode", "GRIC")
    _kind = const(f"{_KIND}/@classCode", "MMAT")


@define(key="PRODUCT.ingredient", model=Ingredient, name="Substance active")
class IngredientPart(Table):
    """An active substance."""

    quantity = slot("pharm:quantity", RTO_QTY)
    code = slot("pharm:ingredient/pharm:code", CE, label=CODE)
    name = slot("pharm:ingredient/pharm:name", ST)
    _class = const("@classCode", "ACTI")
    _substance = const("pharm:ingredient/@classCode", "MMAT")
    _kind = const("pharm:ingredient/@determinerCode", "KIND")


@define(key="PRODUCT.package", model=Package, name="Conditionnement")
class PackagePart(Table):
    """What a medicine is sold in."""

    code = slot(f"{_PACKAGE}/pharm:code", CE, label=CODE)
    name = slot(f"{_PACKAGE}/pharm:name", ST)
    form = slot(f"{_PACKAGE}/pharm:formCode", CE, label=Text("form", "forme"))
    capacity = slot(f"{_PACKAGE}/pharm:capacityQuantity", PQ, label=Text("capacity", "contenance"))
    _class = const("@classCode", "CONT")
    _package = const(f"{_PACKAGE}/@classCode", "CONT")
    _kind = const(f"{_PACKAGE}/@determinerCode", "INSTANCE")


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.7.2",
    key="PRODUCT",
    model=Product,
    host="manufacturedProduct",
    also=("2.16.840.1.113883.10.20.1.53", "1.2.250.1.213.1.1.3.43"),
    name="FR-Produit-de-sante",
    source=CONTENT,
)
class ProductEntry(Table):
    """A medicine."""

    identifiers = slot("id", II, most=None, label=ID)
    code = slot(
        "manufacturedMaterial/code",
        CE,
        refer=True,
        label=CODE,
        column=Text("Medicine", "Médicament"),
    )
    name = slot(
        "manufacturedMaterial/name",
        ST,
        default=Absent(reason="NA"),
        label=Text("name", "nom de spécialité"),
    )
    lot = slot(
        "manufacturedMaterial/lotNumberText",
        ST,
        label=Text("lot", "lot"),
        column=Text("Lot", "Lot"),
    )
    expiry = slot(
        "manufacturedMaterial/pharm:expirationTime",
        TS,
        label=Text("expiry", "péremption"),
        column=Text("Expiry", "Péremption"),
    )
    form = slot("manufacturedMaterial/pharm:formCode", CE, label=Text("form", "forme"))
    package = part("manufacturedMaterial/pharm:asContent", PackagePart)
    kinds = part("manufacturedMaterial/pharm:asSpecializedKind", MedicineClassPart, most=None)
    ingredients = part("manufacturedMaterial/pharm:ingredient", IngredientPart, most=None)
    absent = slot("@nullFlavor")
    material_absent = slot("manufacturedMaterial/@nullFlavor")
    material_templates = slot("manufacturedMaterial/templateId", II, most=None)
    _class = const("@classCode", "MANU", write=False)
    _ccd = require(
        has("templateId[@root='2.16.840.1.113883.10.20.1.53']"),
        "the identifier 2.16.840.1.113883.10.20.1.53",
        "l'identifiant 2.16.840.1.113883.10.20.1.53",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )
    _original = require(
        has(
            "manufacturedMaterial/code[@nullFlavor]",
            "manufacturedMaterial/code/originalText/reference",
        ),
        "a code that refers to the narrative, or a nullFlavor",
        "un code qui renvoie au texte, ou un nullFlavor",
        rule="code",
        label=CODE,
        at="manufacturedMaterial/code",
    )


@define(None, key="PHARMACY-PRODUCT", model=Product, name="FR-Produit-de-sante", source=CONTENT)
class PharmacyProduct(ProductEntry):
    """A medicine prescribed or dispensed: it says which description of IHE Pharmacy it follows."""

    material_templates = slot("manufacturedMaterial/templateId", II, most=None, default=_MEDICINE)
    _class = const("@classCode", "MANU")
    _material = const("manufacturedMaterial/@classCode", "MMAT")
    _kind = const("manufacturedMaterial/@determinerCode", "KIND")
