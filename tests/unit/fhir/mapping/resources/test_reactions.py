"""Allergies as a FHIR reader sees them."""

from __future__ import annotations

from typing import Any

import pytest

from santedoc.model.datatypes import Code
from santedoc.model.problems import AllergyIntolerance, Condition, Substance
from santedoc.model.statement import Observation
from santedoc.model.time import PartialDateTime, Period
from tests.unit.fhir.mapping.resources.crossing import bare, read, written

SNOMED = "2.16.840.1.113883.6.96"
HIVES = Condition(value=Code(code="126485001", system=SNOMED, display="urticaire"))
PENICILLIN = Substance(code=Code(code="J01CE", system="2.16.840.1.113883.6.73"))


def _coded(code: str) -> Code:
    return Code(code=code, system=SNOMED)


def _allergy(**said: Any) -> AllergyIntolerance:
    return AllergyIntolerance(**{"value": _coded("91936005"), "code": _coded("416098002"), **said})


@pytest.mark.parametrize(
    ("code", "kind", "categories"),
    [
        ("416098002", "allergy", ["medication"]),
        ("414285001", "allergy", ["food"]),
        ("59037007", "intolerance", ["medication"]),
        ("609396006", "intolerance", None),
        ("420134006", None, None),
    ],
)
def test_a_kind_tells_the_type_and_the_category(
    code: str, kind: str | None, categories: list[str] | None
) -> None:
    shown, *_ = written(_allergy(code=_coded(code)))
    assert (shown.get("type"), shown.get("category")) == (kind, categories)


def test_the_only_agent_is_the_substance_of_each_reaction() -> None:
    shown, *_ = written(_allergy(agents=(PENICILLIN,), reactions=(HIVES, HIVES)))
    atc = {"coding": [{"system": "http://www.whocc.no/atc", "code": "J01CE"}]}
    assert [bare(one["substance"]) for one in shown["reaction"]] == [atc, atc]


def test_of_several_agents_none_is_said_to_be_the_cause() -> None:
    other = Substance(code=_coded("762952008"))
    shown, *_ = written(_allergy(agents=(PENICILLIN, other), reactions=(HIVES,)))
    assert "substance" not in shown["reaction"][0]


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("255604002", "mild"),
        ("6736007", "moderate"),
        ("24484000", "severe"),
        ("442452003", "severe"),
        ("371924009", None),
    ],
)
def test_a_reaction_has_its_severity(code: str, severity: str | None) -> None:
    own = HIVES.replaced(severity=Observation(value=_coded(code)))
    shown, *_ = written(_allergy(reactions=(own,)))
    assert shown["reaction"][0].get("severity") == severity


def test_the_severity_of_an_allergy_is_that_of_its_only_reaction() -> None:
    severe = Observation(value=_coded("24484000"))
    (one, *_) = written(_allergy(severity=severe, reactions=(HIVES,)))
    assert one["reaction"][0]["severity"] == "severe"
    (two, *_) = written(_allergy(severity=severe, reactions=(HIVES, HIVES)))
    assert all("severity" not in reaction for reaction in two["reaction"])


def test_a_reaction_has_its_start_as_precisely_as_it_is_known() -> None:
    since = HIVES.replaced(time=Period(start=PartialDateTime("2019-05")))
    shown, *_ = written(_allergy(reactions=(since,)))
    assert shown["reaction"][0]["onset"] == "2019-05"
    assert "extension" not in shown["reaction"][0]


def test_an_allergy_of_others_is_read_with_its_kind_and_its_severity() -> None:
    found = read(
        {
            "resourceType": "AllergyIntolerance",
            "id": "a",
            "type": "allergy",
            "category": ["food"],
            "code": {"coding": [{"system": "http://snomed.info/sct", "code": "91935009"}]},
            "reaction": [
                {
                    "manifestation": [{"text": "urticaire"}],
                    "severity": "moderate",
                    "onset": "2020",
                }
            ],
        }
    )
    assert found.code == _coded("414285001")
    (reaction,) = found.reactions
    assert reaction.severity.value == _coded("6736007")
    assert reaction.time == Period(start=PartialDateTime("2020"))
