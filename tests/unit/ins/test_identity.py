"""Identities: status, right to carry the matricule, agreement of its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from santedoc.errors import InvalidValueError
from santedoc.ins import identity as identities
from santedoc.ins import matricule, oids
from santedoc.ins.identity import Identity, consistency, decide
from santedoc.ins.matricule import Matricule
from santedoc.ins.oids import Realm
from santedoc.ins.sex import Sex
from santedoc.ins.status import IdentityAttribute, IdentityStatus, Right, Target
from santedoc.ins.traits import Traits

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


def of(body: str) -> Matricule:
    return Matricule(body + matricule.key(body))


def ids(number: Matricule, **changes: Any) -> list[str]:
    found = consistency(number, replace(TRAITS, **changes))
    assert not any(one.refuses for one in found)
    return [one.rule.id.rpartition(".")[2] for one in found]


def test_a_right_identity() -> None:
    assert identities.check(QUALIFIED, realm=Realm.PRODUCTION) == ()
    assert identities.validate(QUALIFIED) is QUALIFIED
    assert QUALIFIED.realm is Realm.PRODUCTION
    assert QUALIFIED.may_carry_matricule.allowed


def test_an_identity_without_matricule_needs_no_status() -> None:
    alone = Identity(traits=TRAITS)
    assert identities.check(alone) == ()
    assert alone.realm is None
    assert not alone.may_carry_matricule


def test_a_wrong_key_that_was_read_is_told_again() -> None:
    read = replace(QUALIFIED, matricule=Matricule("277010115400328", check_key=False))
    assert [one.rule.id for one in identities.check(read)] == ["INS.matricule.key"]
    assert not identities.is_valid(read)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"oid": None}, "INS.oid.missing"),
        ({"oid": oids.SOCIAL_SECURITY}, "INS.oid.socialSecurity"),
        ({"oid": oids.TEST}, "INS.oid.realm"),
        ({"status": IdentityStatus.PROVISIONAL}, "INS.status.unqualified"),
        ({"status": None}, "INS.status.unknown"),
    ],
)
def test_what_refuses_an_identity(changes: dict[str, Any], rule: str) -> None:
    wrong = replace(QUALIFIED, **changes)
    found = identities.check(wrong, realm=Realm.PRODUCTION)
    assert [one.rule.id for one in found] == [rule]
    with pytest.raises(InvalidValueError, match=r"^identity: "):
        identities.validate(wrong, realm=Realm.PRODUCTION)


def test_an_identity_does_not_leak_into_repr() -> None:
    assert not any(part in repr(QUALIFIED) for part in ("GARCIA", "SARAH", "1977", "27701"))


def test_agreement() -> None:
    assert ids(of("2770101154003")) == []
    assert ids(of("1780201155003")) == ["sex", "year", "month", "place"]


def test_what_is_unknown_is_not_held_against_anyone() -> None:
    number = of("1772001155003")
    assert ids(number, sex=Sex.UNKNOWN, birth_place="99999") == []
    assert ids(number, sex=Sex.UNKNOWN, birth_place="99999", birth_date="1980") == []
    assert ids(of("1773501154003"), birth_date="1978-05-01") == ["sex", "year"]


@pytest.mark.parametrize(
    ("place_in_number", "birth_place", "birth_date", "agrees"),
    [
        ("20004", "2A004", "1977-01-21", True),
        ("2A004", "20004", "1977-01-21", True),
        ("20004", "2A005", "1977-01-21", False),
        ("2A004", "2B004", "1977-01-21", False),
        ("75050", "92050", "1957-01-21", True),
        ("75050", "92050", "1977-01-21", False),
        ("75050", "13050", "1957-01-21", False),
        ("91352", "99352", "1957-01-21", True),
        ("91352", "99352", "1977-01-21", False),
        ("99352", "99352", "1977-01-21", True),
        ("97411", "97411", "1977-01-21", True),
    ],
)
def test_redrawn_places(
    place_in_number: str, birth_place: str, birth_date: str, *, agrees: bool
) -> None:
    number = of(f"2{birth_date[2:4]}01{place_in_number}003")
    found = ids(number, birth_place=birth_place, birth_date=birth_date)
    assert found == ([] if agrees else ["place"])


@pytest.mark.parametrize("target", Target)
def test_a_right_identity_goes_everywhere(target: Target) -> None:
    decision = QUALIFIED.may_go(target, realm=Realm.PRODUCTION)
    assert (decision.right, decision.reasons) == (Right.YES, ())


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"matricule": None, "oid": None}, "INS.matricule.missing"),
        ({"matricule": Matricule("277010115400328", check_key=False)}, "INS.matricule.key"),
        ({"oid": None}, "INS.oid.missing"),
        ({"oid": oids.CALCULATED}, "INS.oid.obsolete"),
        ({"oid": oids.TEST}, "INS.oid.realm"),
    ],
)
def test_without_a_right_matricule_only_a_professional_is_reached(
    changes: dict[str, Any], rule: str
) -> None:
    wrong = replace(QUALIFIED, **changes)
    for target in Target:
        decision = decide(wrong, target=target, realm=Realm.PRODUCTION)
        professional = target is Target.MSSANTE_PROFESSIONAL
        assert decision.right is (Right.WITHOUT_MATRICULE if professional else Right.NO)
        told = [one.rule.id for one in decision.reasons]
        ends = [] if professional or target is Target.MATRICULE else ["INS.target.matricule"]
        assert told == [rule, *ends]


def test_the_realm_is_only_held_against_an_identity_when_it_is_known() -> None:
    assert replace(QUALIFIED, oid=oids.TEST).may_go(Target.DMP).allowed


def test_the_status_is_told_before_the_matricule() -> None:
    doubtful = Identity(
        traits=TRAITS,
        status=IdentityStatus.PROVISIONAL,
        attributes=frozenset({IdentityAttribute.DOUBTFUL}),
    )
    told = [one.rule.id for one in doubtful.may_go(Target.MES).reasons]
    assert told == ["INS.status.unqualified", "INS.attributes.doubtful", "INS.target.matricule"]
