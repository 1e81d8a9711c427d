"""FR-Prescription: what a medicine was prescribed or handed over with."""

from __future__ import annotations

from santedoc.cda.datatypes import II, INT, IVL_TS, PQ, TS
from santedoc.cda.engine.condition import Condition, above, both, either, every, has, lacks
from santedoc.cda.engine.member import child, const, part, require, slot, told
from santedoc.cda.engine.table import define
from santedoc.cda.entries.instructions import TO_DISPENSER, DispenserInstruction
from santedoc.cda.entries.people import BodyPerformer
from santedoc.cda.entries.products import ProductEntry
from santedoc.cda.entries.relations import SUBJECT
from santedoc.cda.entries.requirements import carries, once
from santedoc.cda.entries.rows import CONTENT, ID, TIME, ActRows
from santedoc.model.datatypes import Absent, Quantity
from santedoc.model.french import NBSP, french_number, french_quantity
from santedoc.model.treatments import Supply
from santedoc.report import Text
from santedoc.terminology import package_name

_CCD = "2.16.840.1.113883.10.20.1.34"
_MOOD = Text("mood", "mode")
_QUANTITY = Text("quantity", "quantité")
_AUTHOR = Text("author", "auteur")
_PERFORMER = Text("performer", "exécutant")
_SEVERAL = 2  # from this number on, French nouns are in the plural


def packages(quantity: Quantity | Absent | None) -> str:
    """Return how much is prescribed or handed over, in French.

    Args:
        quantity: its unit is the EDQM code of a package, a unit of UCUM, or none: it then counts
            packages of whatever kind.
    """
    if not isinstance(quantity, Quantity) or quantity.value is None:
        return ""
    name = package_name(quantity.unit or "", quantity.value)
    if name is None and quantity.unit not in {None, "1"}:
        return french_quantity(quantity)
    several = "s" if quantity.value >= _SEVERAL else ""
    return f"{french_number(quantity.value)}{NBSP}{name or f'conditionnement{several}'}"


def _named(role: str) -> Condition:
    return either(has(f"{role}/assignedPerson/name"), has(f"{role}/representedOrganization/name"))


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.7.3",
    key="SUPPLY",
    model=Supply,
    host="supply",
    also=(_CCD, "1.2.250.1.213.1.1.3.44"),
    name="FR-Prescription",
    source=CONTENT,
)
class SupplyEntry(ActRows):
    """A prescription, or the handing over of a medicine."""

    mood = slot("@moodCode", label=_MOOD)
    identifiers = slot("id", II, least=1, many=True, label=ID)
    time = slot(
        "effectiveTime",
        TS | IVL_TS,
        once=True,
        label=TIME,
        column=Text("Ordered on", "Prescrit ou délivré le"),
    )
    repeats = slot("repeatNumber", INT, label=Text("renewals", "renouvellements"))
    quantity = slot(
        "quantity",
        PQ,
        once=True,
        needs="value",
        label=_QUANTITY,
    )
    _packages = told(Text("Packages", "Quantité"), lambda supply: packages(supply.quantity))
    product = child("product", ProductEntry, label=Text("product", "produit"))
    performers = part("performer", BodyPerformer, most=None)
    instructions = child(SUBJECT, DispenserInstruction, most=None, column=TO_DISPENSER)
    _class = const("@classCode", "SPLY", least=1, label=Text("class", "classe"))
    _mood = require(
        has(".[@moodCode='INT'|'EVN']"),
        "EVN or INT",
        "EVN ou INT",
        kind="host",
        rule="mood",
        label=_MOOD,
    )
    _ids = carries(_CCD)
    # The gate only looks for one such link around: a sibling's will do.
    _link = require(
        above(2, either(lacks("entryRelationship"), has("entryRelationship[@typeCode='REFR']"))),
        "linked by REFR",
        "lié par REFR",
        kind="host",
        rule="link",
        label=Text("link", "lien"),
    )
    _one_author = once("author", _AUTHOR, rule="authors")
    _one_performer = once("performer", _PERFORMER, rule="performers")
    _author = require(
        every(
            "author",
            both(has("time[@value|@nullFlavor]"), has("assignedAuthor"), _named("assignedAuthor")),
        ),
        "an author has a time, and the name of a person or of an organisation",
        "un auteur a une date, et le nom d'une personne ou d'une organisation",
        rule="author",
        label=_AUTHOR,
        at="author",
    )
    _performer = require(
        every(
            "performer",
            both(
                has(".[@typeCode='PRF']"),
                has("time[@value]"),
                has("assignedEntity"),
                _named("assignedEntity"),
            ),
        ),
        "a performer is PRF, has a date, and the name of a person or of an organisation",
        "un exécutant est PRF, a une date, et le nom d'une personne ou d'une organisation",
        rule="performer",
        label=_PERFORMER,
        at="performer",
    )
    _below = require(
        either(
            lacks("entryRelationship"),
            has(
                "entryRelationship[@typeCode='SUBJ']/act/templateId"
                "[@root='1.3.6.1.4.1.19376.1.5.3.1.4.3.1']"
            ),
        ),
        "what completes it is the dispenser's instructions",
        "ce qui la complète est l'instruction au dispensateur",
        rule="instructions",
        label=Text("instructions", "instructions"),
    )
