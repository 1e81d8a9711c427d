"""CSE-MDE: carnet de santé de l'enfant, mesures de l'enfant."""

from __future__ import annotations

from santedoc.cda.documents.base import BODY, AnyDocument
from santedoc.cda.documents.requirements import one, section
from santedoc.cda.engine.condition import both, every, has
from santedoc.cda.engine.member import child, require
from santedoc.cda.engine.table import define
from santedoc.cda.sections.findings import VitalSignsTable
from santedoc.cda.sections.rows import AnySection
from santedoc.model.child_health import ChildMeasurements
from santedoc.report import Text


@define(
    "1.2.250.1.213.1.1.1.5.4",
    key="CSE-MDE",
    model=ChildMeasurements,
    host="ClinicalDocument",
    also=("1.3.6.1.4.1.19376.1.5.3.1.1.1", "1.2.250.1.213.1.1.1.5"),
    extension="2023.01",
    name="Carnet de santé de l'enfant, mesures de l'enfant",
    source="CI-SIS, volet CSE, mesures de l'enfant (CSE-MDE), 2023.01",
)
class ChildMeasurementsTable(AnyDocument):
    """Measurements of a child."""

    vital_signs = one(VitalSignsTable)
    sections = child(BODY, AnySection, most=None)
    _vital_signs = section("FR-Signes-vitaux", "1.3.6.1.4.1.19376.1.5.3.1.1.5.3.2", most=None)
    _performer = require(
        every(
            "documentationOf/serviceEvent/performer/assignedEntity",
            both(
                has("assignedPerson"),
                has("representedOrganization/id"),
                has("representedOrganization/name"),
            ),
        ),
        "a person, and an organisation with an identifier and a name",
        "une personne, et une organisation avec un identifiant et un nom",
        kind="cardinality",
        rule="performer",
        label=Text("performer", "exécutant"),
    )
