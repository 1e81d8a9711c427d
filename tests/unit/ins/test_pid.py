"""Identities in the fields of a PID segment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.ins import oids
from santedoc.ins.identity import Identity
from santedoc.ins.pid import OtherIdentifier, PidFields, PidPatient, read, write
from santedoc.ins.record import read as identity_of
from santedoc.ins.sex import Sex
from santedoc.ins.status import IdentityAttribute, IdentityStatus
from tests.unit.ins.test_datamatrix import identities
from tests.unit.ins.test_record import SARAH

QUALIFIED = identity_of(SARAH | {"status": "QUAL"})
LOCAL = OtherIdentifier(value="20883", namespace="CHU", oid="1.2.250.1.999.1")
NIR = "277010115400329^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS"
WRITTEN = PidFields(
    identifiers=f"{NIR}~20883^^^CHU&1.2.250.1.999.1&ISO^PI",
    names="GARCIA-HAMMADI^SARAH-LOU^SARAH-LOU ANNA^^^^L~MARTIN^SARAH^^^^^D",
    birth="19770121",
    sex="F",
    addresses="^^^^^^BDL^^01154",
    reliability="VALI",
)
PATIENT = PidPatient(
    identity=QUALIFIED, others=(LOCAL,), usual_name="MARTIN", usual_given_name="SARAH"
)


def test_a_qualified_identity_there_and_back() -> None:
    assert write(PATIENT) == WRITTEN
    assert read(WRITTEN) == PATIENT


def test_a_nia_has_its_own_authority() -> None:
    nia = PidPatient(identity=replace(QUALIFIED, oid=oids.NIA))
    assert write(nia).identifiers == (
        "277010115400329^^^ASIP-SANTE-INS-NIA&1.2.250.1.213.1.4.9&ISO^INS"
    )


@pytest.mark.parametrize(
    ("status", "attributes", "reliability", "read_as"),
    [
        ("PROV", [], "PROV", IdentityStatus.PROVISIONAL),
        ("RECUP", [], "PROV", IdentityStatus.PROVISIONAL),
        ("VALI", [], "VALI", IdentityStatus.VALIDATED),
        ("QUAL", ["doubtful"], "VALI", IdentityStatus.VALIDATED),
        (None, [], "", None),
    ],
)
def test_without_the_right_the_matricule_is_left_out(
    status: str | None, attributes: list[str], reliability: str, read_as: IdentityStatus | None
) -> None:
    one = identity_of(SARAH | {"status": status, "attributes": attributes})
    fields = write(PidPatient(identity=one, others=(LOCAL,)))
    assert fields.identifiers == "20883^^^CHU&1.2.250.1.999.1&ISO^PI"
    assert fields.reliability == reliability
    assert read(fields).identity.status is read_as
    assert read(fields).identity.matricule is None


def test_a_homonym_keeps_its_matricule() -> None:
    homonym = replace(QUALIFIED, attributes=frozenset({IdentityAttribute.HOMONYM}))
    assert write(PidPatient(identity=homonym)).identifiers == NIR


def test_an_oid_that_is_not_an_ins_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="social-security"):
        write(PidPatient(identity=replace(QUALIFIED, oid=oids.SOCIAL_SECURITY)))


def test_a_matricule_beside_a_provisional_status_is_read_and_may_not_be_sent_on() -> None:
    one = read(replace(WRITTEN, reliability="PROV")).identity
    assert one.matricule is not None
    assert one.status is IdentityStatus.PROVISIONAL
    assert not one.may_carry_matricule


def test_what_others_write() -> None:
    """Empty repetitions, a time of birth, a home address, former numbers, another type."""
    fields = PidFields(
        identifiers=(
            "442777^^^CEGI&&M^PI~~2770101154^^^ASIP-SANTE-INS-C&1.2.250.1.213.1.4.2&ISO^INS-C"
            "~277010115400329^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^NI^^^"
        ),
        names="MARTIN^^^^MME^^D~GARCIA-HAMMADI^SARAH-LOU^SARAH-LOU ANNA^^^^L",
        birth="19770121000000",
        sex="F",
        addresses="7 RUE DU LAC^^BOURG^^01000^FRA^H~^^BOURG^^01000^FRA^BDL^^01154",
        reliability="VALI",
    )
    patient = read(fields)
    assert patient.identity == QUALIFIED
    assert [one.type for one in patient.others] == ["PI", "INS-C"]
    assert (patient.usual_name, patient.usual_given_name) == ("MARTIN", "")


def test_the_calculated_ins_is_never_taken_for_the_ins() -> None:
    one = read(PidFields(identifiers="2770101154^^^X&1.2.250.1.213.1.4.2&ISO^INS")).identity
    assert (one.matricule, one.oid) == (None, None)


@pytest.mark.parametrize(("birth", "date"), [("", ""), ("1977", "1977"), ("197701", "1977-01")])
def test_incomplete_births_are_kept_as_they_are(birth: str, date: str) -> None:
    assert read(PidFields(birth=birth)).identity.traits.birth_date == date


def test_what_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="PID-7"):
        read(PidFields(birth="21/01/1977"))
    wrong = replace(WRITTEN, identifiers=NIR.replace("329", "328", 1))
    with pytest.raises(InvalidValueError, match="key") as caught:
        read(wrong)
    assert "27701" not in str(caught.value)
    assert read(wrong, check_key=False).identity.matricule is not None


@pytest.mark.parametrize("code", ["A", "O", "N", "", "2"])
def test_other_codes_of_sex_are_unknown(code: str) -> None:
    assert read(PidFields(sex=code)).identity.traits.sex is Sex.UNKNOWN


def test_no_patient_in_repr() -> None:
    shown = f"{PATIENT!r}{WRITTEN!r}{LOCAL!r}"
    assert not any(word in shown for word in ("GARCIA", "MARTIN", "20883", "27701", "1977"))


@given(identities())
def test_every_legal_identity_there_and_back(identity: Identity) -> None:
    patient = PidPatient(identity=replace(identity, status=IdentityStatus.QUALIFIED))
    assert read(write(patient)) == patient


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_delimiters_in_values_are_escaped(text: str) -> None:
    others = (OtherIdentifier(value=text, namespace=text, oid=text, type=text),)
    one = PidPatient(identity=identity_of({}), others=others, usual_name=text)
    assert read(write(one)) == one
