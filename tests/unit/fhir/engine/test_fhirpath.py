"""FHIRPath: what expressions of profiles and invariants find."""

from __future__ import annotations

from typing import Any

import pytest

from santedoc.errors import InvalidValueError
from santedoc.fhir.engine.fhirpath import NotCheckableError, evaluate, holds_for
from santedoc.fhir.engine.fhirpath.values import plain
from santedoc.fhir.engine.node import Node
from santedoc.fhir.engine.structure import read_tree
from santedoc.fhir.engine.tally import Tally
from santedoc.jsonkit import read_json

PATIENT = read_json(
    b"""{"resourceType": "Patient", "id": "p", "active": true, "birthDate": "1979-03-14",
    "name": [{"use": "official", "family": "DUPONT", "given": ["ANNE", "MARIE"]},
             {"use": "nickname", "given": ["Nan"]}],
    "gender": "female", "deceasedDateTime": "2026-11-23T12:00:00+01:00",
    "multipleBirthInteger": 2,
    "extension": [{"url": "http://a", "valueQuantity": {"value": 1.50, "unit": "mg"}}],
    "contained": [{"resourceType": "Organization", "id": "o", "name": "A"}],
    "managingOrganization": {"reference": "#o"}}"""
)


@pytest.fixture(scope="module")
def patient() -> Node:
    node = read_tree(PATIENT, Tally())
    assert node is not None
    return node


def values(expression: str, node: Node) -> list[Any]:
    return [plain(one) for one in evaluate(expression, node)]


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("name.given", ["ANNE", "MARIE", "Nan"]),
        ("Patient.name.given.first()", ["ANNE"]),
        ("name[0].given[1]", ["MARIE"]),
        ("name.where(use = 'official').family", ["DUPONT"]),
        ("name.select(given.count())", [2, 1]),
        ("name.given.tail()", ["MARIE", "Nan"]),
        ("name.given.last() & '-' & name.family", ["Nan-DUPONT"]),
        ("name.all(given.exists())", [True]),
        ("name.exists(family.empty())", [True]),
        ("gender in ('male' | 'female')", [True]),
        ("name.given contains 'MARIE'", [True]),
        ("active and gender = 'male'", [False]),
        ("active or missing", [True]),
        ("missing and active", []),
        ("missing implies active", [True]),
        ("active xor active", [False]),
        ("missing = 'a'", []),
        ("missing != 'a'", []),
        ("birthDate < @1980-01-01", [True]),
        ("birthDate > @1979", []),
        ("deceased > @2026-11-23T10:30:00Z", [True]),
        ("deceased = @2026-11-23T11:00:00Z", [True]),
        ("deceased is dateTime", [True]),
        ("deceased.is(boolean)", [False]),
        ("multipleBirth.ofType(integer) + 1", [3]),
        ("(multipleBirth as integer) * 2.5", [5]),
        ("7 div 2", [3]),
        ("7 mod 2", [1]),
        ("-1 < 0", [True]),
        ("7 / 0", []),
        ("extension('http://a').value.value", [1.5]),
        ("extension('http://a').value.value = 1.5", [True]),
        ("extension.value < 2 'mg'", [True]),
        ("extension.value < 2 'kg'", []),
        ("contained.is(Organization)", [True]),
        ("contained.first() is DomainResource", [True]),
        ("id.hasValue()", [True]),
        ("name.hasValue()", [False]),
        ("name.family.startsWith('DU')", [True]),
        ("name.family.matches('^[A-Z]+$')", [True]),
        ("name.family.substring(1, 2)", ["UP"]),
        ("name.family.lower().length()", [6]),
        ("name.family.replace('DU', 'LE')", ["LEPONT"]),
        ("'a,b'.split(',')", ["a", "b"]),
        ("name.given.join('/')", ["ANNE/MARIE/Nan"]),
        ("'12'.toInteger() = 12", [True]),
        ("'x'.toInteger()", []),
        ("iif(active, 'a', 'b')", ["a"]),
        ("name.given.distinct().count() = name.given.count()", [True]),
        ("(1 | 1 | 2).count()", [2]),
        ("(true | 1).count()", [2]),
        ("name.given.isDistinct()", [True]),
        ("name.given.intersect('ANNE' | 'x')", ["ANNE"]),
        ("%resource.id", ["p"]),
        ("contained.where(%resource.id = 'p').id", ["o"]),
        ("%ucum", ["http://unitsofmeasure.org"]),
        ("{}.empty()", [True]),
        ("name.given.where($index > 1)", ["Nan"]),
        ("name.given.where($this = 'ANNE')", ["ANNE"]),
        ("'abc' ~ 'ABC'", [True]),
        ("children().where($this is HumanName).count()", [2]),
        ("descendants().where($this is code).count()", [3]),
        ("name.`given`.count() /* a comment */ // another", [3]),
        ("name.given.trace('x').skip(1).take(1)", ["MARIE"]),
        ("repeat(name).given.count()", [3]),
    ],
)
def test_expressions(patient: Node, expression: str, found: list[Any]) -> None:
    assert values(expression, patient) == found


@pytest.mark.parametrize(
    "expression",
    ["today() > birthDate", "gender.memberOf('http://a')", "conformsTo('http://a')",
     "managingOrganization.resolve()", "%unknown", "foo()", "active and name.given",
     "name.family.matches('(?<')", "name.family - 1", "name.given < 'a'"],
)  # fmt: skip
def test_what_cannot_be_told_is_neither_true_nor_false(patient: Node, expression: str) -> None:
    with pytest.raises(NotCheckableError):
        evaluate(expression, patient)


@pytest.mark.parametrize("expression", ["name.", "(name", "name..a", "'a", "1 +", "a b", "(" * 200])
def test_what_is_no_fhirpath(patient: Node, expression: str) -> None:
    with pytest.raises(InvalidValueError):
        evaluate(expression, patient)


def test_an_empty_condition_is_not_met(patient: Node) -> None:
    assert not holds_for("missing", patient)
    assert holds_for("name.family", patient)


def test_work_is_bounded(patient: Node) -> None:
    step = "select(%resource.descendants())"
    with pytest.raises(NotCheckableError):
        evaluate("descendants()." + ".".join([step] * 6) + ".count()", patient)
