"""L4: what a profile asks, element by element."""

from __future__ import annotations

from typing import Any

import pytest

from santedoc.report import Severity, Stage
from tests.unit.fhir.bundles import CONDITION, document, report, text
from tests.unit.fhir.profiles.packages import BASE, VALUES, element, package, profile, slicing

CODE = "http://terminology.hl7.org/CodeSystem/condition-clinical"


def patient(**members: Any) -> Any:
    meta = {"profile": [f"{BASE}/p"]}
    return {"resourceType": "Patient", "meta": meta, "text": text(), **members}


def told(resource: Any, *definitions: Any) -> list[tuple[str, str]]:
    found = report(resource, packages=[package(*definitions)])
    assert Stage.PROFILE in found.checked
    return [
        (issue.rule.id.removeprefix("FHIR.profile."), issue.at.xpath)
        for issue in found.issues
        if issue.rule.stage is Stage.PROFILE
    ]


def on_patient(*elements: Any, **more: Any) -> Any:
    return profile("p", "Patient", *elements, **more)


@pytest.mark.parametrize(
    ("asked", "members", "found"),
    [
        (element("Patient.name", 1), {}, [("cardinality", "Patient")]),
        (element("Patient.name", 1), {"name": [{"family": "A"}]}, []),
        (element("Patient.name", 0, "1"), {"name": [{"family": "A"}, {"family": "B"}]},
         [("cardinality", "Patient.name[1]")]),
        (element("Patient.telecom", 0, "0"), {"telecom": [{"system": "phone", "value": "1"}]},
         [("cardinality", "Patient.telecom[0]")]),
        (element("Patient.gender", fixedCode="female"), {"gender": "male"},
         [("fixed", "Patient.gender")]),
        (element("Patient.gender", fixedCode="female"), {"gender": "female"}, []),
        (element("Patient.maritalStatus", patternCodeableConcept={"coding": [{"code": "M"}]}),
         {"maritalStatus": {"coding": [{"system": "http://a", "code": "M"}], "text": "a"}}, []),
        (element("Patient.maritalStatus", patternCodeableConcept={"coding": [{"code": "M"}]}),
         {"maritalStatus": {"text": "M"}}, [("fixed", "Patient.maritalStatus")]),
        (element("Patient.maritalStatus", fixedCodeableConcept={"coding": [{"code": "M"}]}),
         {"maritalStatus": {"coding": [{"code": "M"}], "text": "a"}},
         [("fixed", "Patient.maritalStatus")]),
        (element("Patient.deceased[x]", type=[{"code": "boolean"}]), {"deceasedDateTime": "2026"},
         [("type", "Patient.deceased.ofType(dateTime)")]),
        (element("Patient.deceased[x]", type=[{"code": "boolean"}]), {"deceasedBoolean": True}, []),
        (element("Patient.gender", constraint=[{"key": "x-1", "severity": "error", "human": "h",
            "expression": "$this = 'female'"}]), {"gender": "male"},
         [("invariant", "Patient.gender")]),
        (element("Patient.gender", constraint=[{"key": "x-1", "severity": "warning", "human": "h",
            "expression": "$this = 'female'"}]), {"gender": "male"},
         [("practice", "Patient.gender")]),
        (element("Patient.gender", constraint=[{"key": "x-1", "severity": "error", "human": "h",
            "expression": "today() > @2020"}]), {"gender": "male"},
         [("condition", "Patient.gender")]),
        (element("Patient.gender", constraint=[{"key": "x-1", "severity": "error", "human": "h",
            "expression": "((("}]), {"gender": "male"}, [("condition", "Patient.gender")]),
    ],
)  # fmt: skip
def test_elements(asked: Any, members: Any, found: Any) -> None:
    assert told(patient(**members), on_patient(asked)) == found


def test_what_is_below_an_element_is_asked_where_it_is_there() -> None:
    asked = [element("Patient.contact"), element("Patient.contact.name", 1, "1")]
    assert told(patient(), on_patient(*asked)) == []
    found = told(patient(contact=[{"gender": "male"}]), on_patient(*asked))
    assert found == [("cardinality", "Patient.contact[0]")]


