"""Rules of the body that no template identifier owns: they fire on every such element."""

from __future__ import annotations

from santedoc.cda.datatypes import CE
from santedoc.cda.engine.condition import counts, either, has, lacks
from santedoc.cda.engine.member import part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.report import Text

_CIS = "1.2.250.1.213.2.3.1"
_SOURCE = "CI-SIS, Modèles de contenus CDA, 2025.01"


@define(key="MATERIAL", name="FR-Produit-de-sante", source=_SOURCE)
class MaterialRows(Table):
    """The medicine of any administration, whatever template it follows."""

    _system = require(
        either(lacks("code[@codeSystem]"), has(f"code[@codeSystem='{_CIS}']")),
        f"a CIS code ({_CIS}), other codes as translations",
        f"un code CIS ({_CIS}), les autres codes en traductions",
        rule="code",
        label=Text("medicine", "médicament"),
        at="code",
    )
    _name = require(
        either(has("name[@nullFlavor='NA']"), counts("name", 1, 1)),
        "one name of the speciality, or the nullFlavor NA",
        "un nom de spécialité, ou le nullFlavor NA",
        kind="cardinality",
        rule="name",
        label=Text("name", "nom de spécialité"),
    )


@define(key="BODY.assignedAuthor", name="Auteur", source=_SOURCE)
class AuthorRows(Table):
    """The author of any section or entry, whatever template it follows."""

    _code = slot("code", CE, values="JDV_J01", label=Text("profession", "profession"))


@define(key="BODY.within", name="Corps du document", source=_SOURCE)
class WithinRows(Table):
    """What is checked in a structured body."""

    authors = part(".//author/assignedAuthor", AuthorRows, most=None)
    _sex = slot(
        ".//administrativeGenderCode",
        CE,
        most=None,
        values="JDV_J143",
        rule="administrativeGenderCode",
        label=Text("administrative sex", "sexe administratif"),
    )


@define(key="BODY", name="Corps du document", source=_SOURCE)
class BodyRules(Table):
    """What is checked everywhere in a body."""

    body = part("component/structuredBody", WithinRows)

    materials = part(
        ".//substanceAdministration/consumable/manufacturedProduct/manufacturedMaterial",
        MaterialRows,
        most=None,
    )
