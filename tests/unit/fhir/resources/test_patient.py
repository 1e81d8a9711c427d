"""L5: identities; the judgement is that of `santedoc.ins`."""

from __future__ import annotations

from typing import Any

import pytest

from santedoc.fhir.resources.patient import BIRTH_PLACE, GIVEN_NAMES, INSEE
from santedoc.report import Severity, Stage
from tests.unit.fhir.bundles import document, report

TEST = "urn:oid:1.2.250.1.213.1.4.10"


def told(resource: Any) -> list[tuple[str, str]]:
    issues = [one for one in report(resource).issues
              if one.rule.stage in {Stage.IDENTITY, Stage.CONSISTENCY}]  # fmt: skip
    assert all(one.severity is not Severity.ERROR for one in issues)
    return [(one.rule.id, one.at.xpath) for one in issues]


def patient(**members: Any) -> Any:
    found = document()["entry"][1]["resource"]
    return found | members


def test_a_right_identity_says_nothing() -> None:
    assert told(patient()) == []


@pytest.mark.parametrize(
    ("members", "rule", "where"),
    [
        ({"identifier": [{"system": TEST, "value": "279035121518988"}]}, "INS.matricule.key",
         "Patient.identifier[0].value"),
        ({"gender": "male"}, "INS.consistency.sex", "Patient"),
        ({"gender": "other"}, "INS.sex.undetermined", "Patient.gender"),
        ({"birthDate": "1980-03-14"}, "INS.consistency.year", "Patient"),
        ({"birthDate": "1979"}, "INS.birthDate.incomplete", "Patient.birthDate"),
        ({"name": [{"use": "official", "family": "Dupönt", "given": ["ANNE"]}]},
         "INS.name.letters", "Patient.name[0].family"),
        ({"name": [{"use": "official", "family": "DUPONT", "given": ["ANNE"], "extension": [
            {"url": GIVEN_NAMES, "valueString": "MARIE ANNE"}]}]}, "INS.firstGivenName.list",
         "Patient.name[0].given"),
        ({"extension": [{"url": BIRTH_PLACE, "valueAddress": {"extension": [
            {"url": INSEE, "valueCoding": {"code": "75056"}}]}}]}, "INS.consistency.place",
         "Patient"),
    ],
)  # fmt: skip
def test_what_is_told(members: dict[str, Any], rule: str, where: str) -> None:
    assert (rule, where) in told(patient(**members))


def test_without_an_ins_the_traits_are_nobodys_business() -> None:
    assert (
        told(patient(identifier=[{"system": "urn:oid:1.2.3", "value": "1"}], gender="other")) == []
    )


@pytest.mark.parametrize(
    ("system", "value", "rule"),
    [
        ("https://rpps.esante.gouv.fr", "10101201234", "PSID.rpps.key"),
        ("urn:oid:1.2.250.1.71.4.2.1", "810100997246", "PSID.rpps.key"),
        ("urn:oid:1.2.250.1.71.4.2.2", "1750803448", "ORGID.finess.key"),
        ("https://finess.esante.gouv.fr", "750803448", "ORGID.finess.key"),
        ("https://sirene.fr", "26350007", "ORGID.siren.length"),
        ("https://sirene.fr", "263500076099", "ORGID.siret.length"),
    ],
)
def test_numbers_of_people_and_structures(system: str, value: str, rule: str) -> None:
    resource = {"resourceType": "Organization", "identifier": [{"system": system, "value": value}]}
    assert told(resource) == [(rule, "Organization.identifier[0].value")]
