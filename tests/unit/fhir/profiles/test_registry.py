from __future__ import annotations

from typing import Any

import pytest

from santedoc.fhir.profiles.registry import Registry, registry_of
from tests.unit.fhir.profiles.packages import BASE, VALUES, package, profile

SYSTEM = {"resourceType": "CodeSystem", "url": "http://s", "content": "complete",
          "concept": [{"code": "a", "concept": [{"code": "b"}]}]}  # fmt: skip


def value_set(name: str, **compose: Any) -> Any:
    return {"resourceType": "ValueSet", "url": f"{VALUES}/{name}", "compose": compose}


SETS = [
    value_set("whole", include=[{"system": "http://s"}]),
    value_set("other", include=[{"valueSet": [f"{VALUES}/whole|1"]}]),
    value_set("less", include=[{"system": "http://s"}],
              exclude=[{"system": "http://s", "concept": [{"code": "b"}]}]),
    value_set("filtered", include=[{"system": "http://s", "filter": [{"property": "x"}]}]),
    value_set("both", include=[{"valueSet": [f"{VALUES}/whole", f"{VALUES}/less"]}]),
    value_set("circle", include=[{"valueSet": [f"{VALUES}/circle"]}]),
    value_set("gender",
              include=[{"valueSet": ["http://hl7.org/fhir/ValueSet/administrative-gender"]}]),
    value_set("system", include=[{"system": "http://hl7.org/fhir/administrative-gender"}]),
    value_set("nothing"),
    {"resourceType": "ValueSet", "url": f"{VALUES}/expanded", "expansion": {"contains": [
        {"abstract": True, "contains": [{"system": "http://s", "code": "z"}]}]}},
]  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry([package(SYSTEM, *SETS, profile("p", "Patient"))])


@pytest.mark.parametrize(
    ("name", "code", "system", "answer"),
    [
        ("whole", "b", "http://s", True),
        ("whole", "c", "http://s", False),
        ("other", "b", "http://s", True),
        ("other", "c", "http://s", False),
        ("less", "a", "http://s", True),
        ("less", "b", "http://s", False),
        ("filtered", "a", "http://s", None),
        ("filtered", "a", "http://t", False),
        ("both", "a", "http://s", None),
        ("circle", "a", "http://s", None),
        ("gender", "male", "http://hl7.org/fhir/administrative-gender", True),
        ("system", "male", "http://hl7.org/fhir/administrative-gender", True),
        ("system", "m", "http://hl7.org/fhir/administrative-gender", False),
        ("nothing", "a", "http://s", None),
        ("expanded", "z", "http://s", True),
        ("expanded", "a", "http://s", False),
        ("absent", "a", "http://s", None),
    ],
)
def test_value_sets(
    registry: Registry,
    name: str,
    code: str,
    system: str,
    answer: bool | None,  # noqa: FBT001
) -> None:
    assert registry.terminology.has(f"{VALUES}/{name}", code, system) is answer


def test_profiles_are_read_once_by_url_with_or_without_version(registry: Registry) -> None:
    found = registry.profile(f"{BASE}/p|1.0")
    assert found is not None
    assert found is registry.profile(f"{BASE}/p")
    assert registry.profile(f"{BASE}/q") is None
    assert not registry.defines(f"{BASE}/q")


def test_the_first_package_wins() -> None:
    first, second = profile("p", "Patient"), profile("p", "Organization")
    found = Registry([package(first), package(second)]).profile(f"{BASE}/p")
    assert found is not None
    assert found.type == "Patient"


@pytest.mark.parametrize("broken", [{"snapshot": {"element": [{}]}}, {"snapshot": 1}, {"type": 1}])
def test_a_definition_that_is_none_is_not_checked(broken: Any) -> None:
    found = Registry([package(profile("p", "Patient") | broken)])
    assert found.profile(f"{BASE}/p") is None or broken == {"type": 1}


def test_one_registry_for_the_same_packages() -> None:
    one = package(SYSTEM)
    assert registry_of(one) is registry_of(one)
