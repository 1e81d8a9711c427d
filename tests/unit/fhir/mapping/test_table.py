"""Tables: which class has which."""

from __future__ import annotations

from santedoc.fhir.mapping.table import table_for, tables, tables_for
from santedoc.model.findings import VitalSign
from santedoc.model.registry import document_classes
from santedoc.samples.cast import PATIENT
from santedoc.samples.registry import example


def test_every_document_and_its_patient_have_a_table() -> None:
    assert table_for(PATIENT) is not None
    for one in document_classes():
        value = example(str(one.model_code), edition=one.model_edition, size="minimal")
        assert getattr(table_for(value), "resource", None) == "Composition"


def test_one_class_at_most_is_the_default_of_a_type_of_resource() -> None:
    for kind in {one.resource for one in tables() if one.resource}:
        assert sum(one.default for one in tables_for(kind)) <= 1, kind


def test_a_class_without_table_has_that_of_its_base() -> None:
    class Pulse(VitalSign):
        """A vital sign of one's own."""

    assert getattr(table_for(Pulse(value=1)), "resource", None) == "Observation"
