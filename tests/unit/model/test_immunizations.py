"""Vaccines as an author writes them."""

from __future__ import annotations

from santedoc.model.absences import absent_immunization
from santedoc.model.datatypes import Absent, Code
from santedoc.model.immunizations import ATC, Immunization, diseases_of
from santedoc.model.statements import Observation, Product
from santedoc.model.time import PartialDateTime

_KIND = Code(code="IMMUNIZ", system="2.16.840.1.113883.5.4")
_VACCINE = Product(
    code=Code(
        code="68747507",
        system="1.2.250.1.213.2.3.1",
        translations=(Code(code="J07AM51", system=ATC), Code(code="J07AM01", system=ATC)),
    )
)


def _given(**more: object) -> Immunization:
    return Immunization(
        product=_VACCINE,
        time=PartialDateTime("2026"),
        code=_KIND,
        **more,  # type: ignore[arg-type]
    )


def test_a_number_is_a_rank_and_a_code_is_a_reason() -> None:
    refused = Code(code="PATOBJ", system="2.16.840.1.113883.5.8")
    one = _given(rank=2, negated=True, refusal_reason=refused, comments="À revoir.")
    assert one.rank == Observation(value=2)
    assert one.refusal_reason == Observation(code=refused)
    assert Immunization.from_json(one.to_json()) == one


def test_diseases_are_told_once_and_come_from_the_classes_alone() -> None:
    assert _given().target_diseases == ("tétanos", "diphtérie")
    assert diseases_of(Code(code="J07AN01", system=ATC)) == ("tuberculose",)
    assert diseases_of(Code(code="J07AN01", system="1.2.3")) == ()
    assert diseases_of(Absent(reason="UNK")) == ()


def test_that_there_is_no_vaccine_is_said() -> None:
    none = absent_immunization()
    assert none.code.code == "no-known-immunizations"
    assert none.target_diseases == ()
