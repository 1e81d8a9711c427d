"""Requests and answers of INSi as values."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from santedoc.errors import InvalidValueError
from santedoc.ins import oids
from santedoc.ins.comparison import Verdict, compare
from santedoc.ins.identity import Identity
from santedoc.ins.insi import Answer, Held, Request, Response
from santedoc.ins.matricule import Matricule
from santedoc.ins.record import read
from santedoc.ins.sex import Sex
from santedoc.ins.status import IdentityAttribute, IdentityStatus
from santedoc.ins.traits import Traits
from tests.unit.ins.test_datamatrix import identities
from tests.unit.ins.test_record import SARAH

ASKED = Request(
    birth_name="ECETINSI", given_name="PIERRE-ALAIN", sex=Sex.MALE, birth_date="2009-07-14"
)
FOUND = Response(
    code="00",
    label="OK",
    active=Held(matricule=Matricule("109076322083489"), oid=oids.NIR),
    history=(
        Held(
            matricule=Matricule("209076322083439"),
            oid=oids.NIR,
            start="2019-03-01",
            end="2019-02-28",
        ),
        Held(matricule=Matricule("209066322012355"), oid=oids.NIR),
    ),
    traits=Traits(
        birth_name="ECETINSI",
        given_names="PIERRE-ALAIN MURIEL FLORIANT",
        first_given_name="PIERRE-ALAIN",
        birth_date="2009-07-14",
        sex=Sex.MALE,
        birth_place="63220",
    ),
)


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"birth_name": ""}, "birth_name", "missing"),
        ({"birth_name": "Ecetinsi"}, "birth_name", "only A to Z"),
        ({"birth_name": "LŒTITIA"}, "birth_name", "only A to Z"),
        ({"birth_name": "É"}, "birth_name", "only A to Z"),
        ({"birth_name": "DUPONT2"}, "birth_name", "no civil name"),
        ({"birth_name": " DUPONT"}, "birth_name", "starts with"),
        ({"birth_name": "-DUPONT"}, "birth_name", "starts with"),
        ({"birth_name": "D' ARC"}, "birth_name", "side by side"),
        ({"birth_name": "A" * 101}, "birth_name", "100"),
        ({"given_name": ""}, "given_name", "missing"),
        ({"given_name": "Zoé"}, "given_name", "only A to Z"),
        ({"given_name": "ANNE--LISE"}, "given_name", "double hyphen"),
        ({"given_name": "ANNE-"}, "given_name", "ends with"),
        ({"given_name": "ANNE'"}, "given_name", "ends with"),
        ({"given_name": "ANNE  LISE"}, "given_name", "side by side"),
        ({"sex": Sex.UNKNOWN}, "sex", "undetermined"),
        ({"sex": Sex.UNDIFFERENTIATED}, "sex", "undetermined"),
        ({"birth_date": "14/07/2009"}, "birth_date", "YYYY-MM-DD"),
        ({"birth_date": "2009-07"}, "birth_date", "no day"),
        ({"birth_date": "2009-02-30"}, "birth_date", "YYYY-MM-DD"),
        ({"birth_place": "PARIS"}, "birth_place", "COG"),
    ],
)
def test_a_request_that_breaks_a_rule_is_refused(
    changes: dict[str, str], field: str, says: str
) -> None:
    with pytest.raises(InvalidValueError, match=says) as caught:
        replace(ASKED, **changes)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert caught.value.message("fr") != caught.value.message("en")


@pytest.mark.parametrize("name", ["DUPONT--MARTIN", "'T HOOFT", "LE GOFF", "DUPONT-"])
def test_what_a_birth_name_may_be(name: str) -> None:
    assert replace(ASKED, birth_name=name).birth_name == name


def test_the_request_of_a_local_identity() -> None:
    local = read(
        SARAH
        | {"birth_name": "García-Hammadi", "first_given_name": "Sarah-Lou", "birth_place": "99999"}
    )
    asked = Request.of(local)
    assert asked == Request(
        birth_name="GARCIA-HAMMADI",
        given_name="SARAH-LOU",
        sex=Sex.FEMALE,
        birth_date="1977-01-21",
    )
    assert local.traits.birth_name == "García-Hammadi"
    assert Request.of(read(SARAH)).birth_place == "01154"


@pytest.mark.parametrize("attribute", IdentityAttribute)
def test_a_doubt_forbids_the_search(attribute: IdentityAttribute) -> None:
    one = replace(read(SARAH), attributes=frozenset({attribute}))
    if attribute is IdentityAttribute.HOMONYM:
        assert Request.of(one).given_name == "SARAH-LOU"
    else:
        with pytest.raises(InvalidValueError, match="doubtful or fictitious"):
            Request.of(one)


@pytest.mark.parametrize(
    ("local", "status"),
    [
        (IdentityStatus.PROVISIONAL, IdentityStatus.RECOVERED),
        (IdentityStatus.RECOVERED, IdentityStatus.RECOVERED),
        (IdentityStatus.VALIDATED, IdentityStatus.QUALIFIED),
        (IdentityStatus.QUALIFIED, IdentityStatus.QUALIFIED),
    ],
)
def test_the_status_of_what_was_found(local: IdentityStatus, status: IdentityStatus) -> None:
    found = FOUND.identity(local=local)
    assert found.status is status
    assert (found.traits, found.oid) == (FOUND.traits, oids.NIR)
    assert bool(found.may_carry_matricule) is (status is IdentityStatus.QUALIFIED)


def test_a_local_record_with_a_former_matricule() -> None:
    former = replace(FOUND.identity(), matricule=Matricule("209066322012355"))
    assert compare(former, FOUND.identity()).verdict is Verdict.DIFFERENT
    assert compare(former, FOUND.identity(), former=FOUND.former).verdict is Verdict.EQUAL


@pytest.mark.parametrize(
    ("code", "answer", "says"),
    [
        ("01", Answer.NONE, "no identity"),
        ("02", Answer.SEVERAL, "several identities"),
        ("42", None, "not known"),
    ],
)
def test_an_answer_without_identity(code: str, answer: Answer | None, says: str) -> None:
    response = Response(code=code)
    assert response.answer is answer
    with pytest.raises(InvalidValueError, match=says) as caught:
        response.identity()
    assert caught.value.message("fr") != caught.value.message("en")


def test_a_code_and_contents_that_disagree() -> None:
    with pytest.raises(InvalidValueError, match="code 00"):
        Response(code="00")
    for code in ("01", "02", "42"):
        with pytest.raises(InvalidValueError, match="code 00"):
            replace(FOUND, code=code)


def test_no_person_in_repr() -> None:
    shown = f"{ASKED!r}{FOUND!r}"
    assert not any(word in shown for word in ("ECETINSI", "PIERRE", "2009", "109076"))


@given(identities())
def test_a_request_keeps_what_may_be_exchanged(identity: Identity) -> None:
    first = identity.traits.first_given_name.rstrip("-'") or "A"
    local = replace(identity, traits=replace(identity.traits, first_given_name=first))
    asked = Request.of(local)
    assert (asked.birth_name, asked.given_name) == (identity.traits.birth_name, first)
