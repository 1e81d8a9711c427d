"""Every rule of the catalogue is complete, fires on a wrong value and is silent on a right one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from string import Formatter
from typing import Any

import pytest

from santedoc.errors import InvalidValueError
from santedoc.ins import identity as identities
from santedoc.ins import (
    matricule,
    oids,
    rules,
)
from santedoc.ins import traits as strict
from santedoc.ins.findings import Finding, accepted, finding, refuse
from santedoc.ins.identity import Identity
from santedoc.ins.matricule import Matricule
from santedoc.ins.national_ids import check_person, check_structure
from santedoc.ins.oids import Realm
from santedoc.ins.sex import Sex
from santedoc.ins.status import IdentityAttribute, IdentityStatus, Target
from santedoc.ins.traits import Traits
from santedoc.report import Location, Private, Rule, Severity, Stage

TRAITS = Traits(
    birth_name="GARCIA-HAMMADI",
    given_names="SARAH-LOU ANNA",
    first_given_name="SARAH-LOU",
    birth_date="1977-01-21",
    sex=Sex.FEMALE,
    birth_place="01154",
)
QUALIFIED = Identity(
    traits=TRAITS,
    matricule=Matricule("277010115400329"),
    oid=oids.NIR,
    status=IdentityStatus.QUALIFIED,
)
DOUBTFUL, FICTITIOUS = IdentityAttribute.DOUBTFUL, IdentityAttribute.FICTITIOUS


def traits_with(**changes: Any) -> tuple[Finding, ...]:
    return strict.check(replace(TRAITS, **changes))


def identity_with(**changes: Any) -> tuple[Finding, ...]:
    return identities.check(replace(QUALIFIED, **changes))


def carrying(number: str) -> tuple[Finding, ...]:
    return identity_with(matricule=Matricule(number + matricule.key(number)))


# rule → (a check that must fire it, the same check on a value that must not)
CASES: dict[str, tuple[Callable[[], tuple[Finding, ...]], Callable[[], tuple[Finding, ...]]]] = {}


def case(rule: str, check: Callable[[str], tuple[Finding, ...]], wrong: str, right: str) -> None:
    CASES[rule] = (lambda: check(wrong), lambda: check(right))


def number_with_key(body: str) -> str:
    return body + matricule.key(body)


NIR = "279035121518989"
case("INS.matricule.writing", matricule.check, "2 79 03 51 215 189 89", NIR)
case("INS.matricule.length", matricule.check, NIR[:13], NIR)
case("INS.matricule.form", matricule.check, "27903512151898X", NIR)
case("INS.matricule.key", matricule.check, "279035121518988", NIR)
case("INS.matricule.sex", matricule.check, number_with_key("3790351215189"), NIR)
case("INS.matricule.provisional", matricule.check, "7190351215189", NIR)
case("INS.matricule.migrant", matricule.check, "5190351215189", NIR)
case("INS.matricule.month", matricule.check, number_with_key("2791351215189"), NIR)
case("INS.matricule.pseudoMonth", matricule.check, number_with_key("2792051215189"), NIR)
case("INS.matricule.department", matricule.check, number_with_key("2790300215189"), NIR)
case(
    "INS.matricule.place",
    matricule.check,
    number_with_key("2790397915189"),
    number_with_key("2790397415189"),
)
case("INS.oid.unknown", oids.check, "1.2.3", oids.NIR)
case("INS.oid.obsolete", oids.check, oids.CALCULATED, oids.NIA)
case("INS.oid.socialSecurity", oids.check, oids.SOCIAL_SECURITY, oids.TEST)
case("INS.oid.pharmacyRecord", oids.check, oids.PHARMACY_RECORD, oids.DEMONSTRATION)
case("INS.oid.realm", lambda oid: oids.check(oid, realm=Realm.PRODUCTION), oids.TEST, oids.NIR)
case("PSID.prefix", check_person, "210100997245", "810100997245")
case("PSID.rpps.prefix", check_person, "10100997245", "810100997245")
case("PSID.rpps.writing", check_person, "8101 0099 7245", "810100997245")
case("PSID.rpps.length", check_person, "8101009972450", "810100997245")
case("PSID.rpps.form", check_person, "81010099724X", "810100997245")
case("PSID.rpps.key", check_person, "810100997246", "810100997245")
case("PSID.adeli.writing", check_person, "00B 105729 4", "00B1057294")
case("PSID.adeli.length", check_person, "00B10572940", "00B1057294")
case("PSID.adeli.form", check_person, "00BX057294", "00B1057294")
case("PSID.internal", check_person, "3750803447", "3750803447/12")
case("ORGID.prefix", check_structure, "7750803447", "1750803447")
case("ORGID.office.form", check_structure, "00B1057294", "00B105729400")
case("ORGID.finess.writing", check_structure, "175 080 344 7", "1750803447")
case("ORGID.finess.length", check_structure, "175080344", "1750803447")
case("ORGID.finess.form", check_structure, "17508O3447", "1750803447")
case("ORGID.finess.key", check_structure, "1750803448", "1750803447")
case("ORGID.finess.corsica", check_structure, "12A0000014", "1750803447")
case("ORGID.siren.writing", check_structure, "2732 829 320", "2732829320")
case("ORGID.siren.length", check_structure, "273282932", "2732829320")
case("ORGID.siren.form", check_structure, "27\uff132829320", "2732829320")  # not an ASCII digit
case("ORGID.siren.key", check_structure, "2732829321", "2732829320")
case("ORGID.siret.writing", check_structure, "3732 829 320 00074", "373282932000074")
case("ORGID.siret.length", check_structure, "37328293200007", "373282932000074")
case("ORGID.siret.form", check_structure, "3732829320000X4", "373282932000074")
case("ORGID.siret.key", check_structure, "373282932000079", "373282932000074")


def trait(rule: str, wrong: dict[str, str | Sex], right: dict[str, str | Sex]) -> None:
    CASES[rule] = (lambda: traits_with(**wrong), lambda: traits_with(**right))


trait("INS.traits.missing", {"birth_name": " "}, {"birth_name": "LE GOFF"})
trait("INS.name.letters", {"birth_name": "Lœtitia"}, {"birth_name": "LOETITIA"})
trait("INS.name.character", {"birth_name": "DUPONT2"}, {"birth_name": "DUPONT"})
trait("INS.name.start", {"birth_name": "-DUPONT"}, {"birth_name": "'T HOOFT"})
trait("INS.name.end", {"given_names": "SARAH-LOU ANNA-"}, {"birth_name": "DUPONT-"})
trait("INS.name.doubled", {"birth_name": "D' ARTAGNAN"}, {"birth_name": "D'ARTAGNAN"})
trait("INS.name.doubleHyphen", {"given_names": "SARAH-LOU ANNA--EVE"}, {"birth_name": "A--B"})
trait("INS.name.length", {"birth_name": "A" * 101}, {"birth_name": "A" * 100})
trait("INS.firstGivenName.list", {"first_given_name": "ANNA"}, {"first_given_name": "SARAH LOU"})
trait("INS.birthDate.form", {"birth_date": "1977-02-30"}, {"birth_date": "1976-02-29"})
trait("INS.birthDate.incomplete", {"birth_date": "1977-00-21"}, {"birth_date": "1977-12-31"})
trait("INS.sex.undetermined", {"sex": Sex.UNDIFFERENTIATED}, {"sex": Sex.MALE})
trait("INS.birthPlace.form", {"birth_place": "Bourg"}, {"birth_place": "2B033"})
trait("INS.birthPlace.unknown", {"birth_place": "99999"}, {"birth_place": "99255"})


def whole(rule: str, wrong: dict[str, object], right: dict[str, object]) -> None:
    CASES[rule] = (lambda: identity_with(**wrong), lambda: identity_with(**right))


whole("INS.oid.missing", {"oid": None}, {"oid": oids.NIA})
whole("INS.status.unknown", {"status": None}, {"status": None, "matricule": None})
whole(
    "INS.status.unqualified",
    {"status": IdentityStatus.RECOVERED},
    {"status": IdentityStatus.RECOVERED, "matricule": None},
)
whole(
    "INS.status.forced",
    {"attributes": frozenset({DOUBTFUL})},
    {"attributes": frozenset({DOUBTFUL}), "status": IdentityStatus.PROVISIONAL},
)
whole("INS.attributes.doubtful", {"attributes": frozenset({DOUBTFUL})}, {})
whole("INS.attributes.fictitious", {"attributes": frozenset({FICTITIOUS})}, {})
whole(
    "INS.attributes.combination",
    {"attributes": frozenset({DOUBTFUL, FICTITIOUS})},
    {"attributes": frozenset({DOUBTFUL, IdentityAttribute.HOMONYM})},
)
CASES["INS.matricule.missing"] = (
    lambda: replace(QUALIFIED, matricule=None).may_go(Target.DMP).reasons,
    lambda: QUALIFIED.may_go(Target.DMP).reasons,
)
CASES["INS.target.matricule"] = (
    lambda: replace(QUALIFIED, status=IdentityStatus.VALIDATED).may_go(Target.DMP).reasons,
    lambda: QUALIFIED.may_go(Target.DMP).reasons,
)
for rule_name, other in {
    "sex": "1770101154003",
    "year": "2780101154003",
    "month": "2770201154003",
    "place": "2770101155003",
}.items():
    CASES[f"INS.consistency.{rule_name}"] = (
        partial(carrying, other),
        identity_with,
    )


def ids(findings: tuple[Finding, ...]) -> set[str]:
    return {one.rule.id for one in findings}


@pytest.mark.parametrize("rule", sorted(CASES))
def test_a_rule_fires_on_the_wrong_value_and_not_on_the_right_one(rule: str) -> None:
    wrong, right = CASES[rule]
    assert rule in ids(wrong())
    assert rule not in ids(right())


def test_every_rule_of_the_catalogue_has_a_case() -> None:
    assert {rule.id for rule in rules()} == set(CASES)


def test_the_reference_identity_is_clean() -> None:
    assert identity_with() == ()


@pytest.mark.parametrize("rule", list(rules()), ids=lambda rule: rule.id)
def test_a_rule_speaks_both_languages_with_the_same_slots(rule: Rule) -> None:
    for text in (rule.text, rule.why, rule.fix):
        assert text is not None
        assert text.en.endswith(".")
        assert text.fr.endswith(".")
        assert text.en != text.fr
        slots = [{name for _, name, _, _ in Formatter().parse(one) if name} for one in text]
        assert slots[0] == slots[1]
    assert rule.source


@pytest.mark.parametrize("rule", list(rules()), ids=lambda rule: rule.id)
def test_no_rule_is_an_error_since_the_gate_has_none_of_them(rule: Rule) -> None:
    assert rule.severity in {Severity.WARNING, Severity.INFORMATION}
    assert rule.gate is False
    assert rule.stage in {Stage.IDENTITY, Stage.CONSISTENCY}


@pytest.mark.parametrize("rule", sorted(CASES))
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_slot_of_a_message_is_filled(rule: str, lang: str) -> None:
    (one,) = [found for found in CASES[rule][0]() if found.rule.id == rule][:1]
    known = {**one.rule.params, **one.params}
    for text in (one.rule.text, one.rule.why, one.rule.fix):
        assert text is not None
        for _, slot, _, _ in Formatter().parse(text.in_(lang)):
            assert slot is None or known[slot]
    assert "{" not in one.message(lang, reveal=True)


@pytest.mark.parametrize("rule", sorted(CASES))
def test_a_message_shows_a_private_value_only_on_demand(rule: str) -> None:
    (one,) = [found for found in CASES[rule][0]() if found.rule.id == rule][:1]
    assert one.rule.text is not None
    for name, value in one.params.items():
        if isinstance(value, Private) and f"{{{name}}}" in one.rule.text.en:
            assert "•••" in one.message()
            assert str(value) in one.message(reveal=True)
    assert "GARCIA" not in one.message()
    assert NIR[:13] not in repr(one)


def test_a_finding_becomes_an_issue_at_a_place() -> None:
    at = Location(xpath="/ClinicalDocument/recordTarget[1]/patientRole[1]/id[1]", line=12)
    (one,) = matricule.check("279035121518988")
    issue = one.at(at)
    assert issue.at is at
    assert issue.message("fr") == one.message("fr")
    assert "279035121518988" not in json.dumps(issue.to_json("fr"))


def test_refuse_raises_for_a_refusal_and_lets_remarks_pass() -> None:
    remark, refusal = finding("INS.matricule.writing"), finding("INS.matricule.provisional")
    refuse([remark], field="x")
    assert accepted([remark])
    assert not accepted([remark, refusal])
    with pytest.raises(InvalidValueError, match="provisional") as caught:
        refuse([remark, refusal], field="patient.matricule")
    assert caught.value.field == "patient.matricule"
    assert "provisoire" in caught.value.message("fr")


def test_an_unknown_rule_id_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        finding("INS.nothing")
