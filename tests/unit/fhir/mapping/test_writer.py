"""Resources: made once, named without a word of the patient."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.bundle import bundle_of
from santedoc.fhir.mapping.writer import Writer
from santedoc.model.people import AssignedEntity, Organization
from santedoc.samples import letters
from santedoc.samples.registry import example


def test_equal_values_share_a_resource() -> None:
    writer = Writer("seed")
    first, again = (Organization(name="Clinique") for _ in range(2))
    assert writer.reference(first) == writer.reference(again)
    assert len(writer.resources) == 1


def test_two_documents_share_no_identifier_of_a_resource() -> None:
    def identifiers(seed: str) -> set[str]:
        writer = Writer(seed)
        writer.reference(AssignedEntity(organization=Organization(name="Clinique")))
        return {one["id"] for one in writer.resources}

    assert not identifiers("a") & identifiers("b")
    assert identifiers("a") == identifiers("a")


def test_the_name_of_a_patient_does_not_change_the_identifiers() -> None:
    letter = letters.discharge_letter()
    other = letter.patient.replaced(name=letter.patient.name.replaced(used_given="AUTRE"))

    def identifiers(bundle: dict[str, Any]) -> list[str]:
        return [one["fullUrl"] for one in bundle["entry"]]

    changed = letter.replaced(patient=other)
    assert identifiers(bundle_of(letter)) == identifiers(bundle_of(changed))


def test_every_resource_is_referred_to() -> None:
    from santedoc.conversion import build
    from santedoc.jsonkit import read_json

    bundle = read_json(build(example("IPS-FR"), to="fhir"))
    text = str([one["resource"] for one in bundle["entry"]])
    unreached = [one["fullUrl"] for one in bundle["entry"][1:] if f"'{one['fullUrl']}'" not in text]
    assert unreached == []
