"""FR-Prothese-et-objet-personnel."""

from __future__ import annotations

from santedoc.cda.datatypes import ANY, CD
from santedoc.cda.engine.member import slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.narrated import SITE, NarratedObservation, remark
from santedoc.cda.entries.rows import CODE, VALUE
from santedoc.model.findings import PersonalObject
from santedoc.report import Text


@define(
    None,
    key="PERSONAL-OBJECT",
    model=PersonalObject,
    also=("1.2.250.1.213.1.1.3.12",),
    name="FR-Prothese-et-objet-personnel",
    source="CI-SIS, Modèles de contenus ANS, 2025.01",
)
class PersonalObjectEntry(NarratedObservation):
    """A prosthesis or an object that goes with the patient."""

    code = slot("code", CD, least=1, label=CODE, column=Text("Object", "Objet"))
    value = slot("value", ANY, label=VALUE, column=Text("Present", "Présence"))
    target_site = slot("targetSiteCode", CD, label=Text("side", "côté"), column=SITE)
    comment = remark()
