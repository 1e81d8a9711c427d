"""Identities as flat records."""

from __future__ import annotations

import pytest

from santedoc.errors import InvalidValueError
from santedoc.ins import oids
from santedoc.ins.record import TRAITS, read, write
from santedoc.ins.sex import Sex
from santedoc.ins.status import IdentityAttribute, IdentityStatus

SARAH = {
    "matricule": "277010115400329",
    "oid": "1.2.250.1.213.1.4.8",
    "birth_name": "GARCIA-HAMMADI",
    "given_names": "SARAH-LOU ANNA",
    "first_given_name": "SARAH-LOU",
    "birth_date": "1977-01-21",
    "sex": "F",
    "birth_place": "01154",
}


def test_a_record_there_and_back() -> None:
    one = read(SARAH)
    assert (one.oid, one.traits.sex, one.status) == (oids.NIR, Sex.FEMALE, None)
    assert write(one) == SARAH
    assert tuple(SARAH) == TRAITS


def test_status_and_attributes_are_said_when_they_are() -> None:
    said = SARAH | {"status": "PROV", "attributes": ["homonym", "doubtful"]}
    one = read(said)
    assert one.status is IdentityStatus.PROVISIONAL
    assert one.attributes == {IdentityAttribute.HOMONYM, IdentityAttribute.DOUBTFUL}
    assert write(one) == SARAH | {"status": "PROV", "attributes": ["doubtful", "homonym"]}


def test_what_is_not_said() -> None:
    assert write(read({"birth_place": None})) == dict.fromkeys(TRAITS) | {"sex": "U"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "GARCIA"}, "name"),
        ({"birth_name": 12}, "birth_name"),
        ({"sex": "2"}, "sex"),
        ({"status": "validated"}, "status"),
        ({"attributes": "homonym"}, "attributes"),
        ({"attributes": ["twin"]}, "attributes"),
        ({"matricule": "277010115400328"}, "matricule"),
    ],
)
def test_what_is_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidValueError, match=f"^{field}: ") as caught:
        read(SARAH | changes)
    assert not any(private in str(caught.value) for private in ("GARCIA", "27701011"))


def test_a_wrong_key_can_be_read() -> None:
    one = read(SARAH | {"matricule": "277010115400328"}, check_key=False)
    assert one.matricule is not None
    assert not one.matricule.has_right_key
