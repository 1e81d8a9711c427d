from __future__ import annotations

import pytest

from santedoc.cda.documents.identity import identity_issues
from santedoc.report import Severity
from tests.unit.cda.documents.skeleton import INS, PATIENT, document, ids, record_target, told


def found(patient: str = PATIENT, **changes: str) -> list[tuple[str, str]]:
    return told(identity_issues(document(header=record_target(patient=patient, **changes))))


def test_a_right_identity_is_silent() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        (INS[:13] + "90", "INS.matricule.key"),
        (INS[:13], "INS.matricule.length"),
        ("2790351215189AA", "INS.matricule.form"),
        ("779035121518989", "INS.matricule.provisional"),
    ],
)
def test_the_matricule_is_judged_at_its_extension(number: str, rule: str) -> None:
    identifier = f'<id root="1.2.250.1.213.1.4.8" extension="{number}"/>'
    assert (rule, "id[1]/@extension") in found(ids=identifier)


@pytest.mark.parametrize(
    ("root", "rule"),
    [
        ("1.2.250.1.213.1.4.999", "INS.oid.unknown"),
        ("1.2.250.1.213.1.4.2", "INS.oid.obsolete"),
        ("1.2.250.1.213.1.4.13", "INS.oid.socialSecurity"),
        ("1.2.250.1.176.1.2", "INS.oid.pharmacyRecord"),
        ("1.2.3.4", "INS.oid.unknown"),
    ],
)
def test_a_number_taken_for_an_ins_is_judged_at_its_root(root: str, rule: str) -> None:
    assert found(ids=f'<id root="{root}" extension="{INS}"/>') == [(rule, "id[1]/@root")]


def test_a_local_number_alone_is_not_taken_for_an_ins() -> None:
    assert found(ids='<id root="1.2.3.4.5" extension="1234567890121"/>') == []


def test_other_known_numbers_may_stand_beside_an_ins_and_unknown_ones_may_not() -> None:
    ins = f'<id root="1.2.250.1.213.1.4.10" extension="{INS}"/>'
    beside = '<id root="1.2.250.1.213.1.4.13" extension="x"/>'
    assert found(ids=ins + beside + '<id root="1.2.3.4" extension="12"/>') == []
    stranger = '<id root="1.2.250.1.213.1.4.999" extension="12"/>'
    assert found(ids=ins + stranger) == [("INS.oid.unknown", "id[2]/@root")]


def test_a_null_identifier_is_left_alone() -> None:
    assert found(ids='<id nullFlavor="UNK"/>') == []
    assert found(ids='<id root="1.2.250.1.213.1.4.8" nullFlavor="MSK" extension=""/>') == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("PATTEST", "Pattesté", ("INS.name.letters", "name[1]/family[1]")),
        ("RUTH ISABELLE", "ISABELLE RUTH", ("INS.firstGivenName.list", "name[1]/given[2]")),
        ('code="F"', 'code="UN"', ("INS.sex.undetermined", "administrativeGenderCode[1]")),
        ('code="F"', 'code="M"', ("INS.consistency.sex", "patient[1]")),
        ("19790328", "19800328", ("INS.consistency.year", "patient[1]")),
        ("19790328", "19790428", ("INS.consistency.month", "patient[1]")),
        ("19790328", "1979", ("INS.birthDate.incomplete", "birthTime[1]/@value")),
        ("51215", "75056", ("INS.consistency.place", "patient[1]")),
        ("51215", "REIMS", ("INS.birthPlace.form", "addr[1]/county[1]")),
        ("51215", "99999", ("INS.birthPlace.unknown", "addr[1]/county[1]")),
    ],
)
def test_traits_beside_an_ins_are_judged(
    before: str, after: str, expected: tuple[str, str]
) -> None:
    rule, place = expected
    issues = found(PATIENT.replace(before, after))
    assert [one for one, path in issues if path.endswith(place)] == [rule]


def test_traits_without_an_ins_are_not_judged() -> None:
    patient = PATIENT.replace("PATTEST", "Pattesté")
    assert found(patient, ids='<id root="1.2.3" extension="7"/>') == []


def test_traits_that_are_not_there_are_not_judged() -> None:
    assert found("") == []
    assert found('<name nullFlavor="MSK"/><birthTime nullFlavor="MSK"/>') == []
    assert found('<name><family qualifier="BR"/></name>') == []


def test_traits_are_not_compared_with_a_matricule_that_cannot_be_read() -> None:
    identifier = '<id root="1.2.250.1.213.1.4.8" extension="12"/>'
    issues = identity_issues(document(header=record_target(ids=identifier)))
    assert ids(issues) == ["INS.matricule.length"]


@pytest.mark.parametrize(
    ("root", "number", "rules"),
    [
        ("1.2.250.1.71.4.2.1", "810100997245", []),
        ("1.2.250.1.71.4.2.1", "810100997246", ["PSID.rpps.key"]),
        ("1.2.250.1.71.4.2.1", "910100997245", ["PSID.prefix"]),
        ("1.2.250.1.71.4.2.2", "1750803447", []),
        ("1.2.250.1.71.4.2.2", "1750803448", ["ORGID.finess.key"]),
        ("1.2.250.1.71.4.2.2", "2732829321", ["ORGID.siren.key"]),
        ("1.2.250.1.71.4.2.2", "373282932000075", ["ORGID.siret.key"]),
    ],
)
def test_professionals_and_structures_are_judged_wherever_they_are(
    root: str, number: str, rules: list[str]
) -> None:
    identifier = f'<id root="{root}" extension="{number}"/>'
    author = f"<author><assignedAuthor>{identifier}</assignedAuthor></author>"
    issues = identity_issues(document(header=author))
    assert ids(issues) == rules
    assert [one.at.xpath for one in issues] == [
        "/ClinicalDocument/author[1]/assignedAuthor[1]/id[1]/@extension" for _ in rules
    ]


def test_nothing_here_is_an_error_and_no_value_is_shown() -> None:
    wrong = record_target(
        ids=f'<id root="1.2.250.1.213.1.4.8" extension="{INS[:13]}90"/>',
        patient=PATIENT.replace("PATTEST", "Pattesté-9"),
    )
    issues = identity_issues(document(header=wrong))
    assert {one.severity for one in issues} == {Severity.WARNING}
    words = " ".join(one.message(lang) for one in issues for lang in ("en", "fr"))
    for value in (INS[:13], "Pattest", " 90", " 89", "19790328"):
        assert value not in words
