from __future__ import annotations

from typing import Any

import pytest

from santedoc.fhir.profiles.snapshot import holds, read_profile
from tests.unit.fhir.profiles.packages import element, profile, slicing


def test_what_says_no_more_than_r4_is_left_out() -> None:
    gender = element("Patient.gender", 0, "1",
                     base={"path": "Patient.gender", "min": 0, "max": "1"},
                     binding={"strength": "required",
                              "valueSet": "http://hl7.org/fhir/ValueSet/administrative-gender"},
                     type=[{"code": "code"}])  # fmt: skip
    found = read_profile(profile("p", "Patient", gender, element("Patient.name", 1)))
    assert found is not None
    assert list(found.root.children) == ["name"]


def test_slices_of_a_choice_need_no_word_on_the_choice() -> None:
    asked = element("Observation.value[x]:valueQuantity", 1, "1", type=[{"code": "Quantity"}])
    found = read_profile(profile("p", "Observation", asked))
    assert found is not None
    value = found.root.children["value"]
    assert [one.kind for one in value.slices] == ["valueQuantity"]
    assert [one.path for one in value.discriminators] == ["$this"]


def test_slices_of_slices() -> None:
    elements = [
        element("Patient.identifier", slicing=slicing("value", "system")),
        element("Patient.identifier:a", slicing=slicing("value", "use")),
        element("Patient.identifier:a/b"),
    ]
    found = read_profile(profile("p", "Patient", *elements))
    assert found is not None
    (kind,) = found.root.children["identifier"].slices
    assert [one.kind for one in kind.slices] == ["a/b"]


def test_invariants_of_r4_are_not_repeated() -> None:
    conditions = [
        {"key": "ele-1", "severity": "error", "human": "h", "expression": "true"},
        {"key": "dom-2", "severity": "error", "human": "h",
         "source": "http://hl7.org/fhir/StructureDefinition/DomainResource", "expression": "true"},
        {"key": "mine", "severity": "error", "human": "h", "expression": "true"},
        {"key": "silent", "severity": "error", "human": "h"},
    ]  # fmt: skip
    found = read_profile(profile("p", "Patient", root={"constraint": conditions}))
    assert found is not None
    assert [one.key for one in found.root.conditions] == ["mine"]


def test_without_a_snapshot_there_is_no_profile() -> None:
    assert read_profile({"url": "http://a", "type": "Patient"}) is None


@pytest.mark.parametrize(
    ("value", "wanted", "pattern", "fixed"),
    [
        ("a", "a", True, True),
        ("a", "b", False, False),
        (True, True, True, True),
        (1, True, False, False),
        ({"a": 1, "b": 2}, {"a": 1}, True, False),
        ({"a": 1}, {"a": 1}, True, True),
        ({"b": 1}, {"a": 1}, False, False),
        ([{"a": 1}, {"b": 2}], [{"b": 2}], True, False),
        ([{"a": 1}], [{"a": 1}], True, True),
        ([], [{"a": 1}], False, False),
        ("a", {"a": 1}, False, False),
        ("a", ["a"], False, False),
    ],
)
def test_patterns_and_fixed_values(value: Any, wanted: Any, pattern: bool, fixed: bool) -> None:  # noqa: FBT001
    assert holds(value, wanted, exact=False) is pattern
    assert holds(value, wanted, exact=True) is fixed
