"""Two identities, trait by trait."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.ins import matricule
from santedoc.ins.comparison import Agreement, Comparison, Trait, Verdict, compare
from santedoc.ins.record import read
from tests.unit.ins.test_record import SARAH


def against(first: Any = None, **changes: Any) -> Comparison:
    return compare(read(SARAH | (first or {})), read(SARAH | changes))


def numbered(body: str) -> str:
    return body + matricule.key(body)


def test_the_same_identity() -> None:
    comparison = against()
    assert comparison.verdict is Verdict.IDENTICAL
    assert comparison.is_same
    assert [one.trait for one in comparison.traits] == list(Trait)
    assert {one.agreement for one in comparison.traits} == {Agreement.IDENTICAL}
    assert comparison.reason.fr == "tous les traits sont identiques"


@pytest.mark.parametrize(
    ("trait", "value", "why"),
    [
        (Trait.BIRTH_NAME, "Garcia-Hammadi", "case, accents or ligatures"),
        (Trait.BIRTH_NAME, "GARCIA HAMMADI", "spaces, apostrophes or hyphens"),
        (Trait.GIVEN_NAMES, "SARAH LOU ÀNNA", "spaces, apostrophes or hyphens"),
        (Trait.FIRST_GIVEN_NAME, "SARAH'LOU", "spaces, apostrophes or hyphens"),
        (Trait.BIRTH_DATE, "19770121", "another writing of the same value"),
        (Trait.OID, "urn:oid:1.2.250.1.213.1.4.8", "another writing of the same value"),
    ],
)
def test_equal_once_written_alike(trait: Trait, value: str, why: str) -> None:
    comparison = against(**{trait.value: value})
    one = comparison.of(trait)
    assert one.agreement is Agreement.EQUAL
    assert one.reason is not None
    assert one.reason.en == why
    assert comparison.verdict is Verdict.EQUAL
    assert comparison.is_same
    assert comparison.reason.en == f"written otherwise: {trait.label.en}"


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        (Trait.MATRICULE, numbered("2770101154004")),
        (Trait.OID, "1.2.250.1.213.1.4.9"),
        (Trait.BIRTH_NAME, "GARCIAHAMMADI"),
        (Trait.GIVEN_NAMES, "ANNA SARAH-LOU"),
        (Trait.FIRST_GIVEN_NAME, "SARAH"),
        (Trait.BIRTH_DATE, "1977-01-12"),
        (Trait.SEX, "M"),
        (Trait.SEX, "UN"),
        (Trait.BIRTH_PLACE, "01155"),
    ],
)
def test_different(trait: Trait, value: str) -> None:
    comparison = against(**{trait.value: value})
    assert comparison.of(trait).agreement is Agreement.DIFFERENT
    assert comparison.verdict is Verdict.DIFFERENT
    assert comparison.reason.fr == f"différent : {trait.label.fr}"
    others = {one.agreement for one in comparison.traits if one.trait is not trait}
    assert others == {Agreement.IDENTICAL}


@pytest.mark.parametrize(
    ("trait", "value", "why"),
    [
        (Trait.OID, "1.2.250.1.213.1.4.10", "identities of two realms"),
        (Trait.GIVEN_NAMES, "SARAH-LOU", "one list is the start of the other"),
    ],
)
def test_a_difference_that_has_a_name(trait: Trait, value: str, why: str) -> None:
    one = against(**{trait.value: value}).of(trait)
    assert one.reason is not None
    assert (one.agreement, one.reason.en) == (Agreement.DIFFERENT, why)


@pytest.mark.parametrize(
    ("trait", "value"),
    [
        (Trait.MATRICULE, None),
        (Trait.BIRTH_NAME, ""),
        (Trait.SEX, "U"),
        (Trait.BIRTH_PLACE, "99999"),
    ],
)
def test_what_one_side_does_not_say_leaves_it_undecided(trait: Trait, value: str | None) -> None:
    comparison = against(**{trait.value: value})
    assert comparison.of(trait).agreement is Agreement.UNSAID
    assert comparison.verdict is Verdict.UNDECIDED
    assert not comparison.is_same


def test_a_number_that_neither_side_has_does_not_count() -> None:
    local: dict[str, object] = {"matricule": None, "oid": None}
    assert against(local, **local).verdict is Verdict.IDENTICAL
    nameless: dict[str, object] = {"birth_name": None}
    assert against(nameless, **nameless).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("one", "two", "agreement"),
    [
        ("20004", "2A004", Agreement.EQUAL),
        ("2b033", "2B033", Agreement.EQUAL),
        ("2A004", "2B004", Agreement.DIFFERENT),
        ("20004", "2A005", Agreement.DIFFERENT),
    ],
)
def test_corsica(one: str, two: str, agreement: Agreement) -> None:
    found = against({"birth_place": one}, birth_place=two)
    assert found.of(Trait.BIRTH_PLACE).agreement is agreement


def test_a_former_matricule_is_no_difference() -> None:
    old = {"matricule": numbered("2770101154004"), "oid": "1.2.250.1.213.1.4.9"}
    first, second = read(SARAH | old), read(SARAH)
    assert compare(first, second).verdict is Verdict.DIFFERENT
    bridged = compare(first, second, former=[old["matricule"]])
    assert bridged.verdict is Verdict.EQUAL
    assert {bridged.of(trait).agreement for trait in (Trait.MATRICULE, Trait.OID)} == {
        Agreement.EQUAL
    }
    tested = read(SARAH | old | {"oid": "1.2.250.1.213.1.4.10"})
    assert not compare(tested, second, former=[old["matricule"]]).is_same


def test_nothing_of_a_person_is_in_repr() -> None:
    assert not any(word in repr(against(sex="M")) for word in ("GARCIA", "SARAH", "1977", "27701"))


names = st.text(alphabet="AÉeœ '-", min_size=1, max_size=12)


@given(names, names)
def test_comparing_is_symmetrical(one: str, two: str) -> None:
    there = against({"birth_name": one}, birth_name=two)
    back = against({"birth_name": two}, birth_name=one)
    assert there.verdict is back.verdict
    assert there.of(Trait.BIRTH_NAME).agreement is back.of(Trait.BIRTH_NAME).agreement