# ------------------------------------------------------------------------------------------ slices
SYSTEM = [
    element("Patient.identifier", slicing=slicing("value", "system")),
    element("Patient.identifier:ins", 1, "1"),
    element("Patient.identifier:ins.system", 1, "1", fixedUri="urn:oid:1"),
    element("Patient.identifier:ins.value", 1, "1"),
]


def identifiers(*systems: str) -> Any:
    return patient(identifier=[{"system": one, "value": "1"} for one in systems])


@pytest.mark.parametrize(
    ("systems", "found"),
    [
        (["urn:oid:1"], []),
        (["urn:oid:2", "urn:oid:1"], []),
        (["urn:oid:2"], [("slice", "Patient")]),
        ([], [("slice", "Patient")]),
        (["urn:oid:1", "urn:oid:1"], [("slice", "Patient.identifier[1]")]),
    ],
)
def test_a_kind_told_by_its_value(systems: list[str], found: Any) -> None:
    resource = identifiers(*systems) if systems else patient()
    assert told(resource, on_patient(*SYSTEM)) == found


def test_the_elements_of_a_kind_are_asked_more() -> None:
    resource = patient(identifier=[{"system": "urn:oid:1"}])
    assert told(resource, on_patient(*SYSTEM)) == [("cardinality", "Patient.identifier[0]")]


def test_why_an_element_is_of_another_kind_is_said() -> None:
    found = report(identifiers("urn:oid:2"), packages=[package(on_patient(*SYSTEM))])
    (issue,) = [one for one in found.issues if one.rule.id == "FHIR.profile.slice"]
    assert "system" in issue.message("fr")
    assert "urn:oid:1" in issue.message("fr")
    assert issue.params["slice"] == "ins"


def test_closed_and_ordered_lists() -> None:
    closed = [SYSTEM[0] | {"slicing": slicing("value", "system", "closed")}, *SYSTEM[1:]]
    found = told(identifiers("urn:oid:1", "urn:oid:2"), on_patient(*closed))
    assert found == [("closed", "Patient.identifier[1]")]
    ordered = [
        SYSTEM[0] | {"slicing": slicing("value", "system", ordered=True)},
        *SYSTEM[1:],
        element("Patient.identifier:second"),
        element("Patient.identifier:second.system", 1, "1", patternUri="urn:oid:2"),
    ]
    assert told(identifiers("urn:oid:1", "urn:oid:2"), on_patient(*ordered)) == []
    found = told(identifiers("urn:oid:2", "urn:oid:1"), on_patient(*ordered))
    assert found == [("order", "Patient.identifier[1]")]


@pytest.mark.parametrize(
    ("asked", "members", "found"),
    [
        ([element("Patient.name", slicing=slicing("exists", "family")),
          element("Patient.name:named", 1, "1"), element("Patient.name:named.family", 1, "1")],
         {"name": [{"text": "A"}]}, [("slice", "Patient")]),
        ([element("Patient.name", slicing=slicing("exists", "family")),
          element("Patient.name:bare", 0, "0"), element("Patient.name:bare.family", 0, "0")],
         {"name": [{"text": "A"}]}, [("slice", "Patient.name[0]")]),
        ([element("Patient.deceased[x]", slicing=slicing("type", "$this")),
          element("Patient.deceased[x]:deceasedBoolean", 1, "1", type=[{"code": "boolean"}])],
         {"deceasedDateTime": "2026"}, [("slice", "Patient")]),
        ([element("Patient.deceased[x]", slicing=slicing("type", "$this")),
          element("Patient.deceased[x]:deceasedBoolean", 1, "1", type=[{"code": "boolean"}])],
         {"deceasedBoolean": True}, []),
        ([element("Patient.maritalStatus.coding", slicing=slicing("pattern", "$this")),
          element("Patient.maritalStatus.coding:a", 1, "1", patternCoding={"code": "M"})],
         {"maritalStatus": {"coding": [{"code": "S"}]}}, []),
        ([element("Patient.maritalStatus"),
          element("Patient.maritalStatus.coding", slicing=slicing("pattern", "$this")),
          element("Patient.maritalStatus.coding:a", 1, "1", patternCoding={"code": "M"})],
         {"maritalStatus": {"coding": [{"code": "S"}]}}, [("slice", "Patient.maritalStatus")]),
        ([element("Patient.generalPractitioner", slicing=slicing("profile", "resolve()")),
          element("Patient.generalPractitioner:o", 1, "1",
                  type=[{"code": "Reference", "targetProfile": [f"{BASE}/o"]}])],
         {"generalPractitioner": [{"reference": "#o"}],
          "contained": [{"resourceType": "Organization", "id": "o", "name": "A"}]}, []),
    ],
)  # fmt: skip
def test_kinds(asked: Any, members: Any, found: Any) -> None:
    assert told(patient(**members), on_patient(*asked)) == found


