"""OIDs of patient numbers."""

from __future__ import annotations

import pytest

from santedoc.errors import InvalidValueError
from santedoc.ins import oids
from santedoc.ins.oids import Realm, Scheme


@pytest.mark.parametrize(
    ("suffix", "scheme", "realm", "ins"),
    [
        ("8", Scheme.NIR, Realm.PRODUCTION, True),
        ("9", Scheme.NIA, Realm.PRODUCTION, True),
        ("10", Scheme.NIR, Realm.TEST, True),
        ("11", Scheme.NIR, Realm.DEMONSTRATION, True),
        ("13", Scheme.SOCIAL_SECURITY, Realm.PRODUCTION, False),
        ("2", Scheme.CALCULATED, Realm.PRODUCTION, False),
        ("6", Scheme.CALCULATED, Realm.TEST, False),
        ("7", Scheme.CALCULATED, Realm.DEMONSTRATION, False),
    ],
)
def test_known_oids(suffix: str, scheme: Scheme, realm: Realm, *, ins: bool) -> None:
    oid = f"1.2.250.1.213.1.4.{suffix}"
    authority = oids.classify(oid)
    assert authority == oids.classify(f"urn:oid:{oid}")
    assert authority is not None
    assert (authority.oid, authority.scheme, authority.realm) == (oid, scheme, realm)
    assert authority.is_ins is oids.is_ins(oid) is oids.is_valid(oid) is (oid in oids.INS_OIDS)
    assert ins is authority.is_ins


def test_other_oids_say_nothing() -> None:
    assert oids.classify("1.2.250.1.71.4.2.1") is None
    assert not oids.is_ins("1.2.250.1.71.4.2.1")
    assert [one.rule.id for one in oids.check("1.2.250.1.213.1.4.80")] == ["INS.oid.unknown"]


@pytest.mark.parametrize("realm", list(Realm))
def test_the_realm_is_compared_when_one_is_expected(realm: Realm) -> None:
    accepted = [oid for oid in oids.INS_OIDS if oids.is_valid(oid, realm=realm)]
    known = {oid: oids.classify(oid) for oid in oids.INS_OIDS}
    assert accepted == [oid for oid, told in known.items() if told and told.realm is realm]
    assert accepted


def test_validate_returns_dotted_notation_or_raises() -> None:
    assert oids.validate("urn:oid:1.2.250.1.213.1.4.8", realm=Realm.PRODUCTION) == oids.NIR
    assert oids.format(oids.NIR) == "urn:oid:1.2.250.1.213.1.4.8"
    with pytest.raises(InvalidValueError, match=r"test realm|realm test") as caught:
        oids.validate(oids.TEST, realm=Realm.DEMONSTRATION)
    assert "démonstration" in caught.value.message("fr")


def test_a_matricule_put_in_place_of_the_oid_is_not_shown() -> None:
    (foreign,) = oids.check("1.2.3")
    assert "1.2.3" in foreign.message()
    (mistaken,) = oids.check("279035121518989")
    assert "279035121518989" not in mistaken.message()
    assert "279035121518989" in mistaken.message(reveal=True)
