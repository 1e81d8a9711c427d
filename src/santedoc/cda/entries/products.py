"""FR-Produit-de-sante."""

from __future__ import annotations

from santedoc.cda.datatypes import CE, II, RTO_QTY, ST
from santedoc.cda.engine.condition import has
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.rows import CODE, CONTENT, ID
from santedoc.model.datatypes import Absent
from santedoc.model.treatments import Ingredient, MedicineClass, Product
from santedoc.report import Text

_KIND = "pharm:generalizedMedicineClass"


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
    form = slot("manufacturedMaterial/pharm:formCode", CE, label=Text("form", "forme"))
    kinds = part("manufacturedMaterial/pharm:asSpecializedKind", MedicineClassPart, most=None)
    ingredients = part("manufacturedMaterial/pharm:ingredient", IngredientPart, most=None)
    absent = slot("@nullFlavor")
    material_absent = slot("manufacturedMaterial/@nullFlavor")
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