def test_a_kind_within_a_kind() -> None:
    asked = [
        element("Patient.contact"),
        element("Patient.contact.relationship", slicing=slicing("value", "coding.system")),
        element("Patient.contact.relationship:role", 1, "1"),
        element("Patient.contact.relationship:role.coding", 1),
        element("Patient.contact.relationship:role.coding.system", 1, "1", fixedUri="http://a"),
    ]
    right = [{"coding": [{"system": "http://a"}]}, {"coding": [{"system": "http://b"}]}]
    assert told(patient(contact=[{"relationship": right}]), on_patient(*asked)) == []
    wrong = [{"coding": [{"system": "http://b"}]}]
    found = told(patient(contact=[{"relationship": wrong}]), on_patient(*asked))
    assert found == [("slice", "Patient.contact[0]")]


# -------------------------------------------------------------------------------------- extensions
EXTENSION = profile(
    "e", "Extension",
    element("Extension.url", 1, "1", fixedUri=f"{BASE}/e"),
    element("Extension.value[x]", 1, "1", type=[{"code": "code"}]),
    context=[{"type": "element", "expression": "Patient"}],
)  # fmt: skip
ASKED = [
    element("Patient.extension", slicing=slicing("value", "url")),
    element("Patient.extension:e", 1, "1", type=[{"code": "Extension", "profile": [f"{BASE}/e"]}]),
]


def test_an_extension_is_a_kind_told_by_its_definition() -> None:
    wanted = {"url": f"{BASE}/e", "valueCode": "a"}
    assert told(patient(extension=[wanted]), on_patient(*ASKED), EXTENSION) == []
    assert told(patient(), on_patient(*ASKED), EXTENSION) == [("slice", "Patient")]


def test_an_extension_is_held_against_its_definition_wherever_it_is() -> None:
    wrong = {"url": f"{BASE}/e", "valueString": "a"}
    found = told(patient(extension=[wrong]), on_patient(), EXTENSION)
    assert found == [("type", "Patient.extension[0].value.ofType(string)")]
    there = {"family": "A", "extension": [{"url": f"{BASE}/e", "valueCode": "a"}]}
    found = told(patient(name=[there]), on_patient(), EXTENSION)
    assert found == [("FHIR.extension.context", "Patient.name[0].extension[0]")]


# ------------------------------------------------------------------------------------- terminology
VALUE_SET = {
    "resourceType": "ValueSet", "url": f"{VALUES}/v",
    "compose": {"include": [{"system": "http://a", "concept": [{"code": "x"}]},
                            {"system": "http://unknown"}]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("strength", "coding", "found"),
    [
        ("required", {"system": "http://a", "code": "x"}, []),
        ("required", {"system": "http://a", "code": "y"}, [("binding", "Patient.maritalStatus")]),
        ("required", {"system": "http://b", "code": "x"}, [("binding", "Patient.maritalStatus")]),
        (
            "required",
            {"system": "http://unknown", "code": "x"},
            [("unchecked", "Patient.maritalStatus")],
        ),
        (
            "extensible",
            {"system": "http://a", "code": "y"},
            [("preference", "Patient.maritalStatus")],
        ),
        ("extensible", {"system": "http://unknown", "code": "y"}, []),
        ("preferred", {"system": "http://a", "code": "y"}, []),
    ],
)
def test_bindings(strength: str, coding: Any, found: Any) -> None:
    binding = {"strength": strength, "valueSet": f"{VALUES}/v|1.0"}
    asked = on_patient(element("Patient.maritalStatus", 0, "1", binding=binding))
    assert told(patient(maritalStatus={"coding": [coding]}), asked, VALUE_SET) == found


def test_a_code_that_no_list_knows_is_never_valid_nor_wrong() -> None:
    binding = {"strength": "required", "valueSet": f"{VALUES}/elsewhere"}
    asked = on_patient(element("Patient.maritalStatus", 0, "1", binding=binding))
    found = report(patient(maritalStatus={"coding": [{"code": "x"}]}), packages=[package(asked)])
    (issue,) = [one for one in found.issues if one.rule.stage is Stage.PROFILE]
    assert (issue.rule.id, issue.severity) == ("FHIR.profile.unchecked", Severity.INFORMATION)


# ------------------------------------------------------------------------- profiles and references
def test_a_profile_that_no_package_holds_is_told_once() -> None:
    resource = patient()
    resource["meta"]["profile"] = [f"{BASE}/nowhere", f"{BASE}/nowhere"]
    assert told(resource, on_patient()) == [("unknown", "Patient.meta.profile[0]")]


def test_a_profile_without_a_snapshot_is_told() -> None:
    bare = on_patient()
    del bare["snapshot"]
    assert told(patient(), bare) == [("snapshot", "Patient.meta.profile[0]")]


def test_a_profile_of_another_type_is_refused() -> None:
    assert told(patient(), profile("p", "Organization")) == [("type", "Patient.meta.profile[0]")]


def test_r4_itself_needs_no_package() -> None:
    resource = patient()
    resource["meta"]["profile"] = ["http://hl7.org/fhir/StructureDefinition/Patient"]
    assert told(resource, on_patient()) == []


def test_a_reference_leads_to_a_resource_of_the_profile_asked() -> None:
    found = document()
    condition = found["entry"][3]["resource"]
    condition["meta"] = {"profile": [f"{BASE}/c"]}
    target = {"code": "Reference", "targetProfile": [f"{BASE}/p"]}
    asked = profile("c", "Condition", element("Condition.subject", 1, "1", type=[target]))
    named = on_patient(element("Patient.name", 1, "1"))
    assert told(found, asked, named) == []
    also = on_patient(element("Patient.telecom", 1, "1"))
    assert told(found, asked, also) == [("target", "Bundle.entry[3].resource.subject.reference")]
    (issue,) = [one for one in report(found, packages=[package(asked, also)]).issues
                if one.rule.id == "FHIR.profile.target"]  # fmt: skip
    assert "Patient.telecom" in issue.message("en")
    assert CONDITION not in issue.message("en")


def test_a_value_conforms_to_one_of_the_profiles_of_its_type() -> None:
    named = profile("n", "HumanName", element("HumanName.family", 1, "1"))
    kind = {"code": "HumanName", "profile": [f"{BASE}/n"]}
    asked = on_patient(element("Patient.name", type=[kind]))
    assert told(patient(name=[{"text": "A"}]), asked, named) == [("cardinality", "Patient.name[0]")]
    assert told(patient(name=[{"family": "A"}]), asked, named) == []


def test_circles_of_profiles_end() -> None:
    def circle(name: str, other: str) -> Any:
        kind = {"code": "Reference", "targetProfile": [f"{BASE}/{other}"]}
        link = element("Patient.link.other", 1, "1", type=[kind])
        return profile(name, "Patient", element("Patient.link"), link)

    found = document()
    one = found["entry"][1]
    one["resource"]["meta"] = {"profile": [f"{BASE}/p"]}
    one["resource"]["link"] = [{"type": "seealso", "other": {"reference": one["fullUrl"]}}]
    assert told(found, circle("p", "q"), circle("q", "p")) == []
